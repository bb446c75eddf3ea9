/**
 * A gateway in front of the sandbox that hands requests on, except where a fault strikes: so every fault meets a tenant
 * with real state, whatever it does to the wire. Listens on a loopback port of its own, with or without TLS.
 */
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import http from 'node:http';
import https from 'node:https';

/** What the tenant answered. */
export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

/** A request at the gateway, and what can be done about it. */
export interface Exchange {
	/** The gateway's own address. */
	url: string;
	request: IncomingMessage;
	response: ServerResponse;
	/** Has the tenant carry it out; the answer is not passed on yet. */
	carryOut(): Promise<Answer>;
	/** Answers the client. */
	answer(status: number, headers: OutgoingHttpHeaders, body: string | Buffer): void;
	/** Cuts the connection. */
	cut(): void;
}

export interface Front {
	url: string;
	/** "PATCH /public-api/..." for each request that the tenant carried out with success. */
	carriedOut: string[];
	stop(): Promise<void>;
}

export interface FrontOptions {
	/** The tenant's address. */
	target: string;
	/** Deals with a request, or gives false to have it handed on. */
	strike(exchange: Exchange): Promise<boolean>;
	/** Serves TLS. */
	tls?: { key: string; cert: string };
}

export async function startFront({ target, strike, tls }: FrontOptions): Promise<Front> {
	const carriedOut: string[] = [];
	let url = '';

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const name = `${request.method} ${request.url}`;
		const carryOut = async () => {
			const answer = await forward(target, request, Buffer.concat(chunks));
			if (answer.status >= 200 && answer.status < 300) carriedOut.push(name);
			return answer;
		};
		const answer: Exchange['answer'] = (status, headers, body) => {
			response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
			response.end(body);
		};
		const cut = () => request.socket.destroy();
		if (await strike({ url, request, response, carryOut, answer, cut })) return;
		const { status, headers, body } = await carryOut();
		answer(status, headers, body);
	}

	const handle = (request: IncomingMessage, response: ServerResponse) => {
		serve(request, response).catch((error: Error) => response.destroy(error));
	};
	const server: Server = tls ? https.createServer(tls, handle) : http.createServer(handle);
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		carriedOut,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((closed) => server.close(() => closed()));
		},
	};
}

const agent = new http.Agent({ keepAlive: true });

async function forward(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
	const headers = endToEnd(request.headers);
	return await new Promise((done, fail) => {
		const sent = http.request(target + request.url, { method: request.method, headers, agent }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', fail);
			response.on('end', () => {
				done({ status: response.statusCode!, headers: endToEnd(response.headers), body: Buffer.concat(chunks) });
			});
		});
		sent.on('error', fail);
		sent.end(body);
	});
}

/** Without the headers that belong to one connection. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
	const own = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding']);
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !own.has(name)));
}
