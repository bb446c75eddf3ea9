/** What the makers of the seeded world share. */
import { isoSeconds } from '../clock.mts';
import { Random } from '../random.mts';
import type { Collection } from '../store.mts';
import type { Tenant } from '../tenant.mts';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

export type Translated = Array<{ locale: string; translation: string }>;
export const english = (translation: string): Translated => [{ locale: 'en', translation }];
export const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;

/** However small the scale, a world that is not empty has some of everything. */
const SMALLEST = 8;

export class Builder {
	readonly tenant: Tenant;

	constructor(tenant: Tenant) {
		this.tenant = tenant;
	}

	/**
	 * A collection of `count` records (times the scale), the first with id `firstId`. `make` gets the record's place
	 * from 0 and random numbers of its own; what it leaves out is filled in from the schema when shown.
	 */
	define(
		name: string,
		firstId: number,
		count: number,
		make: (random: Random, index: number, id: number) => Record<string, unknown>,
	): Collection {
		const { seed, scale } = this.tenant.settings;
		return this.tenant.store.define(name, firstId, {
			count: scale === 0 ? 0 : Math.max(Math.min(count, SMALLEST), Math.round(count * scale)),
			make: (id) => {
				const record = make(new Random(seed, name, id), id - firstId, id);
				const createdAt = record.createdAt ?? this.past(new Random(seed, name, id, 'created'), 420);
				return { createdAt, lastUpdatedAt: createdAt, ...record, id };
			},
		});
	}

	size(name: string): number {
		return this.tenant.store.get(name).size;
	}

	/** The id at a place of a collection, counted around; null when there is none. */
	idAt(name: string, index: number): number | null {
		const collection = this.tenant.store.get(name);
		return collection.size > 0 ? collection.seededIdAt(index) : null;
	}

	/** A moment within the last `days` before the world begins. */
	past(random: Random, days: number): string {
		return this.at(-random.integer(60_000, days * DAY));
	}

	/** The moment so many milliseconds after the world's beginning. */
	at(milliseconds: number): string {
		return isoSeconds(this.tenant.worldStart + milliseconds);
	}

	date(milliseconds: number): string {
		return this.at(milliseconds).slice(0, 10);
	}
}
