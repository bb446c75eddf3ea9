/**
 * Lists that move while they are read: whatever is added and deleted between two requests, every record that was there all the
 * while comes exactly once and in order, or the list is refused in a sentence. The table at the end says what one that stands still costs.
 */
import fc from 'fast-check';
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { getMany, resource } = catalogue;

const kinds = ['cursor', 'page', 'perPage', 'links'] as const;

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		operations: Object.fromEntries(
			kinds.map((paging) => [paging, getMany(`GET /public-api/resources/${paging}`, { says: 'Lists things', paging })]),
		),
	}),
]);

const { engine, server } = withProbe();

/** What happens to a list before a request. Places are parts of its length. */
interface Move {
	what: 'add' | 'delete';
	count: number;
	place: number;
}

interface Setting {
	paging: (typeof kinds)[number];
	/** Where new records come in: after all, before all, or anywhere, as in a list with a filter. */
	order: 'ascending' | 'descending' | 'any';
	/** Records of each page where the tenant does not take the size that is asked for. */
	fixed?: number;
	/** Whether it says size, number and last page of each page. */
	meta: boolean;
	ids: boolean;
	length: number;
	/** Before the second request, the third and so on. */
	moves: Move[][];
	/** All from then on. */
	forEver?: Move[];
	limit?: number;
}

/** A tenant's list; `kept` tells which of its first records were never deleted. */
class MovingList {
	private readonly names: number[];
	private made: number;
	requests = 0;

	constructor(private readonly setting: Setting) {
		this.names = Array.from({ length: setting.length }, (_, index) => index + 1);
		this.made = setting.length;
	}

	/** A page, after what happens before it. */
	answer(url: string) {
		const { setting } = this;
		this.requests += 1;
		const moves = this.requests === 1 ? [] : (setting.moves[this.requests - 2] ?? setting.forEver ?? []);
		for (const move of moves) this.move(move);
		const query = new URL(url, 'http://tenant').searchParams;
		const size = setting.fixed ?? Math.min(Number(query.get('per_page') ?? 100), 100);
		const page = Number(query.get('page') ?? 1);
		const last = Math.max(1, Math.ceil(this.names.length / size));
		const data = this.names
			.slice((page - 1) * size, page * size)
			.map((name) => (setting.ids ? { id: name } : { name, of: { at: name % 7 } }));
		const next = page < last ? `http://elsewhere.example/list?page=${page + 1}` : null;
		const meta = { current_page: page, per_page: size, last_page: last, total: this.names.length };
		return { data, links: { next }, ...(setting.meta ? { meta } : {}) };
	}

	private move({ what, count, place }: Move) {
		const { order } = this.setting;
		for (let done = 0; done < count; done += 1) {
			const at = Math.floor(place * this.names.length);
			if (what === 'delete') this.names.splice(Math.min(at, this.names.length - 1), 1);
			else
				this.names.splice(order === 'ascending' ? this.names.length : order === 'descending' ? 0 : at, 0, ++this.made);
		}
	}

	/** Those that were there all the while, in order. */
	kept(): number[] {
		return this.names.filter((name) => name <= this.setting.length);
	}

	/** Pages of the list at its longest. */
	pages(): number {
		return Math.ceil(Math.max(this.made, 1) / (this.setting.fixed ?? 100));
	}
}

async function read(setting: Setting) {
	const list = new MovingList(setting);
	server.answer(({ url }) => list.answer(url));
	const { limit } = setting;
	const { items, error } = await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: {
			resource: 'thing',
			operation: setting.paging,
			...(limit === undefined ? { returnAll: true } : { returnAll: false, limit }),
		},
		credentials: { ampecoApi: { url: server.url, token: 'token' } },
	});
	return { list, names: items.map(({ json }) => Number(json.id ?? json.name)), error };
}

const move = fc.record({
	what: fc.constantFrom('add' as const, 'delete' as const),
	count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 150 })),
	place: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
