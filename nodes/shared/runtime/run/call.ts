/** Runs an operation for one item by itself: as n8n's stock routing asks, which AI tools and MCP go through, and for a tool's call. */
import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Resource } from '../../catalogue';
import { nodeError } from '../errors/errors';
import { ledgerOf, runIndexOf } from '../past/ledger';
import type { Past } from '../past/past';
import { semaphoresOf, tenantOf } from '../send/connection';
import type { RunContext } from '../send/connection';
import type { Read } from '../values/read';
import { always, attempt } from './item';
import type { Fit } from './item';
import { resultOf } from './report';
import { outputsOf } from './runEnd';
import { Shared } from './shared';
import type { RunFacts, Unfitted } from './work';

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
	return await runCall(context, itemIndex, { facts: operation, fit: always(resource, operation), read, transport });
}

/** What one call asks for. */
interface Call extends Pick<Unfitted, 'read' | 'transport'> {
	facts: RunFacts;
	fit: Fit;
}

/** One item by itself, as a tool or n8n's stock routing asks for it. */
export async function runCall(
	context: RunContext,
	itemIndex: number,
	{ facts, fit, read, transport }: Call,
): Promise<INodeExecutionData[]> {
	const past = pastOfOne(context, itemIndex);
	const shared = new Shared();
	shared.becomeQuiet();
	const work: Unfitted = {
		context,
		itemIndex,
		read,
		connect: async () => await tenantOf(context, semaphoresOf(context)),
		shared,
		past,
		item: itemOf(context, itemIndex)?.json ?? {},
		transport,
	};
	const failure = await attempt(work, facts, fit).finally(async () => await shared.end());
	if (past.call !== undefined) ledgerOf(context).keepCall(past);
	if (failure && !context.continueOnFail()) throw nodeError(context.getNode(), failure, itemIndex);
	const result = resultOf(past, failure);
	return result ? outputsOf(result, itemIndex, facts, context.getNode()) : [];
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

/** "Custom API Call", and names that come from an expression or an older or newer version of the node. */
function noSuchOperation(context: RunContext, itemIndex: number): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'This node has no such operation', {
		description:
			'Choose a resource and an operation from the lists. For a route of your own, use the node AMPECO API Request.',
		itemIndex,
	});
}
