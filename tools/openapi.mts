/** An OpenAPI file as AMPECO publishes it, made of the digest of its operations: facts only, without a word of AMPECO's. */
import { readFileSync } from 'node:fs';

type Json = Record<string, unknown>;

interface Stored {
	method: string;
	path: string;
	section: string;
	deprecated?: boolean;
	parameters: Json[];
	body?: { required: boolean; schema: Json };
	responses: Record<string, Json | null>;
}

const read = (name: string) =>
	JSON.parse(readFileSync(new URL(`../sandbox/digest/${name}`, import.meta.url), 'utf8')) as Json;

/** The file, with the operations of the oldest version the sandbox plays. */
export function openApiFile(): Json {
	const lists = read('lists.json');
	const whole = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(whole);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, inner]) => {
				if (key === '$ref') return [key, `#/components/schemas/${String(inner)}`];
				if (key === 'enum' && typeof inner === 'string') return [key, lists[inner]];
				return [key, whole(inner)];
			}),
		);
	};
	const content = (schema: unknown) => ({ content: { 'application/json': { schema: whole(schema) } } });
	const paths: Record<string, Json> = {};
	for (const operation of read('operations.json').operations as Stored[]) {
		const { method, path, section, deprecated, parameters, body, responses } = operation;
		(paths[path] ??= {})[method.toLowerCase()] = {
			summary: `${section} / ${method}`,
			...(deprecated ? { deprecated } : {}),
			parameters: parameters.map(whole),
			...(body ? { requestBody: { required: body.required, ...content(body.schema) } } : {}),
			responses: Object.fromEntries(
				Object.entries(responses).map(([status, schema]) => [status, schema ? content(schema) : {}]),
			),
		};
	}
	return { openapi: '3.0.0', info: { title: 'AMPECO' }, paths, components: { schemas: whole(read('schemas.json')) } };
}
