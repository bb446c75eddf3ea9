/** A run over many items: order and links, the three error modes, Retry On Fail, Stop, Request Options. */
import { withTenant } from '../../tools/tenant.mts';
import { until } from './probe.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

const { engine, sandbox, credentials } = withTenant({ seed: 'run' });

beforeEach(async () => await sandbox.reset({ seed: 'run' }));

async function create(items: object[], settings: object = {}, parameters: object = {}) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'create', amount: '={{ $json.amount }}', ...parameters },
		items: items as never,
		credentials,
		...settings,
	});
}

interface Named {
	code: string;
}

interface Part {
	item: number;
	records: Named[];
}

/** Vouchers made by a run, by their amount. */
async function amountsMade() {
	const entries = await sandbox.journal({ method: 'POST', path: VOUCHERS });
	return entries.filter(({ status }) => status === 201).map(({ body }) => (body as { amount: number }).amount);
}

const amounts = (count: number) => Array.from({ length: count }, (_, index) => ({ amount: index + 1 }));

test.each(['custom', 'stock'] as const)('items keep their order and their links (%s)', async (path) => {
	const items = amounts(60).map((item, index) => (index % 10 === 3 ? { amount: 'x' } : item));
	const run = await create(items, { onError: 'continueErrorOutput', path });
	expect(run.items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual(
		items.flatMap(({ amount }, index) => (amount === 'x' ? [] : [index])),
	);
	expect(run.items.map(({ json }) => json.amount)).toEqual(
		items.map(({ amount }) => amount).filter((amount) => amount !== 'x'),
	);
	expect(run.errorItems.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
		3, 13, 23, 33, 43, 53,
	]);
	expect(Object.keys(run.errorItems[0].json)).toEqual(['amount', 'error', 'message']);
	expect((await amountsMade()).length).toBe(54);
});

test('with "continue" the error item stands among the others', async () => {
	const run = await create([{ amount: 1 }, { amount: 'x' }, { amount: 3 }], { onError: 'continueRegularOutput' });
	expect(run.items.map(({ json }) => json.amount ?? json.error)).toEqual([
		1,
		'Amount must be a number, but it is "x".',
		3,
	]);
});

test('a run that stops takes no new items, waits for those under way and names what was done', async () => {
	const items = amounts(100);
	items[20] = { amount: 'x' as never };
	const run = await create(items);
	expect(run.error?.message).toBe('Amount must be a number, but it is "x".');
	const made = await amountsMade();
	expect(made.length).toBeGreaterThanOrEqual(20);
	expect(made.length).toBeLessThan(40);
	const done = (run.error as unknown as { context: { data: { done: Array<{ item: number; records: object[] }> } } })
		.context.data.done;
	expect(done.map(({ item }) => item + 1).sort()).toEqual(made.sort());
	const vouchers = new Map((await sandbox.state('vouchers')).map(({ id, code }) => [id, code]));
	for (const { records } of done) {
		const { id, code } = records[0] as { id: number; code: string };
		expect(vouchers.get(id)).toBe(code);
	}
	expect(run.error?.description).toMatch(
		new RegExp(`${made.length} of 100 items were done before the run stopped \\(item 0: ID \\d+`),
	);
});

describe('Retry On Fail', () => {
	test.each(['custom', 'stock'] as const)('repeats only what failed (%s)', async (path) => {
		await sandbox.fault(`503 once at 5 on POST ${VOUCHERS}`);
		await sandbox.fault(`429 once at 9 on POST ${VOUCHERS}`);
		const run = await create(amounts(20), { retryOnFail: true, maxTries: 3, waitBetweenTries: 1, path });
		// The fifth POST may have been carried out for all that is known, so it is not sent again either.
		expect(run.error?.message).toMatch(/unknown whether this was carried out$/);
		const made = await amountsMade();
		expect(new Set(made).size).toBe(made.length);
	});

	test('a definite refusal is tried again, what succeeded is not', async () => {
		await sandbox.fault(`forbidden once at 3 on POST ${VOUCHERS}`);
		const run = await create(amounts(12), { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json.amount)).toEqual(amounts(12).map(({ amount }) => amount));
		expect((await amountsMade()).sort((one, other) => one - other)).toEqual(amounts(12).map(({ amount }) => amount));
	});

	test('in continue mode too', async () => {
		await sandbox.fault(`forbidden once at 1 on POST ${VOUCHERS}`);
		const run = await create(amounts(6), {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1,
			onError: 'continueRegularOutput',
		});
		expect(run.items.map(({ json }) => json.error).filter(Boolean)).toEqual([]);
		expect((await amountsMade()).length).toBe(6);
	});

	test('a second run of the same workflow starts afresh', async () => {
		await create(amounts(2));
		await create(amounts(2));
		expect((await amountsMade()).length).toBe(4);
	});
});

