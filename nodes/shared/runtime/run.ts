/**
 * Runs an operation for all items of a workflow run, or for one item when n8n's stock routing asks.
 * Both go through `workOn`, so both send the same request and give the same items and errors.
 */
import type {
	DeclarativeRestApiSettings,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { Operation, Resource } from '../catalogue';
import { hashOf } from './canonicalJson';
import { cancelSignal, semaphoresOf, tenantOf } from './connection';
import type { RunContext, Tenant } from './connection';
import { errorJson, failureOf, nodeError } from './errors';
import type { Failure } from './errors';
import { workOn } from './item';
import { ledgerOf } from './ledger';
import { isSettled } from './past';
import type { Past } from './past';
import { inPool } from './pool';
import { endOf, firstToTell, leftOutOf, resultOf, stopFailure } from './report';
import type { ItemResult, Results } from './report';
import { checkedOf, rehearsalFailure } from './rehearsalReport';
import { Shared } from './shared';
import { answerWithin, roomFor } from './toolAnswer';
import { TrafficCount } from './traffic';
import { waitUntil } from './wait';
import type { Read, Work } from './work';

/** From the work of an item to what the item itself asks for. Throws FieldProblem. */
export type Fit = (work: Work) => { work: Work; operation: Operation };

/** Names of properties that fit no field which are remembered of a run. */
const MOST_COLUMNS = 1000;

/**
 * All items of a run: a pool at a time, in order, linked to their inputs.
 *
 * @param fit makes the operation that an item asks for, where it is not the same for all; it is of the same kind and method
 */
export async function runOperation(
	context: IExecuteFunctions,
	resource: Resource,
	operation: Operation,
	fit: Fit = (work) => ({ work, operation }),
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const runIndex = runIndexOf(context);
	const continues = context.continueOnFail();
	const signal = cancelSignal(context);
	const ledger = ledgerOf(context);
	const traffic = new TrafficCount();
	const failures: Array<Failure | undefined> = [];
	const batches = batchesOf(context);
	const semaphores = semaphoresOf(context);
	const settings = new Map<string, string | undefined>();
	const baseUrls: string[] = [];
	let becomesQuiet = (): void => undefined;
	const shared = new Shared(new Promise((resolve) => (becomesQuiet = resolve)));
	const columns = new Set<string>();
	const leftOut = (names: string[]) => {
		for (const name of names) if (columns.size < MOST_COLUMNS) columns.add(name);
	};
	let failed = false;

	// The credential may hold expressions on the item, so each has a tenant of its own; it is read once.
	const tenants: Array<Promise<Tenant> | undefined> = [];
	const connectTo = async (index: number) => {
		const found = await (tenants[index] ??= tenantOf(context, semaphores, index));
		baseUrls[index] = found.baseUrl;
		return found;
	};
	const laneOf = async (index: number): Promise<object> => {
		if (isSettled(ledger.of(runIndex, index, items[index]), operation)) return ledger;
		// What is wrong with a credential is told when the item has its turn.
		return await connectTo(index).then(
			({ pace }) => pace,
			() => ledger,
		);
	};
	const settingsAt = (baseUrl: string) => {
		const known = settings.get(baseUrl) ?? hashOf([baseUrl, context.getNode().parameters]);
		settings.set(baseUrl, known);
		return known;
	};
	const asked = (index: number) => baseUrls[index] && hashOf([settingsAt(baseUrls[index]), items[index].json]);
	const givenUp = () => failed && !continues;
	let told: string[] = [];
	try {
		await inPool(
			items.length,
			async (index, leave) => {
				await batches.turn(index, signal);
				const past = ledger.of(runIndex, index, items[index]);
				const work = {
					context,
					resource,
					itemIndex: index,
					read: (name: string, fallback?: unknown) => context.getNodeParameter(name, index, fallback),
					connect: async () => await connectTo(index),
					shared,
					past,
					item: items[index].json,
					leftOut,
					asked: () => asked(index),
					waited: traffic.waited,
					leave,
					givenUp,
					transport: {},
				};
				const doubted = past.unknown !== undefined;
				failures[index] = await failureIn(work, operation, fit);
				// What was in doubt before this try is told at the end, and does not keep the rest from being done.
				failed ||= failures[index] !== undefined && !doubted && !past.remembered && !past.rehearsed;
				tenants[index] = undefined;
			},
			() => signal?.aborted === true || givenUp(),
			laneOf,
			() => becomesQuiet(),
		);
	} finally {
		told = await shared.end();
	}

	const results = ledger.ofRun(runIndex, items.length).map((past, index) => resultOf(past, failures[index]));
	const stopped = signal?.aborted === true;
	const isRehearsal = results.some((result) => result?.rehearsed);
	const first = firstToTell(results);
	if (first >= 0 && !continues && !stopped) {
		const kept = ledger.keep(runIndex, items.length, asked);
		const failure = results[first]!.rehearsed
			? rehearsalFailure(results, first, operation)
			: methodOf(operation) === 'GET'
				? failures[first]!
				: stopFailure(results, first, kept, traffic.total(), told, againHint(operation));
		throw nodeError(context.getNode(), failure, first);
	}
	// n8n takes an error for the end of the run; a stopped run gives what was done instead.
	if (stopped) ledger.keep(runIndex, items.length, asked);
	else if (!isRehearsal) ledger.forget(runIndex);
	const messages = [
		isRehearsal
			? [checkedOf(results, operation, stopped), ...told].join(' ')
			: endOf(results, stopped, traffic.total(), told),
		leftOutOf([...columns]),
	];
	for (const message of messages) if (message) context.addExecutionHints({ message, location: 'outputPane' });
	return [collect(results, operation, context.getNode())];
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
	const transport = allowedDomains === undefined ? {} : { allowedDomains };
	return await runCall(context, itemIndex, { resource, operation, read, transport });
}

/** What one call asks for. */
interface Call extends Pick<Work, 'resource' | 'read' | 'transport'> {
	operation: Operation;
	fit?: Fit;
}

/** One item by itself, as a tool or n8n's stock routing asks for it. */
export async function runCall(
	context: RunContext,
	itemIndex: number,
	{ resource, operation, read, transport, fit = (work) => ({ work, operation }) }: Call,
): Promise<INodeExecutionData[]> {
	const past = pastOfOne(context, itemIndex);
	const work: Work = {
		context,
		resource,
		itemIndex,
		read,
		connect: async () => await tenantOf(context, semaphoresOf(context)),
		shared: new Shared(Promise.resolve()),
		past,
		item: itemOf(context, itemIndex)?.json ?? {},
		transport,
	};
	const failure = await failureIn(work, operation, fit).finally(async () => await work.shared.end());
	if (past.call !== undefined) ledgerOf(context).keepCall(past);
	if (failure && !context.continueOnFail()) throw nodeError(context.getNode(), failure, itemIndex);
	return outputsOf(resultOf(past, failure)!, itemIndex, operation, context.getNode());
}

/** As a tool, an item is known by what the model gave: n8n makes an item and a run of it anew at each try of one call. */
function pastOfOne(context: RunContext, itemIndex: number): Past {
	const ledger = ledgerOf(context);
	const call = itemOf(context, itemIndex, 'ai_tool');
	const item = itemOf(context, itemIndex);
	// Where there is no such input, each look gives another empty item.
	return call !== undefined && call === itemOf(context, itemIndex, 'ai_tool')
		? ledger.ofCall(call.json, item?.json)
		: ledger.of(runIndexOf(context), itemIndex, item!);
}

/** An input item: stock routing gives the one at hand, a node of its own all of them. */
function itemOf(context: RunContext, itemIndex: number, connection?: 'ai_tool'): INodeExecutionData | undefined {
	const given = context.getInputData(0, connection) as INodeExecutionData | INodeExecutionData[] | undefined;
	return Array.isArray(given) ? given[itemIndex] : given;
}

/** Works on an item unless an earlier try of this run has settled it, and tells what it failed at. */
async function failureIn(work: Work, operation: Operation, fit: Fit): Promise<Failure | undefined> {
	const { past } = work;
	try {
		if (isSettled(past, operation)) return past.unknown;
		past.room = roomFor(work);
		const fitted = fit(work);
		await workOn(fitted.work, fitted.operation);
	} catch (error) {
		const failure = failureOf(error);
		if (failure.details.outcomeUnknown) past.unknown = failure;
		return failure;
	}
	return past.unknown;
}

/** What an item gives: its outputs, as many as there is room for where a model reads them, and what it failed at. */
function outputsOf(result: ItemResult, item: number, operation: Operation, node: INode): INodeExecutionData[] {
	const outputs = answerWithin(result, operation);
	const { failure } = result;
	return failure ? [...outputs, { json: errorJson(failure, node), pairedItem: { item } }] : outputs;
}

/** The outputs of all items, in the order of the items. */
function collect(results: Results, operation: Operation, node: INode): INodeExecutionData[] {
	const all: INodeExecutionData[] = [];
	results.forEach((result, item) => {
		if (result) for (const output of outputsOf(result, item, operation, node)) all.push(output);
	});
	return all;
}

/** "Custom API Call", and names that come from an expression or an older or newer version of the node. */
function noSuchOperation(context: RunContext, itemIndex: number): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'This node has no such operation', {
		description:
			'Choose a resource and an operation from the lists. For a route of your own, use the node AMPECO API Request.',
		itemIndex,
	});
}

/** What running it again does, where that is something else than with other operations. */
function againHint({ looksFirst }: Operation): string | undefined {
	return looksFirst ? 'Run it again when that is mended: rows that have theirs are left alone.' : undefined;
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
