/**
 * One operation as the parameters a person fills in, in the order they see them: what the path needs,
 * how the body is given, required fields, then lists and collections of the rest. Display conditions
 * on resource and operation are added when all operations are merged (merge.ts).
 */
import type { INodeProperties } from 'n8n-workflow';
import { GET_CHANGED, isField, isTable, isTimeOfChange, methodOf, pathFields, pathOf } from '../catalogue';
import type { Field, FieldTable, Operation, Resource } from '../catalogue';
import { collectionOf, parameterOf } from './field';
import { tellApart } from './toolLabels';
import { lowerCase, pluralOf, sentenceCase } from './words';

/** Names of parameters that are the same in every operation; stored in workflows, so frozen. */
export const PARAMETER = {
	inputMode: 'inputMode',
	jsonBody: 'jsonBody',
	variant: 'variant',
	items: 'items',
	quantity: 'quantity',
	matchBy: 'matchBy',
	mainFields: 'mainFields',
	addOutcome: 'addOutcome',
	waitFor: 'waitFor',
	waitAtMost: 'waitAtMost',
	lastMark: 'lastMark',
	limitPerRun: 'limitPerRun',
	additionalFields: 'additionalFields',
	updateFields: 'updateFields',
	fieldsToClear: 'fieldsToClear',
	keepOtherValues: 'keepOtherValues',
	otherFields: 'otherFields',
	otherFilters: 'otherFilters',
	returnAll: 'returnAll',
	limit: 'limit',
	simplify: 'simplify',
	filters: 'filters',
	options: 'options',
} as const;

/** Most vouchers, say, that one Create Many may make. */
export const MOST_REPEATS = 10_000;

/** Seconds that a wait may last at most. */
export const LONGEST_WAIT = 3600;

/** Records that "Get Many Since Last Run" gives at once, unless a person says otherwise. */
export const MOST_PER_RUN = 10_000;

/** Records with more properties than this can be simplified. */
const SIMPLE_SIZE = 10;

/** Whether Get and Get Many of this operation offer Simplify. */
export function canSimplify(resource: Resource, operation: Operation): boolean {
	const record = operation.record ?? resource.record;
	return (
		operation.record === undefined &&
		record !== undefined &&
		Object.keys(record).length > SIMPLE_SIZE &&
		methodOf(operation) === 'GET'
	);
}

/** The name of the collection that holds an operation's optional body fields. */
export function bodyCollection(operation: Operation): 'additionalFields' | 'updateFields' {
	return changesRecord(operation) ? PARAMETER.updateFields : PARAMETER.additionalFields;
}

/**
 * The operation that reads the record an update changes; undefined where there is none. With it,
 * nothing AMPECO requires has to be given: what a person leaves out is sent as the record has it.
 */
export function readerOf(resource: Resource, operation: Operation): Operation | undefined {
	if (!changesRecord(operation) || !isTable(operation.body)) return undefined;
	const route = `GET ${pathOf(operation)}`;
	return Object.values(resource.operations).find((other) => other.route === route && !other.paging);
}

/** The body's table as a person sees it: nothing is required where the record itself can supply it. */
export function shownBody(resource: Resource, operation: Operation): FieldTable {
	const table = isTable(operation.body) ? operation.body : {};
	if (!readerOf(resource, operation)) return table;
	return Object.fromEntries(
		Object.entries(table).map(([key, field]) => [key, isInline(field) ? field : { ...field, required: false }]),
	);
}

/** An update, of a part or of the whole: null clears. */
export function changesRecord(operation: Operation): boolean {
	return ['PATCH', 'PUT'].includes(methodOf(operation));
}

