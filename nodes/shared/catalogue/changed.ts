/**
 * "Get Many Since Last Run": made of the list that a resource has anyway, where it can be asked for what changed after a
 * time. All there is to say is which of the list's filters asks for that.
 */
import { lowerCase } from '../compile/words';
import type { Operation } from './resource';

/** What a resource file says in place of an operation. */
export interface SinceLastRun {
	changedAfter: string;
}

/** @param changedAfter the key of the list's filter for what changed after a time */
export function sinceLastRun(changedAfter = 'lastUpdatedAfter'): SinceLastRun {
	return { changedAfter };
}

/** The key of this operation wherever it is; stored in workflows. */
export const GET_CHANGED = 'getChanged';

/** Whether a filter is for the time of a change, of which the mark takes the place. */
export function isTimeOfChange(key: string): boolean {
	return /^(lastUpdated|updated)(After|Before|Since)$/.test(key);
}

/** The whole operation. */
export function changedOf(plural: string, list: Operation, { changedAfter }: SinceLastRun): Operation {
	const filters = Object.entries(list.filters ?? {}).filter(([key]) => !isTimeOfChange(key));
	return {
		...list,
		changedAfter,
		since: list.filters?.[changedAfter]?.since ?? list.since,
		filters: Object.fromEntries(filters),
		name: 'Get Many Since Last Run',
		action: `Get many ${lowerCase(plural)} since last run`,
		says: 'Lists what is new or changed since the last run, with a mark to store for the next one',
	};
}
