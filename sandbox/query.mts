/**
 * Reads a query string against the parameters an operation declares. Refuses names it does not declare, values of the
 * wrong type and wrong wire forms: `filter[name]=x`, `filter[name][]=x` (or `[0]`), `include[]=x`, `true`/`false`.
 */
import type { Operation, Parameter } from './digest.mts';
import { pagingOf } from './paging.mts';
import { shapeOf, type Shape } from './shape.mts';
import { check, type FieldErrors } from './validation.mts';

export type Query = Record<string, unknown> & {
	filter?: Record<string, unknown>;
	include?: string[];
	page?: number;
	per_page?: number;
	cursor?: string;
};

/** A query string as name and value pairs, decoded. A bare name has an empty value. */
export function pairsOf(search: string): Array<[name: string, value: string]> {
	return [...new URLSearchParams(search)];
}

/** The path a wire name stands for: `filter[a][b][]` -> ['filter', 'a', 'b', '']. */
function pathOf(name: string): string[] | undefined {
	const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
	if (!match) return undefined;
	return [match[1], ...[...match[2].matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1])];
}

/** The declared parameters, and the one without which a list's own links could not be followed. */
function declaredIn(operation: Operation): Parameter[] {
	const declared = operation.parameters.filter((parameter) => parameter.in === 'query');
	const has = (name: string) => declared.some((parameter) => parameter.name === name);
	const linked = pagingOf(operation);
	if (!has('per_page') || has('cursor') || has('page') || (linked !== 'cursor' && linked !== 'page')) return declared;
	const schema = linked === 'cursor' ? { type: 'string' } : { type: 'integer', minimum: 1 };
	return [...declared, { in: 'query', name: linked, schema }];
}

export function readQuery(operation: Operation, search: string): { query: Query; errors?: FieldErrors } {
	const query: Query = {};
	const errors: FieldErrors = {};
	const refuse = (field: string, message: string) => (errors[field] ??= []).push(`The ${field} field ${message}.`);
	const declared = new Map(declaredIn(operation).map((parameter) => [parameter.name, parameter]));

	for (const [name, text] of pairsOf(search)) {
		const path = pathOf(name);
		const parameter = path && declared.get(path[0]);
		if (!path || !parameter) {
			refuse(name, 'is not known here');
			continue;
		}
		place(query, path, shapeOf(parameter.schema), text, path.join('.').replace(/\.$/, ''), refuse);
	}
	for (const [name, parameter] of declared) {
		if (query[name] === undefined) {
			if (parameter.required) refuse(name, 'is required');
			continue;
		}
		if (name === 'cursor') continue;
		const wrong = check(shapeOf(parameter.schema), withoutDotted(query[name]), 'request');
		for (const [field, messages] of Object.entries(wrong ?? {})) {
			const full = field === 'body' ? name : `${name}.${field}`;
			if (!errors[full])
				errors[full] = messages.map((message) => message.replace(`The ${field} field`, `The ${full} field`));
		}
	}
	return Object.keys(errors).length > 0 ? { query, errors } : { query };
}

/** `externalAppData.a.b` is declared as `externalAppData` only. */
function withoutDotted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith('externalAppData.')));
}

type Refuse = (field: string, message: string) => void;

/** Puts one value where its path says, converted to the type declared there. */
function place(query: Query, path: string[], shape: Shape, text: string, field: string, refuse: Refuse): void {
	let holder: Record<string, unknown> = query;
	for (let depth = 0; ; depth++) {
		const key = path[depth];
		const rest = path.slice(depth + 1);
		if (shape.type === 'array') {
			if (rest.length !== 1 || !/^\d*$/.test(rest[0]))
				return refuse(field, `must be sent as ${path.slice(0, depth + 1).join('.')}[]`);
			const list = (holder[key] ??= []) as unknown[];
			return void list.push(convert(shape.items ?? {}, text, field, refuse));
		}
		if (shape.type === 'object') {
			if (rest.length === 0) return refuse(field, 'must be sent with a name in brackets');
			const child = childOf(shape, rest[0]);
			if (!child) return refuse(field, 'is not known here');
			holder = (holder[key] ??= {}) as Record<string, unknown>;
			shape = child;
			continue;
		}
		// A value nobody knows the form of may have names of its own.
		if (rest.length > 0 && shape.type === undefined && !shape.variants && /^[^\d]/.test(rest[0])) {
			holder = (holder[key] ??= {}) as Record<string, unknown>;
			shape = {};
			continue;
		}
		if (rest.length > 0) return refuse(field, 'does not take brackets');
		if (key in holder) return refuse(field, 'was sent twice');
		holder[key] = convert(shape, text, field, refuse);
		return;
	}
}

function childOf(shape: Shape, name: string): Shape | undefined {
	if (shape.properties?.[name]) return shape.properties[name];
	// filter[externalAppData.a.b] looks into the data a client stored.
	if (name.startsWith('externalAppData.') && shape.properties?.externalAppData) return { type: 'string' };
	return typeof shape.others === 'object' ? shape.others : shape.others ? {} : undefined;
}

function convert(shape: Shape, text: string, field: string, refuse: Refuse): unknown {
	if (field === 'cursor') return text;
	if ((text === 'null' || text === '') && shape.nullable) return null;
	if (text === '') return void refuse(field, 'must not be empty');
	const type =
		shape.format === 'integer' || shape.format === 'number' || shape.format === 'boolean' ? shape.format : shape.type;
	if (type === 'integer' && !/^-?\d+$/.test(text)) return void refuse(field, 'must be an integer');
	if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) return void refuse(field, 'must be a number');
	if (type === 'boolean' && text !== 'true' && text !== 'false') return void refuse(field, 'must be true or false');
	if (shape.type === 'integer' || shape.type === 'number') return Number(text);
	if (shape.type === 'boolean') return text === 'true';
	return text;
}
