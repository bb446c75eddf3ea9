/**
 * Creates the records of a campaign, each once. The first is made alone and must come back with its stamp, in the answer and in
 * the list: else a second run would not know it again. What got no answer is looked for in the list when nothing else is under way.
 */
import type { IDataObject } from 'n8n-workflow';
import { Failure, failureOf } from '../errors/errors';
import { identityOf, recordName } from '../records/identity';
import { recordsOf } from '../records/records';
import { waitUntil } from '../run/wait';
import { cancelSignal } from '../send/connection';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { send } from '../send/send';
import { PAUSES } from './campaignList';
import type { CampaignList, CampaignOrder } from './campaignList';
import type { CampaignRecords } from './campaignRecords';
import type { CampaignRow } from './campaignRows';

export class CampaignCreate {
	/** Why no more can be made. */
	broken: Failure | undefined;
	/** Whether a record has shown that stamps work. */
	private isProven = false;
	private proving: Promise<void> | undefined;
	private looking: Promise<void> | undefined;
	/** Stamps of rows whose record was looked for and not found. */
	private readonly lookedFor = new Set<string>();
	private readonly signal: AbortSignal | undefined;

	constructor(
		private readonly order: CampaignOrder,
		private readonly records: CampaignRecords,
		private readonly list: CampaignList,
	) {
		this.signal = cancelSignal(order.connection.context);
	}

	/**
	 * Creates the record of a row.
	 *
	 * @param leave told when only a look at the list is waited for
	 * @throws Failure, also where it is not known whether there is one
	 */
	async create(connection: Connection, request: Request, { stamp }: CampaignRow, leave: () => void): Promise<void> {
		const lost = this.records.inDoubt.get(stamp) ?? (await this.sendAfterProof(connection, request, stamp));
		if (!lost) return;
		if (this.lookedFor.has(stamp)) throw lost;
		leave();
		await this.order.shared.quiet;
		if (this.signal?.aborted) throw lost;
		await (this.looking ??= this.lookForLost().finally(() => (this.looking = undefined)));
		if (this.records.of(stamp).length > 0) return;
		this.lookedFor.add(stamp);
		throw new Failure(lost.message, {
			...lost.details,
			hint: `The list does not show it, so it is not sent again now. Run this again in some minutes: a row that has its ${this.order.noun} by then is left alone.`,
		});
	}

	/**
	 * Sends at once when a record has shown that stamps work; else alone, and then looks whether they do.
	 *
	 * @returns the failure of a create that may have been carried out all the same; undefined where the record is there
	 */
	private async sendAfterProof(connection: Connection, request: Request, stamp: string): Promise<Failure | undefined> {
		while (!this.isProven && !this.broken && this.proving) await this.proving;
		if (this.broken) throw this.broken;
		if (this.isProven) return await this.send(connection, request, stamp);
		let done = (): void => undefined;
		this.proving = new Promise((resolve) => (done = resolve));
		try {
			const lost = await this.send(connection, request, stamp);
			if (!lost) await this.prove(stamp);
			return lost;
		} finally {
			this.proving = undefined;
			done();
		}
	}

	private async send(connection: Connection, request: Request, stamp: string): Promise<Failure | undefined> {
		this.records.sent += 1;
		try {
			const record = recordsOf(await send(connection, request), request)[0] as IDataObject;
			this.records.addMade(stamp, record);
			if (record.id === undefined || !this.list.stampsOf(record).includes(stamp)) throw this.unstamped(record);
			return undefined;
		} catch (error) {
			const failure = failureOf(error);
			if (!failure.details.outcomeUnknown) throw failure;
			this.records.inDoubt.set(stamp, failure);
			return failure;
		}
	}

	private async prove(stamp: string): Promise<void> {
		if (!(await this.isListed(stamp))) throw this.unlisted(this.records.of(stamp)[0]);
		this.isProven = true;
	}

	/** Whether the list shows a stamp, at once or after some seconds. */
	private async isListed(stamp: string): Promise<boolean> {
		let unread: Failure | undefined;
		for (const pause of [0, ...PAUSES]) {
			await waitUntil(Date.now() + pause, this.signal);
			// Then nothing more is made anyway.
			if (this.signal?.aborted) return true;
			try {
				const records = await this.list.readLately();
				if (records.some((record) => this.list.stampsOf(record).includes(stamp))) return true;
				unread = undefined;
			} catch (error) {
				unread = failureOf(error);
			}
		}
		if (unread) throw this.unproven(stamp, unread);
		return false;
	}

	/** Looks for all that got no answer, until it is found. */
	private async lookForLost(): Promise<void> {
		for (const pause of PAUSES) {
			await waitUntil(Date.now() + pause, this.signal);
			if (this.signal?.aborted) return;
			// What cannot be looked for stays in doubt.
			await this.list.readLately().catch(() => undefined);
			if (this.records.inDoubt.size === 0) return;
		}
	}

	private unstamped(record: IDataObject): Failure {
		return this.break(
			record,
			`AMPECO does not keep the mark of a row in ${this.list.noteLabel}`,
			`A row would not be known again. Create Once cannot be used on this tenant; that ${this.order.noun} is there and valid.`,
		);
	}

	private unlisted(record: IDataObject): Failure {
		return this.break(
			record,
			`AMPECO does not list the ${this.order.noun} it just made`,
			`Check that the token may list all ${this.order.plural}. Then run it again in some minutes.`,
		);
	}

	/** Ends the campaign for this run: a second run would not know the records again. */
	private break(record: IDataObject, what: string, hint: string): Failure {
		this.broken = new Failure(`${what}, so no more are made after this one: ${recordName(record)}`, {
			kind: 'other',
			hint,
			data: identityOf(record),
		});
		return this.broken;
	}

	/** The first record is there, but the list cannot be read; the next row tries it once more. */
	private unproven(stamp: string, { message, details, hint }: Failure): Failure {
		const [record] = this.records.of(stamp);
		return new Failure(`${message} So it is not known yet whether AMPECO lists the ${this.order.noun} it just made`, {
			...details,
			outcomeUnknown: false,
			nothing: undefined,
			hint: `${hint} ${recordName(record)} was made for this row; run it again, and the row comes out with it.`.trim(),
			data: identityOf(record),
		});
	}
}
