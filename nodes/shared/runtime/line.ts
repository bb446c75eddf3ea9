/** Lets work on one and the same thing go one after the other within this process, in the order it came. */

/** The end of the line for each thing that is being worked on; gone once the line is empty. */
const ends = new Map<string, Promise<void>>();

/** Does the work when all that came before it for the same thing has ended, well or not. */
export async function inLine<T>(thing: string, work: () => Promise<T>): Promise<T> {
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
