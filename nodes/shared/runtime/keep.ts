/**
 * Before a record is replaced as a whole: what it holds now and a person did not set is added to what
 * is sent, limited to the fields the operation takes.
 */
import { wireNames } from '../catalogue';
import type { Field, FieldTable } from '../catalogue';
import { define, getIn, setIn } from './values';

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

/** The part of a record that a table of fields describes. */
function taken(table: FieldTable, current: unknown, given: Json): Json {
	const kept: Json = {};
	if (!isObject(current)) return kept;
	for (const [key, field] of Object.entries(table)) {
		if (field.kind === 'oneOf' && field.inline) {
			join(kept, inlineTaken(field, current, given));
			continue;
		}
		const names = wireNames(key, field);
		const value = getIn(current, names);
		// Null says the same as leaving it out, and is not taken everywhere it is answered.
		if (value !== undefined && value !== null) setIn(kept, names, valueTaken(field, value));
	}
	return kept;
}

function valueTaken(field: Field, value: unknown): unknown {
	if (field.kind === 'group') return taken(field.fields, value, {});
	if (field.kind === 'list' && Array.isArray(value)) return value.map((row) => taken(field.fields, row, {}));
	return value;
}

/** The fields of the variant that stays; when a person changes the variant, nothing of the old one is kept. */
function inlineTaken(field: Extract<Field, { kind: 'oneOf' }>, current: Json, given: Json): Json {
	const { tag, variants } = field;
	if (!tag) return {};
	const name = given[tag] ?? current[tag];
	const variant = name === current[tag] ? variants[String(name)] : undefined;
	return variant ? { [tag]: name, ...taken(variant.fields, current, given) } : {};
}

/** Lays `given` over `kept`: objects are joined, anything else replaces. */
function join(kept: Json, given: Json): void {
	for (const [key, value] of Object.entries(given)) {
		const present = Object.prototype.hasOwnProperty.call(kept, key) ? kept[key] : undefined;
		if (isObject(present) && isObject(value)) join(present, value);
		else define(kept, key, value);
	}
}

function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
