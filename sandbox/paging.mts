/** Cuts lists into pages the three ways the API knows: by cursor, by page number, and both ("dual"). */
import { invalidField } from './call.mts';
import type { Operation } from './digest.mts';
import type { Query } from './query.mts';
import { shapeOf } from './shape.mts';

export type Paging = 'cursor' | 'page' | 'dual' | 'none';

/** How an operation that answers a list pages it; undefined for operations that answer no list. */
export function pagingOf(operation: Operation): Paging | undefined {
	const answer = operation.method === 'GET' && operation.responses['200'];
	if (!answer) return undefined;
	const { properties } = shapeOf(answer);
	if (properties?.data?.type !== 'array') return undefined;
	const meta = properties.meta;
	if (!meta) return 'none';
	const kinds = (meta.variants ?? [meta]).map((variant) =>
		'next_cursor' in (variant.properties ?? {}) ? 'cursor' : 'page',
	);
	if (new Set(kinds).size > 1) return 'dual';
	return kinds[0] as Paging;
}

/** Records in order of id, of which a page needs only some: those after an id, or from an index. */
export interface Listing<T> {
	/** At most `count` records after the one with this id (from the start when 0). */
	after(id: number, count: number): T[];
	/** At most `count` records before the one with this id, in ascending order. */
	before(id: number, count: number): T[];
	at(index: number, count: number): T[];
	total(): number;
	idOf(record: T): number;
}

export interface Page<T> {
	records: T[];
	links?: Record<string, string | null>;
	meta?: Record<string, unknown>;
}

const NO_PAGING_SIZE = 1_000_000;
export const DEFAULT_PER_PAGE = 100;

/** `url`: the absolute address of the request, with its query. */
export function pageOf<T>(listing: Listing<T>, operation: Operation, query: Query, url: URL): Page<T> {
	const paging = pagingOf(operation);
	const declares = (name: string) =>
		operation.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name);
	const perPage = query.per_page ?? (declares('per_page') ? DEFAULT_PER_PAGE : NO_PAGING_SIZE);
	if (paging === 'none') return { records: listing.at(0, NO_PAGING_SIZE) };
	const byCursor = paging === 'cursor' || (paging === 'dual' && query.cursor !== undefined);
	return byCursor
		? cursorPage(listing, perPage, query.cursor ?? '', url)
		: numberedPage(listing, perPage, query.page ?? 1, url);
}

function addressOf(url: URL, name: 'cursor' | 'page', value: string): string {
	const address = new URL(url);
	address.searchParams.delete('cursor');
	address.searchParams.delete('page');
	address.searchParams.set(name, value);
	return address.href;
}

const pathOf = (url: URL) => url.origin + url.pathname;

function cursorPage<T>(listing: Listing<T>, perPage: number, cursor: string, url: URL): Page<T> {
	const position = readCursor(cursor);
	let records: T[];
	let hasNext = false;
	let hasPrevious: boolean;
	if (position.back) {
		records = listing.before(position.id, perPage + 1);
		hasPrevious = records.length > perPage;
		records = records.slice(-perPage);
		hasNext = true;
	} else {
		records = listing.after(position.id, perPage + 1);
		hasNext = records.length > perPage;
		records = records.slice(0, perPage);
		hasPrevious = position.id > 0 && records.length > 0;
	}
	const next = hasNext && records.length > 0 ? writeCursor({ id: listing.idOf(records.at(-1)!), back: false }) : null;
	const previous = hasPrevious ? writeCursor({ id: listing.idOf(records[0]), back: true }) : null;
	return {
		records,
		links: {
			first: null,
			last: null,
			prev: previous && addressOf(url, 'cursor', previous),
			next: next && addressOf(url, 'cursor', next),
		},
		meta: { path: pathOf(url), per_page: perPage, next_cursor: next, prev_cursor: previous },
	};
}

interface Position {
	id: number;
	back: boolean;
}

/** Opaque on purpose: clients must not build cursors themselves. */
const writeCursor = ({ id, back }: Position) =>
	Buffer.from(JSON.stringify({ id, _pointsToNextItems: !back })).toString('base64url');

/** An empty cursor is the first page; so is the literal "null", which several clients send. */
function readCursor(cursor: string): Position {
	if (cursor === '' || cursor === 'null') return { id: 0, back: false };
	try {
		const { id, _pointsToNextItems: forward } = JSON.parse(Buffer.from(cursor, 'base64url').toString());
		if (Number.isSafeInteger(id) && typeof forward === 'boolean') return { id, back: !forward };
	} catch {
		// refused below
	}
	throw invalidField('cursor', 'is not a cursor this list has given');
}

function numberedPage<T>(listing: Listing<T>, perPage: number, page: number, url: URL): Page<T> {
	const total = listing.total();
	const lastPage = Math.max(1, Math.ceil(total / perPage));
	const first = (page - 1) * perPage;
	const records = listing.at(first, perPage);
	const address = (number: number) =>
		number >= 1 && number <= lastPage ? addressOf(url, 'page', String(number)) : null;
	const link = (label: string, number: number, active = false) => ({ url: address(number), label, active });
	const near = [...new Set([1, page - 1, page, page + 1, lastPage])].filter(
		(number) => number >= 1 && number <= lastPage,
	);
	return {
		records,
		links: { first: address(1), last: address(lastPage), prev: address(page - 1), next: address(page + 1) },
		meta: {
			current_page: page,
			from: records.length > 0 ? first + 1 : null,
			last_page: lastPage,
			links: [
				link('Previous', page - 1),
				...near.map((number) => link(String(number), number, number === page)),
				link('Next', page + 1),
			],
			path: pathOf(url),
			per_page: perPage,
			to: records.length > 0 ? first + records.length : null,
			total,
		},
	};
}
