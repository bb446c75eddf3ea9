/** The same create inside a whole n8n: how long an execution takes by n8n's own record, and how long its health check had to wait meanwhile. */
import axios from 'axios';
import { openSession } from '../tools/n8n/session.mts';
import type { RunningN8n } from '../tools/n8n/real.mts';
import { freshHome, startN8n } from '../tools/n8n/real.mts';
import type { Way } from './subjects.mts';
import { createNodes, itemsOf } from './subjects.mts';

export interface RealRun {
	executionMs: number;
	/** The slowest answer of /healthz, asked for again and again while the run went on. */
	slowestHealthMs: number;
}

export interface RealN8n {
	create(way: Way, count: number): Promise<RealRun>;
	stop(): Promise<void>;
}

export async function openRealN8n(installation: string, tenant: string): Promise<RealN8n> {
	const home = await freshHome('bench');
	const n8n: RunningN8n = await startN8n({ installation, home });
	const session = await openSession(n8n.url, installation);
	const credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: tenant, token: 'token' });

	async function create(way: Way, count: number): Promise<RealRun> {
		const [node] = createNodes(way, tenant);
		const id = await session.importWorkflow({
			name: `${way} ${count}`,
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{ ...node, id: 'node', name: 'Node', position: [200, 0], credentials: { ampecoApi: credential } },
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
			pinData: { Start: itemsOf(count).map((json) => ({ json })) },
			settings: { executionOrder: 'v1' },
		});
		const health = watchHealth(n8n.url);
		const execution = await session.run(id, 'Start');
		const slowestHealthMs = await health.stop();
		if (execution.error) throw new Error(`${way}: ${JSON.stringify(execution.error)}`);
		const { startedAt, stoppedAt } = await session.call('GET', `/executions/${execution.id}`, undefined, {
			params: { includeData: false },
		});
		return { executionMs: Date.parse(stoppedAt) - Date.parse(startedAt), slowestHealthMs };
	}

	return { create, stop: async () => await n8n.stop() };
}

function watchHealth(url: string): { stop(): Promise<number> } {
	let watching = true;
	const slowest = (async () => {
		let most = 0;
		while (watching) {
			const started = performance.now();
			await axios.get(`${url}/healthz`);
			most = Math.max(most, performance.now() - started);
			await new Promise((next) => setTimeout(next, 10));
		}
		return most;
	})();
	return {
		stop: async () => {
			watching = false;
			return await slowest;
		},
	};
}
