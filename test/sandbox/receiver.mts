/** A webhook receiver on loopback that keeps what arrives and answers what it is told to. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
	headers: IncomingHttpHeaders;
	raw: string;
	body: Record<string, any>;
}

export interface Receiver {
	url: string;
	received: Received[];
	/** Statuses to answer next, in order; 202 when there are no more. */
	answerWith(...statuses: number[]): void;
	/** Waits until so many have arrived. */
	until(count: number): Promise<Received[]>;
	/** Waits for one of this event with these fields. */
	ofEvent(event: string, fields: Record<string, unknown>): Promise<Received>;
	stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const received: Received[] = [];
	const statuses: number[] = [];
	let wake = () => {};
	const arrival = async () => await new Promise<void>((done) => (wake = done));
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks).toString();
			received.push({ headers: request.headers, raw, body: JSON.parse(raw) });
			response.writeHead(statuses.shift() ?? 202).end();
			wake();
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
		received,
		answerWith: (...next) => void statuses.push(...next),
		until: async (count) => {
			while (received.length < count) await arrival();
			return received;
		},
		ofEvent: async (event, fields) => {
			for (;;) {
				const found = received.find(
					({ body }) =>
						body.notification === event && Object.entries(fields).every(([name, value]) => body[name] === value),
				);
				if (found) return found;
				await arrival();
			}
		},
		stop: async () => await new Promise<void>((done) => void server.close(() => done())),
	};
}
