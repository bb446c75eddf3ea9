/**
 * Reads what of a list changed since a mark, and gives the mark to go on from. Nothing is kept here between two runs: the
 * workflow stores the mark when it has dealt with the records, so what a run fails at comes again in the next.
 *
 * A mark is a time, "2026-01-31T08:00:00Z": everything up to it is done. It stays behind the time at which the list was
 * asked for, by AMPECO's clock, as that clock may lead the times records bear, and a change may become visible a while after
 * the time it bears. What was given already and would come once more follows, a few characters for each version. Where a run
 * stopped in the middle of the list, the place stands between: when that reading began, what it reads, and where it goes on.
 */
import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CHANGED, canPause } from '../../catalogue';
import type { Changed } from '../../catalogue';
import { Failure, FieldProblem, failureOf } from '../errors/errors';
import { isUnknownPlace } from '../errors/statuses';
import { LEAD, OVERLAP, doneBehind, elapsedSince, requestForChanges } from '../lists/changes';
import { readPortion } from '../lists/pages';
import type { Portion } from '../lists/pages';
import { locationsOf } from '../output/locations';
import { shapeOf, withProperties } from '../output/outputs';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { canonicalJson } from '../values/canonicalJson';
import { secondOf, timeOf, toUtc } from '../values/moments';
import { isUnset } from '../values/unset';
import { wholeNumberIn } from '../values/values';

const MARK = CHANGED.lastMark.label;

/** In place of the time, where a reading began with all there is. */
const ALL = 'all';

/** Before the versions in a mark. */
const SEEN = '+';

/** Versions a mark remembers: it stands in each record of a run. With more changes than that, some come once more. */
const MOST_SEEN = 100;

interface Mark {
	/** In seconds since 1970; undefined for all there is. */
	after?: number;
	place?: Place;
	/** Hashes of versions after that time which were given already. */
	seen: string[];
}

/** Where in a list a run stopped. */
interface Place {
	/** When the first page was asked for, in seconds since 1970. */
	began: number;
	/** What list it is. */
	list: string;
	/** The cursor of the next page. */
	cursor: string;
}

/** What the reading of one run needs. */
interface Reading {
	connection: Connection;
	request: Request;
	operation: Changed;
	/** A hash of what list it is. */
	list: string;
	limit: number;
}

/** @throws Failure, of whatever kind; then the mark that was given stays good */
export async function runChanged(work: Work, operation: Changed, request: Request): Promise<INodeExecutionData[]> {
	const { context, read } = work;
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	const mark = markOf(read('lastMark', ''), context.getTimezone());
	const limit = canPause(operation.list.paging) ? wholeNumberIn(read, 'limitPerRun', CHANGED.limitPerRun) : Infinity;
	const list = shortHash([connection.tenant.baseUrl, request.path, request.query.filter ?? {}]);
	if (mark.place && mark.place.list !== list) {
		throw placeFailure(`${MARK} is from the middle of a list with other filters, or of another tenant`, mark);
	}
	// The list is there on every tenant that has Get Many: what came later is its filter.
	const asked = { ...request, operation: { ...request.operation, since: operation.list.since } };
	const reading = { connection, request: asked, operation, list, limit };
	let step = await readStep(reading, mark);
	// What was left of the list is gone. Without a record the workflow would not get the next mark, and stand still.
	if (mark.place && step.records.length === 0) step = await readStep(reading, step.next);
	const nextMark = text(step.next);
	const locations = await locationsOf(work, operation, connection, step.records);
	return step.records.map((record, index) => withProperties(shape(record), { ...locations?.[index], nextMark }));
}

