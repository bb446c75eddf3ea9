/**
 * Loads the digest of AMPECO's OpenAPI file (the operations, their schemas and the callbacks' payloads) and the digest of
 * what is newer than that file, and lays the second over the first, up to any version.
 */
import { readFileSync } from 'node:fs';
import { overrides } from './contradictions.mts';
import { withNewerValues } from './newer-values.mts';

/** A schema as the digest stores it, with shared parts resolved: the same object stands wherever the same schema does. */
export interface Schema {
	type?: string;
	format?: string;
	nullable?: boolean;
	readOnly?: boolean;
	writeOnly?: boolean;
	deprecated?: boolean;
	enum?: unknown[];
	default?: unknown;
	pattern?: string;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	uniqueItems?: boolean;
	multipleOf?: number;
	required?: string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	additionalProperties?: boolean | Schema;
	allOf?: Schema[];
	oneOf?: Schema[];
	anyOf?: Schema[];
	/** The first version known to have it; what has none is in the OpenAPI file. */
	since?: Since;
	/** How sure its type is, where that is less than high. */
	sure?: 'medium' | 'low';
}

/** A version known as a whole, by its first two numbers. */
export type Since = '3.139' | '3.168' | '3.251' | '3.253';

export interface Parameter {
	in: 'path' | 'query';
	name: string;
	required?: boolean;
	style?: string;
	explode?: boolean;
	schema: Schema;
}

export interface Operation {
	method: string;
	path: string;
	section: string;
	version: string;
	deprecated?: boolean;
	/** The first version known to have it; what has none is in the OpenAPI file. */
	since?: Since;
	/** What of a newer operation is assumed: `body`, `body types`, `answer`, `paging` ...; see docs/sandbox.md. */
	assumed?: string[];
	parameters: Parameter[];
	body?: { required: boolean; schema: Schema };
	responses: Record<string, Schema | null>;
}

export interface Callback {
	event: string;
	deprecated?: boolean;
	headers: string[];
	schema: Schema;
}

type Stored = { $ref: string } | (Omit<Schema, 'enum'> & { enum?: unknown[] | string });

const read = (name: string) => JSON.parse(readFileSync(new URL(`./digest/${name}`, import.meta.url), 'utf8'));

const newerSchemas = read('newer-schemas.json') as {
	schemas: Record<string, Stored>;
	lists: Record<string, unknown[]>;
};
const stored: Record<string, Stored> = { ...read('schemas.json'), ...newerSchemas.schemas };
const lists: Record<string, unknown[]> = { ...read('lists.json'), ...newerSchemas.lists };
const resolved = new Map<string, Schema>();

function resolve(schema: Stored): Schema {
	if ('$ref' in schema) {
		const known = resolved.get(schema.$ref);
		if (known) return known;
		const target = resolve(stored[schema.$ref]);
		resolved.set(schema.$ref, target);
		return target;
	}
	const result = { ...schema } as Schema;
	if (typeof schema.enum === 'string') result.enum = lists[schema.enum];
	if (schema.properties) {
		result.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([name, child]) => [name, resolve(child as Stored)]),
		);
	}
	if (schema.items) result.items = resolve(schema.items as Stored);
	if (typeof schema.additionalProperties === 'object') {
		result.additionalProperties = resolve(schema.additionalProperties as Stored);
	}
	for (const keyword of ['allOf', 'oneOf', 'anyOf'] as const) {
		if (schema[keyword]) result[keyword] = schema[keyword].map((child) => resolve(child as Stored));
	}
	return result;
}

function parameterSchema({ method, path }: Operation, parameter: Parameter): Schema {
	const schema = resolve(parameter.schema as Stored);
	const override = parameter.name === 'filter' && overrides.find((one) => one.operation === `${method} ${path}`);
	return override ? override.apply(schema) : schema;
}

const file = read('operations.json') as { version: string; operations: Operation[] };

/** Names that came to an operation of the OpenAPI file, or to one of the newer ones. */
export interface Addition {
	/** Method and path. */
	operation: string;
	part: 'body' | 'filter' | 'query' | 'answer';
	/** The property it is added to, at any depth; left out for the record or body itself. */
	at?: string;
	schema: Schema;
}

const newer = read('newer.json') as {
	version: string;
	versions: Record<Since, { has: string; lacks: string }>;
	operations: Operation[];
	additions: Addition[];
	deprecated: Array<{ operation: string; since: Since }>;
};

/** The version of the OpenAPI file: the oldest the sandbox can play. */
export const oldestVersion = file.version;

/** The newest version with a trace of what it has; this is what the sandbox plays unless it is told otherwise. */
export const apiVersion = newer.version;

const partsOf = (version: string) => version.split('.').map(Number);

/** Whether the first of two versions such as 3.140.0 is the older one. */
export function isOlder(version: string, than: string): boolean {
	const [own, other] = [partsOf(version), partsOf(than)];
	const index = other.findIndex((part, place) => part !== (own[place] ?? 0));
	return index >= 0 && (own[index] ?? 0) < other[index];
}

/** Whether a version is known to have what came with `since`. Between two known versions it counts as lacking. */
const has = (version: string, since: Since | undefined) => !since || !isOlder(version, newer.versions[since].has);

const resolvedOperation = (operation: Operation): Operation => ({
	...operation,
	parameters: operation.parameters.map((parameter) => ({
		...parameter,
		schema: parameterSchema(operation, parameter),
	})),
	...(operation.body && { body: { ...operation.body, schema: resolve(operation.body.schema as Stored) } }),
	responses: Object.fromEntries(
		Object.entries(operation.responses).map(([code, schema]) => [code, schema && resolve(schema as Stored)]),
	),
});

