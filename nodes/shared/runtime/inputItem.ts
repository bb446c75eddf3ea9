/**
 * The values of an operation from its input item: each property goes to the field its name means (catalogue/columns.ts), in the
 * form in which n8n stores what a person fills in, so that values are converted and checked in one place, whatever their way.
 */
import type { Field, FieldTable, ListField } from '../catalogue';
import { columnNames, plainName } from '../catalogue/columns';
import type { Choice, ColumnNames, Place, Step } from '../catalogue/columns';
import { lowerCase } from '../catalogue/words';
import { FieldProblem } from './errors';
import { jsonValue } from './json';
import { isDate } from './moments';
import { isObject } from './objects';
import { shown } from './refuse';
import { isUnset } from './unset';

type Json = Record<string, unknown>;

/** A text that a sheet may mean in thousands, with points between them. */
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(\.\d{3})+\s*$/;

/** What an item gives for a table of fields. */
export interface Taken {
	/** By stored name, as the form would hold it. */
	values: Json;
	/** Stored names of the fields for which there is a property, be it an empty one. */
	given: Set<string>;
	/** Properties that fit no field. */
	unknown: string[];
}

/** A property of an item that means a field. */
interface Cell {
	/** As a message names it, with the way to it. */
	column: string;
	value: unknown;
	places: Place[];
	/** Of a text in one language, as in title_en. */
	locale?: string;
}

/**
 * @param languageOf of texts that say none, where AMPECO takes several languages
 * @param label what messages put before the labels of a row's fields: "Periods 1 > "
 * @throws FieldProblem where a name could mean several fields, two mean one, or a value has no place
 */
export function takenFrom(table: FieldTable, item: Json, languageOf: () => string | undefined, label = ''): Taken {
	const names = columnNames(table);
	const taken: Taken = { values: {}, given: new Set(), unknown: [] };
	const cells = cellsOf(names, item, taken.unknown);
	const chosen = new Map(names.choices.map((choice) => [keyOf(choice.steps), variantOf(choice, cells, label)]));
	const columns = new Map<string, Map<string, string>>();
	for (const cell of cells) {
		const place = placeOf(cell, names, chosen, label);
		if (!place) continue;
		noteColumn(columns, cell, place, label);
		taken.given.add(place.steps[0].key);
		if (isUnset(cell.value)) continue;
		const variant = chosen.get(keyOf(place.steps));
		if (place.field.kind === 'oneOf')
			setAt(taken.values, [...place.steps.slice(0, -1), { ...last(place.steps), variant }]);
		else if (cell.locale !== undefined) addText(taken.values, place.steps, cell.locale, cell.value);
		else {
			const value = formValue(place, cell, languageOf, label, taken.unknown);
			setAt(taken.values, place.steps, value);
			for (const beside of besideOf(place, value, label)) {
				noteColumn(columns, { ...cell, column: `${cell.column} > ${beside.label}` }, beside, label);
				setAt(taken.values, beside.steps, beside.given);
			}
		}
	}
	return taken;
}

/** The properties that have a place, those inside objects included. */
function cellsOf(names: ColumnNames, item: Json, unknown: string[], way = '', around = ''): Cell[] {
	return Object.entries(item).flatMap(([name, value]): Cell[] => {
		const { plain, places, locale } = find(names, way, name);
		const column = around + name;
		const whole = objectIn(value, places);
		if (whole && names.ways.has(plain)) return cellsOf(names, whole, unknown, plain, `${column} > `);
		if (places) return [{ column, value, places, locale }];
		unknown.push(column);
		return [];
	});
}

/** An object whose properties have places of their own, given as it is or as JSON. */
function objectIn(value: unknown, places: Place[] = []): Json | undefined {
	const [place] = places;
	if (typeof value === 'string') {
		const takesObject = place && (place.field.kind === 'group' || place.field.kind === 'oneOf');
		return takesObject && value.trim().startsWith('{') ? (jsonValue(value, place.label) as Json) : undefined;
	}
	const isWhole = places.some(({ field }) => ['map', 'json', 'any', 'translations'].includes(field.kind));
	return !isWhole && isObject(value) && !isDate(value) ? value : undefined;
}

interface Found {
	plain: string;
	places?: Place[];
	locale?: string;
}

/** Names remembered of a table, so that they are compared once and not for each item. */
const MOST_REMEMBERED = 1000;

const remembered = new WeakMap<ColumnNames, Map<string, Found>>();

/** What a name means, behind the way of the objects around it. */
function find(names: ColumnNames, way: string, name: string): Found {
	const found = remembered.get(names) ?? new Map<string, Found>();
	remembered.set(names, found);
	const key = `${way} ${name}`;
	const known = found.get(key) ?? lookUp(names, way, name);
	if (found.size < MOST_REMEMBERED) found.set(key, known);
	return known;
}

function lookUp({ places }: ColumnNames, way: string, name: string): Found {
	const plain = way + plainName(name);
	const own = places.get(plain);
	if (own) return { plain, places: own };
	for (const { index } of name.matchAll(/[\s_.>-]+/g)) {
		const [, locale] = /^[\s_.>-]+([a-z]{2}(?:[-_][a-z\d]{2,8})*)$/i.exec(name.slice(index)) ?? [];
		const texts = locale && places.get(way + plainName(name.slice(0, index)));
		// Bare, it is an ID rather than Indonesian.
		if (
			texts &&
			locale.toLowerCase() !== 'id' &&
			isLanguage(locale) &&
			texts.every(({ field }) => field.kind === 'translations')
		) {
			return { plain, places: texts, locale: locale.replace(/^[a-z]+/i, (code) => code.toLowerCase()) };
		}
	}
	return { plain };
}

