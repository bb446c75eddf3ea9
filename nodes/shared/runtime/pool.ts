/** Works on many things at once, a bounded number at a time. */
import { sleep } from 'n8n-workflow';
import { POOL_SIZE } from './semaphore';

/** How long a pool works at a stretch before it lets n8n do something else, in milliseconds. */
const LONGEST_STRETCH = 10;

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
	const breathe = breather();
	const started: Array<Promise<void>> = [];
	const worker = async () => {
		for (;;) {
			await breathe();
			if (next >= count || stopped()) return;
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
