/**
 * The words a resource file is written in: one small constructor per kind of value AMPECO takes.
 * A field says what a person sees (label, about) and what travels (kind, wire name); how it looks in
 * n8n is the compiler's business, how it is converted the runner's.
 */

import type { Since } from './versions';

/** What every field may say about itself. */
export interface FieldNotes {
	/**
	 * One or more short sentences: unit, format, what happens when left out. For a flag, the words
	 * that follow "Whether".
	 */
	about?: string;
	/** An example value, shown as "e.g. ..." while the field is empty. */
	example?: string;
	/**
	 * The name AMPECO uses where it differs from the key in the field table. Several names are the way
	 * into nested objects, so that a field of a small object can stand beside the others.
	 */
	wire?: string | string[];
	/**
	 * AMPECO takes null here, so an update offers the field under "Fields to Clear"; a filter takes the
	 * word null for records without a value.
	 */
	nullable?: boolean;
	/** The API version that brought it, where that is later than the oldest one (versions.ts). */
	since?: Since;
	/** Set by `required()`, never by hand. */
	required?: boolean;
	/** What a new field starts with in the editor. */
	default?: string | number | boolean;
}

/** How a single value is written in JSON. */
export type ScalarType = 'text' | 'integer' | 'number' | 'flag';

export type FieldTable = Record<string, Field>;

interface Base extends FieldNotes {
	label: string;
}

/**
 * Text. `format` chooses a placeholder and a control, and tells what is found by it (isKey) from free text, which is sent to
 * the letter; no form is enforced.
 */
export interface TextField extends Base {
	kind: 'text';
	format?: 'key' | 'email' | 'url' | 'uuid' | 'secret' | 'long';
}
export interface NumberField extends Base {
	kind: 'integer' | 'number';
	min?: number;
	max?: number;
}
export interface FlagField extends Base {
	kind: 'flag';
}
/** Text in the form of a point in time, a calendar day or a time of day. */
export interface MomentField extends Base {
	kind: 'dateTime' | 'date' | 'time';
	/** `plain` is "2026-01-31 10:00:00" in UTC, which two actions want instead of ISO 8601. */
	format?: 'plain';
}
/** One of several values. The list shows the names; values it does not know yet still pass. */
export interface ChoiceField extends Base {
	kind: 'choice';
	type: ScalarType;
	options: ChoiceOption[];
	/** A loadOptions method that fills the list instead, for long lists shared by many fields. */
	load?: 'getCountries' | 'getCurrencies';
}
export interface ChoiceOption {
	name: string;
	value: string | number | boolean;
	about?: string;
}
/** Several values of a choice. */
export interface ChoicesField extends Base {
	kind: 'choices';
	type: ScalarType;
	options: ChoiceOption[];
	load?: 'getCountries' | 'getCurrencies';
}
/** An array of plain values. */
export interface ValuesField extends Base {
	kind: 'values';
	type: 'text' | 'integer' | 'number';
}
/** What a person can pick from a list: entities.ts adds the keys of its rows, so that a wrong one does not compile. */
export interface Pickable {
	readonly rows: 'entities.ts';
}
export type EntityKey = Pickable extends { key: infer Key extends string } ? Key : never;

/** The id of something a person can pick from a list. */
export interface RefField extends Base {
	kind: 'ref';
	entity: EntityKey;
	/** How the id travels in this very operation: the same id is a number here and text there. */
	type: 'integer' | 'text' | 'number';
	/** A property of the record that is sent in place of its id, e.g. the code of a voucher. */
	property?: string;
}
/** An array of ids of the same entity. */
export interface RefsField extends Base {
	kind: 'refs';
	entity: EntityKey;
	type: 'integer' | 'text' | 'number';
}
/** A nested object. */
export interface GroupField extends Base {
	kind: 'group';
	fields: FieldTable;
}
/** An array of objects. */
export interface ListField extends Base {
	kind: 'list';
	fields: FieldTable;
	/** What one row is called, e.g. "Period". */
	row: string;
	/** Fields beside the list that are arrays with one value for each row: shown in the rows, by key with their label there. */
	columns?: Record<string, string>;
}
/** One of several shapes of an object; only the fields of the chosen one are shown. */
export interface OneOfField extends Base {
	kind: 'oneOf';
	variants: Record<string, Variant>;
	/** The key that tells AMPECO which variant it is; left out where the shape alone tells. */
	tag?: string;
	/** The variant's keys belong to the surrounding object instead of an object of their own. */
	inline?: boolean;
	/** The field is an array of such objects. */
	many?: boolean;
	/** The property of the record that says which variant it is, where an update does not change that. */
	of?: string;
}
export interface Variant {
	label: string;
	about?: string;
	fields: FieldTable;
	/** What is always sent with this variant, e.g. keys AMPECO wants as null. */
	sends?: Record<string, string | number | boolean | null>;
	/** AMPECO tells this variant by the lack of a tag. */
	untagged?: boolean;
}
/** An object with free keys. */
export interface MapField extends Base {
	kind: 'map';
	type: 'text' | 'any';
}
/** Text in several languages: rows of locale and translation, or an object keyed by locale. */
export interface TranslationsField extends Base {
	kind: 'translations';
	shape: 'rows' | 'map';
}
/** Anything, as JSON. */
export interface JsonField extends Base {
	kind: 'json';
}
/** A value of which it is not known what type AMPECO takes: text, a number, true or false, or JSON, sent as given. */
export interface AnyField extends Base {
	kind: 'any';
}

