/** "Get Many": a list that is read page by page. */
import type { Details, Facts } from '../facts';
import { flag, number } from '../fields';
import type { FieldTable } from '../fields';

/**
 * How a list is paged (AMPECO has five ways):
 * `cursor` takes per_page and cursor, `page` takes per_page and page, `perPage` takes per_page alone,
 * `links` takes neither but links to a next page, `none` answers everything at once.
 */
export type Paging = 'cursor' | 'page' | 'perPage' | 'links' | 'none';

export interface List extends Facts {
	kind: 'list';
	paging: Paging;
}

/** The parameters it has on top, by the names stored in workflows. */
export const LIST = {
	returnAll: flag('Return All', { about: 'to return all results or only up to a given limit' }),
	limit: number('Limit', { min: 1, default: 50, about: 'Max number of results to return' }),
} satisfies FieldTable;

export function getMany(route: `GET ${string}`, details: Details & { paging: Paging }): List {
	return { kind: 'list', effect: 'read', several: true, ...details, route };
}

/** Whether the reading of a list can stop anywhere and go on in another run; pages counted by number move meanwhile. */
export function canPause(paging: Paging): boolean {
	return paging === 'cursor';
}
