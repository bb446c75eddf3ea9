/**
 * Makes the digest of what is newer than the OpenAPI file: operations with worked-out types, and names that were added to
 * operations the file has. Facts only, in the form of the digest, with what is known about each: `since`, the first version
 * known to have it, and `sure` where that is less than high. What nobody knows is an empty schema: anything.
 */
import { operationsOf } from './api-digest.mts';
import type { Operation as FileOperation, Parameter } from './api-digest.mts';
import { isObject, SchemaTable, type Json, type JsonObject } from './schema-table.mts';

/** Versions known as a whole: what has a thing first, and what is the last one known to lack it. */
const VERSIONS = {
	'3.139': { has: '3.139.0', lacks: '3.110.0' },
	'3.168': { has: '3.168.0', lacks: '3.139.0' },
	'3.251': { has: '3.251.0', lacks: '3.168.0' },
	'3.253': { has: '3.253.0', lacks: '3.251.0' },
} as const;
type Since = keyof typeof VERSIONS;
const NEWEST = VERSIONS['3.253'].has;
/** Names added to older operations were seen in this version; which one brought each is not known. */
const SINCE_OF_CHANGES: Since = '3.251';

interface Field {
	name: string;
	type: string;
	item?: string;
	format?: string;
	required?: boolean;
	nullable?: boolean;
	readOnly?: boolean;
	confidence?: 'high' | 'medium' | 'low';
	enum?: string[];
	values?: string[];
	fields?: Field[];
	/** The inner names stand in the OpenAPI file, at the same place. */
	fieldNames?: string[];
	oneOf?: Array<Omit<Field, 'name'> & { when: string; eachType?: string }>;
}

interface Content {
	fields: Field[];
	wrapped?: string | null;
	shape?: 'object' | 'list';
	matchConfidence?: string;
	partial?: boolean;
}

interface NextOperation {
	method: string;
	path: string;
	since: string;
	seenIn?: string;
	pathProof?: string;
	pathParams: Field[];
	query: Field[];
	filters: Field[];
	filtersKnown: string;
	paging: { kind: string; confidence: string; perPage?: { default: number; max: number } };
	body: Content | 'unknown' | null;
	response: Content | 'unknown' | null;
}

interface Change {
	operation: string;
	part: string;
	added: Field[];
	alsoAppliesTo?: string[];
}

export interface Changes {
	fields: Change[];
	nestedFields: Change[];
	queryParameters: Array<{ operation: string; added: Field[] }>;
	'deprecatedSince3.110': Array<{ operation: string; deprecatedFirstSeenIn: string; successor: string }>;
	enumValues: Array<{ where: string; added: string[] }>;
}

interface Operation extends FileOperation {
	since: Since;
	/** What of it is assumed: `body`, `body types`, `answer`, `paging` ... */
	assumed: string[];
}

const ANYTHING: JsonObject = {};
const anyObject = (): JsonObject => ({ type: 'object', additionalProperties: true });

/** Where a schema stands: what a request sends, a filter, or an answer. */
type Place = 'body' | 'filter' | 'answer';

/** Looks up the schema of an object that has these names in the OpenAPI file, near a path. */
type FindInner = (name: string, names: string[], path: string, place: Place) => JsonObject | undefined;

