/**
 * A campaign of Create Once while a run works on it: which of its rows have a record, and how it is made sure that none gets a
 * second one.
 *
 * Runs of one campaign take turns in this process. Before the first row all records since the campaign began are read. Before
 * the first create what an earlier run may have under way gets time to land. The first record is made alone and must come back
 * with its mark, in the answer and in the list. What got no answer is looked for in the list when nothing else is under way,
 * and at the end the list is read once more, so that a record which came twice all the same is named.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { pathOf, wireNames } from '../catalogue';
import type { OnceByMark, RowOutcome } from '../catalogue';
import { hashOf } from './canonicalJson';
import { cancelSignal } from './connection';
import type { Connection } from './connection';
import { Failure, FieldProblem, Stopped, failureOf, named } from './errors';
import { identityOf, nameOf } from './identity';
import { turnFor } from './keyedMutex';
import { isSameCampaign, marksIn } from './marks';
import { secondOf, timeOf } from './moments';
import { getIn, setIn } from './objects';
import { readPortion } from './pages';
import { inPool } from './pool';
import { recordsOf } from './records';
import type { Request } from './request';
import { LONGEST_WAIT_FOR_LIMIT, send } from './send';
import type { Shared } from './shared';
import { waitUntil } from './wait';

/** Pauses before the looks for what got no answer, in milliseconds. */
const PAUSES = [2_000, 5_000, 15_000];

/** A create is given up after that, in milliseconds, and then looked for; so late may one land that a killed run had under way. */
export const TIME_TO_LAND = 60_000;

const DAY = 86_400;

/** Most campaigns whose last run in this process is remembered. */
const MOST_REMEMBERED = 1_000;

/** A row of a campaign, whose mark the body bears. */
export interface Row {
	campaign: string;
	key: string;
	mark: string;
	/** The day since when there may be records of the campaign, "2026-01-31"; undefined for ever. */
	began?: string;
}

interface LastRun {
	/** When it ended, in milliseconds since 1970. */
	ended: number;
	/** Whether it left nothing under way. */
	isAtRest: boolean;
	/** What it made and the list did not show, by its mark. */
	unlisted: Map<string, IDataObject>;
	/** The records of the campaign that it knew of. */
	known: string;
	/** Why no more can be made. */
	broken?: Failure;
}

const lastRuns = new Map<string, LastRun>();

export interface CampaignOrder {
	connection: Connection;
	operation: OnceByMark;
	/** "voucher" and "vouchers". */
	noun: string;
	plural: string;
	/** The row that begins it; all others are of the same campaign. */
	row: Row;
	shared: Shared;
	/** Whether nothing is to be made. */
	rehearses: boolean;
}

export class Campaign {
	/** The records of each row, by its mark; the first made comes first. */
	private readonly rows = new Map<string, IDataObject[]>();
	/** The outputs of each row; of rows with the same key all. */
	private readonly outputs = new Map<string, INodeExecutionData[]>();
	/** The keys of the rows that are alike. */
	private readonly keys = new Map<string, Set<string>>();
	/** What is made of each row, as a hash, by its mark. */
	private readonly entered = new Map<string, string>();
	/** The keys of rows that have the key of another. */
	private readonly sameKeys: string[] = [];
	/** Rows that had a record before this run. */
	private existing = 0;
	/** Rows whose create got no answer and which the list does not show. */
	private readonly inDoubt = new Map<string, Failure>();
	private readonly lookedFor = new Set<string>();
	/** What was made and the list does not show yet. */
	private readonly unlisted: Map<string, IDataObject>;
	private readonly signal: AbortSignal | undefined;
	private readonly start = Date.now();
	/** How far the tenant's clock is ahead of this n8n's, in milliseconds, where it tells the time. */
	private ahead = 0;
	private landing: Promise<void> | undefined;
	private proving: Promise<void> | undefined;
	private knownAtStart = '';
	private isProven = false;
	/** Records read, and whether one of them had the text in which marks stand. */
	private readAny = false;
	private seesNotes = false;
	private broken: Failure | undefined;
	private looking: Promise<void> | undefined;
	/** Creates sent, and how many of them had been when the list was last read. */
	private sent = 0;
	private sentWhenRead = 0;

	private constructor(
		private readonly order: CampaignOrder,
		private readonly lastRun: LastRun | undefined,
	) {
		this.signal = cancelSignal(order.connection.context);
		this.unlisted = new Map(lastRun?.unlisted);
		for (const [mark, record] of this.unlisted) this.rows.set(mark, [record]);
	}

