/**
 * What a resource file exports: a resource with its operations, each stated once by its route, its
 * fields and one sentence.
 */
import { pluralOf } from '../compile/words';
import { changedOf } from './changed';
import type { SinceLastRun } from './changed';
import type { ChoicesField, Field, FieldTable, ListField, OneOfField } from './fields';
import { withOperator } from './operatorId';
import type { OperatorPart } from './operatorId';
import { upsertOf } from './upsert';
import type { Since } from './versions';
import type { CreateOrUpdate } from './upsert';

/** What an operation does to the world; decides how it is described to people and AI tools. */
export type Effect = 'read' | 'write' | 'destructive' | 'money' | 'physical';

/**
 * How a list is paged (AMPECO has five ways):
 * `cursor` takes per_page and cursor, `page` takes per_page and page, `perPage` takes per_page alone,
 * `links` takes neither but links to a next page, `none` answers everything at once.
 */
export type Paging = 'cursor' | 'page' | 'perPage' | 'links' | 'none';

/** The plain type of each property of a record, nested ones in objects and arrays of one element. */
export type RecordShape = { [property: string]: RecordType };
export type RecordType =
	| 'text'
	| 'integer'
	| 'number'
	| 'flag'
	| 'dateTime'
	| 'date'
	| 'any'
	| RecordShape
	| [RecordType];

export interface Operation {
	/** Method and path as one literal, e.g. 'PATCH /public-api/resources/vouchers/v2.1/{voucher}'. */
	route: string;
	/** One sentence of ours: what its name does not say, and when to use its sibling instead. */
	says: string;
	/** Shown in the operation list; by default made of the key (getAll becomes "Get Many"). */
	name?: string;
	/** Sentence case, also what an AI tool is told; by default made of name and resource. */
	action?: string;
	effect: Effect;
	/** The API version that brought it, where that is later than the oldest one (versions.ts). */
	since?: Since;
	/** Only for an operation that is deprecated while its resource is not. */
	deprecated?: { use: string };
	/** Fields of path segments; by default those of the resource. */
	path?: FieldTable;
	/** A table of fields, or the field of a body that is itself an array or one of several shapes. */
	body?: FieldTable | ListField | OneOfField;
	/** Keys of the body that narrow what is acted on: one that was added must have a value, or more would be meant. */
	narrowedBy?: string[];
	/** Whether at least one of them must be given, as none would mean everything. */
	mustBeNarrowed?: boolean;
	/** `filter[...]` parameters. */
	filters?: FieldTable;
	/** Other query parameters, e.g. include. */
	query?: FieldTable;
	/** Present on lists. */
	paging?: Paging;
	/** Sent as often as the person says, one item out per record made. */
	repeat?: boolean;
	/** Set by `createOrUpdate`: the keys by which a record is looked for, each of one field or several. */
	matchBy?: string[][];
	/** Set by `sinceLastRun`: the key of the list's filter that a mark is given to. Not among `filters`. */
	changedAfter?: string;
	/** The record is read again and again until it has one of the values a person chose. */
	wait?: Wait;
	/** The record an answer holds, where it is not the resource's. */
	record?: RecordShape;
	/** A successful answer is a file, not JSON. */
	answersFile?: boolean;
	/** What a successful answer without content means, by status. By default `deleted` or `success`. */
	answers?: Record<number, { [key: string]: boolean | string }>;
	/** What to do about an `errorCode` in an answer that says it did not work. */
	refusals?: Record<string, string>;
	/** What a status means for this operation, in a sentence that says what to do. */
	hints?: Record<number, string>;
}

/** What an operation waits for. */
export interface Wait {
	/** The property of the record that is looked at. */
	property: string;
	/** The values to choose from, as a field of several choices; its default is what a person mostly wants. */
	values: ChoicesField & { preset: string[] };
	/** Values that change no more. */
	last: string[];
}

