/**
 * Which version of AMPECO a tenant runs, as its answers say (X-App-Version), and what of a request is too new for it. Between
 * two known versions it is not known when something came, so only what is surely missing is told.
 */
import type { IDataObject } from 'n8n-workflow';
import { methodOf, versions } from '../../catalogue';
import type { Since } from '../../catalogue';
import { Failure } from '../errors/errors';
import { NOT_FOUND, isSuccess } from '../errors/statuses';
import { setLatest } from '../values/latest';
import { isObject } from '../values/objects';
import { exclusively } from './keyedMutex';
import type { Request } from './request';

/** Tenants remembered per process. */
const MOST_TENANTS = 100;

/** By tenant; undefined where a success did not say. */
const running = new Map<string, string | undefined>();

/** Takes in what an answer says; one that says nothing changes nothing of what is known. */
export function noteVersion(baseUrl: string, status: number, headers: Record<string, unknown>): void {
	const [said] = /^\d+\.\d+\.\d+/.exec(String(headers['x-app-version'] ?? '')) ?? [];
	// A refusal may be a gateway's.
	if (!said && !isSuccess(status)) return;
	setLatest(running, baseUrl, said ?? running.get(baseUrl), MOST_TENANTS);
}

/**
 * Sends a write that not every tenant understands alone while the tenant's version is not known, so that what an old one takes
 * no notice of is done once, not as often as requests go out together. The others wait for the answer.
 */
export async function afterVersion<T>(baseUrl: string, request: Request, send: () => Promise<T>): Promise<T> {
	const { operation, newer = [] } = request;
	const isOld = operation.since === undefined && newer.length === 0;
	const mayGo = () => isOld || methodOf(operation) === 'GET' || running.has(baseUrl);
	if (mayGo()) return await send();
	const first = await exclusively(`version ${baseUrl}`, async () => (mayGo() ? undefined : { answer: await send() }));
	return first ? first.answer : await send();
}

/**
 * What is wrong with a request whose filters or fields the tenant is too old for: it would take no notice of them, so a list
 * would hold more than meant and a record lack something. Undefined where nothing is known to be wrong, or the operation as a
 * whole is too new, which its answer tells.
 */
export function tooNewFields(baseUrl: string, request: Request): Failure | undefined {
	const what = fieldTooNew(baseUrl, request);
	if (!what) return undefined;
	return new Failure(`${what} and would take no notice of it`, { hint: REMOVE, nothing: 'changed' });
}

/**
 * The same of a success that told the version only then: a list may hold more than was meant, and what was written lacks
 * something. So that it is not written twice, it counts as in doubt.
 */
export function ignoredFields(baseUrl: string, request: Request, body: unknown): Failure | undefined {
	if (methodOf(request.operation) === 'GET') return tooNewFields(baseUrl, request);
	const what = fieldTooNew(baseUrl, request);
	if (!what) return undefined;
	return new Failure(`${what}: this was carried out without it`, {
		// Without the field it would be another request, which a retry would send.
		hint: 'It is done, so do not run this item again: set what is missing in AMPECO. Remove the field before the next run.',
		data: isObject(body) ? (body as IDataObject) : undefined,
		outcomeUnknown: true,
	});
}

const REMOVE = 'Remove it, or run this again when the tenant is updated.';

function fieldTooNew(baseUrl: string, { operation, newer = [] }: Request): string | undefined {
	const version = running.get(baseUrl);
	if (operation.since && lacks(version, operation.since)) return undefined;
	const field = newer.find(({ since }) => lacks(version, since));
	return field && `${field.label} came with AMPECO ${field.since}, but this tenant runs ${String(version)}`;
}

/** What a 404 or 405 on a route means that the tenant is too old for; undefined where that is not known. */
export function tooNewRoute(baseUrl: string, { operation }: Request): Failure | undefined {
	const version = running.get(baseUrl);
	if (!operation.since || !lacks(version, operation.since)) return undefined;
	const instead = operation.before
		? `Use ${operation.before} until the tenant is updated.`
		: 'Run it again when the tenant is updated.';
	return new Failure(`This operation came with AMPECO ${operation.since}, but this tenant runs ${String(version)}`, {
		status: NOT_FOUND,
		hint: instead,
		nothing: 'changed',
	});
}

/** Whether a version surely lacks what came later. */
function lacks(version: string | undefined, since: Since): boolean {
	return version !== undefined && compare(version, versions[since].lacks) <= 0;
}

/** Below 0 where the first is the older one. */
function compare(one: string, other: string): number {
	const [left, right] = [one, other].map((version) => version.split('.').map(Number));
	return left.map((part, index) => part - right[index]).find((difference) => difference !== 0) ?? 0;
}
