/** From a record to an output of its item: in its simple form where asked for, linked to the input. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Facts, Resource } from '../catalogue';
import { PARAMETER, canSimplify } from '../catalogue/form';
import type { Request } from './request';
import { switchValue } from './values';
import type { Read, Work } from './work';

export type Shape = (record: unknown) => INodeExecutionData;

/** How the records of a request become outputs of its item. */
export function shapeOf({ resource, itemIndex, read }: Work, operation: Facts, { query }: Request): Shape {
	const shape = recordShape(resource, operation, read, query);
	return (record) => ({ json: shape(record), pairedItem: { item: itemIndex } });
}

/** What is shown of a record: all, or where asked for its simple form with what the query asks for on top. */
export function recordShape(
	resource: Resource,
	operation: Facts,
	read: Read,
	query: IDataObject,
): (record: unknown) => IDataObject {
	const simple = canSimplify(resource, operation) && switchValue(read(PARAMETER.simplify, true), 'Simplify', true);
	const kept = simple ? [...(resource.simple ?? []), ...addedBy(query)] : undefined;
	return (record) => (kept ? pick(toObject(record), kept) : toObject(record));
}

/** The same output with more properties. */
export function withProperties(output: INodeExecutionData, added: IDataObject): INodeExecutionData {
	return { ...output, json: { ...output.json, ...added } };
}

/** The properties a query asks for on top: `include[]=zones` adds `zones`, `withPeriods=true` adds `periods`. */
function addedBy(query: IDataObject): string[] {
	const included = Array.isArray(query.include) ? query.include.map(String) : [];
	const flagged = Object.keys(query).filter((key) => /^with[A-Z]/.test(key) && query[key] === true);
	return [...included, ...flagged.map((key) => key[4].toLowerCase() + key.slice(5))];
}

function toObject(record: unknown): IDataObject {
	return typeof record === 'object' && record !== null && !Array.isArray(record)
		? (record as IDataObject)
		: { value: record as IDataObject['value'] };
}

function pick(record: IDataObject, properties: string[]): IDataObject {
	return Object.fromEntries(
		properties.filter((property) => property in record).map((property) => [property, record[property]]),
	);
}

/** What tells a record from others: its id, and its code where it has one. */
export function identityOf(json: IDataObject): IDataObject {
	return pick(json, ['id', 'code']);
}

/** "ID 12 (code ABC)", for messages. */
export function nameOf(json: IDataObject): string {
	const { id, code } = json;
	if (id === undefined) return 'done';
	return `ID ${String(id)}${code === undefined ? '' : ` (code ${String(code)})`}`;
}
