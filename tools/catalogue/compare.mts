/**
 * Compares one operation of the catalogue with the same one of the digest: path, query, body, paging and answer, field
 * by field. Both readings are brought to the wire's names and types first.
 */
import type * as Catalogue from '../../nodes/shared/catalogue/index.ts';
import type { Operation as DigestOperation, Schema } from '../../sandbox/digest.mts';
import type { Shape } from '../../sandbox/shape.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import type { Shared } from './built.mts';

type Field = Catalogue.Field;
type FieldTable = Catalogue.FieldTable;
type OneOf = Extract<Field, { kind: 'oneOf' }>;

/** An enum longer than this may be given as free text. */
const LONG_ENUM = 40;
const PAGING = new Set(['per_page', 'page', 'cursor']);

/** What a kind of field puts on the wire. */
const WIRE_TYPE: Record<string, string> = {
	text: 'text',
	integer: 'integer',
	number: 'number',
	flag: 'flag',
	dateTime: 'date-time',
	date: 'date',
	time: 'time',
};
const DATE_TIME_FORMATS = ['date-time', 'datetime', 'datatime'];

/** All shapes a value may have; one where AMPECO does not choose. */
function alternatives(shape: Shape): Shape[] {
	if (!shape.variants) return [shape];
	return shape.variants.flatMap(alternatives);
}

function isNullable(shape: Shape): boolean {
	return shape.nullable === true || (shape.variants ?? []).some(isNullable);
}

function isReadOnly(shape: Shape): boolean {
	return shape.readOnly === true || (shape.variants?.length ? shape.variants.every(isReadOnly) : false);
}

/** Several shapes of an object as one: all properties, and required what all of them require. */
function union(shapes: Shape[]): Shape {
	if (shapes.length === 1) return shapes[0];
	const properties: Record<string, Shape> = {};
	for (const shape of shapes) {
		for (const [name, child] of Object.entries(shape.properties ?? {})) {
			const known = properties[name];
			properties[name] =
				!known || known === child ? child : { variants: [...alternatives(known), ...alternatives(child)] };
		}
	}
	const required = (shapes[0].required ?? []).filter((name) => shapes.every((shape) => shape.required?.includes(name)));
	const others = shapes.find((shape) => shape.others)?.others;
	return { type: 'object', properties, required, ...(others ? { others } : {}) };
}

/** The type of a single shape in the words of this file. */
function typeOf(shape: Shape): string {
	if (shape.properties && Object.keys(shape.properties).length > 0) return 'object';
	switch (shape.type) {
		case 'string':
			if (DATE_TIME_FORMATS.includes(shape.format ?? '')) return 'date-time';
			return shape.format === 'date' || shape.format === 'time' ? shape.format : 'text';
		case 'integer':
			return 'integer';
		case 'number':
			return 'number';
		case 'boolean':
			return 'flag';
		case 'array':
			return `array of ${shape.items ? [...new Set(alternatives(shape.items).map(typeOf))].join(' or ') : 'anything'}`;
		case 'object':
			return 'map';
		default:
			return shape.type ?? 'anything';
	}
}

/** Whether it is said what is in a value, at least in its outermost. */
function isKnown(shape: Shape): boolean {
	return !['anything', 'map', 'array of anything', 'array of map'].includes(typeOf(shape));
}

function typesOf(shapes: Shape[]): string {
	return [...new Set(shapes.map(typeOf))].join(' or ');
}

/** The listed values of all shapes together; undefined where any value goes. */
function enumOf(shapes: Shape[]): unknown[] | undefined {
	if (shapes.length === 0 || shapes.some((shape) => !shape.enum)) return undefined;
	return [...new Set(shapes.flatMap((shape) => shape.enum!))].filter((value) => value !== null);
}

function listed(values: unknown[]): string {
	const shown = values.slice(0, 8).map((value) => JSON.stringify(value));
	return values.length > 8 ? `${shown.join(', ')} and ${values.length - 8} more` : shown.join(', ');
}

/** What is being compared, and how strictly. */
interface Place {
	operation: string;
	at: string;
	/** Values of a query or path are text on the wire, whatever their type. */
	inUrl: boolean;
	/** Whether null makes sense here, so that the marks must agree. */
	clears: boolean;
	/** Whether the fields of several variants are looked at together, where required marks differ by variant. */
	lax?: boolean;
	/** The version that brought what this stands in, where that is newer than the OpenAPI file. */
	since?: string;
}