function typed(
	field: Omit<Field, 'name'> & { name?: string },
	place: Place,
	inner: (names: string[]) => JsonObject,
): JsonObject {
	const values = field.enum ?? field.values;
	const listOf = /^array<(.+)>$/.exec(field.type)?.[1];
	if (listOf) return { type: 'array', items: typed({ ...field, type: listOf }, place, inner) };
	switch (field.type) {
		case 'string':
			// A format that is open is none: "date or date-time".
			return { type: 'string', ...(field.format === 'time' && { format: 'time' }), ...(values && { enum: values }) };
		case 'date':
		case 'date-time':
			return { type: 'string', format: field.type };
		case 'integer':
		case 'number':
		case 'boolean':
			return { type: field.type };
		case 'array': {
			const { item = '?' } = field;
			return { type: 'array', items: typed({ ...field, type: item }, place, inner) };
		}
		case 'object':
			// How an object travels in a query is stated nowhere.
			if (place === 'filter') return ANYTHING;
			if (field.fields?.length) return objectOf(field.fields, place, inner);
			return field.fieldNames ? inner(field.fieldNames) : anyObject();
		case 'integer|string':
			return { anyOf: [{ type: 'integer' }, { type: 'string' }] };
		case 'array|object':
			if (field.oneOf)
				return {
					anyOf: field.oneOf.map(({ eachType, ...one }) => {
						if (!eachType) return typed(one, place, inner);
						const each = typed({ ...one, type: eachType, fieldNames: undefined }, place, inner);
						return { type: 'object', properties: Object.fromEntries(one.fieldNames!.map((name) => [name, each])) };
					}),
				};
			return { anyOf: [{ type: 'array' }, anyObject()] };
		default:
			return ANYTHING;
	}
}

function objectOf(
	fields: Field[],
	place: Place,
	inner: (names: string[], name?: string) => JsonObject,
	notes: { since?: Since; clears?: (name: string) => boolean } = {},
): JsonObject {
	const kept = fields.filter((field) => !(field.readOnly && place !== 'answer'));
	const properties = kept.map((field) => {
		const schema: JsonObject = { ...typed(field, place, (names) => inner(names, field.name)) };
		// Whether a field that may be left out may be null is mostly not known: answers show it so, changes clear with it.
		const mayBeNull = place === 'answer' ? !field.required : !field.required && notes.clears?.(field.name);
		if (field.nullable || mayBeNull) schema.nullable = true;
		if (notes.since) schema.since = notes.since;
		if (field.confidence && field.confidence !== 'high') schema.sure = field.confidence;
		return [field.name, schema] as const;
	});
	const required = kept.filter((field) => field.required).map(({ name }) => name);
	return {
		type: 'object',
		...(required.length > 0 && { required }),
		properties: Object.fromEntries(properties),
	};
}

const LINKS: JsonObject = {
	type: 'object',
	properties: Object.fromEntries(
		['first', 'last', 'prev', 'next'].map((name) => [name, { type: 'string', nullable: true }]),
	),
};
const META: JsonObject = {
	type: 'object',
	properties: {
		path: { type: 'string' },
		per_page: { type: 'integer' },
		next_cursor: { type: 'string', nullable: true },
		prev_cursor: { type: 'string', nullable: true },
	},
};

const isOauth = (path: string) => path.startsWith('/public-api/oauth/');
const isList = ({ response, paging }: NextOperation) =>
	paging.kind !== 'none' && (response === 'unknown' || response?.shape === 'list');

/** The status of a success, as most operations of the file have it. */
function successOf({ method, path, response }: NextOperation): string {
	if (isOauth(path)) return '200';
	if (method === 'DELETE') return '204';
	const isAction = path.startsWith('/public-api/actions/');
	if (method === 'POST') return isAction || response === 'unknown' ? (response === 'unknown' ? '202' : '200') : '201';
	return '200';
}

function answerOf(operation: NextOperation, inner: (names: string[], name?: string) => JsonObject): JsonObject | null {
	const { response, paging, method, path } = operation;
	if (response === null) return null;
	if (response === 'unknown') {
		if (method !== 'GET' || path.endsWith('/download')) return null;
		return { type: 'object', required: ['data'], properties: { data: { type: 'array', items: ANYTHING } } };
	}
	const record = objectOf(response.fields, 'answer', inner);
	if (response.wrapped === null) return record;
	if (response.shape !== 'list') return { type: 'object', required: ['data'], properties: { data: record } };
	return {
		type: 'object',
		required: ['data'],
		properties: {
			data: { type: 'array', items: record },
			...(paging.kind === 'cursor' && { links: LINKS, meta: META }),
		},
	};
}