export interface Resource {
	/** Stored in workflows: never changes once released. */
	value: string;
	name: string;
	/** What a message calls one of it, where the name is longer: "charge point" for Charge Point Security. */
	noun?: string;
	/** "vouchers"; by default the name in lower case with an s. */
	plural?: string;
	/** Fields of the path segments its routes share. */
	path?: FieldTable;
	record?: RecordShape;
	/** Which parts have `operatorId` (operatorId.ts). */
	operator?: OperatorPart[];
	/** At most ten properties kept by Simplify; needed where the record has more than ten. */
	simple?: string[];
	/** Set on a deprecated version: its number and the name of the resource to use instead. */
	deprecated?: { version: string; use: string };
	operations: Record<string, Operation>;
}

type Details = Omit<Operation, 'route' | 'effect'> & { effect?: Effect };

/** A resource as its file states it. */
interface Definition extends Omit<Resource, 'operations'> {
	operations: Record<string, Operation | CreateOrUpdate | SinceLastRun>;
}

/** States a resource; a mistake is marked where it is made. */
export function resource(stated: Definition): Resource {
	const definition = withOperator(stated);
	const operations = Object.entries(definition.operations).map(([key, one]) => [key, wholeOf(definition, one)]);
	return { ...definition, operations: Object.fromEntries(operations) as Record<string, Operation> };
}

/** An operation that is stated, or made of others. */
function wholeOf(
	{ name, plural = pluralOf(name), operations }: Definition,
	stated: Definition['operations'][string],
): Operation {
	if ('route' in stated) return stated;
	const others = operations as Record<string, Operation>;
	return 'matchBy' in stated ? upsertOf(name, others, stated) : changedOf(plural, others.getAll, stated);
}

export function get(route: `GET ${string}`, details: Details): Operation {
	return { effect: 'read', ...details, route };
}

export function getMany(route: `GET ${string}`, details: Details & { paging: Paging }): Operation {
	return { effect: 'read', ...details, route };
}

export function create(route: `POST ${string}`, details: Details): Operation {
	return { effect: 'write', ...details, route };
}

/** The same create, sent a chosen number of times. */
export function createMany(route: `POST ${string}`, details: Details): Operation {
	return { effect: 'write', ...details, route, repeat: true };
}

/** Sends what is set and leaves the rest as it is. */
export function update(route: `PATCH ${string}`, details: Details): Operation {
	return { effect: 'write', ...details, route };
}

/** Replaces the whole record. */
export function replace(route: `PUT ${string}`, details: Details): Operation {
	return { effect: 'write', ...details, route };
}

/** Reads a record until it has one of the values a person chose, or the time is over. */
export function waitFor(route: `GET ${string}`, wait: Wait, details: Details): Operation {
	return { effect: 'read', ...details, route, wait };
}

export function remove(route: `DELETE ${string}`, details: Details): Operation {
	return { effect: 'destructive', record: { deleted: 'flag' }, ...details, route };
}

/** Everything that is not plain record keeping. Unless it says otherwise it is answered without content. */
export function action(route: string, details: Details & { effect: Effect }): Operation {
	return { record: { success: 'flag' }, ...details, route };
}

/** The method of an operation's route. */
export function methodOf(operation: Operation): 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' {
	return operation.route.split(' ')[0] as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
}

/** The path of an operation's route, with its `{segments}`. */
export function pathOf(operation: Operation): string {
	return operation.route.slice(operation.route.indexOf(' ') + 1);
}

/** The names in braces of a path, in order. */
export function segmentsOf(path: string): string[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
}

/** The fields of an operation's path, in the order of the path. Throws when one has no field. */
export function pathFields(resource: Resource, operation: Operation): FieldTable {
	const table = { ...resource.path, ...operation.path };
	return Object.fromEntries(
		segmentsOf(pathOf(operation)).map((segment): [string, Field] => {
			const field = table[segment];
			if (!field) throw new Error(`${resource.value}: no field for {${segment}} of ${operation.route}`);
			return [segment, field];
		}),
	);
}

/** Whether the body is a table of fields (not a list or a choice of shapes, nor absent). */
export function isTable(body: Operation['body']): body is FieldTable {
	return body !== undefined && !isField(body);
}

/** Whether the body is one field: an array, or one of several shapes. */
export function isField(body: Operation['body']): body is ListField | OneOfField {
	return body !== undefined && typeof (body as { kind?: unknown }).kind === 'string';
}
