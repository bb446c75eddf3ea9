/** The tenant's own time. It starts at a fixed moment, so that the seeded world is always the same, and then runs. */

export const WORLD_START = '2026-11-01T08:00:00Z';

export class Clock {
	#offset: number;

	constructor() {
		this.#offset = Date.parse(WORLD_START) - Date.now();
	}

	/** Milliseconds since 1970 in the tenant's time. */
	now(): number {
		return Date.now() + this.#offset;
	}

	/** ISO 8601 in UTC with seconds, as the API writes its times. */
	iso(milliseconds = this.now()): string {
		return isoSeconds(milliseconds);
	}

	today(): string {
		return this.iso().slice(0, 10);
	}

	/** Moves the tenant's time on. Time never goes back. */
	forward(seconds: number): void {
		this.#offset += Math.max(0, seconds) * 1000;
	}
}

export function isoSeconds(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since 1970 of a date or moment; without an offset it is in UTC, as the API takes it. NaN when it is none. */
export function parseMoment(text: string): number {
	const plain = text.trim().replace(' ', 'T');
	const hasZone = plain.length <= 10 || /(Z|[+-]\d\d:?\d\d)$/i.test(plain);
	return Date.parse(hasZone ? plain : `${plain}Z`);
}

const DATE_TIMES = ['date-time', 'datetime', 'datatime'];

/** A date as the API gives it back: moments in UTC with seconds, dates without time. Other texts as they are. */
export function normalised(text: string, format = ''): string {
	const moment = DATE_TIMES.includes(format) ? parseMoment(text) : NaN;
	if (!Number.isNaN(moment)) return isoSeconds(moment);
	return format === 'date' ? text.slice(0, 10) : text;
}
