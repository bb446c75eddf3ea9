/** From the parameters of one item to the request that carries out its operation. */
import type { IDataObject } from 'n8n-workflow';
import { ONCE, REPEAT, UPSERT, isField, isTable, nounOf, pathFields, pathOf, wireNames } from '../catalogue';
import type { FieldTable, ListField, OnceByMark, OneOfField, Operation, Resource, Upsert } from '../catalogue';
import {
	APPLY_TO,
	AS_IT_IS,
	INPUT_MODE,
	OPTIONAL,
	PARAMETER,
	bodyLayout,
	changesRecord,
	clearableFields,
	columnsIn,
	filterLayout,
	inlineFields,
	isInline,
	jsonName,
	keyNamed,
	mapFields,
	queryLayout,
	readerOf,
	shownBody,
	takesJson,
	upsertLayout,
	variantLayout,
	withoutInline,
} from '../catalogue/form';
import type { Layout } from '../catalogue/form';
import { lowerCase } from '../catalogue/words';
import { columnsFor, fromFormOrItem } from './columns';
import type { Columns, Source } from './columns';
import { FieldProblem } from './errors';
import { keyText, settleKeys } from './keys';
import { markOf, marksIn, withMark } from './marks';
import { filledPath, isWellFormed } from './path';
import type { Request, Row } from './request';
import {
	define,
	getIn,
	hasNullOption,
	isNoValueWord,
	isObject,
	isUnset,
	join,
	jsonValue,
	looseValue,
	setIn,
	several,
	unwrapLocator,
	variantKeys,
	switchValue,
	wireObject,
	wireValue,
	withoutWords,
} from './values';
import type { Read } from './work';

const OTHER_FILTERS = 'Other Filters';

/** Names that n8n's HTTP client leaves out of a query without a word. */
const NEVER_SENT = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * @param timeZone the workflow's, for dates without an offset
 * @param isTool whether an AI agent asks, which fills in every field there is
 * @throws FieldProblem with the label of what is missing or does not fit
 */
export function prepare(
	resource: Resource,
	operation: Operation,
	read: Read,
	timeZone: string,
	isTool = false,
	source: Source = { json: {} },
): Request {
	const row = operation.kind === 'onceByMark' ? rowFor(read, timeZone) : undefined;
	const columns = isFromItem(operation, read, isTool)
		? columnsFor(resource, operation, itemTable(resource, operation, read), read, {
				...source,
				settings: settingsOf(operation, read, row),
			})
		: undefined;
	const path = pathFor(resource, operation, read, timeZone, columns);
	const query = queryFor(operation, read, timeZone, isTool);
	const body = columns
		? bodyFromItem(operation, read, timeZone, columns)
		: bodyFor(resource, operation, read, timeZone);
	if (operation.body) settleKeys(operation.body, body);
	if (operation.kind === 'onceByMark') addMark(operation, body as Record<string, unknown>, row!);
	const newer = [
		...newerIn(operation.filters, query.filter),
		...newerIn(operation.query, query),
		...newerIn(isTable(operation.body) ? operation.body : {}, body),
	];
	const named = namedIn(resource, operation);
	const variant = columns && variantIn(columns);
	return {
		operation,
		noun: nounOf(resource),
		named,
		path,
		query,
		body,
		newer,
		...(row ? { row } : {}),
		...(variant === undefined ? {} : { variant }),
	};
}

/** A single ID is that of the record itself, which has a name of its own, unless records below it are made or listed. */
function namedIn(resource: Resource, operation: Operation): string[] {
	const labels = Object.values(pathFields(resource, operation)).map(({ label }) => lowerCase(label));
	const isAbove =
		operation.kind === 'list' ||
		operation.kind === 'changed' ||
		operation.route.startsWith('POST /public-api/resources/');
	return labels.length === 1 && !isAbove ? [nounOf(resource)] : labels;
}