	/**
	 * The campaign for the items of a run: waits for its turn and reads the records there are.
	 *
	 * @throws Failure where they cannot be read, or do not show their marks
	 */
	static async begin(order: CampaignOrder): Promise<Campaign> {
		const { connection, operation, row, shared, rehearses } = order;
		const name = JSON.stringify([connection.tenant.baseUrl, operation.route, row.campaign]);
		// A dry run changes nothing, so it needs no turn.
		const giveBack = rehearses ? () => undefined : await turnFor(name, cancelSignal(connection.context));
		if (!giveBack) throw new Stopped();
		const campaign = new Campaign(order, lastRuns.get(name));
		shared.atEnd(async () => {
			try {
				return rehearses ? campaign.summary() : await campaign.end(name);
			} finally {
				giveBack();
			}
		});
		await campaign.read(row.began);
		campaign.checkMarksShow();
		campaign.knownAtStart = campaign.known();
		const isListed = [...campaign.rows.keys()].some((mark) => !campaign.unlisted.has(mark));
		if (!isListed) campaign.broken = campaign.lastRun?.broken;
		return campaign;
	}

	/**
	 * Lets a row in; false where another one with the same key came before.
	 *
	 * @param values what is to be made of it
	 * @throws FieldProblem where that was something else
	 */
	enter({ key, mark }: Row, values: unknown): boolean {
		const plain = key.toLowerCase().replace(/^0+(?=.)/, '');
		const alike = this.keys.get(plain) ?? new Set();
		this.keys.set(plain, alike.add(key));
		const hash = hashOf(values) ?? '';
		const before = this.entered.get(mark);
		if (before === undefined) {
			this.entered.set(mark, hash);
			return true;
		}
		if (before !== hash) {
			throw new FieldProblem(
				`Row Key ${JSON.stringify(key)} is that of another row of this run, which has other values. Give each row a key of its own.`,
			);
		}
		this.sameKeys.push(key);
		return false;
	}

	/** What a row has, the first made first; empty where it has nothing. */
	recordsOf(mark: string): IDataObject[] {
		return this.rows.get(mark) ?? [];
	}

	/** Keeps the output of a row, so that doubles found later can be told in it. */
	keep({ mark }: Row, output: INodeExecutionData, outcome: RowOutcome): void {
		const before = this.outputs.get(mark) ?? [];
		this.outputs.set(mark, [...before, output]);
		if (outcome === 'existing' && before.length === 0) this.existing += 1;
	}

	/** When what an earlier run may have left under way has landed; then a row may have a record after all. */
	async landed(): Promise<void> {
		await (this.landing ??= this.land());
	}

	/**
	 * Creates the record of a row.
	 *
	 * @param leave told when only a look at the list is waited for
	 * @throws Failure, also where it is not known whether there is one
	 */
	async create(connection: Connection, request: Request, { mark }: Row, leave: () => void): Promise<void> {
		const lost =
			this.inDoubt.get(mark) ?? (await this.afterProof(mark, async () => await this.send(connection, request, mark)));
		if (!lost) return;
		if (this.lookedFor.has(mark)) throw lost;
		leave();
		await this.order.shared.quiet;
		if (this.signal?.aborted) throw lost;
		await (this.looking ??= this.lookForLost().finally(() => (this.looking = undefined)));
		if (this.recordsOf(mark).length > 0) return;
		this.lookedFor.add(mark);
		throw new Failure(lost.message, {
			...lost.details,
			hint: `The list does not show it, so it is not sent again now. Run this again in some minutes: a row that has its ${this.order.noun} by then is left alone.`,
		});
	}

	/** @returns the failure of a create that may have been carried out all the same; undefined where the record is there */
	private async send(connection: Connection, request: Request, mark: string): Promise<Failure | undefined> {
		this.sent += 1;
		try {
			const record = recordsOf(await send(connection, request), request)[0] as IDataObject;
			this.rows.set(mark, [...this.recordsOf(mark), record]);
			this.unlisted.set(mark, record);
			if (record.id === undefined || !this.marksOf(record).includes(mark)) this.break(record, false);
			return undefined;
		} catch (error) {
			const failure = failureOf(error);
			if (!failure.details.outcomeUnknown) throw failure;
			this.inDoubt.set(mark, failure);
			return failure;
		}
	}

	/** Works at once when a record has shown that marks work; else alone, and then looks whether they do. */
	private async afterProof(mark: string, work: () => Promise<Failure | undefined>): Promise<Failure | undefined> {
		while (!this.isProven && !this.broken && this.proving) await this.proving;
		if (this.broken) throw this.broken;
		if (this.isProven) return await work();
		let done = (): void => undefined;
		this.proving = new Promise((resolve) => (done = resolve));
		try {
			const lost = await work();
			if (!lost) await this.prove(mark);
			return lost;
		} finally {
			this.proving = undefined;
			done();
		}
	}

