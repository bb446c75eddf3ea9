/**
 * What the runner needs of n8n, whichever way it was called: by a workflow run (all items at once) or
 * by n8n's stock routing, as AI tools and MCP do (one item each).
 */
import type {
	IExecutePaginationFunctions,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';
import type { Pace } from './pace';
import { paceOf } from './pace';
import { Gate } from './gate';
import { apiToken, tenantUrl } from './tenantUrl';

export const CREDENTIAL = 'ampecoApi';

export type RunContext = IExecuteFunctions | IExecutePaginationFunctions;
export type AnyContext = RunContext | ILoadOptionsFunctions | IHookFunctions | IPollFunctions;

/** Where requests of one run go, and how fast. */
export interface Tenant {
	baseUrl: string;
	pace: Pace;
	gate: Gate;
}

/** The tenant of a node's credential. Throws a sentence when its address or token cannot be used. */
export async function tenantOf(context: AnyContext, gate: Gate): Promise<Tenant> {
	const { url, token } = await context.getCredentials<{ url: string; token: string }>(CREDENTIAL);
	const baseUrl = tenantUrl(url);
	return { baseUrl, pace: paceOf(baseUrl, apiToken(token)), gate };
}

/** n8n's own request, with the credential and the run's cancel signal. */
export async function request(context: AnyContext, options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL,
		options,
	)) as IN8nHttpFullResponse;
}

/** Set once the person, or n8n's time-out, has stopped the run; absent where nothing can be stopped. */
export function cancelSignal(context: AnyContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

const gates = new WeakMap<object, Gate>();

/** The one gate of a node in an execution, so that items that n8n starts one by one share it. */
export function gateOf(context: RunContext): Gate {
	const key = context.getContext('node');
	const gate = gates.get(key) ?? new Gate();
	gates.set(key, gate);
	return gate;
}
