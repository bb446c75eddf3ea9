/**
 * "Get Many Since Last Run": made of the list that a resource has anyway, where it can be asked for what changed after a
 * time. All there is to say is which of the list's filters asks for that.
 */
import type { Facts } from '../facts';
import { integer, text } from '../fields';
import type { FieldTable } from '../fields';
import { lowerCase } from '../words';
import { fieldIn, listOf } from './derived';
import type { Derived, WithFilters } from './derived';

export interface Changed extends Facts {
	kind: 'changed';
	/** The list it reads. */
	list: WithFilters;
	/** The key of the list's filter that the mark is given to. */
	changedAfter: string;
}

/** The parameters it has on top, by the names stored in workflows. */
export const CHANGED = {
	lastMark: text('Mark of Last Run', {
		example: '2026-01-31T08:00:00Z',
		about:
			'The nextMark of the last run, from where the workflow stored it, or a date to begin at. Empty begins with all there is.',
	}),
	limitPerRun: integer('Limit', {
		min: 1,
		default: 10_000,
		about: 'Max number of results to return. The rest comes with the next run.',
	}),
} satisfies FieldTable;

/** @param changedAfter the key of the list's filter for what changed after a time */
export function sinceLastRun(changedAfter = 'lastUpdatedAfter'): Derived<Changed> {
	return {
		from(siblings) {
			const list = listOf(siblings);
			fieldIn(list.filters, changedAfter, siblings, 'sinceLastRun names the filter');
			const filters = Object.entries(list.filters);
			return {
				...list,
				kind: 'changed',
				list,
				changedAfter,
				since: list.filters[changedAfter].since ?? list.since,
				filters: Object.fromEntries(filters.filter(([key]) => !isTimeOfChange(key))),
				ownFilters: Object.fromEntries(filters.filter(([key]) => isTimeOfChange(key))),
				adds: { nextMark: 'text' },
				builderHint:
					'Read the mark from a data table before it, and store nextMark of the first item last of all, once',
				name: 'Get Many Since Last Run',
				action: `Get changed ${lowerCase(siblings.plural)}`,
				says: 'Lists what is new or changed since the last run, with a mark to store for the next one',
			};
		},
	};
}

/** Whether a filter is for the time of a change, of which the mark takes the place. */
function isTimeOfChange(key: string): boolean {
	return /^(lastUpdated|updated)(After|Before|Since)$/.test(key);
}
