/** A mutex for each thing by its name: work on the same thing goes one after the other within this process, in the order it came. */

/** When the last of those that work on a thing, or wait for it, has ended; gone once there is none. */
const ends = new Map<string, Promise<void>>();

/** Does the work when all that came before it for the same thing has ended, well or not. */
export async function exclusively<T>(thing: string, work: () => Promise<T>): Promise<T> {
	const own = (ends.get(thing) ?? Promise.resolve()).then(work);
	const end = own.then(
		() => undefined,
		() => undefined,
	);
	ends.set(thing, end);
	try {
		return await own;
	} finally {
		if (ends.get(thing) === end) ends.delete(thing);
	}
}

/**
 * A turn that is held until it is given back, which the caller does whatever happens.
 *
 * @returns what gives it back; undefined where the run was stopped first
 */
export async function turnFor(thing: string, signal: AbortSignal | undefined): Promise<(() => void) | undefined> {
	let giveBack = (): void => undefined;
	const held = new Promise<void>((resolve) => (giveBack = resolve));
	const has = new Promise<boolean>((resolve) => {
		const stop = () => resolve(false);
		signal?.addEventListener('abort', stop, { once: true });
		if (signal?.aborted) stop();
		void exclusively(thing, async () => {
			signal?.removeEventListener('abort', stop);
			resolve(true);
			await held;
		});
	});
	if (await has) return giveBack;
	giveBack();
	return undefined;
}
