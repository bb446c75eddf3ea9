/** One catalogue field as the n8n parameter that asks for it. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import type { EntityKey, Field, FieldTable } from '../catalogue';
import { isOpen, jsonName, rowLayout, takesJson } from '../catalogue/form';
import { description, titleCase, whether, withArticle } from '../catalogue/words';
import { entityOf, searchMethodOf } from '../entities';

export type Collection = INodeProperties & { options: INodeProperties[] };

/** The parameter for a field under its stored name. */
export function parameterOf(name: string, field: Field): INodeProperties {
	const property = {
		displayName: field.label,
		name,
		...controlOf(field),
	} as INodeProperties;
	const about = field.kind === 'flag' ? whether(field.about, field.label) : aboutOf(field);
	if (about) property.description = about;
	if (field.example) property.placeholder = `e.g. ${field.example}`;
	if (field.required && field.kind !== 'flag') property.required = true;
	return property;
}

/** The parameters of a row, or of a nested object that needs something. */
export function parametersOf(table: FieldTable): INodeProperties[] {
	const { own, collections } = rowLayout(table);
	const shown = Object.entries(own);
	return [
		...shown.map(([name, field]) => emptyAtFirst(parameterOf(name, field))),
		...collections.map(({ name, fields }) => collectionOf(name, shown.length > 0 ? 'More Fields' : 'Fields', fields)),
	];
}

/** A 0 that nobody touched would be taken for a value. */
function emptyAtFirst(property: INodeProperties): INodeProperties {
	return property.type === 'number' && !property.required ? { ...property, default: '' } : property;
}

/** The collection of an operation's form: what has an inside can be given as JSON there, by an entry at the end. */
export function topCollectionOf(name: string, displayName: string, fields: FieldTable): Collection {
	const collection = collectionOf(name, displayName, fields);
	const json = Object.entries(fields).filter(([, field]) => takesJson(field));
	collection.options.push(...json.map(([key, field]) => asJson(key, field)));
	return collection;
}

/** A collection of fields a person adds one by one. */
export function collectionOf(name: string, displayName: string, fields: FieldTable): Collection {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: Object.entries(fields).map(([key, field]) => parameterOf(key, field)),
	};
}

type Control = Partial<INodeProperties> & Pick<INodeProperties, 'type' | 'default'>;

function controlOf(field: Field): Control {
	switch (field.kind) {
		case 'text':
			return {
				type: 'string',
				default: field.default ?? '',
				...(field.format === 'secret' ? { typeOptions: { password: true } } : {}),
				...(field.format === 'long' ? { typeOptions: { rows: 3 } } : {}),
				...(field.format === 'email' ? { placeholder: 'name@email.com' } : {}),
				...(field.format === 'url' ? { placeholder: 'e.g. https://example.com' } : {}),
			};
		case 'integer':
		case 'number':
			return {
				type: 'number',
				// A required one begins empty: a 0 that nobody touched would be taken for a value.
				default: field.default ?? (field.required ? '' : Math.max(0, field.min ?? 0)),
				...numberLimits(field),
			};
		case 'flag':
			return { type: 'boolean', default: field.default ?? false };
		case 'dateTime':
			return { type: 'dateTime', default: '' };
		case 'date':
			return { type: 'dateTime', default: '', typeOptions: { dateOnly: true } };
		case 'time':
			return { type: 'string', default: '', placeholder: 'e.g. 08:30' };
		case 'choice':
			if (field.load) return { ...dynamic(field.label, field.load), type: 'options', default: '' };
			return {
				type: 'options',
				options: optionsOf(field.options),
				default: field.default ?? field.options[0].value,
			};
		case 'choices':
			if (field.load) return { ...dynamic(field.label, field.load, true), type: 'multiOptions', default: [] };
			return { type: 'multiOptions', options: optionsOf(field.options), default: [] };
		case 'values':
			return { type: 'string', default: '', placeholder: field.type === 'text' ? 'e.g. one, two' : 'e.g. 10, 20' };
		case 'ref':
			return locator(field.entity, field.property);
		case 'refs':
			return rows(
				`Add ${entityOf(field.entity).name}`,
				[
					{
						displayName: 'From List',
						name: 'items',
						values: [{ displayName: entityOf(field.entity).name, name: 'id', ...locator(field.entity) }],
					},
					{
						displayName: 'IDs',
						name: 'ids',
						values: [
							{
								displayName: 'IDs',
								name: 'ids',
								type: 'string',
								default: '',
								description: 'Separate several with commas, or give an array',
							},
						],
					},
				],
				{ title: PICKED_TITLE },
			);
		case 'group': {
			if (isOpen(field)) {
				const { type, ...rest } = collectionOf('', '', field.fields);
				return { type, default: {}, placeholder: rest.placeholder, options: rest.options };
			}
			return {
				type: 'fixedCollection',
				default: {},
				placeholder: `Set ${field.label}`,
				options: [{ displayName: field.label, name: 'fields', values: parametersOf(field.fields) }],
			};
		}
		case 'list':
			return rows(`Add ${field.row}`, [{ displayName: field.row, name: 'items', values: parametersOf(field.fields) }], {
				begun: field.required,
			});
		case 'oneOf': {
			const variants = Object.entries(field.variants).map(([name, variant]) => ({
				displayName: variant.label,
				name,
				values: parametersOf(variant.fields),
			}));
			if (field.many) return rows(`Add ${field.label}`, variants);
			return { type: 'fixedCollection', default: {}, placeholder: `Set ${field.label}`, options: variants };
		}
		case 'map':
			return rows('Add Entry', [
				{
					displayName: 'Entry',
					name: 'items',
					values: [
						{ displayName: 'Key', name: 'key', type: 'string', default: '', required: true },
						{ displayName: 'Value', name: 'value', type: 'string', default: '' },
					],
				},
			]);
		case 'translations':
			return rows(
				'Add Language',
				[
					{
						displayName: 'Language',
						name: 'items',
						values: [
							{
								displayName: 'Language Code',
								name: 'locale',
								type: 'string',
								default: '',
								placeholder: 'e.g. en',
								required: true,
							},
							{ displayName: 'Text', name: 'translation', type: 'string', default: '' },
						],
					},
				],
				{ begun: field.required },
			);
		case 'json':
			return jsonText();
		case 'any':
			return { type: 'string', default: '' };
		default:
			return field satisfies never;
	}
}

