/** Loads the digest of AMPECO's OpenAPI file: the operations, their schemas and the callbacks' payloads. */
import { readFileSync } from 'node:fs';
import { overrides } from './contradictions.mts';

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
}

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

const stored = read('schemas.json') as Record<string, Stored>;
const lists = read('lists.json') as Record<string, unknown[]>;
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

export const apiVersion = file.version;

export const operations: Operation[] = file.operations.map((operation) => ({
	...operation,
	parameters: operation.parameters.map((parameter) => ({
		...parameter,
		schema: parameterSchema(operation, parameter),
	})),
	...(operation.body && { body: { ...operation.body, schema: resolve(operation.body.schema as Stored) } }),
	responses: Object.fromEntries(
		Object.entries(operation.responses).map(([code, schema]) => [code, schema && resolve(schema as Stored)]),
	),
}));

export const callbacks: Callback[] = (read('callbacks.json') as Callback[]).map((callback) => ({
	...callback,
	schema: resolve(callback.schema as Stored),
}));

/** The events a subscription may name. */
export const events = operations.find(
	(operation) => operation.method === 'POST' && operation.path === '/public-api/notifications/v2.0',
)!.body!.schema.properties!.notifications.items!.enum as string[];