interface Fields {
	wire: string;
	/** Several where the variants of a choice have different ones of the same name. */
	fields: Field[];
	/** Set for an object that only wire paths lead through. */
	inner?: Map<string, Fields>;
	required: boolean;
	fromVariant: boolean;
}

class Comparison {
	readonly found: Finding[] = [];

	readonly words: Shared['catalogue'];

	/** The values of loaded choices, by method. */
	readonly lists: Record<string, Set<unknown>>;

	readonly find: FindOperation;

	constructor(words: Shared['catalogue'], lists: Record<string, Set<unknown>>, find: FindOperation) {
		this.words = words;
		this.lists = lists;
		this.find = find;
	}

	add({ operation, at }: Place, what: string, text: string): void {
		const known = this.found.some((one) => one.at === at && one.what === what && one.text === text);
		if (!known) this.found.push({ operation, at, what, text });
	}

	/** A table of fields against an object. */
	object(table: FieldTable, shape: Shape, place: Place): void {
		const inline = Object.values(table).filter(
			(field): field is OneOf => field.kind === 'oneOf' && field.inline === true && !field.many,
		);
		const own = Object.fromEntries(Object.entries(table).filter(([, field]) => !inline.includes(field as OneOf)));
		this.shapes(own, inline, shape, place);
	}

	/** Common fields and choices of shapes against an object, which may itself be a choice of shapes. */
	shapes(own: FieldTable, choices: OneOf[], shape: Shape, place: Place): void {
		const wanted = alternatives(shape);
		if (choices.length === 1 && wanted.length > 1) {
			this.variants(own, choices[0], wanted, place);
			return;
		}
		const fields = this.fieldsOf(own, false);
		for (const choice of choices) {
			for (const variant of Object.values(choice.variants)) {
				for (const one of this.fieldsOf(variant.fields, true).values()) this.put(fields, one);
				for (const key of Object.keys(variant.sends ?? {}))
					this.put(fields, { wire: key, fields: [], required: true, fromVariant: true });
			}
			if (choice.tag) fields.set(choice.tag, this.tagOf(choice, choice.tag, Object.keys(choice.variants)));
		}
		this.properties(fields, union(wanted), { ...place, lax: place.lax || wanted.length > 1 });
	}

	/** A choice of shapes against one, variant by variant. */
	variants(own: FieldTable, choice: OneOf, wanted: Shape[], place: Place): void {
		const covered = new Set<Shape>();
		for (const [name, variant] of Object.entries(choice.variants)) {
			const fitting = this.fitting(choice, name, variant.fields, own, wanted);
			const here = { ...place, at: `${place.at}(${name})` };
			if (fitting.length === 0) {
				this.add(here, 'variant in excess', `no variant of AMPECO has ${choice.tag ?? 'fields'} like this`);
				continue;
			}
			for (const one of fitting) covered.add(one);
			const fields = this.fieldsOf({ ...own, ...variant.fields }, false);
			for (const key of Object.keys(variant.sends ?? {}))
				fields.set(key, { wire: key, fields: [], required: true, fromVariant: true });
			if (choice.tag) fields.delete(choice.tag);
			const target = union(fitting);
			if (choice.tag && target.properties) {
				const others = Object.entries(target.properties).filter(([key]) => key !== choice.tag);
				this.properties(
					fields,
					{ ...target, properties: Object.fromEntries(others) },
					{ ...here, lax: here.lax || fitting.length > 1 },
				);
			} else {
				this.properties(fields, target, { ...here, lax: here.lax || fitting.length > 1 });
			}
		}
		for (const shape of wanted) {
			if (!covered.has(shape)) {
				const tag = choice.tag ? enumOf(alternatives(shape.properties?.[choice.tag] ?? {})) : undefined;
				this.add(
					place,
					'variant missing',
					tag ? `${choice.tag} ${listed(tag)}` : `the one with ${Object.keys(shape.properties ?? {}).join(', ')}`,
				);
			}
		}
		const tags = choice.tag
			? enumOf(wanted.flatMap((shape) => alternatives(shape.properties?.[choice.tag!] ?? {})))
			: undefined;
		const missing = (tags ?? []).filter((value) => !(String(value) in choice.variants));
		if (missing.length > 0) this.add(place, 'variant missing', `${choice.tag} ${listed(missing)}`);
	}

