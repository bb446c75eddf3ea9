/**
 * Tells which records of a list are new or changed since the last look, so that nothing is lost and nothing comes twice.
 *
 * AMPECO gives whole seconds, in order of ID, and a change may become visible a while after the time it bears. So a mark
 * has a floor, a second up to which everything is done, that stays behind what was read, and remembers which versions above
 * the floor were handed over. The list is asked for from the floor on; whether AMPECO includes that very second does not
 * matter, as records of the floor or below are passed over here. The floor moves only when a list was read to its end, and
 * by the tenant's own times: behind the latest record, and never past the time at which the reading began.
 *
 * A reading that stops goes on at the next page, or from the first one when AMPECO has forgotten the place. So it remembers
 * the ID up to which it has come: what is not later than the floor to be was visible when the reading began, and up to that
 * ID it has been met.
 */
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { Failure } from '../shared/runtime/errors/errors';
import { LEAD, OVERLAP, doneBehind, elapsedSince } from '../shared/runtime/lists/changes';
import { canonicalJson } from '../shared/runtime/values/canonicalJson';
import { secondOf, timeOf } from '../shared/runtime/values/moments';
import { isUnset } from '../shared/runtime/values/unset';
import type { Changes } from './watches';

/** Versions a mark remembers, about 25 bytes each. With more changes than that within the overlap, the overlap is shorter. */
const MOST = 20_000;

/** The overlap is never shorter than that, in seconds. */
const LEAST_OVERLAP = 10;

/** What is stored between two looks. */
export interface Mark {
	/** "2026-01-31T08:00:00Z": every record up to this second is done. */
	floor: string;
	/** Versions above the floor that were handed over, by the record's ID. */
	seen: Record<string, string>;
	/** Of a first look: what is there already is remembered but not handed over. */
	quiet?: boolean;
	/** A reading that is to go on. */
	reading?: {
		/** When it began, by the tenant's clock. */
		began: string;
		/** The floor it leaves when it ends, as far as known. */
		ahead: string;
		/** What it has met above that. */
		met: Record<string, string>;
		/** The query for its next page. */
		next: IDataObject;
		/** The highest ID it has come to; null when the IDs are no numbers in rising order, and then `met` has all versions. */
		upTo?: string | null;
	};
}

interface Version {
	/** Seconds since 1970. */
	time: number;
	/** Mark of its content. */
	content: string;
}

/** One reading of a list, from the first page to the last, perhaps with breaks. */
export class Reading {
	private readonly floor: number;

	private readonly began: number;

	private ahead: number;

	/** Seconds from the beginning of the reading to the page that is looked at. */
	private elapsed = 0;

	private readonly seen: Map<string, Version>;

	private readonly met: Map<string, Version>;

	/** Up to this ID all was met before; null as in the mark. */
	private readonly upTo?: bigint | null;

	/** The ID it has come to since it began or went on; null as in the mark. */
	private last?: bigint | null;

	/** @param now the tenant's time when a new reading begins, in milliseconds since 1970 */
	constructor(
		private readonly changes: Changes,
		private readonly mark: Mark,
		now: number,
	) {
		const { floor, seen, reading } = mark;
		this.floor = secondOf(floor)!;
		this.seen = unpacked(seen);
		this.began = reading ? secondOf(reading.began)! : Math.floor(now / 1000);
		this.ahead = reading ? secondOf(reading.ahead)! : this.floor;
		this.met = unpacked(reading?.met ?? {});
		const upTo = reading?.upTo;
		this.upTo = typeof upTo === 'string' ? BigInt(upTo) : upTo;
	}

	/** @param asked when the page was asked for from which the next records are, by the tenant's clock in milliseconds since 1970 */
	reached(asked: number): void {
		this.elapsed = elapsedSince(this.began, asked);
	}

