/** Builds requests from the digest alone: a valid one for any operation, and ones that are wrong in a known way. */
import type { Operation } from '../../sandbox/digest.mts';
import { shapeOf, type Shape } from '../../sandbox/shape.mts';

/** Ids that exist: by path parameter, and by field in bodies and filters. */
export type Ids = Record<string, number | string>;

/** JSON off the wire, in a form the test knows. */
export type Wire = any;

/** Values some fields need beyond their type. */
const BY_NAME: Record<string, unknown> = {
	email: 'new.driver@example.com',
	callbackUrl: 'http://127.0.0.1:9/hook',
	base: 'EUR',
	target: 'USD',
	alphabeticCode: 'USD',
	status: undefined,
};

/** `full`: with every field that may be sent, else with the required ones only. */
export function valueFor(shape: Shape, name: string, ids: Ids, full: boolean, depth = 0): unknown {
	if (shape.variants) return valueFor(shape.variants[0], name, ids, full, depth);
	if (shape.enum) return shape.enum.find((value) => value !== null && value !== '');
	if (BY_NAME[name] !== undefined && shape.type === 'string') return BY_NAME[name];
	switch (shape.type) {
		case 'object':
			return objectFor(shape, ids, full, depth);
		case 'array':
			return [valueFor(shape.items ?? {}, name.replace(/s$/, ''), ids, full, depth + 1)];
		case 'integer':
		case 'number':
			return ids[name] === undefined ? Math.max(1, shape.minimum ?? 1) : Number(ids[name]);
		case 'boolean':
			return true;
		case 'string':
			return textFor(shape, name, ids);
		default:
			return 'anything';
	}
}

function textFor(shape: Shape, name: string, ids: Ids): string {
	if (shape.pattern)
		return shape.pattern.includes('A-Z') ? 'NL' : shape.pattern.endsWith(':\\d{2}:\\d{2}$') ? '08:00:00' : '08:00';
	if (shape.format === 'email') return 'somebody@example.com';
	if (shape.format === 'time' || (/^(start|end)s?At$/.test(name) && !/date/.test(shape.format ?? ''))) return '08:00';
	if (shape.format === 'date') return '2026-12-01';
	// The end of anything is after its start.
	if (/date-?time|datatime/.test(shape.format ?? ''))
		return /end|before|stop|until|expire/i.test(name) ? '2026-12-02T08:00:00Z' : '2026-12-01T08:00:00Z';
	if (/ur[il]/i.test(shape.format ?? '')) return 'https://example.com/x';
	if (shape.format === 'boolean') return 'true';
	if (shape.format === 'integer' || shape.format === 'number' || /Id$/.test(name)) return String(ids[name] ?? 1);
	return `${name} text`.padEnd(shape.minLength ?? 0, 'x').slice(0, shape.maxLength ?? 60);
}

function objectFor(shape: Shape, ids: Ids, full: boolean, depth: number): unknown {
	const entries = Object.entries(shape.properties ?? {}).filter(
		([own, child]) => !child.readOnly && (shape.required?.includes(own) || (full && depth < 6 && !child.deprecated)),
	);
	return Object.fromEntries(entries.map(([own, child]) => [own, valueFor(child, own, ids, full, depth + 1)]));
}

export function pathFor(operation: Operation, ids: Ids): string {
	// These three take the number of the EVSE within its charge point.
	const byNumber = /charge-point\/v1\.0\/\{chargePoint\}\/(start|reserve|unlock)\//.test(operation.path);
	return operation.path.replace(/\{([^}]+)\}/g, (_, segment: string) => {
		const name = byNumber && segment === 'evse' && typeof ids.evse === 'number' ? 'evseNetworkId' : segment;
		const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === segment);
		if (ids[name] === undefined && parameter) return String(valueFor(shapeOf(parameter.schema), name, ids, false));
		return encodeURIComponent(String(ids[name]));
	});
}

export function bodyFor(operation: Operation, ids: Ids, full: boolean): unknown {
	return operation.body && valueFor(shapeOf(operation.body.schema), 'body', ids, full);
}

/** All complete forms a body may have, choices within choices multiplied out; none when there is no choice. */
function variantsOf(shape: Shape): Shape[] {
	return shape.variants
		? shape.variants.flatMap((variant) => (variant.variants ? variantsOf(variant) : [variant]))
		: [];
}

export const variantCount = (operation: Operation): number =>
	operation.body ? variantsOf(shapeOf(operation.body.schema)).length : 0;

/** A valid body in the form of the n-th variant, counted from 0, with all its fields. */
export function variantBody(operation: Operation, ids: Ids, index: number): unknown {
	return valueFor(variantsOf(shapeOf(operation.body!.schema))[index], 'body', ids, true);
}