/** All parameters of an operation but resource and operation themselves. */
export function parametersOfOperation(resource: Resource, operation: Operation): INodeProperties[] {
	return tellApart([
		...Object.entries(pathFields(resource, operation)).map(([name, field]) =>
			parameterOf(name, { ...field, required: true }),
		),
		...requiredOf(operation.filters),
		...requiredOf(operation.query),
		...bodyParameters(resource, operation),
		...(operation.matchBy ? [addOutcome()] : []),
		...waitParameters(operation),
		...(operation.changedAfter ? changedParameters(operation) : listParameters(operation)),
		...(canSimplify(resource, operation) ? [simplify()] : []),
		...filterParameters(resource, operation),
		...optionalOf(PARAMETER.options, 'Options', 'Add Option', operation.query),
	]);
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

function requiredOf(table: FieldTable = {}): INodeProperties[] {
	return Object.entries(table)
		.filter(([, field]) => field.required)
		.map(([name, field]) => parameterOf(name, field));
}

function optionalOf(name: string, displayName: string, placeholder: string, table: FieldTable = {}): INodeProperties[] {
	const entries = Object.entries(table).filter(([, field]) => !field.required);
	return entries.length > 0 ? [{ ...collectionOf(name, displayName, entries), placeholder }] : [];
}

function bodyParameters(resource: Resource, operation: Operation): INodeProperties[] {
	const { body } = operation;
	if (body === undefined) return [];
	const before = operation.repeat ? [quantityOf(resource)] : operation.matchBy ? [matchBy(operation)] : [];
	const keep = methodOf(operation) === 'PUT' && readerOf(resource, operation) ? [keepOtherValues()] : [];
	const fields = operation.matchBy ? matchedParameters(resource, operation) : fieldParameters(resource, operation);
	return [...before, inputMode(), jsonBody(), ...[...keep, ...fields].map(whenFields)];
}

function fieldParameters(resource: Resource, operation: Operation): INodeProperties[] {
	const { body } = operation;
	if (isField(body)) {
		return body.kind === 'list'
			? [parameterOf(PARAMETER.items, { ...body, required: true })]
			: [...variantParameters(body, false), bodyCollectionOf(resource, operation, {})];
	}
	const table = shownBody(resource, operation);
	const canStay = readerOf(resource, operation) !== undefined;
	return [
		...requiredOf(withoutInline(table)),
		...Object.values(table)
			.filter(isInline)
			.flatMap((field) => variantParameters(field, canStay)),
		bodyCollectionOf(resource, operation, withoutInline(table)),
	];
}

/**
 * What "Create or Update" asks for: the key, then collections only, so that nothing an editor begins a
 * field with is taken for what a person wants changed. The second collection is the one of create.
 */
function matchedParameters(resource: Resource, operation: Operation): INodeProperties[] {
	const table = operation.body as FieldTable;
	const keys = operation.matchBy!.flatMap((key) =>
		key.map((name) =>
			withCondition(parameterOf(name, { ...table[name], required: true }), PARAMETER.matchBy, keyValue(key)),
		),
	);
	return [...keys, mainFields(resource, operation), bodyCollectionOf(resource, operation, table)];
}

/** The fields a new record needs, and the keys it is not matched by. */
function mainFields(resource: Resource, { body, matchBy: keys = [] }: Operation): INodeProperties {
	const table = Object.entries(body as FieldTable);
	const needed = table.filter(([, field]) => field.required).map(([, { label }]) => label);
	const entries = table
		.filter(([name, field]) => field.required || (keys.length > 1 && keys.flat().includes(name)))
		.map(([name, field]): [string, Field] => [name, { ...field, required: false }])
		.filter(([name]) => keys.some((key) => !key.includes(name)));
	const collection = collectionOf(PARAMETER.mainFields, 'Main Fields', entries);
	for (const option of collection.options as INodeProperties[]) {
		const chosen = keys.filter((key) => key.includes(option.name)).map(keyValue);
		if (chosen.length > 0) option.displayOptions = { hide: { [`/${PARAMETER.matchBy}`]: chosen } };
	}
	const needs = needed.length > 0 ? `A new ${lowerCase(resource.name)} needs ${needed.join(', ')}. ` : '';
	return {
		...collection,
		description: `${needs}In one that exists only what you add here, and what differs, is changed.`,
	};
}

/** The value that stands for a key under Match By. */
export function keyValue(key: string[]): string {
	return key.join('+');
}

/** By what a record is looked for; hidden where there is but one way. */
function matchBy({ matchBy: keys = [], body }: Operation): INodeProperties {
	const table = body as FieldTable;
	const options = keys.map((key) => ({
		name: key.map((name) => table[name].label).join(' and '),
		value: keyValue(key),
	}));
	const [{ value: first }] = options;
	if (options.length === 1) return { displayName: 'Match By', name: PARAMETER.matchBy, type: 'hidden', default: first };
	return {
		displayName: 'Match By',
		name: PARAMETER.matchBy,
		type: 'options',
		noDataExpression: true,
		options,
		default: first,
	};
}

/** Takes the keys out of the collection that create shares with "Create or Update", where they stand elsewhere. */
function hideKeys(resource: Resource, { route }: Operation, collection: INodeProperties): void {
	for (const [value, { route: other, matchBy: keys = [] }] of Object.entries(resource.operations)) {
		if (other !== route) continue;
		for (const option of collection.options as INodeProperties[]) {
			if (keys.flat().includes(option.name)) option.displayOptions = { hide: { '/operation': [value] } };
		}
	}
}

function addOutcome(): INodeProperties {
	return {
		displayName: 'Add Outcome',
		name: PARAMETER.addOutcome,
		type: 'boolean',
		default: false,
		description: 'Whether to add the property upsertOutcome to the record: created, updated or unchanged',
	};
}

type Inline = Extract<Field, { kind: 'oneOf' }>;

/** A choice of shapes whose keys belong to the body itself. */
export function isInline(field: Field): field is Inline {
	return field.kind === 'oneOf' && field.inline === true && !field.many;
}

/** A body's table without the fields that are spread into it. */
export function withoutInline(table: FieldTable): FieldTable {
	return Object.fromEntries(Object.entries(table).filter(([, field]) => !isInline(field)));
}

/** The variant of an update that does not touch what the choice is about. */
export const AS_IT_IS = '';

/** A choice at the top of a body: the variant, then only the fields of the chosen one. */
function variantParameters(field: Inline, canStay: boolean): INodeProperties[] {
	const variants = Object.entries(field.variants);
	const first = canStay ? AS_IT_IS : variants[0][0];
	return [
		{
			displayName: field.label,
			name: PARAMETER.variant,
			type: 'options',
			options: [
				...(canStay ? [{ name: 'As It Is', value: AS_IT_IS }] : []),
				...variants.map(([value, variant]) => ({
					name: variant.label,
					value,
					...(variant.about ? { description: variant.about } : {}),
				})),
			],
			default: first,
			...(field.about ? { description: field.about } : {}),
		},
		...variants.flatMap(([value, variant]) =>
			[
				...requiredOf(variant.fields),
				...optionalOf(variantCollection(value), `${variant.label} Fields`, 'Add Field', variant.fields),
			].map((property) => withCondition(property, PARAMETER.variant, value)),
		),
	];
}

/** Where the optional fields of a variant are kept: "flat rate" has "flatRateFields". */
export function variantCollection(variant: string): string {
	const words = variant.split(/[^A-Za-z0-9]+/).filter(Boolean);
	const [first, ...others] = words.map((word) => word[0].toUpperCase() + word.slice(1));
	return `${first[0].toLowerCase()}${first.slice(1)}${others.join('')}Fields`;
}

/** Optional fields, fields to clear and keys this package does not know yet. */
function bodyCollectionOf(resource: Resource, operation: Operation, table: FieldTable): INodeProperties {
	const name = bodyCollection(operation);
	const collection = collectionOf(
		name,
		name === PARAMETER.updateFields ? 'Update Fields' : 'Additional Fields',
		Object.entries(table).filter(([, field]) => !field.required),
	);
	hideKeys(resource, operation, collection);
	const clearable = changesRecord(operation) ? clearableFields(table) : [];
	if (clearable.length > 0) {
		collection.options!.push({
			displayName: 'Fields to Clear',
			name: PARAMETER.fieldsToClear,
			type: 'multiOptions',
			default: [],
			description: 'Whatever these fields hold in AMPECO is removed',
			options: clearable.map(({ path, label }) => ({ name: label, value: path })),
		});
	}
	collection.options!.push(otherKeys(PARAMETER.otherFields, 'Other Fields', 'Field', 'Fields not listed here'));
	return collection;
}

function filterParameters(resource: Resource, operation: Operation): INodeProperties[] {
	const table = operation.changedAfter ? resource.operations.getAll.filters : operation.filters;
	const filters = optionalOf(PARAMETER.filters, 'Filters', 'Add Filter', table);
	for (const collection of filters) {
		hideTimesOfChange(collection);
		collection.options!.push(otherKeys(PARAMETER.otherFilters, 'Other Filters', 'Filter', 'Filters not listed here'));
	}
	return filters;
}

/** Takes what "Get Many Since Last Run" sets itself out of the collection it shares with the list. */
function hideTimesOfChange(collection: INodeProperties): void {
	for (const option of collection.options as INodeProperties[]) {
		if (isTimeOfChange(option.name)) option.displayOptions = { hide: { '/operation': [GET_CHANGED] } };
	}
}

/** Keys by name, for tenants that know more than this package. */
function otherKeys(name: string, displayName: string, row: string, about: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		default: {},
		placeholder: `Add ${row}`,
		description: about,
		typeOptions: { multipleValues: true },
		options: [
			{
				displayName: row,
				name: 'items',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '' },
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'Text, or JSON such as 5, true or null',
					},
				],
			},
		],
	};
}

