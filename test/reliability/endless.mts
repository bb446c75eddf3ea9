/** A server whose answers never end, or never begin. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the server does with a request, and how many it has received. */
export const server = { handler: (() => {}) as Handler, received: 0 };

export async function startEndlessServer() {
	const all = http.createServer((request, response) => {
		server.received += 1;
		server.handler(request, response);
	});
	await new Promise<void>((listening) => all.listen(0, '127.0.0.1', listening));
	return {
		url: `http://127.0.0.1:${(all.address() as AddressInfo).port}`,
		stop: async () => {
			all.closeAllConnections();
			await new Promise<void>((closed) => all.close(() => closed()));
		},
	};
}

/** One byte now and then, for ever. */
export const drip: Handler = (_, response) => {
	response.writeHead(200, { 'content-type': 'application/json' });
	const next = () => response.destroyed || (response.write(' '), setTimeout(next, 50));
	next();
};

/** Promises another protocol and says nothing more. */
export const switching: Handler = ({ socket }) =>
	socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');

/** Sixty megabytes in a few thousand bytes. */
export const bomb: Handler = (_, response) => {
	response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
	response.end(gzipSync(Buffer.alloc(60 * 1024 * 1024, ' ')));
};

/** As much as the other side takes, for ever. */
export const flood: Handler = (_, response) => {
	const piece = Buffer.alloc(1024 * 1024, ' ');
	response.writeHead(200, { 'content-type': 'application/json' });
	const more = () => {
		while (!response.destroyed && response.write(piece));
	};
	response.on('drain', more);
	more();
};
