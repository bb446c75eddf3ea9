/**
 * Example parameters for an operation and the request they must give, worked out from the field table alone. This is a
 * second reading of the conversion, kept apart from the runner's so that the two can be compared.
 */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Changed, Field, FieldTable, Operation, Paging, Resource, Upsert } from '../../nodes/shared/catalogue';
import { shapeOf } from '../../sandbox/shape.mts';
import { digestOperation } from '../../tools/catalogue/match.mts';

/** The workflow's time zone that the examples reckon with: two hours ahead of UTC in March. */
export const TIME_ZONE = 'Europe/Sofia';

/** How many records a repeated create makes. */
const REPEATS = 2;
const LIMIT = 5;
const DEFAULT_LIMIT = 50;
const LARGEST_PAGE = 100;

/** An id of something that exists, or a property of it. */
export type Ids = (entity: string, property?: string) => unknown;

export interface Case {
	name: string;
	resource: Resource;
	operation: Operation;
	parameters: IDataObject;
	expected: ExpectedRequest;
	/** Whether the output is the simple form. */
	isSimple: boolean;
	/** Whether AMPECO has several shapes of this body where the node has one table, so that not all fields go together. */
	mixed: boolean;
	/** What a record read first adds to the body: the fields a person left out. */
	completion?: Completion;
	/** The list a record is looked for in first, by its key. */
	lookUp?: { path: string; filter: Array<[string, string]> };
}

export interface Completion {
	/** A replacement keeps all that is not set, an update what AMPECO wants each time. */
	table: FieldTable;
	/** A choice of shapes is kept while it stays the same. */
	choice?: OneOf;
	/** Whether the record must be read: something of it is needed. */
	reads: boolean;
	/** The property that must say the chosen variant, or nothing is changed. */
	is?: { property: string; variant: string };
}

export interface ExpectedRequest {
	method: string;
	path: string;
	/** Sorted. */
	query: Array<[string, string]>;
	body: unknown;
	/** How often it is sent. */
	times: number;
}

interface Example {
	given: unknown;
	wire: unknown;
}

interface Setting {
	ids: Ids;
	/** Whether optional fields are filled in, too. */
	all: boolean;
	/** Which variant of each choice of shapes is taken, counted around. */
	turn: number;
	/** Whether a required field at the top may be left out, as the record supplies it. */
	supplied?: boolean;
}

type OneOf = Extract<Field, { kind: 'oneOf' }>;
type Values = Record<string, unknown>;

const own = <T>(table: Record<string, T> | undefined) => Object.entries(table ?? {});

function wireOf(key: string, field: Field): string[] {
	return typeof field.wire === 'string' ? [field.wire] : (field.wire ?? [key]);
}

function put(target: Values, [name, ...deeper]: string[], value: unknown): void {
	if (deeper.length === 0) target[name] = value;
	else put((target[name] ??= {}) as Values, deeper, value);
}

function scalar(type: string, id: unknown): unknown {
	if (type === 'text') return String(id);
	return Number.isNaN(Number(id)) ? 1 : Number(id);
}

function pick(field: OneOf, turn: number): [string, OneOf['variants'][string]] {
	const variants = own(field.variants);
	return variants[turn % variants.length];
}

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value: String(value) });

/** Text of a certain form. What looks like a number must stay text. */
const TEXTS: Record<string, string> = {
	email: 'someone@example.com',
	url: 'https://example.com/a?b=c',
	uuid: '6f1c2d3e-0000-4000-8000-000000000001',
	plain: '12',
};

/** Fields whose value AMPECO is particular about, by key. */
const PARTICULAR: Record<string, { given: string; wire: unknown }> = {
	state: same('CA'),
	region: same('CA'),
	password: same('Twelve, or 12'),
	// Charge points count their EVSEs from 1.
	evse: { given: '1', wire: 1 },
	specialDates: { given: '2026-03-01, 2026-03-02', wire: ['2026-03-01', '2026-03-02'] },
	startAt: same('08:30:00'),
	endAt: same('09:30:00'),
	validOn: { given: '2026-03-01, 2026-03-02', wire: ['2026-03-01', '2026-03-02'] },
};

