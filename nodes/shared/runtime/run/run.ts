/**
 * Runs an operation for all items of a workflow run. One item by itself is run by call.ts; both go through `attempt` of item.ts,
 * so both send the same request and give the same items and errors.
 */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { nodeError } from '../errors/errors';
import type { Failure } from '../errors/errors';
import { ledgerOf, runIndexOf } from '../past/ledger';
import { isSettled } from '../past/past';
import type { Past } from '../past/past';
import { cancelSignal } from '../send/connection';
import { attempt } from './item';
import type { Fit } from './item';
import { inPool } from './pool';
import { firstToTell, resultOf } from './report';
import { collect, failureOfRun, hintsOf, isRehearsal } from './runEnd';
import { RunTenants } from './runTenants';
import { Shared } from './shared';
import { TrafficCount } from './traffic';
import { waitUntil } from './wait';
import type { RunFacts, Unfitted } from './work';

/** Names of properties that fit no field which are remembered of a run. */
const MOST_COLUMNS = 1000;

/**
 * All items of a run: a pool at a time, in order, linked to their inputs.
 *
 * @param fit makes the operation that an item asks for; the facts are what those of all items have in common
 */
export async function runOperation(
	context: IExecuteFunctions,
	facts: RunFacts,
	fit: Fit,
): Promise<INodeExecutionData[][]> {
	return [await new Run(context, facts, fit).outputs()];
}

class Run {
	private readonly items;
	private readonly runIndex;
	private readonly continues;
	private readonly signal;
	private readonly ledger;
	private readonly tenants;
	private readonly batches;
	private readonly traffic = new TrafficCount();
	private readonly shared = new Shared();
	private readonly failures: Array<Failure | undefined> = [];
	/** Names of properties that fit no field. */
	private readonly columns = new Set<string>();
	private failed = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly facts: RunFacts,
		private readonly fit: Fit,
	) {
		this.items = context.getInputData();
		this.runIndex = runIndexOf(context);
		this.continues = context.continueOnFail();
		this.signal = cancelSignal(context);
		this.ledger = ledgerOf(context);
		this.tenants = new RunTenants(context, this.items);
		this.batches = batchesOf(context);
	}

	/** Works on all items. Throws n8n's error where the run ends with one. */
	async outputs(): Promise<INodeExecutionData[]> {
		const { context, facts, ledger, runIndex, items } = this;
		const told = await this.workOnAll();
		const results = ledger.ofRun(runIndex, items.length).map((past, index) => resultOf(past, this.failures[index]));
		const end = { results, stopped: this.signal?.aborted === true, traffic: this.traffic.total(), told };
		const keep = () => ledger.keep(runIndex, items.length, (index) => this.tenants.askedOf(index));
		// n8n takes an error for the end of the run; a stopped run gives what was done instead.
		const first = this.continues || end.stopped ? undefined : firstToTell(results);
		if (first) throw nodeError(context.getNode(), failureOfRun(end, first, keep(), facts), first.item);
		if (end.stopped) keep();
		else if (!isRehearsal(results)) ledger.forget(runIndex);
		for (const message of hintsOf(end, [...this.columns], facts)) {
			context.addExecutionHints({ message, location: 'outputPane' });
		}
		return collect(results, facts, context.getNode());
	}

	/** @returns what the items have left to be told of the run */
	private async workOnAll(): Promise<string[]> {
		let told: string[] = [];
		try {
			await inPool(
				this.items.length,
				async (index, leave) => await this.workOn(index, leave),
				() => this.signal?.aborted === true || this.isGivenUp(),
				async (index) => await this.laneOf(index),
				() => this.shared.becomeQuiet(),
			);
		} finally {
			told = await this.shared.end();
		}
		return told;
	}

	private async workOn(index: number, leave: () => void): Promise<void> {
		await this.batches.turn(index, this.signal);
		const work = this.workOf(index, leave);
		const { past } = work;
		const doubted = past.unknown !== undefined;
		const failure = await attempt(work, this.facts, this.fit);
		this.failures[index] = failure;
		// What was in doubt before this try is told at the end, and does not keep the rest from being done.
		this.failed ||= failure !== undefined && !doubted && !past.remembered && !past.rehearsed;
		this.tenants.release(index);
	}

	private workOf(index: number, leave: () => void): Unfitted {
		const { context, shared, traffic, tenants } = this;
		return {
			context,
			itemIndex: index,
			read: (name, fallback) => context.getNodeParameter(name, index, fallback),
			connect: async () => await tenants.of(index),
			shared,
			past: this.pastOf(index),
			item: this.items[index].json,
			leftOut: (names) => this.leaveOut(names),
			asked: () => tenants.askedOf(index),
			waited: traffic.waited,
			leave,
			givenUp: () => this.isGivenUp(),
			transport: {},
		};
	}

	private pastOf(index: number): Past {
		return this.ledger.of(this.runIndex, index, this.items[index]);
	}

	/** Items of a tenant share its places; those that are settled wait for none. */
	private async laneOf(index: number): Promise<object> {
		if (isSettled(this.pastOf(index), this.facts)) return this.ledger;
		// What is wrong with a credential is told when the item has its turn.
		return await this.tenants.of(index).then(
			({ pace }) => pace,
			() => this.ledger,
		);
	}

	private leaveOut(names: string[]): void {
		for (const name of names) if (this.columns.size < MOST_COLUMNS) this.columns.add(name);
	}

	private isGivenUp(): boolean {
		return this.failed && !this.continues;
	}
}

/** Request Options' batching: items of a batch start together, batches an interval apart. */
function batchesOf(context: IExecuteFunctions) {
	const { batching } = context.getNodeParameter('requestOptions', 0, {}) as {
		batching?: { batch?: { batchSize?: number; batchInterval?: number } };
	};
	const { batchSize = -1, batchInterval = 0 } = batching?.batch ?? {};
	const size = batchSize > 0 ? batchSize : 1;
	const start = Date.now();
	return {
		async turn(index: number, signal: AbortSignal | undefined): Promise<void> {
			if (batchSize < 0 || batchInterval <= 0) return;
			const due = start + Math.floor(index / size) * batchInterval;
			await waitUntil(due, signal);
		},
	};
}
