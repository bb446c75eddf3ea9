/**
 * Where requests go and how: the tenant with its pace, and what n8n must be told about each request. The runner needs no more of n8n, whichever
 * way it was called: by a workflow run (all items at once), by n8n's stock routing, as AI tools and MCP do (one item each), by a picker, a hook or a poll.
 */
import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import { FieldProblem } from '../errors/errors';
import { switchValue } from '../values/values';
import { bodyOf } from './answerBody';
import { DeadlinePassed } from './network';
import { paceOf } from './pace';
import type { Pace } from './pace';
import { proxyOf } from './proxy';
import { Semaphores } from './semaphore';
import type { Semaphore } from './semaphore';
import { apiToken, tenantUrl } from './tenantUrl';

export const CREDENTIAL = 'ampecoApi';

/** Milliseconds until a request is given up, unless Request Options say otherwise; n8n's own default. */
const TIME_OUT = 300_000;

/** Node counts no further than that, in milliseconds. */
const LONGEST_TIME_OUT = 2 ** 31 - 1;

export type RunContext = IExecuteFunctions | IExecutePaginationFunctions;
export type AnyContext = RunContext | ILoadOptionsFunctions | IHookFunctions | IPollFunctions;

/** The tenant that a credential is for, and how fast it may be asked. */
export interface Tenant {
	baseUrl: string;
	pace: Pace;
	semaphore: Semaphore;
	/** The credential as the item has it; n8n's request would read that of the first item. */
	credential: { url: string; token: string };
}

export interface Connection {
	context: AnyContext;
	tenant: Tenant;
	/** What n8n's Request Options and stock routing add: time-out, proxy, certificate check, allowed domains. */
	transport: Partial<IHttpRequestOptions>;
	/** Told how long a request had to wait for the limit, in milliseconds. */
	waited?: (milliseconds: number) => void;
	/** Nothing but what reads may be sent. */
	readsOnly?: boolean;
	/** When a wait for the limit is given up, in milliseconds since 1970. */
	latest?: number;
}

/**
 * The tenant of a node's credential, which may hold expressions on the item. Throws a sentence when its address or token
 * cannot be used.
 */
export async function tenantOf(context: AnyContext, semaphores = new Semaphores(), itemIndex = 0): Promise<Tenant> {
	const credential = await context.getCredentials<Tenant['credential']>(CREDENTIAL, itemIndex);
	const baseUrl = tenantUrl(credential.url);
	const pace = paceOf(baseUrl, apiToken(credential.token));
	return { baseUrl, pace, semaphore: semaphores.of(pace), credential };
}

/** A connection for one call of n8n that is no run: a picker, a hook, a poll. */
export async function connectionFor(context: AnyContext, timeout: number, latest?: number): Promise<Connection> {
	return { context, tenant: await tenantOf(context), transport: { timeout }, latest };
}

/** The time-out, proxy and certificate check a person set under Request Options. */
export function transportOf(requestOptions: IDataObject): Partial<IHttpRequestOptions> {
	const { proxy, timeout, allowUnauthorizedCerts } = requestOptions;
	if (Number(timeout) > LONGEST_TIME_OUT) {
		throw new FieldProblem('Timeout must be at most 2147483647 milliseconds, which is 24 days.');
	}
	return {
		timeout: Number(timeout) > 0 ? Number(timeout) : TIME_OUT,
		...(switchValue(allowUnauthorizedCerts, 'Ignore SSL Issues', false) ? { skipSslCertificateValidation: true } : {}),
		...(typeof proxy === 'string' && proxy.trim() !== '' ? { proxy: proxyOf(proxy.trim()) } : {}),
	};
}

export interface Response {
	status: number;
	headers: Record<string, unknown>;
	/** Parsed where it is JSON; the bytes where those were asked for (`encoding: 'arraybuffer'`). */
	body: unknown;
}

/**
 * n8n's own request, with the credential that was read, the run's cancel signal and a deadline for all of it: n8n's time-out
 * ends neither an answer that drips nor one that never begins after its status.
 *
 * @throws DeadlinePassed when the time-out is over, whatever of the answer has come
 */
export async function request(
	context: AnyContext,
	options: IHttpRequestOptions,
	credential: Tenant['credential'],
): Promise<Response> {
	const deadline = AbortSignal.timeout(options.timeout ?? TIME_OUT);
	const stop = cancelSignal(context);
	const signal = stop ? AbortSignal.any([stop, deadline]) : deadline;
	// In runs n8n puts the execution's own signal in place of any it is given, so it is given this one as the execution's.
	const self = Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as AnyContext;
	try {
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			self,
			CREDENTIAL,
			{ ...options, abortSignal: signal, encoding: 'stream' },
			// A copy, as n8n writes into it.
			{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: { ...credential } } },
		)) as IN8nHttpFullResponse;
		return {
			status: response.statusCode,
			headers: response.headers,
			body: await bodyOf(response, options.encoding === 'arraybuffer'),
		};
	} catch (error) {
		throw deadline.aborted && !stop?.aborted ? new DeadlinePassed() : error;
	}
}

/** Set once the person, or n8n's time-out, has stopped the run; absent where nothing can be stopped. */
export function cancelSignal(context: AnyContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

const semaphoresOfNodes = new WeakMap<object, Semaphores>();

/** The semaphores of a node in an execution, so that items that n8n starts one by one share them. */
export function semaphoresOf(context: RunContext): Semaphores {
	const key = context.getContext('node');
	const semaphores = semaphoresOfNodes.get(key) ?? new Semaphores();
	semaphoresOfNodes.set(key, semaphores);
	return semaphores;
}
