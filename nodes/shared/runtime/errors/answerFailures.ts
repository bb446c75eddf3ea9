/**
 * What an answer that is no success, or the lack of one, means for a request, in words a person can act on. Built from the
 * answer alone: never from an error that carries the request, as that carries the token.
 */
import { isTable, methodOf, wireNames } from '../../catalogue';
import type { FieldTable } from '../../catalogue';
import { lowerCase } from '../../catalogue/words';
import { isTooLarge, networkError, neverLeft, timedOut, tlsRefused } from '../send/network';
import type { Request } from '../send/request';
import { getIn, isObject } from '../values/objects';
import { shown } from '../values/refuse';
import { isUnset } from '../values/unset';
import { Failure, MOST_NAMED, dataOf, named, shortened } from './errors';
import type { FailureDetails } from './errors';
import { labelOf } from './labels';
import { NOT_FOUND, REFUSED_VALUES, isRedirect, leavesInDoubt } from './statuses';

const HINTS: Record<number, string> = {
	401: 'Check the API token in the AMPECO credential. It may have been deleted or replaced.',
	403: "The token's user may not do this. Give the role the permission in AMPECO, or use another token.",
	404: 'Check the ID. The record may have been deleted, or the token may not see it.',
	405: 'This feature is switched off for your tenant. Ask AMPECO to enable it.',
	406: 'It was turned down, for instance because the charge point is offline or its state does not allow it.',
	409: 'It conflicts with the present state of the record. Get the record to see what changed.',
	410: 'The record was removed, or AMPECO has given this operation up. One of AMPECO Older Versions names what to use instead.',
	412: 'The record is not in a state that allows this. Get the record to see what is missing.',
	413: 'Send less at once: shorter texts, fewer entries in a list.',
	414: 'Use fewer filters, or fewer values in them.',
	423: 'Something else is at work on the record. Run the item again later.',
	424: 'AMPECO needed something else for this, such as the charge point or a payment service. Look there, then run the item again.',
	425: 'Run the item again.',
	451: 'Ask AMPECO which law or order stands against it.',
	501: 'The charge point or tenant does not support this.',
};

/** What stands before AMPECO's own words; its number alone says what the others mean. */
const MEANINGS: Record<number, string> = {
	401: 'AMPECO does not accept the API token',
	403: 'AMPECO does not allow this',
	405: 'AMPECO does not offer this',
	406: 'AMPECO turned this down',
	410: 'AMPECO no longer has this',
	413: 'This is more than AMPECO takes at once',
	414: 'This is more than AMPECO takes at once',
	423: 'AMPECO has locked this record',
	424: 'AMPECO did not do this, as something it depends on failed',
	425: 'AMPECO did not do this, as the connection was too new',
	429: "The tenant's request limit is used up",
	451: 'AMPECO may not do this, for legal reasons',
};

// In words: n8n replaces a message that holds one of these codes by one of its own.
const UNREACHABLE: Record<string, string> = {
	ECONNREFUSED: 'nothing answers at the tenant URL',
	ENOTFOUND: 'the address in the tenant URL does not exist',
	EAI_AGAIN: 'the address in the tenant URL could not be looked up',
};

const CHECK_URL = 'Check the tenant URL in the AMPECO credential';

/** What AMPECO answered with a status that is not success. */
export function statusFailure(
	status: number,
	headers: Record<string, unknown>,
	body: unknown,
	request: Request,
): Failure {
	const said = saidBy(body);
	const data = dataOf(body);
	if (isRedirect(status)) {
		return new Failure(`AMPECO answered with a redirect to ${hostOf(headers.location)}, which was not followed`, {
			status,
			data,
			hint: `${CHECK_URL}.`,
		});
	}
	if (status === REFUSED_VALUES) return fieldFailure(said, body, request, { status, data });
	if (leavesInDoubt(status)) return unsure(`AMPECO could not answer (${status})`, request, status);
	if (isWebPage(body)) {
		return new Failure(`A web page came back instead of an answer from AMPECO (${status})`, {
			status,
			hint: `${CHECK_URL}, and whether a proxy or firewall keeps n8n from it.`,
			nothing: 'changed',
		});
	}
	const what =
		status === NOT_FOUND ? notFound(request, said) : (MEANINGS[status] ?? `AMPECO turned this down (${status})`);
	const isSaid = said !== undefined && !isGeneric(said);
	const known = request.operation.hints?.[status] ?? HINTS[status];
	const unknown = isSaid
		? 'Correct what AMPECO names, then run the item again.'
		: 'AMPECO does not say why. Check the values of the item, and look at the record in AMPECO.';
	return new Failure(isSaid ? `${what}: ${trimPeriod(said)}` : what, {
		status,
		data,
		...(known ? { hint: known } : { hint: unknown, nothing: 'changed' }),
	});
}

/** Of several IDs in a request AMPECO may mean any; what it says of them names the one. */
function notFound({ noun, named = [], operation, body }: Request, said: string | undefined): string {
	const inBody = isTable(operation.body) && isObject(body) ? refsIn(operation.body, body) : [];
	const all = [...named, ...inBody];
	const names = all.length > 0 ? [...new Set(all)] : [noun];
	const isOne = names.length === 1;
	if (said && !isGeneric(said) && !isOne) return 'AMPECO does not find what was asked for';
	return `AMPECO does not find ${names.map((name) => `this ${name}`).join(' or ')}`;
}

