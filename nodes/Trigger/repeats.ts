/**
 * Remembers which events n8n has taken, so that one that AMPECO sends again starts the workflow once only. Kept in this
 * process, bounded in number and time; after a restart, or in another webhook process, a repeat is not known.
 */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { stable } from '../shared/runtime/stable';

/** How long an event is remembered, in milliseconds. */
const WINDOW = 24 * 60 * 60_000;

/** Events remembered in a process, about 200 bytes each. */
const MOST = 50_000;

/** Fields that say when an event happened, at any depth. */
const MOMENT = /"(timestamp|lastUpdatedAt|appliedAt)":"[^"]/;

/** What is needed of the answer to a request, to know whether n8n took the event. */
export interface Outcome {
	readonly writableEnded: boolean;
	readonly statusCode: number;
	once(event: 'finish', listener: () => void): unknown;
}

/** What an event is known by. */
export interface Key {
	/** Made from every field of the payload. */
	text: string;
	/** Whether the payload says when it happened, so that the same one later is the same event. */
	tellsTime: boolean;
}

interface Mark extends Key {
	since: number;
	/** The answer as long as it is open, so that nobody knows whether n8n takes the event. Without it n8n has. */
	outcome?: Outcome;
}

export class Repeats {
	private readonly marks = new Map<string, Mark>();

	/** Those with an answer, which holds the whole request in memory. */
	private readonly open = new Set<Mark>();

	constructor(
		private readonly window = WINDOW,
		private readonly most = MOST,
	) {}

	/**
	 * Marks an event as come, with the answer n8n is going to give. A payload that does not say when it happened may come twice
	 * and mean two events: it is a repeat only while the sender has no answer to the first.
	 *
	 * @returns `new` when it should start the workflow, `repeat` when n8n has taken it before, `underWay` when it came before
	 * and nobody knows yet whether n8n takes it
	 */
	come(key: Key, outcome: Outcome, now: number): 'new' | 'repeat' | 'underWay' {
		// Nothing tells of the answer to a sender that had hung up before.
		for (const mark of this.open) if (mark.outcome?.writableEnded) this.settle(mark);
		const mark = this.marks.get(key.text);
		if (mark && now - mark.since < this.window) {
			if (mark.outcome) return 'underWay';
			if (!mark.tellsTime) this.forget(mark);
			return 'repeat';
		}
		this.remember({ ...key, since: now, outcome });
		return 'new';
	}

	private remember(mark: Mark): void {
		const { marks, open } = this;
		const before = marks.get(mark.text);
		if (before) this.forget(before);
		marks.set(mark.text, mark);
		open.add(mark);
		mark.outcome?.once('finish', () => {
			this.settle(mark);
			if (!mark.tellsTime) this.forget(mark);
		});
		for (const oldest of marks.values()) {
			if (marks.size <= this.most && mark.since - oldest.since < this.window) break;
			this.forget(oldest);
		}
	}

	/** Keeps of an answer that n8n has given only that the event was taken, if it was. */
	private settle(mark: Mark): void {
		const { outcome } = mark;
		if (!outcome) return;
		this.open.delete(mark);
		mark.outcome = undefined;
		if (!isTaken(outcome)) this.forget(mark);
	}

	private forget(mark: Mark): void {
		this.open.delete(mark);
		if (this.marks.get(mark.text) === mark) this.marks.delete(mark.text);
	}
}

function isTaken({ statusCode }: Outcome): boolean {
	return statusCode >= 200 && statusCode < 300;
}

/** What tells an event from all others: every field of its payload, in whatever order. */
export function keyOf(payload: IDataObject): Key {
	const text = stable(payload);
	return {
		text: createHash('sha256').update(text).digest('base64'),
		tellsTime: MOMENT.test(text) || 'createdAt' in payload || 'requestId' in payload,
	};
}
