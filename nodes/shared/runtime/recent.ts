/**
 * Remembers for some minutes, in this process, which records it has created or may have created: a list can show a new record
 * late, and the next look must not take it for one that is not there.
 */

/** How long, in milliseconds. */
export const REMEMBERED = 5 * 60_000;

/** Most things remembered; the oldest go first. */
const MOST = 10_000;

interface Created {
	/** Milliseconds since 1970. */
	at: number;
	/** Of the record; undefined while it is unknown whether there is one. */
	id?: unknown;
}

const things = new Map<string, Created>();

/** @param thing names the record and its tenant */
export function remember(thing: string, id?: unknown): void {
	things.delete(thing);
	things.set(thing, { at: Date.now(), id });
	if (things.size > MOST) things.delete(things.keys().next().value as string);
}

export function recall(thing: string): Created | undefined {
	const known = things.get(thing);
	if (known && Date.now() - known.at > REMEMBERED) things.delete(thing);
	return things.get(thing);
}

export function forget(thing: string): void {
	things.delete(thing);
}