	fitting(choice: OneOf, name: string, fields: FieldTable, own: FieldTable, wanted: Shape[]): Shape[] {
		const { tag, variants } = choice;
		if (tag) {
			const fits = (one: Shape) => {
				if (variants[name].untagged) return !(tag in (one.properties ?? {}));
				const values = enumOf(alternatives(one.properties?.[tag] ?? {}));
				return values ? values.map(String).includes(name) : tag in (one.properties ?? {});
			};
			const fitting = wanted.filter(fits);
			// Where every variant of AMPECO takes every tag, the tag tells nothing.
			if (fitting.length < wanted.length || wanted.length === 1) return fitting;
		}
		const names = new Set([...this.fieldsOf({ ...own, ...fields }, false).keys()]);
		const score = (one: Shape) => {
			const properties = Object.entries(one.properties ?? {})
				.filter(([, child]) => !isReadOnly(child))
				.map(([key]) => key);
			return (
				[...names].filter((key) => properties.includes(key)).length -
				0.5 * properties.filter((key) => !names.has(key)).length
			);
		};
		const best = Math.max(...wanted.map(score));
		return wanted.filter((one) => score(one) === best);
	}

	tagOf(choice: OneOf, tag: string, values: string[]): Fields {
		const options = values.map((value) => ({ name: value, value }));
		return {
			wire: tag,
			fields: [{ kind: 'choice', label: choice.label, type: 'text', options, required: true }],
			required: true,
			fromVariant: true,
		};
	}

	/** Fields by wire name, with those inside nested objects under their outermost. */
	fieldsOf(table: FieldTable, fromVariant: boolean): Map<string, Fields> {
		const all = new Map<string, Fields>();
		for (const [key, field] of Object.entries(table)) {
			const names = this.words.wireNames(key, field);
			const nested = names.reduceRight<Fields | undefined>(
				(inner, wire) =>
					inner
						? { wire, fields: [], inner: new Map([[inner.wire, inner]]), required: false, fromVariant }
						: { wire, fields: [field], required: field.required === true, fromVariant },
				undefined,
			);
			this.put(all, nested!);
		}
		return all;
	}

	/** Adds a field beside others, which may have its name: two variants have the same one, or two are in one object. */
	put(all: Map<string, Fields>, one: Fields): void {
		const known = all.get(one.wire);
		if (!known) {
			all.set(one.wire, one);
			return;
		}
		known.fields = [...new Set([...known.fields, ...one.fields])];
		for (const inner of one.inner?.values() ?? []) this.put((known.inner ??= new Map()), inner);
		known.required ||= one.required;
	}

	/** The fields of one name as one: the insides of nested objects together, anything else one by one. */
	joined(fields: Field[]): Field[] {
		const [first, ...others] = fields;
		if (others.length === 0 || (first.kind !== 'group' && first.kind !== 'list')) return fields;
		const alike = fields.filter((field) => field.kind === first.kind) as Array<typeof first>;
		const inner = alike.flatMap((field, index) =>
			Object.entries(field.fields).map(([key, one]) => [
				`${index} ${key}`,
				{ ...one, wire: this.words.wireNames(key, one) },
			]),
		);
		const different = fields.filter((field) => field.kind !== first.kind);
		return [{ ...first, fields: Object.fromEntries(inner) as FieldTable }, ...different];
	}

	properties(fields: Map<string, Fields>, shape: Shape, place: Place): void {
		const properties = shape.properties ?? {};
		for (const [name, child] of Object.entries(properties)) {
			const here = { ...place, at: `${place.at}.${name}` };
			const offered = fields.get(name);
			if (isReadOnly(child)) {
				if (offered) this.add(here, 'read-only', 'offered here, but only AMPECO sets it');
				continue;
			}
			if (!offered) {
				const mark = shape.required?.includes(name) ? ', and required' : '';
				this.add(here, 'field missing', `${this.described(child)}${mark}`);
				continue;
			}
			this.offered(offered, child, shape.required?.includes(name) === true, here);
		}
		for (const [name, offered] of fields) {
			if (name in properties) continue;
			const here = { ...place, at: `${place.at}.${name}` };
			const free = typeof shape.others === 'object' ? shape.others : undefined;
			if (free) for (const field of offered.fields) this.value(field, free, here);
			else if (!shape.others)
				this.add(
					here,
					'field in excess',
					`this version of the API does not know it; ${nearest(name, Object.keys(properties))}`,
				);
		}
	}

