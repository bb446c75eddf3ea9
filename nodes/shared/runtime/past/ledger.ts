/**
 * The one home of what was done: the pasts of a node's items, over all tries of Retry On Fail and, where a run failed or was
 * stopped, for a Retry of the execution; the report of a run is made of them. Within one execution they lie in memory, and when a
 * run ends badly they are stored.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { RunContext } from '../send/connection';
import { hashOf } from '../values/canonicalJson';
import type { Past } from './past';
import { PastStore } from './pastStore';
import type { Kept } from './pastStore';

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

	private readonly store: PastStore;

	/** @param context of the node, in which n8n stores what is known of it */
	constructor(context: IDataObject) {
		this.store = new PastStore(context);
		for (const [place, past] of this.store.read()) this.entries.set(place, { past });
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
		return this.store.write(
			places,
			pasts.map((past, index) => past && { ...past, asked: past.asked ?? asked(index) }),
		);
	}

	/** The same for a tool's call, which no run's end follows. */
	keepCall(past: Past): void {
		if (past.request !== undefined) this.store.write([past.call!], [past]);
	}

	/** A run that ended well is not retried, so nothing of it needs to be stored. */
	forget(runIndex: number): void {
		this.store.forget(placeOf(runIndex, ''));
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

function placeOf(runIndex: number, index: number | ''): string {
	return `${runIndex}:${index}`;
}

/** How often the node has run in this execution before. */
export function runIndexOf(context: RunContext): number {
	return context.getWorkflowDataProxy(0).$runIndex as number;
}
