/**
 * An accounting system and a mail service, by HTTP and by SMTP, to try the examples with: `npm run back-office`. They keep what
 * they get in memory. A second journal entry with the same reference is refused with 409, one that does not balance with 422.
 */
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';
import type { Mail } from './mail-server.mts';
import { startMailServer } from './mail-server.mts';

export interface JournalEntry {
	id: number;
	/** What the entry is about, in the words of whoever posted it. */
	reference: string;
	date: string;
	currency: string;
	text: string;
	/** Amounts in major units of the currency. */
	lines: Array<{ account: string; debit: number; credit: number; text: string }>;
}

export interface BackOffice {
	url: string;
	/** Of the mail server. */
	mailPort: number;
	entries: JournalEntry[];
	mails: Mail[];
	/** Statuses to answer for an address, none unless told: with 4xx its mails are refused, with 5xx they are taken all the same, and the answer is an error. */
	troubles: Map<string, number>;
	stop(): Promise<void>;
}

const PORT = 8791;
export const MAIL_PORT = 8792;

/** @param port 0 for any free ones */
export async function startBackOffice(port = PORT): Promise<BackOffice> {
	const entries: JournalEntry[] = [];
	const mails: Mail[] = [];
	const troubles = new Map<string, number>();
	const server = Fastify();

	server.get('/journal-entries', (request) => {
		const { reference } = request.query as { reference?: string };
		return { data: entries.filter((entry) => reference === undefined || entry.reference === reference) };
	});
	server.post('/journal-entries', (request, reply) => {
		const entry = request.body as JournalEntry;
		if (entries.some(({ reference }) => reference === entry.reference)) {
			return reply.code(409).send({ message: `There is an entry "${entry.reference}" already.` });
		}
		// No currency has more than three decimals.
		const parts = entry.lines.map(({ debit, credit }) => Math.round(debit * 1000) - Math.round(credit * 1000));
		const difference = parts.reduce((sum, one) => sum + one, 0);
		if (parts.length === 0 || difference !== 0) {
			return reply.code(422).send({ message: `Debit and credit differ by ${difference / 1000}.` });
		}
		entries.push({ ...entry, id: entries.length + 1 });
		return reply.code(201).send(entries.at(-1));
	});

	server.get('/mails', () => ({ data: mails }));
	server.post('/mails', (request, reply) => {
		const mail = request.body as Mail;
		const status = troubles.get(mail.to) ?? 202;
		if (status >= 400 && status < 500) return reply.code(status).send({ message: `There is no mailbox ${mail.to}.` });
		mails.push(mail);
		return reply.code(status).send({ message: status === 202 ? 'On its way' : 'Something broke.' });
	});

	const url = await server.listen({ host: '127.0.0.1', port });
	const isRefused = (status = 202) => status >= 400 && status < 500;
	const mailServer = await startMailServer(
		port === 0 ? 0 : MAIL_PORT,
		(recipient) => (isRefused(troubles.get(recipient)) ? `550 There is no mailbox ${recipient}.` : undefined),
		(mail) => {
			mails.push(mail);
			return (troubles.get(mail.to) ?? 202) >= 500 ? '451 Something broke.' : undefined;
		},
	);
	async function stop(): Promise<void> {
		await mailServer.stop();
		await server.close();
	}
	return { url, mailPort: mailServer.port, entries, mails, troubles, stop };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	const { url, mailPort } = await startBackOffice();
	console.log(
		`Journal entries: ${url}/journal-entries\nMails:           ${url}/mails\nMail server:     port ${mailPort}`,
	);
}
