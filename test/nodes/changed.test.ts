/**
 * "Get Many Since Last Run": a workflow that stores the mark when it is done has every record in its last version, whatever
 * happens between two runs and within one.
 */
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import type { NodeRun } from '../../tools/engine.mts';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { startAwkwardTenant } from '../polling/tenant.mts';
import { startProbeServer } from '../nodes/probe.mts';
import { World, idTags, userGroups } from '../polling/world';
import type { Collection } from '../polling/world';

/** The tenant's time at the start of each test. */
const START = '2026-11-01T08:00:00Z';

/** A mark stays so many seconds behind. */
const OVERLAP = 120;

/** Seconds within which a change becomes visible. */
const LATEST = 100;

const { engine, sandbox } = withTenant({ scale: 0 });
const tenant = duringTests(async () => await startAwkwardTenant(sandbox));

beforeEach(async () => {
	await sandbox.reset();
	Object.assign(tenant.awkward, {
		perPage: undefined,
		exclusive: false,
		refuse: undefined,
		status: undefined,
		before: undefined,
		timeless: false,
		lead: 0,
	});
	tenant.awkward.hidden.clear();
	tenant.count();
});

type Settings = Partial<Omit<NodeRun, 'items'>>;

async function run(lastMark: unknown = '', parameters: IDataObject = {}, settings: Settings = {}) {
	const { items, error } = await engine.runNode({
		node: 'ampecoUser',
		parameters: {
			resource: 'idTag',
			operation: 'getChanged',
			lastMark,
			output: 'raw',
			...parameters,
		} as INodeParameters,
		items: [{}],
		credentials: { ampecoApi: { url: tenant.url, token: sandbox.token } },
		...settings,
	});
	const records = items.map(({ json }) => json);
	return {
		records,
		error,
		labels: records.map(({ idLabel, name }) => idLabel ?? name),
		mark: records.at(-1)?.nextMark as string,
	};
}

async function makeTag(idLabel: string): Promise<string> {
	const { data } = await sandbox.call('POST', idTags.path, idTags.made(idLabel));
	return String(data.data.id);
}

const changeTag = async (id: string, idLabel: string) =>
	await sandbox.call('PATCH', `${idTags.path}/${id}`, { idLabel });

async function lastQuery() {
	const [entry] = await sandbox.journal({ method: 'GET', last: 1 });
	return entry.query;
}

