/**
 * In any order of faults, tries, stops and retries of the execution: what was made in the tenant is what the last end of it
 * reports, or is named as in doubt; and nothing is made twice.
 */
import fc from 'fast-check';
import type { NodeRun, NodeRunOutcome } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';
import { until } from '../nodes/probe.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const RUNS = 60;

const { engine, sandbox, credentials } = withTenant({ seed: 'schedules', scale: 0 });

const fault = fc.record({
	name: fc.constantFrom(
		'503',
		'500',
		'forbidden',
		'forbidden',
		'reset before execution',
		'reset before answer',
		'truncated json',
	),
	at: fc.integer({ min: 1, max: 30 }),
});

/** One execution: what goes wrong in it, and after how many requests a person stops it. */
const execution = fc.record({
	faults: fc.array(fault, { maxLength: 4 }),
	stopAfter: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined, freq: 3 }),
	/** Whether a person has changed the workflow before the retry, so that only the requests are the same. */
	changed: fc.boolean(),
});

const schedule = fc.record({
	count: fc.integer({ min: 1, max: 16 }),
	quantity: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
	bad: fc.option(fc.nat({ max: 15 }), { nil: undefined, freq: 3 }),
	maxTries: fc.integer({ min: 1, max: 3 }),
	onError: fc.constantFrom<NonNullable<NodeRun['onError']>>(
		'stopWorkflow',
		'stopWorkflow',
		'continueRegularOutput',
		'continueErrorOutput',
	),
	executions: fc.array(execution, { minLength: 1, maxLength: 3 }),
});

interface Part {
	item: number;
	records?: object[];
}

interface Told {
	/** Records reported, by item. */
	reported: number[];
	/** Items of which something may exist. */
	inDoubt: Set<number>;
}

/** What the end of an execution says. */
function toldBy(run: NodeRunOutcome, count: number): Told {
	const reported = Array.from({ length: count }, () => 0);
	const inDoubt = new Set<number>();
	const isDoubt = (text: unknown) => /unknown whether|may exist/.test(String(text));
	if (run.error && run.items.length === 0) {
		const { itemIndex, data = {} } = (run.error as unknown as { context: { itemIndex: number; data?: object } })
			.context;
		const { made = [], done = [], partly = [], unknown = [] } = data as Record<string, Part[]>;
		if (isDoubt(run.error.message)) inDoubt.add(itemIndex);
		reported[itemIndex] += made.length;
		for (const { item, records } of [...done, ...partly]) reported[item] += records!.length;
		for (const { item } of unknown) inDoubt.add(item);
		return { reported, inDoubt };
	}
	for (const { json, pairedItem } of [...run.items, ...run.errorItems]) {
		const { item } = pairedItem as { item: number };
		if (!json.error) reported[item] += 1;
		else if (isDoubt(json.error)) inDoubt.add(item);
	}
	return { reported, inDoubt };
}

async function made(count: number): Promise<number[]> {
	const numbers = Array.from({ length: count }, () => 0);
	for (const { amount } of await sandbox.state('vouchers')) numbers[Number(amount) - 1] += 1;
	return numbers;
}

test('made in the tenant = reported + named in doubt, always', async () => {
	await fc.assert(
		fc.asyncProperty(schedule, async ({ count, quantity, bad, maxTries, onError, executions }) => {
			await sandbox.reset({ seed: 'schedules', scale: 0 });
			const items = Array.from({ length: count }, (_, index) => ({ amount: index === bad ? 'x' : index + 1 }));
			let last: NodeRunOutcome | undefined;
			for (const { faults, stopAfter, changed } of executions) {
				if (last && last.status !== 'error') break;
				await sandbox.clearFaults();
				for (const { name, at } of faults) await sandbox.fault(`${name} once at ${at} on POST ${VOUCHERS}`);
				const stop = new AbortController();
				const sent = (await sandbox.journal({ method: 'POST' })).length;
				let ended = false;
				const running = engine
					.runNode({
						node: 'ampecoVoucher',
						parameters: {
							resource: 'voucher',
							operation: quantity ? 'createMany' : 'create',
							amount: changed ? '={{ $json["amount"] }}' : '={{ $json.amount }}',
							...(quantity ? { quantity } : {}),
						},
						items: items as never,
						credentials,
						onError,
						...(maxTries > 1 ? { retryOnFail: true, maxTries, waitBetweenTries: 1 } : {}),
						signal: stop.signal,
						retryOf: last?.run,
					})
					.finally(() => (ended = true));
				if (stopAfter !== undefined) {
					await until(async () => ended || (await sandbox.journal({ method: 'POST' })).length >= sent + stopAfter);
					stop.abort();
				}
				last = await running;

				const there = await made(count);
				const { reported, inDoubt } = toldBy(last, count);
				for (let item = 0; item < count; item += 1) {
					expect(there[item]).toBeLessThanOrEqual(quantity ?? 1);
					expect(reported[item]).toBeLessThanOrEqual(there[item]);
					if (!inDoubt.has(item)) expect([item, reported[item]]).toEqual([item, there[item]]);
				}
			}
		}),
		{ numRuns: RUNS },
	);
}, 600_000);
