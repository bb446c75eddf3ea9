/**
 * Reads a list page by page until the limit, whichever of AMPECO's ways of paging it has. The next
 * page is asked for by its cursor or number on the tenant's own address; the link itself is never
 * followed.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Paging } from '../catalogue';
import { Failure } from './failure';
import { send } from './send';
import type { Prepared, Sender } from './send';

/** Most records AMPECO gives at once. */
const LARGEST_PAGE = 100;

/** Empty pages one after the other until a list counts as endless. */
const MOST_EMPTY = 20;

export interface Page {
	records: IDataObject[];
	/** The query that asks for the next page; undefined on the last. */
	next?: IDataObject;
	/** When it was asked for, by the tenant's own clock where it says the time, in milliseconds since 1970. */
	asked: number;
}

/** A list from a place in it on. */
export interface Portion extends Page {
	/** Whether it goes over several pages that are counted by number. */
	byNumber: boolean;
}

/**
 * All records up to `limit` (Infinity for all), in AMPECO's order, with as few requests as possible.
 *
 * @throws Failure, also when AMPECO keeps pointing at the same page
 */
export async function readList(
	sender: Sender,
	prepared: Prepared,
	paging: Paging,
	limit: number,
): Promise<IDataObject[]> {
	const { records } = await readPortion(sender, prepared, paging, limit, {});
	return records.length > limit ? records.slice(0, limit) : records;
}

/**
 * The pages from `from` (a query, empty for the first) until there are `limit` records or no more. The last page is whole, so
 * that nothing lies between it and `next`.
 *
 * @throws Failure, also when AMPECO keeps pointing at the same page
 */
export async function readPortion(
	sender: Sender,
	prepared: Prepared,
	paging: Paging,
	limit: number,
	from: IDataObject,
): Promise<Portion> {
	const records: IDataObject[] = [];
	const seen = new Set<string>();
	let asked: number | undefined;
	let byNumber = false;
	let empty = 0;
	let next: IDataObject | undefined = from;
	while (next && records.length < limit) {
		const page: Page = await readPage(sender, prepared, paging, limit - records.length, limit, next);
		for (const record of page.records) records.push(record);
		asked ??= page.asked;
		next = page.next;
		// What a token may not see can leave a page empty in the middle of a list.
		empty = page.records.length > 0 ? 0 : empty + 1;
		const mark = JSON.stringify(next);
		if (next && (seen.has(mark) || empty > MOST_EMPTY)) {
			const what = empty > MOST_EMPTY ? 'empty pages' : 'the same page';
			throw new Failure(`AMPECO keeps answering with ${what}, so the list cannot be read to its end`, {
				hint: `Lower the limit to ${records.length} or less, or narrow the filters.`,
				fate: 'notDone',
			});
		}
		seen.add(mark);
		byNumber ||= next !== undefined && 'page' in next;
	}
	return { records, next, asked: asked ?? Date.now(), byNumber };
}

/** Whether AMPECO does not know any more where in a list to go on. */
export function isUnknownPlace({ details }: Failure): boolean {
	return [400, 404, 422].includes(details.status ?? 0);
}

/** Readings of a list by page numbers until two must have agreed. */
const MOST_READINGS = 5;

/**
 * A whole list. When its pages are counted by number and a record leaves one that was read, the next pages move up and one is
 * passed over; so it is read until two readings agree. Lists with cursors go on after an ID and have no such gap.
 *
 * @throws Failure, also when no two readings agree
 */
export async function readUnmoved(sender: Sender, prepared: Prepared, paging: Paging): Promise<Portion> {
	let before = '';
	for (let readings = 0; readings < MOST_READINGS; readings += 1) {
		const portion = await readPortion(sender, prepared, paging, Infinity, {});
		const ids = portion.records.map(({ id }) => String(id)).join();
		if (!portion.byNumber || ids === before) return portion;
		before = ids;
	}
	throw new Failure('The list changes while it is read, so records could be missed', {
		hint: 'Try again later.',
		fate: 'notDone',
	});
}

/** One page. `missing` records are wanted still, `limit` in all. */
export async function readPage(
	sender: Sender,
	prepared: Prepared,
	paging: Paging,
	missing: number,
	limit: number,
	next: IDataObject,
): Promise<Page> {
	const query = { ...prepared.query, ...pageQuery(paging, missing, limit, next), ...next };
	const began = Date.now();
	const { body, date } = await send(sender, { ...prepared, query });
	// The answer bears the time it was given; the list was looked at before that.
	const asked = (date ?? Date.now()) - (Date.now() - began);
	return { ...pageOf(body), asked };
}

/**
 * The paging part of a query. Pages counted by number must all have one size, pages by cursor need not. Which it will be is
 * not sure before the first answer, even of a list that was asked for a cursor.
 */
function pageQuery(paging: Paging, missing: number, limit: number, next: IDataObject): IDataObject {
	if (paging === 'links' || paging === 'none') return {};
	if (typeof next.cursor === 'string') return { per_page: Math.min(LARGEST_PAGE, missing) };
	const pages = Math.ceil(limit / LARGEST_PAGE);
	const size = { per_page: Number.isFinite(pages) ? Math.ceil(limit / pages) : LARGEST_PAGE };
	return paging === 'cursor' && Object.keys(next).length === 0 ? { ...size, cursor: '' } : size;
}

/** The records of an answer: wrapped in `data` or bare, several or a single one. */
function pageOf(body: unknown): Omit<Page, 'asked'> {
	if (Array.isArray(body)) return { records: body as IDataObject[] };
	const { data, links, meta } = (body ?? {}) as {
		data?: unknown;
		links?: { next?: unknown };
		meta?: { next_cursor?: unknown; current_page?: unknown; last_page?: unknown };
	};
	if (!Array.isArray(data)) {
		return { records: [(data ?? body ?? {}) as IDataObject] };
	}
	return { records: data as IDataObject[], next: nextOf(links?.next, meta ?? {}) };
}

function nextOf(
	link: unknown,
	meta: { next_cursor?: unknown; current_page?: unknown; last_page?: unknown },
): IDataObject | undefined {
	if (typeof meta.next_cursor === 'string' && meta.next_cursor !== '') return { cursor: meta.next_cursor };
	if (typeof link === 'string' && link !== '') {
		const query = new URLSearchParams(link.split('?')[1]?.split('#')[0] ?? '');
		if (query.get('cursor')) return { cursor: query.get('cursor')! };
		if (query.get('page')) return { page: query.get('page')! };
	}
	const [current, last] = [Number(meta.current_page), Number(meta.last_page)];
	return current < last ? { page: String(current + 1) } : undefined;
}
