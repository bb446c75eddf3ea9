/** From the parameters of one item to the request that carries out its operation. */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { isField, pathFields, pathOf, wireNames } from '../catalogue';
import type { Field, FieldTable, Operation, Resource } from '../catalogue';
import {
	AS_IT_IS,
	PARAMETER,
	bodyCollection,
	changesRecord,
	clearableFields,
	isInline,
	keyValue,
	readerOf,
	shownBody,
	variantCollection,
	withoutInline,
} from '../compile/operation';
import type { Prepared } from './send';
import {
	FieldProblem,
	define,
	getIn,
	isUnset,
	join,
	jsonValue,
	looseValue,
	setIn,
	unwrapLocator,
	variantKeys,
	wireObject,
	wireValue,
} from './values';

/** Milliseconds until a request is given up, unless Request Options say otherwise; n8n's own default. */
const TIME_OUT = 300_000;

/** Names that n8n's HTTP client leaves out of a query without a word. */
const NEVER_SENT = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a parameter of the item at hand; expressions are evaluated at each call, so call once. */
export type Read = (name: string, fallback?: unknown) => unknown;

/**
 * @param timeZone the workflow's, for dates without an offset
 * @throws FieldProblem with the label of what is missing or does not fit
 */
export function prepare(
	resource: Resource,
	operation: Operation,
	read: Read,
	timeZone: string,
): Omit<Prepared, 'transport'> {
	return {
		path: pathFor(resource, operation, read, timeZone),
		query: queryFor(operation, read, timeZone),
		body: bodyFor(resource, operation, read, timeZone),
	};
}

/** The time-out, proxy and certificate check a person set under Request Options. */
export function transportOf(requestOptions: IDataObject): Partial<IHttpRequestOptions> {
	const { proxy, timeout, allowUnauthorizedCerts } = requestOptions;
	return {
		timeout: Number(timeout) > 0 ? Number(timeout) : TIME_OUT,
		...(allowUnauthorizedCerts === true ? { skipSslCertificateValidation: true } : {}),
		...(typeof proxy === 'string' && proxy.trim() !== '' ? { proxy: proxyOf(proxy.trim()) } : {}),
	};
}

function proxyOf(address: string): IHttpRequestOptions['proxy'] {
	const match = /^(?:(https?):\/\/)?(?:([^:@/]+)(?::([^@/]*))?@)?([^:/@]+):(\d{1,5})\/?$/i.exec(address);
	if (!match) throw new FieldProblem('Proxy must be an address with a port such as http://proxy.example.com:3128.');
	const [, protocol, username, password, host, port] = match;
	return {
		host,
		port: Number(port),
		protocol: protocol?.toLowerCase() ?? 'http',
		...(username
			? { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password ?? '') } }
			: {}),
	};
}

function pathFor(resource: Resource, operation: Operation, read: Read, timeZone: string): string {
	let path = pathOf(operation);
	for (const [name, field] of Object.entries(pathFields(resource, operation))) {
		const value = wireValue({ ...field, required: true }, read(name), timeZone);
		path = path.replace(`{${name}}`, () => encodeSegment(String(value), field));
	}
	return path;
}

/** One path segment, which must stay one: "." and ".." would lead to another route even when encoded. */
function encodeSegment(value: string, field: Field): string {
	if (/^\.{1,2}$/.test(value) || !isWellFormed(value)) {
		throw new FieldProblem(`${field.label} cannot be ${JSON.stringify(value)}. Give the ID as AMPECO shows it.`);
	}
	return encodeURIComponent(value);
}

/** No half of a surrogate pair, which cannot be encoded. */
function isWellFormed(value: string): boolean {
	return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}

