/**
 * The form that a person fills in for an operation, as a contract: the stored names of its parameters and where each field
 * stands. The compiler draws it, the runner reads it; neither says any of this a second time.
 */
import { isField, isTable, methodOf, pathOf } from './facts';
import type { Facts } from './facts';
import { childrenOf, isInline, required } from './fields';
import type { Field, FieldTable, GroupField, ListField, OneOfField, ValuesField } from './fields';
import type { Once } from './kinds/once';
import { pathFields } from './resource';
import type { Resource } from './resource';
import { hasOutput, simpleForm } from './simple';

/** Names of parameters that are the same in every operation; stored in workflows, so frozen. */
export const PARAMETER = {
	applyTo: 'applyTo',
	inputMode: 'inputMode',
	jsonBody: 'jsonBody',
	variant: 'variant',
	items: 'items',
	mainFields: 'mainFields',
	additionalFields: 'additionalFields',
	updateFields: 'updateFields',
	fieldsToClear: 'fieldsToClear',
	keepOtherValues: 'keepOtherValues',
	otherFields: 'otherFields',
	otherFilters: 'otherFilters',
	output: 'output',
	fields: 'fields',
	language: 'language',
	times: 'times',
	addLocation: 'addLocation',
	filters: 'filters',
	options: 'options',
	skipEmptyFilters: 'skipEmptyFilters',
	dryRun: 'dryRun',
	unknownColumns: 'unknownColumns',
	longestAnswer: 'longestAnswer',
} as const;

/** KB of JSON that a tool answers a model at most, unless a person says otherwise. */
export const LONGEST_ANSWER = 20;

/** Values of Specify Values. */
export const INPUT_MODE = { fields: 'fields', json: 'json', item: 'item' } as const;

/** Values of Unknown Columns. */
export const UNKNOWN_COLUMNS = { ignore: 'ignore', refuse: 'refuse' } as const;

/** Where a nested object keeps the fields nobody must fill in. */
export const OPTIONAL = 'optional';

/** Whether an object needs nothing, so that its fields are kept beside each other, without one in between. */
export function isOpen({ fields }: GroupField): boolean {
	return !Object.values(fields).some(({ required }) => required);
}

/** Whether a field can be given as JSON in the collection it stands in. */
export function takesJson(field: Field): boolean {
	// The values of columns are no part of what is sent for the list.
	return field.kind === 'list' ? !field.columns : ['group', 'oneOf', 'map'].includes(field.kind);
}

/** Where the JSON of such a field is kept. */
export function jsonName(key: string): string {
	return `${key}Json`;
}

/** Values of Output. */
export const OUTPUT = { simplified: 'simplified', raw: 'raw', selected: 'selected' } as const;

/** Values of Times. */
export const TIMES = { utc: 'utc', workflow: 'workflow' } as const;

/** Where the fields of a table stand: some have a parameter of their own, the others share collections. */
export interface Layout {
	own: FieldTable;
	collections: FieldCollection[];
}

export interface FieldCollection {
	name: string;
	fields: FieldTable;
}

/** Required fields on their own, the others in one collection. */
export function layoutOf(given: FieldTable = {}, collection: string): Layout {
	const table = withColumns(given);
	const own = fieldsThat(table, ({ required }) => required === true);
	const fields = fieldsThat(table, ({ required }) => !required);
	return { own, collections: Object.keys(fields).length > 0 ? [{ name: collection, fields }] : [] };
}

/** Fields that a row shows at once, unless it requires more. */
const MOST_SHOWN = 6;

/**
 * Where the fields of a row stand, and of a nested object that needs something: what is required and what begins empty is
 * shown at once, the others are in one collection, so that of those only what a person adds is there.
 */
export function rowLayout(table: FieldTable): Layout {
	const isRequired = ({ required }: Field) => required === true;
	const free = Math.max(0, MOST_SHOWN - Object.values(table).filter(isRequired).length);
	const empty = Object.keys(table).filter((key) => !isRequired(table[key]) && beginsEmpty(table[key]));
	const isShown = (field: Field, key: string) => isRequired(field) || empty.slice(0, free).includes(key);
	const others = fieldsThat(table, (field, key) => !isShown(field, key));
	const collections = Object.keys(others).length > 0 ? [{ name: OPTIONAL, fields: others }] : [];
	return { own: fieldsThat(table, isShown), collections };
}

/** Whether a field that is shown gives nothing until a person fills it in. */
function beginsEmpty({ kind, default: start }: Field): boolean {
	return start === undefined && kind !== 'flag' && kind !== 'choice';
}

