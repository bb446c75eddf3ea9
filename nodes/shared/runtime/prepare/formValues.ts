/** What a property of an input item holds, as n8n stores what a person fills into the form, and where that lies in it. */
import type { Field, FieldTable, ListField } from '../../catalogue';
import type { Place, Step } from '../../catalogue/columns';
import { lowerCase } from '../../catalogue/words';
import { FieldProblem } from '../errors/errors';
import { jsonValue } from '../values/json';
import { isObject } from '../values/objects';
import { shown } from '../values/refuse';
import { isUnset } from '../values/unset';
import type { Cell } from './cells';

type Json = Record<string, unknown>;

/** A text that a sheet may mean in thousands, with points between them. */
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(\.\d{3})+\s*$/;

/**
 * A value as the form holds it.
 *
 * @param before what messages put before its label
 * @param rowFrom makes what the form holds of a row of a list
 */
export function formValue(
	{ field, label: own }: Place,
	cell: Cell,
	before: string,
	languageOf: () => string | undefined,
	rowFrom: (table: FieldTable, row: Json, before: string) => Json,
): unknown {
	const label = before + own;
	const value = parsed(field, cell.value, label);
	if ((field.kind === 'number' || field.kind === 'integer') && typeof value === 'string' && THOUSANDS.test(value)) {
		throw new FieldProblem(
			`${label} is ${shown(value)}, which is ${value.replace(/\D/g, '')} in some countries and ${String(Number(value))} in others. Give it as a number.`,
		);
	}
	switch (field.kind) {
		case 'group':
			throw new FieldProblem(`${label} must be an object, but it is ${shown(value)}.`);
		case 'list':
			if (typeof value === 'string') return value;
			return {
				items: (Array.isArray(value) ? value : [value]).map((row: unknown, index) => {
					const name = `${label} ${index + 1}`;
					if (!isObject(row)) throw new FieldProblem(`${name} must be an object, but it is ${shown(row)}.`);
					return rowFrom(rowTable(field), row, `${name} > `);
				}),
			};
		case 'map':
			if (field.type === 'any' || !isObject(value)) return { json: { json: value } };
			return { items: filled(value).map(([key, text]) => ({ key, value: text })) };
		case 'translations':
			if (Array.isArray(value)) return { items: value };
			if (isObject(value)) return { items: filled(value).map(([locale, text]) => ({ locale, translation: text })) };
			return { items: [{ locale: languageOf() ?? noLanguage(cell, label), translation: value }] };
		default:
			return value;
	}
}

function noLanguage({ column }: Cell, label: string): never {
	const example = JSON.stringify(`${column}_en`);
	throw new FieldProblem(
		`${label} takes texts by language, and ${JSON.stringify(column)} says none, so it would be in place of all. Call it ${example} or the like, or set Options > Language.`,
	);
}

const rowTables = new WeakMap<ListField, FieldTable>();

/** What a row can hold: its own fields, and those beside the list that have a value in each row. */
function rowTable(field: ListField): FieldTable {
	const columns = Object.entries(field.columns ?? {});
	if (columns.length === 0) return field.fields;
	const cells = columns.map(([key, label]): [string, Field] => [key, { kind: 'text', label }]);
	const table = rowTables.get(field) ?? { ...field.fields, ...Object.fromEntries(cells) };
	rowTables.set(field, table);
	return table;
}

/** Takes what belongs beside a list out of its rows: a value of each, or none at all. */
export function besideOf(
	{ field, steps, label }: Place,
	value: unknown,
	before: string,
): Array<Place & { given: unknown[] }> {
	if (field.kind !== 'list' || !isObject(value)) return [];
	const rows = value.items as Json[];
	return Object.entries(field.columns ?? {}).flatMap(([key, name]) => {
		const given = rows.map((row) => row[key]);
		for (const row of rows) delete row[key];
		if (given.every(isUnset)) return [];
		const lacking = given.findIndex(isUnset);
		if (lacking < 0) return [{ steps: [...steps.slice(0, -1), { key }], field, label: name, given }];
		throw new FieldProblem(
			`${before}${label} ${lacking + 1} > ${name} is missing. Give it in each ${lowerCase(field.row)}, or in none.`,
		);
	});
}

/** Rows and objects that are given as JSON. */
function parsed(field: Field, value: unknown, label: string): unknown {
	const isNested = ['list', 'translations'].includes(field.kind) || (field.kind === 'map' && field.type === 'text');
	return isNested && typeof value === 'string' && /^\s*[[{]/.test(value) ? jsonValue(value, label) : value;
}

/** The entries that have a value: an empty cell is left out. */
function filled(object: Json): Array<[string, unknown]> {
	return Object.entries(object).filter(([, value]) => !isUnset(value));
}

/** Puts a value where the form holds it. */
export function setAt(values: Json, steps: Step[], value: unknown): void {
	aroundOf(values, steps)[last(steps).key] = value;
}

/** Makes sure of the shape that was chosen, without any value in it. */
export function chooseAt(values: Json, steps: Step[], variant: string): void {
	inside(inside(aroundOf(values, steps), last(steps).key), variant);
}

/** Adds a text of one language to those there are. */
export function addText(values: Json, steps: Step[], locale: string, translation: unknown): void {
	const texts = inside(aroundOf(values, steps), last(steps).key);
	texts.items = [...((texts.items ?? []) as unknown[]), { locale, translation }];
}

/** What is around the last step: the fields of a group stand in it as they are, or together; those of a shape under its name. */
function aroundOf(values: Json, steps: Step[]): Json {
	return steps.slice(0, -1).reduce((inner, { key, variant, isOpen }) => {
		const own = inside(inner, key);
		return isOpen ? own : inside(own, variant ?? 'fields');
	}, values);
}

function inside(object: Json, key: string): Json {
	return (object[key] ??= {}) as Json;
}

function last(steps: Step[]): Step {
	return steps[steps.length - 1];
}