const before = (seconds: number, time = START) =>
	new Date(Date.parse(time) - seconds * 1000).toISOString().replace('.000', '');

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	const go = async (lastMark?: unknown, parameters?: IDataObject) => await run(lastMark, parameters, { path });

	test('without a mark all there is, then with each mark what changed since', async () => {
		const [one] = [await makeTag('one'), await makeTag('two')];
		await sandbox.forward(OVERLAP + 10);
		const first = await go();
		expect(first.error).toBeUndefined();
		expect(first.labels).toEqual(['one', 'two']);
		expect(first.records.map(({ nextMark }) => nextMark)).toEqual([first.mark, first.mark]);
		expect(first.mark).toMatch(/^\S+Z [+][^ ]{17}$/);
		expect(Math.abs(Date.parse(first.mark.split(' ')[0]) - Date.parse(before(OVERLAP)))).toBeLessThan(10_000);
		expect((await go(first.mark)).labels).toEqual([]);
		await sandbox.forward(60);
		await makeTag('three');
		await changeTag(one, 'one again');
		const second = await go(first.mark);
		expect(second.labels).toEqual(['one again', 'three']);
		await sandbox.forward(OVERLAP + 10);
		// What changed within two minutes before it is asked for once more, as something beside it may have been late.
		const third = await go(second.mark);
		expect(third.labels).toEqual([]);
		await makeTag('four');
		expect((await go(second.mark)).labels).toEqual(['four']);
	});

	test('a change that bears an earlier time than the clock by which the list was read', async () => {
		tenant.awkward.lead = 1800;
		await makeTag('one');
		const first = await go();
		await sandbox.forward(1);
		await makeTag('two');
		expect((await go(first.mark)).labels).toEqual(['two']);
	});

	test('a change that becomes visible late', async () => {
		await makeTag('seen');
		const late = await makeTag('late');
		tenant.awkward.hidden.set(late, Date.parse(START) + 60_000);
		const first = await go();
		expect(first.labels).toEqual(['seen']);
		await sandbox.forward(61);
		expect((await go(first.mark)).labels).toContain('late');
	});

	test('in portions, with what changes meanwhile', async () => {
		const ids = [];
		for (const label of ['a', 'b', 'c', 'd', 'e']) ids.push(await makeTag(label));
		await sandbox.forward(600);
		const first = await go('', { limitPerRun: 2 });
		expect(first.labels).toEqual(['a', 'b']);
		await changeTag(ids[0], 'a again');
		// Long after the first of the list was read.
		await sandbox.forward(600);
		const second = await go(first.mark, { limitPerRun: 2 });
		expect(second.labels).toEqual(['c', 'd']);
		const third = await go(second.mark, { limitPerRun: 3 });
		expect(third.labels).toEqual(['e']);
		expect(third.mark).toMatch(/^2026-11-01T0[78]:\d\d:\d\dZ( [+]\S+)?$/);
		expect((await go(third.mark)).labels).toEqual(['a again']);
	});

	test('when what was left of a portion is gone, what changed since comes at once', async () => {
		const ids = [];
		for (const label of ['a', 'b', 'c', 'd']) ids.push(await makeTag(label));
		await sandbox.forward(600);
		const { mark } = await go('', { limitPerRun: 2 });
		for (const id of ids.slice(2)) await sandbox.call('DELETE', `${idTags.path}/${id}`);
		expect((await go(mark)).labels).toEqual([]);
		await sandbox.forward(600);
		await changeTag(ids[0], 'a again');
		const second = await go(mark);
		expect(second.labels).toEqual(['a again']);
		expect(second.mark).toMatch(/^\S+Z [+]\S+$/);
	});

	test('a run that fails gives nothing, and its mark is good for the next', async () => {
		for (const label of ['a', 'b', 'c', 'd']) await makeTag(label);
		tenant.awkward.perPage = 2;
		tenant.awkward.refuse = 2;
		const failed = await go();
		expect(failed.error?.message).toBe('AMPECO does not allow this: No');
		expect(failed.records).toEqual([]);
		tenant.awkward.refuse = undefined;
		expect((await go()).labels).toEqual(['a', 'b', 'c', 'd']);
	});
});

