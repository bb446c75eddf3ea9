/**
 * What went wrong, in words a person can act on, and what is known about the outcome. Built from the
 * answer alone: never from an error that carries the request, as that carries the token.
 */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { fieldsOfVariants, isField, isTable, methodOf, wireNames } from '../catalogue';
import type { Field, FieldTable, Operation, Resource } from '../catalogue';
import { lowerCase } from '../compile/words';
import { FieldProblem } from './values';
import { LimitUsedUp, Stopped } from './pace';

/** Whether AMPECO carried out what was asked: surely not, or nobody here can tell. */
export type Fate = 'notDone' | 'unknown';

export class Failure extends Error {
	constructor(
		message: string,
		readonly details: {
			/** What to do next. */
			hint?: string;
			status?: number;
			fate?: Fate;
			/** AMPECO's own answer, or what a run had done, for n8n's error details. */
			data?: IDataObject;
		} = {},
	) {
		super(message);
	}
}

const HINTS: Record<number, string> = {
	401: 'Check the API token in the AMPECO credential. It may have been deleted or replaced.',
	403: "The token's user may not do this. Give the role the permission in AMPECO, or use another token.",
	404: 'Check the ID. The record may have been deleted, or the token may not see it.',
	405: 'This feature is switched off for your tenant. Ask AMPECO to enable it.',
	406: 'It was turned down, for instance because the charge point is offline or its state does not allow it.',
	409: 'It conflicts with the present state of the record. Get the record to see what changed.',
	412: 'The record is not in a state that allows this. Get the record to see what is missing.',
	501: 'The charge point or tenant does not support this.',
};

/** Network errors raised before a byte of the request was sent. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** These end connections that stood as well; only while one is made has nothing been sent. */
const NO_ROUTE = new Set(['EHOSTUNREACH', 'ENETUNREACH']);

// In words: n8n replaces a message that holds one of these codes by one of its own.
const UNREACHABLE: Record<string, string> = {
	ECONNREFUSED: 'nothing answers at the tenant URL',
	ENOTFOUND: 'the address in the tenant URL does not exist',
	EAI_AGAIN: 'the address in the tenant URL could not be looked up',
};

/** Time-outs: another try would only wait as long again. */
const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** Records named in an error's text. */
const MOST_NAMED = 20;

/** The first names of a list, for messages; all are in the error's data. */
export function named(names: string[], separator: string): string {
	return names.slice(0, MOST_NAMED).join(separator) + (names.length > MOST_NAMED ? `${separator}…` : '');
}

/** A hint of one request, for a run in which others changed something. */
export function withoutAllClear(hint = ''): string {
	return hint.replace(/\s*Nothing was (changed|sent for this item)\.\s*/, ' ').trim();
}

/** What a message calls one record of a resource. */
export function nounOf(resource: Resource): string {
	return resource.noun ?? lowerCase(resource.name);
}

/** What AMPECO answered with a status that is not success. */
export function statusFailure(
	status: number,
	headers: Record<string, unknown>,
	body: unknown,
	resource: Resource,
	operation: Operation,
): Failure {
	const said = saidBy(body);
	const hint =
		operation.hints?.[status] ??
		HINTS[status] ??
		'Nothing was changed. Correct what AMPECO names, then run the item again.';
	const data = typeof body === 'object' && body !== null ? (body as IDataObject) : undefined;
	const about = { status, hint, data, fate: 'notDone' as Fate };
	if (status >= 300 && status < 400) {
		return new Failure(`AMPECO answered with a redirect to ${hostOf(headers.location)}, which was not followed`, {
			...about,
			hint: 'Check the tenant URL in the AMPECO credential.',
		});
	}
	if (status === 422) return fieldFailure(said, body, operation, about);
	// With 408 the charge point or a gateway did not answer in time.
	if (status === 408 || (status >= 500 && status !== 501)) {
		return unsure(`AMPECO could not answer (${status})`, resource, operation, status);
	}
	const meaning: Record<number, string> = {
		401: 'AMPECO does not accept the API token',
		403: 'AMPECO does not allow this',
		404: `AMPECO does not find this ${nounOf(resource)}`,
		405: 'AMPECO does not offer this',
		406: 'AMPECO turned this down',
		429: "The tenant's request limit is used up",
	};
	const what = meaning[status] ?? `AMPECO turned this down (${status})`;
	return new Failure(said && !isGeneric(said) ? `${what}: ${trimPeriod(said)}` : what, about);
}

