/** Carries out one operation for one item, each kind in its own way. */
import { methodOf } from '../catalogue';
import type { Operation } from '../catalogue';
import { runChanged } from './kinds/changed';
import type { Kind } from './kinds/kind';
import { runList } from './kinds/list';
import { runOnce } from './kinds/once';
import { onceByMark } from './kinds/onceByMark';
import { repeat } from './kinds/repeat';
import { upsert } from './kinds/upsert';
import { runWaitFor } from './kinds/waitFor';
import { hashOf } from './canonicalJson';
import type { Filled } from './filled';
import { ledgerOf } from './ledger';
import { adopt, isSettled } from './past';
import { prepare } from './prepare';
import { isRehearsed } from './rehearsal';
import type { Request } from './request';
import { isTool } from './work';
import type { Work } from './work';

/** How an item is asked and run; the type check asks for each kind here. Throws FieldProblem where its own settings do not fit. */
export function kindOf(work: Work, operation: Operation): Kind {
	switch (operation.kind) {
		case 'once':
			return { run: async (request) => await runOnce(work, operation, request) };
		case 'list':
			return { run: async (request) => await runList(work, operation, request) };
		case 'repeat':
			return repeat(work, operation);
		case 'waitFor':
			return { run: async (request) => await runWaitFor(work, operation, request) };
		case 'upsert':
			return upsert(work, operation);
		case 'changed':
			return { run: async (request) => await runChanged(work, operation, request) };
		case 'onceByMark':
			return onceByMark(work, operation);
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
	const filled: Filled = {
		resource,
		operation,
		read,
		timeZone: context.getTimezone(),
		isTool: isTool(context),
		source: { json: item, leftOut },
	};
	if (isRehearsed(operation, read)) {
		// What executions before this one did stays known, but says nothing of a dry run.
		past.rehearsed = true;
		const kind = kindOf({ ...work, rehearses: true }, operation);
		past.outputs = (await kind.run(prepare(filled, kind))) ?? [];
		past.complete = true;
		return;
	}
	if (await isAskedAgain(work)) adopt(past);
	if (isSettled(past, operation)) return;
	const kind = kindOf(work, operation);
	const request = prepare(filled, kind);
	if (methodOf(operation) === 'GET') past.earlier = undefined;
	else await recollect(work, operation, request);
	if (isSettled(past, operation)) return;
	const outputs = await kind.run(request);
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
		// Whether all of what it makes is there, the kind itself will see.
		if (operation.several) past.complete = false;
	}
	past.earlier = undefined;
}