	/**
	 * Whether a record is to be handed over.
	 *
	 * @throws Failure when it does not say when it changed
	 */
	take(record: IDataObject): boolean {
		const { at, since } = this.changes;
		const changed = secondOf(record[at]);
		if (changed === undefined || isUnset(record.id)) {
			throw new Failure(`AMPECO does not say when a record changed: it has no ${isUnset(record.id) ? 'id' : at}`, {
				hint: 'These records cannot be watched. Use another event.',
			});
		}
		const id = String(record.id);
		this.follow(id);
		// The tenant's clock may lead the records' times: then `began` is later than the changes of a reading that takes long.
		this.ahead = Math.max(this.ahead, doneBehind(changed, this.began, this.elapsed));
		const time = since === undefined ? changed : secondOf(record[since]);
		if (time === undefined || time <= this.floor || this.wasMet(id, time)) return false;
		const version = { time, content: this.contentOf(record) };
		const known = this.met.get(id) ?? this.seen.get(id);
		this.met.set(id, version);
		if (known?.content === version.content) return false;
		return !this.mark.quiet || !this.wasThere(time);
	}

	/** Whether a record was there at the first look: all that is met at once, and when it has to go on later, what is older. */
	private wasThere(time: number): boolean {
		return !this.mark.reading || time < this.began;
	}

	/** Follows how far the reading has come. */
	private follow(id: string): void {
		const number = /^\d+$/.test(id) ? BigInt(id) : null;
		const isInOrder = number !== null && (this.last === undefined || (this.last !== null && number >= this.last));
		this.last = isInOrder ? number : null;
	}

	/** Whether the reading has met a record before it stopped, in a version too old to be remembered. */
	private wasMet(id: string, time: number): boolean {
		return (
			typeof this.upTo === 'bigint' && typeof this.last === 'bigint' && BigInt(id) <= this.upTo && time <= this.ahead
		);
	}

	/** The mark when the reading has to go on later. */
	pause(next: IDataObject): Mark {
		const upTo = this.place();
		this.ahead = this.bounded(this.met, this.ahead);
		const { floor, seen, quiet } = this.mark;
		// What a first look finds below that was there; the tenant's clock may lead, so the records say when.
		const began = quiet ? Math.min(this.began, this.ahead + OVERLAP + 1) : this.began;
		const met = packed(this.met, upTo === null ? this.bounded(this.met, this.floor) : this.ahead);
		return {
			floor,
			seen,
			...(quiet ? { quiet } : {}),
			reading: { began: timeOf(began), ahead: timeOf(this.ahead), met, next, upTo },
		};
	}

	/** The highest ID up to which all was met, for the mark. */
	private place(): string | null | undefined {
		const { upTo, last } = this;
		if (upTo === null || last === null) return null;
		return (last === undefined || (upTo !== undefined && upTo > last) ? upTo : last)?.toString();
	}

	/** The mark when the list was read to its end. */
	end(): Mark {
		const all = new Map([...this.seen, ...this.met]);
		const floor = this.bounded(all, this.ahead);
		return { floor: timeOf(floor), seen: packed(all, floor) };
	}

	/** The floor, raised where more versions lie above it than can be remembered. */
	private bounded(versions: Map<string, Version>, floor: number): number {
		if (versions.size <= MOST) return floor;
		const times = [...versions.values()].map(({ time }) => time).sort((one, other) => other - one);
		return Math.max(floor, Math.min(times[MOST], this.began - LEAST_OVERLAP));
	}

	private contentOf(record: IDataObject): string {
		const { version } = this.changes;
		const content = version ? version.map((property) => record[property] ?? null) : record;
		return createHash('sha256').update(canonicalJson(content)).digest('base64').slice(0, 8);
	}
}

/**
 * The mark of a first look at `now` (milliseconds since 1970): from now on, or with what changed in so many seconds before.
 * From now on means that what is there is remembered, from further back than needed: `now` may lead the records' times.
 */
export function firstMark(now: number, lookBack: number): Mark {
	const second = Math.floor(now / 1000);
	return lookBack > 0
		? { floor: timeOf(second - lookBack), seen: {} }
		: { floor: timeOf(second - LEAD), seen: {}, quiet: true };
}

/** Versions above a floor as text: "t1a2b3 cOnTent8". */
function packed(versions: Map<string, Version>, floor: number): Record<string, string> {
	const above = [...versions].filter(([, { time }]) => time > floor);
	return Object.fromEntries(above.map(([id, { time, content }]) => [id, `${time.toString(36)} ${content}`]));
}

function unpacked(versions: Record<string, string>): Map<string, Version> {
	return new Map(
		Object.entries(versions).map(([id, version]) => {
			const [time, content] = version.split(' ');
			return [id, { time: parseInt(time, 36), content }];
		}),
	);
}
