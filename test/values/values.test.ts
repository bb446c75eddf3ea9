/**
 * Every kind of field, filter and option times every form in which values come: what is sent, or what is said. Makes the table
 * of docs/values.md; `UPDATE_DOCS=1 npm test -- test/values` writes it anew.
 */
import type { RunPath } from '../../tools/engine.mts';
import { madePart } from '../generated.mts';
import { withProbe } from '../nodes/probe.mts';
import type { Placed } from './cells.mts';
import { echo, inAddress, outcomesOf, probeOf } from './engine.mts';
import { isMeant, isNothing } from './meaning.mts';
import { tablesOf, titleOf } from './page.mts';
import { allKinds, cellsOf } from './values.mts';
import type { Cell } from './values.mts';

const kinds = allKinds();

/** A cell as a failing test names it. */
function named(kind: string, way: string, { form, usual, other }: Cell): string {
	return `${kind} ${way}, ${form.name}: ${JSON.stringify(usual)}${other ? ` / ${JSON.stringify(other)}` : ''}`;
}

const all = kinds.flatMap(({ name, fields, ways }) =>
	ways.flatMap(({ way, cells }) => cells.map((cell) => ({ name, field: fields[0], way, cell }))),
);

function rightsOf({ field: { field, place }, way, cell: { form, usual, other } }: (typeof all)[number]): boolean {
	const kind = { ...field, field, place, way: way.name } as Parameters<typeof isMeant>[0];
	if ('sent' in usual) return isMeant(kind, form.value, usual.sent);
	if ('said' in usual) return usual.said.startsWith('LABEL');
	return (
		(isNothing(form.value) || isEmptyForm(field, form.value)) &&
		other !== undefined &&
		'said' in other &&
		other.said.startsWith('LABEL')
	);
}

/** What n8n stores for fields of which none was added. */
function isEmptyForm({ kind }: Placed['field'], value: unknown): boolean {
	const isCollection = ['group', 'list', 'oneOf', 'map', 'translations'].includes(kind);
	return isCollection && JSON.stringify(value) === '{}' && !(value instanceof Date);
}

test('what is sent is what was meant, what is refused is named by its label, and only nothing is left out', () => {
	expect(all.filter((one) => !rightsOf(one)).map(({ name, way, cell }) => named(name, way.name, cell))).toEqual([]);
});

test('all fields of a kind behave alike', () => {
	const other: string[] = [];
	for (const { name, fields, ways } of kinds) {
		for (const { way, cells } of ways) {
			const expected = JSON.stringify(cells.map(({ usual, other }) => [usual, other]));
			const departs = (field: Placed) =>
				JSON.stringify(cellsOf(field, way).map(({ usual, other }) => [usual, other])) !== expected;
			other.push(...fields.filter(departs).map(({ of }) => `${name} ${way.name}: ${of}`));
		}
	}
	expect(other).toEqual([]);
}, 300_000);

test('the table in docs/values.md is the one these tests make', () => {
	const shown = kinds.flatMap((kind) =>
		kind.ways
			.filter(({ way }) => !way.dropped)
			.map(({ way, cells }) => ({ title: titleOf(kind.name, way.name), cells })),
	);
	const table = tablesOf(shown);
	expect(madePart('docs/values.md', 'test/values/values.test.ts', table)).toBe(table);
});

describe('in the engine', () => {
	const { engine, server } = withProbe();
	const probe = probeOf(kinds);
	const runs = kinds.flatMap((kind, index) =>
		kind.ways.filter(({ way }) => !way.dropped).map(({ way, cells }) => ({ kind, index, way, cells })),
	);

	/** What differs from the cells. */
	async function differences(path: RunPath, { kind, index, way, cells }: (typeof runs)[number]): Promise<string[]> {
		const outcomes = await outcomesOf(
			engine,
			probe,
			server.url,
			{ kind, index, way, path },
			cells.map(({ form }) => form),
		);
		return cells.flatMap((cell, place) => {
			const [is, should] = [outcomes[place], inAddress(cell.usual, kind.fields[0].place)].map((one) =>
				JSON.stringify(one),
			);
			return is === should ? [] : [`${kind.name} ${way.name}, ${cell.form.name}: ${is} instead of ${should}`];
		});
	}

	test('the same comes of all kinds in a run', async () => {
		echo(server);
		const all: string[] = [];
		for (const run of runs) all.push(...(await differences('custom', run)));
		expect(all).toEqual([]);
	}, 300_000);

	test('the same comes of each sort of field in stock routing, by turns of the forms', async () => {
		echo(server);
		const all: string[] = [];
		const sorts = new Set<string>();
		for (const run of runs) {
			const sort = `${run.kind.fields[0].field.kind} ${run.way.name}`;
			if (sorts.has(sort)) continue;
			const turn = sorts.size % 6;
			sorts.add(sort);
			all.push(...(await differences('stock', { ...run, cells: run.cells.filter((_, place) => place % 6 === turn) })));
		}
		expect(all).toEqual([]);
	}, 300_000);
});