	private async prove(mark: string): Promise<void> {
		if (await this.isListed(mark)) this.isProven = true;
		else this.break(this.recordsOf(mark)[0], true);
	}

	/** Ends the campaign for this run: a second run would not know the records again. */
	private break(record: IDataObject, isMarked: boolean): never {
		const { noun, plural } = this.order;
		const what = isMarked
			? `AMPECO does not list the ${noun} it just made`
			: `AMPECO does not keep the mark of a row in ${this.noteLabel}`;
		this.broken = new Failure(`${what}, so no more are made after this one: ${nameOf(record)}`, {
			kind: 'other',
			hint: isMarked
				? `Check that the token may list all ${plural}. Then run it again in some minutes.`
				: `A row would not be known again. Create Once cannot be used on this tenant; that ${noun} is there and valid.`,
			data: identityOf(record),
		});
		throw this.broken;
	}

	/** Whether the list shows a mark, at once or after some seconds. */
	private async isListed(mark: string): Promise<boolean> {
		let unread: Failure | undefined;
		for (const pause of [0, ...PAUSES]) {
			await waitUntil(Date.now() + pause, this.signal);
			// Then nothing more is made anyway.
			if (this.signal?.aborted) return true;
			try {
				const records = await this.readLately();
				if (records.some((record) => this.marksOf(record).includes(mark))) return true;
				unread = undefined;
			} catch (error) {
				unread = failureOf(error);
			}
		}
		if (unread) throw this.unproven(mark, unread);
		return false;
	}

	/** The first record is there, but the list cannot be read; the next row tries it once more. */
	private unproven(mark: string, { message, details, hint }: Failure): Failure {
		const [record] = this.recordsOf(mark);
		return new Failure(`${message} So it is not known yet whether AMPECO lists the ${this.order.noun} it just made`, {
			...details,
			outcomeUnknown: false,
			nothing: undefined,
			hint: `${hint} ${nameOf(record)} was made for this row; run it again, and the row comes out with it.`.trim(),
			data: identityOf(record),
		});
	}

	/** Looks for all that got no answer, until it is found. */
	private async lookForLost(): Promise<void> {
		for (const pause of PAUSES) {
			await waitUntil(Date.now() + pause, this.signal);
			if (this.signal?.aborted) return;
			// What cannot be looked for stays in doubt.
			await this.readLately().catch(() => undefined);
			if (this.inDoubt.size === 0) return;
		}
	}

	private async land(): Promise<void> {
		// Of what another process made since, this one's memory says nothing.
		const last = this.lastRun?.known === this.knownAtStart ? this.lastRun : undefined;
		if (last ? last.isAtRest : !this.mayHaveBeenBrokenOff()) return;
		await waitUntil((last?.ended ?? this.start) + this.timeToLand, this.signal);
		if (this.signal?.aborted) throw new Stopped();
		await this.readLately();
	}

	/** All records known of, as their number and the last of their IDs. */
	private known(): string {
		const records = [...this.rows.values()].flat();
		return `${records.length} ${records.reduce((last, { id }) => Math.max(last, Number(id) || 0), 0)}`;
	}

	/** Whether the latest record is so new that another process may have been killed with one under way. */
	private mayHaveBeenBrokenOff(): boolean {
		const since = (Date.now() + this.ahead - this.timeToLand - LONGEST_WAIT_FOR_LIMIT) / 1000;
		return [...this.rows.values()].flat().some(({ createdAt }) => (secondOf(createdAt) ?? Infinity) > since);
	}

	private get timeToLand(): number {
		return Number(this.order.connection.transport.timeout);
	}