/** A value for a field, as the panel stores it and as it travels. */
function exampleOf(key: string, field: Field, setting: Setting): Example {
	if (['text', 'values', 'integer'].includes(field.kind) && key in PARTICULAR) return PARTICULAR[key];
	switch (field.kind) {
		case 'text':
			return same(TEXTS[field.format ?? 'plain'] ?? TEXTS.plain);
		case 'integer':
			return { given: String(within(field, 3)), wire: within(field, 3) };
		case 'number':
			return { given: within(field, 2.5), wire: within(field, 2.5) };
		case 'flag':
			return same(true);
		case 'dateTime':
			return {
				given: '2026-03-01T10:00:00',
				wire: field.format === 'plain' ? '2026-03-01 08:00:00' : '2026-03-01T08:00:00Z',
			};
		case 'date':
			return { given: '2026-03-01T00:00:00', wire: '2026-03-01' };
		case 'time':
			return { given: '8:30', wire: '08:30' };
		case 'choice':
			return same(valuesOf(field)[0]);
		case 'choices':
			return same(valuesOf(field).slice(0, 2));
		case 'values':
			return field.type === 'text' ? { given: 'one, two', wire: ['one', 'two'] } : { given: '1, 2', wire: [1, 2] };
		case 'ref': {
			const wire = scalar(field.type, setting.ids(field.entity, field.property));
			return { given: locator(wire, field.property ?? 'id'), wire };
		}
		case 'refs': {
			const id = setting.ids(field.entity);
			return {
				given: { items: [{ id: locator(id, 'list') }], ids: [{ ids: `${String(id)}, ${String(id)}` }] },
				wire: [id, id, id].map((one) => scalar(field.type, one)),
			};
		}
		case 'group': {
			const isOpen = !Object.values(field.fields).some(({ required }) => required);
			const { given, wire } = objectOf(field.fields, setting, isOpen);
			return { given: isOpen ? given : { fields: given }, wire };
		}
		case 'list': {
			const { given, wire } = objectOf(field.fields, setting);
			return { given: { items: [given] }, wire: [wire] };
		}
		case 'oneOf': {
			const [name, variant] = pick(field, setting.turn);
			const { given, wire } = objectOf(variant.fields, setting);
			const object = { ...tagged(field, name), ...wire };
			return field.many ? { given: { [name]: [given] }, wire: [object] } : { given: { [name]: given }, wire: object };
		}
		case 'map': {
			const wire = field.type === 'text' ? '{}' : {};
			return { given: { items: [{ key: 'some key', value: '{}' }] }, wire: { 'some key': wire } };
		}
		case 'translations': {
			const row = { locale: 'en', translation: 'Some text' };
			return { given: { items: [row] }, wire: field.shape === 'map' ? { en: 'Some text' } : [row] };
		}
		case 'json': {
			const given = field.example ?? '{"some":["json"]}';
			return { given, wire: JSON.parse(given) as unknown };
		}
		case 'any':
			return { given: 'some text', wire: 'some text' };
		default:
			return field satisfies never;
	}
}

/** What tells the variants apart, and what always goes with one. */
function tagged({ tag, variants }: OneOf, name: string): Values {
	const { untagged, sends } = variants[name];
	return { ...(tag && !untagged ? { [tag]: name } : {}), ...sends };
}

function same<T>(value: T): { given: T; wire: T } {
	return { given: value, wire: value };
}

function within({ min = -Infinity, max = Infinity }: { min?: number; max?: number }, wanted: number): number {
	return Math.min(Math.max(wanted, min), max);
}

function valuesOf(field: Extract<Field, { kind: 'choice' | 'choices' }>): unknown[] {
	if (field.load) return field.load === 'getCountries' ? ['BG', 'DE'] : ['EUR', 'USD'];
	return field.options.map(({ value }) => value);
}

