/** What an item asks for by an operation of AMPECO's description, with values in n8n's mapper. */
import type { IDataObject } from 'n8n-workflow';
import { segmentsOf } from '../shared/catalogue';
import type { Body, FieldTable, Method, Paging } from '../shared/catalogue';
import { INPUT_MODE, PARAMETER } from '../shared/catalogue/form';
import { FieldProblem } from '../shared/runtime/errors/errors';
import type { Unfitted } from '../shared/runtime/run/work';
import { isObject } from '../shared/runtime/values/objects';
import type { Read } from '../shared/runtime/values/read';
import { shown } from '../shared/runtime/values/refuse';
import { isNoValueWord, isUnset, unwrapLocator } from '../shared/runtime/values/unset';
import { several } from '../shared/runtime/values/values';
import { fieldOf, keyOf, tableOf } from './fields';
import type { DescribedField } from './fields';
import { API, METHODS, PAGINGS } from './form';
import { wholeBody } from './given';
import type { Chosen, Given } from './given';
import { pathIn } from './route';

/** Method, path and paging of what was chosen from the description: "GET /public-api/resources/users/v1.0 cursor". */
export function chosenByDescription(read: Read): Chosen & { path: string } {
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

/** What n8n stores of a mapper. */
interface Mapper {
	mappingMode?: string;
	value?: IDataObject | null;
	schema?: unknown;
}

/** What an item asks for. Throws FieldProblem. */
export function givenByDescription(work: Unfitted): Given {
	const { read } = work;
	const { method, path, paging } = chosenByDescription(read);
	// As a whole, since n8n checks the values by themselves in words of its own.
	const { mappingMode, value, schema } = (read(API.values, {}) ?? {}) as Mapper;
	const isMapped = mappingMode === 'autoMapInputData';
	const entered = isMapped ? {} : (value ?? {});
	const fields = knownFields(schema, Object.keys(entered));
	if (isMapped && fields.length === 0) {
		throw new FieldProblem('The fields of the operation are not known. Open the node, and choose the operation again.');
	}
	const valuesAt = addedIn(work, entered);
	const whole = fields.find((field) => field.place === 'body' && field.name.length === 0);
	const json = whole && valuesAt('body').find(([key]) => key === keyOf(whole))?.[1];
	if (isMapped && (whole || !takesBody(fields))) {
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
			body: whole ? bodyAsWhole(whole, json) : takesBody(fields) ? tableOf(fields, 'body') : undefined,
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

/** The values that were added, by place. What nobody touched is null, and so is what an expression gives in vain: that one was added. */
function addedIn(
	{ context }: Unfitted,
	entered: IDataObject,
): (place: DescribedField['place']) => Array<[string, unknown]> {
	const raw = context.getNode().parameters[API.values] as { value?: unknown } | undefined;
	const written = (isObject(raw?.value) ? raw.value : {}) as IDataObject;
	const isAdded = (id: string) => !isUnset(entered[id]) || String(written[id] ?? '').startsWith('=');
	const added = Object.entries(entered).filter(([id]) => isAdded(id));
	return (place) =>
		added.flatMap(([id, value]): Array<[string, unknown]> => {
			const field = fieldOf(id);
			return field?.place === place ? [[keyOf(field), value]] : [];
		});
}

function takesBody(fields: DescribedField[]): boolean {
	return fields.some(({ place }) => place === 'body');
}

function bodyAsWhole({ required }: DescribedField, json: unknown): Body | undefined {
	return isUnset(json) && !required ? undefined : wholeBody(json);
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
