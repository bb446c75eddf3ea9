/**
 * One look at a list. What is new or changed starts the workflow; where the next look begins is kept in the node's static
 * data, which n8n stores together with handing over. When a look fails, nothing is changed there, but for a mark that lies in
 * the future since the tenant's clock was set back.
 */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Paging } from '../shared/catalogue';
import { PARAMETER } from '../shared/catalogue/form';
import { Failure, failureOf, inOneText } from '../shared/runtime/errors/errors';
import { LIMIT_USED_UP, isUnknownPlace } from '../shared/runtime/errors/statuses';
import { OVERLAP, requestForChanges } from '../shared/runtime/lists/changes';
import type { Page } from '../shared/runtime/lists/page';
import { firstPage, isByNumber, pages, readByNumber } from '../shared/runtime/lists/pages';
import { recordShape } from '../shared/runtime/output/outputs';
import { prepare } from '../shared/runtime/prepare/prepare';
import { connectionFor } from '../shared/runtime/send/connection';
import type { Connection } from '../shared/runtime/send/connection';
import type { Request } from '../shared/runtime/send/request';
import { canonicalJson } from '../shared/runtime/values/canonicalJson';
import { DAY_SECONDS, HOUR_SECONDS, secondOf, timeOf } from '../shared/runtime/values/moments';
import { unwrapLocator } from '../shared/runtime/values/unset';
import { wireValue } from '../shared/runtime/values/values';
import { lookBack, offeredList, watchOf } from './watches';
import type { Watch } from './watches';
import { Reading, firstMark } from './watermark';
import type { Mark } from './watermark';

/** Records handed over at once. A reading that finds more goes on at the next poll. */
const MOST = 10_000;

/** Milliseconds until a request is given up. */
const TIME_OUT = 30_000;

/** Milliseconds a poll may take where n8n does not say so. */
const BUDGET = 5 * 60_000;

/** Records shown in a test. */
const SAMPLES = 5;

/** How far a test looks back for records, in seconds; at last at all of them. */
const TEST_RANGES = [HOUR_SECONDS, DAY_SECONDS, 30 * DAY_SECONDS, undefined];

/** A mark and what it is for; anything else that is watched begins with a mark of its own. */
type Stored = Partial<Mark> & { watched?: string };

/** Options that do not change what is watched. */
const UNWATCHED = { lookBack: null, [PARAMETER.language]: null, [PARAMETER.times]: null };

/** Static data with a poll under way: the next one may come before the last is done. */
const underWay = new WeakSet<object>();

export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const stored = context.getWorkflowStaticData('node') as Stored;
	if (underWay.has(stored)) return null;
	underWay.add(stored);
	try {
		const list = await listOf(context);
		const records = context.getMode() === 'manual' ? await samples(list) : await changed(context, list, stored);
		return records.length > 0 ? [records.map((record) => ({ json: list.shape(record) }))] : null;
	} catch (error) {
		throw pollError(context.getNode(), failureOf(error));
	} finally {
		underWay.delete(stored);
	}
}

/** The list that is watched, with what the person narrowed it to. */
interface List {
	watch: Watch;
	/** What is watched, as one text. */
	watched: string;
	paging: Paging;
	connection: Connection;
	/** The request for what came after a second since 1970, or for all. */
	after(second: number | undefined): Request;
	shape(record: IDataObject): IDataObject;
}

async function listOf(context: IPollFunctions): Promise<List> {
	const read = (name: string, fallback?: unknown): unknown => context.getNodeParameter(name, fallback);
	const event = String(read('event'));
	const watch = watchOf(event);
	if (!watch) throw new Failure('This node has no such event', { hint: 'Choose one from the list under Trigger On.' });
	const { resource } = watch;
	const operation = offeredList(watch);
	const { getAll } = resource.operations;
	const request = prepare({ resource, operation, read, timeZone: context.getTimezone() });
	const connection = await connectionFor(context, TIME_OUT, Date.now() + budgetOf(context));
	const { filters, options } = context.getNode().parameters;
	return {
		watch,
		watched: canonicalJson([
			connection.tenant.baseUrl,
			event,
			chosen(filters ?? {}),
			{ ...(chosen(options ?? {}) as IDataObject), ...UNWATCHED },
		]),
		paging: getAll.paging,
		connection,
		after: (second) =>
			second === undefined ? request : requestForChanges(request, getAll.filters ?? {}, watch.after, second),
		shape: recordShape(resource, operation, read, request.query, context.getTimezone()),
	};
}

/** A parameter without what n8n adds to a picker's value to show it. An expression counts by its text, not by its value. */
function chosen(parameter: unknown): unknown {
	const value = unwrapLocator(parameter);
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(chosen);
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, chosen(inner)]));
}

/** Half of what n8n gives a poll, as the last request may take long. */
function budgetOf(context: IPollFunctions): number {
	// Not in older n8n.
	return (context.getPollBudgetMs?.() ?? BUDGET) / 2;
}