/** A nested object: up to six fields beside each other, the others under "optional" unless it is open. */
function objectOf(table: FieldTable, setting: Setting, isOpen = false): { given: Values; wire: Values } {
	const given: Values = {};
	const optional: Values = {};
	const wire: Values = {};
	let room = isOpen ? Infinity : 6 - own(table).filter(([, { required }]) => required).length;
	for (const [key, field] of own(table)) {
		const canBeEmpty = isOpen || (!['flag', 'choice'].includes(field.kind) && field.default === undefined);
		const isShown = field.required || (canBeEmpty && room-- > 0);
		if (!field.required && !setting.all) continue;
		const example = exampleOf(key, field, setting);
		(isShown ? given : optional)[key] = example.given;
		if (field.kind === 'oneOf' && field.inline) Object.assign(wire, example.wire);
		else put(wire, wireOf(key, field), example.wire);
	}
	if (Object.keys(optional).length > 0) given.optional = optional;
	return { given, wire };
}

/** Fields at the top of an operation: required ones are parameters, the others stand in a collection. */
function fill(
	table: FieldTable | undefined,
	collection: string,
	setting: Setting,
	parameters: Values,
	wire: Values,
	only?: string,
): void {
	const columns = own(table).flatMap(([, field]) => (field.kind === 'list' ? Object.keys(field.columns ?? {}) : []));
	for (const [key, field] of own(table)) {
		if (columns.includes(key)) continue;
		const required = field.required && !setting.supplied;
		if (!required && !setting.all && key !== only) continue;
		const example = exampleOf(key, field, { ...setting, all: setting.all || key === only });
		// A column gives its value in the one row.
		for (const column of field.kind === 'list' ? Object.keys(field.columns ?? {}) : []) {
			(example.given as { items: Values[] }).items[0][column] = '2.5';
			put(wire, wireOf(column, table![column]), [2.5]);
		}
		if (required) parameters[key] = example.given;
		else put(parameters, [collection, key], example.given);
		if (field.kind === 'oneOf' && field.inline) Object.assign(wire, example.wire);
		else put(wire, wireOf(key, field), example.wire);
	}
}

export function isInline(field: Field): field is OneOf {
	return field.kind === 'oneOf' && field.inline === true && !field.many;
}

function isOneField(body: Operation['body']): body is Extract<Field, { kind: 'list' | 'oneOf' }> {
	return body !== undefined && typeof (body as { kind?: unknown }).kind === 'string';
}

/** A body's choice of shapes and its other fields. */
export function bodyOf({ body }: Operation): { choice?: OneOf; table: FieldTable } {
	if (body === undefined) return { table: {} };
	if (isOneField(body)) return body.kind === 'oneOf' ? { choice: body, table: {} } : { table: {} };
	const entries = own(body);
	const inline = entries.map(([, field]) => field).find(isInline);
	return { choice: inline, table: Object.fromEntries(entries.filter(([, field]) => !isInline(field))) };
}

function methodOf(operation: Operation): string {
	return operation.route.split(' ')[0];
}

export function changes(operation: Operation): boolean {
	return ['PATCH', 'PUT'].includes(methodOf(operation));
}

/** The key by itself, what a new record needs and other keys in one collection, the rest in another. */
function fillMatched({ matchBy, body }: Upsert, setting: Setting, parameters: Values): unknown {
	const [key] = matchBy;
	const wire: Values = {};
	for (const [name, field] of own(body)) {
		const isMain = field.required || matchBy.flat().includes(name);
		const collection = isMain ? 'mainFields' : 'additionalFields';
		const how = { ...setting, all: setting.all || field.required === true };
		fill({ [name]: { ...field, required: key.includes(name) } }, collection, how, parameters, wire);
	}
	return wire;
}

