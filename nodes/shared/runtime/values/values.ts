/**
 * One parameter as AMPECO wants it on the wire. A value nobody set becomes undefined and is not sent;
 * a value of the wrong type is refused in a sentence with the field's label, before anything is sent.
 */
import { isInline, wireNames } from '../../catalogue';
import type {
	Field,
	FieldTable,
	FlagField,
	GroupField,
	ListField,
	NumberField,
	OneOfField,
	ScalarType,
} from '../../catalogue';
import { OPTIONAL, isOpen } from '../../catalogue/form';
import { FieldProblem } from '../errors/errors';
import { arrayIn, exact, jsonValue, looseValue } from './json';
import { dateText, toDay, toPlainUtc, toTime, toUtc } from './moments';
import { define, isObject, isPlain, join, setIn } from './objects';
import type { Read } from './read';
import { noValue, refuse, shown } from './refuse';
import { isNoValueWord, isUnset, unwrapLocator } from './unset';

/**
 * The wire value of a field.
 *
 * @param label what the message calls the field, with the path of labels for nested ones
 * @throws FieldProblem when the value does not fit, or a required one is missing
 */
export function wireValue(field: Field, given: unknown, timeZone: string, label = field.label): unknown {
	const value = field.kind === 'ref' || field.kind === 'refs' ? unwrapLocator(given) : given;
	if (isUnset(value) || (!takesWords(field) && isNoValueWord(value))) return orMissing(field, undefined, label);
	switch (field.kind) {
		case 'text':
			return scalar('text', value, label, field.format === 'secret');
		case 'integer':
		case 'number':
			return scalar(field.kind, value, label);
		case 'flag':
			return scalar('flag', value, label);
		case 'ref':
			return idValue(field.type, value, label);
		case 'choice':
			return scalar(field.type, value, label);
		case 'dateTime':
			return (
				(field.format === 'plain' ? toPlainUtc(value, timeZone) : toUtc(value, timeZone)) ??
				refuse(label, 'a date and time such as 2026-01-31T08:00', value)
			);
		case 'date':
			return toDay(value, timeZone) ?? refuse(label, 'a date such as 2026-01-31', value);
		case 'time':
			return toTime(value, timeZone) ?? refuse(label, 'a time such as 08:30', value);
		case 'choices':
		case 'values':
			return orMissing(
				field,
				several(value).map((one) => scalar(field.type, one, label)),
				label,
			);
		case 'refs':
			return orMissing(field, refValues(field.type, value, label), label);
		case 'group':
			return orMissing(field, groupValue(field, value, timeZone, label), label);
		case 'list':
			return orMissing(field, listValue(field, value, timeZone, label), label);
		case 'oneOf':
			return orMissing(field, oneOfValue(field, value, timeZone, label), label);
		case 'map':
			return orMissing(field, mapValue(field.type, value, label), label);
		case 'translations':
			return orMissing(field, translationsValue(field.shape, value, label), label);
		case 'json':
			return jsonValue(value, label);
		case 'any':
			return looseValue(value, label);
	}
}

/** Whether the words null and undefined can be meant as they are. */
function takesWords(field: Field): boolean {
	return ['text', 'json', 'any'].includes(field.kind) || hasNullOption(field);
}

/** A choice that has the word null among its values. */
export function hasNullOption(field: Field): boolean {
	return field.kind === 'choice' && field.options.some(({ value }) => value === 'null');
}

/** Nothing where nothing was given: not an empty list, which would remove what is there. */
function orMissing({ required }: Field, value: unknown, label: string): unknown {
	if (!isUnset(value)) return value;
	if (required) {
		throw new FieldProblem(`${label} is missing. Fill it in, or check that its expression gives a value.`, 'missing');
	}
	return undefined;
}

/** The wire object of a table of fields, read from a parameter each by `read`. */
export function wireObject(
	table: FieldTable,
	read: (name: string, field: Field) => unknown,
	timeZone: string,
	prefix = '',
): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(table)) {
		const value = wireValue(field, read(name, field), timeZone, prefix + field.label);
		if (value === undefined) continue;
		if (isInline(field)) join(body, value as Record<string, unknown>);
		else setIn(body, wireNames(name, field), value);
	}
	return body;
}

/**
 * A switch of the node's own, which is not sent: as flags are given. Nothing means what it stands at untouched.
 *
 * @throws FieldProblem with the label for anything that is neither on nor off
 */
export function switchValue(value: unknown, label: string, untouched: boolean): boolean {
	return (wireValue({ kind: 'flag', label }, value, 'UTC') as boolean | undefined) ?? untouched;
}

/** The same for a parameter that is stated as a field. */
export function switchIn(read: Read, name: string, { label, default: start = false }: FlagField): boolean {
	return switchValue(read(name, start), label, start === true);
}

