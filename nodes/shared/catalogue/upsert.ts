/**
 * "Create or Update": made of the create, update and list that a resource has anyway, so that no field
 * is stated twice. A record is looked for by a key; what the key is made of is all there is to say.
 */
import { lowerCase } from '../compile/words';
import { isSecret, wireNames } from './fields';
import type { FieldTable } from './fields';
import type { Operation, Resource } from './resource';

/** What a resource file says in place of an operation. */
export interface CreateOrUpdate {
	matchBy: string[][];
}

/** The operations it is made of. */
export interface Parts {
	create: Operation;
	update: Operation;
	list: Operation;
}

/**
 * Looks for a record by one of these keys, creates it or changes what differs. A key is a field that
 * create has and the list can filter by exactly; several of them where only together they tell records apart.
 */
export function createOrUpdate(...by: Array<string | string[]>): CreateOrUpdate {
	return { matchBy: by.map((key) => (typeof key === 'string' ? [key] : key)) };
}

/** The operations that a resource's "Create or Update" is made of. */
export function partsOf(operations: Resource['operations']): Parts {
	return { create: operations.create, update: operations.update, list: operations.getAll };
}

/** The whole operation: it takes what create takes, by create's route. */
export function upsertOf(name: string, operations: Resource['operations'], { matchBy }: CreateOrUpdate): Operation {
	const parts = partsOf(operations);
	const fields = parts.create.body as FieldTable;
	const keys = matchBy.map((key) => key.map((field) => fields[field].label).join(' and ')).join(' or ');
	const onlyNew = Object.entries(fieldsOfNewOnes(parts)).flatMap(([key, { label }]) =>
		matchBy.flat().includes(key) ? [] : [label],
	);
	const aside = onlyNew.length > 0 ? ` (only then with ${onlyNew.join(', ')})` : '';
	return {
		...parts.create,
		matchBy,
		name: 'Create or Update',
		// Begins and ends as n8n's lint wants it.
		says: `Create a new ${lowerCase(name)} if none has the ${keys}${aside}, or update the current one if it already exists (upsert)`,
	};
}

/**
 * Fields that are sent for a new record only: those an update does not take, and secrets, of which
 * nobody can say whether they differ.
 */
export function fieldsOfNewOnes({ create, update }: Parts): FieldTable {
	const changed = Object.entries(update.body as FieldTable).map(([key, field]) => wireNames(key, field));
	const isChanged = (names: string[]) =>
		changed.some((other) => other.slice(0, names.length).every((name, index) => name === names[index]));
	return Object.fromEntries(
		Object.entries(create.body as FieldTable).filter(
			([key, field]) => isSecret(field) || !isChanged(wireNames(key, field)),
		),
	);
}