	described(shape: Shape): string {
		const all = alternatives(shape);
		const values = enumOf(all);
		return `${typesOf(all)}${values ? ` (${listed(values)})` : ''}${isNullable(shape) ? ', nullable' : ''}`;
	}

	offered(offered: Fields, shape: Shape, required: boolean, outside: Place): void {
		const { fields, inner } = offered;
		const place = { ...outside, since: shape.since ?? outside.since };
		for (const field of fields) {
			const since = field.since ?? outside.since;
			if (since !== place.since)
				this.add(place, 'since', `${place.since ?? 'always there'} in AMPECO, ${since ?? 'no mark'} here`);
		}
		if (inner) {
			if (fields.length > 0) {
				this.add(place, 'given twice', 'both as a field and by wire paths into it');
				return;
			}
			// A flattened object: its fields are required only where the object itself is.
			const target = union(alternatives(shape));
			this.properties(inner, required ? target : { ...target, required: [] }, place);
			return;
		}
		if (fields.length === 0) return;
		const mayRequire = place.lax || offered.fromVariant;
		if (required && !offered.required) this.add(place, 'required', 'AMPECO requires it, here it is optional');
		if (!required && offered.required && !mayRequire)
			this.add(place, 'required', 'here it is required, AMPECO does not require it');
		// Whether a newer field takes null is known of few: with or without the mark is right.
		if (place.clears && place.since === undefined && !required && !offered.required) {
			const [nullable, marked] = [isNullable(shape), fields.some((field) => field.nullable)];
			if (nullable && !marked) this.add(place, 'nullable', 'AMPECO takes null, the field is not marked');
			if (!nullable && marked && !place.lax) this.add(place, 'nullable', 'marked, but AMPECO does not take null');
		}
		const lax = place.lax || fields.length > 1;
		for (const field of this.joined(fields)) this.value(field, shape, { ...place, lax });
	}

