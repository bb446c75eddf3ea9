/**
 * Sends one request: in its turn, with a time-out, to the tenant's host only, and again only where a
 * second time can do no harm. Reads, PUT and DELETE are repeated when AMPECO is unavailable or the
 * connection breaks; a POST or PATCH only after a 429, or when it surely never left.
 */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { Operation, Resource } from '../catalogue';
import { cancelSignal, request } from './context';
import type { AnyContext, Tenant } from './context';
import {
	Failure,
	connectionFailure,
	doubted,
	failureOf,
	networkError,
	neverLeft,
	statusFailure,
	stoppedFailure,
	timedOut,
	tlsRefused,
	unreadableFailure,
} from './failure';
import { waitUntil } from './wait';

/** Tries of a request that may be repeated, and the pauses between them in milliseconds. */
const PAUSES = [500, 1000, 2000, 4000];

/** The longest a request waits for the limit to renew before it gives up, in milliseconds, unless its sender says less. */
const LONGEST_WAIT = 15 * 60_000;

const UNAVAILABLE = new Set([408, 502, 503, 504]);

/** A request, ready but for the host and the token. */
export interface Prepared {
	/** Encoded, without query. */
	path: string;
	query: IDataObject;
	body?: unknown;
	/** What n8n's Request Options and stock routing add: time-out, proxy, certificate check, allowed domains. */
	transport: Partial<IHttpRequestOptions>;
}

export interface Answer {
	status: number;
	body: unknown;
	/** The tenant's own time when it answered, in milliseconds since 1970; undefined when it does not say. */
	date?: number;
}

/** What a sender needs to know of the run it belongs to. */
export interface Sender {
	context: AnyContext;
	tenant: Tenant;
	resource: Resource;
	operation: Operation;
	/** Told how long a request had to wait for the limit, in milliseconds. */
	waited?: (milliseconds: number) => void;
	/** When a wait for the limit is given up, in milliseconds since 1970. */
	latest?: number;
}

/**
 * @returns the answer of a success, its body parsed
 * @throws Failure with a sentence, a hint and what is known of the outcome; Stopped when cancelled
 */
export async function send(sender: Sender, prepared: Prepared): Promise<Answer> {
	return await sender.tenant.gate.run(async () => await sendInTurn(sender, prepared));
}

async function sendInTurn(sender: Sender, prepared: Prepared): Promise<Answer> {
	const earlier = { brokenOff: false };
	try {
		return await sendUntilAnswered(sender, prepared, earlier);
	} catch (error) {
		throw earlier.brokenOff ? doubted(failureOf(error), sender.resource, sender.operation) : error;
	}
}

/** @param earlier told when a try ended without an answer and may have been carried out */
async function sendUntilAnswered(sender: Sender, prepared: Prepared, earlier: { brokenOff: boolean }): Promise<Answer> {
	const { context, tenant, resource, operation } = sender;
	const signal = cancelSignal(context);
	const safe = ['GET', 'PUT', 'DELETE'].includes(methodOf(operation));
	const latest = sender.latest ?? Date.now() + LONGEST_WAIT;
	for (let tries = 0; ; ) {
		// Before the optional call, which would not even evaluate its argument where nobody wants to be told.
		const waited = await tenant.pace.turn(signal, latest);
		sender.waited?.(waited);
		const outcome = await once(sender, prepared);
		if (outcome.answer) return outcome.answer;
		const goneBefore = earlier.brokenOff && methodOf(operation) === 'DELETE' && outcome.failure?.details.status === 404;
		if (goneBefore) return { status: 204, body: undefined };
		if (outcome.limited) continue;
		if (signal?.aborted) throw stoppedFailure(resource, operation);
		if (!(safe ? outcome.repeatable : outcome.neverLeft) || tries >= PAUSES.length) throw outcome.failure;
		earlier.brokenOff ||= !outcome.neverLeft;
		await waitUntil(Date.now() + PAUSES[tries], signal);
		tries += 1;
	}
}

interface Outcome {
	answer?: Answer;
	failure?: Failure;
	/** Refused for the limit: nothing was done. */
	limited?: boolean;
	/** May be sent again if doing it twice does no harm. */
	repeatable?: boolean;
	/** Surely not received. */
	neverLeft?: boolean;
}

async function once(sender: Sender, prepared: Prepared): Promise<Outcome> {
	const { context, tenant, resource, operation } = sender;
	let response;
	try {
		response = await request(context, optionsFor(tenant.baseUrl, operation, prepared));
	} catch (error) {
		tenant.pace.done();
		if (isOwnRefusal(error)) return { failure: failureOf(error) };
		return {
			failure: connectionFailure(error, resource, operation),
			repeatable: !timedOut(error) && !tlsRefused(error),
			neverLeft: neverLeft(error),
		};
	}
	const { statusCode: status, body } = response;
	const headers = response.headers as Record<string, unknown>;
	tenant.pace.done(status, headers);
	if (status === 429) return { limited: true };
	if (status >= 200 && status < 300) {
		const readable = typeof body !== 'string' || (body === '' && (status === 204 || methodOf(operation) !== 'GET'));
		return readable
			? { answer: { status, body: body === '' ? undefined : body, date: dateOf(headers) } }
			: { failure: unreadableFailure(body, resource, operation, status), repeatable: true };
	}
	return {
		failure: statusFailure(status, headers, body, resource, operation),
		repeatable: UNAVAILABLE.has(status),
	};
}

function dateOf({ date }: Record<string, unknown>): number | undefined {
	const time = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

function optionsFor(baseUrl: string, operation: Operation, prepared: Prepared): IHttpRequestOptions {
	return {
		...prepared.transport,
		method: methodOf(operation),
		baseURL: baseUrl,
		url: prepared.path,
		qs: prepared.query,
		arrayFormat: 'brackets',
		...contentOf(prepared.body),
		json: true,
		returnFullResponse: true,
		// A redirect would carry the token to wherever it points.
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
	};
}

/** The body as text: n8n's HTTP client would drop keys such as "constructor" from an object. It sends no empty one. */
function contentOf(body: unknown): Partial<IHttpRequestOptions> {
	if (typeof body !== 'object' || body === null || Object.keys(body).length === 0) return {};
	return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

/**
 * An error of n8n itself, not of the network: no request was made. Only where that is certain; n8n before
 * 2.30 does not keep the cause, and then the request may have been sent.
 */
function isOwnRefusal(error: unknown): boolean {
	const { name, cause } = error as { name?: string; cause?: { isAxiosError?: boolean } };
	if (name === 'NodeOperationError') return true;
	return cause !== undefined && !cause.isAxiosError && networkError(error).code === '';
}
