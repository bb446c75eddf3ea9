/** An operation that sends one request for an item: get, create, update, delete and whatever else AMPECO can do. */
import type { Details, Effect, Facts } from '../facts';

export interface Once extends Facts {
	kind: 'once';
}

export function get(route: `GET ${string}`, details: Details): Once {
	return { kind: 'once', effect: 'read', ...details, route };
}

export function create(route: `POST ${string}`, details: Details): Once {
	return { kind: 'once', effect: 'write', ...details, route };
}

/** Sends what is set and leaves the rest as it is. */
export function update(route: `PATCH ${string}`, details: Details): Once {
	return { kind: 'once', effect: 'write', ...details, route };
}

/** Replaces the whole record. */
export function replace(route: `PUT ${string}`, details: Details): Once {
	return { kind: 'once', effect: 'write', ...details, route };
}

export function remove(route: `DELETE ${string}`, details: Details): Once {
	return { kind: 'once', effect: 'destructive', record: { deleted: 'flag' }, ...details, route };
}

/**
 * Everything that is not plain record keeping. Unless it says otherwise it is answered without content, and what goes to a
 * charge point is then only accepted.
 */
export function action(route: string, details: Details & { effect: Effect }): Once {
	const outcome = /\/actions\/(charge-points?|evses?)\//.test(route) ? 'accepted' : 'done';
	return { kind: 'once', record: { success: 'flag' }, outcome, ...details, route };
}
