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

interface Mark {
	since: number;
	/** The answer as long as nobody knows whether n8n takes the event. */
	outcome?: Outcome;
}

export class Repeats {
	private readonly marks = new Map<string, Mark>();

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
		const mark = this.marks.get(key.text);
		if (mark && now - mark.since < this.window) {
			const known = mark.outcome;
			if (!known) return 'repeat';
			if (!known.writableEnded) return 'underWay';
			// n8n has answered, but the sender had hung up and does not know.
			this.settle(key, mark, known);
			if (isTaken(known)) return 'repeat';
		}
		this.remember(key, { since: now, outcome });
		return 'new';
	}

	private remember(key: Key, mark: Mark): void {
		const { marks } = this;
		marks.delete(key.text);
		marks.set(key.text, mark);
		const { outcome } = mark;
		outcome?.once('finish', () => this.settle(key, mark, outcome));
		for (const [oldest, { since }] of marks) {
			if (marks.size <= this.most && mark.since - since < this.window) break;
			marks.delete(oldest);
		}
	}

	private settle({ text, tellsTime }: Key, mark: Mark, outcome: Outcome): void {
		if (tellsTime && isTaken(outcome)) mark.outcome = undefined;
		else if (this.marks.get(text) === mark) this.marks.delete(text);
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