/** A network error as n8n's request raised it: only its code is used. */
export function connectionFailure(error: unknown, resource: Resource, operation: Operation): Failure {
	const code = codeOf(error);
	if (neverLeft(error)) {
		return new Failure(`AMPECO could not be reached: ${UNREACHABLE[code] ?? 'the network does not lead there'}`, {
			hint: 'Check the tenant URL in the AMPECO credential, and that n8n may reach it.',
			fate: 'notDone',
		});
	}
	if (tlsRefused(error)) {
		const what =
			code === 'EPROTO'
				? 'The tenant URL begins with https, but no TLS is spoken there'
				: "The certificate of the tenant's address is not trusted";
		return new Failure(what, { hint: 'Check the tenant URL in the AMPECO credential.', fate: 'notDone' });
	}
	return unsure(
		TIMED_OUT.has(code) ? 'AMPECO did not answer in time' : 'The connection to AMPECO broke off',
		resource,
		operation,
	);
}

/** A request that was under way when the run was stopped. */
export function stoppedFailure(resource: Resource, operation: Operation): Failure {
	return unsure('The run was stopped while this was under way', resource, operation);
}

/** Success, but with an answer that is not the JSON it should be. */
export function unreadableFailure(body: string, resource: Resource, operation: Operation, status: number): Failure {
	const what = /^\s*</.test(body)
		? 'A web page came back instead of an answer from AMPECO'
		: body === ''
			? "AMPECO's answer was empty"
			: "AMPECO's answer was cut off or is not JSON";
	return unsure(what, resource, operation, status);
}

/** A failure that follows a try without an answer: whatever it says, that try may have been carried out. */
export function doubted(failure: Failure, resource: Resource, operation: Operation): Failure {
	if (methodOf(operation) === 'GET' || failure.details.fate === 'unknown') return failure;
	const { details } = unsure('', resource, operation, failure.details.status);
	return new Failure(`${failure.message}. The try before it broke off, so it is unknown whether this was carried out`, {
		...failure.details,
		...details,
	});
}

/** Whether a request that failed like this has surely not left this machine. */
export function neverLeft(error: unknown): boolean {
	const { code, message } = networkError(error);
	return NEVER_LEFT.has(code) || (NO_ROUTE.has(code) && /\bconnect\b/.test(message));
}

/** Whether TLS could not be agreed on: nothing was sent, and another try would meet the same. */
export function tlsRefused(error: unknown): boolean {
	const { code, message } = networkError(error);
	return (
		/CERT|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code) || (code === 'EPROTO' && message.includes('wrong version number'))
	);
}

/** Whether it failed by waiting too long. */
export function timedOut(error: unknown): boolean {
	return TIMED_OUT.has(codeOf(error));
}

/** Any error as a Failure, so that all are told alike. */
export function failureOf(error: unknown): Failure {
	if (error instanceof Failure) return error;
	if (error instanceof FieldProblem) {
		return new Failure(error.message, { hint: 'Nothing was sent for this item.', fate: 'notDone' });
	}
	if (error instanceof Stopped) return new Failure(error.message, { fate: 'notDone' });
	if (error instanceof LimitUsedUp) return limitFailure(error.until);
	const { message, description } = error as { message?: string; description?: string | null };
	return new Failure(message ?? String(error), { hint: description ?? undefined, fate: 'notDone' });
}

function limitFailure(until: number): Failure {
	return new Failure(`The tenant's request limit is used up until ${new Date(until).toISOString().slice(0, 16)}Z`, {
		status: 429,
		hint: 'Nothing was changed. Run it again after that time, or ask AMPECO for a higher limit.',
		fate: 'notDone',
	});
}

/** A failure as one text, for places that show no hint beside the message. */
export function inOneText({ message, details }: Failure): string {
	return details.hint ? `${message.replace(/\.$/, '')}. ${details.hint}` : message;
}

/** The error a node throws. */
export function nodeError(node: INode, failure: Failure, itemIndex: number): NodeApiError | NodeOperationError {
	const { hint, status, data } = failure.details;
	const options = { message: failure.message, description: hint ?? '', itemIndex };
	const error =
		status === undefined
			? new NodeOperationError(node, failure.message, options)
			: new NodeApiError(node, (data ?? {}) as JsonObject, { ...options, httpCode: String(status) });
	if (data) error.context.data = data;
	return error;
}

/**
 * An item for the error output. These two keys and no others: n8n 1 takes an item with a third one
 * for a success.
 */
export function errorJson(failure: Failure): IDataObject {
	return { error: failure.message, message: failure.details.hint ?? failure.message };
}

function unsure(what: string, resource: Resource, operation: Operation, status?: number): Failure {
	if (methodOf(operation) === 'GET') {
		return new Failure(what, { status, hint: 'Nothing was changed. Run it again later.', fate: 'notDone' });
	}
	return new Failure(`${what}, so it is unknown whether this was carried out`, {
		status,
		hint: `Look for the ${nounOf(resource)} in AMPECO before you run this item again.`,
		fate: 'unknown',
	});
}

