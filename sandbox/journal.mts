/** What the tenant received and answered, request by request, for tests to assert on and people to look at. */

export interface Entry {
	/** 1 for the first request since the start; never reused, also not after clearing. */
	seq: number;
	/** When it arrived, in real time: ISO 8601 with milliseconds. */
	time: string;
	method: string;
	/** The path as it came, still encoded, without the query. */
	path: string;
	/** The operation's path template, when there is one. */
	route?: string;
	/** Decoded names and values, in the order they came. */
	query: Array<[name: string, value: string]>;
	/** Without the authorization header, whose value is never kept. */
	headers: Record<string, string | string[] | undefined>;
	token: 'right' | 'wrong' | 'missing';
	rawBody: string;
	/** The parsed JSON, when it was JSON. */
	body?: unknown;
	/** The status answered; 0 when the connection was destroyed before any byte. */
	status: number;
	/** What was answered, when it was JSON and of moderate length. */
	answer?: unknown;
	/** The fault that was applied, by name. */
	fault?: string;
	/** What the sandbox has to say about it: the nearest route, an answer that broke its schema. */
	note?: string;
	/** How long it took, in milliseconds. */
	ms?: number;
}

/** Older entries are dropped beyond this many. */
const KEPT = 200_000;

export class Journal {
	#entries: Entry[] = [];
	#last = 0;

	add(entry: Omit<Entry, 'seq'>): Entry {
		const kept = { seq: ++this.#last, ...entry };
		this.#entries.push(kept);
		if (this.#entries.length > KEPT * 1.1) this.#entries = this.#entries.slice(-KEPT);
		return kept;
	}

	clear(): void {
		this.#entries = [];
	}

	get lastSeq(): number {
		return this.#last;
	}

	/** Entries after `after`, of this method, whose path or route contains `path`; the last `last` of them. */
	list(wanted: { after?: number; method?: string; path?: string; last?: number }): Entry[] {
		const found = this.#entries.filter(
			(entry) =>
				entry.seq > (wanted.after ?? 0) &&
				(!wanted.method || entry.method === wanted.method.toUpperCase()) &&
				(!wanted.path || entry.path.includes(wanted.path) || entry.route?.includes(wanted.path)),
		);
		return wanted.last ? found.slice(-wanted.last) : found;
	}
}
