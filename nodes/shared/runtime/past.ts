/**
 * The one home of what was done: what became of each item of a node, over all tries of Retry On Fail and, where a run failed
 * or was stopped, for a Retry of the execution. What succeeded must not be sent a second time, nor what may have been
 * carried out; and the report of a run is made of it.
 *
 * Within one execution it lies in memory. When a run ends badly it is written into the node's context, which n8n stores
 * with the execution and hands to both kinds of Retry. n8n does so in JSON, so plain data goes there.
 */
import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Facts } from '../catalogue';
import { canonicalJson } from './canonicalJson';
import type { RunContext } from './connection';
import { Failure } from './errors';
import type { FailureDetails } from './errors';
import { identityOf } from './identity';

/** Where the node's context holds it. */
const KEY = 'ampeco';

/** The most that is stored of a node in an execution, in characters of JSON. */
const MOST_STORED = 5_000_000;

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

/** A past in JSON. */
interface Stored {
	request: string;
	asked?: string;
	complete?: true;
	onlyIds?: true;
	outputs: INodeExecutionData[];
	unknown?: { message: string; details: FailureDetails };
}

/** What could not be stored whole. */
export interface Kept {
	/** Items of which only the IDs are stored. */
	onlyIds: number;
	/** Items of which nothing is stored, as it would be too much. */
	lost: number;
}

interface Entry {
	past: Past;
	/** The input of the item; none where it comes from an execution before this one. */
	item?: INodeExecutionData;
}

/** What became of the items of a node in an execution. */
export class Ledger {
	private readonly entries = new Map<string, Entry>();

	/** The calls of a tool, by the object that n8n makes for each, whatever the try. */
	private readonly calls = new WeakMap<object, Past>();

	/** How often a tool was called for the same thing. */
	private readonly times = new Map<string, number>();

	constructor(private readonly context: IDataObject) {
		for (const [place, stored] of Object.entries(this.stored())) this.entries.set(place, { past: pastFrom(stored) });
	}

	/** The past of an item: a new one on the first try, with what an earlier execution did at its place. */
	of(runIndex: number, index: number, item: INodeExecutionData): Past {
		const place = placeOf(runIndex, index);
		const known = this.entries.get(place);
		if (known?.item && (known.item === item || hashOf(known.item.json) === hashOf(item.json))) return known.past;
		const past: Past = { outputs: [], complete: false, ...(known ? { earlier: known.past } : {}) };
		this.entries.set(place, { past, item });
		return past;
	}

	/**
	 * The past of a tool's call.
	 *
	 * @param call what the model gave: the same object in all tries of one call, and equal in another execution
	 * @param input what the agent worked on
	 */
	ofCall(call: IDataObject, input: unknown): Past {
		const past = this.calls.get(call) ?? { outputs: [], complete: false, call: hashOf([call, input]) ?? '' };
		this.calls.set(call, past);
		return past;
	}

	/** Once it is known what a call asks for: what the same call of an earlier execution did, where there was one. */
	recall(past: Past): void {
		const same = `${past.call} ${past.request}`;
		const time = this.times.get(same) ?? 0;
		this.times.set(same, time + 1);
		past.call = `call:${same}:${time}`;
		past.earlier = this.entries.get(past.call)?.past;
	}

	/** What is known of all items of a run, whatever this try has come to. */
	ofRun(runIndex: number, count: number): Array<Past | undefined> {
		return Array.from({ length: count }, (_, index) => {
			const past = this.entries.get(placeOf(runIndex, index))?.past;
			return past?.rehearsed ? past : (past?.earlier ?? past);
		});
	}

	/** Writes what a run has done to where n8n stores it, as far as there is room: outputs first, then IDs only. */
	keep(runIndex: number, count: number, asked: (index: number) => string | undefined): Kept {
		const places = Array.from({ length: count }, (_, index) => placeOf(runIndex, index));
		// A dry run has done nothing, but what was done before it is not to be done again after it.
		const pasts = this.ofRun(runIndex, count).map((past) => (past?.rehearsed ? past.earlier : past));
		return this.write(
			places,
			pasts.map((past, index) => past && { ...past, asked: past.asked ?? asked(index) }),
		);
	}

