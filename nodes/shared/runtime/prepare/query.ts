/** The query of a request: filters, and what else an address can hold. */
import type { IDataObject } from 'n8n-workflow';
import { wireNames } from '../../catalogue';
import type { FieldTable, Operation } from '../../catalogue';
import { PARAMETER, filterLayout, queryLayout } from '../../catalogue/form';
import { FieldProblem } from '../errors/errors';
import { looseValue } from '../values/json';
import { define, getIn, setIn } from '../values/objects';
import { isUnset, unwrapLocator, withoutWords } from '../values/unset';
import { hasNullOption, switchValue, wireValue } from '../values/values';
import type { Filled } from './filled';
import { Given, addOthers } from './given';
import { keyText } from './keys';
import { isWellFormed } from './path';

const OTHER_FILTERS = 'Other Filters';

/** Names that n8n's HTTP client leaves out of a query without a word. */
const NEVER_SENT = new Set(['__proto__', 'constructor', 'prototype']);

/** @throws FieldProblem with the label of what does not fit, or gives nothing */
export function queryFor({ operation, read, timeZone, isTool }: Filled): IDataObject {
	const options = new Given(queryLayout(operation), read);
	const query = tableFor(operation.query, options, timeZone);
	const skipsEmpty = switchValue(options.beside(PARAMETER.skipEmptyFilters), 'Skip Empty Filters', isTool === true);
	const filter = filtersFor(operation, new Given(filterLayout(operation), read), timeZone, skipsEmpty);
	const whole = { ...(Object.keys(filter).length > 0 ? { filter } : {}), ...query };
	const broken = textsIn(whole).find((text) => !isWellFormed(text));
	if (broken !== undefined) {
		throw new FieldProblem(
			`The filter ${JSON.stringify(broken)} holds half of a character, which cannot be sent. Correct it.`,
		);
	}
	return whole;
}

/**
 * A value as an address can hold it: all texts are keys there. Of nothing, n8n's HTTP client sends the name alone or leaves out
 * that as well.
 */
export function inAddress(value: unknown, label: string): unknown {
	if (typeof value === 'string') return keyText(value, label);
	if (typeof value !== 'object') return value;
	if (Object.keys(value ?? {}).length === 0) {
		throw new FieldProblem(`${label} has an empty value in it, which cannot be sent. Give it one, or remove it.`);
	}
	if (Array.isArray(value)) return value.map((one) => inAddress(one, label));
	const copy: Record<string, unknown> = {};
	for (const [name, one] of Object.entries(value as object)) define(copy, name, inAddress(one, label));
	return copy;
}

/** Every text in a query, names and values. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}

/** The fields of a table in a query. */
function tableFor(table: FieldTable = {}, given: Given, timeZone: string): IDataObject {
	const query: Record<string, unknown> = {};
	for (const [key, field] of Object.entries(table)) {
		const own = given.of(key);
		const word = unwrapLocator(own);
		// The word null asks for records without a value, where AMPECO knows that.
		const asksForNone =
			(field.nullable === true || hasNullOption(field)) && typeof word === 'string' && word.trim() === 'null';
		const value = asksForNone ? 'null' : inAddress(wireValue(field, withoutWords(own), timeZone), field.label);
		if (value !== undefined) setIn(query, wireNames(key, field), value);
	}
	return query as IDataObject;
}

/** The filters, those not listed included. One that was added and gives nothing would widen the list, so it is refused. */
function filtersFor(operation: Operation, given: Given, timeZone: string, skipsEmpty: boolean): IDataObject {
	const { filters: table = {} } = operation;
	const query = tableFor(table, given, timeZone);
	const others = given.others(PARAMETER.otherFilters);
	if (!skipsEmpty) {
		const empty = Object.entries(table).find(
			([key, field]) => given.has(key) && getIn(query, wireNames(key, field)) === undefined,
		);
		if (empty) throw emptyFilter(empty[1].label);
		const other = others.find(({ name, value }) => !isUnset(name) && isUnset(value));
		if (other) throw emptyFilter(`${OTHER_FILTERS} > ${String(other.name).trim()}`);
	}
	const filled = others.filter(({ value }) => !isUnset(value));
	addOthers(query, filled, OTHER_FILTERS, (value, label) => inAddress(looseValue(value, label), label));
	checkOwnFilters(operation, query);
	const dropped = Object.keys(query).find((key) => NEVER_SENT.has(key));
	if (dropped) {
		throw new FieldProblem(`Other Filters cannot have the name "${dropped}". Correct the name, or remove the entry.`);
	}
	return query;
}

/** What the operation sets by itself cannot be set a second time. */
function checkOwnFilters({ ownFilters = {} }: Operation, query: IDataObject): void {
	const own = Object.entries(ownFilters).find(([key, field]) => getIn(query, wireNames(key, field)) !== undefined);
	if (!own) return;
	throw new FieldProblem(
		`${OTHER_FILTERS} cannot have ${own[1].label} here, as the node sets it by itself. Remove it.`,
	);
}

function emptyFilter(label: string): FieldProblem {
	return new FieldProblem(
		`${label} gives no value, so the list would hold more than meant. Give it one, or remove the filter.`,
	);
}
