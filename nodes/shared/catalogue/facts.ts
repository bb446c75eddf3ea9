/** Facts that operations of every kind state. */
import type { FieldTable, ListField, OneOfField } from './fields';
import type { Since } from './versions';

/** What an operation does to the world; decides how it is described to people and AI tools. */
export type Effect = 'read' | 'write' | 'destructive' | 'money' | 'physical';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

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

/**
 * A property of a record's simple form (simple.ts): the way to it in the record, as "partner.id", or under another name the
 * ways, of which the first that leads to a value counts.
 */
export type Simple = string | { [name: string]: string | string[] };

/** A table of fields, or the field of a body that is itself an array or one of several shapes. */
export type Body = FieldTable | ListField | OneOfField;

export interface Facts {
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
	/** What does the same on a tenant that is older than `since`: "Replace", "AMPECO Older Versions > User". */
	before?: string;
	/** Only for an operation that is deprecated while its resource is not. */
	deprecated?: { use: string };
	/** Fields of path segments; by default those of the resource. */
	path?: FieldTable;
	body?: Body;
	/** Keys of the body that narrow what is acted on: one that was added must have a value, or more would be meant. */
	narrowedBy?: string[];
	/**
	 * What is acted on with none of them, and with some. The wide meaning must then be chosen: what an expression or n8n left
	 * out would else choose it.
	 */
	applyTo?: { label?: string; all: string; some: string };
	/** `filter[...]` parameters. */
	filters?: FieldTable;
	/** Filters that it sets by itself, so that they are not offered, and are refused among Other Filters. */
	ownFilters?: FieldTable;
	/** Other query parameters, e.g. include. */
	query?: FieldTable;
	/** The record an answer holds, where it is not the resource's. */
	record?: RecordShape;
	/** What the kind of operation adds to each record it gives. */
	adds?: RecordShape;
	/** Set where one item may give several records: its action speaks of them in the plural, and a model is told when there are more. */
	several?: boolean;
	/** What n8n's builder of workflows is told: what it needs beside it, or takes the place of. */
	builderHint?: string;
	/** Makes several records, one request each: what an execution did in part, the next one goes on with. */
	inParts?: true;
	/** Looks whether it was done before it does anything, so that it may be run again whatever became of it. */
	looksFirst?: true;
	/** Most records that a page of the list can hold, where that is not 100. */
	largestPage?: number;
	/** A successful answer is a file: it comes as binary data, and its name, type and size in bytes as the record. */
	answersFile?: boolean;
	/** What a successful answer without content means, by status. By default `deleted` or `success`. */
	answers?: Record<number, { [key: string]: boolean | string }>;
	/**
	 * Of an action, what success means: it is done, or AMPECO has accepted it and something else is yet to act, mostly a charge
	 * point.
	 */
	outcome?: 'accepted' | 'done';
	/** What to do about an `errorCode` in an answer that says it did not work. */
	refusals?: Record<string, string>;
	/** What a status means for this operation, in a sentence that says what to do. */
	hints?: Record<number, string>;
}

/** What a resource file says of an operation beside its route; the effect mostly follows from the kind. */
export type Details = Omit<Facts, 'route' | 'effect'> & { effect?: Effect };

/** The method of a route. */
export function methodOf({ route }: Pick<Facts, 'route'>): Method {
	return route.slice(0, route.indexOf(' ')) as Method;
}

/** The path of a route, with its `{segments}`. */
export function pathOf({ route }: Pick<Facts, 'route'>): string {
	return route.slice(route.indexOf(' ') + 1);
}

/** The names in braces of a path, in order. */
export function segmentsOf(path: string): string[] {
	return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
}

/** Whether the body is a table of fields (not a list or a choice of shapes, nor absent). */
export function isTable(body: Body | undefined): body is FieldTable {
	return body !== undefined && !isField(body);
}

/** Whether the body is one field: an array, or one of several shapes. */
export function isField(body: Body | undefined): body is ListField | OneOfField {
	return body !== undefined && typeof (body as { kind?: unknown }).kind === 'string';
}
