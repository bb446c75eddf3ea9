/**
 * Remembers, within one execution, what became of each item of a node. n8n's Retry On Fail runs the
 * whole node again with the same items; what succeeded must not be sent a second time, nor what may
 * have been carried out.
 */
import type { INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from './connection';
import type { Failure } from './errors';

/** What is known of an item from an earlier try of the same run of the node. */
export interface Past {
	/** The outputs of what succeeded; for Create Many possibly only a part. */
	outputs: INodeExecutionData[];
	/** All that was asked is done. */
	complete: boolean;
	/** Set when something was sent whose outcome nobody knows. */
	unknown?: Failure;
}

interface Entry {
	runIndex: number;
	past: Past;
}

// An execution's node has one context object, whatever the try; an item object belongs to one run.
const memory = new WeakMap<object, WeakMap<object, Entry>>();

/**
 * What became of an item in an earlier try; a new, empty record on the first.
 *
 * @param item the same object in all tries
 */
export function pastOf(context: RunContext, item: object, runIndex: number): Past {
	const node = context.getContext('node');
	const items = memory.get(node) ?? new WeakMap<object, Entry>();
	memory.set(node, items);
	const known = items.get(item);
	if (known && known.runIndex === runIndex) return known.past;
	const past: Past = { outputs: [], complete: false };
	items.set(item, { runIndex, past });
	return past;
}