	/** A field against the shape of its value. */
	value(field: Field, shape: Shape, place: Place): void {
		const all = alternatives(shape);
		const types = all.map(typeOf);
		const wrongType = (offered: string) => this.add(place, 'type', `${typesOf(all)} in AMPECO, ${offered} here`);
		switch (field.kind) {
			case 'text':
			case 'integer':
			case 'number':
			case 'flag':
			case 'dateTime':
			case 'date':
			case 'time': {
				const type = WIRE_TYPE[field.kind];
				if (!this.fits(type, all, place)) {
					wrongType(type);
					return;
				}
				const values = enumOf(all.filter((one) => this.fits(type, [one], place)));
				if (values && values.length <= LONG_ENUM && field.kind !== 'flag') {
					this.add(place, 'choice', `AMPECO takes only ${listed(values)}, here it is free`);
				}
				return;
			}
			case 'choice':
				if (!this.fits(field.type, all, place)) wrongType(field.type);
				else this.options(field, all, place);
				return;
			case 'ref': {
				const fits = place.at.startsWith('path.')
					? types.some((type) => type === field.type || (type === 'integer' && field.type === 'number'))
					: place.inUrl || types.includes(field.type) || (types.includes('number') && field.type === 'integer');
				if (!fits || !types.some((type) => ['text', 'integer', 'number'].includes(type)))
					wrongType(`reference as ${field.type}`);
				return;
			}
			case 'choices':
			case 'values':
			case 'refs': {
				const arrays = all.filter((one) => one.type === 'array');
				if (arrays.length === 0) {
					wrongType(`array of ${field.type}`);
					return;
				}
				const items = arrays.flatMap((one) => alternatives(one.items ?? {}));
				const here = { ...place, at: `${place.at}[]` };
				const itemTypes = items.map(typeOf);
				const fits =
					this.fits(field.type, items, place) ||
					(field.kind === 'refs' && field.type === 'integer' && itemTypes.includes('number')) ||
					// There is no word for an array of days or times.
					(field.kind === 'values' &&
						field.type === 'text' &&
						itemTypes.some((type) => ['date', 'time', 'date-time'].includes(type)));
				if (!fits) this.add(here, 'type', `${typesOf(items)} in AMPECO, ${field.type} here`);
				else if (field.kind === 'choices') this.options(field, items, here);
				else if (field.kind === 'values') {
					const values = enumOf(items);
					if (values && values.length <= LONG_ENUM)
						this.add(here, 'choice', `AMPECO takes only ${listed(values)}, here it is free`);
				}
				return;
			}
			case 'group': {
				const objects = all.filter((one) => one.type === 'object');
				if (objects.length === 0) wrongType('group');
				else this.object(field.fields, { variants: objects }, place);
				return;
			}
			case 'list': {
				const items = this.objectItems(all);
				if (items.length === 0) wrongType('list of objects');
				else this.object(field.fields, { variants: items }, { ...place, at: `${place.at}[]`, clears: false });
				return;
			}
			case 'oneOf': {
				const objects = field.many ? this.objectItems(all) : all.filter((one) => one.type === 'object');
				if (objects.length === 0) wrongType(field.many ? 'list of variants' : 'variants of an object');
				else
					this.shapes(
						{},
						[field],
						{ variants: objects },
						{ ...place, at: field.many ? `${place.at}[]` : place.at, clears: false },
					);
				return;
			}
			case 'map': {
				const maps = all.filter((one) => one.type === 'object');
				if (maps.length === 0) wrongType('map');
				else if (maps.every((one) => Object.keys(one.properties ?? {}).length > 0)) {
					this.add(
						place,
						'type',
						`object with ${listed(Object.keys(union(maps).properties!))} in AMPECO, free keys here`,
					);
				} else {
					const values = maps.flatMap((one) => (typeof one.others === 'object' ? alternatives(one.others) : []));
					const texts = values.length > 0 && values.every((one) => one.type === 'string');
					if (texts !== (field.type === 'text'))
						this.add(
							place,
							'type',
							`map of ${values.length > 0 ? typesOf(values) : 'anything'} in AMPECO, map of ${field.type} here`,
						);
				}
				return;
			}
			case 'translations': {
				if (field.shape === 'map') {
					const fits = all.some(
						(one) => one.type === 'object' && typeof one.others === 'object' && one.others.type === 'string',
					);
					if (!fits) wrongType('translations by locale');
					return;
				}
				const [item] = this.objectItems(all);
				const names = Object.keys(item?.properties ?? {})
					.sort()
					.join();
				if (names !== 'locale,translation') wrongType('rows of locale and translation');
				return;
			}
			case 'any': {
				const known = all.filter(isKnown);
				if (known.length > 0 && all.every((one) => one.sure !== 'low') && shape.sure !== 'low')
					this.add(place, 'type', `${typesOf(known)} in AMPECO, anything here`);
				return;
			}
			case 'json': {
				const known = all.filter(
					(one) => typeOf(one) === 'object' || (one.type === 'array' && one.items !== undefined && isKnown(one)),
				);
				if (known.length > 0)
					this.add(place, 'json', `only as JSON, although AMPECO says what is in it (${typesOf(known)})`);
				return;
			}
			default:
				field satisfies never;
		}
	}

	objectItems(shapes: Shape[]): Shape[] {
		return shapes
			.filter((one) => one.type === 'array')
			.flatMap((one) => alternatives(one.items ?? {}))
			.filter((one) => one.type === 'object');
	}

	/** Whether a wire type is one AMPECO takes. Text without a form may hold a date, as several filters do. */
	fits(type: string, shapes: Shape[], place: Place): boolean {
		return shapes.some((shape) => {
			const wanted = typeOf(shape);
			if (wanted === type || wanted === 'anything') return true;
			if (wanted === 'text' && ['date-time', 'date', 'time'].includes(type))
				return shape.format === undefined && !shape.enum;
			if (!place.inUrl || wanted !== 'text') return false;
			return (
				shape.format === ({ integer: 'integer', number: 'number', flag: 'boolean' } as Record<string, string>)[type] ||
				(shape.format === 'number' && type === 'integer')
			);
		});
	}

