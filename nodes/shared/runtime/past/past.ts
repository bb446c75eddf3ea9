/** What became of an item over all tries: what succeeded must not be sent a second time, nor what may have been carried out. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../../catalogue';
import type { Failure } from '../errors/errors';

/** What is known of an item. */
export interface Past {
	/** The outputs of what succeeded; for Create Many possibly only a part. */
	outputs: INodeExecutionData[];
	/** All that was asked is done. */
	complete: boolean;
	/** Set when something was sent whose outcome nobody knows. */
	unknown?: Failure;
	/** A hash of what was asked of AMPECO; none for what only reads, which is not stored. */
	request?: string;
	/** A hash of where and how it was asked: tenant, settings of the node, item. */
	asked?: string;
	/** What an execution before this one did with the item of this place, until it is known whether the same is asked now. */
	earlier?: Past;
	/** Done by an execution before this one. */
	remembered?: true;
	/** A dry run: the outputs are of what was not sent, and nothing of it is stored. */
	rehearsed?: true;
	/** Of its outputs only the IDs are known. */
	onlyIds?: true;
	/** What tells the call of a tool from others, across executions. */
	call?: string;
	/** Bytes of JSON that its answer may have, where a model reads it. */
	room?: number;
	/** The limit of a list that goes on behind what was read. */
	limit?: number;
}

/**
 * Whether nothing is left to do. What was sent without a known outcome is not sent again, whoever asks, unless the operation
 * can look whether it was carried out.
 */
export function isSettled({ complete, unknown }: Past, { looksFirst }: Pick<Facts, 'looksFirst'>): boolean {
	return complete || (unknown !== undefined && !looksFirst);
}

/** Makes what an earlier execution did the past of the work at hand. */
export function adopt(past: Past, earlier: Past): void {
	const { outputs, complete, unknown, onlyIds, request } = earlier;
	Object.assign(past, {
		outputs: [...outputs],
		complete,
		unknown,
		onlyIds,
		request,
		remembered: true,
		earlier: undefined,
	});
}