function queryFor(operation: Operation, read: Read, timeZone: string): IDataObject {
	const filter = fromCollection(operation.filters, PARAMETER.filters, read, timeZone);
	const query = fromCollection(operation.query, PARAMETER.options, read, timeZone);
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

/** Required fields from parameters of their own, the others and those not listed from one collection. */
function fromCollection(table: FieldTable | undefined, name: string, read: Read, timeZone: string): IDataObject {
	if (!table) return {};
	const optional = Object.values(table).some((field) => !field.required) ? ((read(name, {}) ?? {}) as IDataObject) : {};
	const query: Record<string, unknown> = {};
	for (const [key, field] of Object.entries(table)) {
		const given = field.required ? read(key) : optional[key];
		// The word null asks for records without a value.
		const value = field.nullable && unwrapLocator(given) === 'null' ? 'null' : wireValue(field, given, timeZone);
		if (value !== undefined) setIn(query, wireNames(key, field), value);
	}
	addOtherFields(query, optional[PARAMETER.otherFilters], 'Other Filters');
	const dropped = Object.keys(query).find((key) => NEVER_SENT.has(key));
	if (dropped)
		throw new FieldProblem(`Other Filters cannot have the name "${dropped}". Correct the name, or remove the entry.`);
	return query as IDataObject;
}

function bodyFor(resource: Resource, operation: Operation, read: Read, timeZone: string): unknown {
	if (operation.body === undefined) return undefined;
	if (read(PARAMETER.inputMode, 'fields') === 'json') return wholeBody(operation, read);
	if (isField(operation.body) && operation.body.kind === 'list') {
		return wireValue({ ...operation.body, required: true }, read(PARAMETER.items), timeZone);
	}
	const table = operation.matchBy ? matchedBody(operation, read) : shownBody(resource, operation);
	const inline = isField(operation.body) ? [operation.body] : Object.values(operation.body).filter(isInline);
	const collection = (read(bodyCollection(operation), {}) ?? {}) as IDataObject;
	const main = (operation.matchBy ? (read(PARAMETER.mainFields, {}) ?? {}) : {}) as IDataObject;
	const own = withoutInline(table);
	const body = wireObject(own, (key, field) => (field.required ? read(key) : (main[key] ?? collection[key])), timeZone);
	for (const field of inline) {
		if (field.kind === 'oneOf')
			join(body, chosenVariant(field, read, timeZone, readerOf(resource, operation) !== undefined));
	}
	if (changesRecord(operation)) clear(body, own, collection[PARAMETER.fieldsToClear]);
	if (operation.narrowedBy) checkNarrowed(operation, body, own, collection);
	addOtherFields(body, collection[PARAMETER.otherFields], 'Other Fields');
	return body;
}

/** What an expression left empty must not widen a change to everything. */
function checkNarrowed(
	{ narrowedBy = [], mustBeNarrowed }: Operation,
	body: Record<string, unknown>,
	table: FieldTable,
	collection: IDataObject,
): void {
	const isGiven = (key: string) => getIn(body, wireNames(key, table[key])) !== undefined;
	const empty = narrowedBy.find((key) => key in collection && !isGiven(key));
	if (empty)
		throw new FieldProblem(
			`${table[empty].label} gives no value, and without it more would be meant. Give it one, or remove the field.`,
		);
	if (!mustBeNarrowed || narrowedBy.some(isGiven)) return;
	const labels = narrowedBy.map((key) => table[key].label).join(', ');
	throw new FieldProblem(`Set at least one of ${labels}. To change everything, set Specify Values to Using JSON.`);
}

/** The names of the fields by which "Create or Update" looks for a record. */
export function chosenKey({ matchBy = [] }: Operation, read: Read): string[] {
	const name = String(read(PARAMETER.matchBy));
	const key = matchBy.find((one) => keyValue(one) === name);
	if (!key) throw new FieldProblem(`Match By has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
	return key;
}

/** The body of "Create or Update" as a person sees it: only the key must be given. */
function matchedBody(operation: Operation, read: Read): FieldTable {
	const chosen = chosenKey(operation, read);
	return Object.fromEntries(
		Object.entries(operation.body as FieldTable).map(([key, field]) => [
			key,
			{ ...field, required: chosen.includes(key) },
		]),
	);
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

function chosenVariant(
	field: Extract<Field, { kind: 'oneOf' }>,
	read: Read,
	timeZone: string,
	canStay: boolean,
): Record<string, unknown> {
	const name = String(read(PARAMETER.variant));
	if (canStay && name === AS_IT_IS) return {};
	const variant = field.variants[name];
	if (!variant)
		throw new FieldProblem(`${field.label} has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
	const hasOptional = Object.values(variant.fields).some((one) => !one.required);
	const optional = (hasOptional ? (read(variantCollection(name), {}) ?? {}) : {}) as IDataObject;
	return {
		...variantKeys(field, name),
		...wireObject(variant.fields, (key, one) => (one.required ? read(key) : optional[key]), timeZone),
	};
}

/** Sets null for each field chosen under Fields to Clear. */
function clear(body: Record<string, unknown>, table: FieldTable, chosen: unknown): void {
	const paths = Array.isArray(chosen) ? chosen : isUnset(chosen) ? [] : String(chosen).split(',');
	const wanted = paths.map((one) => String(one).trim());
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

/** Keys this package does not know, as a person named them. */
function addOtherFields(target: Record<string, unknown>, given: unknown, label: string): void {
	const rows = ((given as { items?: unknown } | undefined)?.items ?? []) as Array<{ name?: unknown; value?: unknown }>;
	for (const { name, value } of rows) {
		if (isUnset(name)) throw new FieldProblem(`${label} has an entry without a name. Fill in the name, or remove it.`);
		define(target, String(name), looseValue(value));
	}
}
