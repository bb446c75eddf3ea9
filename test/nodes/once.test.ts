/** "Create Once": each row of a campaign has one voucher, however often and after whatever the campaign is run again. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';
import { startFront } from '../reliability/front.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

const { engine, sandbox } = withTenant({ seed: 'once' });

type Settings = Partial<Omit<NodeRun, 'items'>> & { parameters?: IDataObject; url?: string; timeout?: number };

/** A run of a campaign over rows with `key` and `note`. */
async function run(rows: IDataObject[], { parameters, url = sandbox.url, timeout = 3000, ...settings }: Settings = {}) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation: 'createOnce',
			campaign: 'Summer',
			rowKey: '={{ $json.key }}',
			amount: 10,
			additionalFields: { description: '={{ $json.note ?? "" }}' },
			requestOptions: { timeout },
			...parameters,
		} as INodeParameters,
		items: rows,
		credentials: { ampecoApi: { url, token: sandbox.token } },
		...settings,
	});
}

/** The mark of a row, as another process would write it. */
function markOf(campaign: string, key: string): string {
	const hash = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
	return `${hash([campaign]).slice(0, 8)}.${hash([campaign, key]).slice(0, 16)}`;
}

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ key: `M-${from + index}` }));

const said = (hints: Array<{ message: string }>) => hints.map(({ message }) => message).join(' ');

const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.outcome);

async function marked() {
	return (await sandbox.state('vouchers')).filter(({ description }) => String(description).includes('[once:'));
}

async function posts() {
	return (await sandbox.journal()).filter(({ method, path }) => method === 'POST' && path === VOUCHERS);
}

beforeEach(async () => {
	await sandbox.reset({ seed: 'once' });
});

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	test('makes one voucher a row, and none when it is run again', async () => {
		const first = await run(rows(3), { path });
		expect(first.error).toBeUndefined();
		expect(outcomes(first.items)).toEqual(['created', 'created', 'created']);
		const again = await run([...rows(3), { key: 'M-3' }], { path });
		expect(outcomes(again.items)).toEqual(['existing', 'existing', 'existing', 'created']);
		expect(again.items.slice(0, 3).map(({ json }) => json.id)).toEqual(first.items.map(({ json }) => json.id));
		expect(await marked()).toHaveLength(4);
	}, 60_000);

	test('a row comes out with the voucher it has, whoever made it', async () => {
		await run(rows(1), { path });
		const other = await run(rows(1), { path, parameters: { campaign: 'Winter' } });
		expect(outcomes(other.items)).toEqual(['created']);
		const { items } = await run([{ key: ' M-0 ', note: 'changed since' }], { path });
		expect(outcomes(items)).toEqual(['existing']);
		expect(await marked()).toHaveLength(2);
	}, 60_000);

	test.each([
		[{ rowKey: ' ' }, 'Row Key is missing. Fill it in, or check that its expression gives a value.'],
		[{ rowKey: '={{ null }}' }, 'Row Key is missing. Fill it in, or check that its expression gives a value.'],
		[{ rowKey: 'undefined' }, 'Row Key is missing. Fill it in, or check that its expression gives a value.'],
		[{ campaign: '={{ "" }}' }, 'Campaign is missing. Fill it in, or check that its expression gives a value.'],
		[{ campaignBegan: 'soon' }, 'Campaign Began must be a date such as 2026-01-31, but it is "soon".'],
		[
			{ campaignBegan: '2999-01-01' },
			'Campaign Began is 2999-01-01, which is yet to come. Give the day it was first run.',
		],
		[
			{ additionalFields: { description: 'mine [once:12345678.1234567890123456]' } },
			'Internal Note has the mark of a row already. Leave it out, or give a text of your own.',
		],
	])('%j is refused, and nothing is sent', async (parameters, message) => {
		const { error } = await run(rows(1), { path, parameters });
		expect(error?.message).toBe(message);
		expect(await sandbox.journal()).toEqual([]);
	});
});

test('the note that a person gives stands behind the mark, which tells nothing of campaign and key', async () => {
	await run([{ key: 'ann@example.com', note: 'For Ann' }]);
	const [{ description }] = await marked();
	expect(description).toMatch(/^\[once:[\w-]{8}\.[\w-]{16}\] For Ann$/);
	await run([{ key: 'bea@example.com' }], {
		parameters: { inputMode: 'json', jsonBody: '{"amount":5,"description":"As JSON"}' },
	});
	expect((await marked())[1].description).toMatch(/^\[once:[\w-]{8}\.[\w-]{16}\] As JSON$/);
});

