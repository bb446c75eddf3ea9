/** Runs a request of one's own the way all operations are run: one call of a tool by itself, in a workflow all items together. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { runCall } from '../shared/runtime/run/call';
import { runOperation } from '../shared/runtime/run/run';
import { isTool } from '../shared/runtime/run/work';
import type { Read } from '../shared/runtime/values/read';
import { factsOfRun, fit } from './operation';

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[]];
	const readAt =
		(index: number): Read =>
		(name, fallback) =>
			context.getNodeParameter(name, index, fallback);
	const facts = factsOfRun(readAt(0));
	if (!isTool(context)) return await runOperation(context, facts, fit);
	const outputs: INodeExecutionData[] = [];
	for (let index = 0; index < items.length; index += 1) {
		outputs.push(...(await runCall(context, index, { facts, fit, read: readAt(index), transport: {} })));
	}
	return [outputs];
}
