/**
 * The public address of an n8n under test: hands each request on to wherever n8n listens at the moment, and can lose answers
 * on the way back, as networks do, and turn away what is too much, as a proxy does.
 */
import { Agent, createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wire {
	url: string;
	/** Port n8n listens on. */
	target: number;
	/** Decides for each answer of n8n, counted from 1, whether it gets lost; none does unless told. */
	loses: (answer: number) => boolean;
	/** Requests n8n is given at once; further ones are answered 503. No limit unless told. */
	most: number;
	/** Requests turned away. */
	turnedAway: number;
	/** Statuses n8n answered, in order, lost ones too. */
	answers: number[];
	/** Waits until n8n has answered so many requests. */
	until(count: number): Promise<void>;
	stop(): Promise<void>;
}

export async function startWire(): Promise<Wire> {
	const agent = new Agent({ keepAlive: true });
	let wake = () => {};
	let underWay = 0;
	const server = createServer((incoming, outgoing) => {
		const lose = () => outgoing.destroy();
		if (underWay >= wire.most) {
			wire.turnedAway += 1;
			incoming.resume();
			outgoing.writeHead(503).end();
			return;
		}
		underWay += 1;
		const { method, url, headers } = incoming;
		const outward = forward({ host: '127.0.0.1', port: wire.target, method, path: url, headers, agent }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', lose);
			answer.on('end', () => {
				const number = wire.answers.push(answer.statusCode!);
				if (wire.loses(number)) lose();
				else outgoing.writeHead(answer.statusCode!, answer.headers).end(Buffer.concat(chunks));
				wake();
			});
		});
		outward.on('error', lose);
		outward.on('close', () => (underWay -= 1));
		incoming.pipe(outward);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const wire: Wire = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		target: 0,
		loses: () => false,
		most: Infinity,
		turnedAway: 0,
		answers: [],
		until: async (count) => {
			while (wire.answers.length < count) await new Promise<void>((done) => (wake = done));
		},
		stop: async () => {
			server.closeAllConnections();
			agent.destroy();
			await new Promise<void>((done) => void server.close(() => done()));
		},
	};
	return wire;
}
