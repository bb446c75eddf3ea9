/**
 * Sends one request: in its turn, with a time-out, to the tenant's host only, and again only where a
 * second time can do no harm. Reads, PUT and DELETE are repeated when AMPECO is unavailable or the
 * connection breaks; a POST or PATCH only after a 429, or when it surely never left.
 */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { methodOf } from '../../catalogue';
import { connectionFailure, doubted, statusFailure, stoppedFailure, unreadableFailure } from '../errors/answerFailures';
import { failureOf } from '../errors/errors';
import type { Failure } from '../errors/errors';
import {
	LIMIT_USED_UP,
	NO_CONTENT,
	isGone,
	isSuccess,
	isUnavailable,
	isUnknownRoute,
	isUnknownValue,
} from '../errors/statuses';
import { fileOf } from '../output/files';
import type { AnsweredFile } from '../output/files';
import { waitUntil } from '../run/wait';
import { textOrJson } from './answerBody';
import { cancelSignal, request as requestOnce } from './connection';
import type { Connection } from './connection';
import { isOwnRefusal, isTooLarge, neverLeft, timedOut, tlsRefused } from './network';
import { proxyFailure, proxyRefusal } from './proxy';
import type { Request } from './request';
import { afterVersion, ignoredFields, noteVersion, tooNewFields, tooNewRoute } from './version';

/** Tries of a request that may be repeated, and the pauses between them in milliseconds. */
const PAUSES = [500, 1000, 2000, 4000];

/** The longest a request waits for the limit to renew before it gives up, in milliseconds, unless its connection says less. */
export const LONGEST_WAIT_FOR_LIMIT = 15 * 60_000;

export interface Answer {
	status: number;
	body: unknown;
	/** Set where the answer is a file; then there is no body. */
	file?: AnsweredFile;
	/** The tenant's own time when it answered, in milliseconds since 1970; undefined when it does not say. */
	date?: number;
}

/**
 * @returns the answer of a success, its body parsed
 * @throws Failure with a sentence, a hint and what is known of the outcome; Stopped when cancelled
 */
export async function send(connection: Connection, request: Request): Promise<Answer> {
	if (connection.readsOnly && methodOf(request.operation) !== 'GET') {
		throw new Error('A dry run was about to send what changes something');
	}
	const { baseUrl, semaphore } = connection.tenant;
	const inTurn = async () => await semaphore.run(async () => await sendInTurn(connection, request));
	return await afterVersion(baseUrl, request, inTurn);
}

