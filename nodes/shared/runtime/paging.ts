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

export interface Page {
	records: IDataObject[];
	/** The query that asks for the next page; undefined on the last. */
	next?: IDataObject;
	/** The tenant's own time when it answered, in milliseconds since 1970; undefined when it does not say. */
	date?: number;
}

/**
 * All records up to `limit` (Infinity for all), in AMPECO's order, with as few requests as possible.
 *
 * @throws Failure, also when AMPECO keeps pointing at the same page
 */
export async function readList(sender: Sender, prepared: Prepared, paging: Paging, limit: number): Promise<IDataObject[]> {
	const records: IDataObject[] = [];
	const seen = new Set<string>();
	let next: IDataObject | undefined = {};
	while (next && records.length < limit) {
		const page: Page = await readPage(sender, prepared, paging, limit - records.length, limit, next);
		for (const record of page.records) if (records.length < limit) records.push(record);
		next = page.records.length > 0 ? page.next : undefined;
		const mark = JSON.stringify(next);
		if (next && seen.has(mark)) {
			throw new Failure('AMPECO keeps answering with the same page, so the list cannot be read to its end', {
				hint: `Lower the limit to ${records.length} or less, or narrow the filters.`,
				fate: 'notDone',
			});
		}
		seen.add(mark);
	}
	return records;
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
	const query = { ...prepared.query, ...firstPage(paging, missing, limit), ...next };
	const { body, date } = await send(sender, { ...prepared, query });
	return { ...pageOf(body), date };
}

/** The paging part of a query. Pages counted by number must all have one size, cursors need not. */
function firstPage(paging: Paging, missing: number, limit: number): IDataObject {
	if (paging === 'cursor') return { per_page: Math.min(LARGEST_PAGE, missing), cursor: '' };
	if (paging === 'page' || paging === 'perPage') {
		const pages = Math.ceil(limit / LARGEST_PAGE);
		return { per_page: Number.isFinite(pages) ? Math.ceil(limit / pages) : LARGEST_PAGE };
	}
	return {};
}

/** The records of an answer: wrapped in `data` or bare, several or a single one. */
function pageOf(body: unknown): Page {
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
