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

/** Everything that is not plain record keeping. Unless it says otherwise it is answered without content. */
export function action(route: string, details: Details & { effect: Effect }): Once {
	return { kind: 'once', record: { success: 'flag' }, ...details, route };
}
