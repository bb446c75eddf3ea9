/**
 * Makes an operation, in the words of the catalogue, of what stands in the form for one item, and a way to read its values: so
 * any route is prepared, sent and told of in the same way as the operations that have a form of their own.
 */
import type { IDataObject } from 'n8n-workflow';
import { segmentsOf } from '../shared/catalogue';
import type { Field, FieldTable, Method, Operation, Paging, Resource } from '../shared/catalogue';
import { INPUT_MODE, OUTPUT, PARAMETER } from '../shared/catalogue/form';
import { FieldProblem } from '../shared/runtime/errors';
import type { Fit } from '../shared/runtime/item';
import { jsonValue } from '../shared/runtime/json';
import { isObject } from '../shared/runtime/objects';
import { shown } from '../shared/runtime/refuse';
import { isNoValueWord, isUnset, unwrapLocator } from '../shared/runtime/unset';
import { several } from '../shared/runtime/values';
import { isTool } from '../shared/runtime/work';
import type { Read, Work } from '../shared/runtime/work';
import { fieldOf, keyOf, tableOf } from './fields';
import type { DescribedField } from './fields';
import { METHODS, pathIn } from './route';

/** Names of parameters; stored in workflows. */
export const API = {
	request: 'request',
	method: 'method',
	route: 'route',
	pathValues: 'pathValues',
	queryParameters: 'queryParameters',
	body: 'body',
	answer: 'answer',
	describedOperation: 'describedOperation',
	values: 'values',
	descriptionAddress: 'descriptionAddress',
	description: 'description',
} as const;

export const REQUEST = { route: 'route', description: 'description' } as const;
export const ANSWER = { record: 'record', list: 'list', file: 'file' } as const;
export const BODY = { none: 'none', json: 'json', item: 'item' } as const;

/** Ways in which lists are paged, as the name of an operation ends with them. */
export const PAGINGS: Paging[] = ['cursor', 'page', 'perPage', 'links', 'none'];

/** What an item asks for: its facts, and its values by the names under which the runner looks for them. */
interface Given {
	method: Method;
	path: string;
	paging?: Paging;
	isFile?: boolean;
	fields: { path: FieldTable; filters: FieldTable; query: FieldTable; body?: FieldTable | Field };
	inputMode: string;
	/** By name of a parameter or collection. */
	values: Map<string, unknown>;
}

/** The operation of a run by its first item: of which kind it is, and by which method. What is wrong with it, each item tells. */
export function operationOfRun(read: Read): Operation {
	try {
		const { method, paging } = isDescribed(read) ? chosen(read) : byRoute(read);
		return operationOf({ method, path: '/public-api/', paging });
	} catch {
		return operationOf({ method: 'GET', path: '/public-api/' });
	}
}

function isDescribed(read: Read): boolean {
	return read(API.request, REQUEST.route) === REQUEST.description;
}

/** What one item asks for. */
export const fit: Fit = (work) => {
	const { read } = work;
	const given = isDescribed(read) ? givenByDescription(work) : givenByRoute(work);
	return {
		operation: operationOf(given),
		work: {
			...work,
			resource: resourceOf(read),
			read: (name, fallback) => {
				if (name === PARAMETER.inputMode) return given.inputMode;
				return given.values.has(name) ? given.values.get(name) : read(name, fallback);
			},
		},
	};
};

function operationOf({
	method,
	path,
	paging,
	isFile,
	fields,
}: Pick<Given, 'method' | 'path' | 'paging' | 'isFile'> & { fields?: Given['fields'] }): Operation {
	const facts = {
		route: `${method} ${path}`,
		says: '',
		effect: method === 'GET' ? ('read' as const) : method === 'DELETE' ? ('destructive' as const) : ('write' as const),
		path: fields?.path,
		filters: fields?.filters,
		query: fields?.query,
		body: fields?.body as Operation['body'],
		// An answer without content is as good as any.
		...(method === 'GET' ? {} : { record: {} }),
		...(isFile ? { answersFile: true } : {}),
	};
	return paging === undefined ? { kind: 'once', ...facts } : { kind: 'list', several: true, paging, ...facts };
}

/** Of a record nothing is known but what is asked of it. */
function resourceOf(read: Read): Resource {
	const selects = read(PARAMETER.output, OUTPUT.raw) === OUTPUT.selected;
	const names = selects ? several(read(PARAMETER.fields, '')).map((name) => String(name).split('.')[0]) : [];
	return {
		value: 'apiRequest',
		name: 'Record',
		operations: {},
		simple: [],
		...(selects ? { record: Object.fromEntries(names.map((name) => [name, 'any' as const])) } : {}),
	};
}

