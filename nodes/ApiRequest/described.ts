/**
 * What AMPECO's description says of the operations of its API, as far as a form needs it: an OpenAPI file in JSON becomes a list
 * of operations, each with its fields laid flat.
 */
import type { Paging } from '../shared/catalogue';
import { FieldProblem } from '../shared/runtime/errors/errors';
import { isObject } from '../shared/runtime/values/objects';
import { DEEPEST_NAME } from './fields';
import type { DescribedField, FieldType } from './fields';
import { METHODS } from './form';
import { isRoute } from './route';

export interface DescribedOperation {
	/** Method and path: "GET /public-api/resources/sessions/v1.0". */
	route: string;
	/** In AMPECO's words. */
	summary: string;
	deprecated: boolean;
	/** Of the versions of one collection the highest that is not deprecated, where there are several. */
	newest: boolean;
	/** How its list is paged; undefined where it answers no list. */
	paging?: Paging;
	fields: DescribedField[];
}

type Json = Record<string, unknown>;

/** What pages are asked for by: the node sets it by itself. */
const PAGE_PARAMETERS = ['cursor', 'page', 'per_page'];

/** Texts of a form. A flag in a query is text by its nature. */
const TEXT_TYPES: Record<string, FieldType | undefined> = { 'date-time': 'dateTime', date: 'date', boolean: 'flag' };

/** References that lead to one another, and objects in objects, until it counts as endless. */
const DEEPEST = 20;

/** References, parts and properties that are looked at, some 40 times as many as AMPECO's file has: a small file can unfold without end. */
const MOST_STEPS = 500_000;

/**
 * The operations of an OpenAPI file under /public-api/.
 *
 * @throws FieldProblem where it is none
 */
export function operationsIn(file: unknown): DescribedOperation[] {
	if (!isObject(file) || !isObject(file.paths)) {
		throw new FieldProblem('The description is no OpenAPI file in JSON. Correct Description Address or Description.');
	}
	const reader = new Reader(file);
	const operations = Object.entries(file.paths).flatMap(([path, item]) =>
		isRoute(path) ? reader.operationsOf(path, item) : [],
	);
	if (operations.length === 0) {
		throw new FieldProblem('The description has no operation under /public-api/. Correct Description Address.');
	}
	markNewest(operations);
	return operations;
}

/** The version in a path, as "v2.1". */
const VERSION = /\/v(\d+)\.(\d+)(?=\/|$)/;

function markNewest(operations: DescribedOperation[]): void {
	const byCollection = new Map<string, DescribedOperation[]>();
	for (const operation of operations) {
		const collection = operation.route.replace(VERSION, '/v').replace(/\{[^}]*\}/g, '{}');
		const versions = byCollection.get(collection);
		if (versions) versions.push(operation);
		else byCollection.set(collection, [operation]);
	}
	for (const versions of byCollection.values()) {
		const [newest, other] = versions.sort((one, another) => versionOf(another) - versionOf(one));
		if (other && !newest.deprecated) newest.newest = true;
	}
}

function versionOf({ route }: DescribedOperation): number {
	const [, major = '0', minor = '0'] = VERSION.exec(route) ?? [];
	return Number(major) * 1000 + Number(minor);
}

/** Reads one file; what is not as OpenAPI has it is passed over. */
class Reader {
	private steps = 0;

	constructor(private readonly file: Json) {}

	/** @throws FieldProblem where the file unfolds into more than a form could hold */
	private step(count = 1): void {
		this.steps += count;
		if (this.steps > MOST_STEPS) throw new FieldProblem('The description is too intricate to be read.');
	}

	operationsOf(path: string, given: unknown): DescribedOperation[] {
		const item = this.resolved(given);
		return METHODS.filter((method) => isObject(item[method.toLowerCase()])).map((method) => {
			const operation = item[method.toLowerCase()] as Json;
			const parameters = [...arrayOf(item.parameters), ...arrayOf(operation.parameters)].map((one) =>
				this.resolved(one),
			);
			const summary = typeof operation.summary === 'string' ? operation.summary : '';
			return {
				route: `${method} ${path}`,
				summary,
				deprecated: operation.deprecated === true,
				newest: false,
				paging: method === 'GET' ? this.pagingOf(operation, parameters) : undefined,
				fields: [
					...this.pathFields(path, parameters),
					...parameters.flatMap((parameter) => this.queryFields(parameter)),
					...this.bodyFields(operation),
				],
			};
		});
	}

