/**
 * Events per second of the trigger beside n8n's own Webhook node: the same payloads to a workflow of each, in turns, in one
 * n8n. `npx node test/e2e/trigger-bench.mts [rounds] [events per round]`,
 * with LAZY=true for n8n's setting N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE.
 */
import axios from 'axios';
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { sign } from '../../sandbox/notifications.mts';
import { startSandbox } from '../../sandbox/client.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { Json } from '../../tools/n8n/session.mts';
import { freshHome, installN8n, startN8n } from '../../tools/n8n/real.mts';
import { PACKAGE } from './stage.mts';

const AT_ONCE = 5;
const [rounds = 7, count = 200] = process.argv.slice(2).map(Number);

/** n8n may make the sandbox of its expressions only when there is an expression; by default it makes one for every event. */
const env = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: process.env.LAZY ?? 'false' };

const installation = await installN8n((text) => console.log(text));
const home = await freshHome('e2e-trigger-bench');
const sandbox = await startSandbox({ scale: 0.01 });
const n8n = await startN8n({ installation, home, env });
try {
	const session = await openSession(n8n.url, installation);
	const credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: sandbox.url, token: sandbox.token });
	const triggers: Record<string, Json> = {
		ours: {
			type: `${PACKAGE}.ampecoTrigger`,
			typeVersion: 1.1,
			parameters: { events: ['HardwareStatusNotification'] },
			credentials: { ampecoApi: credential },
		},
		webhook: {
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2.1,
			parameters: { httpMethod: 'POST', path: 'bench', options: { noResponseBody: true } },
		},
	};
	for (const [name, trigger] of Object.entries(triggers)) {
		const id = await session.importWorkflow(
			{
				name,
				nodes: [
					{ id: `${name}-trigger`, name: 'Trigger', position: [0, 0], webhookId: name, ...trigger },
					{
						id: `${name}-end`,
						name: 'End',
						type: 'n8n-nodes-base.noOp',
						typeVersion: 1,
						position: [200, 0],
						parameters: {},
					},
				],
				connections: { Trigger: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
				settings: { executionOrder: 'v1' },
			},
			{ ampecoApi: credential },
		);
		await session.publish(id);
	}
	const addresses = { ours: `${n8n.url}/webhook/ours/webhook`, webhook: `${n8n.url}/webhook/bench` };
	const http = axios.create({
		proxy: false,
		httpAgent: new Agent({ keepAlive: true }),
		transformRequest: (data) => data,
	});

	let happened = Date.parse('2026-11-01T00:00:00Z');
	function nextEvent(): { body: string; headers: Record<string, string> } {
		const timestamp = new Date((happened += 1000)).toISOString();
		const body = JSON.stringify({
			notification: 'HardwareStatusNotification',
			chargePointId: 2001,
			evseId: 4001,
			timestamp,
			hardwareStatus: 'available',
		});
		return { body, headers: { 'content-type': 'application/json', 'x-signature': sign(body, sandbox.token) } };
	}

	async function idle(): Promise<void> {
		for (;;) {
			const { results } = await session.call('GET', '/executions', undefined, {
				params: { filter: JSON.stringify({ status: ['running', 'new'] }), limit: 1 },
			});
			if (results.length === 0) return;
			await wait(50);
		}
	}

	/** Events per second until the last execution has ended. */
	async function rate(url: string, events: number): Promise<number> {
		let left = events;
		const begin = performance.now();
		const post = async () => {
			while (left-- > 0) {
				const { body, headers } = nextEvent();
				await http.post(url, body, { headers });
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, post));
		await idle();
		return (events * 1000) / (performance.now() - begin);
	}

	for (const url of Object.values(addresses)) await rate(url, 50);
	const ratios: number[] = [];
	for (let round = 1; round <= rounds; round += 1) {
		const first = round % 2 === 0 ? 'ours' : 'webhook';
		const second = first === 'ours' ? 'webhook' : 'ours';
		const rates = { [first]: await rate(addresses[first], count), [second]: await rate(addresses[second], count) };
		ratios.push(rates.ours / rates.webhook);
		console.log(
			`round ${round}: AMPECO Trigger ${rates.ours.toFixed(1)}/s, Webhook ${rates.webhook.toFixed(1)}/s, ratio ${ratios.at(-1)!.toFixed(2)}`,
		);
	}
	console.log(`median ratio ${ratios.sort((one, other) => one - other)[Math.floor(rounds / 2)].toFixed(2)}`);
} finally {
	await n8n.stop();
	await sandbox.stop();
}