/** The fields of a table that were given and that not every tenant knows. */
function newerIn(table: FieldTable = {}, given: unknown): NonNullable<Request['newer']> {
	return Object.entries(table).flatMap(([key, field]) =>
		field.since && isObject(given) && getIn(given, wireNames(key, field)) !== undefined
			? [{ label: field.label, since: field.since }]
			: [],
	);
}

function pathFor(
	resource: Resource,
	operation: Operation,
	read: Read,
	timeZone: string,
	columns: Columns | undefined,
): string {
	const fields = pathFields(resource, operation);
	return filledPath(pathOf(operation), (segment) => {
		const field = fields[segment];
		const inForm = withoutWords(read(segment));
		const given = columns ? fromFormOrItem(inForm, columns.path.get(segment), field.label) : inForm;
		const value = wireValue({ ...field, required: true }, given, timeZone);
		return { value: inAddress(value, field.label), label: field.label };
	});
}

/** What stands in the form for the fields of a layout; each collection is read once, and a field's own parameter when asked for. */
class Given {
	private readonly collections: IDataObject[];

	private readonly all: FieldTable;

	constructor(
		private readonly layout: Layout,
		private readonly read: Read,
	) {
		this.collections = layout.collections.map(({ name }) => (read(name, {}) ?? {}) as IDataObject);
		this.all = Object.assign({}, layout.own, ...layout.collections.map(({ fields }) => fields)) as FieldTable;
	}

	of(key: string): unknown {
		const list = columnsIn(this.all)[key];
		if (list !== undefined) return this.column(list, key);
		// A hidden one is not there.
		if (key in this.layout.own) return this.read(key, null);
		const value = this.beside(key) ?? undefined;
		const json = this.beside(jsonName(key));
		if (isUnset(json) || !this.isNested(key)) return value;
		if (value === undefined) return { json: [{ json }] };
		throw new FieldProblem(`${this.all[key].label} is given twice, by fields and as JSON. Remove one of them.`);
	}

	/** Whether a person added the field, whatever its value. */
	has(key: string): boolean {
		return this.collections.some((values) => key in values || (this.isNested(key) && jsonName(key) in values));
	}

	private isNested(key: string): boolean {
		return key in this.all && takesJson(this.all[key]);
	}

	/** The values that the rows of a list have for a field beside it: one in each, or none at all. */
	private column(list: string, key: string): unknown[] | undefined {
		const { items } = (this.of(list) ?? {}) as { items?: IDataObject | IDataObject[] };
		const rows = items === undefined ? [] : [items].flat();
		const values = rows.map((row) => row[key] ?? (row[OPTIONAL] as IDataObject | undefined)?.[key]);
		const lacking = values.findIndex(isUnset);
		if (lacking < 0 || values.every(isUnset)) return lacking < 0 ? values : undefined;
		const { label, row, columns = {} } = this.all[list] as ListField;
		throw new FieldProblem(
			`${label} ${lacking + 1} > ${columns[key]} is missing. Give it in each ${lowerCase(row)}, or in none.`,
		);
	}

	/** What stands in a collection beside its fields. */
	beside(name: string): unknown {
		return this.collections.map((values) => values[name]).find((value) => value !== undefined && value !== null);
	}
}

