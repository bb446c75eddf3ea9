/** The trigger behind a real HTTP server that answers as n8n does: 202 after the node said that the workflow is to start. */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Trigger } from './hooks.mts';

/** Rounds of garbage collection after which something still there is held. */
const ROUNDS = 20;

export async function startListener(trigger: Trigger): Promise<Listener> {
	const leftAlone: Array<WeakRef<ServerResponse>> = [];

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const rawBody = Buffer.concat(await request.toArray());
		const express = {
			status: (code: number) => Object.assign(response, { statusCode: code }),
			json: (body: object) => response.end(JSON.stringify(body)),
		};
		const result = await trigger.take(
			Object.assign(request, { rawBody, body: {}, params: {}, query: {} }),
			Object.assign(response, express),
		);
		if (result.noWebhookResponse) return;
		if (request.headers.impatient) {
			leftAlone.push(new WeakRef(response));
			server.emit('taken');
			await once(response, 'close');
		}
		response.writeHead(202).end();
		server.emit('answered');
	}

	const server = createServer((request, response) => void handle(request, response));
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as AddressInfo;

	function send(body: string, headers: Record<string, string>): ClientRequest {
		return ask({ port, method: 'POST', agent: false, headers }).end(body);
	}

	return {
		post: async (body, headers) => {
			const [answer] = (await once(send(body, headers), 'response')) as [IncomingMessage];
			return `${answer.statusCode} ${Buffer.concat(await answer.toArray())}`.trim();
		},
		hangUp: async (body, headers) => {
			const taken = once(server, 'taken');
			const sent = send(body, { ...headers, impatient: 'yes' }).on('error', () => {});
			await taken;
			const answered = once(server, 'answered');
			sent.destroy();
			await answered;
		},
		held: async () => {
			setFlagsFromString('--expose-gc');
			const collect = runInNewContext('gc') as () => void;
			const count = () => leftAlone.filter((response) => response.deref()).length;
			for (let round = 0; round < ROUNDS && count() > 0; round += 1) {
				await new Promise((turn) => setImmediate(turn));
				collect();
			}
			return count();
		},
		stop: async () => void (await once(server.close(), 'close')),
	};
}

export interface Listener {
	/** Posts an event and waits for the answer: its status and body. */
	post(body: string, headers: Record<string, string>): Promise<string>;
	/** Posts an event and hangs up before n8n answers, which it then does all the same. */
	hangUp(body: string, headers: Record<string, string>): Promise<void>;
	/** Answers to those that hung up which something still holds in memory. */
	held(): Promise<number>;
	stop(): Promise<void>;
}
