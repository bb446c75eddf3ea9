/** A real proxy on loopback: a tunnel for https (CONNECT), a forwarder for http, which refuses when a test says so. */
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';

export interface Proxy {
	/** Without user and password. */
	url: string;
	host: string;
	port: number;
	/** "CONNECT host:port" or "GET http://..." for each request, and the user and password that came with it. */
	seen: Array<{ asked: string; login?: string }>;
	/** What to refuse with from now on; undefined for nothing. Cutting ends the connection without an answer. */
	refuse(how?: { status: number; type?: string; body?: string } | 'cut'): void;
	/** Wants this from now on, "user:password"; 407 without it. */
	login(wanted?: string): void;
	stop(): Promise<void>;
}

/**
 * @param host 127.0.0.1 or ::1
 * @param standIns hosts of the world outside, and the port of 127.0.0.1 that a tunnel to each leads to instead
 */
export async function startProxy(host = '127.0.0.1', standIns: Record<string, number> = {}): Promise<Proxy> {
	const seen: Proxy['seen'] = [];
	let refusal: Parameters<Proxy['refuse']>[0];
	let wanted: string | undefined;

	/** What it answers in place of handing on. */
	function answerTo(request: http.IncomingMessage) {
		const [, encoded] = /^Basic (.+)$/.exec(request.headers['proxy-authorization'] ?? '') ?? [];
		const login = encoded && Buffer.from(encoded, 'base64').toString();
		seen.push({ asked: `${request.method} ${request.url}`, login });
		if (wanted !== undefined && login !== wanted) return { status: 407, type: 'text/html', body: '<h1>Login</h1>' };
		return refusal;
	}

	const server = http.createServer((request, response) => {
		const answer = answerTo(request);
		if (answer === 'cut') return void request.socket.destroy();
		if (answer) {
			response.writeHead(answer.status, { 'content-type': answer.type ?? 'text/html' });
			return void response.end(answer.body);
		}
		const headers = { ...request.headers };
		delete headers['proxy-authorization'];
		const onward = http.request(request.url!, { method: request.method, headers }, (came) => {
			response.writeHead(came.statusCode!, came.headers);
			came.pipe(response);
		});
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	});
	const sockets = new Set<net.Socket>();
	server.on('connect', (request, socket: net.Socket) => {
		sockets.add(socket);
		const answer = answerTo(request);
		if (answer === 'cut') return void socket.destroy();
		if (answer) {
			const { status, type = 'text/html', body = '' } = answer;
			const head = [`HTTP/1.1 ${status} No`, `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`];
			return void socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
		}
		const { hostname, port } = new URL(`http://${request.url}`);
		const standIn = standIns[hostname];
		const [to, at] = standIn ? [standIn, '127.0.0.1'] : [Number(port), hostname.replace(/^\[|\]$/g, '')];
		const onward = net.connect(to, at, () => {
			socket.write('HTTP/1.1 200 Connected\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		sockets.add(onward);
		for (const end of [socket, onward]) end.on('error', () => [socket, onward].forEach((one) => one.destroy()));
	});
	await new Promise<void>((listening) => server.listen(0, host, listening));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://${net.isIPv6(host) ? `[${host}]` : host}:${port}`,
		host,
		port,
		seen,
		refuse: (how) => {
			refusal = how;
			seen.length = 0;
		},
		login: (next) => (wanted = next),
		stop: async () => {
			for (const socket of sockets) socket.destroy();
			server.closeAllConnections();
			await new Promise<void>((closed) => server.close(() => closed()));
		},
	};
}

/** Names under which an environment names proxies, and what needs none. */
const NAMES = [
	'HTTP_PROXY',
	'HTTPS_PROXY',
	'http_proxy',
	'https_proxy',
	'ALL_PROXY',
	'all_proxy',
	'NO_PROXY',
	'no_proxy',
];

/** Names a proxy in the environment in place of all that is there; none without an address. Gives the way back. */
export function setProxyEnvironment(address?: string): () => void {
	const before = NAMES.map((name) => [name, process.env[name]] as const);
	for (const name of NAMES) delete process.env[name];
	if (address) Object.assign(process.env, { HTTP_PROXY: address, HTTPS_PROXY: address });
	return () => {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	};
}

/** Has this process trust a certificate, as NODE_EXTRA_CA_CERTS does. */
export function trust(certificate: string): void {
	tls.setDefaultCACertificates([...tls.getCACertificates(), certificate]);
}
