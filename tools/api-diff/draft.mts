/**
 * Drafts what a resource file lacks, in the catalogue's vocabulary: names, types and values as the API has them, labels in
 * title case. What a field means and what an operation does is for a person to say, so `says` and the effect of an action
 * are left out, and the type check asks for them.
 */
import type { Operation } from '../../sandbox/digest.mts';
import type { Shape } from '../../sandbox/shape.mts';
import { answerOf, pagingOf } from '../catalogue/compare.mts';
import type { Catalogue } from './catalogue.mts';
import type { Code } from './code.mts';
import { call, fieldCall, print, property, quoted } from './code.mts';
import type { Home } from './homes.mts';
import { camelCase, groupOf, singular, withoutNames } from './homes.mts';
import { alternatives, isNullable, partsOf, valuesOf } from './shapes.mts';

/** A list longer than this becomes free text, unless it is one of countries or currencies. */
const LONG_ENUM = 40;
/** Part of a list's values that must be countries, so that states of the USA are not. */
const MOST = 0.8;
const CAPITALS = new Set([
	'ac',
	'api',
	'cdr',
	'dc',
	'emaid',
	'evse',
	'iban',
	'id',
	'ocpi',
	'ocpp',
	'pin',
	'rfid',
	'uid',
	'url',
	'vat',
	'vin',
]);

/** The order of operations in a resource file. */
const ORDER = ['create', 'get', 'getAll', 'update', 'delete'];

/** What stands in the last argument of a word, as code. */
type Notes = Record<string, string>;

export class Drafts {
	readonly #catalogue: Catalogue;
	readonly #since?: string;
	readonly #hasSchemas: boolean;

	/** @param hasSchemas whether the description says what operations take and answer */
	constructor(catalogue: Catalogue, since: string | undefined, hasSchemas: boolean) {
		this.#catalogue = catalogue;
		this.#since = since;
		this.#hasSchemas = hasSchemas;
	}

	/** A line for a table of fields. */
	field(name: string, shape: Shape, required: boolean): string {
		const key = camelCase(name);
		return `${property(key)}: ${this.#field(name, shape, required, key === name ? undefined : name)},`;
	}

	/** A line for the description of a record. */
	recordProperty(name: string, shape: Shape): string {
		return `${property(name)}: ${print(recordType(shape))},`;
	}

	/** Lines for the options of a choice. */
	values(values: unknown[]): string {
		return values.map((value) => `${optionOf(value)},`).join('\n');
	}

