/** The users whom rows of a picker are about: their names, and the rows that are found by them. */
import { readListFor } from './pickerMemory';
import type { ReadList, Row } from './pickerMemory';
import { plain, rowsOf } from './pickerRows';
import { keyOf, listOf, narrowed, readUntil, recordById, searchOf } from './pickerSearch';
import type { Search } from './pickerSearch';

/** How many users are named at once; of the others the ID is shown. */
const NAMED_AT_ONCE = 25;

/** Rows with the name of the user before them. Names are read one by one, as a list of them may be long, and kept for a minute. */
export async function named(search: Search, rows: Row[]): Promise<Row[]> {
	if (!search.entity.user) return rows;
	const { users, known, nameOf } = await usersKnown(search);
	const ids = [...new Set(rows.flatMap(({ user }) => user ?? []))].filter((id) => nameOf(id) === undefined);
	const found = ids.slice(0, NAMED_AT_ONCE).map(async (id) => await recordById(users, id));
	known.add(rowsOf(users, (await Promise.all(found)).flat()), {});
	return rows.map((row) =>
		row.user ? { ...row, name: `${nameOf(row.user) ?? `User ${row.user}`}, ${row.name}` } : row,
	);
}

/** Of some rows those that match by the name that was read for them: whatever a person sees can be searched. */
export async function byKnownName(search: Search, rows: Row[], isMatch: (row: Row) => boolean): Promise<Row[]> {
	if (!search.entity.user) return [];
	const { nameOf } = await usersKnown(search);
	return rows.filter(
		(row) => row.user !== undefined && isMatch({ ...row, words: `${plain(nameOf(row.user) ?? '')} ${row.words}` }),
	);
}

/**
 * The newest rows of each user.
 *
 * @param filter the list's, for a user
 * @param most rows of each
 */
export async function rowsOfUsers(search: Search, filter: string, ids: string[], most: number): Promise<Row[]> {
	const lists = ids.map(async (id) => {
		const own = narrowed(search, filter, id);
		const list = listOf(own);
		await readUntil(own, list, () => list.rows.length >= most);
		return list.rows.slice(0, most);
	});
	return (await Promise.all(lists)).flat();
}

/** The users whose names are in memory: read one by one, or with their list. */
async function usersKnown({ context }: Search): Promise<{
	users: Search;
	known: ReadList;
	nameOf: (id: string) => string | undefined;
}> {
	const users = await searchOf(context, 'user');
	const known = readListFor(`${keyOf(users)}\nby ID`);
	const all = listOf(users);
	const nameOf = (id: string) => [...known.rows, ...all.rows].find(({ value }) => value === id)?.name.split(' (')[0];
	return { users, known, nameOf };
}