/** Method, path and paging of what was chosen from the description: "GET /public-api/resources/users/v1.0 cursor". */
function chosen(read: Read): Pick<Given, 'method' | 'path' | 'paging'> {
	const value = unwrapLocator(read(API.describedOperation, ''));
	if (isUnset(value) || isNoValueWord(value)) {
		throw new FieldProblem('Operation is missing. Choose one from the list.', 'missing');
	}
	const [word = '', path = '', paging, ...others] = String(value).trim().split(/\s+/);
	const method = METHODS.find((one) => one === word.toUpperCase());
	const isKnown = paging === undefined || PAGINGS.includes(paging as Paging);
	if (!method || !isKnown || others.length > 0 || (paging !== undefined && method !== 'GET')) {
		throw new FieldProblem(
			`Operation must be one such as "GET /public-api/resources/users/v1.0", but it is ${shown(value)}.`,
		);
	}
	return { method, path: pathIn(path, method), paging: paging as Paging | undefined };
}

function byRoute(read: Read): Pick<Given, 'method' | 'paging' | 'isFile'> {
	const word = String(read(API.method, 'GET')).trim().toUpperCase();
	const method = METHODS.find((one) => one === word);
	if (!method) throw new FieldProblem(`Method must be one of ${METHODS.join(', ')}, but it is ${shown(word)}.`);
	const answer = method === 'GET' ? read(API.answer, ANSWER.record) : ANSWER.record;
	return { method, ...(answer === ANSWER.list ? { paging: 'links' } : {}), isFile: answer === ANSWER.file };
}

function givenByRoute(work: Work): Given {
	const { read } = work;
	const { method, paging, isFile } = byRoute(read);
	const path = pathIn(read(API.route, ''), method);
	const { table, values } = queryOf(read);
	const segments = rowsOf(read(API.pathValues, {}), 'Path Values');
	const names = segments.map(({ name }) => name);
	const twice = names.find((name, index) => names.indexOf(name) < index);
	if (twice !== undefined) throw new FieldProblem(`Path Values has "${twice}" twice. Remove one of them.`);
	const unused = segments.find(({ name }) => !path.includes(`{${name}}`));
	if (unused)
		throw new FieldProblem(`Path Values has "${unused.name}", but Route has no {${unused.name}}. Correct one of them.`);
	const given: Given = {
		method,
		path,
		paging,
		isFile,
		fields: {
			path: Object.fromEntries(
				segmentsOf(path).map((name) => [name, { kind: 'text', label: `Path Values > ${name}` }]),
			),
			filters: {},
			query: table,
		},
		inputMode: INPUT_MODE.fields,
		values: new Map<string, unknown>([
			[PARAMETER.options, values],
			[PARAMETER.filters, {}],
		]),
	};
	for (const name of segmentsOf(path)) given.values.set(name, undefined);
	for (const { name, value } of segments) given.values.set(name, value);
	return method === 'GET' ? given : { ...given, ...bodyByRoute(work, given) };
}

function bodyByRoute(work: Work, { fields, values }: Given): Partial<Given> {
	const { read } = work;
	const way = read(API.body, BODY.none);
	if (way === BODY.none) return {};
	if (way === BODY.json) {
		const json = read(PARAMETER.jsonBody, '');
		values.set(PARAMETER.jsonBody, json);
		return { inputMode: INPUT_MODE.json, fields: { ...fields, body: wholeBody(json) } };
	}
	if (way !== BODY.item) throw new FieldProblem(`Body has no choice named ${shown(way)}. Choose one from the list.`);
	refuseForTools(work);
	const columns = Object.entries(work.item).filter(([, value]) => !isUnset(value));
	checkColumns(columns.map(([name]) => name));
	values.set(PARAMETER.additionalFields, work.item);
	values.set(PARAMETER.updateFields, work.item);
	return {
		fields: {
			...fields,
			body: Object.fromEntries(
				// As they are: nothing is known of the types that AMPECO takes.
				columns.map(([name, value]) => [
					name,
					{ kind: typeof value === 'string' ? 'text' : 'json', label: name, wire: name.split('.') },
				]),
			),
		},
	};
}

