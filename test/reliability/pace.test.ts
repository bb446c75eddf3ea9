/** The tenant's request limit: kept by the runs of one process together, in spite of others who use it up, and learned from what the tenant says. */
import { withTenant } from '../../tools/tenant.mts';
import { until } from '../nodes/probe.mts';
import { Pace, retryAfter } from './built.mts';
import type { Front } from './front.mts';
import { startFront } from './front.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const WINDOW = 1;
const LIMIT = 30;

const { engine, sandbox } = withTenant({ seed: 'pace', scale: 0 });
/** An address of its own for each test, so that the process knows nothing of the tenant's limit yet. */
let front: Front;

async function create(count: number, settings: object = {}) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'create', amount: 5 },
		items: Array.from({ length: count }, () => ({})),
		credentials: { ampecoApi: { url: front.url, token: sandbox.token } },
		...settings,
	});
}

/** How many of the requests so far the tenant took and refused. */
async function counted() {
	const journal = await sandbox.journal({ method: 'POST', path: VOUCHERS });
	return {
		taken: journal.filter(({ status }) => status === 201).length,
		refused: journal.filter(({ status }) => status === 429).length,
	};
}

describe('against a tenant', () => {
	beforeEach(async () => {
		await sandbox.reset({ seed: 'pace', world: 'empty' });
		await sandbox.limit({ limit: LIMIT, windowSeconds: WINDOW });
		front = await startFront({ target: sandbox.url, strike: async () => false });
	});

	afterEach(async () => await front.stop());

	/** Uses up the limit as another process does. */
	async function useUp(): Promise<void> {
		while ((await sandbox.call('POST', VOUCHERS, { amount: 1 })).status !== 429);
	}

	/** Lets the process learn how short these windows are: each is a minute to it until a refusal within one. */
	async function showWindow(): Promise<void> {
		await create(1);
		await useUp();
		await create(1);
		await sandbox.clearJournal();
	}

	test('two runs of one process share what they know of the limit', async () => {
		await showWindow();
		const runs = await Promise.all([create(1.5 * LIMIT), create(1.5 * LIMIT)]);
		for (const run of runs) {
			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(1.5 * LIMIT);
		}
		const { taken, refused } = await counted();
		expect(taken).toBe(3 * LIMIT);
		expect(refused).toBeLessThanOrEqual(8);
	}, 120_000);

	test('it is waited for as well where n8n runs a node as a tool', async () => {
		await useUp();
		const { refused } = await counted();
		const run = await create(1, { path: 'stock' });
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(1);
		expect((await counted()).refused - refused).toBeLessThanOrEqual(2);
	}, 120_000);

	test('others who use up the same limit cost waiting, but no item', async () => {
		await showWindow();
		let busy = true;
		const others = (async () => {
			while (busy) await sandbox.call('POST', VOUCHERS, { amount: 1 });
		})();
		const run = await create(LIMIT);
		busy = false;
		await others;
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(LIMIT);
		expect((await sandbox.state('vouchers')).filter(({ amount }) => amount === 5)).toHaveLength(LIMIT + 2);
	}, 120_000);

	test('a run that waits for the limit ends on Stop, with what was done', async () => {
		await sandbox.limit({ limit: 10, windowSeconds: 3600 });
		const stop = new AbortController();
		const running = create(40, { signal: stop.signal });
		// The last one is left to others for a while.
		await until(async () => (await counted()).taken === 9);
		stop.abort();
		const run = await running;
		expect(run.status).toBe('canceled');
		// What was under way at that moment is told as unknown, what waited for its turn as not done.
		const unknown = run.items.filter(({ json }) =>
			String(json.error).includes('it is unknown whether this was carried out'),
		);
		const done = run.items.filter(({ json }) => json.id !== undefined);
		const stopped = run.items.filter(({ json }) => json.error === 'The run was stopped');
		expect(done.length + unknown.length + stopped.length).toBe(run.items.length);
		const inTenant = (await sandbox.state('vouchers')).map(({ id }) => id);
		expect(inTenant).toHaveLength(9);
		expect(inTenant).toEqual(expect.arrayContaining(done.map(({ json }) => json.id)));
		expect(inTenant.length - done.length).toBeLessThanOrEqual(unknown.length);
	});

	test('a limit that is gone for hours fails every item in a sentence instead of keeping the run', async () => {
		await sandbox.limit({ limit: 10, windowSeconds: 3600 });
		const settings = { onError: 'continueErrorOutput' };
		await useUp();
		for (const [count, run] of [
			[20, await create(20, settings)],
			[3, await create(3, settings)],
		] as const) {
			expect(run.items).toEqual([]);
			expect(run.errorItems).toHaveLength(count);
			for (const { json } of run.errorItems)
				expect(json.error).toMatch(/^The tenant's request limit is used up until \d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
		}
	});
});

describe('what a tenant says', () => {
	const now = Date.parse('2026-11-22T12:00:00Z');
	const date = (seconds: number) => new Date(now + seconds * 1000).toUTCString();

	test.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['nothing', {}, undefined],
		['a date', { 'retry-after': date(7) }, 7000],
		['a date by a clock an hour ahead', { 'retry-after': date(3607), date: date(3600) }, 7000],
		['a date by a clock an hour behind', { 'retry-after': date(-3593), date: date(-3600) }, 7000],
		['a date that has passed', { 'retry-after': date(-7) }, 0],
		['X-RateLimit-Reset alone', { 'x-ratelimit-reset': String(now / 1000 + 7) }, 7000],
		[
			'X-RateLimit-Reset by a clock an hour ahead',
			{ 'x-ratelimit-reset': String(now / 1000 + 3607), date: date(3600) },
			7000,
		],
		['what is no time', { 'retry-after': 'soon' }, undefined],
		['a day', { 'retry-after': '86400' }, 86_400_000],
		['ten years', { 'retry-after': '315360000' }, undefined],
		['a number without end', { 'retry-after': '1e15' }, undefined],
		['less than nothing', { 'retry-after': '-5' }, undefined],
		['a date in ten years', { 'retry-after': date(315_360_000) }, undefined],
		['ten years, but also a reset', { 'retry-after': '315360000', 'x-ratelimit-reset': '7' }, 7000],
		['X-RateLimit-Reset in milliseconds', { 'x-ratelimit-reset': String(now + 7000) }, 7000],
		['X-RateLimit-Reset as seconds to wait', { 'x-ratelimit-reset': '7' }, 7000],
		['X-RateLimit-Reset without end', { 'x-ratelimit-reset': '1e15' }, undefined],
	])('%s', (_, headers, wait) => {
		expect(retryAfter(headers, now)).toBe(wait);
	});

	const LEFT = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0' };

	beforeEach(() => {
		jest.useFakeTimers({ now });
	});

	afterEach(() => {
		jest.useRealTimers();
	});

	/** How long the next request waits, in milliseconds of the fake clock. */
	async function waits(pace: InstanceType<typeof Pace>): Promise<number> {
		const turn = pace.turn();
		let waited: number | undefined;
		void turn.then((milliseconds) => (waited = milliseconds));
		for (let step = 0; waited === undefined && step < 15_000; step += 1) await jest.advanceTimersByTimeAsync(10);
		return waited ?? Infinity;
	}

	/** A pace that saw a window begin and was refused in it a second later, with nine to wait. */
	async function refusedAfterASecond(): Promise<InstanceType<typeof Pace>> {
		const pace = new Pace();
		await pace.turn();
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		await jest.advanceTimersByTimeAsync(1000);
		await pace.turn();
		pace.done(429, { 'retry-after': '9' });
		return pace;
	}

	test('a 429 that says nothing is waited out for a window of a minute', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(429, {});
		expect(await waits(pace)).toBe(60_000);
	});

	test('a 429 that asks for no wait is given a short one', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(429, { 'retry-after': '0' });
		const wait = await waits(pace);
		expect(wait).toBeGreaterThan(0);
		expect(wait).toBeLessThan(1000);
	});

	test('an odd 429 costs two seconds, whatever time it names', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(429, { 'retry-after': '86400' });
		expect(await waits(pace)).toBe(2000);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		expect(await waits(pace)).toBe(0);
	});

	test('while a long 429 holds, one request a minute asks, and those that may not wait so long are told', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(429, { 'retry-after': '86400' });
		await waits(pace);
		pace.done(429, { 'retry-after': '86398' });
		await expect(pace.turn(undefined, now + 900_000)).rejects.toThrow(/used up until 2026-11-23T12:00Z/);
		expect(Math.abs((await waits(pace)) - 60_000)).toBeLessThan(50);
		const other = waits(pace);
		await jest.advanceTimersByTimeAsync(1000);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		expect(await other).toBeLessThan(3000);
	});

	test('each refusal in a row is given a longer wait, up to a minute', async () => {
		const pace = new Pace();
		const all: number[] = [];
		for (let refusals = 0; refusals < 11; refusals += 1) {
			all.push(await waits(pace));
			pace.done(429, { 'retry-after': '0' });
		}
		expect(all).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
	});

	test('the length of the window is learned from a refusal', async () => {
		const pace = await refusedAfterASecond();
		expect(await waits(pace)).toBe(9000);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		await pace.turn();
		pace.done(201, LEFT);
		// The window began with the answer before and lasts ten seconds.
		expect(await waits(pace)).toBe(10_000);
	});

	test('a refusal that belongs to the next window makes no window longer', async () => {
		const pace = await refusedAfterASecond();
		await waits(pace);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		await jest.advanceTimersByTimeAsync(9900);
		await pace.turn();
		await jest.advanceTimersByTimeAsync(200);
		pace.done(429, { 'retry-after': '9' });
		expect(await waits(pace)).toBe(9000);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		await pace.turn();
		pace.done(201, LEFT);
		expect(await waits(pace)).toBe(10_000);
	});

	test('with nothing left and no known beginning, a single request asks instead of a minute of silence', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(201, LEFT);
		expect(await waits(pace)).toBe(0);
		const others = waits(pace);
		await jest.advanceTimersByTimeAsync(100);
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		expect(await others).toBeLessThan(1000);
	});

	describe('several who ask', () => {
		/** A pace whose window has just begun, with so many left of 100. */
		async function begun(left = 100): Promise<InstanceType<typeof Pace>> {
			const pace = new Pace();
			await pace.turn();
			pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
			if (left < 99) {
				await pace.turn();
				pace.done(201, { ...LEFT, 'x-ratelimit-remaining': String(left) });
			}
			return pace;
		}

		/** Sends so many, each answered at once; gives the milliseconds each waited. */
		async function sends(pace: InstanceType<typeof Pace>, who: object, count: number): Promise<number[]> {
			const all: number[] = [];
			for (let index = 0; index < count; index += 1) {
				const turn = pace.turn(undefined, Infinity, who);
				let waited: number | undefined;
				void turn.then((milliseconds) => (waited = milliseconds));
				for (let step = 0; waited === undefined && step < 15_000; step += 1) await jest.advanceTimersByTimeAsync(10);
				all.push(waited ?? Infinity);
				pace.done(201);
			}
			return all;
		}

		test('who has sent many leaves a reserve that shrinks to nothing, who asks for the first time does not', async () => {
			const pace = await begun();
			const many = {};
			await sends(pace, many, 10);
			// As much as the reserve.
			await pace.turn();
			pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '10' });
			expect(await sends(pace, {}, 1)).toEqual([0]);
			await pace.turn();
			pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '5' });
			const [wait] = await sends(pace, many, 1);
			// Thirteen asked for little; five of such a reserve are left when five thirteenths of the window are.
			expect(wait).toBeGreaterThan(28_000);
			expect(wait).toBeLessThan(45_000);
		});

		test('a window of one request keeps nobody out', async () => {
			const pace = new Pace();
			const many = {};
			const one = { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0' };
			for (let count = 0; count < 12; count += 1) {
				const turn = pace.turn(undefined, Infinity, many);
				let gone = false;
				void turn.then(() => (gone = true));
				for (let step = 0; !gone && step < 7000; step += 1) await jest.advanceTimersByTimeAsync(10);
				expect(gone).toBe(true);
				pace.done(201, one);
			}
		});

		test('those who wait go by how few they have sent, and by turns', async () => {
			const pace = await begun(50);
			const [first, second, newcomer] = [{}, {}, {}];
			await sends(pace, first, 10);
			await sends(pace, second, 10);
			await pace.turn();
			pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '0' });
			const order: string[] = [];
			const ask = (name: string, who: object) => void pace.turn(undefined, Infinity, who).then(() => order.push(name));
			for (const [name, who] of Object.entries({ a1: first, a2: first, b1: second, b2: second, new: newcomer }))
				ask(name, who);
			await jest.advanceTimersByTimeAsync(61_000);
			expect(order).toEqual(['new', 'a1', 'b1', 'a2', 'b2']);
		});

		test('while nothing is known, a single request asks', async () => {
			const pace = new Pace();
			let gone = 0;
			for (let count = 0; count < 8; count += 1) void pace.turn().then(() => (gone += 1));
			await jest.advanceTimersByTimeAsync(1000);
			expect(gone).toBe(1);
			pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
			await jest.advanceTimersByTimeAsync(10);
			expect(gone).toBe(8);
		});
	});

	test('what is left is shared by all requests under way', async () => {
		const pace = new Pace();
		await pace.turn();
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '99' });
		await pace.turn();
		pace.done(201, { ...LEFT, 'x-ratelimit-remaining': '3' });
		expect([await waits(pace), await waits(pace), await waits(pace)]).toEqual([0, 0, 0]);
		const fourth = waits(pace);
		await jest.advanceTimersByTimeAsync(1000);
		for (const left of ['2', '1', '0']) pace.done(201, { ...LEFT, 'x-ratelimit-remaining': left });
		expect(Math.round((await fourth) / 1000)).toBe(60);
	});
});
