/** What AMPECO's statuses mean for a request and for what is done next. The words for them are in answerFailures.ts. */

/** A failure, as far as it bears the status of an answer. */
interface WithStatus {
	details: { status?: number };
}

/** Success, without content. */
export const NO_CONTENT = 204;

/** There is no such record or route. */
export const NOT_FOUND = 404;

/** Values that AMPECO does not take, which it names. */
export const REFUSED_VALUES = 422;

/** The request limit is used up: nothing was done. */
export const LIMIT_USED_UP = 429;

/** Nothing here, or nothing that would take this question. */
const NOTHING_THERE = new Set([400, 403, NOT_FOUND, 405, 410, REFUSED_VALUES]);

/** A value in the query is not taken: a filter, or where in a list to go on. */
const REFUSED_QUERY = new Set([400, REFUSED_VALUES]);

/** The charge point, or a gateway on the way, did not answer in time. */
const NOT_IN_TIME = 408;

/** AMPECO may answer a moment later. */
const UNAVAILABLE = new Set([NOT_IN_TIME, 502, 503, 504]);

/** It is not made for this, so it has surely not done it. */
const NOT_SUPPORTED = 501;

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

export function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** Whether another try may be answered. */
export function isUnavailable(status: number): boolean {
	return UNAVAILABLE.has(status);
}

/** Whether AMPECO may have carried out what it gives no answer about. */
export function leavesInDoubt(status: number): boolean {
	return status === NOT_IN_TIME || (status >= 500 && status !== NOT_SUPPORTED);
}

/** Whether the tenant may not know the route. */
export function isUnknownRoute(status: number): boolean {
	return status === NOT_FOUND || status === 405;
}

/** Whether the tenant may not know a value or field. */
export function isUnknownValue(status: number): boolean {
	return REFUSED_QUERY.has(status);
}

/** Whether there is no such record, or none any more. */
export function isGone({ details }: WithStatus): boolean {
	return details.status === NOT_FOUND;
}

/** Whether AMPECO does not know any more where in a list to go on. */
export function isUnknownPlace({ details }: WithStatus): boolean {
	return details.status === NOT_FOUND || REFUSED_QUERY.has(details.status ?? 0);
}

/** Whether there is nothing to be found: no such record, no such filter, or none that the token may see. */
export function findsNothing({ details }: WithStatus): boolean {
	return NOTHING_THERE.has(details.status ?? 0);
}

/** What a status says of a request that was surely not carried out, as one of the kinds of failures. */
export function kindOfStatus(status: number): 'notFound' | 'limit' | 'denied' | 'unavailable' | 'refused' {
	if (status === NOT_FOUND) return 'notFound';
	if (status === LIMIT_USED_UP) return 'limit';
	if (status === 401 || status === 403) return 'denied';
	const isAbsent = status >= 500 || status === NOT_IN_TIME || status === 405 || isRedirect(status);
	return isAbsent ? 'unavailable' : 'refused';
}
