/** A server that keeps each request as its bytes named it, header by header, and answers what it is told. */
import type { AddressInfo } from 'node:net';

const http = require('node:http') as typeof import('node:http');

export interface Recorded {
	method: string;
	/** The request target, as it came. */
	target: string;
	/** Name and value in turn, as they came. */
	rawHeaders: string[];
	body: string;
}

export interface Told {
	status: number;
	headers: Record<string, string>;
	body: string;
}

export interface Recorder {
	url: string;
	recorded: Recorded[];
	/** What to answer from now on. */
	answer(told: Told): void;
	stop(): Promise<void>;
}

export const FINE: Told = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"data":{"id":1}}' };

export async function startRecorder(): Promise<Recorder> {
	const recorded: Recorded[] = [];
	let told = FINE;
	const server = http.createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		recorded.push({
			method: request.method!,
			target: request.url!,
			rawHeaders: request.rawHeaders,
			body: Buffer.concat(chunks).toString(),
		});
		response.writeHead(told.status, told.headers);
		response.end(told.body);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		recorded,
		answer: (next) => {
			told = next;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((closed) => server.close(() => closed()));
		},
	};
}

export interface Ear {
	heard(): string;
	close(): void;
}

/** Listens to all that this process prints, n8n's log among it. */
export function listen(): Ear {
	let heard = '';
	const streams = [process.stdout, process.stderr];
	const own = streams.map((stream) => stream.write);
	for (const [index, stream] of streams.entries()) {
		stream.write = function (chunk: string | Uint8Array, ...rest: unknown[]) {
			heard += String(chunk);
			return (own[index] as (...args: unknown[]) => boolean).call(stream, chunk, ...rest);
		} as typeof stream.write;
	}
	return {
		heard: () => heard,
		close: () => streams.forEach((stream, index) => (stream.write = own[index])),
	};
}
