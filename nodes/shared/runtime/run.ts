/**
 * Runs an operation for all items of a workflow run, or for one item when n8n's stock routing asks.
 * Both go through `workOn`, so both send the same request and give the same items and errors.
 */
import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { Operation, Resource } from '../catalogue';
import { cancelSignal, semaphoreOf, tenantOf } from './connection';
import type { RunContext } from './connection';
import { Failure, errorJson, failureOf, named, nodeError } from './errors';
import { workOn } from './item';
import { identityOf, nameOf } from './outputs';
import { pastOf } from './past';
import type { Past } from './past';
import { inPool } from './pool';
import { waitUntil } from './wait';
import type { Read, Work } from './work';

/** A wait for the tenant's limit that is worth telling, in milliseconds. */
const LONG_WAIT = 60_000;

interface ItemResult {
	outputs: INodeExecutionData[];
	failure?: Failure;
}

/** All items of a run: a pool at a time, in order, linked to their inputs. */
export async function runOperation(
	context: IExecuteFunctions,
	resource: Resource,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const runIndex = runIndexOf(context);
	const continues = context.continueOnFail();
	const signal = cancelSignal(context);
	const results: Array<ItemResult | undefined> = [];
	const batches = batchesOf(context);
	const semaphore = semaphoreOf(context);
	let failed = false;
	let longest = 0;

	const givenUp = () => failed && !continues;
	await inPool(
		items.length,
		async (index, leave) => {
			await batches.turn(index, signal);
			const read: Read = (name, fallback) => context.getNodeParameter(name, index, fallback);
			const waited = (milliseconds: number) => (longest = Math.max(longest, milliseconds));
			const past = pastOf(context, items[index], runIndex);
			const work = {
				context,
				resource,
				itemIndex: index,
				read,
				// The credential may hold expressions on the item.
				connect: async () => await tenantOf(context, semaphore, index),
				past,
				waited,
				leave,
				givenUp,
				transport: {},
			};
			results[index] = await resultOf(work, operation);
			failed ||= results[index].failure !== undefined;
		},
		() => signal?.aborted === true || givenUp(),
	);

	if (longest > LONG_WAIT) {
		context.addExecutionHints({
			message: `The tenant's request limit made this run wait up to ${Math.round(longest / 1000)} seconds at a time.`,
			location: 'outputPane',
		});
	}
	if (signal?.aborted) {
		// n8n takes an error for the end of the run; a stopped run keeps what was done instead.
		const done = results.filter((result) => result && !result.failure).length;
		context.addExecutionHints({
			message: `The run was stopped after ${done} of ${items.length} items were done.`,
			location: 'outputPane',
		});
		return [collect(results)];
	}
	const first = results.findIndex((result) => result?.failure);
	if (first >= 0 && !continues) throw stopError(context, operation, results, first);
	return [collect(results)];
}

/** One item, for n8n's stock routing. Resource and operation are whatever the parameters say. */
export async function runOneItem(
	context: IExecutePaginationFunctions,
	resources: Resource[],
	request: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const itemIndex = context.getItemIndex();
	const read: Read = (name, fallback) => context.getNodeParameter(name, fallback);
	const resource = resources.find(({ value }) => value === read('resource'));
	const operation = resource && new Map(Object.entries(resource.operations)).get(String(read('operation')));
	if (!resource || !operation) throw noSuchOperation(context, itemIndex);

	const { allowedDomains } = request.options as IHttpRequestOptions;
	const work: Work = {
		context,
		resource,
		itemIndex,
		read,
		connect: async () => await tenantOf(context, semaphoreOf(context)),
		past: pastOfOne(context),
		transport: allowedDomains === undefined ? {} : { allowedDomains },
	};
	const result = await resultOf(work, operation);
	if (result.failure && !context.continueOnFail()) throw nodeError(context.getNode(), result.failure, itemIndex);
	return outputsOf(result, itemIndex);
}

/** As a tool, an item is known by what the model gave: n8n makes an item and a run of it anew at each try of one call. */
function pastOfOne(context: IExecutePaginationFunctions): Past {
	const call = context.getInputData(0, 'ai_tool') as INodeExecutionData;
	// Where there is no such input, each look gives another empty item.
	const isTool = call === context.getInputData(0, 'ai_tool');
	return isTool
		? pastOf(context, call.json, 0)
		: pastOf(context, context.getInputData() as INodeExecutionData, runIndexOf(context));
}

