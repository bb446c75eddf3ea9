/**
 * Makes of AMPECO's OpenAPI file what the sandbox needs of it: facts only (methods, paths, names, types, values, codes),
 * none of the file's texts. The same file always gives the same digest.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** What a schema may say; everything else in the file (titles, descriptions, examples) is words, not facts. */
const FACTS = [
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
const FACTS_OF_REQUESTS = [...FACTS, 'default'];
/** The listed values of an error's fields are sentences. */
const FACTS_OF_ERRORS = FACTS.filter((keyword) => keyword !== 'enum');

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

const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keeps a schema's facts; the order of keywords is fixed, the order of properties is the file's. */
function factsOf(schema: JsonObject, keywords: string[]): JsonObject {
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
class SchemaTable {
	readonly #schemas = new Pool();
	readonly #lists = new Pool();

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
		this.#schemas.nameShared('s', (_, key) => key.length > SHARED_SCHEMA_LENGTH);
		this.#lists.nameShared('l', (list) => (list as Json[]).length >= SHARED_LIST_LENGTH);
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

interface Parameter {
	in: string;
	name: string;
	required?: boolean;
	style?: string;
	explode?: boolean;
	schema: JsonObject;
}

function parametersOf(pathItem: JsonObject, operation: JsonObject): Parameter[] {
	const own = (operation.parameters ?? []) as JsonObject[];
	const inherited = (pathItem.parameters ?? []) as JsonObject[];
	const byName = new Map<string, Parameter>();
	for (const source of [...inherited, ...own]) {
		const schema = factsOf(source.schema as JsonObject, FACTS_OF_REQUESTS);
		const parameter: Parameter = { in: String(source.in), name: String(source.name), schema };
		if (source.required) parameter.required = true;
		if (source.style) parameter.style = String(source.style);
		if (typeof source.explode === 'boolean') parameter.explode = source.explode;
		byName.set(`${parameter.in} ${parameter.name}`, parameter);
	}
	return [...byName.values()];
}

function contentSchema(holder: JsonObject, keywords: string[]): JsonObject | null {
	const content = (holder.content as JsonObject | undefined)?.['application/json'] as JsonObject | undefined;
	return isObject(content?.schema) ? factsOf(content.schema, keywords) : null;
}

interface Operation {
	method: string;
	path: string;
	section: string;
	version: string;
	deprecated?: true;
	parameters: Parameter[];
	body?: { required: boolean; schema: JsonObject };
	/** The schema of each declared answer, by code; null where it has no body. */
	responses: Array<[string, JsonObject | null]>;
}

function operationsOf(api: JsonObject): Operation[] {
	const operations: Operation[] = [];
	for (const [path, item] of Object.entries(api.paths as Record<string, JsonObject>)) {
		for (const method of METHODS) {
			const source = item[method] as JsonObject | undefined;
			if (!source) continue;
			const operation: Operation = {
				method: method.toUpperCase(),
				path,
				section: String((source.tags as string[])[0]),
				version: /\/(v[\d.]+)(\/|$)/.exec(path)?.[1] ?? '',
				parameters: parametersOf(item, source),
				responses: Object.entries(source.responses as Record<string, JsonObject>).map(([code, response]) => [
					code,
					contentSchema(response, code.startsWith('2') ? FACTS : FACTS_OF_ERRORS),
				]),
			};
			if (source.deprecated) operation.deprecated = true;
			if (isObject(source.requestBody)) {
				const schema = contentSchema(source.requestBody, FACTS_OF_REQUESTS);
				if (schema) operation.body = { required: source.requestBody.required === true, schema };
			}
			operations.push(operation);
		}
	}
	return operations;
}

interface Callback {
	event: string;
	deprecated?: true;
	headers: string[];
	answers: string[];
	schema: JsonObject;
}

/** The payloads of the v2 subscription's callbacks; those of v1 are the same. */
function callbacksOf(api: JsonObject): Callback[] {
	const subscribe = ((api.paths as JsonObject)['/public-api/notifications/v2.0'] as JsonObject).post as JsonObject;
	return Object.entries(subscribe.callbacks as Record<string, JsonObject>).map(([event, byUrl]) => {
		const call = (Object.values(byUrl)[0] as JsonObject).post as JsonObject;
		const callback: Callback = {
			event,
			headers: ((call.parameters ?? []) as JsonObject[]).map((header) => String(header.name)),
			answers: Object.keys(call.responses as JsonObject),
			schema: contentSchema(call.requestBody as JsonObject, FACTS) ?? {},
		};
		if (call.deprecated) callback.deprecated = true;
		return callback;
	});
}

/** One entry a line, so that two versions of the API can be compared with any diff. */
const linesOf = (open: string, lines: string[], close: string) => `${open}\n${lines.join(',\n')}\n${close}\n`;

/** Returns the digest as file name -> content. */
export function digest(openApi: string): Map<string, string> {
	const api = JSON.parse(openApi) as JsonObject;
	const operations = operationsOf(api);
	const callbacks = callbacksOf(api);
	const table = new SchemaTable();
	for (const operation of operations) {
		for (const parameter of operation.parameters) table.add(parameter.schema);
		if (operation.body) table.add(operation.body.schema);
		for (const [, schema] of operation.responses) if (schema) table.add(schema);
	}
	for (const callback of callbacks) table.add(callback.schema);
	table.close();

	const operationLines = operations.map((operation) =>
		JSON.stringify({
			...operation,
			parameters: operation.parameters.map((parameter) => ({ ...parameter, schema: table.write(parameter.schema) })),
			...(operation.body && { body: { ...operation.body, schema: table.write(operation.body.schema) } }),
			responses: Object.fromEntries(operation.responses.map(([code, schema]) => [code, schema && table.write(schema)])),
		}),
	);
	const callbackLines = callbacks.map((callback) =>
		JSON.stringify({ ...callback, schema: table.write(callback.schema) }),
	);
	const entryLines = (entries: Array<[string, Json]>) =>
		entries.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
	const version = String((api.info as JsonObject).version);
	return new Map([
		['operations.json', linesOf(`{"version": ${JSON.stringify(version)}, "operations": [`, operationLines, ']}')],
		['callbacks.json', linesOf('[', callbackLines, ']')],
		['schemas.json', linesOf('{', entryLines(table.schemas()), '}')],
		['lists.json', linesOf('{', entryLines(table.lists()), '}')],
	]);
}
