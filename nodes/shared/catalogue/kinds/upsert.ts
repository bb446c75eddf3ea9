/**
 * "Create or Update": made of the create, update and list that a resource has anyway, so that no field
 * is stated twice. A record is looked for by a key; what the key is made of is all there is to say.
 */
import type { Facts } from '../facts';
import { flag, isSecret, wireNames } from '../fields';
import type { FieldTable } from '../fields';
import { lowerCase } from '../words';
import { fieldIn, onlyListOf, writeOf } from './derived';
import type { Derived, WithFilters, WithTable } from './derived';
import type { Once } from './once';

/** It takes what create takes, by create's route. */
export interface Upsert extends Facts {
	kind: 'upsert';
	body: FieldTable;
	/** The keys by which a record is looked for, each of one field or several. */
	matchBy: string[][];
	update: WithTable<Once>;
	list: WithFilters;
}

/** The name of the parameter with the key; stored in workflows. */
export const MATCH_BY = 'matchBy';

/** The other parameters it has on top, by the names stored in workflows. */
export const UPSERT = {
	addOutcome: flag('Add Outcome', {
		about: 'to add the property upsertOutcome to the record: created, updated or unchanged',
	}),
} satisfies FieldTable;

/**
 * Looks for a record by one of these keys, creates it or changes what differs. A key is a field that
 * create has and the list can filter by exactly; several of them where only together they tell records apart.
 */
export function createOrUpdate(...by: Array<string | string[]>): Derived<Upsert> {
	const matchBy = by.map((key) => (typeof key === 'string' ? [key] : key));
	return {
		from(siblings) {
			const create = writeOf(siblings, 'create');
			const update = writeOf(siblings, 'update');
			const list = onlyListOf(siblings, 'createOrUpdate');
			for (const key of matchBy.flat()) {
				fieldIn(create.body, key, siblings, 'createOrUpdate names the field');
				fieldIn(list.filters, key, siblings, 'createOrUpdate names the filter');
			}
			const keys = matchBy.map((key) => key.map((field) => create.body[field].label).join(' and ')).join(' or ');
			const onlyNew = Object.entries(fieldsOfNewOnes({ body: create.body, update }))
				.filter(([key]) => !matchBy.flat().includes(key))
				.map(([, { label }]) => label);
			const aside = onlyNew.length > 0 ? ` (only then with ${onlyNew.join(', ')})` : '';
			return {
				...create,
				kind: 'upsert',
				matchBy,
				update,
				list,
				builderHint: 'Instead of a search, an If and two nodes',
				name: 'Create or Update',
				// Begins and ends as n8n's lint wants it.
				says: `Create a new ${lowerCase(siblings.name)}${create.effect === 'money' ? ', which moves real money,' : ''} if none has the ${keys}${aside}, or update the current one if it already exists (upsert)`,
			};
		},
	};
}

/**
 * Fields that are sent for a new record only: those an update does not take, and secrets, of which
 * nobody can say whether they differ.
 */
export function fieldsOfNewOnes({ body, update }: Pick<Upsert, 'body' | 'update'>): FieldTable {
	const changed = Object.entries(update.body).map(([key, field]) => wireNames(key, field));
	const isChanged = (names: string[]) =>
		changed.some((other) => other.slice(0, names.length).every((name, index) => name === names[index]));
	return Object.fromEntries(
		Object.entries(body).filter(([key, field]) => isSecret(field) || !isChanged(wireNames(key, field))),
	);
}

/** The value that stands for a key under Match By. */
export function keyValue(key: string[]): string {
	return key.join('+');
}
