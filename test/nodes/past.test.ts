/** What was done is known, whatever happened after: over all tries, a stop, and Retry in n8n's list of executions. */
import type { IDataObject } from 'n8n-workflow';
import type { NodeRun, NodeRunOutcome } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';
import { Failure, Ledger, until } from './probe.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const RETRIES = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const { engine, sandbox, credentials } = withTenant({ seed: 'past' });

/** The vouchers a tenant has from the beginning. */
let before: Set<unknown>;

beforeEach(async () => {
	await sandbox.reset({ seed: 'past' });
	before = new Set((await sandbox.state('vouchers')).map(({ id }) => id));
});

const amounts = (count: number) => Array.from({ length: count }, (_, index) => ({ amount: index + 1 }));

async function create(items: object[], settings: Partial<NodeRun> = {}, parameters: object = {}) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'create', amount: '={{ $json.amount }}', ...parameters },
		items: items as never,
		credentials,
		...settings,
	});
}

/** Amounts of the vouchers that a test has made. */
async function made(): Promise<number[]> {
	const vouchers = await sandbox.state('vouchers');
	return sorted(vouchers.filter(({ id }) => !before.has(id)).map(({ amount }) => Number(amount)));
}

const sorted = (numbers: number[]) => [...numbers].sort((one, other) => one - other);

interface Part {
	item: number;
	records: Array<{ id: number; code: string }>;
}

/** What the error of a failed run says was done. */
function reported({ error }: NodeRunOutcome) {
	const { data } = (error as unknown as { context: { data?: { done: Part[]; partly: Part[]; unknown: Part[] } } })
		.context;
	const numbersOf = (parts: Part[] = []) => sorted(parts.map(({ item }) => item + 1));
	return { done: numbersOf(data?.done), unknown: numbersOf(data?.unknown) };
}

describe('Retry On Fail', () => {
	test('the report is of all tries: what each made, and each doubt', async () => {
		await sandbox.fault(`503 once at 3 on POST ${VOUCHERS}`);
		await sandbox.fault(`503 once at 30 on POST ${VOUCHERS}`);
		const run = await create(amounts(40), RETRIES);
		const { done, unknown } = reported(run);
		expect(run.error?.message).toMatch(/unknown whether/);
		expect(done).toEqual(await made());
		expect(done).toHaveLength(38);
		expect(unknown).toHaveLength(1);
		expect(run.error?.description).toMatch(/^.*38 of 40 items were done/);
	});

	test('the output of a run stopped in a later try holds what the tries before did', async () => {
		await sandbox.fault(`forbidden once at 12 on POST ${VOUCHERS}`);
		const stop = new AbortController();
		const running = create(amounts(40), { ...RETRIES, waitBetweenTries: 2000, signal: stop.signal });
		await until(async () => (await sandbox.journal({ method: 'POST' })).some(({ status }) => status === 403));
		// The pause before the second try: nothing is under way.
		let looks = 0;
		for (let last = 0; looks < 50; looks += 1) {
			const { length } = await sandbox.journal({ method: 'POST' });
			if (length !== last) looks = 0;
			last = length;
		}
		stop.abort();
		const run = await running;
		expect(run.status).toBe('canceled');
		const shown = run.items.filter(({ json }) => !json.error).map(({ json }) => json.amount as number);
		expect((await made()).length).toBeGreaterThan(10);
		expect(sorted(shown)).toEqual(await made());
	});
});

