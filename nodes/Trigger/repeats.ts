/**
 * Remembers which events n8n has taken, so that one that AMPECO sends again starts the workflow once only. Kept in this
 * process, bounded in number and time; after a restart, or in another webhook process, a repeat is not known.
 */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { canonicalJson } from '../shared/runtime/values/canonicalJson';

/** How long an event is remembered, in milliseconds. */
const WINDOW = 24 * 60 * 60_000;

/** Events remembered in a process, about 200 bytes each. */
const MOST = 50_000;

/** Fields that say when an event happened, at any depth. */
const MOMENT = /"(timestamp|lastUpdatedAt|appliedAt)":"[^"]/;

/** What is needed of the answer to a request, to know whether n8n took the event. */
interface Outcome {
	readonly writableEnded: boolean;
	readonly statusCode: number;
	once(event: 'finish', listener: () => void): unknown;
}

/** What an event is known by. */
interface Key {
	/** Made from every field of the payload. */
	text: string;
	/** Whether the payload says when it happened, so that the same one later is the same event. */
	tellsTime: boolean;
}

interface Entry extends Key {
	since: number;
	/** The answer as long as it is open, so that nobody knows whether n8n takes the event. Without it n8n has. */
	outcome?: Outcome;
}

export class Repeats {
	private readonly entries = new Map<string, Entry>();

	/** Those with an answer, which holds the whole request in memory. */
	private readonly open = new Set<Entry>();

	constructor(
		private readonly window = WINDOW,
		private readonly most = MOST,
	) {}

	/**
	 * Takes note that an event came, with the answer n8n is going to give. A payload that does not say when it happened may come twice
	 * and mean two events: it is a repeat only while the sender has no answer to the first.
	 *
	 * @returns `new` when it should start the workflow, `repeat` when n8n has taken it before, `underWay` when it came before
	 * and nobody knows yet whether n8n takes it
	 */
	come(key: Key, outcome: Outcome, now: number): 'new' | 'repeat' | 'underWay' {
		// Nothing tells of the answer to a sender that had hung up before.
		for (const entry of this.open) if (entry.outcome?.writableEnded) this.settle(entry);
		const entry = this.entries.get(key.text);
		if (entry && now - entry.since < this.window) {
			if (entry.outcome) return 'underWay';
			if (!entry.tellsTime) this.forget(entry);
			return 'repeat';
		}
		this.remember({ ...key, since: now, outcome });
		return 'new';
	}

	private remember(entry: Entry): void {
		const { entries, open } = this;
		const before = entries.get(entry.text);
		if (before) this.forget(before);
		entries.set(entry.text, entry);
		open.add(entry);
		entry.outcome?.once('finish', () => {
			this.settle(entry);
			if (!entry.tellsTime) this.forget(entry);
		});
		for (const oldest of entries.values()) {
			if (entries.size <= this.most && entry.since - oldest.since < this.window) break;
			this.forget(oldest);
		}
	}

	/** Keeps of an answer that n8n has given only that the event was taken, if it was. */
	private settle(entry: Entry): void {
		const { outcome } = entry;
		if (!outcome) return;
		this.open.delete(entry);
		entry.outcome = undefined;
		if (!isTaken(outcome)) this.forget(entry);
	}

	private forget(entry: Entry): void {
		this.open.delete(entry);
		if (this.entries.get(entry.text) === entry) this.entries.delete(entry.text);
	}
}

function isTaken({ statusCode }: Outcome): boolean {
	return statusCode >= 200 && statusCode < 300;
}

/**
 * What tells an event from all others: every field of its payload, in whatever order. Where that does not say when it happened, the
 * ID of the delivery does, if it bears one.
 *
 * @param delivery X-Webhook-Id. A plain number in it is that of the subscription, which all its events share.
 */
export function keyOf(payload: IDataObject, delivery?: unknown): Key {
	const text = canonicalJson(payload);
	const tellsTime = MOMENT.test(text) || 'createdAt' in payload || 'requestId' in payload;
	const id = !tellsTime && typeof delivery === 'string' && !/^\d*$/.test(delivery.trim()) ? delivery.trim() : undefined;
	return {
		text: createHash('sha256')
			.update(id === undefined ? text : `${id}\n${text}`)
			.digest('base64'),
		tellsTime: tellsTime || id !== undefined,
	};
}
