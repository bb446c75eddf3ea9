/**
 * How long a run goes on after a person has stopped it: while it sends as fast as it can, while it waits for the tenant's limit,
 * and while the tenant does not answer. `node bench/stop.mts` runs it alone.
 */
import type { RunningSandbox, SandboxOptions } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/client.mts';
import { startEngine } from '../tools/engine.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const COUNT = 1000;

interface Situation {
	settings?: SandboxOptions;
	/** Requests the tenant has received when the run is stopped. */
	after: number;
}

export const SITUATIONS: Record<string, Situation> = {
	'sends as fast as it can': { after: 100 },
	'waits for the limit': { settings: { limit: 20 }, after: 20 },
	'waits for answers': { settings: { faults: ['slow 60000 ms for 600 s'] }, after: 8 },
};

export interface Stopped {
	/** From the stop to the end of the run, in milliseconds. */
	endsAfterMs: number;
	/** Items the run reports as done. */
	done: number;
	/** Vouchers made that no item tells of, as done or as unknown. Must be 0. */
	untold: number;
}

export async function stopRun(situation: string): Promise<Stopped> {
	const { settings, after } = SITUATIONS[situation];
	const sandbox = await startSandbox({ scale: 0, seed: 'stop', ...settings });
	const engine = await startEngine();
	try {
		const stop = new AbortController();
		const running = engine.runNode({
			node: 'ampecoVoucher',
			parameters: { resource: 'voucher', operation: 'create', amount: '={{ $json.amount }}' },
			items: Array.from({ length: COUNT }, (_, index) => ({ amount: 1 + index })),
			credentials: { ampecoApi: { url: sandbox.url, token: sandbox.token } },
			signal: stop.signal,
		});
		await untilReceived(sandbox, after);
		const stopped = performance.now();
		stop.abort();
		const run = await running;
		const endsAfterMs = performance.now() - stopped;
		if (run.status !== 'canceled')
			throw new Error(`The run ended as ${run.status}: it was over before it was stopped.`);

		const done = run.items.filter(({ json }) => json.id !== undefined);
		const unknown = run.items.filter(({ json }) => /unknown whether/.test(String(json.error)));
		const made = (await sandbox.state('vouchers')).length;
		return { endsAfterMs, done: done.length, untold: Math.max(0, made - done.length - unknown.length) };
	} finally {
		await engine.stop();
		await sandbox.stop();
	}
}

async function untilReceived(sandbox: RunningSandbox, count: number): Promise<void> {
	while ((await sandbox.journal({ method: 'POST', path: VOUCHERS })).length < count)
		await new Promise((next) => setTimeout(next, 10));
}

if (import.meta.main) {
	for (const situation of Object.keys(SITUATIONS)) console.log(situation, await stopRun(situation));
}
