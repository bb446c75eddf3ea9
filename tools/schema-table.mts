/** Schemas as a digest keeps them: their facts alone, and each that stands in several places stored once. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What a schema may say; everything else in the file (titles, descriptions, examples) is words, not facts. */
export const FACTS = [
	'type',
	'format',
	'nullable',
	'readOnly',
	'writeOnly',
	'deprecated',
	'enum',
	'pattern',
	'minimum',
	'maximum',
	'minLength',
	'maxLength',
	'minItems',
	'maxItems',
	'uniqueItems',
	'multipleOf',
	'required',
];
/** A default says something about what is sent only; in answers it would be an example. */
export const FACTS_OF_REQUESTS = [...FACTS, 'default'];
/** The listed values of an error's fields are sentences. */
export const FACTS_OF_ERRORS = FACTS.filter((keyword) => keyword !== 'enum');

/** A schema used in two places and longer than this is stored once. */
const SHARED_SCHEMA_LENGTH = 70;
const SHARED_LIST_LENGTH = 12;

/** Stores equal values once and counts from how many distinct places each is used. */
class Pool {
	readonly #values = new Map<string, { value: Json; uses: number; name?: string }>();

	/** Returns one representative for all equal values. Call it on children before parents. */
	intern<T extends Json>(value: T, key = JSON.stringify(value)): { key: string; isNew: boolean } {
		const known = this.#values.get(key);
		if (!known) this.#values.set(key, { value, uses: 0 });
		return { key, isNew: !known };
	}

	use(key: string): void {
		this.#values.get(key)!.uses++;
	}

	/** Names, in order of first sight, the values that are worth storing once. */
	nameShared(prefix: string, worth: (value: Json, key: string) => boolean): void {
		let next = 1;
		for (const [key, entry] of this.#values) {
			if (entry.uses > 1 && worth(entry.value, key)) entry.name = `${prefix}${next++}`;
		}
	}

	name(key: string): string | undefined {
		return this.#values.get(key)?.name;
	}

	named(): Array<[string, Json]> {
		return [...this.#values.values()].filter((entry) => entry.name).map((entry) => [entry.name!, entry.value]);
	}
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keeps a schema's facts; the order of keywords is fixed, the order of properties is the file's. */
export function factsOf(schema: JsonObject, keywords: string[]): JsonObject {
	const facts: JsonObject = {};
	for (const keyword of keywords) {
		const value = schema[keyword];
		if (
			value === undefined ||
			(value === false && keyword !== 'default') ||
			(Array.isArray(value) && value.length === 0)
		)
			continue;
		facts[keyword] = keyword === 'enum' || keyword === 'required' ? [...new Set(value as Json[])] : value;
	}
	if (isObject(schema.properties)) {
		const properties = Object.entries(schema.properties).filter(([, child]) => isObject(child));
		facts.properties = Object.fromEntries(
			properties.map(([name, child]) => [name, factsOf(child as JsonObject, keywords)]),
		);
	}
	if (isObject(schema.items)) facts.items = factsOf(schema.items, keywords);
	if (isObject(schema.additionalProperties))
		facts.additionalProperties = factsOf(schema.additionalProperties, keywords);
	else if (typeof schema.additionalProperties === 'boolean') facts.additionalProperties = schema.additionalProperties;
	for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
		if (Array.isArray(schema[keyword]))
			facts[keyword] = (schema[keyword] as JsonObject[]).map((child) => factsOf(child, keywords));
	}
	return facts;
}

/** Calls `visit` for every schema inside `schema`, which may return its replacement. */
function mapChildren(schema: JsonObject, visit: (child: JsonObject) => Json): JsonObject {
	const result: JsonObject = { ...schema };
	if (isObject(schema.properties)) {
		result.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([name, child]) => [name, visit(child as JsonObject)]),
		);
	}
	if (isObject(schema.items)) result.items = visit(schema.items);
	if (isObject(schema.additionalProperties)) result.additionalProperties = visit(schema.additionalProperties);
	for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
		if (Array.isArray(schema[keyword])) result[keyword] = (schema[keyword] as JsonObject[]).map(visit);
	}
	return result;
}

/** Collects every schema first, then writes those that stand in several places once, under a short name. */
export class SchemaTable {
	readonly #schemas = new Pool();
	readonly #lists = new Pool();
	readonly #prefix: string;

	/** `prefix` keeps the names of two tables apart. */
	constructor(prefix = '') {
		this.#prefix = prefix;
	}

	add(schema: JsonObject): void {
		const { key, isNew } = this.#schemas.intern(schema);
		this.#schemas.use(key);
		if (!isNew) return;
		mapChildren(schema, (child) => {
			this.add(child);
			return child;
		});
		if (Array.isArray(schema.enum)) {
			const list = this.#lists.intern(schema.enum);
			this.#lists.use(list.key);
		}
	}

	close(): void {
		this.#schemas.nameShared(`${this.#prefix}s`, (_, key) => key.length > SHARED_SCHEMA_LENGTH);
		this.#lists.nameShared(`${this.#prefix}l`, (list) => (list as Json[]).length >= SHARED_LIST_LENGTH);
	}

	/** The schema as stored: `{ "$ref": "s12" }` where it is shared, enum `"l3"` where the list is shared. */
	write(schema: JsonObject): Json {
		const name = this.#schemas.name(JSON.stringify(schema));
		return name ? { $ref: name } : this.#body(schema);
	}

	#body(schema: JsonObject): JsonObject {
		const written = mapChildren(schema, (child) => this.write(child));
		const list = Array.isArray(schema.enum) && this.#lists.name(JSON.stringify(schema.enum));
		if (list) written.enum = list;
		return written;
	}

	lists(): Array<[string, Json]> {
		return this.#lists.named();
	}

	schemas(): Array<[string, Json]> {
		return this.#schemas.named().map(([name, schema]) => [name, this.#body(schema as JsonObject)]);
	}
}