export type Field =
	| TextField
	| NumberField
	| FlagField
	| MomentField
	| ChoiceField
	| ChoicesField
	| ValuesField
	| RefField
	| RefsField
	| GroupField
	| ListField
	| OneOfField
	| MapField
	| TranslationsField
	| JsonField
	| AnyField;

/** The names under which a field travels, outermost first. */
export function wireNames(key: string, field: Field): string[] {
	return field.wire === undefined ? [key] : typeof field.wire === 'string' ? [field.wire] : field.wire;
}

/** Marks a field as required in this operation. The table's own field stays as it is. */
export function required<F extends Field>(field: F): F {
	return { ...field, required: true };
}

/** A field under other words or another wire name, e.g. the same table entry in an older version. */
export function reworded<F extends Field>(field: F, notes: Partial<F>): F {
	return { ...field, ...notes };
}

export function text(label: string, notes: FieldNotes & { format?: TextField['format'] } = {}): TextField {
	return { kind: 'text', label, ...notes };
}

/** A text by which something is found or told apart, here or in another system: an external ID, a serial number, a phone number. */
export function key(label: string, notes: FieldNotes = {}): TextField {
	return text(label, { format: 'key', ...notes });
}

export function email(label: string, notes: FieldNotes = {}): TextField {
	return text(label, { format: 'email', ...notes });
}

export function url(label: string, notes: FieldNotes = {}): TextField {
	return text(label, { format: 'url', ...notes });
}

/** A password or token: hidden while typed and never shown in an output of ours. */
export function secret(label: string, notes: FieldNotes = {}): TextField {
	return text(label, { format: 'secret', ...notes });
}

export function integer(label: string, notes: FieldNotes & { min?: number; max?: number } = {}): NumberField {
	return { kind: 'integer', label, ...notes };
}

/** A decimal number. Money is in major units of the currency, energy in Wh unless `about` says otherwise. */
export function number(label: string, notes: FieldNotes & { min?: number; max?: number } = {}): NumberField {
	return { kind: 'number', label, ...notes };
}

export function flag(label: string, notes: FieldNotes = {}): FlagField {
	return { kind: 'flag', label, ...notes };
}

/** A point in time, sent in UTC with seconds. */
export function dateTime(label: string, notes: FieldNotes & { format?: 'plain' } = {}): MomentField {
	return { kind: 'dateTime', label, ...notes };
}

/** A calendar day, sent as YYYY-MM-DD. */
export function date(label: string, notes: FieldNotes = {}): MomentField {
	return { kind: 'date', label, ...notes };
}

/** A time of day, sent as HH:MM. */
export function time(label: string, notes: FieldNotes = {}): MomentField {
	return { kind: 'time', label, ...notes };
}

/** Names by value: `{ enabled: 'Enabled' }`, or a list where values are numbers or need words of their own. */
export type Choices = Record<string, string> | ChoiceOption[];

export function choice(label: string, options: Choices, notes: FieldNotes & { type?: ScalarType } = {}): ChoiceField {
	return { kind: 'choice', label, type: 'text', options: optionsOf(options), ...notes };
}

export function choices(label: string, options: Choices, notes: FieldNotes & { type?: ScalarType } = {}): ChoicesField {
	return { kind: 'choices', label, type: 'text', options: optionsOf(options), ...notes };
}

/** A country by its ISO 3166-1 alpha-2 code. */
export function country(label = 'Country', notes: FieldNotes = {}): ChoiceField {
	return { kind: 'choice', label, type: 'text', options: [], load: 'getCountries', ...notes };
}

/** Several countries. */
export function countries(label = 'Countries', notes: FieldNotes = {}): ChoicesField {
	return { kind: 'choices', label, type: 'text', options: [], load: 'getCountries', ...notes };
}