/** A table whose lists have the columns that belong to them in their rows. */
function withColumns(table: FieldTable): FieldTable {
	const columns = columnsIn(table);
	const whole = mapFields(table, (field) => {
		if (field.kind !== 'list' || !field.columns) return field;
		const cells = Object.entries(field.columns).flatMap(([key, label]): Array<[string, Field]> => {
			const beside = table[key];
			return beside?.kind === 'values' ? [[key, cellOf(beside, label)]] : [];
		});
		return { ...field, fields: { ...field.fields, ...Object.fromEntries(cells) } };
	});
	return fieldsThat(whole, (_, key) => !(key in columns));
}

/** What stands in the row of a list for a field beside it. */
function cellOf({ type, about }: ValuesField, label: string): Field {
	return { kind: type, label, about };
}

/** The fields of a table that stand in the rows of a list, each with the key of the list. */
export function columnsIn(table: FieldTable): Record<string, string> {
	const pairs = Object.entries(table).flatMap(([list, field]) =>
		field.kind === 'list' ? Object.keys(field.columns ?? {}).map((key) => [key, list]) : [],
	);
	return Object.fromEntries(pairs) as Record<string, string>;
}

/** The same for filters. Where the operation sets all of a list's own by itself, those not listed have their place still. */
export function filterLayout({ filters }: Facts): Layout {
	const layout = layoutOf(filters, PARAMETER.filters);
	const isEmpty = filters !== undefined && Object.keys(filters).length === 0;
	return isEmpty ? { ...layout, collections: [{ name: PARAMETER.filters, fields: {} }] } : layout;
}

/**
 * The same for other query parameters. The options have more in them where there are filters (whether empty ones are skipped)
 * and where the output can be chosen (how it is told).
 */
export function queryLayout(operation: Facts, options: string[] = []): Layout {
	const layout = layoutOf(operation.query, PARAMETER.options);
	if (layout.collections.length > 0 || (!hasFilters(operation) && options.length === 0)) return layout;
	return { ...layout, collections: [{ name: PARAMETER.options, fields: {} }] };
}

/** Whether an operation offers filters that a person adds. */
export function hasFilters(operation: Facts): boolean {
	return filterLayout(operation).collections.length > 0;
}

/** The same for the fields of a body that is a table, without those that are spread into it; it always has its collection. */
export function bodyLayout(resource: Pick<Resource, 'operations'>, operation: Facts): Layout {
	const name = bodyCollection(operation);
	const table = withoutInline(shownBody(resource, operation));
	const narrowing = narrowingField(operation);
	const shown = mapFields(table, (field, key) => (key === narrowing ? required(field) : field));
	const { own, collections } = layoutOf(shown, name);
	return { own, collections: [{ name, fields: collections[0]?.fields ?? {} }] };
}

/** The fields of the path, all of which must be given. */
export function pathTable(resource: Pick<Resource, 'value' | 'path'>, operation: Facts): FieldTable {
	return mapFields(pathFields(resource, operation), required);
}

/** The field of a body that is itself an array; it must be given. */
export function bodyList({ body }: Pick<Facts, 'body'>): ListField | undefined {
	return isField(body) && body.kind === 'list' ? required(body) : undefined;
}

/** Values of Apply To. */
export const APPLY_TO = { all: 'all', some: 'some' } as const;

/** The field that stands by itself while Apply To is not all; undefined where several narrow, which share the collection. */
export function narrowingField({ applyTo, narrowedBy = [] }: Facts): string | undefined {
	return applyTo && narrowedBy.length === 1 ? narrowedBy[0] : undefined;
}

/** The options that say how the output is told: with its location, in which language, in which time zone. */
export function outputOptions(
	resource: Pick<Resource, 'record' | 'simple' | 'operations' | 'hasPlace'>,
	operation: Facts,
): string[] {
	const form = hasOutput(resource, operation) ? simpleForm(resource) : [];
	const hasPlace = resource.hasPlace === true && form.length > 0;
	return [
		...(hasPlace ? [PARAMETER.addLocation] : []),
		...(hasPlace || form.some(({ as }) => as === 'text') ? [PARAMETER.language] : []),
		...(form.some(({ type }) => type === 'dateTime') ? [PARAMETER.times] : []),
	];
}

/** Whether an operation changes something, so that it can be rehearsed. */
export function writes(operation: Pick<Facts, 'route' | 'effect'>): boolean {
	return methodOf(operation) !== 'GET' && operation.effect !== 'read';
}

/** The options that say how a write is carried out: not at all, with which columns, plain texts in which language. */
export function writeOptions(operation: Facts): string[] {
	return [
		...(writes(operation) ? [PARAMETER.dryRun] : []),
		...(operation.body === undefined ? [] : [PARAMETER.unknownColumns]),
		...(hasTranslations(tableOf(operation)) ? [PARAMETER.language] : []),
	];
}

