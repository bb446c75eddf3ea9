/** A server that keeps each request as its bytes named it, header by header, and answers what it is told. */
import type { AddressInfo } from 'node:net';
import { execFile } from 'node:child_process';
import http from 'node:http';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

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

const LOUD = resolve(import.meta.dirname, 'loud.mts');

/** All that a process prints that runs the node against an address, with all of n8n's log switched on. */
export async function printedBy(url: string, token: string): Promise<string> {
	const { stdout, stderr } = await promisify(execFile)(process.execPath, [LOUD], {
		env: { ...process.env, N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console', LOUD_URL: url, LOUD_TOKEN: token },
		maxBuffer: 64 * 1024 * 1024,
	});
	return stdout + stderr;
}