describe('the mark', () => {
	test('is a date a person gives, or one of an expression', async () => {
		await run('2026-10-01T10:00:00+03:00');
		expect(await lastQuery()).toContainEqual(['filter[lastUpdatedAfter]', '2026-10-01T07:00:00Z']);
		await run('={{ DateTime.fromISO("2026-10-01T10:00:00Z") }}');
		expect(await lastQuery()).toContainEqual(['filter[lastUpdatedAfter]', '2026-10-01T10:00:00Z']);
		await run('={{ undefined }}');
		expect((await lastQuery()).map(([name]) => name)).not.toContain('filter[lastUpdatedAfter]');
	});

	test("goes by AMPECO's clock, and never back", async () => {
		await makeTag('one');
		const first = await run();
		expect(Date.parse(first.mark.split(' ')[0]) - Date.parse(before(OVERLAP))).toBeLessThanOrEqual(10_000);
		const recent = before(30);
		await sandbox.forward(5);
		expect((await run(recent)).mark.split(' ')[0]).toBe(recent);
	});

	test('remembers a hundred versions, and what is more comes once more', async () => {
		for (let made = 0; made < 103; made += 1) await makeTag(`tag ${made}`);
		const first = await run();
		expect(first.records).toHaveLength(103);
		expect(first.mark.length).toBeLessThan(1000);
		const second = await run(first.mark);
		expect(second.labels).toEqual(['tag 0', 'tag 1', 'tag 2']);
		await sandbox.forward(2 * 3600);
		expect((await run(second.mark)).records.length).toBeLessThanOrEqual(103);
	});

	test.each([
		['some text', 'Mark of Last Run must be the nextMark of an earlier run, or a date such as 2026-01-31T08:00:00Z.'],
		[
			'2026-11-01T08:00:00Z 2026-11-01T08:00:00Z abc %E0%A4%A',
			'Mark of Last Run must be the nextMark of an earlier run, or a date such as 2026-01-31T08:00:00Z.',
		],
		[
			'2036-01-01T00:00:00Z',
			'Mark of Last Run is in the future: 2036-01-01T00:00:00Z. Give the nextMark of the last run, or a date that is past.',
		],
	])('%s is refused in a sentence', async (mark, sentence) => {
		expect((await run(mark)).error?.message).toBe(sentence);
	});

	test('of the middle of a list goes with its filters only', async () => {
		for (const label of ['a', 'b', 'c']) await makeTag(label);
		const { mark } = await run('', { limitPerRun: 2 });
		tenant.count();
		const other = await run(mark, { filters: { status: 'disabled' } });
		expect(other.error?.message).toBe(
			'Mark of Last Run is from the middle of a list with other filters, or of another tenant',
		);
		expect(other.error?.description).toBe(
			'Leave it empty to begin that list again; what came already comes once more.',
		);
		expect(tenant.count()).toBe(0);
		expect((await run(mark)).labels).toEqual(['c']);
	});

	test('of a place AMPECO does not know any more says where to begin again', async () => {
		for (const label of ['a', 'b', 'c']) await makeTag(label);
		const { mark } = await run(before(60), { limitPerRun: 2 });
		Object.assign(tenant.awkward, { refuse: 1, status: 404 });
		tenant.count();
		const { error } = await run(mark);
		expect(error?.message).toMatch(/^AMPECO does not go on where the last run stopped\. /);
		expect(error?.description).toBe(
			`Set Mark of Last Run to ${before(60)} to begin that list again; what came already comes once more.`,
		);
	});
});

test('filters of a person are sent; those for the time of a change are not in the form, and n8n drops what is left of Get Many', async () => {
	const filters = { status: 'enabled', lastUpdatedAfter: '2020-01-01', lastUpdatedBefore: '2020-01-02' };
	await run('2026-10-01T00:00:00Z', { filters });
	const names = (await lastQuery()).filter(([name]) => name.startsWith('filter'));
	expect(names).toEqual([
		['filter[status]', 'enabled'],
		['filter[lastUpdatedAfter]', '2026-10-01T00:00:00Z'],
	]);
});

const changed = loadNodes(dist, registeredFolders()).flatMap(({ type, resources }) =>
	resources.flatMap(({ value: resource, operations }) =>
		Object.entries(operations).flatMap(([operation, one]) => {
			if (one.kind !== 'changed') return [];
			const above = [...one.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
				name,
				{ __rl: true, mode: 'id', value: '1' },
			]);
			const chosen = { resource, operation, ...Object.fromEntries(above) } as IDataObject;
			return [{ resource, node: type.description.name, chosen, filters: one.list.filters }];
		}),
	),
);

test.each(changed)(
	'$resource: the time of a change among Other Filters is refused',
	async ({ node, filters, chosen }) => {
		const times = Object.entries(filters).filter(([, { label }]) =>
			/^(Last )?Updated (After|Before|Since)$/.test(label),
		);
		expect(times.length).toBeGreaterThan(0);
		tenant.count();
		for (const [key, { label, wire = key }] of times) {
			for (const path of ['custom', 'stock'] as const) {
				const otherFilters = { items: [{ name: wire, value: '2020-01-01' }] };
				const other = await run('', { ...chosen, filters: { otherFilters } }, { node, path });
				expect(other.error?.message).toBe(
					`Other Filters cannot have ${label} here, as the node sets it by itself. Remove it.`,
				);
			}
		}
		expect(tenant.count()).toBe(0);
	},
);

