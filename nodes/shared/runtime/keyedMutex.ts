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
