/**
 * A campaign of Create Once while a run works on it: which of its rows have a record, and how it is made sure that none gets a
 * second one.
 *
 * Runs of one campaign take turns in this process. Before the first row all records since the campaign began are read
 * (campaignList.ts, into campaignRecords.ts). Before the first create what an earlier run may have under way gets time to land.
 * Then records are made (campaignCreate.ts). At the end the list is read once more, so that a record which came twice all the
 * same is named (campaignRows.ts).
 */
import type { IDataObject } from 'n8n-workflow';
import { Stopped, failureOf } from '../errors/errors';
import type { Failure } from '../errors/errors';
import { waitUntil } from '../run/wait';
import { cancelSignal } from '../send/connection';
import { turnFor } from '../send/keyedMutex';
import { LONGEST_WAIT_FOR_LIMIT } from '../send/send';
import { setLatest } from '../values/latest';
import { secondOf } from '../values/moments';
import { CampaignCreate } from './campaignCreate';
import { CampaignList, PAUSES } from './campaignList';
import type { CampaignOrder } from './campaignList';
import { CampaignRecords } from './campaignRecords';
import { CampaignRows } from './campaignRows';

/** A create is given up after that, in milliseconds, and then looked for; so late may one land that a killed run had under way. */
export const TIME_TO_LAND = 60_000;

/** Most campaigns whose last run in this process is remembered. */
const MOST_REMEMBERED = 1_000;

interface LastRun {
	/** When it ended, in milliseconds since 1970. */
	ended: number;
	/** Whether it left nothing under way. */
	isAtRest: boolean;
	/** What it made and the list did not show, by its stamp. */
	unlisted: Map<string, IDataObject>;
	/** The records of the campaign that it knew of. */
	known: string;
	/** Why no more can be made. */
	broken?: Failure;
}

const lastRuns = new Map<string, LastRun>();

export class Campaign {
	/** The rows of this run. */
	readonly rows = new CampaignRows();
	/** The records that rows have. */
	readonly records: CampaignRecords;
	readonly creates: CampaignCreate;
	private readonly list: CampaignList;
	private readonly lastRun: LastRun | undefined;
	private readonly signal: AbortSignal | undefined;
	private knownAtStart = '';
	private landing: Promise<void> | undefined;

	/** @param name what tells it from other campaigns */
	private constructor(
		private readonly order: CampaignOrder,
		private readonly name: string,
	) {
		this.signal = cancelSignal(order.connection.context);
		this.lastRun = lastRuns.get(name);
		this.records = new CampaignRecords(this.lastRun?.unlisted);
		this.list = new CampaignList(order, this.records);
		this.creates = new CampaignCreate(order, this.records, this.list);
	}

	/**
	 * The campaign for the items of a run: waits for its turn and reads the records there are.
	 *
	 * @throws Failure where they cannot be read, or do not show their stamps
	 */
	static async begin(order: CampaignOrder): Promise<Campaign> {
		const { connection, operation, row, shared, rehearses } = order;
		const name = JSON.stringify([connection.tenant.baseUrl, operation.route, row.campaign]);
		// A dry run changes nothing, so it needs no turn.
		const giveBack = rehearses ? () => undefined : await turnFor(name, cancelSignal(connection.context));
		if (!giveBack) throw new Stopped();
		const campaign = new Campaign(order, name);
		shared.atEnd(async () => {
			try {
				return await campaign.end();
			} finally {
				giveBack();
			}
		});
		await campaign.readAll();
		return campaign;
	}

	private async readAll(): Promise<void> {
		await this.list.read(this.order.row.began);
		this.list.checkStampsShow();
		this.knownAtStart = this.records.known();
		if (!this.records.isAnyListed()) this.creates.broken = this.lastRun?.broken;
	}

	/** When what an earlier run may have left under way has landed; then a row may have a record after all. */
	async landed(): Promise<void> {
		await (this.landing ??= this.land());
	}

	private async land(): Promise<void> {
		// Of what another process made since, this one's memory says nothing.
		const last = this.lastRun?.known === this.knownAtStart ? this.lastRun : undefined;
		if (last ? last.isAtRest : !this.mayHaveBeenBrokenOff()) return;
		await waitUntil((last?.ended ?? this.list.start) + this.timeToLand, this.signal);
		if (this.signal?.aborted) throw new Stopped();
		await this.list.readLately();
	}

	/** Whether the latest record is so new that another process may have been killed with one under way. */
	private mayHaveBeenBrokenOff(): boolean {
		const since = (this.list.now() - this.timeToLand - LONGEST_WAIT_FOR_LIMIT) / 1000;
		return this.records.all().some(({ createdAt }) => (secondOf(createdAt) ?? Infinity) > since);
	}

	private get timeToLand(): number {
		return Number(this.order.connection.transport.timeout);
	}

	/** What is told at the end of a run, after a last look at the list. */
	private async end(): Promise<string[]> {
		const { rehearses, noun, plural } = this.order;
		const told = rehearses || this.signal?.aborted ? [] : await this.lastLook();
		if (!rehearses) this.remember();
		this.rows.tellDoubles(this.records);
		return [...told, ...this.rows.summary(this.records, noun, plural)];
	}

	/** Remembers this run for the next of the campaign. */
	private remember(): void {
		const { name, lastRun, creates, records } = this;
		const { broken } = creates;
		const { unlisted } = records;
		const isAtRest = records.inDoubt.size === 0 && !this.signal?.aborted;
		const run =
			records.sent > 0
				? { ended: Date.now(), isAtRest, unlisted, known: records.known(), broken }
				: lastRun && { ...lastRun, unlisted, broken };
		if (run) setLatest(lastRuns, name, run, MOST_REMEMBERED);
	}

	/** Reads the list after the last create, so that doubles show, and until it shows all that was made. */
	private async lastLook(): Promise<string[]> {
		const { plural } = this.order;
		for (const pause of [0, ...PAUSES]) {
			if (this.list.isCaughtUp()) return [];
			await waitUntil(Date.now() + pause, this.signal);
			try {
				await this.list.readLately();
			} catch (error) {
				return [`It could not be checked whether a row has two ${plural}: ${failureOf(error).message}.`];
			}
		}
		const count = this.records.unlisted.size;
		if (count === 0) return [];
		return [`AMPECO does not list ${count} of the ${plural} yet. Do not run this again before it does.`];
	}
}