function fillBody(
	operation: Operation,
	setting: Setting,
	parameters: Values,
	only?: { key: string; inVariant: boolean },
): unknown {
	const { body } = operation;
	if (body === undefined) return undefined;
	if (operation.kind === 'upsert') return fillMatched(operation, setting, parameters);
	if (isOneField(body) && body.kind === 'list') {
		const { given, wire } = exampleOf('items', body, setting);
		parameters.items = given;
		return wire;
	}
	const wire: Values = {};
	const { choice, table } = bodyOf(operation);
	fill(
		table,
		changes(operation) ? 'updateFields' : 'additionalFields',
		setting,
		parameters,
		wire,
		only?.inVariant ? undefined : only?.key,
	);
	if (choice) {
		const [name, variant] = pick(choice, setting.turn);
		parameters.variant = name;
		const inner: Values = {};
		fill(
			variant.fields,
			`${inCamelCase(name)}Fields`,
			{ ...setting, supplied: false },
			parameters,
			inner,
			only?.inVariant ? only.key : undefined,
		);
		merge(wire, { ...tagged(choice, name), ...inner });
	}
	return wire;
}

/** "flat rate" becomes "flatRate". */
function inCamelCase(name: string): string {
	const joined = name.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
	return joined[0].toLowerCase() + joined.slice(1);
}

/** Joins nested objects; what is in `source` wins. */
function merge(target: Values, source: Values): Values {
	for (const [key, value] of own(source)) {
		if (isObject(target[key]) && isObject(value)) merge(target[key], value);
		else target[key] = value;
	}
	return target;
}

function isObject(value: unknown): value is Values {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a resource can read the very record that an operation changes. */
function hasReader(resource: Resource, operation: Operation): boolean {
	const route = operation.route.replace(/^\w+/, 'GET');
	const table = operation.body !== undefined && !isOneField(operation.body);
	const fields = Object.values(operation.body ?? {}) as Field[];
	// There is nothing to supply beside the one that is given.
	if (fields.length === 1 && fields[0].kind === 'list' && fields[0].required) return false;
	return (
		changes(operation) &&
		table &&
		Object.values(resource.operations).some((other) => other.route === route && other.kind === 'once')
	);
}

/** The body an update must send, given the record it read first. */
export function completedBody({ table, choice }: Completion, record: unknown, body: unknown): unknown {
	const given = structuredClone(body ?? {}) as Values;
	const tag = choice?.tag;
	const stays = tag !== undefined && isObject(record) && record[tag] === given[tag];
	const kept = stays ? Object.values(choice!.variants).map(({ fields }) => project(fields, record)) : [];
	return [project(table, record), ...kept, given].reduce(merge, {});
}

/** What a record holds of a table's fields. Nulls and secrets are not sent back. */
function project(table: FieldTable, record: unknown): Values {
	const kept: Values = {};
	if (!isObject(record)) return kept;
	for (const [key, field] of own(table)) {
		const names = wireOf(key, field);
		const value = names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), record);
		if (value === undefined || value === null || (field.kind === 'text' && field.format === 'secret')) continue;
		if (field.kind === 'group') put(kept, names, project(field.fields, value));
		else if (field.kind === 'list' && Array.isArray(value))
			put(
				kept,
				names,
				value.map((row) => project(field.fields, row)),
			);
		else put(kept, names, value);
	}
	return kept;
}

function pathOf(resource: Resource, operation: Operation, setting: Setting, parameters: Values): string {
	const fields = { ...resource.path, ...operation.path };
	return operation.route.split(' ')[1].replace(/\{(\w+)\}/g, (_, segment: string) => {
		const { given, wire } = exampleOf(segment, fields[segment], setting);
		parameters[segment] = given;
		return encodeURIComponent(String(wire));
	});
}

/** An object as query parameters with brackets. */
function pairsOf(value: unknown, name: string): Array<[string, string]> {
	if (Array.isArray(value)) return value.flatMap((one) => pairsOf(one, `${name}[]`));
	if (typeof value !== 'object' || value === null) return [[name, String(value)]];
	return own(value as Values).flatMap(([key, inner]) => pairsOf(inner, name ? `${name}[${key}]` : key));
}