describe('Retry in the list of executions', () => {
	const ERRORS = [
		['a refusal', `forbidden once at 12 on POST ${VOUCHERS}`],
		['no answer', `reset before answer once at 12 on POST ${VOUCHERS}`],
	];

	test.each(ERRORS)('after %s sends only the rest and gives all items', async (_, fault) => {
		await sandbox.fault(fault);
		const failed = await create(amounts(30));
		expect(failed.status).toBe('error');
		const again = await create(amounts(30), { retryOf: failed.run });
		const isDoubt = fault.startsWith('reset');
		expect(again.error?.message).toEqual(isDoubt ? expect.stringMatching(/unknown whether/) : undefined);
		if (!isDoubt) expect(again.items.map(({ json }) => json.amount)).toEqual(amounts(30).map(({ amount }) => amount));
		const all = await made();
		expect(new Set(all).size).toBe(all.length);
		expect(all.length).toBe(30);
		if (!isDoubt) expect(again.hints[0].message).toMatch(/An earlier execution did \d+ of them/);
		else expect(reported(again).done).toHaveLength(29);
	});

	test('with the current workflow, corrected, sends what was refused', async () => {
		const items = [{ amount: 1 }, { amount: 2 }, { amount: 'x' }, { amount: 4 }];
		const failed = await create(items);
		expect(failed.error?.description).toMatch(/Retry of this execution sends only the rest/);
		const again = await create(items, { retryOf: failed.run }, { amount: '={{ Number($json.amount) || 3 }}' });
		expect(again.items.map(({ json }) => json.amount)).toEqual([1, 2, 3, 4]);
		expect(await made()).toEqual([1, 2, 3, 4]);
	});

	test('what an expression gives anew at each look is no other work', async () => {
		const items = [{ amount: 1 }, { amount: 2 }, { amount: 'x' }];
		const code = { additionalFields: { description: '={{ "Made at " + Math.random() }}' } };
		const failed = await create(items, {}, code);
		await create(items, { retryOf: failed.run }, code);
		expect(await made()).toEqual([1, 2]);
	});

	test('what is another request is sent: other values, another tenant', async () => {
		const items = [{ amount: 1 }, { amount: 2 }, { amount: 'x' }];
		const failed = await create(items);
		await create(items, { retryOf: failed.run }, { amount: '={{ $json.amount + 10 }}' });
		expect(await made()).toEqual([1, 2, 11, 12]);
		const elsewhere = { ampecoApi: { url: sandbox.url.replace('127.0.0.1', 'localhost'), token: sandbox.token } };
		await create(items, { retryOf: failed.run, credentials: elsewhere });
		expect(await made()).toEqual([1, 1, 2, 2, 11, 12]);
	});

	test('a retry of a retry goes on from there; a second retry of the first begins at the first', async () => {
		await sandbox.fault(`forbidden once at 9 on POST ${VOUCHERS}`);
		await sandbox.fault(`forbidden once at 20 on POST ${VOUCHERS}`);
		const first = await create(amounts(30));
		const second = await create(amounts(30), { retryOf: first.run });
		expect(second.status).toBe('error');
		const third = await create(amounts(30), { retryOf: second.run });
		expect(third.items).toHaveLength(30);
		expect(await made()).toEqual(amounts(30).map(({ amount }) => amount));
		await create(amounts(30), { retryOf: first.run });
		expect((await made()).length).toBeGreaterThan(30);
	});

	test('Create Many makes the rest, also of another quantity', async () => {
		const many = async (quantity: number, settings: Partial<NodeRun> = {}) =>
			await create([{ amount: 5 }], settings, { operation: 'createMany', quantity });
		await sandbox.fault(`forbidden once at 50 on POST ${VOUCHERS}`);
		const failed = await many(100);
		const again = await many(80, { retryOf: failed.run });
		expect(again.items).toHaveLength(80);
		expect(new Set(again.items.map(({ json }) => json.code)).size).toBe(80);
		expect(await made()).toHaveLength(80);
	});

	test('nothing is stored of a run that ended well, nor of what only reads', async () => {
		const good = await create(amounts(3));
		expect(contextOf(good)).toEqual({});
		const bad = await create(
			[{ id: 1 }, { id: 'x' }],
			{},
			{ operation: 'get', voucher: '={{ $json.id }}', voucherId: '={{ $json.id }}' },
		);
		expect(bad.status).toBe('error');
		expect(Object.values(contextOf(bad))).toEqual([{}]);
	});

	test('beyond 5 MB the IDs are stored, and the item comes out with them', async () => {
		const note = 'n'.repeat(60_000);
		const items = [...amounts(120), { amount: 'x' }];
		const all = { output: 'raw', additionalFields: { description: note } };
		const failed = await create(items, {}, all);
		const size = JSON.stringify(contextOf(failed)).length;
		expect([size < 5_000_000, size]).toEqual([true, size]);
		expect(failed.error?.description).toMatch(/Of \d+ items it gives only the IDs/);
		const last = await create(items, { retryOf: failed.run, onError: 'continueRegularOutput' }, all);
		expect(Object.keys(last.items[0].json).length).toBeGreaterThan(5);
		expect(Object.keys(last.items[119].json)).toEqual(['id', 'code']);
		expect(last.hints[0].message).toMatch(/Of \d+ of these only the IDs are known/);
		expect(await made()).toHaveLength(120);
	});
});

describe('what is kept with an execution', () => {
	const stored = (context: object) => JSON.parse(JSON.stringify(context)) as IDataObject;

	test("a tool's calls are known by what the model gave, one by one", () => {
		const context = {};
		const call = (ledger: InstanceType<typeof Ledger>, input = 'the customer') => {
			const past = ledger.ofCall({ amount: 5 }, { input });
			past.request = 'the request';
			ledger.recall(past);
			return past;
		};
		const ledger = new Ledger(context);
		for (const id of [1, 2]) {
			const past = call(ledger);
			Object.assign(past, { outputs: [{ json: { id } }], complete: true });
			ledger.keepCall(past);
		}
		const again = new Ledger(stored(context));
		expect(call(again, 'another').earlier).toBeUndefined();
		expect([1, 2, 3].map(() => call(again).earlier?.outputs[0].json.id)).toEqual([1, 2, undefined]);
	});

	test('of too many items the first are kept, and the others counted', () => {
		const context: IDataObject = {};
		const ledger = new Ledger(context);
		const count = 60_000;
		for (let index = 0; index < count; index += 1) {
			const json = { id: index, title: 'n'.repeat(50) };
			Object.assign(ledger.of(0, index, { json }), {
				outputs: [{ json }],
				complete: true,
				request: '0123456789abcdef',
			});
		}
		const { onlyIds, lost } = ledger.keep(0, count, () => '0123456789abcdef');
		const there = Object.values(context.ampeco as object).length;
		expect(JSON.stringify(context).length).toBeLessThanOrEqual(5_100_000 + there * 12);
		expect(there + lost).toBe(count);
		expect([lost > 0, onlyIds > 0]).toEqual([true, true]);
	});

	test('a doubt stays, however large the answer was', () => {
		const context: IDataObject = {};
		const ledger = new Ledger(context);
		const unknown = new Failure('unknown', { outcomeUnknown: true, data: { answer: 'n'.repeat(6_000_000) } });
		Object.assign(ledger.of(0, 0, { json: {} }), { request: 'r', unknown });
		expect(ledger.keep(0, 1, () => undefined)).toEqual({ onlyIds: 0, lost: 0 });
		expect(JSON.stringify(context).length).toBeLessThan(1000);
		expect(new Ledger(stored(context)).ofRun(0, 1)[0]?.unknown?.details.outcomeUnknown).toBe(true);
	});
});

function contextOf({ run }: NodeRunOutcome): object {
	return run.data.executionData!.contextData['node:Node'];
}
