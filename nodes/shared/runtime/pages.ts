/**
 * Reads a list page by page, whichever of AMPECO's ways of paging it has. The next page is asked for by its cursor or number
 * on the tenant's own address; the link itself is never followed.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Paging } from '../catalogue';
import type { Connection } from './connection';
import { Failure } from './errors';
import type { Request } from './request';
import { otherAnswer } from './meanings';
import { send } from './send';
import { isObject } from './values';

/** Most records AMPECO gives at once. */
const LARGEST_PAGE = 100;

/** Empty pages one after the other until a list counts as endless. */
const MOST_EMPTY = 20;

/** Records of one list; more is no list but a cursor that never ends, or more than n8n can hold. */
const MOST_RECORDS = 1_000_000;

/** Readings of a list by page numbers until two must have agreed. */
const MOST_READINGS = 5;

export interface Page {
	records: IDataObject[];
	/** The query that asks for the next page; undefined on the last. */
	next?: IDataObject;
	/** When it was asked for, by the tenant's own clock where it says the time, in milliseconds since 1970. */
	asked: number;
}

/** Which part of a list is read. */
export interface Part {
	/** The query of the first page; empty for the first of all. */
	from?: IDataObject;
	/** Records after which no more pages are wanted; Infinity for all. */
	limit?: number;
	/** What to do when AMPECO goes round in circles, after so many records. */
	whenEndless?: (read: number) => string;
}

/** A list from a place in it on. */
export interface Portion extends Page {
	/** Whether it goes over several pages that are counted by number. */
	byNumber: boolean;
}

/**
 * The pages of a list until there are `limit` records or no more pages. The last page is whole, so that nothing lies between
 * it and its `next`.
 *
 * @throws Failure, also when AMPECO keeps pointing at the same page
 */
export async function* pages(
	connection: Connection,
	request: Request,
	paging: Paging,
	{ from = {}, limit = Infinity, whenEndless = lowerTheLimit }: Part = {},
): AsyncGenerator<Page, void> {
	const seen = new Set<string>();
	let read = 0;
	let empty = 0;
	let next: IDataObject | undefined = from;
	while (next && read < limit) {
		const query: IDataObject = { ...request.query, ...pageQuery(paging, limit - read, limit, next), ...next };
		const page: Page = await onePage(connection, { ...request, query });
		read += page.records.length;
		next = page.next;
		// What a token may not see can leave a page empty in the middle of a list.
		empty = page.records.length > 0 ? 0 : empty + 1;
		const place = JSON.stringify(next);
		if (next && (seen.has(place) || empty > MOST_EMPTY)) {
			const what = empty > MOST_EMPTY ? 'empty pages' : 'the same page';
			throw new Failure(`AMPECO keeps answering with ${what}, so the list cannot be read to its end`, {
				hint: whenEndless(read),
			});
		}
		seen.add(place);
		if (next && read >= MOST_RECORDS) {
			throw new Failure(`The list has more than ${MOST_RECORDS.toLocaleString('en')} records`, {
				hint: whenEndless(MOST_RECORDS),
			});
		}
		yield page;
	}
}

function lowerTheLimit(read: number): string {
	return `Lower the limit to ${read} or less, or narrow the filters.`;
}

/** Only the first page. */
export async function firstPage(connection: Connection, request: Request, paging: Paging, part: Part): Promise<Page> {
	const { value } = await pages(connection, request, paging, part).next();
	return value as Page;
}

/** All records up to `limit`, in AMPECO's order, with as few requests as possible. */
export async function readList(
	connection: Connection,
	request: Request,
	paging: Paging,
	limit: number,
): Promise<IDataObject[]> {
	const { records } = await readPortion(connection, request, paging, { limit });
	return records.length > limit ? records.slice(0, limit) : records;
}

/** The pages of a part as one. */
export async function readPortion(
	connection: Connection,
	request: Request,
	paging: Paging,
	part: Part = {},
): Promise<Portion> {
	const portion: Portion = { records: [], asked: Date.now(), byNumber: false };
	let isFirst = true;
	for await (const { records, next, asked } of pages(connection, request, paging, part)) {
		for (const record of records) portion.records.push(record);
		if (isFirst) portion.asked = asked;
		isFirst = false;
		portion.next = next;
		portion.byNumber ||= next !== undefined && 'page' in next;
	}
	return portion;
}

/** Whether AMPECO does not know any more where in a list to go on. */
export function isUnknownPlace({ details }: Failure): boolean {
	return [400, 404, 422].includes(details.status ?? 0);
}

/**
 * A whole list. When its pages are counted by number and a record leaves one that was read, the next pages move up and one is
 * passed over; so it is read until two readings agree. Lists with cursors go on after an ID and have no such gap.
 *
 * @throws Failure, also when no two readings agree
 */
export async function readUnmoved(connection: Connection, request: Request, paging: Paging): Promise<Portion> {
	let before = '';
	for (let readings = 0; readings < MOST_READINGS; readings += 1) {
		const portion = await readPortion(connection, request, paging);
		const ids = portion.records.map(({ id }) => String(id)).join();
		if (!portion.byNumber || ids === before) return portion;
		before = ids;
	}
	throw new Failure('The list changes while it is read, so records could be missed', { hint: 'Try again later.' });
}

async function onePage(connection: Connection, request: Request): Promise<Page> {
	const began = Date.now();
	const { status, body, date } = await send(connection, request);
	// The answer bears the time it was given; the list was looked at before that.
	const asked = (date ?? Date.now()) - (Date.now() - began);
	const content = contentOf(body);
	if (!content) throw otherAnswer('list', isObject(body) && 'data' in body ? body.data : body, request, status);
	return { ...content, asked };
}

/**
 * The paging part of a query. Pages counted by number must all have one size, pages by cursor need not. Which it will be is
 * not sure before the first answer, even of a list that was asked for a cursor.
 */
function pageQuery(paging: Paging, missing: number, limit: number, next: IDataObject): IDataObject {
	if (paging === 'links' || paging === 'none') return {};
	if (typeof next.cursor === 'string') return { per_page: Math.min(LARGEST_PAGE, missing) };
	const count = Math.ceil(limit / LARGEST_PAGE);
	const size = { per_page: Number.isFinite(count) ? Math.ceil(limit / count) : LARGEST_PAGE };
	return paging === 'cursor' && Object.keys(next).length === 0 ? { ...size, cursor: '' } : size;
}

/** The records of an answer: wrapped in `data` or bare, several or a single one; undefined where it holds none of that. */
function contentOf(body: unknown): Omit<Page, 'asked'> | undefined {
	if (Array.isArray(body)) return { records: body as IDataObject[] };
	const { data, links, meta } = (body ?? {}) as {
		data?: unknown;
		links?: { next?: unknown };
		meta?: { next_cursor?: unknown; current_page?: unknown; last_page?: unknown };
	};
	const isBare = isObject(body) && Object.keys(body).some((key) => !['data', 'links', 'meta'].includes(key));
	const records = recordsIn(data === undefined && isBare ? body : data);
	return records && { records, next: nextOf(links?.next, meta ?? {}) };
}

/** An array; the values of an object with numbered keys, which is what Laravel makes of a list it took some out of; a single one. */
function recordsIn(data: unknown): IDataObject[] | undefined {
	if (Array.isArray(data)) return data as IDataObject[];
	if (!isObject(data)) return undefined;
	const isNumbered = Object.keys(data).every((key) => /^\d+$/.test(key));
	return isNumbered ? (Object.values(data) as IDataObject[]) : [data as IDataObject];
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