test('rows with one key have one voucher, and those that are nearly alike are named', async () => {
	const { items, hints } = await run([{ key: 'a1' }, { key: 'a1' }, { key: 'A1' }, { key: '007' }, { key: '7' }]);
	expect(outcomes(items)).toEqual(['created', 'existing', 'created', 'created', 'created']);
	expect(items[1].json.id).toBe(items[0].json.id);
	expect(said(hints)).toContain(
		'Row keys that differ only in upper and lower case or leading zeros count as different rows: "a1" and "A1"; "007" and "7".',
	);
});

test('rows with one key that differ are refused, those that do not have one voucher and are named', async () => {
	const { items, errorItems, hints } = await run([{ key: 'C' }, { key: 'C' }, { key: 'C', note: 'other' }], {
		onError: 'continueErrorOutput',
	});
	expect(outcomes(items)).toEqual(['created', 'existing']);
	expect(errorItems.map(({ json }) => json.error)).toEqual([
		'Row Key "C" is that of another row of this run, which has other values. Give each row a key of its own.',
	]);
	expect(said(hints)).toContain('1 row has the key of another row of this run, and one voucher for both: "C".');
	expect(said(hints)).not.toContain('already');
});

test('a key is the same in both forms that Unicode has for its letters', async () => {
	await run([{ key: 'José' }]);
	expect(outcomes((await run([{ key: 'Jose\u0301' }])).items)).toEqual(['existing']);
});

test('the items of a run are of one campaign', async () => {
	const { errorItems } = await run([{ key: '1' }, { key: '2', campaign: 'Winter' }], {
		parameters: { campaign: '={{ $json.campaign ?? "Summer" }}' },
		onError: 'continueErrorOutput',
	});
	expect(errorItems.map(({ json }) => json.error)).toEqual([
		'Campaign, Campaign Began and the tenant must be the same for all items of a run. Split the items by them, and run one part after the other.',
	]);
});

test('a refused row does not keep the others from theirs, and has its voucher once it is mended', async () => {
	const settings = { parameters: { amount: '={{ $json.amount }}' }, onError: 'continueErrorOutput' as const };
	const first = await run([{ key: '1', amount: 'x' }, ...rows(3).map((row) => ({ ...row, amount: 5 }))], settings);
	expect([first.items.length, first.errorItems.length]).toEqual([3, 1]);
	const again = await run([{ key: '1', amount: 5 }, ...rows(3).map((row) => ({ ...row, amount: 5 }))], settings);
	expect(outcomes(again.items)).toEqual(['created', 'existing', 'existing', 'existing']);
});

test('a run of the same campaign waits for the one before it', async () => {
	const [one, other] = await Promise.all([run(rows(40)), run(rows(40))]);
	expect([...outcomes(one.items), ...outcomes(other.items)].sort()).toEqual([
		...Array<string>(40).fill('created'),
		...Array<string>(40).fill('existing'),
	]);
	expect(await marked()).toHaveLength(40);
}, 60_000);

test('the days since the campaign began are read, with one more on both sides', async () => {
	await run(rows(1));
	const now = Date.parse(String((await marked())[0].createdAt));
	const day = (ahead: number) => new Date(now + ahead * 86_400_000).toISOString().slice(0, 10);
	await sandbox.clearJournal();
	await run(rows(1), { parameters: { campaignBegan: day(-2) } });
	const lists = (await sandbox.journal({ method: 'GET', path: VOUCHERS })).map(({ query }) => JSON.stringify(query));
	for (const ahead of [-3, -2, -1, 0, 1]) expect(lists.filter((one) => one.includes(day(ahead)))).not.toEqual([]);
	expect(lists.filter((one) => one.includes(day(-4)))).toEqual([]);
});

test('a token that may not list makes nothing', async () => {
	await sandbox.fault(`forbidden 100 times on GET ${VOUCHERS}`);
	const { error } = await run(rows(3));
	expect(error).toBeDefined();
	expect(await posts()).toEqual([]);
});

/** So many times as fast: pauses are seconds in n8n and moments here. */
function fast(factor: number) {
	const real = Date.now;
	const start = real();
	jest.spyOn(Date, 'now').mockImplementation(() => start + (real() - start) * factor);
}

