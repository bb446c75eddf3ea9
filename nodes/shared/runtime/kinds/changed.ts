/**
 * Reads what of a list changed since a mark, and gives the mark to go on from. Nothing is kept here between two runs: the
 * workflow stores the mark when it has dealt with the records, so what a run fails at comes again in the next.
 *
 * A mark is a time, "2026-01-31T08:00:00Z": everything up to it is done. It stays behind the time at which the list was
 * asked for, by AMPECO's clock, as a change may become visible a while after the time it bears. Where a run stopped in the
 * middle of the list, the place follows: when that reading began, what it reads, and where it goes on.
 */
import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { CHANGED, MOST_PER_RUN, canPause, wireNames } from '../../catalogue';
import type { Changed, FieldTable } from '../../catalogue';
import { canonicalJson } from '../canonicalJson';
import type { Connection } from '../connection';
import { Failure, FieldProblem, failureOf } from '../errors';
import { OVERLAP, secondOf, timeOf, toUtc } from '../moments';
import { shapeOf, withProperties } from '../outputs';
import { placesOf } from '../places';
import { isUnknownPlace, readPortion, readUnmoved } from '../pages';
import type { Portion } from '../pages';
import type { Request } from '../request';
import { isUnset, setIn, wholeNumber } from '../values';
import { connectionOf } from '../work';
import type { Work } from '../work';

/** In place of the time, where a reading began with all there is. */
const ALL = 'all';

interface Mark {
	/** In seconds since 1970; undefined for all there is. */
	after?: number;
	place?: Place;
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
	const mark = markOf(read(CHANGED.lastMark, ''), context.getTimezone());
	const limit = canPause(operation.list.paging)
		? wholeNumber(read(CHANGED.limitPerRun, MOST_PER_RUN), 'Limit', 1, Number.MAX_SAFE_INTEGER)
		: Infinity;
	const list = hashOfList([connection.tenant.baseUrl, request.path, request.query.filter ?? {}]);
	if (mark.place && mark.place.list !== list) {
		throw placeFailure('Mark of Last Run is from the middle of a list with other filters, or of another tenant', mark);
	}
	const reading = { connection, request, operation, list, limit };
	let step = await readStep(reading, mark);
	// What was left of the list is gone. Without a record the workflow would not get the next mark, and stand still.
	if (mark.place && step.records.length === 0) step = await readStep(reading, step.next);
	const nextMark = text(step.next);
	const places = await placesOf(work, operation, connection, step.records);
	return step.records.map((record, index) => withProperties(shape(record), { ...places?.[index], nextMark }));
}

/** Reads from a mark on, to the end or the limit. */
async function readStep(reading: Reading, { after, place }: Mark): Promise<{ records: IDataObject[]; next: Mark }> {
	const { operation, list } = reading;
	const { changedAfter } = operation;
	const request =
		after === undefined
			? reading.request
			: requestForChanges(reading.request, operation.list.filters, changedAfter, after);
	const { records, next, asked } = await portionOf({ ...reading, request }, { after, place });
	const began = place?.began ?? Math.floor(asked / 1000);
	if (after !== undefined && after > began + OVERLAP) {
		throw new FieldProblem(
			`Mark of Last Run is in the future: ${timeOf(after)}. Give the nextMark of the last run, or a date that is past.`,
		);
	}
	return {
		records,
		next: next
			? { after, place: { began, list, cursor: String(next.cursor) } }
			: { after: Math.max(began - OVERLAP, after ?? 0) },
	};
}

/**
 * The request for what a list shows as changed after a second since 1970.
 *
 * @param key of the filter, in the list's filters
 */
export function requestForChanges(request: Request, filters: FieldTable, key: string, second: number): Request {
	const filter = { ...(request.query.filter as IDataObject | undefined) };
	setIn(filter, wireNames(key, filters[key]), timeOf(second));
	return { ...request, query: { ...request.query, filter } };
}

async function portionOf({ connection, request, operation, limit }: Reading, mark: Mark): Promise<Portion> {
	const { paging } = operation.list;
	if (!canPause(paging)) return await readUnmoved(connection, request, paging);
	try {
		const from = mark.place ? { cursor: mark.place.cursor } : {};
		const portion = await readPortion(connection, request, paging, { from, limit });
		// A tenant may count pages by number all the same; then no place in the list stays what it is.
		return portion.byNumber ? await readUnmoved(connection, request, paging) : portion;
	} catch (error) {
		const failure = failureOf(error);
		if (!mark.place || !isUnknownPlace(failure)) throw failure;
		throw placeFailure(`AMPECO does not go on where the last run stopped. ${failure.message}`, mark);
	}
}

function markOf(given: unknown, timeZone: string): Mark {
	if (isUnset(given)) return {};
	const time = secondOf(toUtc(given, timeZone));
	if (time !== undefined) return { after: time };
	const [after, began, list, cursor] = String(given).trim().split(' ');
	const place = { began: secondOf(began), list, cursor: decoded(cursor) };
	if (place.began === undefined || !place.cursor || !(after === ALL || secondOf(after) !== undefined)) {
		throw new FieldProblem(
			'Mark of Last Run must be the nextMark of an earlier run, or a date such as 2026-01-31T08:00:00Z.',
		);
	}
	return { after: secondOf(after), place: place as Place };
}

function text({ after, place }: Mark): string {
	const time = after === undefined ? ALL : timeOf(after);
	if (!place) return time;
	return [time, timeOf(place.began), place.list, encodeURIComponent(place.cursor)].join(' ');
}

function decoded(text = ''): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function hashOfList(list: unknown): string {
	return createHash('sha256').update(canonicalJson(list)).digest('base64url').slice(0, 8);
}

function placeFailure(message: string, { after }: Mark): Failure {
	const again = after === undefined ? 'Leave it empty' : `Set Mark of Last Run to ${timeOf(after)}`;
	return new Failure(message, {
		hint: `${again} to begin that list again; what came already comes once more.`,
	});
}
