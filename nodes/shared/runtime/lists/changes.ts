/**
 * What reading the changes of a list by a mark comes to, for an operation as for a trigger: the request for what is later than
 * the mark, and how far a mark may move. It stays behind the time at which the list was asked for, by AMPECO's clock, as that
 * clock may lead the times records bear, and a change may become visible a while after the time it bears.
 */
import type { IDataObject } from 'n8n-workflow';
import { wireNames } from '../../catalogue';
import type { FieldTable } from '../../catalogue';
import type { Request } from '../send/request';
import { timeOf } from '../values/moments';
import { setIn } from '../values/objects';

/**
 * How far a mark of what was read stays behind, in seconds: so late may a change become visible, so wrong may the tenant's
 * clocks be.
 */
export const OVERLAP = 120;

/** How far it stays behind, in seconds, where no record shows that the tenant's clock does not lead the times records bear. */
export const LEAD = 3600;

/**
 * The request for what a list shows as changed after a second since 1970.
 *
 * @param key of the filter, in the list's filters
 * @param label what a message calls the time, where the tenant is too old for the filter
 */
export function requestForChanges(
	request: Request,
	filters: FieldTable,
	key: string,
	second: number,
	label = filters[key].label,
): Request {
	const { since } = filters[key];
	const filter = { ...(request.query.filter as IDataObject | undefined) };
	setIn(filter, wireNames(key, filters[key]), timeOf(second));
	const newer = [...(request.newer ?? []), ...(since ? [{ label, since }] : [])];
	return { ...request, newer, query: { ...request.query, filter } };
}

/** Seconds that a reading, begun at `began` in seconds since 1970, has taken until `now`, in milliseconds since 1970. */
export function elapsedSince(began: number, now: number): number {
	return Math.max(0, Math.floor(now / 1000) - began);
}

/**
 * Up to when all is done, as a record shows that was changed at `changed`; all in seconds since 1970.
 *
 * @param began when the reading began, by AMPECO's clock
 * @param elapsed seconds that the reading took: so much later than its beginning the record may have changed
 */
export function doneBehind(changed: number, began: number, elapsed: number): number {
	return Math.min(changed - elapsed, began) - OVERLAP;
}
