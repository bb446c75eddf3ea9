/** Why "Create or Update" did neither, in words a person can act on. */
import { pluralNoun } from '../../catalogue';
import type { Field, Resource } from '../../catalogue';
import { Failure, named } from '../errors/errors';
import { REMEMBERED } from '../records/justCreated';

/** What was looked for: the record, as messages call it, with a key. */
interface Sought {
	resource: Resource;
	wanted: { noun: string };
	key: Array<{ label: string; value: string }>;
}

/** "External ID "A1"". */
function shown(key: Sought['key']): string {
	return key.map(({ label, value }) => `${label} ${JSON.stringify(value)}`).join(' and ');
}

/** @param mayBeMore whether not all were read that have the key */
export function severalFailure({ resource, key }: Sought, found: Array<{ id?: unknown }>, mayBeMore: boolean): Failure {
	const ids = found.map(({ id }) => String(id));
	const plural = pluralNoun(resource);
	return new Failure(
		`${mayBeMore ? 'At least ' : ''}${found.length} ${plural} have ${shown(key)}: IDs ${named(ids, ', ')}`,
		{
			kind: 'refused',
			hint: 'Give each a key of its own in AMPECO, or use Update with the ID.',
			nothing: 'changed',
			data: { ids },
		},
	);
}

/** @param id of a record that came and does not have the key */
export function unfilteredFailure({ resource, key }: Sought, id: unknown): Failure {
	const plural = pluralNoun(resource);
	return new Failure(`AMPECO answered with other ${plural} than those with ${shown(key)}, such as ID ${String(id)}`, {
		nothing: 'changed',
		hint: 'Compare upper and lower case with that record. If the two have nothing in common, this tenant cannot be searched by it: match by something else.',
	});
}

/** @param missing what a new record needs and was not given */
export function incompleteFailure({ wanted, key }: Sought, missing: Field[]): Failure {
	const labels = missing.map(({ label }) => label).join(', ');
	return new Failure(`There is no ${wanted.noun} with ${shown(key)} yet, and a new one needs ${labels}`, {
		kind: 'missing',
		hint: 'Give these values as well, or correct the key.',
		nothing: 'changed',
	});
}

export function doubtFailure({ wanted, key }: Sought): Failure {
	return new Failure(
		`An earlier item or run may have created the ${wanted.noun} with ${shown(key)}, but it is not there yet`,
		{
			hint: `Run it again after ${REMEMBERED / 60_000} minutes, so that there are not two.`,
			nothing: 'sent',
		},
	);
}

/** @param id of the record that was made */
export function unseenFailure({ wanted, key }: Sought, id: unknown): Failure {
	return new Failure(
		`The ${wanted.noun} with ${shown(key)} was just created with the ID ${String(id)}, but AMPECO does not list it yet`,
		{
			hint: 'Run it again in some minutes, or use Update with the ID.',
			nothing: 'sent',
		},
	);
}