	options(field: Extract<Field, { kind: 'choice' | 'choices' }>, shapes: Shape[], place: Place): void {
		const values = enumOf(shapes);
		const known: unknown[] = [...new Set(shapes.flatMap((shape) => shape.enum ?? []))].filter(
			(value) => value !== null,
		);
		const offered: Set<unknown> = field.load
			? this.lists[field.load]
			: new Set(field.options.map(({ value }) => value));
		const missing = known.filter((value) => !offered.has(value));
		if (missing.length > 0 && (values || !field.load)) this.add(place, 'enum missing', listed(missing));
		if (field.load || (known.length > 0 && !values)) return;
		const excess = [...offered].filter((value) => !known.includes(value));
		// Filters whose values stand in AMPECO's texts only: the list helps, and other values still pass.
		if (known.length === 0 && place.inUrl) return;
		if (known.length === 0)
			this.add(place, 'enum in excess', `any ${typesOf(shapes)} goes in AMPECO, here only ${listed([...offered])}`);
		else if (excess.length > 0) this.add(place, 'enum in excess', listed(excess));
	}

	operation(resource: Catalogue.Resource, name: string, own: Catalogue.Operation, wanted: DigestOperation): void {
		const operation = `${wanted.method} ${wanted.path}`;
		const place = { operation, inUrl: true, clears: false, since: wanted.since };
		this.since(own, wanted, { ...place, at: 'since' });
		this.path(resource, own, wanted, place);
		this.query(own, wanted, place);
		this.body(own, wanted, operation);
		this.paging(own, wanted, { ...place, at: 'paging' });
		this.refusal(own, wanted, { ...place, at: 'hints' });
		this.record(resource, own, wanted, { ...place, at: 'record' });
		const deprecated = resource.deprecated !== undefined || own.deprecated !== undefined;
		if (deprecated !== (wanted.deprecated === true)) {
			this.add(
				{ ...place, at: 'deprecated' },
				'deprecated',
				deprecated
					? 'marked here, current in AMPECO'
					: `deprecated in AMPECO, not marked here (${resource.value}/${name})`,
			);
		}
	}

	/** What is made of another operation of the catalogue has the mark of that one, of the filter it lives by, or none. */
	since(own: Catalogue.Operation, wanted: DigestOperation, place: Place): void {
		const isMade = !['once', 'list', 'repeat'].includes(own.kind);
		const byFilter = own.kind === 'changed' && wanted.since === undefined;
		if (own.since !== wanted.since && !(isMade && own.since === undefined) && !byFilter)
			this.add(place, 'since', `${wanted.since ?? 'always there'} in AMPECO, ${own.since ?? 'no mark'} here`);
	}

	path(
		resource: Catalogue.Resource,
		own: Catalogue.Operation,
		wanted: DigestOperation,
		place: Omit<Place, 'at'>,
	): void {
		const here = (segment: string) => ({ ...place, at: `path.${segment}` });
		const segments = this.words.segmentsOf(this.words.pathOf(own));
		const fields = { ...resource.path, ...own.path };
		this.words.segmentsOf(wanted.path).forEach((theirs, index) => {
			const segment = segments[index];
			const field = fields[segment];
			const parameter = wanted.parameters.find((one) => one.in === 'path' && one.name === theirs);
			if (!field) this.add(here(segment), 'field missing', 'the segment has no field');
			else if (parameter) this.value(field, shapeOf(parameter.schema), here(segment));
		});
	}

	query(own: Catalogue.Operation, wanted: DigestOperation, place: Omit<Place, 'at'>): void {
		const parameters = wanted.parameters.filter((one) => one.in === 'query' && !PAGING.has(one.name));
		const filter = parameters.find((one) => one.name === 'filter');
		const filterShape = filter ? shapeOf(filter.schema) : { type: 'object', properties: {} };
		// Of those it takes from the list, some are set by its mark.
		this.object((own.kind === 'changed' ? own.list : own).filters ?? {}, filterShape, {
			...place,
			at: 'filter',
			clears: true,
		});
		const others: Schema = {
			type: 'object',
			properties: Object.fromEntries(parameters.filter((one) => one !== filter).map((one) => [one.name, one.schema])),
			required: parameters.filter((one) => one.required).map((one) => one.name),
		};
		this.object(own.query ?? {}, shapeOf(others), { ...place, at: 'query' });
	}

