/**
 * Measures the sandbox: how long it takes to start, and how many requests a second of one core it serves.
 *
 *   node sandbox/bench.mts [SCALE]
 *
 * Requests are counted against the server's own processor time, so that other work on the machine matters little.
 */
import { Agent } from 'node:http';
import axios from 'axios';
import { startSandbox } from './client.mts';

const CONNECTIONS = 16;

const scale = Number(process.argv[2] ?? 1);
const started = performance.now();
const sandbox = await startSandbox({ scale });
console.log(`start with scale ${scale}: ${Math.round(performance.now() - started)} ms`);

const api = axios.create({
	baseURL: sandbox.url,
	proxy: false,
	validateStatus: () => true,
	httpAgent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
	headers: { authorization: `Bearer ${sandbox.token}` },
});

async function measure(name: string, count: number, send: () => Promise<{ status: number }>): Promise<void> {
	await send();
	const before = await sandbox.admin('GET', '/status');
	const from = performance.now();
	let left = count;
	const worker = async () => {
		while (left-- > 0) {
			const { status } = await send();
			if (status >= 300) throw new Error(`${name} answered ${status}`);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, worker));
	const seconds = (performance.now() - from) / 1000;
	const after = await sandbox.admin('GET', '/status');
	const cpu = after.cpuSeconds - before.cpuSeconds;
	console.log(
		`${name}: ${Math.round(count / cpu)} per second of one core (${Math.round(count / seconds)} per second seen from here), heap ${after.heapMegabytes} MB`,
	);
}

const user = (await sandbox.state('users', 1))[0];
await measure('read a user', 8000, () => api.get(`/public-api/resources/users/v1.0/${user.id}`));
await measure('create a voucher', 8000, () => api.post('/public-api/resources/vouchers/v2.1', { amount: 10 }));
await measure('list 10 sessions', 2000, () => api.get('/public-api/resources/sessions/v1.0?per_page=10&cursor='));
await measure('list 100 sessions', 300, () => api.get('/public-api/resources/sessions/v1.0?per_page=100&cursor='));
const first = performance.now();
await api.get(`/public-api/resources/sessions/v1.0?filter[userId]=${user.id}&cursor=`);
console.log(`first filter over all sessions: ${Math.round(performance.now() - first)} ms`);
await measure('filter all sessions by user', 50, () =>
	api.get(`/public-api/resources/sessions/v1.0?filter[userId]=${user.id}&cursor=`),
);
await sandbox.stop();
