/** Every picker: its list shows records by a readable label, goes on to the next page, and finds what a person types. */
import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import type { EntityKey } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders, say, shared } from '../../tools/catalogue/built.mts';
import { withTenant } from '../../tools/tenant.mts';
import { entityOfSegment, existingIds } from './existing';

const { catalogue, entities, entityOf, searchMethodOf } = shared(dist);

/** Entity -> a node that offers its picker. */
const offered = new Map<string, string>();
for (const { type } of loadNodes(dist, registeredFolders())) {
	for (const method of Object.keys(type.methods?.listSearch ?? {})) {
		const entity = Object.keys(entities).find((name) => searchMethodOf(name as EntityKey) === method);
		if (entity) offered.set(entity, type.description.name);
	}
}

const { engine, sandbox, credentials } = withTenant({ seed: 'pickers', scale: 0.2 });
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
		// What the tenant searches for itself is no part of the label everywhere.
		const last = first.results[first.results.length - 1];
		const text = searchable(entity, last.name);
		const found = await search(entity, text);
		expect(found.results.map(({ value }) => value)).toContain(last.value);
		expect((await search(entity, 'no such thing, surely')).results).toEqual([]);
	}, 30_000);

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

/** What a person would type to find a record by its label. */
function searchable(entity: string, label: string): string {
	if (entity === 'user') return /\(([^)]+@[^)]+)\)/.exec(label)?.[1] ?? label;
	return entityOf(entity as EntityKey).search ? label.split(' ')[0] : label;
}
