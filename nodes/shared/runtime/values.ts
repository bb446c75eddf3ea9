/**
 * One parameter as AMPECO wants it on the wire. A value nobody set becomes undefined and is not sent;
 * a value of the wrong type is refused in a sentence with the field's label, before anything is sent.
 */
import { wireNames } from '../catalogue';
import type { Field, FieldTable, GroupField, ListField, OneOfField, ScalarType } from '../catalogue';
import { OPTIONAL } from '../catalogue/form';
import { FieldProblem } from './errors';
import { textOf, toDay, toPlainUtc, toTime, toUtc } from './moments';

/** Whether a parameter was left empty, or an expression gave nothing. */
export function isUnset(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(typeof value === 'number' && Number.isNaN(value)) ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** A picker's value; anything else as it is. One that nobody has touched yet lacks n8n's own mark. */
export function unwrapLocator(value: unknown): unknown {
	if (!isObject(value)) return value;
	return '__rl' in value || ('mode' in value && 'value' in value) ? value.value : value;
}

/**
 * The wire value of a field.
 *
 * @param label what the message calls the field, with the path of labels for nested ones
 * @throws FieldProblem when the value does not fit, or a required one is missing
 */
export function wireValue(field: Field, given: unknown, timeZone: string, label = field.label): unknown {
	const value = field.kind === 'ref' ? unwrapLocator(given) : given;
	if (isUnset(value)) return orMissing(field, undefined, label);
	switch (field.kind) {
		case 'text':
			return scalar('text', value, label, field.format === 'secret');
		case 'integer':
		case 'number':
			return scalar(field.kind, value, label);
		case 'flag':
			return scalar('flag', value, label);
		case 'ref':
			return scalar(field.type, value, label);
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
			return toTime(value) ?? refuse(label, 'a time such as 08:30', value);
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
			return groupValue(field, value, timeZone, label);
		case 'list':
			return listValue(field, value, timeZone, label);
		case 'oneOf':
			return oneOfValue(field, value, timeZone, label);
		case 'map':
			return mapValue(field.type, value, label);
		case 'translations':
			return translationsValue(field.shape, value, label);
		case 'json':
			return jsonValue(value, label);
		case 'any':
			return looseValue(value);
	}
}

/** Nothing where nothing was given: not an empty list, which would remove what is there. */
function orMissing({ required }: Field, value: unknown, label: string): unknown {
	if (!isUnset(value)) return value;
	if (required) throw new FieldProblem(`${label} is missing. Fill it in, or check that its expression gives a value.`);
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
		if (field.kind === 'oneOf' && field.inline) join(body, value as Record<string, unknown>);
		else setIn(body, wireNames(name, field), value);
	}
	return body;
}

/** A whole number within limits, for parameters that are not sent. */
export function wholeNumber(value: unknown, label: string, least: number, most: number): number {
	const number = wireValue({ kind: 'integer', label, required: true }, value, 'UTC') as number;
	if (number < least || number > most) {
		throw new FieldProblem(
			most === Number.MAX_SAFE_INTEGER
				? `${label} must be ${least} or more.`
				: `${label} must be between ${least} and ${most.toLocaleString('en')}.`,
		);
	}
	return number;
}

/** JSON as text, or a value an expression gave. */
export function jsonValue(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	const { parsed, reason } = parse(value);
	if (reason) throw new FieldProblem(`${label} is not valid JSON: ${reason}.`);
	const rounded = wholeNumbersIn(value).find((number) => String(Number(number)) !== number);
	if (rounded)
		throw new FieldProblem(`${label} has a number that is too long to be sent as it is: ${rounded}. Put it in quotes.`);
	return parsed;
}

/** The long whole numbers of a JSON text, without those inside its strings. */
function wholeNumbersIn(json: string): string[] {
	return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""').match(/(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g) ?? [];
}

/** Sets an own property, whatever it is called; "__proto__" stays a plain key. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Sets a value inside nested objects, which are made where they are missing. */
export function setIn(target: Record<string, unknown>, [name, ...deeper]: string[], value: unknown): void {
	if (deeper.length === 0) {
		define(target, name, value);
		return;
	}
	if (!Object.prototype.hasOwnProperty.call(target, name)) define(target, name, {});
	setIn(target[name] as Record<string, unknown>, deeper, value);
}

/** The value inside nested objects; undefined when it is not there. */
export function getIn(target: Record<string, unknown>, names: string[]): unknown {
	return names.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], target);
}

/** Lays `source` over `target`: objects are joined, anything else replaces. */
export function join(target: Record<string, unknown>, source: Record<string, unknown>): void {
	for (const [key, value] of Object.entries(source)) {
		const present = Object.prototype.hasOwnProperty.call(target, key) ? target[key] : undefined;
		if (isObject(present) && isObject(value)) join(present, value);
		else define(target, key, value);
	}
}

/** A plain object, as JSON knows it. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scalar(type: ScalarType, value: unknown, label: string, hidden = false): unknown {
	switch (type) {
		case 'text':
			if (typeof value === 'string') return value;
			if (typeof value === 'number' || typeof value === 'boolean') return String(value);
			return textOf(value) ?? refuse(label, 'text', value, hidden);
		case 'integer': {
			const number = toNumber(value);
			return Number.isSafeInteger(number) ? number : refuse(label, 'a whole number', value);
		}
		case 'number':
			return toNumber(value) ?? refuse(label, 'a number', value);
		case 'flag':
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			return refuse(label, 'true or false', value);
	}
}

function toNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	const isNumber = typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value);
	return isNumber && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** An array as it is, text split at commas, anything else as the only one. */
