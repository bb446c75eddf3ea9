/** The body of a request: from the fields of the form, from JSON as a whole, or from the input item. */
import { isField, isInline, required, wireNames } from '../../catalogue';
import type { FieldTable, OneOfField, Operation, Resource } from '../../catalogue';
import {
	AS_IT_IS,
	INPUT_MODE,
	PARAMETER,
	bodyLayout,
	bodyList,
	changesRecord,
	clearableFields,
	inlineFields,
	mapFields,
	readerOf,
	shownBody,
	tableOf,
	variantLayout,
	withoutInline,
} from '../../catalogue/form';
import type { Layout } from '../../catalogue/form';
import { FieldProblem } from '../errors/errors';
import type { Asking } from '../kinds/kind';
import { jsonValue } from '../values/json';
import { getIn, isObject, join, setIn } from '../values/objects';
import { isNoValueWord, isUnset } from '../values/unset';
import { several, variantKeys, wireObject, wireValue } from '../values/values';
import { columnsFor } from './columns';
import type { Columns } from './columns';
import type { Filled } from './filled';
import { Given, addOthers } from './given';
import { checkApplyTo, checkNarrowed } from './narrowing';

type Json = Record<string, unknown>;

/** What the input item gives, where the values come from it; undefined where they stand in the form. Throws FieldProblem. */
export function columnsOf(filled: Filled, { layout, settings }: Asking): Columns | undefined {
	const { resource, operation, read, isTool } = filled;
	if (operation.body === undefined || read(PARAMETER.inputMode, INPUT_MODE.fields) !== INPUT_MODE.item) {
		return undefined;
	}
	if (isTool) {
		throw new FieldProblem(
			'Specify Values cannot be From the Input Item in a tool, as a model could then set any field. Choose Using Fields Below.',
		);
	}
	return columnsFor(filled, itemTable(resource, operation, layout), settings);
}

/** The body as the form gives it. Throws FieldProblem with the label of what is missing or does not fit. */
export function bodyFromForm(filled: Filled, { layout }: Asking): unknown {
	const { resource, operation, read, timeZone } = filled;
	if (operation.body === undefined) return undefined;
	if (read(PARAMETER.inputMode, INPUT_MODE.fields) === INPUT_MODE.json) {
		const body = wholeBody(filled);
		checkApplyTo(operation, body as Json, read);
		return body;
	}
	const list = bodyList(operation);
	if (list) return wireValue(list, read(PARAMETER.items), timeZone);
	const table = layout ? neededIn(layout, operation) : withoutInline(shownBody(resource, operation));
	const given = new Given(layout ?? bodyLayout(resource, operation), read);
	const body = wireObject(table, (key) => given.of(key), timeZone);
	for (const field of layout ? [] : inlineFields(operation)) join(body, chosenVariant(field, filled));
	if (changesRecord(operation)) clear(body, table, given.beside(PARAMETER.fieldsToClear));
	checkNarrowed(operation, body, (key) => given.has(key));
	checkApplyTo(operation, body, read);
	addOthers(body, given.others(PARAMETER.otherFields), 'Other Fields');
	return body;
}

/** The body as the input item gives it. Throws FieldProblem. */
export function bodyFromItem({ operation, read, timeZone }: Filled, { table, body: taken }: Columns): unknown {
	const body = wireObject(table, (key) => taken.values[key], timeZone);
	if (bodyList(operation)) return body[PARAMETER.items];
	checkNarrowed(operation, body, (key) => taken.given.has(key));
	checkApplyTo(operation, body, read);
	return body;
}

/** The shape that the item gives of a choice at the top of the body. */
export function variantIn({ table, body }: Columns): string | undefined {
	const [key] = Object.entries(table).find(([, field]) => isInline(field)) ?? [];
	const chosen = key === undefined ? undefined : body.values[key];
	return isObject(chosen) ? Object.keys(chosen)[0] : undefined;
}

/** By what it is made of, the same table for all items, as what is known of its names hangs on it. */
const itemTables = new WeakMap<Operation | Layout, FieldTable>();

/** The fields of the body as the item can give them; what must be there is the same as in the form. */
function itemTable(resource: Resource, operation: Operation, layout?: Layout): FieldTable {
	const source = layout ?? operation;
	const table = itemTables.get(source) ?? newItemTable(resource, operation, layout);
	itemTables.set(source, table);
	return table;
}

function newItemTable(resource: Resource, operation: Operation, layout?: Layout): FieldTable {
	if (isField(operation.body)) return { [PARAMETER.items]: required(operation.body) };
	if (layout) return neededIn(layout, operation);
	const canStay = readerOf(resource, operation) !== undefined;
	const table = shownBody(resource, operation);
	const choices = Object.entries(table).filter(([, field]) => isInline(field));
	// As in the form, what a shape always sends comes last.
	return {
		...withoutInline(table),
		...Object.fromEntries(choices.map(([key, field]) => [key, { ...field, required: !canStay }])),
	};
}

/** The fields of the body, in its own order. */
function neededIn({ own }: Layout, operation: Operation): FieldTable {
	return mapFields(tableOf(operation), (field, key) => ({ ...field, required: key in own }));
}

function wholeBody({ operation, read }: Filled): unknown {
	const given = read(PARAMETER.jsonBody);
	if (isUnset(given))
		throw new FieldProblem('JSON is missing. Fill it in, or check that its expression gives a value.');
	const body = jsonValue(given, 'JSON');
	const wantsList = bodyList(operation) !== undefined;
	if (wantsList !== Array.isArray(body) || typeof body !== 'object' || body === null) {
		throw new FieldProblem(wantsList ? 'JSON must be an array: [ … ].' : 'JSON must be an object: { … }.');
	}
	return body;
}

function chosenVariant(field: OneOfField, { resource, operation, read, timeZone }: Filled): Json {
	const name = String(read(PARAMETER.variant));
	if (name === AS_IT_IS && readerOf(resource, operation)) return {};
	const variant = field.variants[name];
	if (!variant) {
		throw new FieldProblem(`${field.label} has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
	}
	const given = new Given(variantLayout(field, name), read);
	return { ...variantKeys(field, name), ...wireObject(variant.fields, (key) => given.of(key), timeZone) };
}

/** Sets null for each field chosen under Fields to Clear. */
function clear(body: Json, table: FieldTable, chosen: unknown): void {
	const wanted = isNoValueWord(chosen) ? [] : several(chosen).map(String);
	if (wanted.length === 0) return;
	const known = new Set(clearableFields(table).map(({ path }) => path));
	for (const path of wanted) {
		// With a group, all that is in it is cleared.
		if (wanted.some((other) => path.startsWith(`${other}.`))) continue;
		if (!known.has(path))
			throw new FieldProblem(`Fields to Clear has no field named ${JSON.stringify(path)}. Choose from the list.`);
		setNull(body, table, path.split('.'));
	}
}

/** @param outer the way to the table through those around it, in AMPECO's names */
function setNull(body: Json, table: FieldTable, [key, ...deeper]: string[], outer: string[] = []): void {
	const field = table[key];
	const names = [...outer, ...wireNames(key, field)];
	if (field.kind === 'group' && deeper.length > 0) {
		setNull(body, field.fields, deeper, names);
		return;
	}
	if (getIn(body, names) !== undefined) {
		throw new FieldProblem(`${field.label} is both set and to be cleared. Remove it from one of the two.`);
	}
	setIn(body, names, null);
}