const all = [...file.operations, ...newer.operations].map(resolvedOperation);

export const additions = newer.additions.map((one) => ({ ...one, schema: resolve(one.schema as Stored) }));

/** A schema with more properties; one that is composed gets them as a part of its own. */
function withProperties(schema: Schema, added: Record<string, Schema>): Schema {
	const { properties, allOf, oneOf, anyOf } = schema;
	if (!allOf && !oneOf && !anyOf) return { ...schema, type: 'object', properties: { ...properties, ...added } };
	// What is read-only in a part may now be sent.
	const without = (part: Schema): Schema => ({
		...part,
		...(part.properties && {
			properties: Object.fromEntries(Object.entries(part.properties).filter(([name]) => !(name in added))),
		}),
		...(part.allOf && { allOf: part.allOf.map(without) }),
		...(part.oneOf && { oneOf: part.oneOf.map(without) }),
		...(part.anyOf && { anyOf: part.anyOf.map(without) }),
	});
	const { since, sure, nullable, ...rest } = without(schema);
	return {
		...(since && { since }),
		...(sure && { sure }),
		...(nullable && { nullable }),
		allOf: [rest, { type: 'object', properties: added }],
	};
}

const hasProperties = (schema: Schema): boolean =>
	schema.properties !== undefined ||
	[...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some(hasProperties);

/** Adds properties to every object that stands under the name `at` in a schema. */
function withPropertiesAt(schema: Schema, at: string, added: Record<string, Schema>, name = ''): Schema {
	if (name === at && hasProperties(schema)) return withProperties(schema, added);
	const inside = (child: Schema, own: string) => withPropertiesAt(child, at, added, own);
	const result = { ...schema };
	if (schema.properties)
		result.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([own, child]) => [own, inside(child, own)]),
		);
	if (schema.items) result.items = inside(schema.items, `${name}[]`);
	for (const keyword of ['allOf', 'oneOf', 'anyOf'] as const)
		if (schema[keyword]) result[keyword] = schema[keyword].map((part) => inside(part, name === at ? at : ''));
	return result;
}

/** Changes the record, or the records, inside an answer. */
function inRecord(answer: Schema, change: (record: Schema) => Schema): Schema {
	if (answer.properties?.data) {
		const { data } = answer.properties;
		const changed = data.items ? { ...data, items: change(data.items) } : change(data);
		return { ...answer, properties: { ...answer.properties, data: changed } };
	}
	const wrapping = answer.allOf?.some((part) => part.properties?.data);
	if (wrapping)
		return { ...answer, allOf: answer.allOf!.map((part) => (part.properties?.data ? inRecord(part, change) : part)) };
	return answer.items ? { ...answer, items: change(answer.items) } : change(answer);
}

function withAddition(operation: Operation, { part, at, schema }: Addition): Operation {
	const added = schema.properties!;
	const change = (target: Schema) => (at ? withPropertiesAt(target, at, added) : withProperties(target, added));
	if (part === 'body') return { ...operation, body: { ...operation.body!, schema: change(operation.body!.schema) } };
	if (part === 'answer') {
		const responses = Object.entries(operation.responses).map(([code, answer]) => [
			code,
			answer && code.startsWith('2') ? inRecord(answer, change) : answer,
		]);
		return { ...operation, responses: Object.fromEntries(responses) };
	}
	if (part === 'query') {
		const others = Object.entries(added).map(([name, own]): Parameter => ({ in: 'query', name, schema: own }));
		return { ...operation, parameters: [...operation.parameters, ...others] };
	}
	const filter = operation.parameters.find(({ name }) => name === 'filter') ?? {
		in: 'query' as const,
		name: 'filter',
		style: 'deepObject',
		schema: {},
	};
	const others = operation.parameters.filter((parameter) => parameter !== filter);
	return { ...operation, parameters: [...others, { ...filter, schema: change(filter.schema) }] };
}

const routeOf = ({ method, path }: Operation) => `${method} ${path}`;
const sinceOf = ({ schema }: Addition) => Object.values(schema.properties!)[0].since;

const byVersion = new Map<string, Operation[]>();

/** The API as a version has it; the same objects for the same version. */
export function operationsAt(version: string): Operation[] {
	let known = byVersion.get(version);
	if (!known) byVersion.set(version, (known = madeFor(version)));
	return known;
}

function madeFor(version: string): Operation[] {
	const byRoute = new Map<string, Addition[]>();
	for (const one of additions) {
		if (has(version, sinceOf(one))) byRoute.set(one.operation, [...(byRoute.get(one.operation) ?? []), one]);
	}
	const deprecated = new Set(
		newer.deprecated.filter(({ since }) => has(version, since)).map(({ operation }) => operation),
	);
	return all
		.filter(({ since }) => has(version, since))
		.map((operation) => {
			const route = routeOf(operation);
			const whole = (byRoute.get(route) ?? []).reduce(withAddition, operation);
			const wide = withNewerValues(whole, (since) => has(version, since));
			return deprecated.has(route) ? { ...wide, deprecated: true } : wide;
		});
}

/** The API as it is today. */
export const operations: Operation[] = operationsAt(apiVersion);

export const callbacks: Callback[] = (read('callbacks.json') as Callback[]).map((callback) => ({
	...callback,
	schema: resolve(callback.schema as Stored),
}));

/** The events a subscription may name. */
export const events = operations.find(
	(operation) => operation.method === 'POST' && operation.path === '/public-api/notifications/v2.0',
)!.body!.schema.properties!.notifications.items!.enum as string[];