	body(own: Catalogue.Operation, wanted: DigestOperation, operation: string): void {
		const clears = ['PATCH', 'PUT'].includes(wanted.method);
		const place: Place = { operation, at: 'body', inUrl: false, clears, since: wanted.since };
		const { body } = own;
		if (!wanted.body) {
			if (body && (this.words.isField(body) || Object.keys(body).length > 0))
				this.add(place, 'field in excess', 'AMPECO takes no body here');
			return;
		}
		const shape = shapeOf(wanted.body.schema);
		const settable = alternatives(shape).some(
			(one) => one.type !== 'object' || Object.values(one.properties ?? {}).some((child) => !isReadOnly(child)),
		);
		if (body === undefined) {
			if (settable) this.add(place, 'field missing', `the body: ${this.described(shape)}`);
			return;
		}
		if (this.words.isField(body)) {
			if (body.kind === 'oneOf' && !body.many) this.shapes({}, [body], shape, place);
			else this.value(body, shape, place);
			return;
		}
		if (alternatives(shape).every((one) => one.type === 'array'))
			this.add(place, 'type', 'an array in AMPECO, a table of fields here');
		else this.object(body, shape, place);
	}

	/** An accepted answer can say that it did not work: what to do then must be known. */
	refusal(own: Catalogue.Operation, wanted: DigestOperation, place: Place): void {
		for (const [status, schema] of Object.entries(wanted.responses)) {
			if (!status.startsWith('2') || !schema || !shapeOf(schema).properties?.success) continue;
			if (!own.hints?.[Number(status)]) this.add(place, 'hint missing', `${status} can hold success: false`);
		}
	}

	paging(own: Catalogue.Operation, wanted: DigestOperation, place: Place): void {
		const expected = pagingOf(wanted);
		const paging = own.kind === 'list' ? own.paging : own.kind === 'changed' ? own.list.paging : undefined;
		// Of a few short lists nobody knows how they are paged.
		if (wanted.assumed?.includes('paging') && paging !== 'page') return;
		if (paging !== expected)
			this.add(place, 'paging', `${expected ?? 'no list'} in AMPECO, ${paging ?? 'no list'} here`);
		const most = wanted.parameters.find(({ name }) => name === 'per_page')?.schema.maximum ?? 100;
		const largest = own.largestPage ?? 100;
		if (own.kind === 'list' && largest !== most)
			this.add(place, 'paging', `${most} at most in AMPECO, ${largest} here`);
	}

	record(resource: Catalogue.Resource, own: Catalogue.Operation, wanted: DigestOperation, place: Place): void {
		const answer = answerOf(wanted);
		const record = own.record ?? resource.record;
		if (!answer) {
			// Of a file the record says what n8n is told: name, type and size.
			const plain =
				own.answersFile ||
				record === undefined ||
				Object.keys(record).every((key) => ['success', 'deleted'].includes(key));
			if (!plain)
				this.add(place, 'record', `AMPECO answers without content, here it has ${listed(Object.keys(record))}`);
			return;
		}
		if (!record) {
			this.add(place, 'record', `not described; AMPECO answers with ${listed(Object.keys(answer.properties ?? {}))}`);
			return;
		}
		this.recordShape(record, answer, place, own.record ? undefined : propertiesOfAnswers(resource, this.find));
	}

	/** @param elsewhere properties that other operations of the resource answer with, as they share one record */
	recordShape(record: Catalogue.RecordShape, answer: Shape, place: Place, elsewhere = new Set<string>()): void {
		const properties = answer.properties ?? {};
		for (const [name, child] of Object.entries(properties)) {
			const here = { ...place, at: `${place.at}.${name}` };
			if (child.writeOnly) continue;
			if (!(name in record)) this.add(here, 'record missing', this.described(child));
			else this.recordType(record[name], alternatives(child), here);
		}
		if (answer.others) return;
		for (const name of Object.keys(record)) {
			if (!(name in properties) && !elsewhere.has(name))
				this.add(
					{ ...place, at: `${place.at}.${name}` },
					'record in excess',
					`AMPECO does not send it; ${nearest(name, Object.keys(properties))}`,
				);
		}
	}