function sinceOf({ since, seenIn }: NextOperation): Since {
	// What the index of 3.251.0 lacks and 3.251.8 has.
	if (since === '3.251.8') return '3.253';
	const known = seenIn ?? since;
	if (!(known in VERSIONS)) throw new Error(`${known} is not among the versions known as a whole`);
	return known as Since;
}

const worst = (fields: Field[]): boolean =>
	fields.some(
		({ confidence, type, fields: own }) => (confidence && confidence !== 'high') || type === '?' || worst(own ?? []),
	);

/** What of an operation is assumed, in words a machine can tell apart. */
function assumedOf(operation: NextOperation): string[] {
	const { body, response, paging, filtersKnown, filters, pathProof } = operation;
	const found: string[] = [];
	if (pathProof) found.push('path');
	if (body === 'unknown') found.push('body');
	else if (body) {
		if (body.partial) found.push('body fields');
		if (worst(body.fields)) found.push('body types');
	}
	if (isList(operation)) {
		if (paging.kind !== 'cursor' || paging.confidence !== 'high') found.push('paging');
		if (filtersKnown === 'no' || filtersKnown === 'partly') found.push('filters');
		if (worst(filters)) found.push('filter types');
	} else if (paging.kind === '?') found.push('paging');
	if (response === 'unknown') found.push('answer');
	else if (response) {
		if (response.wrapped === '?') found.push('envelope');
		if (response.partial || response.matchConfidence === 'low') found.push('answer fields');
		if (worst(response.fields)) found.push('answer types');
	}
	return found;
}

/** The section of AMPECO's reference: that of the same resource where the file has it, else one named by the path. */
function sectionOf(path: string, file: FileOperation[]): string {
	const [, kind, name] = /^\/public-api\/([^/]+)(?:\/([^/]+))?/.exec(path)!;
	const known = file.find((one) => one.path.startsWith(`/public-api/${kind}/${name}/`));
	if (known) return known.section;
	if (kind === 'oauth') return kind;
	const words = name.replaceAll('-', ' ');
	return { resources: `resource / ${words}`, actions: `action / ${words}` }[kind] ?? `${kind} / ${words}`;
}

function parametersOf(operation: NextOperation): Parameter[] {
	const none = () => ANYTHING;
	const inPath = operation.pathParams.map((field) => ({
		in: 'path',
		name: field.name,
		required: true,
		// In a path an id is text, whatever else it is.
		schema: field.type === '?' ? { type: 'string', sure: 'low' } : typed(field, 'filter', none),
	}));
	const perPage = operation.paging.perPage;
	const inQuery = operation.query.map((field): Parameter => {
		const sure = field.confidence && field.confidence !== 'high' && { sure: field.confidence };
		if (field.name === 'per_page')
			return {
				in: 'query',
				name: field.name,
				schema: { type: 'integer', minimum: 1, maximum: perPage?.max ?? 100, default: perPage?.default ?? 100 },
			};
		return { in: 'query', name: field.name, schema: { ...typed(field, 'filter', none), ...sure } };
	});
	const filter: Parameter[] =
		operation.filters.length > 0
			? [{ in: 'query', name: 'filter', style: 'deepObject', schema: objectOf(operation.filters, 'filter', none) }]
			: [];
	return [...inPath, ...inQuery, ...filter];
}

function operationFrom(
	source: NextOperation,
	file: FileOperation[],
	find: FindInner,
	isRequired: (path: string, name: string) => boolean,
): Operation {
	const { method, path, body, response } = source;
	const innerOf = (place: Place) => (names: string[], name?: string) => find(name!, names, path, place) ?? anyObject();
	// What a record must have cannot be cleared.
	const answered = response && response !== 'unknown' ? response.fields : [];
	const clears = (name: string) =>
		(method === 'PATCH' || method === 'PUT') &&
		!isRequired(collectionOf(path), name) &&
		!answered.some((field) => field.name === name && field.required);
	return {
		method,
		path,
		section: sectionOf(path, file),
		version: /\/(v[\d.]+)(\/|$)/.exec(path)?.[1] ?? '',
		since: sinceOf(source),
		assumed: assumedOf(source),
		parameters: parametersOf(source),
		...(body && {
			body:
				body === 'unknown'
					? { required: false, schema: anyObject() }
					: {
							required: body.fields.some((field) => field.required),
							schema: objectOf(body.fields, 'body', innerOf('body'), { clears }),
						},
		}),
		responses: [[successOf(source), answerOf(source, innerOf('answer'))]],
	};
}