/** What a message calls the records whose IDs are in a body. */
function refsIn(table: FieldTable, body: Record<string, unknown>): string[] {
	return Object.entries(table).flatMap(([key, field]) =>
		(field.kind === 'ref' || field.kind === 'refs') && !isUnset(getIn(body, wireNames(key, field)))
			? [lowerCase(field.label)]
			: [],
	);
}

/** A success whose answer holds something else than what it should. */
export function otherAnswer(wanted: string, came: unknown, request: Request, status: number): Failure {
	const shape = came === undefined ? 'nothing' : shown(came);
	return unsure(`AMPECO's answer holds no ${wanted}, but ${shape}`, request, status);
}

/** A network error as n8n's request raised it: only its code is used. */
export function connectionFailure(error: unknown, request: Request): Failure {
	const { code } = networkError(error);
	if (neverLeft(error)) {
		return new Failure(`AMPECO could not be reached: ${UNREACHABLE[code] ?? 'the network does not lead there'}`, {
			kind: 'unavailable',
			hint: `${CHECK_URL}, and that n8n may reach it.`,
		});
	}
	if (tlsRefused(error)) {
		const what =
			code === 'EPROTO'
				? 'The tenant URL begins with https, but no TLS is spoken there'
				: "The certificate of the tenant's address is not trusted";
		return new Failure(what, { kind: 'unavailable', hint: `${CHECK_URL}.` });
	}
	if (isTooLarge(error)) return tooLargeFailure(request);
	return unsure(timedOut(error) ? 'AMPECO did not answer in time' : 'The connection to AMPECO broke off', request);
}

function tooLargeFailure(request: Request): Failure {
	const what = 'AMPECO sent more than 50 MB as one answer, which was not taken';
	if (methodOf(request.operation) !== 'GET') return unsure(what, request);
	const instead = request.operation.answersFile
		? "Fetch the file in AMPECO's back office."
		: 'Ask for less by a lower limit, more filters, or fewer parts of each record.';
	return new Failure(what, { hint: instead, nothing: 'changed' });
}

/** A request that was under way when the run was stopped. */
export function stoppedFailure(request: Request): Failure {
	return unsure('The run was stopped while this was under way', request);
}

/** Success, but with an answer that is not the JSON it should be. */
export function unreadableFailure(body: string, request: Request, status: number): Failure {
	const what = isWebPage(body)
		? 'A web page came back instead of an answer from AMPECO'
		: body === ''
			? "AMPECO's answer was empty"
			: "AMPECO's answer was cut off or is not JSON";
	return unsure(what, request, status);
}

/** A failure that follows a try without an answer: whatever it says, that try may have been carried out. */
export function doubted(failure: Failure, request: Request): Failure {
	if (methodOf(request.operation) === 'GET' || failure.details.outcomeUnknown) return failure;
	const { status, data } = failure.details;
	return new Failure(`${failure.message}. The try before it broke off, so it is unknown whether this was carried out`, {
		...unsure('', request, status).details,
		data,
	});
}

export function unsure(what: string, { operation, noun }: Request, status?: number): Failure {
	if (methodOf(operation) === 'GET') {
		return new Failure(what, { kind: 'unavailable', status, hint: 'Run it again later.', nothing: 'changed' });
	}
	return new Failure(`${what}, so it is unknown whether this was carried out`, {
		status,
		hint: `Look for the ${noun} in AMPECO before you run this item again.`,
		outcomeUnknown: true,
	});
}

function fieldFailure(said: string | undefined, body: unknown, { operation }: Request, about: FailureDetails): Failure {
	const errors = (body as { errors?: unknown } | null)?.errors;
	const known = operation.hints?.[REFUSED_VALUES];
	if (typeof errors !== 'object' || errors === null) {
		return new Failure(`AMPECO refused the values${said ? `: ${trimPeriod(said)}` : ''}`, {
			...about,
			...(known
				? { hint: known }
				: { hint: 'Correct what AMPECO names, then run the item again.', nothing: 'changed' }),
		});
	}
	// One more than are named, so that it shows that there are more.
	const some = Object.entries(errors as Record<string, unknown>).slice(0, MOST_NAMED + 1);
	const fields = some.map(([name, messages]) => {
		const texts = (Array.isArray(messages) ? messages : [messages]).map((one) => trimPeriod(shortened(String(one))));
		return { name, label: labelOf(name, operation), reason: named(texts, ', ') };
	});
	const lines = fields.map(({ label, reason }) => `${label}: ${reason}`);
	return new Failure(`AMPECO refused the values. ${named(lines, '. ')}`, {
		...about,
		fields,
		...(known ? { hint: known } : { hint: 'Correct these fields and run the item again.', nothing: 'changed' }),
	});
}

/** The `message` AMPECO put into its answer. */
function saidBy(body: unknown): string | undefined {
	const message = (body as { message?: unknown } | null)?.message;
	return typeof message === 'string' && message !== '' ? shortened(message) : undefined;
}

function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*</.test(body);
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
