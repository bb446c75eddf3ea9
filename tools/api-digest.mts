/**
 * Makes of AMPECO's OpenAPI file what the sandbox needs of it: facts only (methods, paths, names, types, values, codes),
 * none of the file's texts. The same file always gives the same digest. What is newer than the file and known from
 * elsewhere gets a digest of its own (api-newer.mts).
 */
import {
	FACTS,
	FACTS_OF_ERRORS,
	FACTS_OF_REQUESTS,
	factsOf,
	isObject,
	SchemaTable,
	type Json,
	type JsonObject,
} from './schema-table.mts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export interface Parameter {
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

export interface Operation {
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

export function operationsOf(api: JsonObject): Operation[] {
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
