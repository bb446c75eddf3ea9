/**
 * The simple form of a record: flat, with what people need next, so that what a node gives is what the next node takes. A
 * resource file says what it begins with (`simple`); the rules here add what its list filters by and every status, and say
 * under which name and of what type each property comes. The runner makes the form, the preview shows it.
 */
import { methodOf } from './facts';
import type { Facts, RecordShape, RecordType, Simple } from './facts';
import { wireNames } from './fields';
import type { Field } from './fields';
import type { Resource } from './resource';

export interface SimpleProperty {
	name: string;
	/** The names on the ways to it. */
	from: string[][];
	type: RecordType;
	/** What is made of the value; as it is where nothing is said. `energyKwh` is made of Wh, `energy` of kWh. */
	as?: 'id' | 'text' | 'energyKwh' | 'energy';
}

/** What one person calls so and another so: the same name means the same in all resources. */
const NAMES: Record<string, string> = {
	totalAmount: 'amount',
	currencyCode: 'currency',
	postcode: 'postCode',
	chargingSessionId: 'sessionId',
};

/** IDs that travel as text and that other records have as numbers. */
const TEXT_IDS = ['id', 'sessionId', 'paymentMethodId'];

/** Properties that hold a text in several languages where their type does not tell, as texts by locale. */
const TEXTS = [
	'name',
	'address',
	'description',
	'shortDescription',
	'detailedDescription',
	'additionalInformation',
	'title',
];

const forms = new WeakMap<object, SimpleProperty[]>();

/** The properties of a resource's simple form, in order; empty where its record is not described. */
export function simpleForm(resource: Pick<Resource, 'record' | 'simple' | 'operations'>): SimpleProperty[] {
	const known = forms.get(resource) ?? formOf(resource, resource.record ?? {});
	forms.set(resource, known);
	return known;
}

/** Whether an operation reads the resource's own records, so that a person can choose what of them comes. */
export function hasOutput({ record }: Pick<Resource, 'record'>, operation: Facts): boolean {
	return operation.record === undefined && record !== undefined && methodOf(operation) === 'GET';
}

/** Passwords, tokens, keys and codes that give access, which have no place where people and models look. */
export function isSecretName(name: string): boolean {
	return /(password|secret|token|api_?key|^pin|sharingCode|verificationCode|signingCertificate)$/i.test(name);
}

/** The type at the end of a way through a record; undefined where there is none, `any` below what is not described. */
export function typeAt(type: RecordType | undefined, names: string[]): RecordType | undefined {
	if (names.length === 0 || type === undefined) return type;
	if (type === 'any') return 'any';
	if (Array.isArray(type)) return typeAt(type[0], names);
	if (typeof type !== 'object') return undefined;
	const [name, ...rest] = names;
	return Object.prototype.hasOwnProperty.call(type, name) ? typeAt(type[name], rest) : undefined;
}

/** A text in several languages, as rows. */
export function isTranslated(type: RecordType | undefined): boolean {
	return Array.isArray(type) && typeof type[0] === 'object' && !Array.isArray(type[0]) && 'translation' in type[0];
}

function formOf({ simple, operations }: Pick<Resource, 'simple' | 'operations'>, record: RecordShape) {
	const ways = waysIn(record);
	const stated = simple
		? simple.flatMap((one) => statedProperties(one, record))
		: Object.entries(record).flatMap(([name, type]) =>
				isSecretName(name) || (Array.isArray(type) && !isPlain(type)) ? [] : propertyOf([name], record),
			);
	const taken = new Set(stated.flatMap(({ from }) => from.map((way) => way.join('.'))));
	const ruled = [...statusesOf(record), ...filteredBy(operations, ways)]
		.filter((way) => !taken.has(way.join('.')))
		.flatMap((way) => propertyOf(way, record));
	const form = new Map<string, SimpleProperty>();
	for (const property of [...stated, ...ruled].flatMap(withUnits)) {
		if (!form.has(property.name)) form.set(property.name, property);
	}
	return [...form.values()];
}

/** The ways to all that is plain in a record: at the top, or in an object there. */
function waysIn(record: RecordShape): string[][] {
	return Object.entries(record)
		.flatMap(([name, type]) => {
			if (isPlain(type)) return [[name]];
			if (typeof type !== 'object' || Array.isArray(type)) return [];
			return Object.entries(type).flatMap(([inner, innerType]) => (isPlain(innerType) ? [[name, inner]] : []));
		})
		.filter((way) => !way.some(isSecretName));
}

/** A value, several plain ones, or a text in several languages. */
function isPlain(type: RecordType): boolean {
	return typeof type === 'string' || isTranslated(type) || (Array.isArray(type) && typeof type[0] === 'string');
}

