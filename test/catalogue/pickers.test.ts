/** Every picker: its list shows records by a readable label, goes on to the next page, and finds what a person types. */
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import type { EntityKey } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders, say, shared } from '../../tools/catalogue/built.mts';
import { withTenant } from '../../tools/tenant.mts';
import { entityOfSegment, existingIds } from './existing';

const { catalogue, entities, entityOf, searchMethodOf } = shared(dist);

/** Entity -> a node that offers its picker. */
const offered = new Map<string, string>();
/** The routes of all single records, without the name of the last segment; and the filters of each list. */
const gets = new Set<string>();
const filters = new Map<string, Set<string>>();
for (const { type, resources } of loadNodes(dist, registeredFolders())) {
	for (const operation of resources.flatMap(({ operations }) => Object.values(operations))) {
		gets.add(operation.route.replace(/\{\w+\}$/, '{}'));
		if (operation.kind === 'list') filters.set(operation.route, new Set(Object.keys(operation.filters ?? {})));
	}
	for (const method of Object.keys(type.methods?.listSearch ?? {})) {
		const entity = Object.keys(entities).find((name) => searchMethodOf(name as EntityKey) === method);
		if (entity) offered.set(entity, type.description.name);
	}
}

const { engine, sandbox, credentials } = withTenant({ seed: 'pickers', scale: 0.05 });
let ids: (entity: string) => unknown;
const empty: string[] = [];

beforeAll(async () => {
	ids = await existingIds(sandbox, entities);
}, 30_000);

afterAll(async () => {
	say(`${offered.size} pickers were opened; the sandbox has nothing to show in: ${empty.join(', ') || 'none'}`);
});

/** The fields that say whose records the list shows. */
function parents(entity: string): INodeParameters {
	return Object.fromEntries(
		catalogue
			.segmentsOf(entityOf(entity as EntityKey).route)
			.map((segment) => [segment, { __rl: true, mode: 'id', value: String(ids(entityOfSegment(segment))) }]),
	);
}

async function search(entity: string, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	return await engine.listSearch({
		node: offered.get(entity)!,
		method: searchMethodOf(entity as EntityKey),
		filter,
		paginationToken,
		parameters: parents(entity),
		credentials,
	});
}

describe.each([...offered.keys()].sort())('%s', (entity) => {
	test('lists, pages and finds', async () => {
		const first = await search(entity);
		if (first.results.length === 0) {
			empty.push(entity);
			return;
		}
		for (const { name, value } of first.results) {
			expect(String(value)).toMatch(/^\S+$/);
			expect(name).toMatch(/\S/);
			expect(name).not.toMatch(/undefined|null|\[object|NaN/);
		}
		const values = first.results.map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		if (first.paginationToken) {
			const next = await search(entity, undefined, first.paginationToken as string);
			expect(next.results.length).toBeGreaterThan(0);
			expect(next.results.filter(({ value }) => values.includes(value))).toEqual([]);
		}
		const last = first.results[first.results.length - 1];
		const found = await search(entity, searchable(entity, last.name));
		expect(found.results.map(({ value }) => value)).toContain(last.value);
		expect((await search(entity, 'no such thing, surely')).results).toEqual([]);
	}, 30_000);

	test('can look up a typed ID, or says that it cannot', () => {
		const { route, single } = entityOf(entity as EntityKey);
		expect(gets.has(`${route}/{}`)).toBe(single !== false);
	});

	test('asks only for filters that the list has', () => {
		const { route, finds = {}, dated, user } = entityOf(entity as EntityKey);
		const wanted = [...Object.keys(finds), dated?.after, dated?.before, user?.filter].filter(
			(one) => one !== undefined,
		);
		expect(wanted.filter((key) => !filters.get(route)?.has(key))).toEqual([]);
	});

	const segments = catalogue.segmentsOf(entityOf(entity as EntityKey).route);
	if (segments.length > 0) {
		test('asks for what it depends on', async () => {
			const opened = engine.listSearch({
				node: offered.get(entity)!,
				method: searchMethodOf(entity as EntityKey),
				credentials,
			});
			await expect(opened).rejects.toThrow(/^Choose the .+ first, then open this list again\.$/);
		});
	}
});

/** What a person would type to find a record by its label; the user's name is no part of the record. */
function searchable(entity: string, label: string): string {
	return entityOf(entity as EntityKey).user ? label.slice(label.indexOf(', ') + 2) : label;
}
