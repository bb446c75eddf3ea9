/**
 * Values from the input item, over all operations: every name of a field leads to that field or to none, and an item with the
 * values of a form, by whatever names, gives the request that the form gives.
 */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Field, FieldTable, Operation, Resource } from '../../nodes/shared/catalogue';
import type { Work } from '../../nodes/shared/runtime/run/work';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import { runsOf } from './examples';
import type { Case } from './examples';

type Values = Record<string, unknown>;
type OneOf = Extract<Field, { kind: 'oneOf' }>;

const { columns, kindOf, prepare } = shared(dist);
const ZONE = 'Europe/Sofia';

const operations = loadNodes(dist, registeredFolders()).flatMap(({ resources }) =>
	resources.flatMap((resource) =>
		Object.entries(resource.operations)
			.filter(([, operation]) => operation.body !== undefined)
			.map(([name, operation]) => ({ resource, name, operation, id: `${resource.value}.${name}` })),
	),
);

function tableOf({ body }: Operation): FieldTable {
	return (typeof body?.kind === 'string' ? { items: body } : body) as FieldTable;
}

const wireOf = (key: string, { wire }: Field) => (wire === undefined ? [key] : [wire].flat());

const plain = (name: string) => name.toLowerCase().replace(/[ _.>-]/g, '');

/** The names a person can call a field by. */
function namesOf(key: string, field: Field): string[] {
	const tag = field.kind === 'oneOf' && field.inline && field.tag ? [field.tag] : [];
	return [...new Set([field.label, key, wireOf(key, field).join('.'), ...tag])];
}

/** Every field with the ways to it, by labels, stored names and AMPECO's names. */
function waysTo(table: FieldTable, before = ['']): Array<{ label: string; field: Field; names: string[] }> {
	return Object.entries(table).flatMap(([key, field]) => {
		const names = before.flatMap((way) => namesOf(key, field).map((name) => way + name));
		const inner =
			field.kind === 'group'
				? waysTo(
						field.fields,
						names.map((name) => `${name} > `),
					)
				: [];
		return [{ label: names[0], field, names }, ...inner];
	});
}

test('every name of a field leads to it alone, and no field is without one', () => {
	const wrong: string[] = [];
	const check = (id: string, table: FieldTable) => {
		const { places } = columns.columnNames(table);
		for (const { label, field, names } of waysTo(table)) {
			const clear = names.filter((name) => places.get(columns.plainName(name))?.length === 1);
			if (clear.length === 0) wrong.push(`${id}: ${label} has no name of its own`);
			for (const name of clear) {
				if (places.get(columns.plainName(name))![0].field !== field) wrong.push(`${id}: ${name} is not ${label}`);
			}
			if (field.kind === 'list') check(`${id} ${label}`, field.fields);
			if (field.kind === 'oneOf') {
				for (const [key, { fields }] of Object.entries(field.variants)) check(`${id} ${label} ${key}`, fields);
			}
		}
	};
	for (const { id, operation } of operations) check(id, tableOf(operation));
	expect(wrong).toEqual([]);
});

test('no text in one language is called like another field', () => {
	const alike = operations.flatMap(({ id, operation }) => {
		const all = waysTo(tableOf(operation)).map(({ names }) => names.map(plain));
		return waysTo(tableOf(operation))
			.filter(({ field }) => field.kind === 'translations')
			.flatMap(({ names }) =>
				all
					.flat()
					.filter((other) =>
						names.some((name) => /^[a-z]{2,3}$/.test(other.replace(plain(name), '')) && other.startsWith(plain(name))),
					),
			)
			.map((name) => `${id}: ${name}`);
	});
	expect(alike).toEqual([]);
});

const pathNames = (resource: Resource, operation: Operation, segment: string) =>
	columns.pathColumns(segment, { ...resource.path, ...operation.path }[segment], tableOf(operation));

test('the ID of a path never comes from a bare id, and has a name that no field of the body has', () => {
	const wrong = operations.flatMap(({ id, resource, operation }) => {
		const segments = [...operation.route.matchAll(/\{(\w+)\}/g)].map(([, segment]) => segment);
		return segments.flatMap((segment) => {
			const names = pathNames(resource, operation, segment).map(plain);
			return names.includes('id') || names.length === 0 ? [`${id}: ${segment}`] : [];
		});
	});
	expect(wrong).toEqual([]);
});

