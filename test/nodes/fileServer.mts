/** A web server with a few files, for what reads a file from an address. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves files on loopback, and notes how each is asked for. */
export function serveFiles(files: Record<string, () => string>) {
	const asked: Array<{ path: string; headers: object }> = [];
	let server: Server;
	const started = new Promise<string>((resolve) => {
		server = createServer((request, response) => {
			asked.push({ path: request.url!, headers: request.headers });
			const file = files[request.url!] as (() => string) | undefined;
			response.statusCode = file === undefined ? 404 : 200;
			response.end(file === undefined ? '' : file());
		}).listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
	});
	return { asked, started, stop: () => server.close() };
}