/** @throws Error for a way that does not exist, which a developer reads */
function statedProperties(stated: Simple, record: RecordShape): SimpleProperty[] {
	if (typeof stated === 'string') {
		const way = stated.split('.');
		checkWay(way, record);
		return propertyOf(way, record);
	}
	return Object.entries(stated).flatMap(([name, given]) => {
		const from = [given].flat().map((path) => path.split('.'));
		for (const way of from) checkWay(way, record);
		return [property(name, from, typeAt(record, from[0])!)];
	});
}

function checkWay(way: string[], record: RecordShape): void {
	if (typeAt(record, way) === undefined) throw new Error(`simple: there is no "${way.join('.')}" in the record`);
}

/** A property by the rules for its name and type; an amount with and without tax is two. */
function propertyOf(way: string[], record: RecordShape): SimpleProperty[] {
	const type = typeAt(record, way)!;
	const name = nameOf(way);
	const inner = typeof type === 'object' && !Array.isArray(type) ? type : {};
	const parts = Object.keys(inner);
	if (name === 'amount' && (parts.length > 0 || type === 'any')) {
		const withTax = [[...way, 'withTax'], ...(type === 'any' ? [way] : [])];
		return [
			...(type === 'any' || 'withTax' in inner ? [property(name, withTax, 'number')] : []),
			property('amountWithoutTax', [[...way, 'withoutTax']], 'number'),
		];
	}
	if (parts.length === 0) return [property(name, [way], type)];
	return parts
		.filter((part) => isPlain(inner[part]) && !isSecretName(part))
		.flatMap((part) => propertyOf([...way, part], record));
}

function property(name: string, from: string[][], type: RecordType): SimpleProperty {
	if (isTranslated(type) || (type === 'any' && TEXTS.includes(name))) return { name, from, type: 'text', as: 'text' };
	if (isJoiningId(name, Array.isArray(type) ? type[0] : type)) {
		return { name, from, type: Array.isArray(type) ? ['integer'] : 'integer', as: 'id' };
	}
	return { name, from, type };
}

/** "partner.id" is `partnerId`, "post_code" is `postCode`; "totalAmount.withTax" is its own case. */
function nameOf(way: string[]): string {
	const words = way.flatMap((part) => part.split('_'));
	const [first, ...others] = words;
	const name = [first, ...others.map((word) => word[0].toUpperCase() + word.slice(1))].join('');
	return NAMES[name] ?? name;
}

/** An ID that another record has as well; the UID of a tag, an ID in another system or one in OCPP is none. */
function isJoiningId(name: string, type: RecordType): boolean {
	if (/^external|Uid/.test(name) || !/(^id|Ids?)$/.test(name)) return false;
	return type === 'integer' || type === 'number' || TEXT_IDS.includes(name);
}

/** Energy in Wh is also there in kWh, and the other way round. Where AMPECO does not say the unit, the name is another. */
function withUnits(property: SimpleProperty): SimpleProperty[] {
	const { name, from } = property;
	if (name === 'energy') return [property, { name: 'energyKwh', from, type: 'number', as: 'energyKwh' }];
	if (name === 'energyKwh') return [{ name: 'energy', from, type: 'number', as: 'energy' }, property];
	const kwh = /nergyWh$/.test(name) ? name.replace(/Wh$/, 'Kwh') : undefined;
	return kwh ? [property, { name: kwh, from, type: 'number', as: 'energyKwh' }] : [property];
}

function statusesOf(record: RecordShape): string[][] {
	return Object.entries(record).flatMap(([name, type]) =>
		type === 'text' && /^status$|Status$/.test(name) ? [[name]] : [],
	);
}

/** The ways to what the list can be filtered by, as far as the names tell. */
function filteredBy({ getAll }: Resource['operations'], ways: string[][]): string[][] {
	return Object.entries(getAll?.filters ?? {}).flatMap(([key, field]) => {
		const names = namesOfFilter(key, field);
		const way = ways.find((one) => names.has(nameOf(one)) || names.has(one.join('.')));
		return way ? [way] : [];
	});
}

/** What the property may be called that a filter looks at: "createdAfter" looks at `createdAt`. */
function namesOfFilter(key: string, field: Field): Set<string> {
	const names = [key, wireNames(key, field).join('.')];
	const stem = key.replace(/(After|Before|Since|From|To|Until)$/, '');
	const times = stem === key ? [] : [stem, `${stem}At`, `${stem}On`, `${stem}Date`];
	return new Set(
		[...names, ...times, ...names.flatMap((name) => [`${name}Id`, `${name}s`])].map((name) => NAMES[name] ?? name),
	);
}