	/** Whether a value is in one of the lists that the package loads. */
	isLoaded(value: unknown): boolean {
		return Object.values(this.#catalogue.lists).some((list) => list.has(value));
	}

	/** The operations of a home: lines for an existing resource, or a resource of their own. */
	operations({ collection, operations, joins, value }: Home): string {
		const inOrder = [...operations].sort(
			(one, other) => ORDER.indexOf(this.#verb(one)) - ORDER.indexOf(this.#verb(other)),
		);
		const own = joins
			? Object.values(joins.resource.operations).map((one) => groupOf(one.route.split(' ')[1]))
			: [collection];
		const path = this.#path(inOrder);
		const known = joins ? Object.keys(joins.resource.path ?? {}) : [];
		const drafts: { [key: string]: string } = {};
		for (const one of inOrder) {
			const isOwn = !isAction(one) && own.some((group) => withoutNames(group) === withoutNames(groupOf(one.path)));
			const key = this.#key(one, isOwn);
			const segments = Object.entries(this.#path([one])).filter(([name, field]) =>
				joins ? !known.includes(name) : path[name] !== field,
			);
			drafts[key in drafts ? `${key}2` : key] = this.#operation(one, isOwn, Object.fromEntries(segments));
		}
		if (joins)
			return Object.entries(drafts)
				.map(([key, draft]) => `${key}: ${draft},`)
				.join('\n');
		const answers = [...inOrder.filter(({ method }) => method === 'GET'), ...inOrder].map(answerOf);
		const answer = answers.find((one) => one !== undefined);
		const definition = {
			value: quoted(value),
			name: quoted(titleOf(value)),
			...(Object.keys(path).length > 0 && { path }),
			...(answer && { record: recordType(answer) }),
			operations: drafts,
		};
		return `export const ${value} = ${call('resource', [definition])};`;
	}

	/** A house verb. Without schemas, a plural or a bare collection counts as a list. */
	#verb({ method, path, ...operation }: Operation): string {
		if (method !== 'GET') return { POST: 'create', DELETE: 'delete' }[method] ?? 'update';
		const isList = this.#hasSchemas
			? pagingOf({ method, path, ...operation }) !== undefined
			: /(\/v[\d.]+|s)$/.test(path);
		return isList ? 'getAll' : 'get';
	}

	/** The house verb on a collection's own records, verb and last word of the path elsewhere. */
	#key(operation: Operation, isOwn: boolean): string {
		const verb = this.#verb(operation);
		if (isOwn) return verb;
		const [last] = operation.path
			.split('/')
			.filter((segment) => !/^\{|^v[\d.]+$/.test(segment))
			.slice(-1);
		const word = camelCase(last);
		return isAction(operation) ? word : `${verb === 'getAll' ? 'get' : verb}${word[0].toUpperCase()}${word.slice(1)}`;
	}

	/** @param path fields of segments that are not the resource's */
	#operation(operation: Operation, isOwn: boolean, path: { [name: string]: Code }): string {
		const { filter, query, body } = partsOf(operation);
		const paging = pagingOf(operation);
		const answer = isOwn ? undefined : answerOf(operation);
		const details: Code = {
			...(this.#since && { since: quoted(this.#since) }),
			...(paging && { paging: quoted(paging) }),
			...(Object.keys(path).length > 0 && { path }),
			...(body && { body: this.#body(body) }),
			...this.#table('filters', filter),
			...this.#table('query', { ...query, properties: without(query.properties!, ['per_page', 'page', 'cursor']) }),
			...(answer && { record: recordType(answer) }),
		};
		const update = operation.method === 'PUT' ? 'replace' : 'update';
		const words: Record<string, string> = { getAll: 'getMany', get: 'get', create: 'create', update, delete: 'remove' };
		const word = isAction(operation) ? 'action' : words[this.#verb(operation)];
		return call(word, [quoted(`${operation.method} ${operation.path}`), details]);
	}

	/** The segments of a path; where the description does not say otherwise, they are numbers. */
	#segments(operation: Operation): Record<string, Shape> {
		const told = partsOf(operation).path.properties ?? {};
		const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		return Object.fromEntries(names.map((name) => [name, told[name] ?? { type: 'integer' }]));
	}

	/** Fields of the segments of all these paths. */
	#path(operations: Operation[]): { [name: string]: Code } {
		const all = Object.assign({}, ...operations.map((one) => this.#segments(one)).reverse()) as Record<string, Shape>;
		return Object.fromEntries(
			Object.entries(all).map(([name, shape]) => [property(name), this.#field(name, shape, false)]),
		);
	}

	#table(name: string, shape: Shape | undefined): { [key: string]: Code } {
		if (!shape?.properties || Object.keys(shape.properties).length === 0) return {};
		return { [name]: this.#fields([shape]) };
	}

	#body(shape: Shape): Code {
		const all = alternatives(shape);
		if (all.every((one) => one.type === 'array')) return this.#field('items', shape, false);
		return all.length > 1 ? this.#variants('Variant', all) : this.#fields(all);
	}

	/** A table of all fields of some shapes, those that AMPECO sets itself left out. */
	#fields(shapes: Shape[]): { [key: string]: Code } {
		const names = [...new Set(shapes.flatMap((one) => Object.keys(one.properties ?? {})))];
		const table: { [key: string]: Code } = {};
		for (const name of names) {
			const same = shapes.map((one) => one.properties?.[name]).filter((one) => one !== undefined);
			if (same.every((one) => one.readOnly)) continue;
			const key = camelCase(name);
			const required = shapes.every((one) => one.required?.includes(name));
			table[property(key)] = this.#field(
				name,
				same.length > 1 ? { variants: same } : same[0],
				required,
				key === name ? undefined : name,
			);
		}
		return table;
	}

	#field(name: string, shape: Shape, required: boolean, wire?: string): string {
		const notes = { ...(wire && { wire: quoted(wire) }), ...(!required && isNullable(shape) && { nullable: 'true' }) };
		const field = this.#kind(name, alternatives(shape), notes);
		return required ? fieldCall('required', [field]) : field;
	}

	#kind(name: string, shapes: Shape[], notes: Notes): string {
		const label = quoted(titleOf(name));
		const [first] = shapes;
		if (shapes.every((one) => one.type === 'array'))
			return this.#array(
				name,
				shapes.flatMap((one) => alternatives(one.items ?? {})),
				notes,
			);
		if (shapes.every((one) => one.type === 'object' && one.properties)) {
			return shapes.length > 1
				? this.#variants(titleOf(name), shapes, notes)
				: fieldCall('group', [label, this.#fields(shapes)], notes);
		}
		const values = valuesOf({ variants: shapes });
		if (values) {
			const loaded = this.#loaded(values);
			if (loaded) return fieldCall(loaded, [label], notes);
			if (values.length <= LONG_ENUM && first.type !== 'boolean')
				return fieldCall('choice', [label, choicesOf(values)], { ...typeNote(first, 'text'), ...notes });
		}
		const entity = this.#entityOf(name, first);
		if (entity)
			return fieldCall('ref', [quoted(entity), quoted(titleOf(name.replace(/_?id$/i, '') || name))], {
				...typeNote(first, 'integer'),
				...notes,
			});
		switch (first.type) {
			case 'integer':
			case 'number':
				return fieldCall(first.type, [label], notes);
			case 'boolean':
				return fieldCall('flag', [label], notes);
			case 'string':
				return fieldCall(textWord(first.format), [label], notes);
			case 'object': {
				const { type } = typeof first.others === 'object' ? first.others : {};
				return fieldCall('map', [label], { ...(type === 'string' && { type: quoted('text') }), ...notes });
			}
			default:
				return fieldCall('json', [label], notes);
		}
	}

	#array(name: string, items: Shape[], notes: Notes): string {
		const label = quoted(titleOf(name));
		const [first = {}] = items;
		if (items.length > 0 && items.every((one) => one.type === 'object' && one.properties)) {
			const names = Object.keys(first.properties!).sort().join();
			if (names === 'locale,translation') return fieldCall('translations', [label], notes);
			if (items.length > 1) return this.#variants(titleOf(name), items, { many: 'true', ...notes });
			return fieldCall('list', [label, quoted(titleOf(singular(name))), this.#fields(items)], notes);
		}
		const values = items.length > 0 ? valuesOf({ variants: items }) : undefined;
		if (values) {
			if (this.#loaded(values) === 'country') return fieldCall('countries', [label], notes);
			if (values.length <= LONG_ENUM)
				return fieldCall('choices', [label, choicesOf(values)], { ...typeNote(first, 'text'), ...notes });
		}
		const entity = this.#entityOf(name.replace(/s$/, ''), first);
		if (entity)
			return fieldCall('refs', [quoted(entity), quoted(titleOf(name.replace(/_?ids$/i, 's')))], {
				...typeNote(first, 'integer'),
				...notes,
			});
		if (first.type === 'integer' || first.type === 'number')
			return fieldCall('numbers', [label], { ...typeNote(first, 'number'), ...notes });
		return fieldCall(first.type === 'string' ? 'texts' : 'json', [label], notes);
	}

	/** A choice of shapes, by the key whose value differs in each if there is one. */
	#variants(label: string, shapes: Shape[], notes: Notes = {}): string {
		const valueIn = (one: Shape, key: string) => {
			const values = one.properties?.[key] && valuesOf(one.properties[key]);
			return values?.length === 1 ? String(values[0]) : undefined;
		};
		const tag = Object.keys(shapes[0].properties ?? {}).find((key) => {
			const values = shapes.map((one) => valueIn(one, key));
			return new Set(values).size === shapes.length && !values.includes(undefined);
		});
		const variants = shapes.map((one, index): [string, Code] => {
			const value = tag ? valueIn(one, tag)! : `variant${index + 1}`;
			const fields = this.#fields([tag ? { ...one, properties: without(one.properties!, [tag]) } : one]);
			return [property(value), fieldCall('variant', [quoted(titleOf(value)), fields])];
		});
		return fieldCall('oneOf', [quoted(label), Object.fromEntries(variants)], {
			...(tag && { tag: quoted(tag) }),
			...notes,
		});
	}

	/** The word for a list that the package loads, when the values are all in it. */
	#loaded(values: unknown[]): 'country' | 'currency' | undefined {
		if (values.length <= LONG_ENUM) return undefined;
		const { getCountries, getCurrencies } = this.#catalogue.lists;
		const isMostly = (list: Set<unknown>) => values.filter((value) => list.has(value)).length > values.length * MOST;
		if (isMostly(getCountries)) return 'country';
		return isMostly(getCurrencies) ? 'currency' : undefined;
	}

	#entityOf(name: string, { type }: Shape): string | undefined {
		const entity = camelCase(name).replace(/Id$/, '');
		const isId = type === 'integer' || type === 'number' || type === 'string';
		return isId && this.#catalogue.entities.has(entity) ? entity : undefined;
	}
}

function isAction({ method, path }: Operation): boolean {
	return path.startsWith('/public-api/actions/') || (method === 'POST' && path.endsWith('}'));
}

function without<T>(table: Record<string, T>, names: string[]): Record<string, T> {
	return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function textWord(format: string | undefined): string {
	const words: Record<string, string> = {
		email: 'email',
		uri: 'url',
		url: 'url',
		date: 'date',
		time: 'time',
		boolean: 'flag',
		integer: 'integer',
		number: 'number',
	};
	if (format?.toLowerCase().startsWith('date') && format !== 'date') return 'dateTime';
	return words[format ?? ''] ?? 'text';
}

/** The type of a value as a note, unless it is the usual one. */
function typeNote({ type }: Shape, usual: string): Notes {
	const words: Record<string, string> = { string: 'text', boolean: 'flag', integer: 'integer', number: 'number' };
	const word = words[type ?? ''] ?? usual;
	return word === usual ? {} : { type: quoted(word) };
}

function choicesOf(values: unknown[]): Code {
	if (values.every((value) => typeof value === 'string')) {
		return Object.fromEntries(values.map((value) => [property(value), labelOf(value)]));
	}
	return `[${values.map(optionOf).join(', ')}]`;
}

function optionOf(value: unknown): string {
	if (typeof value === 'string') return `${property(value)}: ${labelOf(value)}`;
	return `{ name: ${quoted(String(value))}, value: ${JSON.stringify(value)} }`;
}

function labelOf(value: string): string {
	return quoted(titleOf(value) || value);
}

function recordType(shape: Shape): Code {
	const all = alternatives(shape);
	const [first] = all;
	const kinds = new Set(all.map(({ type }) => type));
	if (kinds.size > 1) return quoted('any');
	switch (first.type) {
		case 'string': {
			const word = textWord(first.format);
			return quoted(word === 'dateTime' || word === 'date' ? word : 'text');
		}
		case 'integer':
		case 'number':
			return quoted(first.type);
		case 'boolean':
			return quoted('flag');
		case 'array': {
			const items = all.flatMap((one) => (one.items ? [one.items] : []));
			return items.length > 0 ? `[${print(recordType({ variants: items }))}]` : quoted('any');
		}
		case 'object': {
			const names = [...new Set(all.flatMap((one) => Object.keys(one.properties ?? {})))];
			const entries = names.map((name): [string, Code] => [
				property(name),
				recordType({ variants: all.flatMap((one) => one.properties?.[name] ?? []) }),
			]);
			return entries.length > 0 ? Object.fromEntries(entries) : quoted('any');
		}
		default:
			return quoted('any');
	}
}

/** `lastUpdatedAt`, `last_updated_at` and `last-updated-at` become "Last Updated At". */
function titleOf(name: string): string {
	return name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.split(/[^A-Za-z0-9.]+/)
		.filter((word) => word !== '')
		.map((word) => (CAPITALS.has(word.toLowerCase()) ? word.toUpperCase() : word[0].toUpperCase() + word.slice(1)))
		.join(' ');
}