/** Takes turns by what fast-check drew, so that a failing case can be repeated. */
class Dice {
	private at = 0;

	constructor(private readonly drawn: number[]) {}

	of(count: number): number {
		this.at += 1;
		return this.drawn[this.at % this.drawn.length] % count;
	}

	pick<T>(all: T[]): T {
		return all[this.of(all.length)];
	}

	/** A name in another case, with other blanks. */
	spell(name: string): string {
		const blank = this.pick([' ', '_', '  ', '-', '']);
		const spelled = name.replace(/[ _-]/g, blank);
		return this.pick([spelled, spelled.toUpperCase(), spelled.toLowerCase()]);
	}

	shuffle(object: Values): Values {
		const entries = Object.entries(object).map((entry) => ({ entry, order: this.of(1000) }));
		return Object.fromEntries(entries.sort((one, other) => one.order - other.order).map(({ entry }) => entry));
	}
}

const isObject = (value: unknown): value is Values =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isLocator = (value: unknown): value is { value: unknown } => isObject(value) && '__rl' in value;

/** The values of one object, by field, as an item holds them. */
function itemOf(table: FieldTable, given: Values, dice: Dice, clash: (name: string) => boolean): Values {
	const item: Values = {};
	for (const [key, field] of Object.entries(table)) {
		const value = given[key] ?? (given.optional as Values | undefined)?.[key];
		if (value === undefined) continue;
		const name = dice.pick(namesOf(key, field).filter((one) => !clash(one)));
		const isPath = name.includes('.');
		const put = (column: string, inner: unknown) => {
			const parts = column.split('.');
			// AMPECO's own way may be given by objects.
			if (
				isPath &&
				dice.of(2) === 0 &&
				parts.length > 1 &&
				!Object.keys(item).some((one) => plain(one) === plain(parts[0]))
			) {
				item[parts[0]] = parts.slice(1).reduceRight<unknown>((deep, part) => ({ [part]: deep }), inner);
			} else item[dice.spell(column)] = inner;
		};
		if (field.kind === 'oneOf') Object.assign(item, choiceOf(field, key, value as Values, dice, clash));
		else if (field.kind === 'group') {
			const own = ((value as Values).fields ?? value) as Values;
			const inner = itemOf(field.fields, own, dice, () => false);
			if (dice.of(2) === 0) put(name, inner);
			else {
				const way = dice.spell(name);
				for (const [column, one] of Object.entries(inner)) item[way + dice.pick([' > ', '.', '_']) + column] = one;
			}
		} else if (field.kind === 'translations' && dice.of(2) === 0) {
			for (const { locale, translation } of (value as { items: Array<Record<string, string>> }).items) {
				item[dice.spell(name) + dice.pick(['_', ' ', '.']) + dice.pick([locale, locale.toUpperCase()])] = translation;
			}
		} else put(name, valueOf(field, value, dice));
	}
	return dice.shuffle(item);
}

function choiceOf(field: OneOf, key: string, given: Values, dice: Dice, clash: (name: string) => boolean): Values {
	const [[variant, row]] = Object.entries(given) as Array<[string, Values]>;
	const inner = itemOf(field.variants[variant].fields, row, dice, clash);
	const word = dice.spell(dice.pick([variant, field.variants[variant].label]).replace(/-/g, ' '));
	if (field.inline) {
		const name = dice.pick(namesOf(key, field).filter((one) => !clash(one)));
		return { [dice.spell(name)]: word, ...inner };
	}
	return { [dice.spell(dice.pick(namesOf(key, field)))]: { ...inner, ...(field.tag ? { [field.tag]: word } : {}) } };
}