function several(value: unknown): unknown[] {
	const all = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
	return all.map((one) => (typeof one === 'string' ? one.trim() : one)).filter((one) => !isUnset(one));
}

function refValues(type: ScalarType, value: unknown, label: string): unknown[] {
	const parts = Array.isArray(value) || typeof value !== 'object' ? { ids: [{ ids: value }] } : (value as Rows);
	const chosen = rowsOf(parts.items).map((row) => unwrapLocator(row.id));
	const given = rowsOf(parts.ids).flatMap((row) => several(row.ids));
	const all = [...chosen, ...given].filter((one) => !isUnset(one));
	return all.map((one) => scalar(type, one, label));
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

/** A collection as n8n stores it; anything else is refused with the label. */
function stored(value: unknown, label: string): Rows {
	const given = typeof value === 'string' ? jsonValue(value, label) : value;
	return typeof given === 'object' && given !== null && !Array.isArray(given)
		? (given as Rows)
		: refuse(label, 'an object', value);
}

function nested(table: FieldTable, row: Row, timeZone: string, label: string): Record<string, unknown> {
	const more = (row[OPTIONAL] ?? {}) as Row;
	const read = (name: string, field: Field) => (field.required ? row[name] : (row[name] ?? more[name]));
	return wireObject(table, read, timeZone, `${label} > `);
}

function groupValue(field: GroupField, value: unknown, timeZone: string, label: string): unknown {
	const { fields, json } = stored(value, label);
	const asJson = rowsOf(json).find((row) => !isUnset(row.json));
	if (asJson) {
		if (fields !== undefined)
			throw new FieldProblem(`${label} is given twice, by fields and as JSON. Remove one of them.`);
		return plainObject(jsonValue(asJson.json, label), label);
	}
	if (fields === undefined) return undefined;
	const inner = nested(field.fields, fields as Row, timeZone, label);
	return field.required || Object.keys(inner).length > 0 ? inner : undefined;
}

function listValue(field: ListField, value: unknown, timeZone: string, label: string): unknown {
	if (Array.isArray(value)) return value;
	const { items, json } = stored(value, label);
	const rows = rowsOf(items).map((row, index) => nested(field.fields, row, timeZone, `${label} ${index + 1}`));
	const all = [...rows, ...jsonRows(json, label)];
	return all.length > 0 ? all : field.required ? wireValue(field, undefined, timeZone, label) : undefined;
}

function jsonRows(json: unknown, label: string): unknown[] {
	return rowsOf(json)
		.filter((row) => !isUnset(row.json))
		.flatMap((row) => jsonValue(row.json, label))
		.map((one) => plainObject(one, label));
}

function oneOfValue(field: OneOfField, value: unknown, timeZone: string, label: string): unknown {
	if (field.many && Array.isArray(value)) return value;
	const { json, ...chosen } = stored(value, label);
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
	const { items, json } = stored(value, label);
	const object: Record<string, unknown> = {};
	for (const row of rowsOf(items)) {
		if (isUnset(row.key))
			throw new FieldProblem(`${label} has an entry without a key. Fill in the key, or remove the entry.`);
		define(object, String(row.key), type === 'text' ? scalar('text', row.value ?? '', label) : looseValue(row.value));
	}
	for (const row of jsonRows(json, label)) join(object, row as Record<string, unknown>);
	return Object.keys(object).length > 0 ? object : undefined;
}

/** Text that is JSON as JSON, other text as text; so is a number that would not come out as it was written. */
export function looseValue(value: unknown): unknown {
	if (typeof value !== 'string') return value ?? null;
	const { parsed, reason } = parse(value);
	const changes = typeof parsed === 'number' && String(parsed) !== value.trim();
	return reason || changes ? value : parsed;
}

function parse(text: string): { parsed?: unknown; reason?: string } {
	try {
		return { parsed: JSON.parse(text) };
	} catch (error) {
		return { reason: (error as Error).message };
	}
}

function translationsValue(shape: 'rows' | 'map', value: unknown, label: string): unknown {
	if (Array.isArray(value)) return value;
	const rows = rowsOf(stored(value, label).items).map((row, index) => ({
		locale: wireValue(
			{ kind: 'text', label: 'Language Code', required: true },
			row.locale,
			'UTC',
			`${label} ${index + 1} > Language Code`,
		) as string,
		translation: scalar('text', row.translation ?? '', `${label} ${index + 1} > Text`),
	}));
	if (rows.length === 0) return undefined;
	return shape === 'rows' ? rows : Object.fromEntries(rows.map((row) => [row.locale, row.translation]));
}

function plainObject(value: unknown, label: string): Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: refuse(label, 'a JSON object', value);
}

function refuse(label: string, wanted: string, value: unknown, hidden = false): never {
	throw new FieldProblem(`${label} must be ${wanted}${hidden ? '' : `, but it is ${shown(value)}`}.`);
}

/** A value as a message shows it: short, and text in quotes. */
function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