/** Whether n8n's own language data know the language of a locale. */
function isLanguage(locale: string): boolean {
	const [code] = locale.toLowerCase().split(/[-_]/);
	return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) !== code;
}

/** Which shape of a choice is meant: the one that is named, else the only one that takes what is given. */
function variantOf(choice: Choice, cells: Cell[], label: string): string | undefined {
	const key = keyOf(choice.steps);
	const set = cells.filter(({ value }) => !isUnset(value));
	const name = set.find(({ places }) => places.some(({ steps }) => keyOf(steps) === key));
	if (name) return variantNamed(choice, name.value, label);
	const parts = set.filter(({ places }) => places.every((place) => variantIn(place, choice) !== undefined));
	if (parts.length === 0) return undefined;
	const fitting = Object.keys(choice.field.variants).filter((variant) =>
		parts.every(({ places }) => places.some((place) => variantIn(place, choice) === variant)),
	);
	if (fitting.length === 1) return fitting[0];
	const columns = parts.map(({ column }) => JSON.stringify(column)).join(', ');
	throw new FieldProblem(
		`${label}${choice.label} is not clear from ${columns}. Give it as well: ${choicesOf(choice)}.`,
		'missing',
	);
}

function variantNamed(choice: Choice, value: unknown, label: string): string {
	const plain = plainName(String(value));
	const named = Object.entries(choice.field.variants).find(([key, variant]) =>
		[key, variant.label].some((name) => plainName(name) === plain),
	);
	if (named) return named[0];
	throw new FieldProblem(
		`${label}${choice.label} has no choice named ${shown(value)}. It is one of: ${choicesOf(choice)}.`,
	);
}

function choicesOf({ field }: Choice): string {
	return Object.keys(field.variants).join(', ');
}

/** The variant of a choice in which a place is; undefined where it is elsewhere. */
function variantIn({ steps }: Place, choice: Choice): string | undefined {
	const at = choice.steps.length - 1;
	const isInside = steps.length > at && keyOf([...steps.slice(0, at), { key: steps[at].key }]) === keyOf(choice.steps);
	return isInside ? steps[at].variant : undefined;
}

/** The one place of a cell, with the shapes that were chosen; undefined where an empty one has none. */
function placeOf(
	cell: Cell,
	{ choices }: ColumnNames,
	chosen: Map<string, string | undefined>,
	label: string,
): Place | undefined {
	const amiss = (place: Place) =>
		choices.find((choice) => {
			const variant = variantIn(place, choice);
			return variant !== undefined && variant !== chosen.get(keyOf(choice.steps));
		});
	const fitting = cell.places.filter((place) => !amiss(place));
	if (fitting.length === 1) return fitting[0];
	if (isUnset(cell.value)) return undefined;
	const column = JSON.stringify(cell.column);
	if (fitting.length > 1) {
		const labels = fitting.map((place) => label + place.label).join(' or ');
		throw new FieldProblem(
			`The column ${column} could be ${labels}. Call it by another name of the field that is meant.`,
		);
	}
	const choice = amiss(cell.places[0])!;
	const variant = choice.field.variants[chosen.get(keyOf(choice.steps))!];
	throw new FieldProblem(
		`The column ${column} does not go with ${label}${choice.label} ${variant.label}. Empty it, or choose another.`,
	);
}

/** @throws FieldProblem where another column means the same field */
function noteColumn(
	columns: Map<string, Map<string, string>>,
	cell: Cell,
	{ steps, label }: Place,
	before: string,
): void {
	const key = keyOf(steps);
	const own = columns.get(key) ?? new Map<string, string>();
	columns.set(key, own);
	const other = cell.locale === undefined ? own.values().next().value : (own.get(cell.locale) ?? own.get(''));
	if (other !== undefined) throw twoColumns(other, cell.column, before + label);
	own.set(cell.locale ?? '', cell.column);
}

export function twoColumns(one: string, other: string, label: string): FieldProblem {
	const both = [one, other].map((column) => JSON.stringify(column)).join(' and ');
	return new FieldProblem(`The columns ${both} both mean ${label}. Remove one of the two.`);
}

/** A value as the form holds it. */
function formValue(
	place: Place,
	cell: Cell,
	languageOf: () => string | undefined,
	before: string,
	unknown: string[],
): unknown {
	const { field } = place;
	const label = before + place.label;
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
					const inner = takenFrom(rowTable(field), row, languageOf, `${name} > `);
					for (const column of inner.unknown) unknown.push(`${cell.column} > ${column}`);
					return inner.values;
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
function besideOf({ field, steps, label }: Place, value: unknown, before: string): Array<Place & { given: unknown[] }> {
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

/** Puts a value where the form holds it, or makes sure of a shape without any. */
function setAt(values: Json, steps: Step[], value?: unknown): void {
	const inner = aroundOf(values, steps);
	const { key, variant } = last(steps);
	if (variant === undefined) inner[key] = value;
	else inside(inside(inner, key), variant);
}

/** Adds a text of one language to those there are. */
function addText(values: Json, steps: Step[], locale: string, translation: unknown): void {
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

function keyOf(steps: Step[]): string {
	return steps.map(({ key, variant }) => (variant === undefined ? key : `${key}:${variant}`)).join(' ');
}
