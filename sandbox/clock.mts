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