/** Works on an item unless an earlier try of this run has settled it. */
async function resultOf(work: Work, operation: Operation): Promise<ItemResult> {
	const { past } = work;
	try {
		// What was sent without a known outcome is not sent again, whoever asks.
		if (!past.complete && !past.unknown) await workOn(work, operation);
	} catch (error) {
		const failure = failureOf(error);
		if (failure.details.outcomeUnknown) past.unknown = failure;
		return { outputs: past.outputs, failure };
	}
	return { outputs: past.outputs, failure: past.unknown };
}

function outputsOf({ outputs, failure }: ItemResult, item: number): INodeExecutionData[] {
	return failure ? [...outputs, { json: errorJson(failure), pairedItem: { item } }] : outputs;
}

/** The outputs of all items, in the order of the items. */
function collect(results: Array<ItemResult | undefined>): INodeExecutionData[] {
	const all: INodeExecutionData[] = [];
	results.forEach((result, item) => {
		if (result) for (const output of outputsOf(result, item)) all.push(output);
	});
	return all;
}

/** The error of a run that stopped in the middle: the first failure, and what was done all the same. */
function stopError(
	context: IExecuteFunctions,
	operation: Operation,
	results: Array<ItemResult | undefined>,
	first: number,
) {
	const failure = results[first]!.failure!;
	const others = results.flatMap((result, item) => (result && item !== first ? [{ item, ...result }] : []));
	const done = others.filter((other) => !other.failure);
	const partly = others.filter((other) => other.failure && other.outputs.length > 0);
	const unknown = others.filter((other) => other.failure?.details.outcomeUnknown);
	if (methodOf(operation) === 'GET' || done.length + partly.length + unknown.length === 0) {
		return nodeError(context.getNode(), failure, first);
	}
	const namesOf = (some: typeof others) =>
		named(
			some.map(({ item, outputs }) => `item ${item}: ${outputs.map(({ json }) => nameOf(json)).join(', ')}`),
			'; ',
		);
	const summary = [
		`${done.length} of ${context.getInputData().length} items were done before the run stopped`,
		done.length > 0 ? ` (${namesOf(done)})` : '',
		partly.length > 0 ? `, ${partly.length} in part (${namesOf(partly)})` : '',
		unknown.length > 0 ? `. Of these it is unknown: ${unknown.map(({ item }) => `item ${item}`).join(', ')}` : '',
	].join('');
	const recordsOf = ({ item, outputs }: (typeof others)[number]) => ({
		item,
		records: outputs.map(({ json }) => identityOf(json)),
	});
	const data: IDataObject = {
		...failure.details.data,
		done: done.map(recordsOf),
		partly: partly.map(recordsOf),
		unknown: unknown.map(({ item }) => ({ item })),
	};
	const { nothing: _, ...details } = failure.details;
	const hint = `${details.hint ?? ''} ${summary}.`.trim();
	return nodeError(context.getNode(), new Failure(failure.message, { ...details, hint, data }), first);
}

/** "Custom API Call", and names that come from an expression or an older or newer version of the node. */
function noSuchOperation(context: RunContext, itemIndex: number): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'This node has no such operation', {
		description:
			'Choose a resource and an operation from the lists. For a call of your own, use the HTTP Request node with the AMPECO API credential.',
		itemIndex,
	});
}

function runIndexOf(context: RunContext): number {
	return context.getWorkflowDataProxy(0).$runIndex as number;
}

/** Request Options' batching: items of a batch start together, batches an interval apart. */
function batchesOf(context: IExecuteFunctions) {
	const { batching } = context.getNodeParameter('requestOptions', 0, {}) as {
		batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	};
	const { batchSize = -1, batchInterval = 0 } = batching?.batch ?? {};
	const size = batchSize > 0 ? batchSize : 1;
	const start = Date.now();
	return {
		async turn(index: number, signal: AbortSignal | undefined): Promise<void> {
			if (batchSize < 0 || batchInterval <= 0) return;
			const due = start + Math.floor(index / size) * batchInterval;
			await waitUntil(due, signal);
		},
	};
}
