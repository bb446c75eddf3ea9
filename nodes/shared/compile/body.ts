/** The body of an operation as parameters: how the values are given, then the fields by themselves or as JSON. */
import type { INodeProperties } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { Facts, OneOfField, Resource } from '../catalogue';
import {
	APPLY_TO,
	AS_IT_IS,
	INPUT_MODE,
	PARAMETER,
	bodyLayout,
	bodyList,
	changesRecord,
	clearableFields,
	inlineFields,
	narrowingField,
	readerOf,
	variantLayout,
} from '../catalogue/form';
import type { FieldCollection } from '../catalogue/form';
import { jsonParameters, parameterOf, topCollectionOf } from './field';
import { otherKeys, ownParameters, parametersOfLayout, whenFields, withCondition } from './parts';
import type { KindParameters } from './parts';

export function bodyParameters(resource: Resource, operation: Facts, kind: KindParameters): INodeProperties[] {
	if (operation.body === undefined) return [];
	const keep = methodOf(operation) === 'PUT' && readerOf(resource, operation) ? [keepOtherValues()] : [];
	const fields = kind.fields ?? fieldParameters(resource, operation);
	return [
		...applyTo(operation),
		...(kind.beforeBody ?? []),
		inputMode(),
		...jsonBody(),
		columnsNotice(),
		...keep.map((property) => withCondition(property, PARAMETER.inputMode, INPUT_MODE.fields, INPUT_MODE.item)),
		...fields.map(whenFields),
	];
}

function fieldParameters(resource: Resource, operation: Facts): INodeProperties[] {
	const list = bodyList(operation);
	if (list) return [parameterOf(PARAMETER.items, list)];
	const { own, collections } = bodyLayout(resource, operation);
	const canStay = readerOf(resource, operation) !== undefined;
	return [
		...ownParameters(own).map((property) =>
			property.name === narrowingField(operation)
				? withCondition(property, PARAMETER.applyTo, APPLY_TO.some)
				: property,
		),
		...inlineFields(operation).flatMap((field) => variantParameters(field, canStay)),
		bodyCollectionOf(operation, collections[0]),
	];
}

/** A choice at the top of a body: the variant, then only the fields of the chosen one. */
function variantParameters(field: OneOfField, canStay: boolean): INodeProperties[] {
	const variants = Object.entries(field.variants);
	const first = canStay ? AS_IT_IS : variants[0][0];
	return [
		{
			displayName: field.label,
			name: PARAMETER.variant,
			type: 'options',
			options: [
				...(canStay
					? [{ name: 'As It Is', value: AS_IT_IS, description: 'It stays, with all that belongs to it' }]
					: []),
				...variants.map(([value, variant]) => ({
					name: variant.label,
					value,
					...(variant.about ? { description: variant.about } : {}),
				})),
			],
			default: first,
			...(field.about ? { description: field.about } : {}),
		},
		...variants.flatMap(([value, { label }]) =>
			parametersOfLayout(variantLayout(field, value), `${label} Fields`, 'Add Field').map((property) =>
				withCondition(property, PARAMETER.variant, value),
			),
		),
	];
}

/** Optional fields, fields to clear and keys this package does not know yet. */
export function bodyCollectionOf(operation: Facts, { name, fields }: FieldCollection): INodeProperties {
	const title = name === PARAMETER.updateFields ? 'Update Fields' : 'Additional Fields';
	const collection = topCollectionOf(name, title, fields);
	const clearable = changesRecord(operation) ? clearableFields(fields) : [];
	if (clearable.length > 0) {
		collection.options.push({
			displayName: 'Fields to Clear',
			name: PARAMETER.fieldsToClear,
			type: 'multiOptions',
			default: [],
			description: 'Whatever these fields hold in AMPECO is removed',
			options: clearable.map(({ path, label }) => ({ name: label, value: path })),
		});
	}
	collection.options.push(otherKeys(PARAMETER.otherFields, 'Other Fields', 'Field', 'Fields not listed here'));
	return collection;
}

/** Where less given means more done: the wide meaning is chosen, not left over. */
function applyTo({ applyTo: words }: Facts): INodeProperties[] {
	if (!words) return [];
	const { some, all } = APPLY_TO;
	return [
		{
			displayName: words.label ?? 'Apply To',
			name: PARAMETER.applyTo,
			type: 'options',
			options: [
				{ name: words.some, value: some },
				{ name: words.all, value: all },
			],
			default: some,
		},
	];
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
			// A tool's item holds whatever a model gives.
			{ name: 'From the Input Item', value: 'item', displayOptions: { hide: { '@tool': [true] } } },
		],
		default: 'fields',
	};
}

/** Which names of the item are taken: the rule is catalogue/columns.ts. */
function columnsNotice(): INodeProperties {
	return withCondition(
		{
			displayName:
				"Takes the item's properties that are called like fields, by label or AMPECO's name in any case: Expires On, expires_on, expireDate. Nested ones by path (network.ip) or as objects, languages as in title_en.",
			name: 'columnsNotice',
			type: 'notice',
			default: '',
		},
		PARAMETER.inputMode,
		INPUT_MODE.item,
	);
}

function jsonBody(): INodeProperties[] {
	return jsonParameters({
		displayName: 'JSON',
		name: PARAMETER.jsonBody,
		default: '{}',
		required: true,
		description: "All values as JSON, in AMPECO's own names. Sent as it is.",
		displayOptions: { show: { [PARAMETER.inputMode]: [INPUT_MODE.json] } },
	});
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