/** The same for a whole number. */
export function wholeNumberIn(read: Read, name: string, field: NumberField): number {
	return wholeNumber(read(name, field.default), field);
}

/** A whole number within the limits of its field, for parameters that are not sent. Throws FieldProblem. */
export function wholeNumber(
	value: unknown,
	{ label, min = 0, max = Number.MAX_SAFE_INTEGER }: Pick<NumberField, 'label' | 'min' | 'max'>,
): number {
	const number = wireValue({ kind: 'integer', label, required: true }, value, 'UTC') as number;
	if (number < min || number > max) {
		throw new FieldProblem(
			max === Number.MAX_SAFE_INTEGER
				? `${label} must be ${min} or more.`
				: `${label} must be between ${min} and ${max.toLocaleString('en')}.`,
		);
	}
	return number;
}

function scalar(type: ScalarType, value: unknown, label: string, hidden = false): unknown {
	switch (type) {
		case 'text':
			if (typeof value === 'string') return value;
			// As a number it has lost digits, or would not be written as it was.
			if (typeof value === 'number') {
				const isWritten = /^-?\d+(\.\d+)?$/.test(String(hidden ? value : exact(value, label)));
				return isWritten && Number(value) <= Number.MAX_SAFE_INTEGER
					? String(value)
					: refuse(label, 'text', value, hidden);
			}
			if (typeof value === 'boolean') return String(value);
			return dateText(value) ?? refuse(label, 'text', value, hidden);
		case 'integer': {
			const number = toNumber(value);
			return Number.isSafeInteger(number) ? number : refuse(label, 'a whole number', value);
		}
		case 'number': {
			const number = toNumber(value);
			if (number === undefined) return refuse(label, 'a number', value);
			return Math.abs(number) > Number.MAX_SAFE_INTEGER
				? refuse(label, 'a number of 15 digits at most', value)
				: number;
		}
		case 'flag':
			return toFlag(value) ?? refuse(label, 'true or false', value);
	}
}

/** On or off, as expressions, models and spreadsheets write it; undefined for anything else. */
function toFlag(value: unknown): boolean | undefined {
	if (!['boolean', 'number', 'string'].includes(typeof value)) return undefined;
	const word = String(value).trim().toLowerCase();
	if (word === 'true' || word === '1') return true;
	return word === 'false' || word === '0' ? false : undefined;
}

function toNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const isNumber = typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value);
	return isNumber && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** An array as it is, or as JSON; other text split at commas; anything else as the only one. Texts are trimmed, empty ones dropped. */
export function several(value: unknown): unknown[] {
	const given = typeof value === 'string' ? (arrayIn(value) ?? value.split(',')) : value;
	const all = Array.isArray(given) ? given : [given];
	return all.map((one) => (typeof one === 'string' ? one.trim() : one)).filter((one) => !isUnset(one));
}

/** Rows, which a whole array stands for as well, given or as JSON; undefined when it is something else. */
function wholeArray(value: unknown, label: string): unknown[] | undefined {
	const array = typeof value === 'string' ? arrayIn(value) && (jsonValue(value, label) as unknown[]) : value;
	return Array.isArray(array) ? (exact(array, label) as unknown[]) : undefined;
}

/** An ID, which is a text or a number; as text it has no blanks around it. */
function idValue(type: ScalarType, value: unknown, label: string): unknown {
	if (typeof value === 'string') return scalar(type, value.trim(), label);
	return typeof value === 'number' ? scalar(type, value, label) : refuse(label, 'an ID', value);
}

function refValues(type: ScalarType, value: unknown, label: string): unknown[] {
	const isForm = isObject(value) && ('items' in value || 'ids' in value || Object.keys(value).length === 0);
	const parts: Rows = isForm ? value : { ids: [{ ids: value }] };
	const chosen = rowsOf(parts.items).map((row) => unwrapLocator(row.id));
	const given = rowsOf(parts.ids).flatMap((row) => several(row.ids));
	const all = [...chosen, ...given].filter((one) => !isUnset(one) && !isNoValueWord(one));
	return all.map((one) => idValue(type, one, label));
}

interface Rows {
	items?: unknown;
	ids?: unknown;
	fields?: unknown;
	json?: unknown;
	[variant: string]: unknown;
}

type Row = Record<string, unknown>;

function rowsOf(value: unknown): Row[] {
	if (value === undefined || value === null) return [];
	return (Array.isArray(value) ? value : [value]) as Row[];
}

/**
 * A collection as n8n stores it.
 *
 * @throws FieldProblem with the label for anything else, also where it holds what is in none of its parts
 */
function stored(value: unknown, label: string, parts: string[]): Rows {
	const given = typeof value === 'string' ? jsonValue(value, label) : value;
	const isForm = isPlain(given) && Object.keys(given).every((key) => parts.includes(key));
	return isForm ? given : refuse(label, `given by its fields or as JSON`, value);
}