describe('Create Many', () => {
	const many = async (quantity: unknown, settings: object = {}) =>
		await create([{ amount: 5 }], settings, { operation: 'createMany', quantity });

	test.each(['custom', 'stock'] as const)('makes one item per voucher, all different (%s)', async (path) => {
		const run = await many(120, { path });
		expect(run.items).toHaveLength(120);
		expect(new Set(run.items.map(({ json }) => json.code)).size).toBe(120);
		expect(await amountsMade()).toHaveLength(120);
		expect(run.items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	});

	test.each([0, 10_001, 'many', 1.5])('a quantity of %j is refused before anything is sent', async (quantity) => {
		const run = await many(quantity);
		expect(run.error?.message).toMatch(/^Quantity must be/);
		expect(await sandbox.journal({ method: 'POST' })).toEqual([]);
	});

	test('when it cannot finish, it says how many of how many, and which', async () => {
		await sandbox.fault(`forbidden once at 50 on POST ${VOUCHERS}`);
		const run = await many(100);
		const made = await amountsMade();
		expect(run.error?.message).toBe(`Made ${made.length} of 100 vouchers. AMPECO does not allow this`);
		const data = (
			run.error as unknown as { context: { data: { made: Array<{ id: number; code: string }>; mayExist: number } } }
		).context.data;
		expect(data.made).toHaveLength(made.length);
		expect(data.mayExist).toBe(0);
		const codes = new Map((await sandbox.state('vouchers')).map(({ id, code }) => [id, code]));
		for (const { id, code } of data.made) expect(codes.get(id)).toBe(code);
	});

	test('names what other items made in part, and does not say that nothing was changed', async () => {
		await sandbox.fault(`unauthorized once at 30 on POST ${VOUCHERS}`);
		await sandbox.fault(`forbidden once at 60 on POST ${VOUCHERS}`);
		const run = await create(
			[{ quantity: 50 }, { quantity: 50 }],
			{},
			{ amount: 5, operation: 'createMany', quantity: '={{ $json.quantity }}' },
		);
		const made = new Set((await sandbox.state('vouchers')).map(({ code }) => code));
		const { data } = (run.error as unknown as { context: { data: { made: Named[]; done: Part[]; partly: Part[] } } })
			.context;
		const named = [...data.made, ...[...data.done, ...data.partly].flatMap(({ records }) => records)].map(
			({ code }) => code,
		);
		expect(named).toHaveLength(await amountsMade().then(({ length }) => length));
		expect(named.every((code) => made.has(code))).toBe(true);
		expect(data.partly.length).toBeGreaterThan(0);
		expect(run.error?.description).toMatch(/1 in part \(item \d: ID \d+/);
		expect(run.error?.description).not.toMatch(/Nothing was/);
	});

	test('on the error output, what was made is on the first output', async () => {
		await sandbox.fault(`reset before answer once at 50 on POST ${VOUCHERS}`);
		const run = await many(100, { onError: 'continueErrorOutput' });
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0].json.error).toMatch(
			/^Made \d+ of 100 vouchers, and 1 more may exist\. The connection to AMPECO broke off/,
		);
		expect((await amountsMade()).length + 1).toBe(run.items.length + 1);
	});

	test('a retry makes the rest, not all again', async () => {
		await sandbox.fault(`forbidden once at 50 on POST ${VOUCHERS}`);
		const run = await many(100, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(100);
		expect(await amountsMade()).toHaveLength(100);
	});
});

test('Stop ends a run soon and sends nothing more', async () => {
	await sandbox.fault({ name: 'slow', ms: 200, times: 1000 } as never);
	const stop = new AbortController();
	const running = create(amounts(400), { signal: stop.signal });
	await until(async () => (await sandbox.journal({ method: 'POST' })).length >= 8);
	stop.abort();
	const run = await running;
	expect(run.status).toBe('canceled');
	const sent = (await sandbox.journal({ method: 'POST' })).length;
	expect(sent).toBeLessThan(40);
	const doubtful = run.items.filter(({ json }) =>
		String(json.error).includes('The run was stopped while this was under way, so it is unknown'),
	);
	expect(doubtful.length).toBeGreaterThan(0);
	expect(run.items.length).toBe(sent);
	expect(run.hints[0].message).toMatch(
		/^The run was stopped\. \d+ of 400 items were done, \d+ in doubt\. \d+ requests were sent\.$/,
	);
});

describe('the end of a run tells', () => {
	const told = async (items: object[], settings: object = {}) =>
		(await create(items, { onError: 'continueErrorOutput', ...settings })).hints.map(({ message }) => message);

	test('nothing where one item went well', async () => {
		expect(await told(amounts(1))).toEqual([]);
	});

	test('done, refused, in doubt, and the requests sent', async () => {
		await sandbox.fault(`503 once at 3 on POST ${VOUCHERS}`);
		await sandbox.fault(`forbidden once at 6 on POST ${VOUCHERS}`);
		expect(await told([...amounts(10), { amount: 'x' }])).toEqual([
			'8 of 11 items were done, 2 refused, 1 in doubt. 10 requests were sent.',
		]);
	});

	test('the seconds waited for the limit, once though many items wait', async () => {
		await sandbox.fault(`429 for 2 s on POST ${VOUCHERS}`);
		const [message] = await told(amounts(12));
		expect(message).toMatch(
			/^12 of 12 items were done\. \d+ requests were sent, with [23] seconds of waiting for the tenant's request limit\.$/,
		);
	});
});

describe('Request Options', () => {
	test('a time-out is honoured, and the outcome of a POST is unknown', async () => {
		await sandbox.fault(`slow 3000 ms once on POST ${VOUCHERS}`);
		const run = await create([{ amount: 1 }], {}, { requestOptions: { timeout: 200 } });
		expect(run.error?.message).toBe('AMPECO did not answer in time, so it is unknown whether this was carried out');
	});

	test('batches start an interval apart', async () => {
		const run = await create(
			amounts(6),
			{},
			{ requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 300 } } } },
		);
		expect(run.items).toHaveLength(6);
		const times = (await sandbox.journal({ method: 'POST' })).map(({ time }) => Date.parse(time));
		const gaps = times.slice(1).map((time, index) => time - times[index]);
		expect(gaps.filter((gap) => gap >= 150)).toHaveLength(2);
	});
});