	private pathFields(path: string, parameters: Json[]): DescribedField[] {
		return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => {
			this.step(parameters.length);
			const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
			const { type } = this.typeOf(this.resolved(parameter?.schema));
			return { place: 'path', name: [name], type: type === 'integer' ? type : 'text', required: true };
		});
	}

	private queryFields(parameter: Json): DescribedField[] {
		const { name } = parameter;
		if (parameter.in !== 'query' || typeof name !== 'string') return [];
		if (PAGE_PARAMETERS.includes(name)) return [];
		const plain = name.replace(/\[\]$/, '');
		const required = parameter.required === true;
		const schema = this.merged(parameter.schema);
		if (plain === 'filter') return this.flat(schema, 'filter', [], required);
		return isObject(schema.properties)
			? this.flat(schema, 'query', [plain], required)
			: [this.fieldOf(schema, 'query', [plain], required)];
	}

	private bodyFields(operation: Json): DescribedField[] {
		const body = this.resolved(operation.requestBody);
		const schema = this.merged(this.jsonSchema(body.content));
		if (Object.keys(schema).length === 0) return [];
		if (isObject(schema.properties) && !hasShapes(schema)) return this.flat(schema, 'body', [], true);
		return [{ place: 'body', name: [], type: 'json', required: body.required === true }];
	}

	/** The fields of an object, those of objects inside it among them. */
	private flat(schema: Json, place: DescribedField['place'], around: string[], isGiven: boolean): DescribedField[] {
		const needed = new Set(arrayOf(schema.required));
		return Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([key, given]) => {
			const inner = this.merged(given);
			if (inner.readOnly === true) return [];
			const name = [...around, key];
			const required = isGiven && needed.has(key);
			const isPlain = isObject(inner.properties) && !hasShapes(inner) && Object.keys(inner.properties).length > 0;
			return isPlain && name.length < DEEPEST_NAME
				? this.flat(inner, place, name, required)
				: [this.fieldOf(inner, place, name, required)];
		});
	}

	private fieldOf(schema: Json, place: DescribedField['place'], name: string[], required: boolean): DescribedField {
		return { place, name, required, ...this.typeOf(schema) };
	}

	private typeOf(schema: Json): Pick<DescribedField, 'type' | 'nullable' | 'options'> {
		const types = [schema.type].flat().filter((type) => type !== 'null');
		const options = arrayOf(schema.enum).filter((value) => ['string', 'number', 'boolean'].includes(typeof value));
		this.step(options.length);
		const nullable = schema.nullable === true || [schema.type].flat().includes('null');
		return {
			type: types.length > 1 || hasShapes(schema) ? this.typeOfShapes(schema) : this.plainType(types[0], schema),
			...(nullable ? { nullable } : {}),
			...(options.length > 0 ? { options: options.map(String) } : {}),
		};
	}

	/** Several plain types are any of them, anything else is given as JSON. */
	private typeOfShapes(schema: Json): FieldType {
		const shapes = [...arrayOf(schema.oneOf), ...arrayOf(schema.anyOf)].map((one) => this.merged(one));
		const types = [schema.type, ...shapes.map(({ type }) => type)].flat();
		return types.some((type) => type === 'object' || type === 'array') || shapes.some(hasShapes) ? 'json' : 'any';
	}

	private plainType(type: unknown, schema: Json): FieldType {
		switch (type) {
			case 'integer':
			case 'number':
				return type;
			case 'boolean':
				return 'flag';
			case 'array': {
				const inner = this.plainType(this.merged(schema.items).type, {});
				return inner === 'text' ? 'texts' : inner === 'integer' ? 'integers' : inner === 'number' ? 'numbers' : 'json';
			}
			case 'string':
				return TEXT_TYPES[String(schema.format)] ?? 'text';
			case 'object':
				return 'json';
			default:
				return 'any';
		}
	}

	/** Where the answer's records lie in an array; how the pages are asked for is what the operation takes. */
	private pagingOf(operation: Json, parameters: Json[]): Paging | undefined {
		const responses = isObject(operation.responses) ? operation.responses : {};
		const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? [];
		const answer = this.merged(this.jsonSchema(this.resolved(success).content));
		const properties = isObject(answer.properties) ? answer.properties : {};
		const data = this.merged(properties.data);
		if (answer.type !== 'array' && data.type !== 'array') return undefined;
		const takes = (name: string) => parameters.some((one) => one.in === 'query' && one.name === name);
		if (takes('cursor')) return 'cursor';
		if (takes('page')) return 'page';
		if (takes('per_page')) return 'perPage';
		return 'links' in properties || 'meta' in properties ? 'links' : 'none';
	}

	private jsonSchema(content: unknown): unknown {
		if (!isObject(content)) return undefined;
		const [, media] = Object.entries(content).find(([type]) => /json/i.test(type)) ?? [];
		return isObject(media) ? media.schema : undefined;
	}

	/** A schema with what it refers to and all parts of it in one. */
	private merged(given: unknown, depth = 0): Json {
		const schema = this.resolved(given);
		const parts = arrayOf(schema.allOf);
		if (parts.length === 0 || depth > DEEPEST) return schema;
		const own = { ...schema };
		delete own.allOf;
		return [...parts.map((part) => this.merged(part, depth + 1)), own].reduce<Json>(
			(whole, part) => this.joined(whole, part),
			{},
		);
	}

	private joined(whole: Json, part: Json): Json {
		const properties =
			isObject(whole.properties) || isObject(part.properties)
				? { ...(whole.properties as Json | undefined), ...(part.properties as Json | undefined) }
				: undefined;
		const required = [...arrayOf(whole.required), ...arrayOf(part.required)];
		this.step(1 + Object.keys(properties ?? {}).length + required.length);
		return { ...whole, ...part, ...(properties ? { properties } : {}), required };
	}

	/** What a reference leads to inside the file; an empty object where that is nothing. */
	private resolved(given: unknown): Json {
		let current = given;
		this.step();
		for (let depth = 0; depth < DEEPEST && isObject(current) && typeof current.$ref === 'string'; depth += 1) {
			const way = current.$ref.startsWith('#/') ? current.$ref.slice(2).split('/') : [];
			current = way
				.map((part) => decoded(part).replace(/~1/g, '/').replace(/~0/g, '~'))
				.reduce<unknown>((inner, part) => (isObject(inner) ? inner[part] : undefined), this.file);
			this.step(way.length);
		}
		return isObject(current) && current.$ref === undefined ? current : {};
	}
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** Whether one of several shapes is meant. */
function hasShapes(schema: Json): boolean {
	return arrayOf(schema.oneOf).length > 0 || arrayOf(schema.anyOf).length > 0;
}

function arrayOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