/** Every declared query parameter and filter with a valid value, one at a time. */
export function queriesFor(operation: Operation, ids: Ids): string[] {
	return operation.parameters
		.filter((parameter) => parameter.in === 'query')
		.flatMap((parameter) => pairs(shapeOf(parameter.schema), parameter.name, parameter.name, ids));
}

function pairs(shape: Shape, wire: string, name: string, ids: Ids): string[] {
	if (shape.type === 'object')
		return Object.entries(shape.properties ?? {}).flatMap(([own, child]) => pairs(child, `${wire}[${own}]`, own, ids));
	if (name === 'cursor') return ['cursor='];
	const isList = shape.type === 'array';
	const value = valueFor(isList ? (shape.items ?? {}) : shape, name, ids, false);
	return [`${wire}${isList ? '[]' : ''}=${encodeURIComponent(String(value))}`];
}

export interface Mistake {
	/** What is wrong. */
	kind: 'path type' | 'unknown query' | 'query type' | 'unknown field' | 'field type' | 'missing field';
	/** The field the refusal must name. */
	names: string;
	path: string;
	body?: unknown;
}

/** All the simple ways to get an operation's request wrong. */
export function mistakesIn(operation: Operation, ids: Ids): Mistake[] {
	const path = pathFor(operation, ids);
	const body = bodyFor(operation, ids, false);
	const mistakes: Mistake[] = [{ kind: 'unknown query', names: 'nonsense', path: `${path}?nonsense=1`, body }];
	for (const parameter of operation.parameters) {
		const shape = shapeOf(parameter.schema);
		if (parameter.in === 'path' && shape.type === 'integer') {
			mistakes.push({
				kind: 'path type',
				names: parameter.name,
				path: pathFor(operation, { ...ids, [parameter.name]: 'x1' }),
				body,
			});
		}
		if (parameter.in === 'query') mistakes.push(...queryMistakes(shape, parameter.name, parameter.name, path, body));
	}
	if (!operation.body) return mistakes;
	const shape = shapeOf(operation.body.schema);
	const plain = shape.type === 'array' ? shape.items! : shape;
	const wrap = (value: unknown) => (shape.type === 'array' ? [value] : value);
	const at = (name: string) => (shape.type === 'array' ? `0.${name}` : name);
	const variant = plain.variants ? firstVariant(plain) : plain;
	const valid = (shape.type === 'array' ? (body as unknown[])[0] : body) as Record<string, unknown>;
	if (!variant.others) {
		mistakes.push({ kind: 'unknown field', names: at('nonsense'), path, body: wrap({ ...valid, nonsense: 1 }) });
	}
	for (const [name, child] of Object.entries(variant.properties ?? {})) {
		if (child.readOnly) continue;
		const wrong = wrongFor(child);
		if (wrong !== undefined)
			mistakes.push({ kind: 'field type', names: at(name), path, body: wrap({ ...valid, [name]: wrong }) });
		if (variant.required?.includes(name)) {
			mistakes.push({ kind: 'missing field', names: at(name), path, body: wrap({ ...valid, [name]: undefined }) });
		}
	}
	return mistakes;
}

const firstVariant = (shape: Shape): Shape => (shape.variants ? firstVariant(shape.variants[0]) : shape);

function queryMistakes(shape: Shape, wire: string, field: string, path: string, body: unknown): Mistake[] {
	if (shape.type === 'object') {
		return Object.entries(shape.properties ?? {}).flatMap(([own, child]) =>
			queryMistakes(child, `${wire}[${own}]`, `${field}.${own}`, path, body),
		);
	}
	const one = shape.type === 'array' ? (shape.items ?? {}) : shape;
	const isFree =
		one.type === 'string' &&
		!one.enum &&
		!['integer', 'number', 'boolean', 'date', 'date-time'].includes(one.format ?? '');
	// What nobody knows the type of cannot have the wrong one.
	if (one.type === undefined) return [];
	if (isFree || one.variants) return [];
	const index = shape.type === 'array' ? '[]' : '';
	return [
		{
			kind: 'query type',
			names: shape.type === 'array' && one.enum ? `${field}.0` : field,
			path: `${path}?${wire}${index}=nonsense`,
			body,
		},
	];
}

/** A value of a type the field cannot have. */
function wrongFor(shape: Shape): unknown {
	if (shape.variants) return undefined;
	if (shape.type === 'string') return shape.enum ? 'nonsense' : { not: 'text' };
	if (shape.type === 'object' && !shape.properties) return 'nonsense';
	if (shape.type === undefined) return undefined;
	return 'nonsense';
}
