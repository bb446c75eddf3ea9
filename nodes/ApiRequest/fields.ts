/**
 * The fields of an operation that AMPECO's description tells of. All that a run must know of a field is in its name in the
 * form, which n8n stores with the value: "maxUses (body, integer, required)". So a run never reads the description.
 */
import type { ResourceMapperField } from 'n8n-workflow';
import type { Field, FieldTable } from '../shared/catalogue';

type Place = 'path' | 'filter' | 'query' | 'body';

export type FieldType =
	| 'text'
	| 'integer'
	| 'number'
	| 'flag'
	| 'dateTime'
	| 'date'
	| 'texts'
	| 'integers'
	| 'numbers'
	| 'json'
	| 'any';

export interface DescribedField {
	place: Place;
	/** The names on the way to it, outermost first; none of a body that is given as a whole. */
	name: string[];
	type: FieldType;
	required: boolean;
	/** AMPECO takes null. */
	nullable?: boolean;
	/** The words it takes. */
	options?: string[];
}

/** Objects in one another whose fields are laid flat; what is deeper is given as JSON. */
export const DEEPEST_NAME = 6;

/** Between the names on a way; in no name of AMPECO's. */
const INSIDE = '>';

/** What a person reads behind the name. */
const TYPE_WORDS: Record<FieldType, string> = {
	text: '',
	integer: 'whole number',
	number: 'number',
	flag: 'true or false',
	dateTime: 'date and time',
	date: 'date',
	texts: 'list',
	integers: 'list of whole numbers',
	numbers: 'list of numbers',
	json: 'JSON',
	any: '',
};

/** How a field is called in the form: stored in workflows, so it never changes. */
function idOf({ place, name, type, required, nullable }: DescribedField): string {
	const facts = [place, type, ...(required ? ['required'] : []), ...(nullable ? ['nullable'] : [])];
	return `${name.join(INSIDE)} (${facts.join(', ')})`;
}

/** The key of a field among those of an operation; there is no full stop between its parts. */
export function keyOf({ place, name }: Pick<DescribedField, 'place' | 'name'>): string {
	return `${place}/${name.join(INSIDE)}`;
}

/** A field by its stored name; undefined where that is none. */
export function fieldOf(id: string): DescribedField | undefined {
	const [, name, place, type, required, nullable] = /^(.*) \((\w+), (\w+)(, required)?(, nullable)?\)$/s.exec(id) ?? [];
	if (!['path', 'filter', 'query', 'body'].includes(place) || !(type in TYPE_WORDS)) return undefined;
	return {
		place: place as Place,
		name: name === '' ? [] : name.split(INSIDE),
		type: type as FieldType,
		required: required !== undefined,
		...(nullable ? { nullable: true } : {}),
	};
}

/** A field as n8n's mapper shows it: as text, so that the node itself says what does not fit. */
export function mapperField(field: DescribedField): ResourceMapperField {
	const options = field.type === 'flag' ? ['true', 'false'] : field.options;
	const isList = field.type.endsWith('s');
	return {
		id: idOf(field),
		displayName: shownName(field),
		required: field.required,
		defaultMatch: false,
		display: true,
		...(options && !isList
			? { type: 'options', options: options.map((value) => ({ name: value, value })) }
			: { type: 'string' }),
	};
}

function shownName({ place, name, type }: DescribedField): string {
	const words = TYPE_WORDS[type];
	return labelOf(place, name) + (words === '' ? '' : ` (${words})`);
}

function labelOf(place: Place, name: string[]): string {
	if (name.length === 0) return 'Body';
	if (place === 'path') return `{${name[0]}}`;
	const [first, ...rest] = place === 'filter' ? ['filter', ...name] : name;
	return place === 'body' ? name.join('.') : first + rest.map((one) => `[${one}]`).join('');
}

/** The field in the words of the catalogue. */
function catalogueField({ place, name, type, required, nullable }: DescribedField): Field {
	const base = {
		label: labelOf(place, name),
		wire: name,
		...(required ? { required } : {}),
		...(nullable ? { nullable } : {}),
	};
	switch (type) {
		case 'texts':
			return { ...base, kind: 'values', type: 'text' };
		case 'integers':
			return { ...base, kind: 'values', type: 'integer' };
		case 'numbers':
			return { ...base, kind: 'values', type: 'number' };
		default:
			return { ...base, kind: type };
	}
}

/** The fields of one place, by their keys. */
export function tableOf(fields: DescribedField[], place: Place): FieldTable {
	return Object.fromEntries(
		fields
			.filter((field) => field.place === place && field.name.length > 0)
			.map((field) => [keyOf(field), catalogueField(field)]),
	);
}