/** One that leaves no trace in the total. */
const swap = fc.tuple(fc.integer({ min: 1, max: 3 }), move, move).map(([count, one, other]): Move[] => [
	{ ...one, what: 'delete', count },
	{ ...other, what: 'add', count },
]);
const gap: fc.Arbitrary<Move[]> = fc.oneof(fc.constant<Move[]>([]), fc.array(move, { maxLength: 3 }), swap);
const setting: fc.Arbitrary<Setting> = fc
	.record({
		paging: fc.constantFrom(...kinds),
		order: fc.constantFrom('ascending' as const, 'descending' as const, 'any' as const),
		fixed: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
		meta: fc.boolean(),
		ids: fc.boolean(),
		length: fc.integer({ min: 0, max: 700 }),
		moves: fc.array(gap, { maxLength: 12 }),
		limit: fc.option(fc.integer({ min: 1, max: 800 }), { nil: undefined }),
	})
	// Not so many pages that a run takes long.
	.map((one) => ({ ...one, length: one.fixed ? Math.min(one.length, one.fixed * 12) : one.length }));

const SENTENCE = 'The list changes while it is read, so records could be missed';

test('every record that was there all the while comes once and in order, or a sentence', async () => {
	await fc.assert(
		fc.asyncProperty(setting, async (one) => {
			const { list, names, error } = await read(one);
			// As docs/reliability.md says: twice the pages and ten, or five readings.
			expect(list.requests).toBeLessThanOrEqual(7 * list.pages() + 10);
			if (error) return expect(error.message).toBe(SENTENCE);
			expect(new Set(names).size).toBe(names.length);
			const kept = list.kept();
			const came = names.filter((name) => kept.includes(name));
			const isWhole = names.length < (one.limit ?? Infinity);
			expect(came).toEqual(isWhole ? kept : kept.slice(0, came.length));
			expect(names.length).toBeLessThanOrEqual(one.limit ?? Infinity);
		}),
		{ numRuns: 200 },
	);
}, 300_000);

test('where AMPECO takes any size of a page and records have IDs, some moves do not end in an error', async () => {
	const mild = fc.array(fc.oneof(fc.constant<Move[]>([]), fc.array(move, { maxLength: 2 }), swap), { maxLength: 5 });
	const friendly = fc.record({
		...{ paging: fc.constantFrom('cursor' as const, 'page' as const, 'perPage' as const), meta: fc.boolean() },
		...{ order: fc.constantFrom('ascending' as const, 'descending' as const, 'any' as const) },
		...{ ids: fc.constant(true), length: fc.integer({ min: 101, max: 700 }), moves: mild },
	});
	await fc.assert(
		fc.asyncProperty(friendly, async (one) => {
			const { list, names, error } = await read(one);
			expect(error).toBeUndefined();
			const kept = list.kept();
			expect(names.filter((name) => kept.includes(name))).toEqual(kept);
		}),
		{ numRuns: 100 },
	);
}, 300_000);

describe.each([
	['of any size', undefined],
	['of one size', 20],
])('a list that never stands still, with pages %s,', (_name, fixed) => {
	test.each([
		['grows', [{ what: 'add' as const, count: 100, place: 0 }]],
		[
			'loses and gains',
			[
				{ what: 'delete' as const, count: 100, place: 0 },
				{ what: 'add' as const, count: 100, place: 0.9 },
			],
		],
	])('and %s, ends in a sentence that says what to do', async (_what, forEver) => {
		const setting = {
			paging: 'page' as const,
			order: 'ascending' as const,
			meta: true,
			ids: true,
			length: 400,
			moves: [],
		};
		const { list, error } = await read({ ...setting, fixed, forEver });
		expect(error?.message).toBe(SENTENCE);
		expect(error?.description).toBe(
			'Run it again later, or narrow the filters so that the list has fewer pages. Nothing was changed.',
		);
		expect(list.requests).toBeLessThanOrEqual(7 * list.pages() + 10);
	});
});

describe('a list that stands still takes', () => {
	const still = { order: 'ascending' as const, meta: true, ids: true, moves: [] };
	// Pages share a record, and their sizes only go so far: so a full last page is one more.
	test.each([
		[1, 1],
		[100, 1],
		[101, 2],
		[198, 2],
		[200, 3],
		[250, 3],
		[500, 6],
		[1000, 11],
		[2000, 23],
	])('for %i records by number %i requests', async (length, requests) => {
		const { list, names } = await read({ ...still, paging: 'page', length });
		expect(names).toEqual(list.kept());
		expect(list.requests).toBe(requests);
	});

	test('twice its pages where AMPECO does not take the size that is asked for', async () => {
		for (const one of [
			{ ...still, paging: 'links' as const, length: 250 },
			{ ...still, paging: 'page' as const, fixed: 50, length: 120 },
		]) {
			const { list, names } = await read(one);
			expect(names).toEqual(list.kept());
			expect(list.requests).toBe(2 * list.pages());
		}
	});
});
