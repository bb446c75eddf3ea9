/**
 * How the record as it is differs from what it shall be: what an update must send, so that it has the values wanted and nothing
 * else is changed, and what a person is told of that.
 */
import { fieldsOfNewOnes, innerFields, isInline, isSecret, methodOf, wireNames } from '../../catalogue';
import type { Field, FieldTable, Upsert } from '../../catalogue';
import { toUtc } from '../values/moments';
import { getIn, isObject, join } from '../values/objects';
import { isUnset } from '../values/unset';
import { missingFields, withCurrent } from './takenFromRecord';

type Json = Record<string, unknown>;

/** What stands in an output for a secret. */
export const HIDDEN = '********';

/** A moment with its time, as AMPECO and people write it. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** What an update must send to give a record the values wanted; undefined when it has them. */
export function changesOf(operation: Upsert, record: Json, wanted: Json): Json | undefined {
	const { update } = operation;
	const table = update.body;
	const onlyNew = Object.entries(fieldsOfNewOnes(operation)).map(([key, field]) => wireNames(key, field));
	const changes = without(wanted, onlyNew);
	for (const [key, field] of Object.entries(table)) {
		const names = wireNames(key, field);
		const value = getIn(changes, names);
		if (value === undefined) continue;
		if (isSame(value, valueOf(record, key, names))) removeIn(changes, names);
		else if (needsWhole(field)) join(changes, withCurrent({ [key]: field }, record, changes));
	}
	const known = new Set(Object.entries(table).map(([key, field]) => wireNames(key, field)[0]));
	for (const [key, value] of Object.entries(changes)) {
		if (!known.has(key) && isSame(value, record[key])) removeIn(changes, [key]);
	}
	if (Object.keys(changes).length === 0) return undefined;
	const alsoSent = methodOf(update) === 'PUT' ? table : missingFields(table, changes);
	return withCurrent(alsoSent, record, changes);
}

/** A value that an update changes. */
export interface Difference {
	/** As a person sees it: "Network > IP". */
	field: string;
	/** What the record has; null where that is nothing. */
	from: unknown;
	to: unknown;
}

/**
 * What an update changes, field by field. Of secrets it is not told what they were or will be.
 *
 * @param record the record as AMPECO answers it
 * @param body what would be sent
 */
export function differencesOf(table: FieldTable, record: unknown, body: Json, label = ''): Difference[] {
	const own = isObject(record) ? record : {};
	const told = Object.entries(table).flatMap(([key, field]): Difference[] => {
		if (isInline(field)) return differencesOf(innerFields(field), own, body, label);
		const names = wireNames(key, field);
		const to = getIn(body, names);
		const from = valueOf(own, key, names);
		if (to === undefined || isSame(to, from)) return [];
		const name = label + field.label;
		if (isObject(to) && field.kind === 'group') return differencesOf(field.fields, from, to, `${name} > `);
		const isHidden = isSecret(field);
		return [{ field: name, from: isHidden ? HIDDEN : (from ?? null), to: isHidden ? HIDDEN : to }];
	});
	const known = new Set(Object.entries(table).map(([key, field]) => wireNames(key, field)[0]));
	const others = Object.entries(body).filter(
		([key, value]) => label === '' && !known.has(key) && !isSame(value, own[key]),
	);
	return [...told, ...others.map(([key, to]) => ({ field: key, from: own[key] ?? null, to }))];
}

/** A value of a record, which may show it under another name than it takes it. */
export function valueOf(record: Json, key: string, names: string[]): unknown {
	return getIn(record, names) ?? (names.length === 1 ? record[key] : undefined);
}

/** A group that AMPECO does not take in part. */
function needsWhole(field: Field): boolean {
	return field.kind === 'group' && Object.values(field.fields).some((inner) => inner.required);
}

/** Whether a record has a value already: numbers and moments in any spelling, plain values in any order. */
function isSame(given: unknown, own: unknown): boolean {
	if (isUnset(given) || isUnset(own)) return isUnset(given) && isUnset(own);
	if (Array.isArray(given)) {
		return (
			Array.isArray(own) &&
			own.length === given.length &&
			inOrder(given).every((one, index) => isSame(one, inOrder(own)[index]))
		);
	}
	if (isObject(given)) return isObject(own) && Object.entries(given).every(([key, value]) => isSame(value, own[key]));
	if (String(given) === String(own)) return true;
	if (MOMENT.test(String(given)) && MOMENT.test(String(own))) return toUtc(given, 'UTC') === toUtc(own, 'UTC');
	return typeof given === 'number' && typeof own === 'string' && given === Number(own);
}

/** Plain values and translations have no order of their own; other rows keep theirs. */
function inOrder(values: unknown[]): unknown[] {
	const orderOf = (value: unknown) => (isObject(value) ? value.locale : value);
	if (values.some((value) => orderOf(value) === undefined)) return values;
	return [...values].sort((one, other) => (String(orderOf(one)) < String(orderOf(other)) ? -1 : 1));
}

/** A copy of values without some of them, each named by its way into nested objects. */
export function without(values: Json, ways: string[][]): Json {
	const copy = copyOf(values);
	for (const names of ways) removeIn(copy, names);
	return copy;
}

/** A copy that shares nothing; what JSON gave may be the data of an input item. */
export function copyOf(values: Json): Json {
	return JSON.parse(JSON.stringify(values)) as Json;
}

/** Takes a value out of nested objects, and those it leaves empty with it. */
function removeIn(target: Json, [name, ...deeper]: string[]): void {
	const inner = target[name];
	if (deeper.length > 0) {
		if (!isObject(inner)) return;
		removeIn(inner, deeper);
		if (Object.keys(inner).length > 0) return;
	}
	delete target[name];
}