function inputMode(): INodeProperties {
	return {
		displayName: 'Specify Values',
		name: PARAMETER.inputMode,
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
	};
}

function jsonBody(): INodeProperties {
	return withCondition(
		{
			displayName: 'JSON',
			name: PARAMETER.jsonBody,
			type: 'json',
			default: '{}',
			required: true,
			description: "All values as JSON, in AMPECO's own names. Sent as it is.",
		},
		PARAMETER.inputMode,
		'json',
	);
}

function keepOtherValues(): INodeProperties {
	return {
		displayName: 'Keep Other Values',
		name: PARAMETER.keepOtherValues,
		type: 'boolean',
		default: true,
		description:
			'Whether to read the record first and keep what is not set below. When off, whatever is not set is removed from the record.',
	};
}

function quantityOf(resource: Resource): INodeProperties {
	return {
		displayName: 'Quantity',
		name: PARAMETER.quantity,
		type: 'number',
		required: true,
		typeOptions: { minValue: 1, maxValue: MOST_REPEATS, numberPrecision: 0 },
		default: 10,
		description: `How many ${resource.plural ?? pluralOf(resource.name)} to make, at most ${MOST_REPEATS.toLocaleString('en')}`,
	};
}

function waitParameters({ wait }: Operation): INodeProperties[] {
	if (!wait) return [];
	return [
		{ ...parameterOf(PARAMETER.waitFor, { ...wait.values, required: true }), default: wait.values.preset },
		{
			displayName: 'Wait at Most',
			name: PARAMETER.waitAtMost,
			type: 'number',
			required: true,
			typeOptions: { minValue: 1, maxValue: LONGEST_WAIT, numberPrecision: 0 },
			default: 120,
			description: `In seconds, at most ${LONGEST_WAIT.toLocaleString('en')}`,
		},
	];
}

