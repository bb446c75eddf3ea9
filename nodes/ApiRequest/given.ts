/** What one item asks for, by route or by an operation of the description, before it is an operation in the words of the catalogue. */
import type { Body, FieldTable, Method, Paging } from '../shared/catalogue';
import { FieldProblem } from '../shared/runtime/errors/errors';
import { jsonValue } from '../shared/runtime/values/json';
import { isUnset } from '../shared/runtime/values/unset';

/** What of it is known before its values are looked at. */
export interface Chosen {
	method: Method;
	paging?: Paging;
	isFile?: boolean;
}

/** Its facts, and its values by the names under which the runner looks for them. */
export interface Given extends Chosen {
	path: string;
	fields: { path: FieldTable; filters: FieldTable; query: FieldTable; body?: Body };
	inputMode: string;
	/** By name of a parameter or collection. */
	values: Map<string, unknown>;
}

/** The shape of a body that is given as a whole. */
export function wholeBody(json: unknown): Body {
	const value = isUnset(json) ? {} : jsonValue(json, 'JSON');
	if (Array.isArray(value) && value.length === 0) {
		throw new FieldProblem(
			'JSON is an empty array, which n8n leaves out instead of sending it. Put what is meant into it.',
		);
	}
	return Array.isArray(value) ? { kind: 'list', label: 'JSON', row: 'Row', fields: {} } : {};
}