function nested(table: FieldTable, row: Row, timeZone: string, label: string): Record<string, unknown> {
	const more = (row[OPTIONAL] ?? {}) as Row;
	const read = (name: string, field: Field) => (field.required ? row[name] : (row[name] ?? more[name]));
	return wireObject(table, read, timeZone, `${label} > `);
}

function groupValue(field: GroupField, value: unknown, timeZone: string, label: string): unknown {
	const names = isOpen(field) ? Object.keys(field.fields) : ['fields'];
	const { json, ...given } = stored(value, label, [...names, 'json']);
	const whole = rowsOf(json).find((row) => !isUnset(row.json));
	if (whole) return plainObject(jsonValue(whole.json, label), label);
	const fields = isOpen(field) ? given : given.fields;
	if (fields === undefined) return undefined;
	const inner = nested(field.fields, fields as Row, timeZone, label);
	return (field.required && !isOpen(field)) || Object.keys(inner).length > 0 ? inner : undefined;
}

function listValue(field: ListField, value: unknown, timeZone: string, label: string): unknown {
	const whole = wholeArray(value, label);
	if (whole) return whole;
	const { items, json } = stored(value, label, ['items', 'json']);
	const rows = rowsOf(items).map((row, index) => nested(field.fields, row, timeZone, `${label} ${index + 1}`));
	return [...rows, ...jsonRows(json, label)];
}

function jsonRows(json: unknown, label: string): unknown[] {
	return rowsOf(json)
		.filter((row) => !isUnset(row.json))
		.flatMap((row) => jsonValue(row.json, label))
		.map((one) => plainObject(one, label));
}

function oneOfValue(field: OneOfField, value: unknown, timeZone: string, label: string): unknown {
	const whole = field.many ? wholeArray(value, label) : undefined;
	if (whole) return whole;
	const given = typeof value === 'string' ? jsonValue(value, label) : value;
	const { json, ...chosen } = isPlain(given) ? given : refuse(label, 'given by its fields or as JSON', value);
	const objects: unknown[] = Object.entries(chosen).flatMap(([name, rows]) =>
		rowsOf(rows).map((row) => variantObject(field, name, row, timeZone, label)),
	);
	objects.push(...jsonRows(json, label));
	if (field.many) return objects.length > 0 ? objects : undefined;
	if (objects.length > 1) throw new FieldProblem(`${label} takes one choice only. Remove the others.`);
	return objects[0];
}

/** The object of one variant, with its tag. */
function variantObject(
	field: OneOfField,
	name: string,
	row: Row,
	timeZone: string,
	label: string,
): Record<string, unknown> {
	const variant = field.variants[name];
	if (!variant) throw new FieldProblem(`${label} has no choice named ${shown(name)}. Choose one from the list.`);
	return {
		...variantKeys(field, name),
		...nested(variant.fields, row, timeZone, label),
	};
}

/** What tells AMPECO which variant it is: the tag, and what goes with it. */
export function variantKeys(field: OneOfField, name: string): Record<string, unknown> {
	const { sends, untagged } = field.variants[name];
	return { ...(field.tag && !untagged ? { [field.tag]: name } : {}), ...sends };
}

function mapValue(type: 'text' | 'any', value: unknown, label: string): unknown {
	const { items, json } = stored(value, label, ['items', 'json']);
	const object: Record<string, unknown> = {};
	for (const row of rowsOf(items)) {
		if (isUnset(row.key))
			throw new FieldProblem(`${label} has an entry without a key. Fill in the key, or remove the entry.`);
		const key = String(row.key).trim();
		const entry = `${label} > ${key}`;
		if (type === 'text' && isUnset(row.value)) throw noValue(entry);
		define(object, key, type === 'text' ? scalar('text', row.value, entry) : looseValue(row.value, entry));
	}
	for (const row of jsonRows(json, label)) join(object, row as Record<string, unknown>);
	return Object.keys(object).length > 0 ? object : undefined;
}

function translationsValue(shape: 'rows' | 'map', value: unknown, label: string): unknown {
	const whole = wholeArray(value, label);
	if (whole) return whole;
	const rows = rowsOf(stored(value, label, ['items']).items).map((row, index) => ({
		locale: wireValue(
			{ kind: 'text', label: 'Language Code', required: true },
			typeof row.locale === 'string' ? row.locale.trim() : row.locale,
			'UTC',
			`${label} ${index + 1} > Language Code`,
		) as string,
		translation: wireValue(
			{ kind: 'text', label: 'Text', required: true },
			row.translation,
			'UTC',
			`${label} ${index + 1} > Text`,
		),
	}));
	if (rows.length === 0) return undefined;
	return shape === 'rows' ? rows : Object.fromEntries(rows.map((row) => [row.locale, row.translation]));
}

function plainObject(value: unknown, label: string): Record<string, unknown> {
	return isObject(value) ? value : refuse(label, 'a JSON object', value);
}
