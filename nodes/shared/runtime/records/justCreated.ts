/**
 * Remembers for some minutes, in this process, which records it has created or may have created: a list can show a new record
 * late, and the next look must not take it for one that is not there.
 */
import { setLatest } from '../values/latest';

/** How long, in milliseconds. */
export const REMEMBERED = 5 * 60_000;

/** Most things remembered; the oldest go first. */
const MOST = 10_000;

/** In place of the ID, while it is unknown whether there is a record. */
export const IN_DOUBT = Symbol('in doubt');

interface Created {
	/** Milliseconds since 1970. */
	at: number;
	id: unknown;
}

const things = new Map<string, Created>();

/**
 * @param thing names the record and its tenant
 * @param id of the record, or IN_DOUBT
 */
export function remember(thing: string, id: unknown): void {
	setLatest(things, thing, { at: Date.now(), id }, MOST);
}

/** The ID of the record, or IN_DOUBT; undefined where nothing is known. */
export function recall(thing: string): unknown {
	const known = things.get(thing);
	if (known && Date.now() - known.at > REMEMBERED) things.delete(thing);
	return things.get(thing)?.id;
}

export function forget(thing: string): void {
	things.delete(thing);
}
