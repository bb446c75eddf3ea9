/** What a kind of operation does in its own way, for one item; `kindOf` in item.ts knows all of them. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Layout } from '../../catalogue/form';
import type { Request } from '../send/request';

/** By label, values that a column of the input item may be called like. */
export type Settings = Map<string, Setting>;

export interface Setting {
	value: unknown;
	/** It tells rows apart, so a column that holds it is the one an expression takes it from, whatever it is called. */
	isKey?: true;
}

/** How it is asked, where that is not all said by the operation's fields. */
export interface Asking {
	/** A form of its own for the fields of the body, the same for all items; those on their own must be given. */
	layout?: Layout;
	/** What stands in the form beside the fields, by label. */
	settings?: Settings;
	/** Puts into the body what the kind sets by itself; the body is ours to change. Throws FieldProblem. */
	complete?: (body: Record<string, unknown>) => void;
}

export interface Kind extends Asking {
	/**
	 * @returns the outputs of the item; undefined where the run has failed elsewhere meanwhile
	 * @throws Failure, of whatever kind
	 */
	run(request: Request): Promise<INodeExecutionData[] | undefined>;
}
