/**
 * Reads a newer description of AMPECO's API, from a file or an address: its OpenAPI file, or an index of endpoints that
 * tells methods, paths and deprecations only.
 */
import { readFileSync } from 'node:fs';
import axios from 'axios';
import { overrides } from '../../sandbox/contradictions.mts';
import type { Callback, Operation } from '../../sandbox/digest.mts';
import { digest } from '../api-digest.mts';

export interface Api {
	/** As the file says, or for an index as its name says; undefined when neither does. */
	version?: string;
	operations: Operation[];
	callbacks: Callback[];
	/** Whether there are schemas; an index has none, so its fields cannot be compared. */
	hasSchemas: boolean;
}

type JsonObject = Record<string, any>;

const SUBSCRIBE = '/public-api/notifications/v2.0';
const TIMEOUT_MS = 60_000;

/** The text of a file or of what an address answers. Nothing but the address is sent. */
export async function textOf(source: string): Promise<string> {
	if (!/^https?:\/\//i.test(source)) return readFileSync(source, 'utf8');
	const { username, password } = new URL(source);
	if (username || password) throw new Error('Leave user name and password out of the address: the file is public.');
	const { data } = await axios.get<string>(source, {
		responseType: 'text',
		transformResponse: [],
		timeout: TIMEOUT_MS,
	});
	return data;
}

/**
 * The API that a text describes.
 *
 * @param name of the file or its address, where an index's version is looked for
 * @throws one sentence that says what is wrong with the text
 */
export function apiOf(text: string, name: string): Api {
	let file: unknown;
	try {
		file = JSON.parse(text);
	} catch (error) {
		throw new Error(`The file must be JSON: ${(error as Error).message}`);
	}
	if (typeof file !== 'object' || file === null) throw new Error('The file must hold a JSON object or array.');
	return 'openapi' in file ? openApi(file) : index(file, name);
}

function openApi(file: JsonObject): Api {
	if (!String(file.openapi).startsWith('3.0')) {
		throw new Error(`OpenAPI 3.0 can be read, this file is OpenAPI ${file.openapi}.`);
	}
	if (!file.paths?.[SUBSCRIBE]?.post?.callbacks) {
		throw new Error(`This is not AMPECO's Public API: it has no POST ${SUBSCRIBE} with callbacks.`);
	}
	const whole = withoutReferences(file);
	for (const item of Object.values<JsonObject>(whole.paths)) markDeprecatedParameters(item);
	const stored = digest(JSON.stringify(whole));
	const part = (file: string) => JSON.parse(stored.get(file)!);
	const restore = restorer(part('schemas.json'), part('lists.json'));
	const { version, operations } = restore(part('operations.json'));
	for (const override of overrides) {
		const operation = operations.find((one: Operation) => `${one.method} ${one.path}` === override.operation);
		const filter = operation?.parameters.find((one: Operation['parameters'][number]) => one.name === 'filter');
		if (filter) filter.schema = override.apply(filter.schema);
	}
	return { version, operations, callbacks: restore(part('callbacks.json')), hasSchemas: true };
}

/** A copy with what stands behind each `$ref` in its place. A schema inside itself may hold anything. */
function withoutReferences(file: JsonObject): JsonObject {
	const resolved = new Map<string, unknown>();

	function target(reference: string): unknown {
		if (!resolved.has(reference)) {
			resolved.set(reference, {});
			resolved.set(reference, copy(atPointer(file, reference)));
		}
		return resolved.get(reference);
	}

	function copy(value: unknown): unknown {
		if (Array.isArray(value)) return value.map(copy);
		if (typeof value !== 'object' || value === null) return value;
		if ('$ref' in value && typeof value.$ref === 'string') return target(value.$ref);
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
	}

	return { ...file, paths: copy(file.paths) };
}

function atPointer(file: JsonObject, reference: string): unknown {
	const [document, pointer = ''] = reference.split('#');
	let value: any = document === '' ? file : undefined;
	for (const key of pointer.split('/').slice(1)) {
		value = value?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')];
	}
	if (value === undefined) throw new Error(`The file refers to ${reference}, which is not in it.`);
	return value;
}

/** The digest keeps what a schema says, so a parameter's mark goes there. */
function markDeprecatedParameters(item: JsonObject): void {
	const all: JsonObject[] = [item, ...Object.values(item)].flatMap(({ parameters = [] }) => parameters);
	for (const parameter of all) {
		if (parameter.deprecated) parameter.schema = { ...parameter.schema, deprecated: true };
	}
}

/** Puts shared schemas and lists of values back where the digest refers to them. */
function restorer(schemas: JsonObject, lists: JsonObject): (value: any) => any {
	const known = new Map<string, unknown>();
	return function restore(value: any): any {
		if (Array.isArray(value)) return value.map(restore);
		if (typeof value !== 'object' || value === null) return value;
		if (typeof value.$ref === 'string') {
			if (!known.has(value.$ref)) known.set(value.$ref, restore(schemas[value.$ref]));
			return known.get(value.$ref);
		}
		const result: JsonObject = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restore(inner)]));
		if (typeof value.enum === 'string') result.enum = lists[value.enum];
		return result;
	};
}

/** An array of entries with method and path, or an object with such entries, which may have `METHOD path` as keys. */
function index(file: object, name: string): Api {
	const entries = Object.entries<JsonObject>(file as JsonObject).map(([key, value]) => {
		const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(key) ?? [];
		return { method, path, ...value };
	});
	if (
		entries.length === 0 ||
		entries.some(({ method, path }) => typeof method !== 'string' || typeof path !== 'string')
	) {
		throw new Error('This is neither an OpenAPI file nor an index: each entry of an index needs method and path.');
	}
	return {
		version: /(\d+\.\d+\.\d+)[^/]*$/.exec(name)?.[1],
		operations: entries.map(({ method, path, tag, deprecated }: JsonObject) => ({
			method: method.toUpperCase(),
			path,
			section: typeof tag === 'string' ? tag : '',
			version: /\/(v[\d.]+)(\/|$)/.exec(path)?.[1] ?? '',
			...(deprecated === true && { deprecated: true }),
			parameters: [],
			responses: {},
		})),
		callbacks: [],
		hasSchemas: false,
	};
}
