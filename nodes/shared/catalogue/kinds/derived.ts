/**
 * Operations that a resource file states in one line because they are made of others it has: what they are made of, and the
 * sentences for what does not fit, which a developer reads.
 */
import { isTable, pathOf, segmentsOf } from '../facts';
import type { Facts } from '../facts';
import type { FieldTable } from '../fields';
import type { List } from './list';
import type { Once } from './once';

/** The resource that an operation is made for. */
export interface Siblings {
	value: string;
	/** "User". */
	name: string;
	/** "users". */
	plural: string;
	operations: Record<string, object>;
}

/** What a resource file says in place of an operation. */
export interface Derived<O> {
	/** @throws Error that names what does not fit */
	from(siblings: Siblings): O;
}

export type WithTable<O extends Facts> = O & { body: FieldTable };
export type WithFilters = List & { filters: FieldTable };

/** The operation of that key that sends one request with a table of fields. */
export function writeOf({ value, operations }: Siblings, key: string): WithTable<Once> {
	const found = operations[key] as Once | undefined;
	if (found?.kind === 'once' && isTable(found.body)) return found as WithTable<Once>;
	throw new Error(`${value}: there is no operation "${key}" with a table of fields`);
}

/** The resource's list, with its filters. */
export function listOf({ value, operations }: Siblings): WithFilters {
	const found = operations.getAll as List | undefined;
	if (found?.kind === 'list' && found.filters) return found as WithFilters;
	throw new Error(`${value}: there is no list "getAll" with filters`);
}

/**
 * The same for what looks for a record in the list by itself.
 *
 * @param what "createOrUpdate"
 * @throws Error also where the list is one of several, whose paths have the ID of what they belong to
 */
export function onlyListOf(siblings: Siblings, what: string): WithFilters {
	const list = listOf(siblings);
	if (segmentsOf(pathOf(list)).length === 0) return list;
	throw new Error(`${siblings.value}: ${what} looks for a record in one list, but each has its own: ${list.route}`);
}

/** Whether a table has a field; a wrong key in a resource file is told in a sentence. */
export function fieldIn(table: FieldTable, key: string, { value }: Siblings, what: string) {
	if (Object.prototype.hasOwnProperty.call(table, key)) return table[key];
	throw new Error(`${value}: ${what} "${key}", but there are: ${Object.keys(table).join(', ')}`);
}