	/** The same for a tool's call, which no run's end follows. */
	keepCall(past: Past): void {
		if (past.request !== undefined) this.write([past.call!], [past]);
	}

	/** A run that ended well is not retried, so nothing of it needs to be stored. */
	forget(runIndex: number): void {
		const stored = this.stored();
		const places = Object.keys(stored).filter((place) => place.startsWith(placeOf(runIndex, '')));
		if (places.length === 0) return;
		for (const place of places) delete stored[place];
		this.context[KEY] = stored as unknown as IDataObject;
	}

	private write(places: string[], pasts: Array<Past | undefined>): Kept {
		const stored = this.stored();
		for (const place of places) delete stored[place];
		const rows = pasts.flatMap((past, index) => {
			const whole = past && storedFrom(past);
			return whole ? [{ place: places[index], whole, ids: withIdsOnly(whole) }] : [];
		});
		let room = MOST_STORED - sizeOf(stored) - rows.reduce((sum, { ids }) => sum + sizeOf(ids), 0);
		const kept = { onlyIds: 0, lost: 0 };
		for (; room < 0 && rows.length > 0; kept.lost += 1) room += sizeOf(rows.pop()!.ids);
		for (const { place, whole, ids } of rows) {
			const more = sizeOf(whole) - sizeOf(ids);
			stored[place] = more <= room ? whole : ids;
			if (more <= room) room -= Math.max(0, more);
			if (stored[place].onlyIds) kept.onlyIds += 1;
		}
		this.context[KEY] = stored as unknown as IDataObject;
		return kept;
	}

	private stored(): Record<string, Stored> {
		return { ...(this.context[KEY] as unknown as Record<string, Stored> | undefined) };
	}
}

// An execution's node has one context object, whatever the try.
const ledgers = new WeakMap<object, Ledger>();

export function ledgerOf(context: RunContext): Ledger {
	const node = context.getContext('node');
	const ledger = ledgers.get(node) ?? new Ledger(node);
	ledgers.set(node, ledger);
	return ledger;
}

/**
 * Whether nothing is left to do. What was sent without a known outcome is not sent again, whoever asks, unless the operation
 * can look whether it was carried out.
 */
export function isSettled({ complete, unknown }: Past, { looksFirst }: Pick<Facts, 'looksFirst'>): boolean {
	return complete || (unknown !== undefined && !looksFirst);
}

/** Makes what an earlier execution did the past of the work at hand. */
export function adopt(past: Past): void {
	const { outputs, complete, unknown, onlyIds, request } = past.earlier!;
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

/** A short hash, the same for equal data; undefined for what is no data. */
export function hashOf(value: unknown): string | undefined {
	try {
		return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 16);
	} catch {
		return undefined;
	}
}

function placeOf(runIndex: number, index: number | ''): string {
	return `${runIndex}:${index}`;
}

function sizeOf(value: unknown): number {
	return JSON.stringify(value).length;
}

/** Undefined where nothing was done. */
function storedFrom({ request, asked, complete, onlyIds, outputs, unknown }: Past): Stored | undefined {
	if (request === undefined || !(complete || unknown || outputs.length > 0)) return undefined;
	return {
		request,
		outputs,
		...(asked === undefined ? {} : { asked }),
		...(complete ? { complete } : {}),
		...(onlyIds ? { onlyIds } : {}),
		...(unknown ? { unknown: { message: unknown.message, details: unknown.details } } : {}),
	};
}

function withIdsOnly({ unknown, ...stored }: Stored): Stored {
	const outputs = stored.outputs.map(({ json, pairedItem }) => ({ json: identityOf(json), pairedItem }));
	return {
		...stored,
		outputs,
		...(outputs.length > 0 ? { onlyIds: true } : {}),
		// AMPECO's own answer may be of any size.
		...(unknown ? { unknown: { ...unknown, details: { ...unknown.details, data: undefined } } } : {}),
	};
}

function pastFrom({ unknown, complete, ...stored }: Stored): Past {
	return {
		...stored,
		complete: complete === true,
		...(unknown ? { unknown: new Failure(unknown.message, unknown.details) } : {}),
		remembered: true,
	};
}
