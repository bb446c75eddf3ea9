/** The list of AMPECO in which the records of a campaign are looked for, and what it says of the tenant's clock. */
import type { IDataObject } from 'n8n-workflow';
import { pathOf, wireNames } from '../../catalogue';
import type { OnceByMark } from '../../catalogue';
import { Failure, Stopped } from '../errors/errors';
import { readPortion } from '../lists/pages';
import { inPool } from '../run/pool';
import type { Shared } from '../run/shared';
import { cancelSignal } from '../send/connection';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { DAY_MS, DAY_SECONDS, timeOf } from '../values/moments';
import { getIn, setIn } from '../values/objects';
import type { CampaignRecords } from './campaignRecords';
import type { CampaignRow } from './campaignRows';
import { isSameCampaign, stampsIn } from './stamps';

/** Pauses before the looks for what the list does not show yet, in milliseconds. */
export const PAUSES = [2_000, 5_000, 15_000];

/** What a campaign is begun with. */
export interface CampaignOrder {
	connection: Connection;
	operation: OnceByMark;
	/** "voucher" and "vouchers". */
	noun: string;
	plural: string;
	/** The row that begins it; all others are of the same campaign. */
	row: CampaignRow;
	shared: Shared;
	/** Whether nothing is to be made. */
	rehearses: boolean;
}

export class CampaignList {
	/** When the campaign began to work, in milliseconds since 1970, by this n8n's clock. */
	readonly start = Date.now();
	private readonly signal: AbortSignal | undefined;
	/** How far the tenant's clock is ahead of this n8n's, in milliseconds, where it tells the time. */
	private ahead = 0;
	/** Whether records were read, and whether one of them had the text in which stamps stand. */
	private readAny = false;
	private seesNotes = false;
	/** Creates that had been sent when it was last read. */
	private sentWhenRead = 0;

	/** @param records where the campaign's records are put that it shows */
	constructor(
		private readonly order: CampaignOrder,
		private readonly records: CampaignRecords,
	) {
		this.signal = cancelSignal(order.connection.context);
	}

	/** Whether it was read after the last create, and shows all that was made. */
	isCaughtUp(): boolean {
		return this.records.sent === this.sentWhenRead && this.records.unlisted.size === 0;
	}

	/** The tenant's time, in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.ahead;
	}

	/** What people call the text in which stamps stand. */
	get noteLabel(): string {
		const { body, note } = this.order.operation;
		return body[note].label;
	}

	stampsOf(record: IDataObject): string[] {
		return stampsIn(this.noteOf(record));
	}

	/** A token that sees no notes cannot tell rows apart. */
	checkStampsShow(): void {
		if (!this.readAny || this.seesNotes) return;
		const { plural } = this.order;
		throw new Failure(
			`AMPECO lists ${plural} without their ${this.noteLabel}, so it is not known which rows have one`,
			{
				kind: 'denied',
				hint: `Check what the token may see. Nothing was created.`,
			},
		);
	}

	/** Reads what was created since this run began. */
	async readLately(): Promise<IDataObject[]> {
		return await this.read(new Date(this.start + this.ahead).toISOString().slice(0, 10));
	}

	/**
	 * Reads what was created since a day, with a day more on both sides as the tenant's day is another one, and takes note of
	 * the campaign's records.
	 *
	 * @param since "2026-01-31"; undefined for all there are
	 */
	async read(since: string | undefined): Promise<IDataObject[]> {
		const { connection, operation } = this.order;
		const from = since === undefined ? undefined : Date.parse(since) / 1000 - DAY_SECONDS;
		const [ahead, sent] = [this.ahead, this.records.sent];
		const requests = this.requestsSince(from);
		const parts: IDataObject[][] = [];
		const errors: unknown[] = [];
		await inPool(
			requests.length,
			async (index) => {
				try {
					const { records, asked } = await readPortion(connection, requests[index], operation.list.paging);
					// Of the others nothing is kept, as there may be very many.
					parts[index] = records.filter((record) => this.ownStampsOf(record).length > 0);
					this.readAny ||= records.length > 0;
					this.seesNotes ||= records.some((record) => this.noteOf(record) !== undefined);
					this.ahead = asked - Date.now();
				} catch (error) {
					errors.push(error);
				}
			},
			() => errors.length > 0 || this.signal?.aborted === true,
		);
		if (this.signal?.aborted) throw new Stopped();
		if (errors.length > 0) throw errors[0];
		// This n8n's clock is behind, so days were left out.
		if (this.ahead - ahead > DAY_MS / 2) return await this.read(since);
		const records = parts.flat();
		for (const record of records) for (const stamp of this.ownStampsOf(record)) this.records.addListed(stamp, record);
		this.sentWhenRead = sent;
		return records;
	}

	/** @param from seconds since 1970; undefined for all there are */
	private requestsSince(from: number | undefined): Request[] {
		const { operation, noun } = this.order;
		const { list, created } = operation;
		const request: Request = { operation: list, noun, path: pathOf(list), query: {} };
		if (from === undefined) return [request];
		const withFilter = (key: string, value: string): Request => {
			const filter: IDataObject = {};
			setIn(filter, wireNames(key, list.filters[key]), value);
			return { ...request, query: { filter } };
		};
		if ('after' in created) return [withFilter(created.after, timeOf(from))];
		const now = (Date.now() + Math.max(this.ahead, 0)) / 1000;
		const days = Math.floor((now + DAY_SECONDS - from) / DAY_SECONDS) + 1;
		return Array.from({ length: Math.max(days, 1) }, (_, day) =>
			withFilter(created.on, timeOf(from + day * DAY_SECONDS).slice(0, 10)),
		);
	}

	private noteOf(record: IDataObject): unknown {
		const { body, note } = this.order.operation;
		return getIn(record, wireNames(note, body[note]));
	}

	private ownStampsOf(record: IDataObject): string[] {
		return this.stampsOf(record).filter((stamp) => isSameCampaign(stamp, this.order.row.stamp));
	}
}