describe('with answers that are lost', () => {
	beforeEach(() => fast(20));
	afterEach(() => jest.restoreAllMocks());

	test('what was carried out is found in the list, what was not stays in doubt until the next run', async () => {
		let nth = 0;
		const front = await startFront({
			target: sandbox.url,
			strike: async ({ request, carryOut, cut }) => {
				if (request.method !== 'POST') return false;
				nth += 1;
				if (nth !== 5 && nth !== 9) return false;
				if (nth === 5) await carryOut();
				cut();
				return true;
			},
		});
		try {
			const settings = { url: front.url, onError: 'continueErrorOutput' as const };
			const first = await run(rows(20), settings);
			expect([first.items.length, first.errorItems.length]).toEqual([19, 1]);
			expect(outcomes(first.items)).toEqual(Array(19).fill('created'));
			expect(first.errorItems[0].json).toMatchObject({
				error: expect.stringContaining('unknown whether') as string,
				message: expect.stringContaining('Run this again in some minutes') as string,
			});
			const again = await run(rows(20), settings);
			expect(outcomes(again.items).sort()).toEqual(['created', ...Array<string>(19).fill('existing')]);
			expect(await marked()).toHaveLength(20);
		} finally {
			await front.stop();
		}
	}, 60_000);

	test.each([
		['the answer', false, 'AMPECO does not keep the mark of a row in Internal Note'],
		['the list', true, 'AMPECO does not list the voucher it just made'],
	])(
		'a mark that does not come back in %s ends the run after one voucher',
		async (_, isListOnly, message) => {
			const front = await startFront({
				target: sandbox.url,
				strike: async ({ request, carryOut, answer }) => {
					if (isListOnly === (request.method === 'POST')) return false;
					const { status, headers, body } = await carryOut();
					answer(status, headers, String(body).replace(/\[once:[^\]]*\]/g, ''));
					return true;
				},
			});
			try {
				const { error, items } = await run(rows(20), { url: front.url });
				expect(items).toEqual([]);
				expect(error?.message).toContain(message);
				expect(await posts()).toHaveLength(1);
				// This process still knows it, though nothing shows it.
				expect(outcomes((await run(rows(1), { url: front.url })).items)).toEqual(['existing']);
				expect(await posts()).toHaveLength(1);
			} finally {
				await front.stop();
			}
		},
		60_000,
	);

	test('a mark that is not kept ends the tries of Retry On Fail, too', async () => {
		const front = await startFront({
			target: sandbox.url,
			strike: async ({ carryOut, answer }) => {
				const { status, headers, body } = await carryOut();
				answer(status, headers, String(body).replace(/\[once:[^\]]*\]/g, ''));
				return true;
			},
		});
		try {
			await run(rows(5), { url: front.url, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
			expect(await posts()).toHaveLength(1);
		} finally {
			await front.stop();
		}
	}, 60_000);

	test('what another process made meanwhile is not passed over for what this one remembers', async () => {
		await run(rows(1));
		// Another process makes a row, and is killed with the next one under way, which lands late.
		const headers = { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' };
		const make = async (key: string) =>
			await fetch(`${sandbox.url}${VOUCHERS}`, {
				method: 'POST',
				headers,
				body: JSON.stringify({ amount: 10, description: `[once:${markOf('Summer', key)}]` }),
			});
		await make('M-1');
		const landing = sleep(100).then(async () => await make('M-2'));
		const { items } = await run(rows(3), { timeout: 6000 });
		await landing;
		expect(outcomes(items)).toEqual(['existing', 'existing', 'existing']);
	}, 60_000);

	test('two processes at once make doubles, which are named with both codes', async () => {
		let other = '';
		const front = await startFront({
			target: sandbox.url,
			strike: async ({ request, carryOut }) => {
				// Another process makes the same row while this one does.
				if (request.method === 'POST' && other === '') {
					await carryOut();
					other = String((await marked())[0].code);
				}
				return false;
			},
		});
		try {
			const { items, hints } = await run(rows(3), { url: front.url });
			const doubled = items.find(({ json }) => json.doubles !== undefined)!;
			const codes = (await marked()).map(({ code }) => String(code));
			expect(codes).toHaveLength(4);
			expect(said(hints)).toContain('A row has more than one voucher: ');
			for (const code of [other, String(doubled.json.code)]) expect(said(hints)).toContain(code);
		} finally {
			await front.stop();
		}
	}, 60_000);
});

/** What goes wrong on the wire with the n-th create. */
const mishap = fc.record({
	at: fc.integer({ min: 1, max: 14 }),
	what: fc.constantFrom('lost', 'never', 'late', 'refused', 'stopped', 'stopped and late', 'stopped and late'),
	/** Milliseconds after the connection was cut that a late one lands; the time it is given is longer. */
	after: fc.integer({ min: 0, max: 400 }),
});

const schedule = fc.record({
	count: fc.integer({ min: 1, max: 14 }),
	/** How long the list does not show a new record, in milliseconds. */
	lag: fc.constantFrom(0, 0, 100, 250),
	executions: fc.array(
		fc.record({
			mishaps: fc.array(mishap, { maxLength: 4 }),
			onError: fc.constantFrom<NonNullable<NodeRun['onError']>>('stopWorkflow', 'continueErrorOutput'),
			maxTries: fc.integer({ min: 1, max: 2 }),
		}),
		{ minLength: 1, maxLength: 3 },
	),
});

test('whatever goes wrong, no row gets a second voucher, and a last run without mishaps completes them all', async () => {
	// A second here is the ten that a create is given to land.
	fast(10);
	try {
		await fc.assert(
			fc.asyncProperty(schedule, async ({ count, lag, executions }) => {
				await sandbox.reset({ seed: 'once', scale: 0 });
				const born = new Map<string, number>();
				const landing: Array<Promise<unknown>> = [];
				const stop = { controller: new AbortController() };
				let mishaps: Array<{ at: number; what: string; after: number }> = [];
				let nth = 0;
				const front = await startFront({
					target: sandbox.url,
					strike: async ({ request, carryOut, answer, cut }) => {
						const make = async () => {
							const made = await carryOut();
							const { data } = JSON.parse(String(made.body)) as { data?: { id?: unknown } };
							born.set(String(data?.id), performance.now());
							return made;
						};
						if (request.method === 'GET') {
							const { status, headers, body } = await carryOut();
							const list = JSON.parse(String(body)) as { data: Array<{ id: unknown }> };
							const isOld = ({ id }: { id: unknown }) => performance.now() - (born.get(String(id)) ?? -Infinity) >= lag;
							answer(status, headers, JSON.stringify({ ...list, data: list.data.filter(isOld) }));
							return true;
						}
						nth += 1;
						const struck = mishaps.find(({ at }) => at === nth);
						switch (struck?.what) {
							case 'lost':
								await make();
								cut();
								return true;
							case 'never':
								cut();
								return true;
							case 'late':
							case 'stopped and late':
								if (struck.what !== 'late') stop.controller.abort();
								cut();
								landing.push(sleep(struck.after).then(make));
								return true;
							case 'refused':
								answer(422, { 'content-type': 'application/json' }, '{"message":"Not now."}');
								return true;
							case 'stopped':
								stop.controller.abort();
								break;
						}
						const { status, headers, body } = await make();
						answer(status, headers, body);
						return true;
					},
				});
				try {
					const runOnce = async (settings: Settings = {}) => {
						nth = 0;
						stop.controller = new AbortController();
						return await run(rows(count), {
							url: front.url,
							timeout: 10_000,
							parameters: { campaign: front.url },
							signal: stop.controller.signal,
							...settings,
						});
					};
					for (const { onError, maxTries, ...execution } of executions) {
						mishaps = execution.mishaps;
						const tries = maxTries > 1 ? { retryOnFail: true, maxTries, waitBetweenTries: 1 } : {};
						await runOnce({ onError, ...tries });
					}
					mishaps = [];
					const last = await runOnce();
					await Promise.all(landing);
					expect(last.error).toBeUndefined();
					expect(last.items).toHaveLength(count);
					expect(last.items.filter(({ json }) => json.doubles)).toEqual([]);
					const ids = last.items.map(({ json }) => String(json.id)).sort();
					expect((await marked()).map(({ id }) => String(id)).sort()).toEqual(ids);
				} finally {
					await front.stop();
				}
			}),
			{ numRuns: 15, endOnFailure: true },
		);
	} finally {
		jest.restoreAllMocks();
	}
}, 900_000);
