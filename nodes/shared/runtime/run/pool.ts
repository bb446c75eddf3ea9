/** Works on many things at once, a bounded number at a time. */
import { sleep } from 'n8n-workflow';
import { POOL_SIZE, Semaphores } from '../send/semaphore';

/** How long a pool works at a stretch before it lets n8n do something else, in milliseconds. */
const LONGEST_STRETCH = 10;

/** Things that may wait for a place in their lane while others are looked at. */
const MOST_WAITING = 100;

/**
 * Does `work` for 0, 1, 2, ... below `count`, a bounded number of each lane at a time and in that order of starting,
 * until `stopped()` says so. Work that only waits calls `leave`, and the next begins in its place. Never
 * leaves work behind: it returns when all that was started has ended.
 *
 * @param quiet told when all that was started has ended or left its place
 * @param laneOf what a thing shares its places with, such as its tenant, so that none waits for another one's
 */
export async function inPool(
	count: number,
	work: (index: number, leave: () => void) => Promise<void>,
	stopped: () => boolean,
	laneOf: (index: number) => Promise<object> = async () => work,
	quiet: () => void = () => undefined,
): Promise<void> {
	const breathe = breather();
	const lanes = new Semaphores();
	const places: Array<Promise<void>> = [];
	const started: Array<Promise<void>> = [];
	const errors: unknown[] = [];
	const isOver = () => stopped() || errors.length > 0;
	let [next, waiting] = [0, 0];

	/** Works in a place of the lane until the work is done, or has left the place. */
	const workInPlace = async (index: number) => {
		await breathe();
		if (isOver()) return;
		let leave = (): void => undefined;
		const left = new Promise<void>((resolve) => (leave = resolve));
		const done = work(index, leave).catch((error: unknown) => void errors.push(error));
		started.push(done);
		await Promise.race([done, left]);
	};
	const worker = async () => {
		while (next < count && !isOver()) {
			const index = next++;
			const lane = lanes.of(await laneOf(index));
			const begun = new Promise<void>((enter) => {
				const entered = async () => {
					enter();
					await workInPlace(index);
				};
				places.push(lane.run(entered));
			});
			if (waiting >= MOST_WAITING) await begun;
			waiting += 1;
			void begun.then(() => (waiting -= 1));
			await breathe();
		}
	};
	await Promise.all(Array.from({ length: Math.min(POOL_SIZE, count) }, worker));
	for (const place of places) await place;
	quiet();
	for (const one of started) await one;
	if (errors.length > 0) throw errors[0];
}

/**
 * Answers that arrive together would have their successors prepared in one go, all expressions of eight items, before n8n
 * could answer a webhook or its health check. This parts them.
 */
function breather(): () => Promise<void> {
	let since = Date.now();
	let pause: Promise<void> | undefined;
	return async () => {
		while (pause) await pause;
		if (Date.now() - since < LONGEST_STRETCH) return;
		pause = sleep(0).then(() => {
			since = Date.now();
			pause = undefined;
		});
		await pause;
	};
}
