/**
 * A mail server for n8n's Send Email node that delivers nothing: SMTP without a login, on this machine only. It is part of
 * `npm run back-office`.
 */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

export interface Mail {
	to: string;
	subject: string;
	/** Without the tags of HTML. */
	text: string;
	/** Of a mail in HTML, by what is written on them. */
	links?: Record<string, string>;
}

export interface MailServer {
	port: number;
	stop(): Promise<void>;
}

/**
 * @param refusalOf the SMTP answer that refuses a recipient, such as "550 No mailbox"; undefined takes them
 * @param take gets each mail; what it gives is the SMTP answer in place of "250 Taken"
 */
export async function startMailServer(
	port: number,
	refusalOf: (recipient: string) => string | undefined,
	take: (mail: Mail) => string | undefined,
): Promise<MailServer> {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
		serve(socket, refusalOf, take);
	});
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((done) => server.close(done));
		},
	};
}

function serve(
	socket: Socket,
	refusalOf: (recipient: string) => string | undefined,
	take: (mail: Mail) => string | undefined,
): void {
	let received = '';
	let recipients: string[] = [];
	let inData = false;
	const say = (line: string) => socket.write(`${line}\r\n`);

	function command(line: string): void {
		const verb = line.slice(0, 4).toUpperCase();
		if (verb === 'RCPT') {
			const recipient = /<(.*)>/.exec(line)?.[1] ?? '';
			const refusal = refusalOf(recipient);
			if (refusal === undefined) recipients.push(recipient);
			say(refusal ?? '250 Known');
		} else if (verb === 'DATA') {
			inData = true;
			say('354 Go on');
		} else if (verb === 'QUIT') {
			socket.end('221 Bye\r\n');
		} else {
			if (verb === 'MAIL' || verb === 'RSET') recipients = [];
			say('250 Fine');
		}
	}

	socket.setEncoding('latin1').on('data', (chunk) => {
		received += String(chunk);
		for (;;) {
			const mark = inData ? '\r\n.\r\n' : '\r\n';
			const end = received.indexOf(mark);
			if (end < 0) return;
			const part = received.slice(0, end);
			received = received.slice(end + mark.length);
			if (inData) {
				inData = false;
				say(take({ to: recipients.join(', '), ...readMail(part.replace(/^\.\./gm, '.')) }) ?? '250 Taken');
			} else command(part);
		}
	});
	say('220 Mail server of the examples');
}

/** A mail of one part, as Send Email writes it without attachments. */
function readMail(raw: string): Omit<Mail, 'to'> {
	const split = raw.indexOf('\r\n\r\n');
	const headers = new Map(
		raw
			.slice(0, split)
			.replace(/\r\n[ \t]+/g, ' ')
			.split('\r\n')
			.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
	);
	const subject = (headers.get('subject') ?? '').replace(
		/=\?utf-8\?([qb])\?(.*?)\?=\s*/gi,
		(_, encoding: string, text: string) =>
			encoding.toLowerCase() === 'b' ? fromBase64(text) : fromQuotedPrintable(text.replaceAll('_', ' ')),
	);
	const body = raw.slice(split + 4);
	const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
	const content =
		encoding === 'base64' ? fromBase64(body) : encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body;
	const lines = content.replaceAll('\r\n', '\n');
	if (!headers.get('content-type')?.startsWith('text/html')) return { subject, text: lines.trim() };
	const links = [...lines.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, url, label]) => [
		label,
		plain(url),
	]);
	const inBody = lines.slice(lines.indexOf('<body'));
	return { subject: plain(subject), text: plain(inBody.replace(/<[^>]*>/g, '')), links: Object.fromEntries(links) };
}

function fromBase64(text: string): string {
	return Buffer.from(text, 'base64').toString();
}

function fromQuotedPrintable(text: string): string {
	const bytes = text
		.replace(/=\r\n/g, '')
		.replace(/=([\dA-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}

/** Without HTML's entities, and without the blank lines that its layout leaves. */
function plain(html: string): string {
	const names: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
	return html
		.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => names[entity])
		.replace(/\s*\n\s*/g, '\n')
		.trim();
}