/** Reads from a mark on, to the end or the limit. */
async function readStep(reading: Reading, mark: Mark): Promise<{ records: IDataObject[]; next: Mark }> {
	const { after, place } = mark;
	const { operation, list } = reading;
	const { changedAfter } = operation;
	const request =
		after === undefined
			? reading.request
			: requestForChanges(reading.request, operation.list.filters, changedAfter, after, MARK);
	const started = Date.now();
	const { records, next, asked } = await portionOf({ ...reading, request }, mark);
	const began = place?.began ?? Math.floor(asked / 1000);
	const elapsed = elapsedSince(began, asked + (Date.now() - started));
	if (after !== undefined && after > began + OVERLAP) {
		throw new FieldProblem(
			`${MARK} is in the future: ${timeOf(after)}. Give the nextMark of the last run, or a date that is past.`,
		);
	}
	const known = new Set(mark.seen);
	const fresh = known.size === 0 ? records : records.filter((record) => !known.has(shortHash(record)));
	const timed = records.map((record) => ({ record, time: timeOfChange(record, operation) }));
	const latest = timed.reduce((most, { time }) => Math.max(most, time), -Infinity);
	const done = Math.max(doneUpTo(began, latest, elapsed), after ?? 0);
	const later = timed.filter(({ time }) => time > done).map(({ record }) => shortHash(record));
	// What a part of the list does not show again was in an earlier one.
	const earlier = place || next ? mark.seen : [];
	const seen = [...new Set([...earlier, ...later])].slice(-MOST_SEEN);
	return {
		records: fresh,
		next: next ? { after, seen, place: { began, list, cursor: String(next.cursor) } } : { after: done, seen },
	};
}

/**
 * Up to when all is done, in seconds since 1970, where a reading began at `began` by AMPECO's clock: behind the latest record,
 * and where nothing changed for long, behind the clock. This n8n's own clock counts where the other leads it and no record.
 *
 * @param elapsed seconds that the reading took: so much later than its beginning the latest record may have changed
 */
function doneUpTo(began: number, latest: number, elapsed: number): number {
	const clock = Math.min(began, Math.max(Math.floor(Date.now() / 1000), latest));
	return Math.max(doneBehind(latest, clock, elapsed), clock - LEAD);
}

/** When a record changed, in seconds since 1970; without end in the past where it does not say. */
function timeOfChange(record: IDataObject, { changedAfter }: Changed): number {
	return secondOf(record[changedAfter.replace(/(After|Since)$/, 'At')]) ?? -Infinity;
}

async function portionOf({ connection, request, operation, limit }: Reading, mark: Mark): Promise<Portion> {
	const { paging } = operation.list;
	if (!canPause(paging)) return await readPortion(connection, request, paging);
	try {
		const from = mark.place ? { cursor: mark.place.cursor } : {};
		const portion = await readPortion(connection, request, paging, { from, limit });
		// A tenant may count pages by number all the same; then no place in the list stays what it is.
		return portion.byNumber ? await readPortion(connection, request, paging) : portion;
	} catch (error) {
		const failure = failureOf(error);
		if (!mark.place || !isUnknownPlace(failure)) throw failure;
		throw placeFailure(`AMPECO does not go on where the last run stopped. ${failure.message}`, mark);
	}
}

function markOf(given: unknown, timeZone: string): Mark {
	if (isUnset(given)) return { seen: [] };
	const time = secondOf(toUtc(given, timeZone));
	if (time !== undefined) return { after: time, seen: [] };
	const [after, ...more] = String(given).trim().split(' ');
	const seen = more[more.length - 1]?.startsWith(SEEN) ? more.pop()!.slice(SEEN.length).split('.') : [];
	const [began, list, cursor] = more;
	const place = { began: secondOf(began), list, cursor: decoded(cursor) };
	const isPlace = place.began !== undefined && place.cursor && (after === ALL || secondOf(after) !== undefined);
	const isTime = more.length === 0 && seen.length > 0 && secondOf(after) !== undefined;
	if (!isPlace && !isTime) {
		throw new FieldProblem(`${MARK} must be the nextMark of an earlier run, or a date such as 2026-01-31T08:00:00Z.`);
	}
	return { after: secondOf(after), seen, ...(isPlace ? { place: place as Place } : {}) };
}

function text({ after, place, seen }: Mark): string {
	return [
		after === undefined ? ALL : timeOf(after),
		...(place ? [timeOf(place.began), place.list, encodeURIComponent(place.cursor)] : []),
		...(seen.length > 0 ? [SEEN + seen.join('.')] : []),
	].join(' ');
}

function decoded(text = ''): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function shortHash(value: unknown): string {
	return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 8);
}

function placeFailure(message: string, { after }: Mark): Failure {
	const again = after === undefined ? 'Leave it empty' : `Set ${MARK} to ${timeOf(after)}`;
	return new Failure(message, {
		hint: `${again} to begin that list again; what came already comes once more.`,
	});
}
