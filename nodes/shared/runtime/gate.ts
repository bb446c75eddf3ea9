/** Lets a bounded number of requests out at a time; the others wait in line. */

/** Requests of one node under way at once, unless told otherwise. */
export const POOL_SIZE = 8;

export class Gate {
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

/**
 * Does `work` for 0, 1, 2, ... below `count`, a bounded number at a time and in that order of starting,
 * until `stopped()` says so. Work that only waits calls `leave`, and the next begins in its place. Never
 * leaves work behind: it returns when all that was started has ended.
 */
export async function inPool(
	count: number,
	work: (index: number, leave: () => void) => Promise<void>,
	stopped: () => boolean,
): Promise<void> {
	let next = 0;
	const started: Array<Promise<void>> = [];
	const worker = async () => {
		while (next < count && !stopped()) {
			let leave = (): void => undefined;
			const left = new Promise<void>((resolve) => (leave = resolve));
			const done = work(next++, leave);
			started.push(done);
			await Promise.race([done, left]);
		}
	};
	await Promise.all(Array.from({ length: Math.min(POOL_SIZE, count) }, worker));
	await Promise.all(started);
}