function listParameters(operation: Operation): INodeProperties[] {
	if (!operation.paging || operation.paging === 'none') return [];
	return [
		{
			displayName: 'Return All',
			name: PARAMETER.returnAll,
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		withCondition(
			{
				displayName: 'Limit',
				name: PARAMETER.limit,
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
			PARAMETER.returnAll,
			false,
		),
	];
}

function changedParameters({ paging }: Operation): INodeProperties[] {
	const lastMark: INodeProperties = {
		displayName: 'Mark of Last Run',
		name: PARAMETER.lastMark,
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-01-31T08:00:00Z',
		description:
			'The nextMark of the last run, from where the workflow stored it, or a date to begin at. Empty begins with all there is.',
	};
	const limit: INodeProperties = {
		displayName: 'Limit',
		name: PARAMETER.limitPerRun,
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: MOST_PER_RUN,
		description: 'Max number of results to return. The rest comes with the next run.',
	};
	return canPause(paging) ? [lastMark, limit] : [lastMark];
}

/** Whether the reading of a list can stop anywhere and go on in another run; pages counted by number move meanwhile. */
export function canPause(paging: Operation['paging']): boolean {
	return paging === 'cursor';
}

function simplify(): INodeProperties {
	return {
		displayName: 'Simplify',
		name: PARAMETER.simplify,
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	};
}

function whenFields(property: INodeProperties): INodeProperties {
	return withCondition(property, PARAMETER.inputMode, 'fields');
}

function withCondition(property: INodeProperties, parameter: string, value: string | boolean): INodeProperties {
	return {
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, [parameter]: [value] } },
	};
}

/** "Get many vouchers", "Create voucher in real money": what a person reads in the list of actions, and all an AI tool is told. */
export function actionOf(resource: Resource, name: string, operation: Operation): string {
	const several = operation.paging !== undefined || operation.repeat;
	const noun = several ? (resource.plural ?? pluralOf(resource.name)) : resource.name;
	const version = resource.deprecated ? ` (${resource.deprecated.version})` : '';
	const action = operation.action ?? `${name} ${noun}`;
	return sentenceCase(action + warningOf(operation, action) + version);
}

/** What is at stake, where the name of the operation may not say so. Without brackets, which n8n's lint refuses. */
function warningOf({ effect }: Operation, action: string): string {
	if (effect === 'money') return ' in real money';
	if (effect === 'physical') return ' on real hardware';
	return effect === 'destructive' && !/^delete\b/i.test(action) ? ' for good' : '';
}