/** What was asked for; undefined where AMPECO has no such record, or none any more. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
	try {
		return await asked;
	} catch (error) {
		const failure = failureOf(error);
		if (isGone(failure)) return undefined;
		throw failure;
	}
}

async function sendInTurn(connection: Connection, request: Request): Promise<Answer> {
	const earlier = { brokenOff: false };
	try {
		return await sendUntilAnswered(connection, request, earlier);
	} catch (error) {
		throw earlier.brokenOff ? doubted(failureOf(error), request) : error;
	}
}

/** @param earlier told when a try ended without an answer and may have been carried out */
async function sendUntilAnswered(
	connection: Connection,
	request: Request,
	earlier: { brokenOff: boolean },
): Promise<Answer> {
	const { context, tenant } = connection;
	const method = methodOf(request.operation);
	const signal = cancelSignal(context);
	const safe = ['GET', 'PUT', 'DELETE'].includes(method);
	const latest = connection.latest ?? Date.now() + LONGEST_WAIT_FOR_LIMIT;
	const tooNew = tooNewFields(tenant.baseUrl, request);
	if (tooNew) throw tooNew;
	for (let tries = 0; ; ) {
		// Before the optional call, which would not even evaluate its argument where nobody wants to be told.
		const waited = await tenant.pace.turn(signal, latest, tenant.semaphore);
		connection.waited?.(waited);
		const outcome = await once(connection, request);
		if (outcome.answer) return outcome.answer;
		const goneBefore =
			earlier.brokenOff && method === 'DELETE' && outcome.failure !== undefined && isGone(outcome.failure);
		if (goneBefore) return { status: NO_CONTENT, body: undefined };
		if (outcome.limited) continue;
		if (signal?.aborted) throw stoppedFailure(request);
		if (!outcome.repeatable || !(safe || outcome.neverLeft) || tries >= PAUSES.length) throw outcome.failure;
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

async function once({ context, tenant, transport }: Connection, request: Request): Promise<Outcome> {
	const way = { baseUrl: tenant.baseUrl, proxy: transport.proxy };
	let response;
	try {
		response = await requestOnce(context, { ...transport, ...optionsFor(tenant.baseUrl, request) }, tenant.credential);
	} catch (error) {
		tenant.pace.done();
		const atProxy = proxyFailure(error, way);
		if (atProxy) return { failure: atProxy, repeatable: neverLeft(error), neverLeft: neverLeft(error) };
		if (isOwnRefusal(error)) return { failure: failureOf(error) };
		return {
			failure: connectionFailure(error, request),
			repeatable: !timedOut(error) && !tlsRefused(error) && !isTooLarge(error),
			neverLeft: neverLeft(error),
		};
	}
	const { status, headers } = response;
	const { body, file } = contentIn(response.body, headers, request);
	const atProxy = proxyRefusal(status, body, way);
	if (atProxy) {
		tenant.pace.done();
		return { failure: atProxy };
	}
	tenant.pace.done(status, headers);
	noteVersion(tenant.baseUrl, status, headers);
	if (status === LIMIT_USED_UP) return { limited: true };
	if (isSuccess(status)) {
		// Before the first answer the tenant's version was not known.
		const ignored = ignoredFields(tenant.baseUrl, request, body);
		if (ignored) return { failure: ignored };
		if (file) return { answer: { status, body: undefined, file, date: dateOf(headers) } };
		const mayBeEmpty = status === NO_CONTENT || methodOf(request.operation) !== 'GET';
		const readable = typeof body !== 'string' || (body === '' && mayBeEmpty);
		return readable
			? { answer: { status, body: body === '' ? undefined : body, date: dateOf(headers) } }
			: { failure: unreadableFailure(body, request, status), repeatable: true };
	}
	return {
		failure: tooNewFor(status, tenant.baseUrl, request) ?? statusFailure(status, headers, body, request),
		repeatable: isUnavailable(status),
	};
}

/** What a refusal says where the tenant is too old for the operation, or for a field in it. */
function tooNewFor(status: number, baseUrl: string, request: Request): Failure | undefined {
	if (isUnknownRoute(status)) return tooNewRoute(baseUrl, request);
	return isUnknownValue(status) ? tooNewFields(baseUrl, request) : undefined;
}

/** An answer's body; where a file was asked for, it came as bytes that may be a refusal or a web page all the same. */
function contentIn(
	body: unknown,
	headers: Record<string, unknown>,
	{ operation }: Request,
): { body: unknown; file?: AnsweredFile } {
	if (!operation.answersFile) return { body };
	const content = Buffer.from(body as Buffer);
	const file = fileOf(content, headers);
	return file ? { body: undefined, file } : { body: textOrJson(content) };
}

function dateOf({ date }: Record<string, unknown>): number | undefined {
	const time = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

function optionsFor(baseURL: string, { operation, path, query, body }: Request): IHttpRequestOptions {
	return {
		method: methodOf(operation),
		baseURL,
		url: path,
		qs: query,
		arrayFormat: 'brackets',
		...contentOf(body),
		...(operation.answersFile ? asFile : {}),
		json: true,
		returnFullResponse: true,
		// A redirect would carry the token to wherever it points.
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
	};
}

/** As bytes, of whatever type; JSON is named first, so that refusals come in it. */
const asFile: Partial<IHttpRequestOptions> = {
	encoding: 'arraybuffer',
	headers: { Accept: 'application/json, */*' },
};

/** The body as text: n8n's HTTP client would drop keys such as "constructor" from an object. It sends no empty one. */
function contentOf(body: unknown): Partial<IHttpRequestOptions> {
	if (typeof body !== 'object' || body === null || Object.keys(body).length === 0) return {};
	return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}