	recordType(type: Catalogue.RecordType, shapes: Shape[], place: Place): void {
		if (type === 'any' || shapes.some((one) => typeOf(one) === 'anything')) return;
		const wrong = (offered: string) => this.add(place, 'record type', `${typesOf(shapes)} in AMPECO, ${offered} here`);
		if (Array.isArray(type)) {
			const arrays = shapes.filter((one) => one.type === 'array');
			if (arrays.length === 0) wrong('array');
			else
				this.recordType(
					type[0],
					arrays.flatMap((one) => alternatives(one.items ?? {})),
					{ ...place, at: `${place.at}[]` },
				);
			return;
		}
		if (typeof type === 'object') {
			const objects = shapes.filter((one) => one.type === 'object');
			if (objects.length === 0) wrong('object');
			else this.recordShape(type, union(objects), place);
			return;
		}
		const json: Record<string, string> = {
			text: 'string',
			dateTime: 'string',
			date: 'string',
			integer: 'number',
			number: 'number',
			flag: 'boolean',
		};
		const kinds = shapes.map((one) => (one.type === 'integer' ? 'number' : one.type));
		if (!kinds.includes(json[type]) && !kinds.includes(undefined)) wrong(type);
	}
}

/** How a list is paged; undefined for what is no list. */
export function pagingOf(operation: DigestOperation): Catalogue.Paging | undefined {
	if (operation.method !== 'GET') return undefined;
	const names = new Set(operation.parameters.map(({ name }) => name));
	if (names.has('cursor')) return 'cursor';
	if (names.has('page')) return 'page';
	if (names.has('per_page')) return 'perPage';
	const schema = operation.responses['200'];
	const shape = schema ? shapeOf(schema) : {};
	if (shape.type === 'array') return 'none';
	if (shape.properties?.data?.type !== 'array') return undefined;
	return 'links' in shape.properties ? 'links' : 'none';
}

/** What a success holds: one record without its envelope. Undefined when it has no content. */
export function answerOf(operation: DigestOperation): Shape | undefined {
	const shapes = Object.entries(operation.responses)
		.filter(([status, schema]) => status.startsWith('2') && schema !== null)
		.flatMap(([, schema]) => alternatives(shapeOf(schema!)))
		.flatMap(unwrapped);
	return shapes.length > 0 ? union(shapes) : undefined;
}

function unwrapped(shape: Shape): Shape[] {
	if (shape.type === 'array') return alternatives(shape.items ?? {}).map(asRecord);
	const { data, ...others } = shape.properties ?? {};
	if (!data || !Object.keys(others).every((key) => key === 'links' || key === 'meta')) return [asRecord(shape)];
	return alternatives(data)
		.flatMap((inner) => (inner.type === 'array' ? alternatives(inner.items ?? {}) : [inner]))
		.map(asRecord);
}

/** The properties in the answers of all operations that share a resource's record. */
function propertiesOfAnswers(resource: Catalogue.Resource, find: FindOperation): Set<string> {
	const answers = Object.values(resource.operations)
		.filter((operation) => operation.record === undefined)
		.flatMap(({ route }) => {
			const operation = find(route);
			return (operation && answerOf(operation)) ?? [];
		});
	return new Set(answers.flatMap(({ properties }) => Object.keys(properties ?? {})));
}

/** A plain value comes out under the name "value". */
function asRecord(shape: Shape): Shape {
	return shape.type === 'object' ? shape : { type: 'object', properties: { value: shape } };
}

/** A hint at the name that was probably meant. */
export function nearest(name: string, names: string[]): string {
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
	const alike =
		names.find((one) => plain(one) === plain(name)) ??
		names.find((one) => plain(one).includes(plain(name)) || plain(name).includes(plain(one)));
	return alike ? `it knows "${alike}"` : `it knows ${listed(names)}`;
}

/**
 * What differs between an operation of a resource and the digest's.
 *
 * @param lists the values of loaded choices, by the name of their method
 */
export function compareOperation(
	words: Shared['catalogue'],
	lists: Record<string, Set<unknown>>,
	find: FindOperation,
	[resource, name]: [Catalogue.Resource, string],
	wanted: DigestOperation,
): Finding[] {
	const comparison = new Comparison(words, lists, find);
	comparison.operation(resource, name, resource.operations[name], wanted);
	return comparison.found;
}

/** Finds the digest's operation for `METHOD path`. */
export type FindOperation = (route: string) => DigestOperation | undefined;

/** One difference between the two readings of an operation. */
export interface Finding {
	/** `METHOD path`, as the digest has it. */
	operation: string;
	/** Where in it: `body.periods[].start`, `filter.status`, `record.type`. */
	at: string;
	what: string;
	text: string;
}
