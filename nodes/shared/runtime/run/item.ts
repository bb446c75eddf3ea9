/** Carries out one operation for one item, each kind in its own way. */
import { methodOf } from '../../catalogue';
import type { Operation, Resource } from '../../catalogue';
import { failureOf } from '../errors/errors';
import type { Failure } from '../errors/errors';
import { runChanged } from '../kinds/changed';
import type { Kind } from '../kinds/kind';
import { runList } from '../kinds/list';
import { runOnce } from '../kinds/once';
import { onceByMark } from '../kinds/onceByMark';
import { repeat } from '../kinds/repeat';
import { upsert } from '../kinds/upsert';
import { runWaitFor } from '../kinds/waitFor';
import { ledgerOf } from '../past/ledger';
import { adopt, isSettled } from '../past/past';
import type { Filled } from '../prepare/filled';
import { prepare } from '../prepare/prepare';
import { isRehearsed } from '../rehearsal/rehearsal';
import type { Request } from '../send/request';
import { hashOf } from '../values/canonicalJson';
import { roomFor } from './toolAnswer';
import { isTool } from './work';
import type { RunFacts, Unfitted, Work } from './work';

/** From the work of an item to what the item itself asks for. Throws FieldProblem. */
export type Fit = (work: Unfitted) => { work: Work; operation: Operation };

/** Where all items ask for the same. */
export function always(resource: Resource, operation: Operation): Fit {
	return (work) => ({ work: { ...work, resource }, operation });
}

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
 * Works on an item unless an earlier try of this run has settled it; outputs are put into `work.past`.
 *
 * @returns what it failed at
 */
export async function attempt(work: Unfitted, facts: RunFacts, fit: Fit): Promise<Failure | undefined> {
	const { past } = work;
	try {
		if (isSettled(past, facts)) return past.unknown;
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

/**
 * Does the work, unless an execution before this one has done it. That is looked for twice: first by the item and its settings,
 * before any parameter is read, as an expression may give another time or number at each look; then by the request, as other
 * settings may come to the same.
 *
 * @throws Failure, of whatever kind; outputs made before stay in `work.past`
 */
async function workOn(work: Work, operation: Operation): Promise<void> {
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
		await rehearse(work, operation, filled);
		return;
	}
	if (await isSettledByItem(work, operation)) return;
	const kind = kindOf(work, operation);
	const request = prepare(filled, kind);
	if (await isSettledByRequest(work, operation, request)) return;
	const outputs = await kind.run(request);
	if (!outputs) return;
	past.outputs = outputs;
	past.complete = true;
	past.unknown = undefined;
	// Of what this execution has done something itself.
	past.remembered = undefined;
}

/** What executions before this one did stays known, but says nothing of a dry run. */
async function rehearse(work: Work, operation: Operation, filled: Filled): Promise<void> {
	const { past } = work;
	past.rehearsed = true;
	const kind = kindOf({ ...work, rehearses: true }, operation);
	past.outputs = (await kind.run(prepare(filled, kind))) ?? [];
	past.complete = true;
}

/** Whether nothing is left to do of what an execution before this one did with the same item, settings and tenant. */
async function isSettledByItem({ past, connect, asked }: Work, operation: Operation): Promise<boolean> {
	const { earlier } = past;
	if (earlier?.asked === undefined) return false;
	await connect();
	if (earlier.asked === asked?.()) adopt(past, earlier);
	return isSettled(past, operation);
}

/** The same of what one did that sent this request. What only reads is done each time. */
async function isSettledByRequest(
	{ context, past, connect }: Work,
	operation: Operation,
	request: Request,
): Promise<boolean> {
	if (methodOf(operation) !== 'GET') {
		const isFirst = past.request === undefined;
		const { baseUrl } = await connect();
		past.request = hashOf([baseUrl, operation.route, request.path, request.query, request.body ?? null]);
		if (past.call !== undefined && isFirst) ledgerOf(context).recall(past);
		if (past.earlier && past.earlier.request === past.request) {
			adopt(past, past.earlier);
			// Whether all of what it makes is there, the kind itself will see.
			if (operation.inParts) past.complete = false;
		}
	}
	past.earlier = undefined;
	return isSettled(past, operation);
}
