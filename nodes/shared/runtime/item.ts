/** Carries out one operation for one item, each kind in its own way. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../catalogue';
import { runChanged } from './kinds/changed';
import { runList } from './kinds/list';
import { runOnce } from './kinds/once';
import { runRepeat } from './kinds/repeat';
import { runUpsert } from './kinds/upsert';
import { runWaitFor } from './kinds/waitFor';
import { prepare } from './prepare';
import type { Request } from './request';
import { isTool } from './work';
import type { Work } from './work';

/** The outputs of an item, undefined where the run has failed elsewhere meanwhile; the type check asks for each kind here. */
async function runKind(work: Work, operation: Operation, request: Request): Promise<INodeExecutionData[] | undefined> {
	switch (operation.kind) {
		case 'once':
			return await runOnce(work, operation, request);
		case 'list':
			return await runList(work, operation, request);
		case 'repeat':
			return await runRepeat(work, operation, request);
		case 'waitFor':
			return await runWaitFor(work, operation, request);
		case 'upsert':
			return await runUpsert(work, operation, request);
		case 'changed':
			return await runChanged(work, operation, request);
	}
}

/**
 * Does the work and puts its outputs into `work.past`.
 *
 * @throws Failure, of whatever kind; outputs made before stay in `work.past`
 */
export async function workOn(work: Work, operation: Operation): Promise<void> {
	const { context, resource, read } = work;
	const request = prepare(resource, operation, read, context.getTimezone(), isTool(context));
	const outputs = await runKind(work, operation, request);
	if (!outputs) return;
	work.past.outputs = outputs;
	work.past.complete = true;
}