/** A currency by its ISO 4217 code. */
export function currency(label = 'Currency', notes: FieldNotes = {}): ChoiceField {
	return { kind: 'choice', label, type: 'text', options: [], load: 'getCurrencies', ...notes };
}

/** An array of plain texts. */
export function texts(label: string, notes: FieldNotes = {}): ValuesField {
	return { kind: 'values', label, type: 'text', ...notes };
}

/** An array of plain numbers. */
export function numbers(label: string, notes: FieldNotes & { type?: 'integer' | 'number' } = {}): ValuesField {
	return { kind: 'values', label, type: 'number', ...notes };
}

/** The id of an entity, chosen from a list or given by ID. Travels as an integer unless told otherwise. */
export function ref(
	entity: EntityKey,
	label: string,
	notes: FieldNotes & { type?: RefField['type']; property?: string } = {},
): RefField {
	return { kind: 'ref', entity, label, type: 'integer', ...notes };
}

/** An array of ids of one entity. */
export function refs(
	entity: EntityKey,
	label: string,
	notes: FieldNotes & { type?: RefField['type'] } = {},
): RefsField {
	return { kind: 'refs', entity, label, type: 'integer', ...notes };
}

export function group(label: string, fields: FieldTable, notes: FieldNotes = {}): GroupField {
	return { kind: 'group', label, fields, ...notes };
}

export function list(
	label: string,
	row: string,
	fields: FieldTable,
	notes: FieldNotes & Pick<ListField, 'columns'> = {},
): ListField {
	return { kind: 'list', label, row, fields, ...notes };
}

export function oneOf(
	label: string,
	variants: Record<string, Variant>,
	notes: FieldNotes & { tag?: string; inline?: boolean; many?: boolean; of?: string } = {},
): OneOfField {
	return { kind: 'oneOf', label, variants, ...notes };
}

export function variant(
	label: string,
	fields: FieldTable,
	about?: string,
	notes: Pick<Variant, 'sends' | 'untagged'> = {},
): Variant {
	return { label, fields, about, ...notes };
}

/** An object with keys of the tenant's own choosing. */
export function map(label: string, notes: FieldNotes & { type?: 'text' | 'any' } = {}): MapField {
	return { kind: 'map', label, type: 'any', ...notes };
}

export function translations(
	label: string,
	notes: FieldNotes & { shape?: TranslationsField['shape'] } = {},
): TranslationsField {
	return { kind: 'translations', label, shape: 'rows', ...notes };
}

export function json(label: string, notes: FieldNotes = {}): JsonField {
	return { kind: 'json', label, ...notes };
}

/** For types that no description of the API tells. */
export function any(label: string, notes: FieldNotes = {}): AnyField {
	return { kind: 'any', label, ...notes };
}

function optionsOf(options: Choices): ChoiceOption[] {
	if (Array.isArray(options)) return options;
	return Object.entries(options).map(([value, name]) => ({ name, value }));
}

/** Whether AMPECO takes a text and does not show it. */
export function isSecret(field: Field): boolean {
	return field.kind === 'text' && field.format === 'secret';
}

/**
 * Whether something is found by the text of a field, or chosen by it: so that it means the same on every way it is sent without
 * blanks around, and never as what stands where there is no value (runtime/prepare/keys.ts).
 */
export function isKey(field: Field): boolean {
	if (field.kind === 'text') return ['key', 'email', 'uuid'].includes(field.format ?? '');
	return ['ref', 'refs', 'choice', 'choices'].includes(field.kind) && 'type' in field && field.type === 'text';
}

/** Whether it is a choice of shapes whose keys belong to the surrounding object. */
export function isInline(field: Field): field is OneOfField {
	return field.kind === 'oneOf' && field.inline === true && !field.many;
}

/** The tables of fields inside a field: the one of a group or of a list's rows, or those of all variants. */
export function childrenOf(field: Field): FieldTable[] {
	if (field.kind === 'group' || field.kind === 'list') return [field.fields];
	return field.kind === 'oneOf' ? Object.values(field.variants).map(({ fields }) => fields) : [];
}

/** The same as one table, for places where it does not matter which variant it is. */
export function innerFields(field: Field): FieldTable {
	return Object.assign({}, ...childrenOf(field)) as FieldTable;
}

/** Marks all fields of a table with the version that brought them. */
export function addedIn<T extends FieldTable>(since: Since, fields: T): T {
	return Object.fromEntries(
		Object.entries(fields).map(([key, field]): [string, Field] => [key, { ...field, since }]),
	) as T;
}
