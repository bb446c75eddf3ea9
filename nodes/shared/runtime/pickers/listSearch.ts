/**
 * Fills a picker: a page of the entity's list, or what matches the text a person types. A typed ID is looked up, what AMPECO
 * has filters for is asked of it, and everything else is searched in the list, which is read once and kept for a minute.
 */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { EntityKey } from '../../catalogue';
import type { Entity } from '../../entities';
import { failureOf } from '../errors/errors';
import { forgetList } from './pickerMemory';
import type { Row } from './pickerMemory';
import { matcher, rowsOf, withoutDoubles } from './pickerRows';
import {
	WAY_OUT,
	firstRecords,
	keyOf,
	listOf,
	narrowed,
	pagesOf,
	readUntil,
	recordById,
	searchOf,
} from './pickerSearch';
import type { Search } from './pickerSearch';
import { byKnownName, named, rowsOfUsers } from './pickerUsers';

/** Rows a person is given at once, of a list and of what happened. */
const MOST_ROWS = 100;
const ENOUGH = 20;

/** Users whose records are looked for when a name is typed. */
const MOST_USERS = 5;

/** Characters from which on AMPECO is asked for a text; it takes none that is shorter. */
const SHORTEST_ASKED = 3;

/**
 * @param property sent in place of the record's id, e.g. a voucher's code
 * @param paginationToken where the last answer ended, as this function gave it
 */
export async function searchEntity(
	context: ILoadOptionsFunctions,
	key: EntityKey,
	property: string | undefined,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const text = filter?.trim() ?? '';
	try {
		const search = await searchOf(context, key, property);
		const from = paginationToken ? (JSON.parse(paginationToken) as IDataObject) : {};
		if (text === '') return search.entity.dated ? await newest(search, from) : await nextPage(search, from);
		return await matches(search, text, Number(from.skip ?? 0));
	} catch (error) {
		const { message, hint } = failureOf(error);
		throw new NodeOperationError(context.getNode(), message, { description: hint || undefined });
	}
}

/**
 * A page of a list as AMPECO gives it, always asked for, so that what is new is there. A page may hold nothing that the token
 * sees, so it is the first with a row.
 */
async function nextPage(search: Search, from: IDataObject): Promise<INodeListSearchResult> {
	for await (const { records, next } of pagesOf(search, from)) {
		const rows = rowsOf(search, records);
		if (rows.length > 0) return answer(await named(search, rows), next);
		if (next && Date.now() > search.latest) return withNote(answer([]), howFar(search.entity, 0));
	}
	return answer([]);
}

/** What happened, the newest first; asked for anew each time the picker is opened. */
async function newest(search: Search, from: IDataObject): Promise<INodeListSearchResult> {
	const skip = Number(from.skip ?? 0);
	if (skip === 0) forgetList(keyOf(search));
	const list = listOf(search);
	// One more tells whether the list goes on.
	await readUntil(search, list, () => list.rows.length > skip + ENOUGH);
	const rows = list.rows.slice(skip, skip + ENOUGH);
	if (rows.length === 0 && !list.isWhole) return withNote(answer(rows), howFar(search.entity, list.rows.length));
	const goesOn = rows.length > 0 && (!list.isWhole || list.rows.length > skip + ENOUGH);
	return answer(await named(search, rows), goesOn ? { skip: skip + ENOUGH } : undefined);
}

async function matches(search: Search, text: string, skip: number): Promise<INodeListSearchResult> {
	const { entity } = search;
	const list = listOf(search);
	const isMatch = matcher(text);
	const found = () => list.rows.filter(isMatch);
	// What is in memory is told at once; what is not may be known to AMPECO, also as it may have been made since.
	if (skip === 0 && !(list.isWhole && found().length > 0)) {
		const asked = await askedFor(search, text);
		if (asked.length > 0)
			return answer(await named(search, withoutDoubles([...asked, ...found()]).slice(0, MOST_ROWS)));
	}
	let noteOfUsers: string | undefined;
	if (entity.dated) {
		await readUntil(search, list, () => found().length > 0 || list.rows.length > 0);
		if (found().length === 0 && skip === 0) {
			const { rows, note } = await ofUsers(search, text);
			const known = await byKnownName(search, list.rows.slice(0, ENOUGH), isMatch);
			const all = withoutDoubles([...known, ...rows]);
			if (all.length > 0) return withNote(answer(await named(search, all)), note);
			noteOfUsers = note;
		}
	}
	const most = entity.dated ? ENOUGH : MOST_ROWS;
	await readUntil(search, list, () => entity.dated !== undefined && found().length >= skip + most);
	const all = found();
	const rows = await named(search, all.slice(skip, skip + most));
	if (all.length > skip + most) return answer(rows, { skip: skip + most });
	return withNote(answer(rows), list.isWhole ? noteOfUsers : howFar(entity, list.rows.length));
}

/** What AMPECO itself finds: the record with that ID, and what its filters give. */
async function askedFor(search: Search, text: string): Promise<Row[]> {
	const { entity } = search;
	const filters = Object.keys(entity.finds ?? {}).filter(
		(key) => text.length >= SHORTEST_ASKED && (!/email$/i.test(key) || text.includes('@')),
	);
	const asked = filters.map(async (key) => await firstRecords(narrowed(search, key, text)));
	if (isId(text) && entity.single !== false) asked.push(recordById(search, text));
	// A tenant that does not know a filter gives all there is.
	return withoutDoubles(rowsOf(search, (await Promise.all(asked)).flat())).filter(matcher(text));
}

/** The newest records of users whose name or address fits, with what is to be said where not all such users were searched. */
async function ofUsers(search: Search, text: string): Promise<{ rows: Row[]; note?: string }> {
	const filter = search.entity.user?.filter;
	if (!filter || !/\p{L}{2}/u.test(text)) return { rows: [] };
	const { results } = await matches(await searchOf(search.context, 'user'), text, 0);
	const ids = results.map(({ value }) => String(value)).filter((value) => value !== '');
	const rows = await rowsOfUsers(search, filter, ids.slice(0, MOST_USERS), ENOUGH);
	if (ids.length > MOST_USERS) {
		return { rows, note: `Only the first ${MOST_USERS} users of that name were searched. Type more of the name.` };
	}
	return { rows, note: ids.length < results.length ? 'Not all users were searched. Type an ID.' : undefined };
}

function answer(rows: Row[], next?: IDataObject): INodeListSearchResult {
	const results = rows.map(({ name, value }) => ({ name, value }));
	return next ? { results, paginationToken: JSON.stringify(next) } : { results };
}

/** With a row that says something, if there is something to say. It has no value, so that nothing is chosen with it. */
function withNote(result: INodeListSearchResult, note: string | undefined): INodeListSearchResult {
	return note === undefined ? result : { results: [...result.results, { name: note, value: '' }] };
}

/** How far a search went that did not come to the end of the list. */
function howFar({ dated }: Entity, rows: number): string {
	const many = `Only the ${dated ? 'newest' : 'first'} ${rows.toLocaleString('en')} were searched.`;
	return `${rows > 0 ? many : 'AMPECO took too long to search.'} ${WAY_OUT}`;
}

/** A number, or an ID of the long kind, as some logs have it. */
function isId(text: string): boolean {
	return /^\d{1,20}$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