/** All schemas an object's properties may come from: itself and the parts it is composed of. */
function partsOf(schema: JsonObject): JsonObject[] {
	const parts = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) => (schema[keyword] ?? []) as JsonObject[]);
	return [schema, ...parts.flatMap(partsOf)];
}

/** The properties of a schema by name, those of its parts among them. */
const propertiesOf = (schema: JsonObject): Record<string, JsonObject> =>
	Object.assign({}, ...partsOf(schema).map(({ properties }) => properties ?? {})) as Record<string, JsonObject>;

/** All schemas inside one, under the name of their property. */
function* within(schema: JsonObject, name = ''): Generator<[string, JsonObject]> {
	yield [name, schema];
	for (const [own, child] of Object.entries(propertiesOf(schema))) yield* within(child, own);
	for (const part of partsOf(schema)) if (isObject(part.items)) yield* within(part.items, `${name}[]`);
}

const successes = ({ responses }: FileOperation) =>
	responses.filter(([code, schema]) => code.startsWith('2') && schema).map(([, schema]) => schema!);

/** The first two segments after the API's prefix: `resources/tariffs`. */
const resourceOf = (path: string) =>
	path
		.replace(/^\/public-api\/(actions|resources)\//, '')
		.split('/')[0]
		.replace(/s$/, '');

function finderIn(file: FileOperation[]): FindInner {
	return (name, names, path, place) => {
		const near = file.filter((one) => resourceOf(one.path) === resourceOf(path));
		for (const operation of near) {
			const schemas = place === 'body' ? [operation.body?.schema] : successes(operation);
			for (const schema of schemas) {
				if (!schema) continue;
				for (const [own, child] of within(schema)) {
					const known = own === name ? propertiesOf(child) : {};
					if (!names.every((one) => one in known)) continue;
					return { type: 'object', properties: Object.fromEntries(names.map((one) => [one, known[one]])) };
				}
			}
		}
		return undefined;
	};
}

/** What is added to an operation of the file. */
interface Addition {
	operation: string;
	part: 'body' | 'filter' | 'query' | 'answer';
	/** The property it is added to, at any depth; left out for the record or body itself. */
	at?: string;
	schema: JsonObject;
}

const routeOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

/** The routes a text such as "POST and PATCH locations/v2.0/{location}" names. */
function routesIn(text: string, known: Map<string, FileOperation>): FileOperation[] {
	const found: FileOperation[] = [];
	let methods: string[] = [];
	for (const [word] of text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE)\b|[\w/-]*[a-z-]+\/v[\d.]+[\w/{}-]*/g)) {
		if (/^[A-Z]+$/.test(word)) {
			methods = word === 'POST' || methods.length === 0 || found.length > 0 ? [...methods, word] : [...methods, word];
			continue;
		}
		for (const method of methods) {
			const paths = ['', '/public-api/', '/public-api/resources/', '/public-api/actions/'].map(
				(prefix) => prefix + word,
			);
			const own = paths.map((path) => known.get(`${method} ${path}`)).find(Boolean);
			// "PATCH things/v1.0" stands for the one with the id.
			const item = [...known.values()].find(
				(one) => one.method === method && paths.some((path) => one.path.replace(/\/\{\w+\}$/, '') === path),
			);
			if (own ?? item) found.push((own ?? item)!);
		}
	}
	return found;
}