test('each input item has a list of its own, whose records bear one mark', async () => {
	await makeTag('one');
	await makeTag('two');
	const items = [{ since: '2026-10-01T00:00:00Z' }, { since: '' }];
	const { records } = await run('={{ $json.since }}', { filters: { idLabel: '={{ $json.since ? "one" : "two" }}' } }, {
		items,
	} as never);
	expect(records.map(({ idLabel }) => idLabel)).toEqual(['one', 'two']);
	expect(records[0].nextMark).not.toBe(records[1].nextMark);
});

describe.each(['custom', 'stock'] as const)('a tenant that is too old, %s', (path) => {
	const old = duringTests(startProbeServer);
	beforeEach(() => {
		old.received.length = 0;
	});

	test.each([
		['ampecoTariff', 'tariff', '2026-10-01T00:00:00Z', {}, 'Mark of Last Run'],
		['ampecoEnergy', 'electricityMeter', '2026-10-01T00:00:00Z', {}, 'Mark of Last Run'],
		['ampecoPartner', 'partner', '', { options: { include: ['corporateBillingSettings'] } }, 'Include'],
	])('%s %s', async (node, resource, mark, parameters, label) => {
		const credentials = { ampecoApi: { url: `${old.url}`, token: 'token' } };
		for (const status of [200, 422]) {
			old.answer((_, reply) =>
				reply
					.code(status)
					.header('X-App-Version', '3.110.0')
					.send(status === 200 ? { data: [{ id: 1 }] } : { message: 'No' }),
			);
			const { error, records } = await run(mark, { resource, ...parameters }, { node, path, credentials });
			expect(records).toEqual([]);
			expect(error?.message).toBe(
				`${label} came with AMPECO 3.251, but this tenant runs 3.110.0 and would take no notice of it`,
			);
		}
	});
});

test('a list by page numbers that moves while it is read', async () => {
	const ids: string[] = [];
	for (const label of ['a', 'b', 'c', 'd', 'e']) {
		const { data } = await sandbox.call('POST', userGroups.path, userGroups.made(label));
		ids.push(String(data.data.id));
	}
	tenant.awkward.perPage = 2;
	tenant.awkward.before = async (page) => {
		if (page === 2) await sandbox.call('DELETE', `${userGroups.path}/${ids[0]}`);
	};
	expect((await run('', { resource: 'userGroup' })).labels).toEqual(['b', 'c', 'd', 'e']);
});

test('the simple form bears the mark as well', async () => {
	await makeTag('one');
	const { records } = await run('', { output: 'simplified' });
	expect(Object.keys(records[0])).toContain('nextMark');
	expect(Object.keys(records[0])).not.toContain('defaultPaymentOption');
});

test('is there for every list that can be asked for changes, under one key, and for no other', () => {
	const expected: string[] = [];
	const found: string[] = [];
	const { readFileSync } = jest.requireActual<{ readFileSync: (file: string, encoding: string) => string }>('node:fs');
	const page = readFileSync('docs/since-last-run.md', 'utf8');
	for (const { type, resources } of loadNodes(dist, registeredFolders())) {
		for (const { value, deprecated, operations } of resources) {
			const after = Object.keys(operations.getAll?.filters ?? {}).find((key) =>
				/^(lastUpdated|updated)(After|Since)$/.test(key),
			);
			if (after && !deprecated) expected.push(`${value} getChanged ${after}`);
			for (const [key, operation] of Object.entries(operations))
				if (operation.kind === 'changed') found.push(`${value} ${key} ${operation.changedAfter}`);
		}
		const names = resources.filter(({ operations }) => operations.getChanged).map(({ name }) => name);
		if (names.length > 0)
			expect(page).toContain(`| ${type.description.displayName.replace('AMPECO ', '')} | ${names.join(', ')} |`);
	}
	expect(found).toEqual(expected);
	expect(found.length).toBeGreaterThan(20);
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) =>
	fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight, arbitrary });