function hasTranslations(table: FieldTable): boolean {
	return Object.values(table).some((field) => field.kind === 'translations' || childrenOf(field).some(hasTranslations));
}

/** A body as a table, whatever its shape. */
export function tableOf({ body }: Pick<Facts, 'body'>): FieldTable {
	return isField(body) ? { [PARAMETER.items]: body } : (body ?? {});
}

/** An update, of a part or of the whole: null clears. */
export function changesRecord(operation: Facts): boolean {
	return ['PATCH', 'PUT'].includes(methodOf(operation));
}

/** The name of the collection that holds an operation's optional body fields. */
export function bodyCollection(operation: Facts): 'additionalFields' | 'updateFields' {
	return changesRecord(operation) ? PARAMETER.updateFields : PARAMETER.additionalFields;
}

/**
 * The operation that reads the record an update changes; undefined where there is none, and where all an update takes is one
 * list that must be given. With it,
 * nothing AMPECO requires has to be given: what a person leaves out is sent as the record has it.
 */
export function readerOf({ operations }: Pick<Resource, 'operations'>, operation: Facts): Once | undefined {
	if (!changesRecord(operation) || !isTable(operation.body)) return undefined;
	const [field, ...others] = Object.values(operation.body);
	if (field?.kind === 'list' && field.required && others.length === 0) return undefined;
	const route = `GET ${pathOf(operation)}`;
	return Object.values(operations).find((other): other is Once => other.route === route && other.kind === 'once');
}

/** The body's table as a person sees it: nothing is required where the record itself can supply it. */
export function shownBody(resource: Pick<Resource, 'operations'>, operation: Facts): FieldTable {
	const table = isTable(operation.body) ? operation.body : {};
	if (!readerOf(resource, operation)) return table;
	return mapFields(table, (field) => (isInline(field) ? field : optional(field)));
}

/** The choices of shapes whose keys belong to the body itself. */
export function inlineFields({ body }: Facts): OneOfField[] {
	if (isField(body)) return body.kind === 'oneOf' ? [body] : [];
	return Object.values(body ?? {}).filter(isInline);
}

/** A body's table without the fields that are spread into it. */
export function withoutInline(table: FieldTable): FieldTable {
	return fieldsThat(table, (field) => !isInline(field));
}

/** The variant of an update that does not touch what the choice is about. */
export const AS_IT_IS = '';

/** Where the optional fields of a variant are kept: "flat rate" has "flatRateFields". */
export function variantCollection(variant: string): string {
	const words = variant.split(/[^A-Za-z0-9]+/).filter(Boolean);
	const [first, ...others] = words.map((word) => word[0].toUpperCase() + word.slice(1));
	return `${first[0].toLowerCase()}${first.slice(1)}${others.join('')}Fields`;
}

/** Where the fields of a variant stand. */
export function variantLayout(field: OneOfField, variant: string): Layout {
	return layoutOf(field.variants[variant].fields, variantCollection(variant));
}

/**
 * The nullable fields an update can clear, by their path of keys ("network.ip"), with their labels
 * ("Network > IP"). Lists are cleared as a whole, and so are groups that AMPECO does not take in part.
 */
export function clearableFields(table: FieldTable, prefix = '', label = ''): Array<{ path: string; label: string }> {
	return Object.entries(table).flatMap(([key, field]) => [
		...(field.nullable && !field.required ? [{ path: prefix + key, label: label + field.label }] : []),
		...(field.kind === 'group' && !Object.values(field.fields).some((inner) => inner.required)
			? clearableFields(field.fields, `${prefix}${key}.`, `${label}${field.label} > `)
			: []),
	]);
}

/** The fields of an operation at any place of its form but the path. */
export function tablesOf(operation: Facts): FieldTable[] {
	const { filters = {}, query = {} } = operation;
	return [filters, query, tableOf(operation)];
}

/** A field that need not be given. */
export function optional(field: Field): Field {
	return { ...field, required: false };
}

/** The fields of a table that are wanted. */
export function fieldsThat(table: FieldTable, wanted: (field: Field, key: string) => boolean): FieldTable {
	return Object.fromEntries(Object.entries(table).filter(([key, field]) => wanted(field, key)));
}

/** A table with another field in place of each. */
export function mapFields(table: FieldTable, map: (field: Field, key: string) => Field): FieldTable {
	return Object.fromEntries(Object.entries(table).map(([key, field]) => [key, map(field, key)]));
}
