/** "Get Many": a list that is read page by page. */
import type { Details, Facts } from '../facts';

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

/** Names of the parameters of a list; stored in workflows. */
export const LIST = { returnAll: 'returnAll', limit: 'limit' } as const;

export function getMany(route: `GET ${string}`, details: Details & { paging: Paging }): List {
	return { kind: 'list', effect: 'read', several: true, ...details, route };
}

/** Whether the reading of a list can stop anywhere and go on in another run; pages counted by number move meanwhile. */
export function canPause(paging: Paging): boolean {
	return paging === 'cursor';
}
