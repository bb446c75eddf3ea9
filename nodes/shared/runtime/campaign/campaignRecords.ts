/** Which records the rows of a campaign have, as far as a run knows: those listed, those made, and what is in doubt. */
import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../errors/errors';

/** All by the stamps of their rows. */
export class CampaignRecords {
	/** The first made comes first. */
	private readonly rows = new Map<string, IDataObject[]>();
	/** What was made and the list does not show yet. */
	readonly unlisted: Map<string, IDataObject>;
	/** Creates that got no answer, and which the list does not show. */
	readonly inDoubt = new Map<string, Failure>();
	/** Creates sent, whatever came of them. */
	sent = 0;

	/** @param unlisted what an earlier run made and the list did not show */
	constructor(unlisted?: Map<string, IDataObject>) {
		this.unlisted = new Map(unlisted);
		for (const [stamp, record] of this.unlisted) this.rows.set(stamp, [record]);
	}

	/** What a row has; empty where it has nothing. */
	of(stamp: string): IDataObject[] {
		return this.rows.get(stamp) ?? [];
	}

	all(): IDataObject[] {
		return [...this.rows.values()].flat();
	}

	/** The rows that have more than one. */
	doubles(): Array<[stamp: string, records: IDataObject[]]> {
		return [...this.rows].filter(([, records]) => records.length > 1);
	}

	/** Whether the list shows any. */
	isAnyListed(): boolean {
		return [...this.rows.keys()].some((stamp) => !this.unlisted.has(stamp));
	}

	/** All that are known of, as their number and the last of their IDs. */
	known(): string {
		const records = this.all();
		return `${records.length} ${records.reduce((last, { id }) => Math.max(last, Number(id) || 0), 0)}`;
	}

	addMade(stamp: string, record: IDataObject): void {
		this.rows.set(stamp, [...this.of(stamp), record]);
		this.unlisted.set(stamp, record);
	}

	/** Takes note of a record that the list shows. */
	addListed(stamp: string, record: IDataObject): void {
		const known = this.of(stamp);
		if (String(this.unlisted.get(stamp)?.id) === String(record.id)) this.unlisted.delete(stamp);
		if (known.some(({ id }) => String(id) === String(record.id))) return;
		this.rows.set(
			stamp,
			[...known, record].sort((a, b) => Number(a.id) - Number(b.id)),
		);
		this.inDoubt.delete(stamp);
	}
}