function queryOf(operation: Operation, setting: Setting, parameters: Values): Array<[string, string]> {
	const filter: Values = {};
	const query: Values = {};
	fill(operation.filters, 'filters', setting, parameters, filter);
	fill(operation.query, 'options', setting, parameters, query);
	const limit = setting.all ? LIMIT : DEFAULT_LIMIT;
	const paging = pagingOf(operation);
	if (operation.kind === 'changed') {
		query.per_page = fillChanged(operation, setting, parameters, filter, limit);
	} else {
		if (paging && paging !== 'none' && setting.all) parameters.limit = limit;
		if (['cursor', 'page', 'perPage'].includes(paging ?? '')) query.per_page = limit;
	}
	if (paging === 'cursor') query.cursor = '';
	return pairsOf({ filter, ...query }, '').sort();
}

/** The mark of a last run, which is a filter of the list; a list by page numbers is read whole. Gives the size of a page. */
function fillChanged(
	{ changedAfter, list }: Changed,
	setting: Setting,
	parameters: Values,
	filter: Values,
	limit: number,
): number {
	const field = list.filters[changedAfter];
	if (setting.all) {
		const { given, wire } = exampleOf(changedAfter, field, setting);
		parameters.lastMark = given;
		put(filter, wireOf(changedAfter, field), wire);
	}
	if (list.paging !== 'cursor') return LARGEST_PAGE;
	parameters.limitPerRun = limit;
	return limit;
}

function hasVariants({ route }: Operation): boolean {
	const body = digestOperation(route)?.body;
	return body !== undefined && (shapeOf(body.schema).variants ?? []).length > 1;
}

/** Builds one run of an operation. */
function caseOf(
	resource: Resource,
	name: string,
	how: string,
	setting: Setting,
	only?: { key: string; inVariant: boolean },
): Case & { expected: { body: unknown } } {
	const operation = resource.operations[name];
	const supplied = hasReader(resource, operation);
	const parameters: Values = { resource: resource.value, operation: name };
	const path = pathOf(resource, operation, setting, parameters);
	const query = queryOf(operation, setting, parameters);
	const body = fillBody(operation, { ...setting, supplied }, parameters, only);
	const { applyTo, narrowedBy = [] } = operation;
	if (applyTo) {
		// Without a field that narrows, the wide meaning is chosen.
		parameters.applyTo = setting.all ? 'some' : 'all';
		const own = narrowedBy.length === 1 ? narrowedBy[0] : undefined;
		const collection = parameters.additionalFields as Values | undefined;
		if (own && collection?.[own] !== undefined) {
			parameters[own] = collection[own];
			delete collection[own];
		}
	}
	if (operation.kind === 'repeat') parameters.quantity = REPEATS;
	if (operation.kind === 'onceByMark') markRow(operation.note, how, parameters, body as Values);
	// Whatever it is, so that there is nothing to wait for.
	if (operation.kind === 'waitFor') parameters.waitFor = operation.wait.values.options.map(({ value }) => value);
	// With all fields given, a replacement is also tried without keeping the others.
	if (supplied && setting.all && methodOf(operation) === 'PUT') parameters.keepOtherValues = false;
	const hasOutput = operation.record === undefined && methodOf(operation) === 'GET' && resource.record !== undefined;
	if (hasOutput && setting.all) parameters.output = 'raw';
	return {
		name: `${resource.value}/${name}, ${how}`,
		resource,
		operation,
		parameters: parameters as IDataObject,
		expected: { method: methodOf(operation), path, query, body, times: operation.kind === 'repeat' ? REPEATS : 1 },
		isSimple: hasOutput && !setting.all,
		mixed: setting.all && bodyOf(operation).choice === undefined && hasVariants(operation),
		completion:
			supplied && parameters.keepOtherValues !== false ? completionOf(operation, body, parameters.variant) : undefined,
		lookUp: operation.kind === 'upsert' ? lookUpOf(operation, body) : undefined,
	};
}

