/**
 * Drafts what a resource file lacks, in the catalogue's vocabulary: names, types and values as the API has them, labels in
 * title case. What a field means and what an operation does is for a person to say, so `says` and the effect of an action
 * are left out, and the type check asks for them.
 */
import type { Operation } from '../../sandbox/digest.mts';
import type { Shape } from '../../sandbox/shape.mts';
import { answerOf, pagingOf } from '../../test/catalogue/compare.cts';
import type { Catalogue } from './catalogue.mts';
import type { Home } from './homes.mts';
import { camelCase, groupOf, singular, withoutNames } from './homes.mts';
import { alternatives, isNullable, partsOf, valuesOf } from './shapes.mts';

/** A list longer than this becomes free text, unless it is one of countries or currencies. */
const LONG_ENUM = 40;
/** Part of a list's values that must be countries, so that states of the USA are not. */
const MOST = 0.8;
const CAPITALS = new Set(['ac', 'api', 'cdr', 'dc', 'emaid', 'evse', 'iban', 'id', 'ocpi', 'ocpp', 'pin', 'rfid', 'uid', 'url', 'vat', 'vin']);

/** The order of operations in a resource file. */
const ORDER = ['create', 'get', 'getAll', 'update', 'delete'];

type Code = string | { [key: string]: Code | undefined };

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
		return `${property(name)}: ${code(recordType(shape))},`;
	}

	/** Lines for the options of a choice. */
	values(values: unknown[]): string {
		return values.map((value) => option(value)).join('\n');
	}

	/** Whether a value is in one of the lists that the package loads. */
	isLoaded(value: unknown): boolean {
		return Object.values(this.#catalogue.lists).some((list) => list.has(value));
	}

	/** The operations of a home: lines for an existing resource, or a resource of their own. */
	operations({ collection, operations, joins, value }: Home): string {
		const inOrder = [...operations].sort((one, other) => ORDER.indexOf(this.#verb(one)) - ORDER.indexOf(this.#verb(other)));
		const own = joins ? Object.values(joins.resource.operations).map((one) => groupOf(one.route.split(' ')[1])) : [collection];
		const path = this.#path(inOrder);
		const known = joins ? Object.keys(joins.resource.path ?? {}) : [];
		const drafts: { [key: string]: string } = {};
		for (const one of inOrder) {
			const isOwn = !isAction(one) && own.some((group) => withoutNames(group) === withoutNames(groupOf(one.path)));
			const key = this.#key(one, isOwn);
			const segments = Object.entries(this.#path([one])).filter(([name, field]) => (joins ? !known.includes(name) : path[name] !== field));
			drafts[key in drafts ? `${key}2` : key] = this.#operation(one, isOwn, Object.fromEntries(segments));
		}
		if (joins) return Object.entries(drafts).map(([key, draft]) => `${key}: ${draft},`).join('\n');
		const answers = [...inOrder.filter(({ method }) => method === 'GET'), ...inOrder].map(answerOf);
		const answer = answers.find((one) => one !== undefined);
		return `export const ${value} = resource(${code({
			value: quoted(value),
			name: quoted(titleOf(value)),
			...(Object.keys(path).length > 0 && { path }),
			...(answer && { record: recordType(answer) }),
			operations: drafts,
		})});`;
	}

	/** A house verb. Without schemas, a plural or a bare collection counts as a list. */
	#verb({ method, path, ...operation }: Operation): string {
		if (method !== 'GET') return { POST: 'create', DELETE: 'delete' }[method] ?? 'update';
		const isList = this.#hasSchemas ? pagingOf({ method, path, ...operation }) !== undefined : /(\/v[\d.]+|s)$/.test(path);
		return isList ? 'getAll' : 'get';
	}

	/** The house verb on a collection's own records, verb and last word of the path elsewhere. */
	#key(operation: Operation, isOwn: boolean): string {
		const verb = this.#verb(operation);
		if (isOwn) return verb;
		const [last] = operation.path.split('/').filter((segment) => !/^\{|^v[\d.]+$/.test(segment)).slice(-1);
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
		return `${word}(${quoted(`${operation.method} ${operation.path}`)}, ${code(details)})`;
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
		return Object.fromEntries(Object.entries(all).map(([name, shape]) => [property(name), this.#field(name, shape, false)]));
	}

	#table(name: string, shape: Shape | undefined): { [key: string]: Code } {
		if (!shape?.properties || Object.keys(shape.properties).length === 0) return {};
		return { [name]: this.#fields([shape]) };
	}

	#body(shape: Shape): Code {
		const all = alternatives(shape);
		if (all.every((one) => one.type === 'array')) return this.#field('items', shape, false);
		return all.length > 1 ? this.#variants('Variant', all, false) : this.#fields(all);
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
			table[property(key)] = this.#field(name, same.length > 1 ? { variants: same } : same[0], required, key === name ? undefined : name);
		}
		return table;
	}

	#field(name: string, shape: Shape, required: boolean, wire?: string): string {
		const notes = { ...(wire && { wire: quoted(wire) }), ...(!required && isNullable(shape) && { nullable: 'true' }) };
		const field = this.#kind(name, alternatives(shape), notes);
		return required ? `required(${field})` : field;
	}

	#kind(name: string, shapes: Shape[], notes: Record<string, string>): string {
		const label = quoted(titleOf(name));
		const [first] = shapes;
		const call = (word: string, more: Code[] = [], extra: Record<string, string> = {}) => {
			const last = { ...extra, ...notes };
			return `${word}(${[label, ...more.map((one) => code(one)), ...(Object.keys(last).length > 0 ? [code(last)] : [])].join(', ')})`;
		};
		if (shapes.every((one) => one.type === 'object' && one.properties)) {
			return shapes.length > 1 ? this.#variants(titleOf(name), shapes, false, notes) : call('group', [this.#fields(shapes)]);
		}
		if (shapes.every((one) => one.type === 'array')) return this.#array(name, shapes.flatMap((one) => alternatives(one.items ?? {})), call, notes);
		const values = valuesOf({ variants: shapes });
		if (values) {
			const loaded = this.#loaded(values);
			if (loaded) return call(loaded);
			if (values.length <= LONG_ENUM && first.type !== 'boolean') return call('choice', [choicesOf(values)], typeNote(first, 'text'));
		}
		const entity = this.#entityOf(name);
		if (entity && ['integer', 'number', 'string'].includes(first.type ?? '')) {
			return `ref(${quoted(entity)}, ${quoted(titleOf(name.replace(/_?id$/i, '') || name))}${notesCode({ ...typeNote(first, 'integer'), ...notes })})`;
		}
		switch (first.type) {
			case 'integer':
			case 'number':
				return call(first.type);
			case 'boolean':
				return call('flag');
			case 'string':
				return call(textWord(first.format));
			case 'object':
				return call('map', [], alternatives(typeof first.others === 'object' ? first.others : {}).every(({ type }) => type === 'string') ? { type: quoted('text') } : {});
			default:
				return call('json');
		}
	}

	#array(name: string, items: Shape[], call: (word: string, more?: Code[], extra?: Record<string, string>) => string, notes: Record<string, string>): string {
		const [first = {}] = items;
		if (items.length > 0 && items.every((one) => one.type === 'object' && one.properties)) {
			const names = Object.keys(first.properties!).sort().join();
			if (names === 'locale,translation') return call('translations');
			if (items.length > 1) return this.#variants(titleOf(name), items, true, notes);
			return call('list', [quoted(titleOf(singular(name))), this.#fields(items)]);
		}
		const values = items.length > 0 ? valuesOf({ variants: items }) : undefined;
		if (values) {
			if (this.#loaded(values) === 'country') return call('countries');
			if (values.length <= LONG_ENUM) return call('choices', [choicesOf(values)], typeNote(first, 'text'));
		}
		const entity = this.#entityOf(name.replace(/s$/, ''));
		if (entity && ['integer', 'number', 'string'].includes(first.type ?? '')) {
			return `refs(${quoted(entity)}, ${quoted(titleOf(name.replace(/_?ids$/i, 's')))}${notesCode({ ...typeNote(first, 'integer'), ...notes })})`;
		}
		if (first.type === 'integer') return call('numbers', [], { type: quoted('integer') });
		if (first.type === 'number') return call('numbers');
		return first.type === 'string' ? call('texts') : call('json');
	}

	/** A choice of shapes, by the key whose value differs in each if there is one. */
	#variants(label: string, shapes: Shape[], many: boolean, notes: Record<string, string> = {}): string {
		const keys = Object.keys(shapes[0].properties ?? {});
		const valueIn = (one: Shape, key: string) => {
			const values = one.properties?.[key] && valuesOf(one.properties[key]);
			return values?.length === 1 ? String(values[0]) : undefined;
		};
		const tag = keys.find((key) => new Set(shapes.map((one) => valueIn(one, key))).size === shapes.length && shapes.every((one) => valueIn(one, key)));
		const variants = shapes.map((one, index): [string, Code] => {
			const value = tag ? valueIn(one, tag)! : `variant${index + 1}`;
			const fields = this.#fields([tag ? { ...one, properties: without(one.properties!, [tag]) } : one]);
			return [property(value), `variant(${quoted(titleOf(value))}, ${code(fields)})`];
		});
		return `oneOf(${quoted(label)}, ${code(Object.fromEntries(variants))}${notesCode({ ...(tag && { tag: quoted(tag) }), ...(many && { many: 'true' }), ...notes })})`;
	}

	/** The word for a list that the package loads, when the values are all in it. */
	#loaded(values: unknown[]): 'country' | 'currency' | undefined {
		if (values.length <= LONG_ENUM) return undefined;
		const { getCountries, getCurrencies } = this.#catalogue.lists;
		const isMostly = (list: Set<unknown>) => values.filter((value) => list.has(value)).length > values.length * MOST;
		if (isMostly(getCountries)) return 'country';
		return isMostly(getCurrencies) ? 'currency' : undefined;
	}

	#entityOf(name: string): string | undefined {
		const plain = camelCase(name).replace(/Ids?$/, '');
		return this.#catalogue.entities.has(plain) ? plain : undefined;
	}
}