function fieldFailure(
	said: string | undefined,
	body: unknown,
	operation: Operation,
	about: Failure['details'],
): Failure {
	const errors = (body as { errors?: unknown } | null)?.errors;
	if (typeof errors !== 'object' || errors === null) {
		return new Failure(`AMPECO refused the values${said ? `: ${trimPeriod(said)}` : ''}`, about);
	}
	const lines = Object.entries(errors as Record<string, unknown>).map(([path, messages]) => {
		const text = (Array.isArray(messages) ? messages : [messages]).map((one) => trimPeriod(String(one))).join(', ');
		return `${labelOf(path, operation)}: ${text}`;
	});
	return new Failure(`AMPECO refused the values. ${lines.join('. ')}`, {
		...about,
		hint: operation.hints?.[422] ?? 'Correct these fields and run the item again. Nothing was changed.',
	});
}

/** The labels on the way to a field AMPECO names by its wire path, e.g. "periods.0.start". */
export function labelOf(path: string, operation: Operation): string {
	const segments = path
		.replace(/^filter[.[]/, '')
		.replace(/[[\]]/g, '.')
		.split('.')
		.filter(Boolean);
	const body: FieldTable = isTable(operation.body)
		? operation.body
		: isField(operation.body)
			? { items: operation.body }
			: {};
	const labels = labelsOf(segments, { ...operation.path, ...operation.filters, ...operation.query, ...body });
	return labels.join(' > ') || path;
}

function labelsOf(segments: string[], table: FieldTable): string[] {
	if (segments.length === 0) return [];
	const [segment, ...rest] = segments;
	if (/^\d+$/.test(segment)) return [String(Number(segment) + 1), ...labelsOf(rest, table)];
	const found = fieldAt(segments, table);
	if (!found) return segments;
	return [found.field.label, ...labelsOf(segments.slice(found.names.length), tableOf(found.field) ?? {})];
}

/** The field whose wire names begin a path. */
function fieldAt(segments: string[], table: FieldTable): { field: Field; names: string[] } | undefined {
	for (const [key, field] of Object.entries(table)) {
		const names = wireNames(key, field);
		if (names.every((name, index) => segments[index] === name)) return { field, names };
		const inner = field.kind === 'oneOf' && field.inline ? fieldAt(segments, tableOf(field) ?? {}) : undefined;
		if (inner) return inner;
	}
	return undefined;
}

function tableOf(field: Field): FieldTable | undefined {
	if (field.kind === 'group' || field.kind === 'list') return field.fields;
	return field.kind === 'oneOf' ? fieldsOfVariants(field) : undefined;
}

/** The `message` AMPECO put into its answer. */
function saidBy(body: unknown): string | undefined {
	const message = (body as { message?: unknown } | null)?.message;
	return typeof message === 'string' && message !== '' ? message : undefined;
}

/** Texts that say no more than the status does. */
function isGeneric(said: string): boolean {
	return /^(unauthenticated|this action is unauthorized|too many attempts|not found|forbidden|server error)\.?$/i.test(
		said,
	);
}

function trimPeriod(text: string): string {
	return text.trim().replace(/\.$/, '');
}

function hostOf(location: unknown): string {
	const match = /^[a-z]+:\/\/([^/?#@]*@)?([^/?#]+)/i.exec(String(location ?? ''));
	return match ? match[2] : 'another page';
}

function codeOf(error: unknown): string {
	return networkError(error).code;
}

/**
 * Code and message of a network error, which n8n's wrapper keeps a level or two deeper; n8n before 2.30
 * has them as `httpCode` and `messages` of its own error. Empty when it is no network error.
 */
export function networkError(error: unknown): { code: string; message: string } {
	let current = error as NetworkError | undefined;
	let found = { code: '', message: '' };
	for (let depth = 0; depth < 4 && current; depth += 1) {
		const code = [current.code, current.httpCode].find(
			(one) => typeof one === 'string' && /^[A-Z][A-Z0-9_]+$/.test(one),
		);
		if (code) found = { code: String(code), message: `${String(current.message)} ${String(current.messages ?? '')}` };
		// This one only says that something deeper went wrong.
		if (code && code !== 'ERR_BAD_RESPONSE') return found;
		current = current.cause as typeof current;
	}
	return found;
}

interface NetworkError {
	code?: unknown;
	httpCode?: unknown;
	message?: unknown;
	messages?: unknown;
	cause?: unknown;
}