/** A row of its own for each case, whose mark stands before the note. */
function markRow(note: string, key: string, parameters: Values, body: Values): void {
	const campaign = 'Table';
	parameters.campaign = campaign;
	parameters.rowKey = key;
	const hash = (parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
	const mark = `[once:${hash([campaign]).slice(0, 8)}.${hash([campaign, key]).slice(0, 16)}]`;
	body[note] = body[note] === undefined ? mark : `${mark} ${String(body[note])}`;
}

function lookUpOf({ list, matchBy: [key], body: table }: Upsert, body: unknown): Case['lookUp'] {
	const filter: Values = {};
	for (const name of key)
		put(
			filter,
			wireOf(name, list.filters[name]),
			wireOf(name, table[name]).reduce<unknown>((inner, one) => (inner as Values)[one], body),
		);
	return { path: list.route.split(' ')[1], filter: pairsOf({ filter }, '').sort() };
}

/** How a list is paged, also one that is read from a mark on; undefined for what is no list. */
export function pagingOf(operation: Operation): Paging | undefined {
	if (operation.kind === 'changed') return operation.list.paging;
	return operation.kind === 'list' ? operation.paging : undefined;
}

/** What must be sent to change a record into what a person wants; undefined where nothing differs. */
export function changedBody({ operations: { update } }: Resource, record: Values, wanted: unknown): unknown {
	const changes: Values = {};
	for (const [key, field] of own(update.body as FieldTable)) {
		const [inWanted, inRecord] = [wanted, record].map((whole) => at(whole, wireOf(key, field)));
		const present = inRecord ?? record[key];
		if (inWanted === undefined || (field.kind === 'text' && field.format === 'secret')) continue;
		if (JSON.stringify(unordered(inWanted)) !== JSON.stringify(unordered(narrowed(present, inWanted))))
			put(changes, wireOf(key, field), inWanted);
	}
	if (Object.keys(changes).length === 0) return undefined;
	return completedBody(completionOf(update, changes), record, changes);
}

/** What of a value is wanted: an object of the record may have more in it than a person says. */
function narrowed(value: unknown, wanted: unknown): unknown {
	if (Array.isArray(value) && Array.isArray(wanted)) return value.map((one, index) => narrowed(one, wanted[index]));
	if (!isObject(value) || !isObject(wanted)) return value;
	const kept = Object.entries(value).filter(([name]) => name in wanted);
	return Object.fromEntries(kept.map(([name, inner]) => [name, narrowed(inner, wanted[name])]));
}

function at(whole: unknown, names: string[]): unknown {
	return names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), whole);
}

function unordered(value: unknown): unknown {
	if (Array.isArray(value))
		return value.every((one) => typeof one !== 'object') ? value.map(String).sort() : value.map(unordered);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inner]) => [key, unordered(inner)]),
	);
}

function completionOf(operation: Operation, body: unknown, variant?: unknown): Completion {
	const { choice, table } = bodyOf(operation);
	const is = choice?.of && variant ? { property: choice.of, variant: String(variant) } : undefined;
	if (methodOf(operation) === 'PUT') {
		const isOpen = ([key, field]: [string, Field]) =>
			field.kind === 'group' || at(body, wireOf(key, field)) === undefined;
		return { table, choice, reads: choice !== undefined || own(table).some(isOpen) };
	}
	const missing = own(table).filter(([key, field]) => field.required && at(body, wireOf(key, field)) === undefined);
	return { table: Object.fromEntries(missing), reads: missing.length > 0 || is !== undefined, is };
}

/** Whether a body has all that AMPECO requires. */
export function isComplete({ table }: Completion, body: unknown): boolean {
	return own(table).every(([key, field]) => !field.required || at(body, wireOf(key, field)) !== undefined);
}

/** The most variants that any choice of shapes in these fields has. */
function turnsOf(fields: Field[]): number {
	return Math.max(
		1,
		...fields.map((field) => {
			if (field.kind === 'group' || field.kind === 'list') return turnsOf(Object.values(field.fields));
			if (field.kind !== 'oneOf') return 1;
			const inner = Object.values(field.variants).map((variant) => turnsOf(Object.values(variant.fields)));
			return Math.max(own(field.variants).length, ...inner);
		}),
	);
}

