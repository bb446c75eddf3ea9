/**
 * What is taken of the record as it is: what an update sends besides what a person set: for a replacement all that the record holds now, for
 * a partial update the fields AMPECO requires every time. Limited to the fields the operation takes.
 */
import { innerFields, isInline, isSecret, wireNames } from '../../catalogue';
import type { Field, FieldTable, OneOfField } from '../../catalogue';
import { getIn, isObject, join, setIn } from '../values/objects';
import { isUnset } from '../values/unset';

type Json = Record<string, unknown>;

/**
 * @param current the record as AMPECO answers it
 * @param given what a person set, in wire form; it wins, and nested objects are joined
 */
export function withCurrent(table: FieldTable, current: unknown, given: unknown): Json {
	const merged = taken(table, current, (given ?? {}) as Json);
	join(merged, (given ?? {}) as Json);
	return merged;
}

/** The required fields a person left out, as the record has them. */
export function missingFields(table: FieldTable, given: unknown): FieldTable {
	return Object.fromEntries(
		Object.entries(table).filter(
			([key, field]) => field.required && getIn((given ?? {}) as Json, wireNames(key, field)) === undefined,
		),
	);
}

/** What a replacement takes from the record: the fields a person left out, and those of which a part may be left out. */
export function fieldsToKeep(table: FieldTable, given: unknown): FieldTable {
	return Object.fromEntries(
		Object.entries(table).filter(
			([key, field]) =>
				field.kind === 'group' || isInline(field) || getIn((given ?? {}) as Json, wireNames(key, field)) === undefined,
		),
	);
}

/** The part of a record that a table of fields describes, without what cannot be joined with what was given. */
function taken(table: FieldTable, current: unknown, given: Json): Json {
	const kept: Json = {};
	if (!isObject(current)) return kept;
	for (const [key, field] of Object.entries(table)) {
		if (isInline(field)) {
			join(kept, inlineTaken(field, current, given));
			continue;
		}
		const names = wireNames(key, field);
		const own = getIn(given, names);
		// Languages and keys that were left out are to go.
		if (own !== undefined && (field.kind === 'map' || field.kind === 'translations')) continue;
		// A secret is answered masked, if at all.
		const value = isSecret(field) ? undefined : getIn(current, names);
		// Null says the same as leaving it out, and is not taken everywhere it is answered.
		if (value !== undefined && value !== null) setIn(kept, names, valueTaken(field, value, isObject(own) ? own : {}));
	}
	return kept;
}

/** A secret that the record has and a replacement would remove, as AMPECO does not show it; undefined where there is none. */
export function secretToGive(table: FieldTable, current: unknown, given: unknown): Field | undefined {
	if (!isObject(current)) return undefined;
	for (const [key, field] of Object.entries(table)) {
		const names = wireNames(key, field);
		const [now, next] = [getIn(current, names), isObject(given) ? getIn(given, names) : undefined];
		if (isSecret(field) && !isUnset(now) && next === undefined) return field;
		const inner =
			isInline(field) && stays(field, current, isObject(given) ? given : {})
				? secretToGive(innerFields(field), current, given)
				: field.kind === 'group'
					? secretToGive(field.fields, now, next)
					: undefined;
		if (inner) return inner;
	}
	return undefined;
}

/** Whether a record keeps its variant. */
function stays({ tag }: OneOfField, current: Json, given: Json): boolean {
	return tag !== undefined && (given[tag] ?? current[tag]) === current[tag];
}

function valueTaken(field: Field, value: unknown, given: Json): unknown {
	if (field.kind === 'group') return taken(field.fields, value, given);
	if (field.kind === 'list' && Array.isArray(value)) return value.map((row) => taken(field.fields, row, {}));
	return value;
}

/** The fields of all variants while the variant stays; when a person changes it, nothing of the old one is kept. */
function inlineTaken(field: OneOfField, current: Json, given: Json): Json {
	if (!stays(field, current, given)) return {};
	return { [field.tag!]: current[field.tag!], ...taken(innerFields(field), current, given) };
}
