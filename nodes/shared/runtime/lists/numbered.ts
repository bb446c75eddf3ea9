/**
 * Reads a list whose pages are counted by number. When a record leaves a page that was read, or one comes in before it, all that
 * follow change their places. So each page is chosen to begin with a record that is known already: AMPECO gives pages of any size
 * up to 100, and a second page of 99 begins with the last record of a first page of 100. If nothing on a page is known, the
 * reading goes on from further back. docs/reliability.md says what that costs.
 */
import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../errors/errors';
import { canonicalJson } from '../values/canonicalJson';
import { LARGEST_PAGE, MOST_RECORDS } from './page';
import type { Page } from './page';

/** How many records further back the reading goes on at first; doubled each time. */
const FIRST_STEP_BACK = 10;

/** A page by its number, counted from 1, and its size in records. */
interface Place {
	number: number;
	size: number;
}

/**
 * The records of a list in its order, at least `limit` of them unless it has less: each once, and all that were there all the while.
 *
 * @param first the first page, of at most `size` records
 * @returns undefined where places do not tell: AMPECO gives pages of another size, or records cannot be told apart
 * @throws Failure when the list moves so much that it took twice as many requests as it has pages, and ten
 */
export async function readOverlapping(
	ask: (place: Place) => Promise<Page>,
	first: Page,
	size: number,
	limit: number,
): Promise<IDataObject[] | undefined> {
	const known = new Known(first.records.every(hasId));
	let page = first;
	let place: Place = { number: 1, size };
	/** Places of the list that were read; what comes next begins before their end. */
	let end = 0;
	let back = 0;
	for (let requests = 1; ; requests += 1) {
		if (!isAt(page, place)) return undefined;
		const start = (place.number - 1) * place.size;
		const came = known.take(page.records, start, end);
		if (came === 'unclear') return undefined;
		if (came === 'connected') {
			if (!page.next || known.records.length >= limit) return known.records;
			end = start + page.records.length;
			back = 0;
		} else {
			back = back === 0 ? FIRST_STEP_BACK : 2 * back;
		}
		if (requests >= (mostPages(first) ?? mostPagesFor(known.records.length))) throw movedFailure();
		place = placeFrom(Math.max(end - 1 - back, 0), end + limit - known.records.length, Math.max(size, LARGEST_PAGE));
		page = await ask(place);
	}
}

/** The records of a list so far, and whether a page follows on them. */
class Known {
	readonly records: IDataObject[] = [];
	private readonly names = new Set<string>();

	/** @param haveIds else a record is known by all it holds */
	constructor(private readonly haveIds: boolean) {}

	/**
	 * Takes what is new on a page, if the page follows on what is known or is the first.
	 *
	 * @param start the place in the list of its first record
	 * @param end the place behind the last one known
	 */
	take(page: IDataObject[], start: number, end: number): 'connected' | 'apart' | 'unclear' {
		if (this.haveIds && !page.every(hasId)) return 'unclear';
		const names = page.map((record) => (this.haveIds ? String(record.id) : canonicalJson(record)));
		if (new Set(names).size < names.length) return 'unclear';
		const isNew = names.map((name) => !this.names.has(name));
		// Without IDs a record that has changed is another one, so only what stands in its place is sure.
		if (!this.haveIds && isNew.some((one, index) => one !== start + index >= end)) return 'unclear';
		if (start > 0 && isNew.every(Boolean)) return 'apart';
		page.forEach((record, index) => {
			if (!isNew[index]) return;
			this.names.add(names[index]);
			this.records.push(record);
		});
		return 'connected';
	}
}

function hasId(record: IDataObject): boolean {
	return typeof record?.id === 'number' || typeof record?.id === 'string';
}

/** Whether a page is the one that was asked for. One with less records than its size is so only at the end of the list. */
function isAt({ records, next, meta }: Page, { number, size }: Place): boolean {
	const isAsked = (said: unknown, asked: number) => said === undefined || said === null || Number(said) === asked;
	const fits = next ? records.length === size : records.length <= size;
	return fits && isAsked(meta.per_page, size) && isAsked(meta.current_page, number);
}

/** Requests after which a list that moves is given up, by the number of pages it had at first; undefined where it does not say. */
export function mostPages({ meta }: Page): number | undefined {
	const pages = Number(meta.last_page);
	return pages > 0 ? 2 * pages + 10 : undefined;
}

function mostPagesFor(records: number): number {
	return Math.min(2 * Math.ceil(records / LARGEST_PAGE) + 10, (2 * MOST_RECORDS) / LARGEST_PAGE);
}

export function movedFailure(): Failure {
	return new Failure('The list changes while it is read, so records could be missed', {
		hint: 'Run it again later, or narrow the filters so that the list has fewer pages.',
		nothing: 'changed',
	});
}

/** The page that begins at `latest` or before, counted from 0, and goes furthest; or just as far as `enough`. */
function placeFrom(latest: number, enough: number, largest: number): Place {
	const endOf = ({ number, size }: Place) => number * size;
	let best: Place = { number: 1, size: 0 };
	for (let size = largest; size > 0; size -= 1) {
		const place = { number: Math.floor(latest / size) + 1, size };
		const isBetter = endOf(best) < enough ? endOf(place) > endOf(best) : endOf(place) < endOf(best);
		if (isBetter && (endOf(best) < enough || endOf(place) >= enough)) best = place;
	}
	return best;
}
