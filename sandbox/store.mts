/** The tenant's state: collections of records, the seeded ones made when first looked at. */

/** A record in the sandbox's own form: camelCase names, the newest version's structure. */
export type StoredRecord = { id: number } & Record<string, unknown>;

/** Makes the seeded record with this id; must always make the same one. */
export type Maker = (id: number) => StoredRecord;

export interface Seed {
	count: number;
	make: Maker;
}

export class Collection {
	readonly name: string;
	readonly #firstId: number;
	readonly #make?: Maker;
	readonly #records = new Map<number, StoredRecord>();
	#ids: number[];
	#nextId: number;
	readonly #seededEnd: number;

	/** Ids begin at `firstId`, another one for every collection, so that an id sent to the wrong place is not found. */
	constructor(name: string, firstId: number, seed?: Seed) {
		this.name = name;
		this.#firstId = firstId;
		this.#make = seed?.make;
		this.#ids = Array.from({ length: seed?.count ?? 0 }, (_, index) => firstId + index);
		this.#nextId = firstId + this.#ids.length;
		this.#seededEnd = this.#nextId;
	}

	get size(): number {
		return this.#ids.length;
	}

	/** Ids in order of creation, which is also their own order. */
	get ids(): readonly number[] {
		return this.#ids;
	}

	/** The id of the n-th record, counted from 0 and around: a way to refer to seeded records. */
	idAt(index: number): number {
		return this.#ids.length > 0 ? this.#ids[index % this.#ids.length] : this.#firstId;
	}

	/** The id of the n-th seeded record, counted around, whether or not it is still there. */
	seededIdAt(index: number): number {
		const count = this.#seededEnd - this.#firstId;
		return this.#firstId + (count > 0 ? index % count : 0);
	}

	/** Where in `ids` the first id greater than `id` stands. */
	indexAfter(id: number): number {
		let low = 0;
		let high = this.#ids.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#ids[middle] <= id) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	has(id: number): boolean {
		const index = this.indexAfter(id) - 1;
		return index >= 0 && this.#ids[index] === id;
	}

	get(id: number | string): StoredRecord | undefined {
		const number = Number(id);
		if (!Number.isSafeInteger(number) || !this.has(number)) return undefined;
		return this.#record(number);
	}

	/** The record of an id that is known to exist, made now if it has not been looked at before. */
	#record(id: number): StoredRecord {
		let record = this.#records.get(id);
		if (!record) {
			record = this.#make!(id);
			this.#records.set(id, record);
		}
		return record;
	}

	*all(): IterableIterator<StoredRecord> {
		for (const id of this.#ids) yield this.#record(id);
	}

	find(matches: (record: StoredRecord) => boolean): StoredRecord | undefined {
		for (const record of this.all()) if (matches(record)) return record;
		return undefined;
	}

	filter(matches: (record: StoredRecord) => boolean): StoredRecord[] {
		return [...this.all()].filter(matches);
	}

	insert(fields: Record<string, unknown>): StoredRecord {
		const record = { ...fields, id: this.#nextId++ };
		this.#records.set(record.id, record);
		this.#ids.push(record.id);
		return record;
	}

	remove(id: number): void {
		const index = this.indexAfter(id) - 1;
		if (this.#ids[index] === id) this.#ids.splice(index, 1);
		this.#records.delete(id);
	}
}

export class Store {
	readonly #collections = new Map<string, Collection>();

	define(name: string, firstId: number, seed?: Seed): Collection {
		const collection = new Collection(name, firstId, seed);
		this.#collections.set(name, collection);
		return collection;
	}

	has(name: string): boolean {
		return this.#collections.has(name);
	}

	get(name: string): Collection {
		const collection = this.#collections.get(name);
		if (!collection) throw new Error(`The sandbox has no collection named ${name}`);
		return collection;
	}

	names(): string[] {
		return [...this.#collections.keys()];
	}
}
