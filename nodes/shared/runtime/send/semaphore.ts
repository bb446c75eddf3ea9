/** Lets a bounded number of requests out at a time; the others wait. */

/** Requests of one node to one tenant under way at once, unless told otherwise. */
export const POOL_SIZE = 8;

export class Semaphore {
	private free: number;

	private readonly waiting: Array<() => void> = [];

	constructor(size = POOL_SIZE) {
		this.free = size;
	}

	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free -= 1;
		else await new Promise<void>((enter) => this.waiting.push(enter));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free += 1;
		}
	}
}

/** A semaphore for each tenant, or whatever else the places are for. */
export class Semaphores {
	private readonly known = new WeakMap<object, Semaphore>();

	of(owner: object): Semaphore {
		const semaphore = this.known.get(owner) ?? new Semaphore();
		this.known.set(owner, semaphore);
		return semaphore;
	}
}
