/**
 * What pickers have read of a tenant's lists, kept in this process for a minute, so that the next key stroke needs no request.
 * Only what is shown and searched is kept. It is bounded, and dropped by time when it is next looked at.
 */
import type { IDataObject } from 'n8n-workflow';

/** How long a list is used after it was last read on, in milliseconds. */
const KEPT = 60_000;

/** Most rows and characters of one list, and of all together. */
const LIST = { rows: 25_000, size: 8_000_000 };
const ALL = { rows: 100_000, size: 32_000_000 };

/** A record as a picker shows it. */
export interface Row {
	name: string;
	value: string;
	/** What a typed text is looked for in: without accents, in lower case. */
	words: string;
	/** The ID of the user it is about, whose name stands first. */
	user?: string;
}

export class ReadList {
	readonly rows: Row[] = [];

	/** Where to read on. */
	place: IDataObject = {};

	/** Whether it was read to its end. */
	isWhole = false;

	/** Set while somebody reads on. */
	reading?: Promise<void>;

	/** Characters kept. */
	size = 0;

	private readAt = Date.now();

	private readonly values = new Set<string>();

	/** @param next where to read on; undefined at the end */
	add(rows: Row[], next: IDataObject | undefined): void {
		for (const row of rows) {
			if (this.values.has(row.value)) continue;
			this.values.add(row.value);
			this.rows.push(row);
			this.size += row.name.length + row.value.length + row.words.length;
		}
		this.place = next ?? {};
		this.isWhole = next === undefined;
		this.readAt = Date.now();
	}

	/** Whether no more of it may be kept. */
	get isFull(): boolean {
		return this.rows.length >= LIST.rows || this.size >= LIST.size;
	}

	get isOld(): boolean {
		return Date.now() - this.readAt > KEPT;
	}
}

const lists = new Map<string, ReadList>();

/** @param key names the list, its tenant and a hash of the token */
export function readListFor(key: string): ReadList {
	for (const [other, list] of lists) {
		if (list.isOld && !list.reading) lists.delete(other);
	}
	const list = lists.get(key) ?? new ReadList();
	lists.delete(key);
	lists.set(key, list);
	dropOldest();
	return list;
}

export function forgetList(key: string): void {
	lists.delete(key);
}

/** The list at hand was put last, so it goes last. */
function dropOldest(): void {
	const total = { rows: 0, size: 0 };
	for (const [key, { rows, size }] of [...lists].reverse()) {
		total.rows += rows.length;
		total.size += size;
		if (total.rows > ALL.rows || total.size > ALL.size) lists.delete(key);
	}
}