/** Names of columns are ways into objects: each leads somewhere, and none through a value of another. */
function checkColumns(names: string[]): void {
	const nameless = names.find((name) => name.split('.').includes(''));
	if (nameless !== undefined) {
		throw new FieldProblem(
			`The column "${nameless}" has no name beside a full stop. Rename it as AMPECO calls it, or remove it.`,
		);
	}
	const [outer, inner] = throughAnother(names.map((name): [string, string[]] => [name, name.split('.')])) ?? [];
	if (outer === undefined) return;
	throw new FieldProblem(`The columns "${outer}" and "${inner}" both mean ${outer}. Remove one of the two.`);
}

/** Two names of which one's way goes through the other's value, so that only one could be sent. */
function throughAnother(ways: Array<[string, string[]]>): [string, string] | undefined {
	const ends = new Map(ways.map(([name, way]) => [JSON.stringify(way), name]));
	for (const [name, way] of ways) {
		for (let length = 1; length < way.length; length += 1) {
			const outer = ends.get(JSON.stringify(way.slice(0, length)));
			if (outer !== undefined) return [outer, name];
		}
	}
	return undefined;
}

/** The shape of a body that is given as a whole. */
function wholeBody(json: unknown): FieldTable | Field {
	const value = isUnset(json) ? {} : jsonValue(json, 'JSON');
	if (Array.isArray(value) && value.length === 0) {
		throw new FieldProblem(
			'JSON is an empty array, which n8n leaves out instead of sending it. Put what is meant into it.',
		);
	}
	return Array.isArray(value) ? { kind: 'list', label: 'JSON', row: 'Row', fields: {} } : {};
}

function refuseForTools({ context }: Work): void {
	if (!isTool(context)) return;
	throw new FieldProblem(
		'The body cannot come from the input item in a tool, as a model could then set anything. Give it as JSON.',
	);
}

/** Rows of a name and a value each. */
function rowsOf(given: unknown, label: string): Array<{ name: string; value: unknown }> {
	const { rows = [] } = (given ?? {}) as { rows?: Array<{ name?: unknown; value?: unknown }> };
	return rows.map(({ name, value }) => {
		if (isUnset(name)) throw new FieldProblem(`${label} has an entry without a name. Fill it in, or remove the entry.`);
		return { name: String(name).trim(), value };
	});
}

/** The query as fields: `filter[userId]` is the way to a value, `include[]` one of several. */
function queryOf(read: Read): { table: FieldTable; values: IDataObject } {
	const fields = new Map<string, { field: Field & { wire: string[] }; value: unknown }>();
	for (const { name, value } of rowsOf(read(API.queryParameters, {}), 'Query Parameters')) {
		const label = `Query Parameters > ${name}`;
		const wire = name.split(/\[|\]\[|\]/).filter((part) => part !== '');
		// What every object has by itself would not be sent.
		if (!/^[\w.~-]+(\[[\w.~-]+\])*(\[\])?$/.test(name) || wire.some((part) => part in {})) {
			throw new FieldProblem(`${label} is no name such as filter[userId] or include[]. Correct it.`);
		}
		const isOneOfMany = name.endsWith('[]') || Array.isArray(value);
		const given = isOneOfMany ? several(value) : [value];
		if (given.every((one) => isUnset(one) || isNoValueWord(one))) {
			throw new FieldProblem(`${label} gives no value, so more could be meant. Give it one, or remove the entry.`);
		}
		const plain = name.replace(/\[\]$/, '');
		const known = fields.get(plain);
		if (known && !(isOneOfMany && known.field.kind === 'values')) {
			throw new FieldProblem(`${label} is given twice. Remove one of them, or call both ${plain}[].`);
		}
		fields.set(
			plain,
			isOneOfMany
				? {
						field: { kind: 'values', type: 'text', label, wire },
						value: [...((known?.value ?? []) as unknown[]), ...given],
					}
				: { field: { kind: 'text', label, wire }, value },
		);
	}
	const all = [...fields];
	const [outer, inner] = throughAnother(all.map(([name, { field }]) => [name, field.wire])) ?? [];
	if (outer !== undefined) {
		throw new FieldProblem(`Query Parameters cannot have both ${outer} and ${inner}. Remove one of them.`);
	}
	return {
		table: Object.fromEntries(all.map(([name, { field }]) => [name, field])),
		values: Object.fromEntries(all.map(([name, { value }]) => [name, value])) as IDataObject,
	};
}

/** What n8n stores of a mapper. */
interface Mapper {
	mappingMode?: string;
	value?: IDataObject | null;
	schema?: unknown;
}

