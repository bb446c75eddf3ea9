/** Answers that never end, or never begin: each request ends when its time is over, on every way that n8n calls this package. */
import { duringTests } from '../../tools/tenant.mts';
import { startEngine } from '../../tools/engine.mts';
import { until } from '../nodes/probe.mts';
import { pollerOf } from '../polling/poller.mts';
import { triggerOf } from '../trigger/hooks.mts';
import type { Handler } from './endless.mts';
import { bomb, drip, flood, server, startEndlessServer, switching } from './endless.mts';

const engine = duringTests(startEngine);
const place = duringTests(startEndlessServer);

const handlers: Array<[string, Handler]> = [
	['drips', drip],
	['says 101', switching],
];
const ways = handlers.flatMap(([name, handler]) =>
	(['custom', 'stock'] as const).map((path) => [name, path, handler] as const),
);

beforeEach(() => {
	server.received = 0;
});

async function run(operation: string, settings: object = {}, timeout = 300) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation,
			...(operation === 'create' ? { amount: 5 } : { voucher: { __rl: true, mode: 'id', value: '1' } }),
			requestOptions: { timeout },
		} as never,
		credentials: { ampecoApi: { url: place.url, token: 'token' } },
		...settings,
	});
}

test.each(ways)('a run whose answer %s ends in time (%s)', async (_, path, handler) => {
	server.handler = handler;
	const { error } = await run('create', { path });
	expect(error?.message).toBe('AMPECO did not answer in time, so it is unknown whether this was carried out');
	expect(server.received).toBe(1);
});

// All at once, as each takes the thirty seconds that a person or n8n is kept waiting.
test('a picker, a hook and a look at a list end in time as well, and the look can be repeated', async () => {
	const credential = { url: place.url, token: 'token' };
	const poller = pollerOf({ credential, parameters: { event: 'idTagChanged' } });
	const events = ['session.started'];
	for (const [, handler] of handlers) {
		server.handler = handler;
		const all = [
			engine.listSearch({ node: 'ampecoVoucher', method: 'searchUser', credentials: { ampecoApi: credential } }),
			triggerOf({ credential, parameters: { events, otherEvents: '', filters: {}, options: {} } }).checkExists(),
			poller.start(),
		];
		const said = (await Promise.allSettled(all)).map((one) => String((one as PromiseRejectedResult).reason?.message));
		expect(said).toEqual(all.map(() => expect.stringContaining('AMPECO did not answer in time')));
	}
	expect(server.received).toBe(2 * 3);
}, 120_000);

test('Stop is not taken for a deadline', async () => {
	server.handler = drip;
	const stop = new AbortController();
	const running = run('create', { signal: stop.signal, onError: 'continueRegularOutput' }, 60_000);
	await until(async () => server.received === 1);
	stop.abort();
	const { status, items } = await running;
	expect(status).toBe('canceled');
	expect(items.map(({ json }) => json.error)).toEqual([
		'The run was stopped while this was under way, so it is unknown whether this was carried out',
	]);
});

test('a small answer that unpacks to gigabytes is not taken', async () => {
	server.handler = bomb;
	const { error } = await run('get', {}, 60_000);
	expect(error?.message).toBe('AMPECO sent more than 50 MB as one answer, which was not taken');
	expect(server.received).toBe(1);
});

test('an answer without end is not taken', async () => {
	server.handler = flood;
	const { error } = await run('get', {}, 60_000);
	expect(error?.message).toBe('AMPECO sent more than 50 MB as one answer, which was not taken');
});
