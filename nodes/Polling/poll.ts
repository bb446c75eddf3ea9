/**
 * One look at a list. What is new or changed starts the workflow; where the next look begins is kept in the node's static
 * data, which n8n stores together with handing over. When a look fails, nothing is changed there.
 */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Paging } from '../shared/catalogue';
import { PARAMETER } from '../shared/compile/operation';
import { changedAfter } from '../shared/runtime/changed';
import { tenantOf } from '../shared/runtime/context';
import { Failure, failureOf, inOneText } from '../shared/runtime/failure';
import { Gate } from '../shared/runtime/gate';
import { recordShape } from '../shared/runtime/item';
import { isUnknownPlace, readPage, readUnmoved } from '../shared/runtime/paging';
import type { Page } from '../shared/runtime/paging';
import { prepare } from '../shared/runtime/prepare';
import type { Prepared, Sender } from '../shared/runtime/send';
import { stable } from '../shared/runtime/stable';
import { unwrapLocator, wireValue } from '../shared/runtime/values';
import { Reading, firstMark, secondOf } from '../shared/runtime/watermark';
import type { Mark } from '../shared/runtime/watermark';
import { lookBack } from './parameters';
import { offeredList, watches } from './watches';
import type { Watch } from './watches';

/** Records handed over at once. A reading that finds more goes on at the next poll. */
const MOST = 10_000;

/** Milliseconds until a request is given up. */
const TIME_OUT = 30_000;

/** Milliseconds a poll may take where n8n does not say so. */
const BUDGET = 5 * 60_000;

/** Records shown in a test. */
const SAMPLES = 5;

const HOUR = 3600;

/** How far a test looks back for records, in seconds; at last at all of them. */
const TEST_RANGES = [HOUR, 24 * HOUR, 30 * 24 * HOUR, undefined];

/** A mark and what it is for; anything else that is watched begins with a mark of its own. */
type Stored = Partial<Mark> & { watched?: string };

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
	sender: Sender;
	/** The request for what came after a second since 1970, or for all. */
	after(second: number | undefined): Prepared;
	shape(record: IDataObject): IDataObject;
}

async function listOf(context: IPollFunctions): Promise<List> {
	const read = (name: string, fallback?: unknown): unknown => context.getNodeParameter(name, fallback);
	const event = String(read('event'));
	const watch = new Map(Object.entries(watches)).get(event);
	if (!watch) throw new Failure('This node has no such event', { hint: 'Choose one from the list under Trigger On.' });
	const { resource } = watch;
	const operation = offeredList(watch);
	const prepared = { ...prepare(resource, operation, read, context.getTimezone()), transport: { timeout: TIME_OUT } };
	const tenant = await tenantOf(context, new Gate());
	const { filters, options } = context.getNode().parameters;
	const { getAll } = resource.operations;
	return {
		watch,
		watched: stable([
			tenant.baseUrl,
			event,
			chosen(filters ?? {}),
			{ ...(chosen(options ?? {}) as IDataObject), lookBack: null },
		]),
		paging: getAll.paging!,
		sender: { context, tenant, resource, operation: getAll, latest: Date.now() + budgetOf(context) },
		after: (second) => (second === undefined ? prepared : changedAfter(prepared, getAll, watch.after, second)),
		shape: recordShape(resource, operation, read, prepared.query),
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
	const { records, next } = await readOn(list, mark, until);
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
	return firstMark(await tenantTime(list), Number(hours) * HOUR);
}

/** The tenant's clock, in milliseconds since 1970: this n8n's own may be wrong. */
async function tenantTime({ sender, paging, after }: List): Promise<number> {
	const { asked } = await readPage(sender, after(Math.floor(Date.now() / 1000)), paging, 1, 1, {});
	return asked;
}

/** Reads the list to its end, or until there is enough for one poll. */
async function readOn(list: List, mark: Mark, until: number): Promise<{ records: IDataObject[]; next: Mark }> {
	const request = list.after(secondOf(mark.floor));
	const first = await firstPage(list, request, mark);
	const reading = new Reading(list.watch.changes, mark, first.asked);
	const records: IDataObject[] = [];
	const take = (all: IDataObject[]) => {
		for (const record of all) if (reading.take(record)) records.push(record);
	};
	if (first.next && 'page' in first.next) {
		take((await readUnmoved(list.sender, request, list.paging)).records);
		return { records, next: reading.end() };
	}
	for (let page = first; ; ) {
		take(page.records);
		const { next } = page;
		if (!next) return { records, next: reading.end() };
		if (records.length >= MOST || Date.now() >= until) return { records, next: reading.pause(next) };
		page = await nextPage(list, request, next);
		if (stable(page.next) === stable(next)) {
			throw new Failure('AMPECO keeps answering with the same page, so the list cannot be read to its end', {
				hint: 'It is tried again at the next poll.',
			});
		}
	}
}

async function nextPage({ sender, paging }: List, request: Prepared, next: IDataObject): Promise<Page> {
	return await readPage(sender, request, paging, Infinity, Infinity, next);
}

/** The page where the last poll stopped, or the first. A place that AMPECO does not know any more is left for the first page. */
async function firstPage(list: List, request: Prepared, { reading }: Mark): Promise<Page> {
	try {
		return await nextPage(list, request, reading?.next ?? {});
	} catch (error) {
		const failure = failureOf(error);
		if (!reading || !isUnknownPlace(failure)) throw failure;
		return await nextPage(list, request, {});
	}
}

/** Some records to build the workflow with, the latest of those found. The mark stays as it is. */
async function samples(list: List): Promise<IDataObject[]> {
	const { at, since } = list.watch.changes;
	const now = Math.floor((await tenantTime(list)) / 1000);
	for (const range of TEST_RANGES) {
		const page = await nextPage(list, list.after(range && now - range), {});
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
	if (status === 429) return { failure: { cause: 'rate-limited' as const } };
	if (status === 401) return { failure: { cause: 'credential-invalid' as const } };
	return status >= 500 ? { failure: { cause: 'temporarily-unavailable' as const } } : {};
}
