/** Lists: each way of paging with each limit, as few requests as possible, and no way to run for ever. */
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { getMany, resource } = catalogue;

const TOTAL = 250;
const records = Array.from({ length: TOTAL }, (_, index) => ({ id: index + 1 }));

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		operations: {
			...Object.fromEntries(
				(['cursor', 'page', 'perPage', 'links', 'none'] as const).map((paging) => [
					paging,
					getMany(`GET /public-api/resources/${paging}`, { says: 'Lists things', paging }),
				]),
			),
			large: getMany('GET /public-api/large', { says: 'Lists things', paging: 'cursor', largestPage: 500 }),
		},
	}),
]);

const { engine, server } = withProbe();

/** A tenant with 250 records that pages by cursor when asked to, else by number, at most 100 at a time, of some 500. */
function pagingTenant(url: string) {
	const { pathname, searchParams } = new URL(url, 'http://tenant');
	if (pathname.endsWith('/none')) return { data: records };
	const size = Math.min(Number(searchParams.get('per_page') ?? 100), pathname.endsWith('/large') ? 500 : 100);
	const byCursor = searchParams.has('cursor') || pathname.endsWith('perPage') || pathname.endsWith('links');
	const cursor = searchParams.get('cursor');
	const start = byCursor
		? Number(Buffer.from(cursor ?? '', 'base64').toString() || 0)
		: (Number(searchParams.get('page') ?? 1) - 1) * size;
	const end = start + size;
	const data = records.slice(start, end);
	const last = end >= TOTAL;
	const next = byCursor
		? `cursor=${encodeURIComponent(Buffer.from(String(end)).toString('base64'))}`
		: `page=${Math.floor(end / size) + 1}`;
	const links = { next: last ? null : `https://another-host.example${pathname}?per_page=${size}&${next}` };
	const meta = byCursor
		? { per_page: size, next_cursor: last ? null : Buffer.from(String(end)).toString('base64') }
		: { per_page: size, current_page: Number(searchParams.get('page') ?? 1), last_page: Math.ceil(TOTAL / size) };
	return { data, links, meta };
}

async function list(paging: string, parameters: object, path: 'custom' | 'stock' = 'custom') {
	return await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: { resource: 'thing', operation: paging, ...parameters },
		credentials: { ampecoApi: { url: server.url, token: 'token' } },
		path,
	});
}

const limits: Array<[string, number | 'all', number, number]> = [
	// way of paging, limit, items, requests
	...(['cursor', 'page'] as const).flatMap(
		(paging): Array<[string, number | 'all', number, number]> => [
			[paging, 0, 0, 0],
			[paging, 1, 1, 1],
			[paging, 99, 99, 1],
			[paging, 100, 100, 1],
			[paging, 101, 101, 2],
			[paging, 150, 150, 2],
			[paging, 'all', 250, 3],
		],
	),
	['perPage', 150, 150, 2],
	['perPage', 'all', 250, 3],
	['links', 150, 150, 2],
	['links', 'all', 250, 3],
	['none', 'all', 250, 1],
];

test.each(limits)(
	'%s with limit %s gives %i items in %i requests, on both ways',
	async (paging, limit, items, requests) => {
		const parameters = paging === 'none' ? {} : limit === 'all' ? { returnAll: true } : { returnAll: false, limit };
		const seen: string[][] = [];
		for (const path of ['custom', 'stock'] as const) {
			server.answer((request) => pagingTenant(request.url));
			const run = await list(paging, parameters, path);
			expect(run.error).toBeUndefined();
			expect(run.items.map(({ json }) => json.id)).toEqual(records.slice(0, items).map(({ id }) => id));
			for (const { pairedItem } of run.items) expect(pairedItem).toEqual({ item: 0 });
			expect(server.received).toHaveLength(requests);
			seen.push(server.received.map(({ url }) => url));
		}
		expect(seen[0]).toEqual(seen[1]);
	},
);

test.each([150, 101, 'all'] as const)(
	'a tenant that counts pages by number although it was asked for a cursor gives each record once, limit %s',
	async (limit) => {
		server.answer((request) => pagingTenant(request.url.replace(/&cursor=$/, '')));
		const { items } = await list('cursor', limit === 'all' ? { returnAll: true } : { limit });
		expect(items.map(({ json }) => json.id)).toEqual(
			records.slice(0, limit === 'all' ? TOTAL : limit).map(({ id }) => id),
		);
	},
);

test('a cursor is asked for by an empty one, and a page by number begins with a record that is known', async () => {
	server.answer((request) => pagingTenant(request.url));
	await list('cursor', { limit: 150 });
	expect(server.received.map(({ url }) => url.split('?')[1])).toEqual([
		'per_page=100&cursor=',
		`per_page=50&cursor=${encodeURIComponent(Buffer.from('100').toString('base64'))}`,
	]);
	server.answer((request) => pagingTenant(request.url));
	await list('page', { limit: 150 });
	expect(server.received.map(({ url }) => url.split('?')[1])).toEqual(['per_page=100', 'per_page=75&page=2']);
});

test('a list that takes larger pages is read by them', async () => {
	server.answer((request) => pagingTenant(request.url));
	const { items } = await list('large', { returnAll: true });
	expect(items).toHaveLength(TOTAL);
	expect(server.received.map(({ url }) => url)).toEqual(['/public-api/large?per_page=500&cursor=']);
});

test('a cursor that repeats ends in one clear sentence instead of an endless run', async () => {
	server.answer(() => ({ data: records.slice(0, 100), meta: { next_cursor: 'same' } }));
	const run = await list('cursor', { returnAll: true });
	expect(run.error?.message).toBe('AMPECO keeps answering with the same page, so the list cannot be read to its end');
	expect(server.received.length).toBeLessThanOrEqual(2);
});

test.each(['cursor', 'page'])('an empty page in the middle of a list is not its end (%s)', async (paging) => {
	server.answer((request) => {
		const page = pagingTenant(request.url) as { data: Array<{ id: number }> };
		return { ...page, data: page.data.filter(({ id }) => id < 101 || id > 200) };
	});
	const { items } = await list(paging, { returnAll: true });
	expect(items.map(({ json }) => json.id)).toEqual(records.map(({ id }) => id).filter((id) => id < 101 || id > 200));
});

test('empty pages without an end are an error, not an endless run', async () => {
	let pages = 0;
	server.answer(() => ({ data: [], meta: { next_cursor: String((pages += 1)) } }));
	const run = await list('cursor', { returnAll: true });
	expect(run.error?.message).toBe('AMPECO keeps answering with empty pages, so the list cannot be read to its end');
	expect(server.received.length).toBeLessThanOrEqual(25);
});

test('an empty list gives no items', async () => {
	server.answer(() => ({ data: [], links: { next: null }, meta: {} }));
	const run = await list('cursor', { returnAll: true });
	expect(run.error).toBeUndefined();
	expect(run.items).toEqual([]);
});

test('a list whose cursors never end is an error, not a full memory', async () => {
	const page = Array.from({ length: 50_000 }, (_, id) => ({ id }));
	let count = 0;
	server.answer(() => ({ data: page, meta: { next_cursor: `cursor ${(count += 1)}` } }));
	const { error, items } = await list('cursor', { returnAll: true });
	expect(error?.message).toBe('The list has more than 1,000,000 records');
	expect(items).toEqual([]);
	expect(count).toBe(20);
});