function valueOf(field: Field, value: unknown, dice: Dice): unknown {
	switch (field.kind) {
		case 'refs': {
			const { items, ids } = value as { items: Array<{ id: { value: unknown } }>; ids: Array<{ ids: string }> };
			return [...items.map(({ id }) => id.value), ...ids[0].ids.split(', ')];
		}
		case 'list': {
			const cells = Object.entries(field.columns ?? {}).map(([key, label]) => [key, { kind: 'text', label }]);
			const fields = { ...field.fields, ...Object.fromEntries(cells) } as FieldTable;
			const rows = (value as { items: Values[] }).items.map((row) => itemOf(fields, row, dice, () => false));
			return dice.of(2) === 0 ? rows : JSON.stringify(rows);
		}
		case 'map': {
			const rows = (value as { items: Array<{ key: string; value: string }> }).items;
			const object = Object.fromEntries(
				rows.map((row) => [row.key, field.type === 'text' ? row.value : (JSON.parse(row.value) as unknown)]),
			);
			return dice.of(2) === 0 ? object : JSON.stringify(object);
		}
		case 'translations': {
			const { items } = value as { items: Array<Record<string, string>> };
			return dice.of(2) === 0
				? items
				: Object.fromEntries(items.map(({ locale, translation }) => [locale, translation]));
		}
		default:
			return isLocator(value) ? value.value : value;
	}
}

/** What a case's form holds for the body, by field; the choice at its top among them. */
function formOf({ operation, parameters }: Case): Values {
	const table = tableOf(operation);
	const collections = ['mainFields', 'additionalFields', 'updateFields'].map((name) => parameters[name] as Values);
	const form: Values = {};
	for (const [key, field] of Object.entries(table)) {
		if (field.kind === 'oneOf' && field.inline && parameters.variant !== undefined) {
			const variant = String(parameters.variant);
			form[key] = { [variant]: variantForm(field.variants[variant].fields, parameters) };
			continue;
		}
		form[key] = parameters[key] ?? collections.map((values) => values?.[key]).find((value) => value !== undefined);
	}
	return form;
}

function variantForm(fields: FieldTable, parameters: IDataObject): Values {
	const collections = Object.entries(parameters).flatMap(([name, value]) =>
		name.endsWith('Fields') ? [value as Values] : [],
	);
	const own = Object.keys(fields).map((key) => [
		key,
		parameters[key] ?? collections.map((values) => values[key]).find((value) => value !== undefined),
	]);
	return Object.fromEntries(own) as Values;
}

function request(resource: Resource, operation: Operation, parameters: IDataObject, json?: IDataObject) {
	if (operation.kind === 'upsert') parameters.matchBy = operation.matchBy[0].join('+');
	const read = (name: string, fallback?: unknown) =>
		name.split('.').reduce<unknown>((inner, part) => (inner as Values | undefined)?.[part], parameters) ?? fallback;
	const left: string[] = [];
	const source = json && { json, leftOut: (names: string[]) => void left.push(...names) };
	const filled = { resource, operation, read, timeZone: ZONE, source };
	const context = { getTimezone: () => ZONE };
	const { path, query, body } = prepare(filled, kindOf({ ...filled, context } as unknown as Work, operation));
	return { path, query, body, left };
}

test('an item with the values of a form gives the request that the form gives', () => {
	let compared = 0;
	const check = (one: Case, drawn: number[]) => {
		const { resource, operation } = one;
		const dice = new Dice(drawn);
		const { places } = columns.columnNames(tableOf(operation));
		const clash = (name: string) => {
			const found = places.get(columns.plainName(name)) ?? [];
			return found.length > 1 && new Set(found.map(({ steps }) => steps.length)).size > 1;
		};
		const item = itemOf(tableOf(operation), formOf(one), dice, clash);
		const parameters: IDataObject = { ...one.parameters, inputMode: 'item' };
		for (const [, segment] of operation.route.matchAll(/\{(\w+)\}/g)) {
			if (dice.of(2) === 0) continue;
			const given = parameters[segment];
			item[dice.spell(dice.pick(pathNames(resource, operation, segment)))] = isLocator(given) ? given.value : given;
			delete parameters[segment];
		}
		const form = request(resource, operation, one.parameters);
		const fromItem = request(resource, operation, parameters, item as IDataObject);
		compared += 1;
		expect({ name: one.name, item, ...fromItem }).toEqual({ name: one.name, item, ...form });
	};
	const cases = operations.flatMap(({ resource, name }) => runsOf(resource, name, () => 7));
	fc.assert(
		fc.property(fc.array(fc.nat(10_000), { minLength: 40, maxLength: 400 }), (drawn) => {
			cases.forEach((one, index) => check(one, [index, ...drawn]));
		}),
		{ numRuns: 5 },
	);
	expect(compared).toBeGreaterThanOrEqual(5 * operations.length);
}, 120_000);