function givenByDescription(work: Work): Given {
	const { read, context } = work;
	const { method, path, paging } = chosen(read);
	// As a whole, since n8n checks the values by themselves in words of its own.
	const { mappingMode, value, schema } = (read(API.values, {}) ?? {}) as Mapper;
	const isMapped = mappingMode === 'autoMapInputData';
	const entered = isMapped ? {} : (value ?? {});
	const fields = knownFields(schema, Object.keys(entered));
	if (isMapped && fields.length === 0) {
		throw new FieldProblem('The fields of the operation are not known. Open the node, and choose the operation again.');
	}
	const raw = context.getNode().parameters[API.values] as { value?: unknown } | undefined;
	const written = (isObject(raw?.value) ? raw.value : {}) as IDataObject;
	// What nobody touched is null, and so is what an expression gives in vain: only that one was added.
	const isAdded = (id: string) => !isUnset(entered[id]) || String(written[id] ?? '').startsWith('=');
	const added = new Map(Object.entries(entered).filter(([id]) => isAdded(id)));
	const valuesAt = (place: DescribedField['place']) =>
		[...added].flatMap(([id, value]): Array<[string, unknown]> => {
			const field = fieldOf(id);
			return field?.place === place ? [[keyOf(field), value]] : [];
		});
	const whole = fields.find((field) => field.place === 'body' && field.name.length === 0);
	const json = whole && valuesAt('body').find(([key]) => key === keyOf(whole))?.[1];
	const takesBody = fields.some((field) => field.place === 'body');
	if (isMapped && (!takesBody || whole)) {
		throw new FieldProblem('This operation takes no fields from the item. Choose Map Each Column Manually.');
	}
	const body = Object.fromEntries(valuesAt('body'));
	const cleared = clearedBy(read, method, fields, isMapped);
	const collection = { ...body, ...(cleared.length > 0 ? { [PARAMETER.fieldsToClear]: cleared } : {}) };
	return {
		method,
		path,
		paging,
		fields: {
			path: pathTable(path, fields),
			filters: tableOf(fields, 'filter'),
			query: tableOf(fields, 'query'),
			body: whole
				? isUnset(json) && !whole.required
					? undefined
					: wholeBody(json)
				: takesBody
					? tableOf(fields, 'body')
					: undefined,
		},
		inputMode: whole ? INPUT_MODE.json : isMapped ? INPUT_MODE.item : INPUT_MODE.fields,
		values: new Map<string, unknown>([
			...segmentsOf(path).map((name): [string, unknown] => [name, undefined]),
			...valuesAt('path').map(([key, value]): [string, unknown] => [key.slice('path/'.length), value]),
			...Object.entries(body),
			...valuesAt('query'),
			...valuesAt('filter'),
			[PARAMETER.filters, Object.fromEntries(valuesAt('filter'))],
			[PARAMETER.options, Object.fromEntries(valuesAt('query'))],
			[PARAMETER.additionalFields, collection],
			[PARAMETER.updateFields, collection],
			[PARAMETER.jsonBody, json],
		]),
	};
}

/** The keys of the fields that an update is to empty. */
function clearedBy(read: Read, method: Method, fields: DescribedField[], isMapped: boolean): string[] {
	const names = several(read(`${PARAMETER.options}.${PARAMETER.fieldsToClear}`, '')).map(String);
	if (names.length === 0) return [];
	if (isMapped || !['PATCH', 'PUT'].includes(method)) {
		const why = isMapped ? 'values are mapped automatically' : 'the operation changes no record';
		throw new FieldProblem(`Fields to Clear can clear nothing here, as ${why}. Remove it from Options.`);
	}
	return names.map((name) => {
		const key = keyOf({ place: 'body', name: name.split('.') });
		const isClearable = fields.some((field) => field.nullable === true && keyOf(field) === key);
		if (isClearable) return key;
		throw new FieldProblem(
			`Fields to Clear has "${name}", which is no field that AMPECO's description lets be empty. Correct or remove it.`,
		);
	});
}

/** The fields that the form has stored, and those that a value is given for. */
function knownFields(schema: unknown, ids: string[]): DescribedField[] {
	const stored = Array.isArray(schema) ? schema.map((one) => String((one as { id?: unknown } | null)?.id)) : [];
	return [...new Set([...stored, ...ids])].map((id) => {
		const field = fieldOf(id);
		if (!field) throw new FieldProblem(`Values has no field named ${shown(id)}. Choose the operation again.`);
		return field;
	});
}

/** The names in the path, as the description has them or as text. */
function pathTable(path: string, fields: DescribedField[]): FieldTable {
	const known = tableOf(fields, 'path');
	return Object.fromEntries(
		segmentsOf(path).map((name) => [name, known[`path/${name}`] ?? { kind: 'text', label: `{${name}}` }]),
	);
}
