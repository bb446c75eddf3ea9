/**
 * Texts by which something is found or told apart. What comes from a spreadsheet, a template or a model often has blanks around
 * it, or holds what is written there in place of a value: sent like that, a record is made that nobody finds again.
 */
import { innerFields, isField, isInline, isKey, wireNames } from '../../catalogue';
import type { Body, Field, FieldTable } from '../../catalogue';
import { FieldProblem } from '../errors/errors';
import { getIn, isObject, setIn } from '../values/objects';
import { shown } from '../values/refuse';

/** What spreadsheets in whatever language write for a failed formula or a narrow column, and JavaScript for what is no text. */
const NO_VALUE = /^(#N\/A|#NV|#[\p{Lu}\d/_]+[!?]|#{2,}|NaN|undefined|null|\[object \w+\]|Invalid Date(Time)?)$/u;

/**
 * A number as spreadsheets write it when it is long: with a decimal part, or from 1E+11 on. Nothing else, as "1E5" or "04E12345"
 * may be a card's UID and "3E-12" a place.
 */
const SHORTENED = /^[+-]?(\d{1,3}[.,]\d+E[+-]\d+|\dE\+\d\d+)$/i;

/**
 * @returns the text without blanks around it
 * @throws FieldProblem where it is what stands in place of a value
 */
export function keyText(given: string, label: string): string {
	const text = given.trim();
	if (NO_VALUE.test(text)) {
		throw new FieldProblem(
			`${label} is ${shown(text)}, which stands where there is no value. Give the value, or leave it out.`,
		);
	}
	if (SHORTENED.test(text)) {
		throw new FieldProblem(
			`${label} is ${shown(text)}, of which a spreadsheet has left out digits. Make its column one of text, and give it whole.`,
		);
	}
	return text;
}

/**
 * Puts the keys of a body right, at any depth and whether its fields were filled in or given as JSON; the body is ours to change.
 *
 * @throws FieldProblem with the path of labels
 */
export function settleKeys(table: Body, body: unknown): void {
	if (!isField(table)) settleTable(table, body, '');
	else if (isInline(table)) settleTable(innerFields(table), body, '');
	else settleRows(table, body, table.label);
}

function settleTable(table: FieldTable, body: unknown, prefix: string): void {
	if (!isObject(body)) return;
	for (const [key, field] of Object.entries(table)) {
		if (isInline(field)) {
			settleTable(innerFields(field), body, prefix);
			continue;
		}
		const names = wireNames(key, field);
		const value = getIn(body, names);
		const label = prefix + field.label;
		if (!isKey(field)) settleRows(field, value, label);
		else if (typeof value === 'string') setIn(body, names, keyOf(field, value, label));
		else if (Array.isArray(value))
			setIn(
				body,
				names,
				value.map((one) => keyOf(field, one, label)),
			);
	}
}

/** What is inside a field: one object, or rows of it. */
function settleRows(field: Field, value: unknown, label: string): void {
	if (typeof value !== 'object' || value === null) return;
	const table = innerFields(field);
	if (!Array.isArray(value)) settleTable(table, value, `${label} > `);
	else value.forEach((row, index) => settleTable(table, row, `${label} ${index + 1} > `));
}

/** One of a field's texts; a choice may have a word among its values that is none elsewhere. */
function keyOf(field: Field, value: unknown, label: string): unknown {
	const isOption = 'options' in field && field.options.some((option) => option.value === value);
	return typeof value === 'string' && !isOption ? keyText(value, label) : value;
}
