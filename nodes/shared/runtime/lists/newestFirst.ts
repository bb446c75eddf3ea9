/**
 * Reads a list of what happened from its newest records back. AMPECO gives such lists oldest first and sorts them no other way,
 * so the last days are asked for first, then the time before them.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Dated, Entity } from '../../entities';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { DAY_MS } from '../values/moments';
import { readPortion } from './pages';
import type { Part, Portion } from './pages';

/** The shortest span asked for, in milliseconds. */
const SHORTEST = 60_000;

/** A span longer than this is asked for without a beginning, in milliseconds. */
const LONGEST = 5 * 365 * DAY_MS;

/** By how much spans grow and shrink. */
const FACTOR = 8;

/** Records of a span that are read; where there are more, a shorter one is asked for, as the newest come last. */
const MOST = 500;

/** With fewer records than this, the next span is longer. */
const FEW = 50;

/** The records of a span of time, newest first. */
export interface Span {
	records: IDataObject[];
	/** Where the span before it ends: `until` is a time, `span` milliseconds; undefined where there is none. */
	next?: IDataObject;
}

/**
 * One span after the other, from the newest records or from where the last one ended.
 *
 * @throws Failure, also when AMPECO keeps pointing at the same page
 */
export async function* spansBack(
	connection: Connection,
	request: Request,
	{ paging }: Pick<Entity, 'paging'>,
	dated: Dated,
	{ from, whenEndless }: Pick<Part, 'from' | 'whenEndless'>,
): AsyncGenerator<Span, void> {
	const read = async (filtered: Request) =>
		await readPortion(connection, filtered, paging, { limit: MOST, whenEndless });
	for (let place = from; place; ) {
		const span = await spanBefore(read, request, dated, place);
		yield span;
		place = span.next;
	}
}

async function spanBefore(
	read: (request: Request) => Promise<Portion>,
	request: Request,
	dated: Dated,
	place: IDataObject,
): Promise<Span> {
	const until = place.until as string | undefined;
	const end = until === undefined ? Date.now() : Date.parse(until);
	for (let span = Number(place.span ?? DAY_MS); ; span /= FACTOR) {
		const after = span > LONGEST ? undefined : `${new Date(end - span).toISOString().slice(0, 19)}Z`;
		const times = { ...(after ? { [dated.after]: after } : {}), ...(until ? { [dated.before]: until } : {}) };
		const filter = { ...(request.query.filter as IDataObject | undefined), ...times };
		const query = { ...request.query, ...(Object.keys(filter).length > 0 ? { filter } : {}) };
		const portion = await read({ ...request, query });
		if (portion.next && span > SHORTEST) continue;
		const records = portion.records.sort((one, other) => happenedAt(other, dated) - happenedAt(one, dated));
		return { records, next: after ? { until: after, span: records.length < FEW ? span * FACTOR : span } : undefined };
	}
}

/** In milliseconds since 1970. */
function happenedAt(record: IDataObject, { by }: Dated): number {
	return Date.parse(String(record[by])) || 0;
}
