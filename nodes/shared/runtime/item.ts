/** Carries out one operation for one item, each kind in its own way. */
import type { INodeExecutionData } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { Operation } from '../catalogue';
import { runChanged } from './kinds/changed';
import { runList } from './kinds/list';
import { runOnce } from './kinds/once';
import { runOnceByMark } from './kinds/onceByMark';
import { runRepeat } from './kinds/repeat';
import { runUpsert } from './kinds/upsert';
import { runWaitFor } from './kinds/waitFor';
import { adopt, hashOf, isSettled, ledgerOf } from './past';
import { prepare } from './prepare';
import { isRehearsed } from './rehearsal';
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
		case 'onceByMark':
			return await runOnceByMark(work, operation, request);
		default:
			return operation satisfies never;
	}
}

/**
 * Does the work and puts its outputs into `work.past`, unless an execution before this one has done it.
 *
 * @throws Failure, of whatever kind; outputs made before stay in `work.past`
 */
export async function workOn(work: Work, operation: Operation): Promise<void> {
	const { past, context, resource, read, item, leftOut } = work;
	const asked = () =>
		prepare(resource, operation, read, context.getTimezone(), isTool(context), { json: item, leftOut });
	if (isRehearsed(operation, read)) {
		// What executions before this one did stays known, but says nothing of a dry run.
		past.rehearsed = true;
		past.outputs = (await runKind({ ...work, rehearses: true }, operation, asked())) ?? [];
		past.complete = true;
		return;
	}
	if (await isAskedAgain(work)) adopt(past);
	if (isSettled(past, operation)) return;
	const request = asked();
	if (methodOf(operation) === 'GET') past.earlier = undefined;
	else await recollect(work, operation, request);
	if (isSettled(past, operation)) return;
	const outputs = await runKind(work, operation, request);
	if (!outputs) return;
	past.outputs = outputs;
	past.complete = true;
	past.unknown = undefined;
	// Of what this execution has done something itself.
	past.remembered = undefined;
}

/**
 * Whether an execution before this one did this item with the same settings at the same tenant. Then it is the same
 * work, though an expression may give another time or number at each look.
 */
async function isAskedAgain({ past, connect, asked }: Work): Promise<boolean> {
	if (past.earlier?.asked === undefined) return false;
	await connect();
	return past.earlier.asked === asked?.();
}

/** Compares what is asked now with what an execution before this one did, once it is known what is asked. */
async function recollect({ context, past, connect }: Work, operation: Operation, request: Request): Promise<void> {
	const isFirst = past.request === undefined;
	const { baseUrl } = await connect();
	past.request = hashOf([baseUrl, operation.route, request.path, request.query, request.body ?? null]);
	if (past.call !== undefined && isFirst) ledgerOf(context).recall(past);
	if (past.earlier && past.earlier.request === past.request) {
		adopt(past);
		// Whether all of the quantity is there, the kind itself will see.
		if (operation.kind === 'repeat') past.complete = false;
	}
	past.earlier = undefined;
}