/** Every operation with all fields and with the required ones alone, once for each variant. */
export function runsOf(resource: Resource, name: string, ids: Ids): Case[] {
	const { body } = resource.operations[name];
	const turns = turnsOf(isOneField(body) ? [body] : Object.values(body ?? {}));
	return Array.from({ length: turns }, (_, turn) => [
		...ofThatVariant(resource, name, ids, turn),
		caseOf(resource, name, `required fields${turns > 1 ? `, variant ${turn + 1}` : ''}`, {
			ids,
			all: false,
			turn,
		}),
		caseOf(resource, name, `all fields${turns > 1 ? `, variant ${turn + 1}` : ''}`, { ids, all: true, turn }),
		...(resource.operations[name].kind === 'upsert'
			? [caseOf(resource, name, 'all fields again', { ids, all: true, turn })]
			: []),
	]).flat();
}

/** Gives the record the variant first, where an update takes only what belongs to the one it has. */
function ofThatVariant(resource: Resource, name: string, ids: Ids, turn: number): Case[] {
	if (bodyOf(resource.operations[name]).choice?.of === undefined) return [];
	return [caseOf(resource, 'replace', `required fields, variant ${turn + 1}`, { ids, all: false, turn })];
}

/** An update once for each optional field, set beside the required ones alone. */
export function singleFieldRuns(resource: Resource, name: string, ids: Ids): Case[] {
	const operation = resource.operations[name];
	const { choice, table } = bodyOf(operation);
	const supplied = hasReader(resource, operation);
	const run = (key: string, turn: number, inVariant: boolean) =>
		caseOf(
			resource,
			name,
			`only ${key}${inVariant ? ` of variant ${turn + 1}` : ''}`,
			{ ids, all: false, turn },
			{ key, inVariant },
		);
	const optional = (fields: FieldTable) => {
		const columns = own(fields).flatMap(([, field]) => (field.kind === 'list' ? Object.keys(field.columns ?? {}) : []));
		return own(fields).filter(([key, field]) => !field.required && !columns.includes(key));
	};
	return [
		...ofThatVariant(resource, name, ids, 0),
		...(supplied ? own(table) : optional(table)).map(([key]) => run(key, 0, false)),
		...Object.values(choice?.variants ?? {}).flatMap((variant, turn) => [
			...ofThatVariant(resource, name, ids, turn),
			...optional(variant.fields).map(([key]) => run(key, turn, true)),
		]),
	];
}

/** An update once for each field it can clear, among them those inside groups. */
export function clearingRuns(resource: Resource, name: string, ids: Ids): Case[] {
	const operation = resource.operations[name];
	const { table } = bodyOf(operation);
	const supplied = hasReader(resource, operation);
	const offered = Object.fromEntries(
		own(table).map(([key, field]) => [key, supplied ? { ...field, required: false } : field]),
	);
	const cleared = clearable(offered).map(({ key, wire }) => {
		const run = caseOf(resource, name, `${key} cleared`, { ids, all: false, turn: 0 });
		put(run.parameters, ['updateFields', 'fieldsToClear'], [key]);
		put(run.expected.body as Values, wire, null);
		if (run.completion) run.completion = completionOf(operation, run.expected.body, run.parameters.variant);
		return run;
	});
	return [...ofThatVariant(resource, name, ids, 0), ...cleared];
}

function clearable(table: FieldTable, prefix = '', outer: string[] = []): Array<{ key: string; wire: string[] }> {
	return own(table).flatMap(([key, field]) => {
		const wire = [...outer, ...wireOf(key, field)];
		return [
			...(field.nullable && !field.required ? [{ key: prefix + key, wire }] : []),
			// A group of which AMPECO requires a part is cleared as a whole.
			...(field.kind === 'group' && !Object.values(field.fields).some((inner) => inner.required)
				? clearable(field.fields, `${prefix}${key}.`, wire)
				: []),
		];
	});
}