const late = maybe(fc.integer({ min: 1, max: LATEST }));
const pick = fc.nat(20);
const step = fc.oneof(
	fc.record({ kind: fc.constant('make' as const), late }),
	fc.record({ kind: fc.constant('change' as const), pick, late }),
	fc.record({ kind: fc.constant('remove' as const), pick }),
	fc.record({ kind: fc.constant('forward' as const), seconds: fc.integer({ min: 1, max: 150 }) }),
	fc.record({
		kind: fc.constant('run' as const),
		limit: maybe(fc.integer({ min: 1, max: 5 }), 4),
		/** What happens before one of its pages. */
		meanwhile: maybe(
			fc.record({
				what: fc.constantFrom('make' as const, 'change' as const, 'remove' as const),
				pick,
				page: fc.integer({ min: 1, max: 4 }),
			}),
			3,
		),
		/** A page that is refused. */
		refuse: maybe(fc.integer({ min: 1, max: 3 })),
		/** The workflow fails after this node. */
		lost: maybe(fc.constant(true)),
	}),
);
const setting = fc.record({
	perPage: fc.integer({ min: 1, max: 4 }),
	exclusive: fc.boolean(),
	/** Seconds by which the tenant's clock leads the times of its records. */
	lead: fc.constantFrom(0, 0, 900),
});

describe.each([
	['a list with cursors', idTags, 'idTag', 40],
	['a list by page numbers', userGroups, 'userGroup', 40],
] as const)('%s', (_name, collection: Collection, resource, numRuns) => {
	test('a copy has every record in its last version, in any order of changes, runs and failures', async () => {
		await fc.assert(
			fc.asyncProperty(setting, fc.array(step, { minLength: 5, maxLength: 30 }), async (settings, steps) => {
				await sandbox.reset();
				const { awkward } = tenant;
				Object.assign(awkward, { ...settings, refuse: undefined, before: undefined });
				awkward.hidden.clear();
				const world = new World(sandbox, collection);
				const copy = new Map<string, unknown>();
				let mark = '';

				const once = async (limitPerRun?: number, lost?: boolean) => {
					const { records, error, mark: next } = await run(mark, { resource, ...(limitPerRun ? { limitPerRun } : {}) });
					if (lost) return;
					for (const record of records) copy.set(String(record.id), collection.versionOf(record));
					mark = next ?? mark;
					if (!awkward.refuse) expect(error).toBeUndefined();
				};

				for (const one of steps) {
					if (one.kind === 'forward') await sandbox.forward(one.seconds);
					else if (one.kind === 'remove') await world.remove(one.pick);
					else if (one.kind === 'run') {
						const { meanwhile, refuse } = one;
						tenant.count();
						awkward.refuse = refuse;
						awkward.before = async (page) => {
							if (page !== meanwhile?.page) return;
							if (meanwhile.what === 'make') await world.make();
							else await world[meanwhile.what](meanwhile.pick);
						};
						await once(one.limit, one.lost);
						Object.assign(awkward, { refuse: undefined, before: undefined });
					} else {
						const id = one.kind === 'make' ? await world.make() : await world.change(one.pick);
						const { now } = await sandbox.admin('GET', '/clock');
						if (id && one.late) awkward.hidden.set(id, Date.parse(now) + one.late * 1000);
					}
				}
				// Everything is visible; what is left of the list under way, and then what changed meanwhile.
				await sandbox.forward(LATEST);
				await once();
				await once();
				const missing = [...world.last].filter(([id, version]) => copy.get(id) !== version);
				expect(missing).toEqual([]);
			}),
			{ numRuns },
		);
	}, 600_000);
});
