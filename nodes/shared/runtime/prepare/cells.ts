/** Which properties of an input item mean which fields, by their names and the objects around them. */
import { plainName } from '../../catalogue/columns';
import type { Choice, ColumnNames, Place, Step } from '../../catalogue/columns';
import { FieldProblem } from '../errors/errors';
import { jsonValue } from '../values/json';
import { isDate } from '../values/moments';
import { isObject } from '../values/objects';
import { shown } from '../values/refuse';
import { isUnset } from '../values/unset';

/** A property of an item that means a field. */
export interface Cell {
	/** As a message names it, with the way to it. */
	column: string;
	value: unknown;
	places: Place[];
	/** Of a text in one language, as in title_en. */
	locale?: string;
}

/** The properties that have a place, those inside objects included. */
export function cellsOf(
	names: ColumnNames,
	item: Record<string, unknown>,
	unknown: string[],
	way = '',
	around = '',
): Cell[] {
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
function objectIn(value: unknown, places: Place[] = []): Record<string, unknown> | undefined {
	const [place] = places;
	if (typeof value === 'string') {
		const takesObject = place && (place.field.kind === 'group' || place.field.kind === 'oneOf');
		return takesObject && value.trim().startsWith('{')
			? (jsonValue(value, place.label) as Record<string, unknown>)
			: undefined;
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
export function variantOf(choice: Choice, cells: Cell[], label: string): string | undefined {
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
export function placeOf(
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

/** What tells the place at the end of some steps from others. */
export function keyOf(steps: Step[]): string {
	return steps.map(({ key, variant }) => (variant === undefined ? key : `${key}:${variant}`)).join(' ');
}