function isAction({ method, path }: Operation): boolean {
	return path.startsWith('/public-api/actions/') || (method === 'POST' && path.endsWith('}'));
}

function without<T>(table: Record<string, T>, names: string[]): Record<string, T> {
	return Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
}

function textWord(format: string | undefined): string {
	const words: Record<string, string> = { email: 'email', uri: 'url', url: 'url', date: 'date', time: 'time', boolean: 'flag', integer: 'integer', number: 'number' };
	if (format?.toLowerCase().startsWith('date') && format !== 'date') return 'dateTime';
	return words[format ?? ''] ?? 'text';
}

function typeNote({ type }: Shape, usual: string): Record<string, string> {
	const words: Record<string, string> = { string: 'text', boolean: 'flag', integer: 'integer', number: 'number' };
	const word = words[type ?? ''] ?? usual;
	return word === usual ? {} : { type: quoted(word) };
}

function choicesOf(values: unknown[]): Code {
	if (values.every((value) => typeof value === 'string')) {
		return Object.fromEntries(values.map((value) => [property(value), quoted(titleOf(value))]));
	}
	return `[${values.map((value) => `{ name: ${quoted(String(value))}, value: ${JSON.stringify(value)} }`).join(', ')}]`;
}

function option(value: unknown): string {
	return typeof value === 'string' ? `${property(value)}: ${quoted(titleOf(value))},` : `{ name: ${quoted(String(value))}, value: ${JSON.stringify(value)} },`;
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
			return items.length > 0 ? `[${code(recordType({ variants: items }))}]` : quoted('any');
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

function quoted(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A name as a key: quoted where it must be. */
function property(name: string): string {
	return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

function notesCode(notes: Record<string, string>): string {
	return Object.keys(notes).length > 0 ? `, ${code(notes)}` : '';
}

/** Code as text: short objects on one line, long ones with a line for each key. */
function code(value: Code): string {
	if (typeof value === 'string') return value;
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== undefined)
		.map(([key, inner]) => `${key}: ${code(inner!)}`);
	if (entries.length === 0) return '{}';
	const line = `{ ${entries.join(', ')} }`;
	if (line.length <= 80 && !line.includes('\n')) return line;
	return `{\n${entries.map((entry) => `\t${entry.replaceAll('\n', '\n\t')},`).join('\n')}\n}`;
}
