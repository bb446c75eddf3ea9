/**
 * Changes and looks in any order: records of one second, changes between two pages, records that become visible late, pages
 * that move, looks that fail, places in a list that AMPECO forgets, starts of n8n. Every record is handed over in its last version, and no version twice.
 */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests } from '../../tools/tenant.mts';
import { pollerOf } from './poller.mts';
import type { Poller } from './poller.mts';
import { startAwkwardTenant } from './tenant.mts';
import { World, idTags, userGroups } from './world';
import type { Collection } from './world';

/** Seconds within which a change becomes visible; the trigger waits for 120. */
const LATEST = 100;

const sandbox = duringTests(async () => await startSandbox({ scale: 0 }));
const tenant = duringTests(async () => await startAwkwardTenant(sandbox));

const pick = fc.nat(20);
const late = fc.integer({ min: 1, max: LATEST });
const common = [
	fc.record({ kind: fc.constant('make' as const) }),
	fc.record({ kind: fc.constant('makeLate' as const), seconds: late }),
	fc.record({ kind: fc.constant('change' as const), pick }),
	fc.record({ kind: fc.constant('change' as const), pick }),
	fc.record({ kind: fc.constant('remove' as const), pick }),
	fc.record({ kind: fc.constant('forward' as const), seconds: fc.integer({ min: 1, max: 150 }) }),
	fc.record({ kind: fc.constant('poll' as const) }),
	fc.record({ kind: fc.constant('poll' as const) }),
	fc.record({
		kind: fc.constant('pollWhile' as const),
		what: fc.constantFrom('make' as const, 'change' as const, 'remove' as const),
		pick,
		page: fc.integer({ min: 1, max: 6 }),
	}),
	fc.record({ kind: fc.constant('pollFails' as const), page: fc.integer({ min: 1, max: 4 }) }),
	fc.record({ kind: fc.constant('makeOverTime' as const) }),
	fc.record({ kind: fc.constant('pollForgotten' as const) }),
	fc.record({ kind: fc.constant('pollForgotten' as const) }),
	fc.record({ kind: fc.constant('restart' as const) }),
];
const changeLate = fc.record({ kind: fc.constant('changeLate' as const), pick, seconds: late });
const stepsOf = <T>(kinds: Array<fc.Arbitrary<T>>) => fc.array(fc.oneof(...kinds), { minLength: 5, maxLength: 40 });
type StepOf<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
type Step = StepOf<(typeof common)[number]> | StepOf<typeof changeLate>;

const setting = fc.record({
	perPage: fc.integer({ min: 1, max: 4 }),
	exclusive: fc.boolean(),
	/** Whether each look ends after one page, to go on at the next. */
	portions: fc.boolean(),
	before: fc.nat(6),
	/** Seconds by which the tenant's clock leads the times of its records. */
	lead: fc.constantFrom(0, 0, 900),
});

async function play(collection: Collection, event: string, settings: StepOf<typeof setting>, steps: Step[]) {
	await sandbox.reset();
	const { perPage, exclusive, portions, lead } = settings;
	const { awkward } = tenant;
	Object.assign(awkward, { perPage, exclusive, lead, refuse: undefined, status: undefined, before: undefined });
	awkward.hidden.clear();
	const world = new World(sandbox, collection);
	for (let made = 0; made < settings.before; made += 1) await world.make();
	const atFirst = new Map(world.last);
	// A first look that takes several polls cannot tell what changed in the second it began from what changed since.
	if (portions) await sandbox.forward(3);
	const poller: Poller = pollerOf({
		credential: { url: tenant.url, token: sandbox.token },
		parameters: { event, output: 'raw' },
		...(portions ? { budget: 0 } : {}),
	});
	const got: IDataObject[] = [];
	got.push(...(await poller.start()));

	for (const one of steps) {
		switch (one.kind) {
			case 'make':
				await world.make();
				break;
			case 'makeOverTime':
				// So long that a mark does not remember the versions of the first ones when a reading is at the last.
				for (let made = 0; made < 4; made += 1) {
					await world.make();
					await sandbox.forward(150);
				}
				break;
			case 'change':
				await world.change(one.pick);
				break;
			case 'makeLate':
			case 'changeLate': {
				const id = one.kind === 'makeLate' ? await world.make() : await world.change(one.pick);
				const { now } = await sandbox.admin('GET', '/clock');
				if (id) awkward.hidden.set(id, Date.parse(now) + one.seconds * 1000);
				break;
			}
			case 'remove':
				await world.remove(one.pick);
				break;
			case 'forward':
				await sandbox.forward(one.seconds);
				break;
			case 'poll':
				got.push(...(await poller.poll()));
				break;
			case 'pollWhile':
				tenant.count();
				awkward.before = async (page) => {
					if (page !== one.page) return;
					if (one.what === 'make') await world.make();
					else await world[one.what](one.pick);
				};
				got.push(...(await poller.poll()));
				awkward.before = undefined;
				break;
			case 'pollFails':
				tenant.count();
				awkward.refuse = one.page;
				got.push(...(await poller.poll().catch(() => [])));
				awkward.refuse = undefined;
				break;
			case 'pollForgotten':
				// AMPECO does not know the place where the last look stopped; a look that begins fails.
				tenant.count();
				Object.assign(awkward, { refuse: 1, status: 422 });
				got.push(...(await poller.poll().catch(() => [])));
				Object.assign(awkward, { refuse: undefined, status: undefined });
				break;
			case 'restart':
				got.push(...(await poller.start()));
				break;
		}
	}
	// Everything is visible, and everything is read: first what was under way, then all.
	await sandbox.forward(LATEST);
	for (let readings = 0; readings < 2; readings += 1) {
		do got.push(...(await poller.poll()));
		while (poller.state().reading);
	}
	return { world, atFirst, got };
}

const twice = (all: string[]) => all.filter((one, index) => all.indexOf(one) !== index);

describe.each([
	['a list with cursors', idTags, 'idTagChanged', 20],
	['a list by page numbers', userGroups, 'userGroupChanged', 15],
] as const)('changes of %s', (_name, collection, event, numRuns) => {
	test('come in their last version, and no version twice', async () => {
		await fc.assert(
			fc.asyncProperty(setting, stepsOf<Step>([...common, changeLate]), async (settings, steps) => {
				const { world, atFirst, got } = await play(collection, event, settings, steps);
				const versions = got.map((record) => `${record.id} ${collection.versionOf(record)}`);
				const wanted = [...world.last]
					.filter(([id, version]) => atFirst.get(id) !== version)
					.map((entry) => entry.join(' '));
				expect(wanted.filter((version) => !versions.includes(version))).toEqual([]);
				expect(twice(versions)).toEqual([]);
				// Where a first look takes several polls by a clock that leads, what was there may come.
				if (settings.portions && settings.lead > 0) return;
				expect(versions.filter((version) => [...atFirst].some((entry) => entry.join(' ') === version))).toEqual([]);
			}),
			{ numRuns },
		);
	}, 600_000);
});

test('new records come once each, whatever becomes of them, and old ones never', async () => {
	await fc.assert(
		fc.asyncProperty(setting, stepsOf<Step>(common), async (settings, steps) => {
			const { world, atFirst, got } = await play(idTags, 'idTagCreated', settings, steps);
			const ids = got.map(({ id }) => String(id));
			const wanted = [...world.last.keys()].filter((id) => !atFirst.has(id));
			expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
			expect(twice(ids)).toEqual([]);
			if (settings.portions && settings.lead > 0) return;
			expect(ids.filter((id) => atFirst.has(id))).toEqual([]);
		}),
		{ numRuns: 20 },
	);
}, 600_000);
