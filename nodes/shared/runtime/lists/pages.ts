/**
 * Reads a list page by page, whichever of AMPECO's ways of paging it has. The next page is asked for by its cursor or number
 * on the tenant's own address; the link itself is never followed.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Paging } from '../../catalogue';
import { Failure } from '../errors/errors';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { canonicalJson } from '../values/canonicalJson';
import { mostPages, movedFailure, readOverlapping } from './numbered';
import { LARGEST_PAGE, MOST_RECORDS, onePage } from './page';
import type { Page } from './page';

/** Empty pages one after the other until a list counts as endless. */
const MOST_EMPTY = 20;

/** Readings of a list by page numbers until two must have agreed. */
const MOST_READINGS = 5;

/** Which part of a list is read. */
export interface Part {
	/** The query of the first page; empty for the first of all. */
	from?: IDataObject;
	/** Records after which no more pages are wanted; Infinity for all. */
	limit?: number;
	/** The first page, where it was read already. */
	begun?: Page;
	/** What to do when AMPECO goes round in circles, after so many records. */
	whenEndless?: (read: number) => string;
}

/** A list from a place in it on. */
export interface Portion extends Omit<Page, 'meta'> {
	/** Whether it goes over several pages that are counted by number. */
	byNumber: boolean;
}

/** A list that goes round in circles, or shows nothing for too long. */
export class Endless extends Failure {}

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
	{ from = {}, limit = Infinity, begun, whenEndless = lowerTheLimit }: Part = {},
): AsyncGenerator<Page, void> {
	const largest = request.operation.largestPage ?? LARGEST_PAGE;
	const seen = new Set([JSON.stringify(from)]);
	let read = 0;
	let empty = 0;
	let next: IDataObject | undefined = from;
	while (next && read < limit) {
		const query: IDataObject = { ...request.query, ...pageQuery(paging, largest, limit - read, limit, next), ...next };
		const page: Page = begun && next === from ? begun : await onePage(connection, { ...request, query });
		read += page.records.length;
		next = page.next;
		// What a token may not see can leave a page empty in the middle of a list.
		empty = page.records.length > 0 ? 0 : empty + 1;
		const place = JSON.stringify(next);
		if (next && (seen.has(place) || empty > MOST_EMPTY)) {
			const what = empty > MOST_EMPTY ? 'empty pages' : 'the same page';
			throw new Endless(`AMPECO keeps answering with ${what}, so the list cannot be read to its end`, {
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
	return (await readUpTo(connection, request, paging, limit)).records;
}

/** The same, with whether the list may go on behind them. */
export async function readUpTo(
	connection: Connection,
	request: Request,
	paging: Paging,
	limit: number,
): Promise<{ records: IDataObject[]; goesOn: boolean }> {
	const { records, next, byNumber } = await readPortion(connection, request, paging, { limit });
	if (records.length > limit) return { records: records.slice(0, limit), goesOn: true };
	const mayGoOn = next !== undefined || byNumber || paging === 'perPage';
	return { records, goesOn: records.length === limit && mayGoOn };
}

/**
 * The pages of a part as one. Where they are counted by number, each record comes once, and none is passed over that was there
 * all the while.
 *
 * @throws Failure, also when the list moves so much that this cannot be said
 */
export async function readPortion(
	connection: Connection,
	request: Request,
	paging: Paging,
	part: Part = {},
): Promise<Portion> {
	const portion: Portion = { records: [], asked: Date.now(), byNumber: false };
	let isFirst = true;
	for await (const page of pages(connection, request, paging, part)) {
		if (isFirst) portion.asked = page.asked;
		if (isFirst && !part.from && isByNumber(page)) {
			const records = await readByNumber(connection, request, paging, page, part.limit ?? Infinity);
			return { ...portion, records, byNumber: true };
		}
		isFirst = false;
		for (const record of page.records) portion.records.push(record);
		portion.next = page.next;
		portion.byNumber ||= isByNumber(page);
	}
	return portion;
}

/** Whether a list goes on after a page that was counted by number. */
export function isByNumber({ next }: Page): boolean {
	return next !== undefined && 'page' in next;
}

/**
 * A list by page numbers, at least up to `limit`.
 *
 * @param first its first page
 * @throws Failure
 */
export async function readByNumber(
	connection: Connection,
	request: Request,
	paging: Paging,
	first: Page,
	limit = Infinity,
): Promise<IDataObject[]> {
	const largest = request.operation.largestPage ?? LARGEST_PAGE;
	const { per_page: size } = pageQuery(paging, largest, limit, limit, {});
	if (first.records.length >= limit) return first.records;
	const ask = async ({ number, size: per_page }: { number: number; size: number }) =>
		await onePage(connection, { ...request, query: { ...request.query, per_page, page: String(number) } });
	const records = typeof size === 'number' ? await readOverlapping(ask, first, size, limit) : undefined;
	return records ?? (await readUnmoved(connection, request, paging, { limit, begun: first }));
}

/**
 * A list by page numbers as two readings agree on it: where nothing came in or left between, nothing was passed over.
 *
 * @throws Failure, also when no two readings agree
 */
async function readUnmoved(
	connection: Connection,
	request: Request,
	paging: Paging,
	{ limit, begun }: Part,
): Promise<IDataObject[]> {
	let before: string | undefined;
	for (let readings = 0; readings < MOST_READINGS; readings += 1) {
		const read: Page[] = [];
		for await (const page of pages(connection, request, paging, readings === 0 ? { limit, begun } : { limit })) {
			if (read.push(page) > (mostPages(read[0]) ?? Infinity)) throw movedFailure();
		}
		const text = textOf(read);
		if (text !== undefined && text === before) return read.flatMap(({ records }) => records);
		before = text;
	}
	throw movedFailure();
}

/** What tells a reading from others; undefined where a record came twice, as it moved from one page to the next. */
function textOf(read: Page[]): string | undefined {
	const all = read.map(({ records }) => records.map((record) => record?.id));
	const haveIds = all.every((ids) => !ids.includes(undefined) && new Set(ids).size === ids.length);
	if (!haveIds) return canonicalJson(read.map(({ records }) => records));
	const ids = all.flat().map(String);
	return new Set(ids).size === ids.length ? ids.join() : undefined;
}

/**
 * The paging part of a query. Pages counted by number must all have one size, pages by cursor need not. Which it will be is
 * not sure before the first answer, even of a list that was asked for a cursor.
 */
function pageQuery(paging: Paging, largest: number, missing: number, limit: number, next: IDataObject): IDataObject {
	if (paging === 'links' || paging === 'none') return {};
	if (typeof next.cursor === 'string') return { per_page: Math.min(largest, missing) };
	const size = { per_page: Math.min(largest, limit) };
	return paging === 'cursor' && Object.keys(next).length === 0 ? { ...size, cursor: '' } : size;
}
