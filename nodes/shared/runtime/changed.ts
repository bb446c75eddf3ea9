/**
 * Reads what of a list changed since a mark, and gives the mark to go on from. Nothing is kept here between two runs: the
 * workflow stores the mark when it has dealt with the records, so what a run fails at comes again in the next.
 *
 * A mark is a time, "2026-01-31T08:00:00Z": everything up to it is done. It stays behind the time at which the list was
 * asked for, by AMPECO's clock, as a change may become visible a while after the time it bears. Where a run stopped in the
 * middle of the list, the place follows: when that reading began, what it reads, and where it goes on.
 */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { wireNames } from '../catalogue';
import type { Operation } from '../catalogue';
import { MOST_PER_RUN, PARAMETER, canPause } from '../compile/operation';
import { Failure, failureOf } from './failure';
import type { Work } from './item';
import { toUtc } from './moments';
import { isUnknownPlace, readPortion, readUnmoved } from './paging';
import type { Portion } from './paging';
import type { Prepared, Sender } from './send';
import { stable } from './stable';
import { FieldProblem, isUnset, setIn, wholeNumber } from './values';
import { OVERLAP, secondOf, timeOf } from './watermark';

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

/** @throws Failure, FieldProblem or Stopped; then the mark that was given stays good */
export async function readChanged(
	{ context, read }: Work,
	sender: Sender,
	prepared: Prepared,
): Promise<{ records: IDataObject[]; nextMark: string }> {
	const mark = markOf(read(PARAMETER.lastMark, ''), context.getTimezone());
	const limit = canPause(sender.operation.paging)
		? wholeNumber(read(PARAMETER.limitPerRun, MOST_PER_RUN), 'Limit', 1, Number.MAX_SAFE_INTEGER)
		: Infinity;
	const list = markOfList([sender.tenant.baseUrl, prepared.path, prepared.query.filter ?? {}]);
	if (mark.place && mark.place.list !== list) {
		throw placeFailure('Mark of Last Run is from the middle of a list with other filters, or of another tenant', mark);
	}
	let step = await readStep(sender, prepared, list, limit, mark);
	// What was left of the list is gone. Without a record the workflow would not get the next mark, and stand still.
	if (mark.place && step.records.length === 0) step = await readStep(sender, prepared, list, limit, step.next);
	return { records: step.records, nextMark: text(step.next) };
}

/** Reads from a mark on, to the end or the limit. */
async function readStep(
	sender: Sender,
	prepared: Prepared,
	list: string,
	limit: number,
	{ after, place }: Mark,
): Promise<{ records: IDataObject[]; next: Mark }> {
	const { operation, resource } = sender;
	const request =
		after === undefined ? prepared : changedAfter(prepared, resource.operations.getAll, operation.changedAfter!, after);
	const { records, next, asked } = await portionOf(sender, request, limit, { after, place });
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

/** The request for what a list shows as changed after a second since 1970. */
export function changedAfter(prepared: Prepared, { filters }: Operation, key: string, second: number): Prepared {
	const filter = { ...(prepared.query.filter as IDataObject | undefined) };
	setIn(filter, wireNames(key, filters![key]), timeOf(second));
	return { ...prepared, query: { ...prepared.query, filter } };
}

async function portionOf(sender: Sender, request: Prepared, limit: number, mark: Mark): Promise<Portion> {
	const paging = sender.operation.paging!;
	if (!canPause(paging)) return await readUnmoved(sender, request, paging);
	try {
		const portion = await readPortion(sender, request, paging, limit, mark.place ? { cursor: mark.place.cursor } : {});
		// A tenant may count pages by number all the same; then no place in the list stays what it is.
		return portion.byNumber ? await readUnmoved(sender, request, paging) : portion;
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

function markOfList(list: unknown): string {
	return createHash('sha256').update(stable(list)).digest('base64url').slice(0, 8);
}

function placeFailure(message: string, { after }: Mark): Failure {
	const again = after === undefined ? 'Leave it empty' : `Set Mark of Last Run to ${timeOf(after)}`;
	return new Failure(message, {
		hint: `${again} to begin that list again; what came already comes once more.`,
		fate: 'notDone',
	});
}