/** What is new or changed since the last look. */
async function changed(context: IPollFunctions, list: List, stored: Stored): Promise<IDataObject[]> {
	const until = Date.now() + budgetOf(context);
	// A copy, as n8n watches changes of its own.
	const mark =
		stored.watched === list.watched ? (JSON.parse(JSON.stringify(stored)) as Mark) : await beginning(context, list);
	const { records, next } = await readOn(list, mark, until).catch((error: unknown) => {
		// Said once: the next look begins there.
		if (error instanceof SetBack) stored.floor = error.floor;
		throw error;
	});
	for (const key of Object.keys(stored)) delete stored[key as keyof Stored];
	Object.assign(stored, next, { watched: list.watched });
	return byTime(records, list.watch.changes.at);
}

/** The oldest change first. */
function byTime(records: IDataObject[], at: string): IDataObject[] {
	const timed = records.map((record) => ({ record, time: secondOf(record[at])! }));
	return timed.sort((one, other) => one.time - other.time).map(({ record }) => record);
}

async function beginning(context: IPollFunctions, list: List): Promise<Mark> {
	const { lookBack: given } = context.getNodeParameter(PARAMETER.options, {}) as IDataObject;
	const hours = wireValue(lookBack, given, 'UTC') ?? 0;
	return firstMark(await tenantTime(list), Number(hours) * HOUR_SECONDS);
}

/** The tenant's clock, in milliseconds since 1970, as this n8n's own may be wrong. */
async function tenantTime({ connection, paging, after }: List): Promise<number> {
	const { asked } = await firstPage(connection, after(Math.floor(Date.now() / 1000)), paging, { limit: 1 });
	return asked;
}

/** Reads the list to its end, or until there is enough for one poll. */
async function readOn(list: List, mark: Mark, until: number): Promise<{ records: IDataObject[]; next: Mark }> {
	const request = list.after(secondOf(mark.floor));
	const records: IDataObject[] = [];
	let reading: Reading | undefined;
	for await (const page of pagesOn(list, request, mark.reading?.next)) {
		const isFirst = reading === undefined;
		if (isFirst && !mark.reading && secondOf(mark.floor)! > page.asked / 1000) throw new SetBack(page.asked, mark);
		const current: Reading = (reading ??= new Reading(list.watch.changes, mark, page.asked));
		const byNumber = isFirst && isByNumber(page);
		const started = Date.now();
		const found = byNumber ? await readByNumber(list.connection, request, list.paging, page) : page.records;
		current.reached(page.asked + (Date.now() - started));
		for (const record of found) if (current.take(record)) records.push(record);
		if (byNumber || !page.next) return { records, next: current.end() };
		if (records.length >= MOST || Date.now() >= until) return { records, next: current.pause(page.next) };
	}
	throw new Failure('AMPECO gave no page of the list');
}

/** The tenant's clock stands before the mark that was made by it, so changes would be passed over until it gets there. */
class SetBack extends Failure {
	/** The mark to go on from. */
	readonly floor: string;

	constructor(now: number, { floor }: Mark) {
		super(
			`AMPECO's clock was set back: it is ${timeOf(Math.floor(now / 1000))} there, and changes up to ${floor} had come`,
			{
				hint: 'The next poll goes on from the time it is there, so changes may come once more. Check the clock if this is said again.',
			},
		);
		this.floor = timeOf(Math.floor(now / 1000) - OVERLAP);
	}
}

/** The pages from where the last poll stopped, or from the first. A place that AMPECO does not know any more is left for the first. */
async function* pagesOn(list: List, request: Request, from?: IDataObject): AsyncGenerator<Page, void> {
	const begin = (place: IDataObject = {}) =>
		pages(list.connection, request, list.paging, {
			from: place,
			whenEndless: () => 'It is tried again at the next poll.',
		});
	if (from) {
		const rest = begin(from);
		const first = await rest.next().catch((error: unknown) => {
			const failure = failureOf(error);
			if (!isUnknownPlace(failure)) throw failure;
		});
		if (first?.value) {
			yield first.value;
			yield* rest;
			return;
		}
	}
	yield* begin();
}

/** Some records to build the workflow with, the latest of those found. The mark stays as it is. */
async function samples(list: List): Promise<IDataObject[]> {
	const { at, since } = list.watch.changes;
	const now = Math.floor((await tenantTime(list)) / 1000);
	for (const range of TEST_RANGES) {
		const page = await firstPage(list.connection, list.after(range && now - range), list.paging, {});
		const fitting = page.records.filter(
			(record) => secondOf(record[at]) !== undefined && (!since || secondOf(record[since]) !== undefined),
		);
		if (fitting.length > 0) return byTime(fitting, at).reverse().slice(0, SAMPLES);
	}
	throw new Failure('AMPECO has no record to show', {
		hint: 'Check the filters, or make such a record in AMPECO and try again.',
	});
}

/** One sentence, as activation shows the message only, with what tells n8n whether it is worth trying again soon. */
function pollError(node: INode, failure: Failure): NodeApiError | NodeOperationError {
	const { status } = failure.details;
	const message = inOneText(failure);
	if (status === undefined) return new NodeOperationError(node, message);
	return new NodeApiError(node, {}, { message, description: '', httpCode: String(status), ...causeOf(status) });
}

function causeOf(status: number) {
	if (status === LIMIT_USED_UP) return { failure: { cause: 'rate-limited' as const } };
	if (status === 401) return { failure: { cause: 'credential-invalid' as const } };
	return status >= 500 ? { failure: { cause: 'temporarily-unavailable' as const } } : {};
}