const collectionOf = (path: string) => path.replace(/\/\{[^}]+\}$/, '');

/** The record or records of an answer. */
function recordOf(schema: JsonObject): JsonObject {
	const data = propertiesOf(schema).data;
	const record = data ?? schema;
	return isObject(record.items) ? record.items : record;
}

/** Names that an operation has not yet, as a schema of their own; undefined when it has all of them. */
function addedTo(schema: JsonObject, fields: Field[], place: Place): JsonObject | undefined {
	const known = propertiesOf(schema);
	const lacking = fields.filter(({ name }) => {
		const own = known[name];
		return !own || (place !== 'answer' && own.readOnly === true);
	});
	if (lacking.length === 0) return undefined;
	return objectOf(lacking, place, anyObject, { since: SINCE_OF_CHANGES });
}

/** Additions to the records, bodies and filters of operations. */
function* plainAdditions(changes: Change[], known: Map<string, FileOperation>): Generator<Addition> {
	for (const { operation: route, part, added, alsoAppliesTo = [] } of changes) {
		const own = known.get(route);
		// Some are named by a version that was never in the file.
		if (!own) continue;
		const others = alsoAppliesTo.flatMap((text) => routesIn(text, known));
		if (part === 'filter') {
			for (const one of [own, ...others]) {
				const filter = one.parameters.find(({ name }) => name === 'filter')?.schema ?? { type: 'object' };
				const schema = addedTo(filter, added, 'filter');
				if (schema) yield { operation: routeOf(one), part: 'filter', schema };
			}
			continue;
		}
		const writes = part === 'request' ? [own, ...others] : others.filter(({ method }) => method !== 'GET');
		for (const one of writes) {
			if (!one.body) continue;
			const schema = addedTo(one.body.schema, added, 'body');
			if (!schema) continue;
			if (one.method !== 'POST')
				for (const field of Object.values(schema.properties as JsonObject)) (field as JsonObject).nullable = true;
			yield { operation: routeOf(one), part: 'body', schema };
		}
		if (part !== 'response') continue;
		// A record looks the same in all answers of its collection.
		for (const one of known.values()) {
			if (collectionOf(one.path) !== collectionOf(own.path)) continue;
			for (const answer of successes(one)) {
				const schema = addedTo(recordOf(answer), added, 'answer');
				if (schema) yield { operation: routeOf(one), part: 'answer', schema };
			}
		}
	}
}

/** Additions inside objects: "tariffs (read, POST, PUT, PATCH)", part "pricing". */
function* nestedAdditions(changes: Change[], operations: FileOperation[]): Generator<Addition> {
	for (const { operation: text, part, added } of changes) {
		const [, names, where = ''] = /^(.+?)(?: \((.+)\))?$/.exec(text)!;
		const collections = names.split(', ').map((name) => name.replaceAll(' ', '-'));
		const at = part.split(' ')[0];
		const isWhole = part.includes('(new');
		const readsOnly = where === 'read';
		for (const operation of operations) {
			const collection =
				/^\/public-api\/resources\/([^/]+)\/v[\d.]+(?:\/\{\w+\})?(?:\/scheduled-changes(?:\/\{\w+\})?)?$/.exec(
					operation.path,
				)?.[1];
			if (!collection || !collections.includes(collection)) continue;
			const targets: Array<['body' | 'answer', JsonObject]> = successes(operation).map((answer) => [
				'answer',
				recordOf(answer),
			]);
			if (operation.body && !readsOnly) targets.push(['body', operation.body.schema]);
			for (const [place, schema] of targets) {
				if (isWhole) {
					const field: Field = { name: at, type: 'object', fields: added, confidence: 'medium' };
					const whole = addedTo(schema, [field], place);
					if (whole) yield { operation: routeOf(operation), part: place, schema: whole };
					continue;
				}
				const target = [...within(schema)].find(([name]) => name === at)?.[1];
				const inner = target && Object.keys(propertiesOf(target)).length > 0 && addedTo(target, added, place);
				if (inner) yield { operation: routeOf(operation), part: place, at, schema: inner };
			}
		}
	}
}

