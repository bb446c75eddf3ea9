/** deploy/nginx.conf in a real nginx, before a server that takes every event. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../nodes/probe.mts';

export const hasNginx = (): boolean => existsSync(NGINX);

const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';

async function listen(server: net.Server): Promise<number> {
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
	const server = net.createServer();
	const port = await listen(server);
	await new Promise((closed) => server.close(closed));
	return port;
}

async function post(port: number): Promise<number> {
	return await new Promise((done, fail) => {
		const options = { host: '127.0.0.1', port, method: 'POST', path: '/webhook/x', agent: false };
		http
			.request(options, (response) => {
				response.resume();
				done(response.statusCode!);
			})
			.on('error', fail)
			.end('{}');
	});
}

/** What quick events are answered with while others have begun to send theirs and do not go on. */
export async function statusesBeside(slow: number): Promise<number[]> {
	const n8n = http.createServer(async (request, response) => {
		request.resume();
		await once(request, 'end');
		response.writeHead(request.url === '/healthz/readiness' ? 200 : 202).end();
	});
	const behind = await listen(n8n);
	const [port, inner] = [await freePort(), await freePort()];
	const directory = mkdtempSync(join(tmpdir(), 'nginx-'));
	const conf = readFileSync('deploy/nginx.conf', 'utf8')
		.replace(/server (main|webhook):5678/g, `server 127.0.0.1:${behind}`)
		.replace('listen 80;', `listen 127.0.0.1:${port};`)
		.replaceAll('127.0.0.1:8081', `127.0.0.1:${inner}`);
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
	const paths = temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join('\n');
	writeFileSync(
		join(directory, 'nginx.conf'),
		`daemon off; master_process off; pid ${directory}/pid; error_log stderr;
		events { worker_connections 512; }
		http { access_log off; ${paths}
		${conf} }`,
	);
	const nginx: ChildProcess = spawn(NGINX, ['-p', directory, '-c', join(directory, 'nginx.conf')], { stdio: 'ignore' });
	const senders: net.Socket[] = [];
	try {
		await until(async () => (await post(port).catch(() => 0)) === 202);
		for (let count = 0; count < slow; count += 1) {
			const sender = net.connect(port, '127.0.0.1');
			sender.on('error', () => {});
			senders.push(sender);
			const head = `POST /webhook/x HTTP/1.1\r\nHost: n8n\r\nContent-Length: 100000\r\n\r\n{`;
			await new Promise<void>((sent) => sender.write(head, () => sent()));
		}
		// One answered after the other: by then nginx has read what the slow ones sent before.
		const statuses: number[] = [];
		for (let count = 0; count < 20; count += 1) statuses.push(await post(port));
		return statuses;
	} finally {
		for (const sender of senders) sender.destroy();
		nginx.kill();
		n8n.closeAllConnections();
		n8n.close();
		rmSync(directory, { recursive: true, force: true });
	}
}