function queryFor(operation: Operation, read: Read, timeZone: string, isTool: boolean): IDataObject {
	const options = new Given(queryLayout(operation), read);
	const query = tableFor(operation.query, options, timeZone);
	const skipsEmpty = switchValue(options.beside(PARAMETER.skipEmptyFilters), 'Skip Empty Filters', isTool);
	const filter = filtersFor(operation, read, timeZone, skipsEmpty);
	const whole = { ...(Object.keys(filter).length > 0 ? { filter } : {}), ...query };
	const broken = textsIn(whole).find((text) => !isWellFormed(text));
	if (broken !== undefined) {
		throw new FieldProblem(
			`The filter ${JSON.stringify(broken)} holds half of a character, which cannot be sent. Correct it.`,
		);
	}
	return whole;
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

/**
 * A value as an address can hold it: all texts are keys there. Of nothing, n8n's HTTP client sends the name alone or leaves out
 * that as well.
 */
function inAddress(value: unknown, label: string): unknown {
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

/** The filters, those not listed included. One that was added and gives nothing would widen the list, so it is refused. */
function filtersFor(operation: Operation, read: Read, timeZone: string, skipsEmpty: boolean): IDataObject {
	const { filters: table = {} } = operation;
	const given = new Given(filterLayout(operation), read);
	const query = tableFor(table, given, timeZone);
	const others = rowsBeside(given, PARAMETER.otherFilters);
	if (!skipsEmpty) {
		const empty = Object.entries(table).find(
			([key, field]) => given.has(key) && getIn(query, wireNames(key, field)) === undefined,
		);
		if (empty) throw emptyFilter(empty[1].label);
		const other = others.find(({ name, value }) => !isUnset(name) && isUnset(value));
		if (other) throw emptyFilter(`${OTHER_FILTERS} > ${String(other.name).trim()}`);
	}
	addOtherFields(
		query,
		others.filter(({ value }) => !isUnset(value)),
		OTHER_FILTERS,
	);
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

function bodyFor(resource: Resource, operation: Operation, read: Read, timeZone: string): unknown {
	if (operation.body === undefined) return undefined;
	if (read(PARAMETER.inputMode, INPUT_MODE.fields) === INPUT_MODE.json) {
		const body = wholeBody(operation, read);
		checkApplyTo(operation, body as Record<string, unknown>, read);
		return body;
	}
	if (isField(operation.body) && operation.body.kind === 'list') {
		return wireValue({ ...operation.body, required: true }, read(PARAMETER.items), timeZone);
	}
	if (operation.kind === 'upsert') return matchedBody(operation, read, timeZone);
	const table = withoutInline(shownBody(resource, operation));
	const given = new Given(bodyLayout(resource, operation), read);
	const body = wireObject(table, (key) => given.of(key), timeZone);
	const canStay = readerOf(resource, operation) !== undefined;
	for (const field of inlineFields(operation)) join(body, chosenVariant(field, read, timeZone, canStay));
	if (changesRecord(operation)) clear(body, table, given.beside(PARAMETER.fieldsToClear));
	checkNarrowed(operation, body, (key) => given.has(key));
	checkApplyTo(operation, body, read);
	addOtherFields(body, rowsBeside(given, PARAMETER.otherFields), 'Other Fields');
	return body;
}

function isFromItem(operation: Operation, read: Read, isTool: boolean): boolean {
	if (operation.body === undefined || read(PARAMETER.inputMode, INPUT_MODE.fields) !== INPUT_MODE.item) return false;
	if (!isTool) return true;
	throw new FieldProblem(
		'Specify Values cannot be From the Input Item in a tool, as a model could then set any field. Choose Using Fields Below.',
	);
}

/** The same table for all items, as what is known of its names hangs on it. */
const itemTables = new WeakMap<Operation, Map<string, FieldTable>>();

/** The fields of the body as the item can give them; what must be there is the same as in the form. */
function itemTable(resource: Resource, operation: Operation, read: Read): FieldTable {
	const key = operation.kind === 'upsert' ? chosenKey(operation, read) : [];
	const known = itemTables.get(operation) ?? new Map<string, FieldTable>();
	itemTables.set(operation, known);
	const table = known.get(key.join()) ?? newItemTable(resource, operation, key);
	known.set(key.join(), table);
	return table;
}

function newItemTable(resource: Resource, operation: Operation, key: string[]): FieldTable {
	const { body } = operation;
	if (isField(body)) return { [PARAMETER.items]: { ...body, required: true } };
	if (operation.kind === 'upsert') return matchedTable(operation, key);
	const canStay = readerOf(resource, operation) !== undefined;
	const table = shownBody(resource, operation);
	const choices = Object.entries(table).filter(([, field]) => isInline(field));
	// As in the form, what a shape always sends comes last.
	return {
		...withoutInline(table),
		...Object.fromEntries(choices.map(([key, field]) => [key, { ...field, required: !canStay }])),
	};
}

function bodyFromItem(operation: Operation, read: Read, timeZone: string, { table, body: taken }: Columns): unknown {
	const body = wireObject(table, (key) => taken.values[key], timeZone);
	if (isField(operation.body) && operation.body.kind === 'list') return body[PARAMETER.items];
	checkNarrowed(operation, body, (key) => taken.given.has(key));
	checkApplyTo(operation, body, read);
	return body;
}

/** The shape that the item gives of a choice at the top of the body. */
function variantIn({ table, body }: Columns): string | undefined {
	const [key] = Object.entries(table).find(([, field]) => isInline(field)) ?? [];
	const chosen = key === undefined ? undefined : body.values[key];
	return isObject(chosen) ? Object.keys(chosen)[0] : undefined;
}

/** The body of "Create or Update": of its fields only the key must be given. */
function matchedBody(operation: Upsert, read: Read, timeZone: string): Record<string, unknown> {
	const key = chosenKey(operation, read);
	const given = new Given(upsertLayout(operation, key), read);
	const body = wireObject(matchedTable(operation, key), (name) => given.of(name), timeZone);
	addOtherFields(body, rowsBeside(given, PARAMETER.otherFields), 'Other Fields');
	return body;
}

function matchedTable({ body }: Upsert, key: string[]): FieldTable {
	return mapFields(body, (field, name) => ({ ...field, required: key.includes(name) }));
}

/** What an expression left empty must not widen a change to everything. */
function checkNarrowed(operation: Operation, body: Record<string, unknown>, has: (key: string) => boolean): void {
	const empty = narrowing(operation, body).find(({ key, isGiven }) => has(key) && !isGiven);
	if (!empty) return;
	throw new FieldProblem(
		`${empty.label} gives no value, and without it more would be meant. Give it one, or remove the field.`,
	);
}

/** Where less given means more done, what is given must fit what was chosen. */
function checkApplyTo(operation: Operation, body: Record<string, unknown>, read: Read): void {
	const { applyTo } = operation;
	if (!applyTo) return;
	const { label = 'Apply To', all, some } = applyTo;
	const chosen = String(read(PARAMETER.applyTo, APPLY_TO.some));
	const fields = narrowing(operation, body);
	const labels = fields.map((field) => field.label).join(' or ');
	const given = fields.find(({ isGiven }) => isGiven);
	if (chosen === APPLY_TO.all && given) {
		throw new FieldProblem(`${given.label} is given, but ${label} is ${all}. Remove it, or choose ${some}.`);
	}
	if (chosen === APPLY_TO.some && !given) {
		throw new FieldProblem(`${labels} gives no value. Give it one, or set ${label} to ${all} if that is meant.`);
	}
	if (chosen !== APPLY_TO.all && chosen !== APPLY_TO.some) {
		throw new FieldProblem(`${label} has no choice named ${JSON.stringify(chosen)}. Choose one from the list.`);
	}
}

/** The fields that narrow what is acted on, and whether a body has them. */
function narrowing({ narrowedBy = [], body: table }: Operation, body: Record<string, unknown>) {
	return narrowedBy.map((key) => {
		const field = (table as FieldTable)[key];
		return { key, label: field.label, isGiven: !isUnset(getIn(body, wireNames(key, field))) };
	});
}

/** What stands in the form of the operation beside its fields, by label: a column may be called like it, or hold it. */
function settingsOf(operation: Operation, read: Read, row?: Row): Map<string, unknown> {
	if (operation.kind === 'repeat') return new Map([['Quantity', read(REPEAT.quantity)]]);
	if (!row) return new Map();
	return new Map([
		[ONCE.campaign.label, row.campaign],
		[ONCE.rowKey.label, row.key],
		[ONCE.campaignBegan.label, row.began],
	]);
}

/** The row of "Create Once" that an item is. */
function rowFor(read: Read, timeZone: string): Row {
	const valueOf = (name: keyof typeof ONCE): unknown => {
		const value = wireValue(ONCE[name], withoutWords(read(name)), timeZone);
		return typeof value === 'string' ? keyText(value, ONCE[name].label) : value;
	};
	// The same letters may be written in two ways, as a Mac and Excel do.
	const [campaign, key] = [valueOf('campaign'), valueOf('rowKey')].map((text) => String(text).normalize('NFC'));
	const began = valueOf('campaignBegan') as string | undefined;
	if (began !== undefined && Date.parse(began) > Date.now() + DAY) {
		throw new FieldProblem(
			`${ONCE.campaignBegan.label} is ${began}, which is yet to come. Give the day it was first run.`,
		);
	}
	return { campaign, key, mark: markOf(campaign, key), began };
}

/** A day, in milliseconds: so far ahead of UTC a day may have begun. */
const DAY = 86_400_000;

/** Puts the mark of the row before the note; the body is ours to change. */
function addMark({ body: table, note }: OnceByMark, body: Record<string, unknown>, { mark }: Row): void {
	const field = table[note];
	const names = wireNames(note, field);
	const text = wireValue(field, getIn(body, names), '') ?? '';
	if (typeof text !== 'string' || marksIn(text).length > 0) {
		throw new FieldProblem(`${field.label} has the mark of a row already. Leave it out, or give a text of your own.`);
	}
	setIn(body, names, withMark(text, mark));
}

/** The names of the fields by which "Create or Update" looks for a record. */
export function chosenKey(operation: Upsert, read: Read): string[] {
	const name = String(read(UPSERT.matchBy));
	const key = keyNamed(operation, name);
	if (!key) {
		throw new FieldProblem(`Match By has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
	}
	return key;
}

function wholeBody(operation: Operation, read: Read): unknown {
	const given = read(PARAMETER.jsonBody);
	if (isUnset(given))
		throw new FieldProblem('JSON is missing. Fill it in, or check that its expression gives a value.');
	const body = jsonValue(given, 'JSON');
	const wantsList = isField(operation.body) && operation.body.kind === 'list';
	if (wantsList !== Array.isArray(body) || typeof body !== 'object' || body === null) {
		throw new FieldProblem(wantsList ? 'JSON must be an array: [ … ].' : 'JSON must be an object: { … }.');
	}
	return body;
}

function chosenVariant(field: OneOfField, read: Read, timeZone: string, canStay: boolean): Record<string, unknown> {
	const name = String(read(PARAMETER.variant));
	if (canStay && name === AS_IT_IS) return {};
	const variant = field.variants[name];
	if (!variant) {
		throw new FieldProblem(`${field.label} has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
	}
	const given = new Given(variantLayout(field, name), read);
	return { ...variantKeys(field, name), ...wireObject(variant.fields, (key) => given.of(key), timeZone) };
}

/** Sets null for each field chosen under Fields to Clear. */
function clear(body: Record<string, unknown>, table: FieldTable, chosen: unknown): void {
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

/** @param keys the way to the field through the tables of nested groups */
function setNull(
	body: Record<string, unknown>,
	table: FieldTable,
	[key, ...deeper]: string[],
	outer: string[] = [],
): void {
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

interface OtherField {
	name?: unknown;
	value?: unknown;
}

/** The rows of Other Fields or Other Filters. */
function rowsBeside(given: Given, name: string): OtherField[] {
	return ((given.beside(name) as { items?: unknown } | undefined)?.items ?? []) as OtherField[];
}

/** Keys this package does not know, as a person named them. */
function addOtherFields(target: Record<string, unknown>, rows: OtherField[], label: string): void {
	for (const { name, value } of rows) {
		if (isUnset(name)) throw new FieldProblem(`${label} has an entry without a name. Fill in the name, or remove it.`);
		const key = String(name).trim();
		if (Object.prototype.hasOwnProperty.call(target, key)) {
			throw new FieldProblem(`${label} > ${key} is given twice. Remove one of the two.`);
		}
		const own = looseValue(value, `${label} > ${key}`);
		define(target, key, label === OTHER_FILTERS ? inAddress(own, `${label} > ${key}`) : own);
	}
}