/** Query parameters that were added; a value of `include` is an addition to its list. */
function* queryAdditions(
	changes: Changes['queryParameters'],
	operations: Map<string, FileOperation>,
): Generator<Addition> {
	for (const { operation: text, added } of changes) {
		// "GET a/v1.0, b, c/v2.0 (list)": what has no version is named too loosely to say which.
		const named = text.replace(/^GET /, '').replaceAll(' and GET ', ', ').split(', ');
		const reads = named.flatMap((name) => routesIn(`GET ${name}`, operations));
		for (const operation of new Set(reads)) {
			for (const field of added) {
				if (field.type === 'value') continue;
				if (operation.parameters.some(({ name }) => name === field.name)) continue;
				const schema = objectOf([field], 'filter', anyObject, { since: SINCE_OF_CHANGES });
				yield { operation: routeOf(operation), part: 'query', schema };
			}
		}
	}
}

/** The digest of what is newer than the OpenAPI file, as file name -> content. */
export function digestOfNewer(openApi: string, operations: string, changes: string): Map<string, string> {
	return newer(operationsOf(JSON.parse(openApi) as JsonObject), JSON.parse(operations), JSON.parse(changes));
}

function newer(file: FileOperation[], next: NextOperation[], changes: Changes): Map<string, string> {
	const isRequired = (path: string, name: string): boolean => {
		const create = next.find((one) => one.method === 'POST' && one.path === path)?.body;
		const known = file.find((one) => one.method === 'POST' && one.path === path)?.body?.schema;
		const byFile = known && partsOf(known).some(({ required }) => (required as string[] | undefined)?.includes(name));
		return (
			byFile === true ||
			(typeof create === 'object' &&
				create !== null &&
				create.fields.some((one) => one.name === name && one.required === true))
		);
	};
	const operations = next.map((one) => operationFrom(one, file, finderIn(file), isRequired));
	const known = new Map(file.map((one) => [routeOf(one), one]));
	const additions = [
		...plainAdditions(changes.fields, known),
		...nestedAdditions(changes.nestedFields, [...file, ...operations]),
		...queryAdditions(changes.queryParameters, known),
	];
	const deprecated = changes['deprecatedSince3.110'].map(({ operation, deprecatedFirstSeenIn }) => ({
		operation,
		since: deprecatedFirstSeenIn,
	}));
	const table = new SchemaTable('n');
	for (const { parameters, body, responses } of operations) {
		for (const { schema } of parameters) table.add(schema);
		if (body) table.add(body.schema);
		for (const [, schema] of responses) if (schema) table.add(schema);
	}
	for (const { schema } of additions) table.add(schema);
	table.close();
	const lines = (entries: Json[]) => entries.map((entry) => JSON.stringify(entry)).join(',\n');
	const written = operations.map(({ parameters, body, responses, ...rest }) => ({
		...rest,
		parameters: parameters.map((one) => ({ ...one, schema: table.write(one.schema) })),
		...(body && { body: { ...body, schema: table.write(body.schema) } }),
		responses: Object.fromEntries(responses.map(([code, schema]) => [code, schema && table.write(schema)])),
	}));
	const tables = (entries: Array<[string, Json]>) =>
		entries.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(',\n');
	return new Map([
		[
			'newer.json',
			`{"version": "${NEWEST}", "versions": ${JSON.stringify(VERSIONS)}, "operations": [\n${lines(written as unknown as Json[])}\n],\n` +
				`"additions": [\n${lines(additions.map((one) => ({ ...one, schema: table.write(one.schema) })) as unknown as Json[])}\n],\n` +
				`"deprecated": [\n${lines(deprecated)}\n]}\n`,
		],
		['newer-schemas.json', `{"schemas": {\n${tables(table.schemas())}\n},\n"lists": {\n${tables(table.lists())}\n}}\n`],
	]);
}
