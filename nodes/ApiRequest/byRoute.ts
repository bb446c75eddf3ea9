/** What an item asks for by route: method and path as AMPECO writes them, with values of the path, a query and a body. */
import type { IDataObject } from 'n8n-workflow';
import { segmentsOf } from '../shared/catalogue';
import type { Field, FieldTable } from '../shared/catalogue';
import { INPUT_MODE, PARAMETER } from '../shared/catalogue/form';
import { FieldProblem } from '../shared/runtime/errors/errors';
import { isTool } from '../shared/runtime/run/work';
import type { Unfitted } from '../shared/runtime/run/work';
import type { Read } from '../shared/runtime/values/read';
import { shown } from '../shared/runtime/values/refuse';
import { isNoValueWord, isUnset } from '../shared/runtime/values/unset';
import { several } from '../shared/runtime/values/values';
import { ANSWER, API, BODY, METHODS } from './form';
import { wholeBody } from './given';
import type { Chosen, Given } from './given';
import { pathIn } from './route';

/** What was chosen. Throws FieldProblem. */
export function chosenByRoute(read: Read): Chosen {
	const word = String(read(API.method, 'GET')).trim().toUpperCase();
	const method = METHODS.find((one) => one === word);
	if (!method) throw new FieldProblem(`Method must be one of ${METHODS.join(', ')}, but it is ${shown(word)}.`);
	const answer = method === 'GET' ? read(API.answer, ANSWER.record) : ANSWER.record;
	return { method, ...(answer === ANSWER.list ? { paging: 'links' } : {}), isFile: answer === ANSWER.file };
}

/** What an item asks for. Throws FieldProblem. */
export function givenByRoute(work: Unfitted): Given {
	const { read } = work;
	const { method, paging, isFile } = chosenByRoute(read);
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

function bodyByRoute(work: Unfitted, { fields, values }: Given): Partial<Given> {
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

function refuseForTools({ context }: Unfitted): void {
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