function aboutOf(field: Field): string | undefined {
	if ((field.kind === 'choice' || field.kind === 'choices') && field.load) return undefined;
	if (field.kind === 'values') {
		return description(`${field.about ? `${field.about.replace(/\.$/, '')}. ` : ''}Separate several with commas`);
	}
	if (field.kind === 'any') {
		return description(
			`${field.about ? `${field.about.replace(/\.$/, '')}. ` : ''}Text, or JSON such as 5, true or null`,
		);
	}
	return description(field.about);
}

function numberLimits(field: { kind: string; min?: number; max?: number }): Partial<INodeProperties> {
	const typeOptions = {
		...(field.kind === 'integer' ? { numberPrecision: 0 } : {}),
		...(field.min !== undefined ? { minValue: field.min } : {}),
		...(field.max !== undefined ? { maxValue: field.max } : {}),
	};
	return Object.keys(typeOptions).length > 0 ? { typeOptions } : {};
}

function optionsOf(options: Array<{ name: string; value: unknown; about?: string }>): INodePropertyOptions[] {
	return options.map(({ name, value, about }) => ({
		name,
		value: value as INodePropertyOptions['value'],
		...(about ? { description: description(about) } : {}),
	}));
}

/** n8n's own words for a list that is loaded. */
export function dynamic(label: string, method: string, several = false): Partial<INodeProperties> {
	return {
		displayName: several ? `${label.replace(/s$/, '').replace(/ie$/, 'y')} Names or IDs` : `${label} Name or ID`,
		typeOptions: { loadOptionsMethod: method },
		description: several
			? 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>'
			: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	};
}

/** What a row is called in the editor: its values, but expressions. While there are none, n8n counts the rows. */
const ROW_TITLE = "={{ Object.values($collection.item.value).filter(v => /^[^=[]/.test(v)).join(' – ') }}";

/** The same for a row that is picked from a list. */
const PICKED_TITLE = '={{ $collection.item.value.id?.cachedResultName }}';

/** @param begun whether there is a row from the start, so that the list is not gone before it is filled in; n8n allows it where one stands on its own */
function rows(
	placeholder: string,
	options: INodePropertyCollection[],
	{ title = ROW_TITLE, begun = false }: { title?: string; begun?: boolean } = {},
): Control {
	const [{ name, values }] = options;
	const first = Object.fromEntries(values.map((value) => [value.name, value.default]));
	return {
		type: 'fixedCollection',
		default: begun ? { [name]: [first] } : {},
		placeholder,
		typeOptions: { multipleValues: true, fixedCollection: { itemTitle: title } },
		options,
	};
}

function asJson(key: string, { label }: Field): INodeProperties {
	return {
		displayName: `${label} (JSON)`,
		name: jsonName(key),
		...jsonText(),
		description: "In AMPECO's own names",
	};
}

/**
 * A place for JSON. As n8n's own type for it, a model would be told no type at all, which Google's models refuse.
 */
export function jsonText(): Control {
	return { type: 'string', default: '', typeOptions: { rows: 5 } };
}

/** JSON that stands by itself: with n8n's editor for it, and for a model as text. */
export function jsonParameters(property: Omit<INodeProperties, 'type'>): INodeProperties[] {
	const { displayOptions: { show, hide } = {} } = property;
	return [
		{ ...property, type: 'json', displayOptions: { show, hide: { ...hide, '@tool': [true] } } },
		{
			...property,
			type: 'string',
			typeOptions: { rows: 5 },
			displayOptions: { show: { ...show, '@tool': [true] }, ...(hide ? { hide } : {}) },
		},
	];
}

function locator(entity: EntityKey, property?: string): Control {
	const row = entityOf(entity);
	const by = property ?? 'id';
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Choose ${withArticle(row.name)}`,
				typeOptions: { searchListMethod: searchMethodOf(entity, property), searchable: true },
			},
			{
				displayName: `By ${titleCase(by).replace(/\bId$/, 'ID')}`,
				name: by,
				type: 'string',
			},
		],
	};
}