	/** A token that sees no notes cannot tell rows apart. */
	private checkMarksShow(): void {
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

	private get noteLabel(): string {
		const { body, note } = this.order.operation;
		return body[note].label;
	}

	private noteOf(record: IDataObject): unknown {
		const { body, note } = this.order.operation;
		return getIn(record, wireNames(note, body[note]));
	}

	private marksOf(record: IDataObject): string[] {
		return marksIn(this.noteOf(record));
	}

	private isOwn(record: IDataObject): boolean {
		return this.marksOf(record).some((mark) => isSameCampaign(mark, this.order.row.mark));
	}

	/** Reads what was created since this run began. */
	private async readLately(): Promise<IDataObject[]> {
		return await this.read(new Date(this.start + this.ahead).toISOString().slice(0, 10));
	}

	/**
	 * Reads what was created since a day, with a day more on both sides as the tenant's day is another one, and takes note of
	 * the campaign's records.
	 */
	private async read(since: string | undefined): Promise<IDataObject[]> {
		const { connection, operation } = this.order;
		const from = since === undefined ? undefined : Date.parse(since) / 1000 - DAY;
		const [ahead, sent] = [this.ahead, this.sent];
		const requests = this.requestsSince(from);
		const parts: IDataObject[][] = [];
		const errors: unknown[] = [];
		await inPool(
			requests.length,
			async (index) => {
				try {
					const { records, asked } = await readPortion(connection, requests[index], operation.list.paging);
					// Of the others nothing is kept, as there may be very many.
					parts[index] = records.filter((record) => this.isOwn(record));
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
		if (this.ahead - ahead > (DAY * 1000) / 2) return await this.read(since);
		const records = parts.flat();
		for (const record of records) this.note(record);
		this.sentWhenRead = sent;
		return records;
	}

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
		const days = Math.floor((now + DAY - from) / DAY) + 1;
		return Array.from({ length: Math.max(days, 1) }, (_, day) =>
			withFilter(created.on, timeOf(from + day * DAY).slice(0, 10)),
		);
	}

	/** Takes note of a record, if it is one of the campaign's. */
	private note(record: IDataObject): void {
		for (const mark of this.marksOf(record).filter((one) => isSameCampaign(one, this.order.row.mark))) {
			const known = this.recordsOf(mark);
			if (String(this.unlisted.get(mark)?.id) === String(record.id)) this.unlisted.delete(mark);
			if (known.some(({ id }) => String(id) === String(record.id))) continue;
			this.rows.set(
				mark,
				[...known, record].sort((a, b) => Number(a.id) - Number(b.id)),
			);
			this.inDoubt.delete(mark);
		}
	}

	/** What is told at the end of a run, after a last look at the list. */
	private async end(name: string): Promise<string[]> {
		const told = this.signal?.aborted ? [] : await this.lastLook();
		const isAtRest = this.inDoubt.size === 0 && !this.signal?.aborted;
		lastRuns.delete(name);
		const { unlisted, broken } = this;
		if (this.sent > 0) lastRuns.set(name, { ended: Date.now(), isAtRest, unlisted, known: this.known(), broken });
		else if (this.lastRun) lastRuns.set(name, { ...this.lastRun, unlisted, broken });
		if (lastRuns.size > MOST_REMEMBERED) lastRuns.delete(lastRuns.keys().next().value as string);
		return [...told, ...this.summary()];
	}

	/** Reads the list after the last create, so that doubles show, and until it shows all that was made. */
	private async lastLook(): Promise<string[]> {
		const { plural } = this.order;
		for (const pause of [0, ...PAUSES]) {
			if (this.sent === this.sentWhenRead && this.unlisted.size === 0) return [];
			await waitUntil(Date.now() + pause, this.signal);
			try {
				await this.readLately();
			} catch (error) {
				return [`It could not be checked whether a row has two ${plural}: ${failureOf(error).message}.`];
			}
		}
		const count = this.unlisted.size;
		if (count === 0) return [];
		return [`AMPECO does not list ${count} of the ${plural} yet. Do not run this again before it does.`];
	}

	private summary(): string[] {
		const { noun, plural } = this.order;
		const doubles = [...this.rows].filter(([, records]) => records.length > 1);
		for (const [mark, records] of doubles) {
			for (const { json } of this.outputs.get(mark) ?? []) json.doubles = records.slice(1).map(identityOf);
		}
		const alike = [...this.keys.values()].filter((keys) => keys.size > 1);
		const had = this.existing;
		const same = this.sameKeys.length;
		return [
			same > 0
				? `${same} ${same === 1 ? 'row has' : 'rows have'} the key of another row of this run, and one ${noun} for both: ${named(
						[...new Set(this.sameKeys)].map((key) => JSON.stringify(key)),
						', ',
					)}.`
				: '',
			had > 0 ? `${had} ${had === 1 ? 'row' : 'rows'} had ${had === 1 ? `a ${noun}` : plural} already.` : '',
			doubles.length > 0
				? `${doubles.length === 1 ? 'A row has' : `${doubles.length} rows have`} more than one ${noun}: ${named(
						doubles.map(([, records]) => records.map((record) => nameOf(record)).join(' and ')),
						'; ',
					)}. Take back all but one of each.`
				: '',
			alike.length > 0
				? `Row keys that differ only in upper and lower case or leading zeros count as different rows: ${named(
						alike.map((keys) => [...keys].map((key) => JSON.stringify(key)).join(' and ')),
						'; ',
					)}.`
				: '',
		].filter(Boolean);
	}
}
