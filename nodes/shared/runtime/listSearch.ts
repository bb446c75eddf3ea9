/**
 * Fills a picker: a page of the entity's list, or what matches the text a person types. A typed ID is looked up, what AMPECO
 * has filters for is asked of it, and everything else is searched in the list, which is read once and kept for a minute.
 */
import { createHash } from 'node:crypto';
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { pathOf } from '../catalogue';
import type { EntityKey } from '../catalogue';
import { PARAMETER } from '../catalogue/form';
import { lowerCase } from '../catalogue/words';
import { entities, entityOf } from '../entities';
import type { Entity } from '../entities';
import { connectionFor } from './connection';
import type { Connection } from './connection';
import { FieldProblem, LimitUsedUp, failureOf } from './errors';
import { readBack } from './newestFirst';
import { isObject } from './objects';
import { firstPage } from './pages';
import { filledPath } from './path';
import { forgetList, readListFor } from './pickerMemory';
import type { ReadList, Row } from './pickerMemory';
import { matcher, momentIn, plain, rowsOf, withoutDoubles } from './pickerRows';
import type { Shown } from './pickerRows';
import { send } from './send';
import { apiToken } from './tenantUrl';
import { isUnset, unwrapLocator } from './unset';

/** Rows a person is given at once, of a list and of what happened. */
const MOST_ROWS = 100;
const ENOUGH = 20;

/** Records of what happened that are searched, the newest. */
const MOST_NEWEST = 5000;

/** Milliseconds until a request is given up, and how long a person is kept waiting while a list is read. */
const TIME_OUT = 30_000;
const PATIENCE = 20_000;

/** Pages a search may read even while the tenant's limit is nearly used up. */
const FEW_PAGES = 10;

/** Users whose records are looked for when a name is typed, the records of each, and how many users are named at once. */
const MOST_USERS = 5;
const NAMED_AT_ONCE = 25;

/** Characters from which on AMPECO is asked for a text; it takes none that is shorter. */
const SHORTEST_ASKED = 3;

const NOT_THERE = new Set([400, 403, 404, 405, 410, 422]);

/** What one call of a picker works on. */
interface Search extends Shown {
	context: ILoadOptionsFunctions;
	connection: Connection;
	/** The list's path, filled, and what is always asked with it. */
	path: string;
	query: IDataObject;
	/** Milliseconds since 1970 when a person has waited long enough. */
	latest: number;
}

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

async function searchOf(context: ILoadOptionsFunctions, key: EntityKey, property?: string): Promise<Search> {
	const entity = entityOf(key);
	// A person sits before the list: a limit that is gone for longer is told at once.
	const latest = Date.now() + PATIENCE;
	const connection = await connectionFor(context, TIME_OUT, Date.now() + TIME_OUT);
	const path = pathWithParents(context, entity);
	const words = { when: momentIn(context.getTimezone()) };
	return { context, connection, entity, property, path, query: entity.query ?? {}, words, latest };
}

function requestFor({ entity, path, query }: Pick<Search, 'entity' | 'path' | 'query'>) {
	return { operation: { route: entity.route }, noun: lowerCase(entity.name), path, query };
}

/** A page of a list as AMPECO gives it, always asked for, so that what is new is there. */
async function nextPage(search: Search, from: IDataObject): Promise<INodeListSearchResult> {
	for (let place = from; ; ) {
		const { records, next } = await firstPage(search.connection, requestFor(search), search.entity.paging, {
			from: place,
		});
		const rows = rowsOf(search, records);
		if (rows.length === 0 && next) place = next;
		else return answer(await named(search, rows), next);
	}
}

/** What happened, the newest first; asked for anew each time the picker is opened. */
async function newest(search: Search, from: IDataObject): Promise<INodeListSearchResult> {
	const skip = Number(from.skip ?? 0);
	if (skip === 0) forgetList(keyOf(search));
	const list = readListFor(keyOf(search));
	// One more tells whether the list goes on.
	await readUntil(search, list, () => list.rows.length > skip + ENOUGH);
	const rows = list.rows.slice(skip, skip + ENOUGH);
	if (rows.length === 0 && !list.isWhole) return withNote(answer(rows), search.entity, list);
	const goesOn = rows.length > 0 && (!list.isWhole || list.rows.length > skip + ENOUGH);
	return answer(await named(search, rows), goesOn ? { skip: skip + ENOUGH } : undefined);
}

async function matches(search: Search, text: string, skip: number): Promise<INodeListSearchResult> {
	const { entity } = search;
	const list = readListFor(keyOf(search));
	const isMatch = matcher(text);
	const found = () => list.rows.filter(isMatch);
	// What is in memory is told at once; what is not may be known to AMPECO, also as it may have been made since.
	if (skip === 0 && !(list.isWhole && found().length > 0)) {
		const asked = await askedFor(search, text);
		if (asked.length > 0)
			return answer(await named(search, withoutDoubles([...asked, ...found()]).slice(0, MOST_ROWS)));
	}
	if (entity.dated) {
		await readUntil(search, list, () => found().length > 0 || list.rows.length > 0);
		if (found().length === 0 && skip === 0) {
			const { rows, isShort } = await ofUsers(search, text);
			const all = withoutDoubles([...(await byKnownName(search, list, isMatch)), ...rows]);
			if (all.length > 0) {
				const { results } = answer(await named(search, all));
				const note = `Only the first ${MOST_USERS} users of that name were searched. Type more of the name.`;
				return { results: isShort ? [...results, { name: note, value: '' }] : results };
			}
		}
	}
	const most = entity.dated ? ENOUGH : MOST_ROWS;
	await readUntil(search, list, () => entity.dated !== undefined && found().length >= skip + most);
	const all = found();
	const rows = await named(search, all.slice(skip, skip + most));
	if (all.length > skip + most) return answer(rows, { skip: skip + most });
	return list.isWhole ? answer(rows) : withNote(answer(rows), entity, list);
}

/** Says how far the search went. The row has no value, so that nothing is chosen with it. */
function withNote(result: INodeListSearchResult, entity: Entity, { rows }: ReadList): INodeListSearchResult {
	const many = `Only the ${entity.dated ? 'newest' : 'first'} ${rows.length.toLocaleString('en')} were searched.`;
	const searched = rows.length > 0 ? many : 'AMPECO took too long to search.';
	return { results: [...result.results, { name: `${searched} Type an ID.`, value: '' }] };
}

/** What AMPECO itself finds: the record with that ID, and what its filters give. */
async function askedFor(search: Search, text: string): Promise<Row[]> {
	const { connection, entity, path, query } = search;
	const filters = Object.keys(entity.finds ?? {}).filter(
		(key) => text.length >= SHORTEST_ASKED && (!/email$/i.test(key) || text.includes('@')),
	);
	const asked = filters.map(async (key) => {
		const filter = { ...(query.filter as IDataObject | undefined), [key]: text };
		return (await firstPage(connection, requestFor({ ...search, query: { ...query, filter } }), entity.paging, {}))
			.records;
	});
	if (isId(text) && entity.single !== false) asked.push(single(connection, entity, path, query, text));
	const found = await Promise.all(asked.map(async (one) => await one.catch(noneWhere)));
	// A tenant that does not know a filter gives all there is.
	return withoutDoubles(rowsOf(search, found.flat())).filter(matcher(text));
}

async function single(connection: Connection, entity: Entity, path: string, query: IDataObject, id: string) {
	const { body } = await send(connection, {
		operation: { route: `${entity.route}/{id}` },
		noun: lowerCase(entity.name),
		path: `${path}/${encodeURIComponent(id)}`,
		query: {},
	});
	const record = isObject(body) && isObject(body.data) ? body.data : body;
	const wanted = Object.entries((query.filter ?? {}) as IDataObject);
	// The list is narrowed, the single record is not.
	const isOne = isObject(record) && wanted.every(([key, value]) => String(record[key]) === String(value));
	return isOne ? [record as IDataObject] : [];
}

/** Nothing, where AMPECO says there is none or does not take the question; else the failure. */
function noneWhere(error: unknown): IDataObject[] {
	if (NOT_THERE.has(failureOf(error).details.status ?? 0)) return [];
	throw error;
}

/** The newest records of users whose name or address fits. */
async function ofUsers(search: Search, text: string): Promise<{ rows: Row[]; isShort: boolean }> {
	const { context, entity, query } = search;
	const filterKey = entity.user?.filter;
	if (!filterKey || !/\p{L}{2}/u.test(text)) return { rows: [], isShort: false };
	const { results } = await matches(await searchOf(context, 'user'), text, 0);
	const users = results.filter(({ value }) => value !== '');
	const lists = users.slice(0, MOST_USERS).map(async ({ value }) => {
		const narrowed = {
			...search,
			query: { ...query, filter: { ...(query.filter as IDataObject | undefined), [filterKey]: String(value) } },
		};
		const list = readListFor(keyOf(narrowed));
		await readUntil(narrowed, list, () => list.rows.length >= ENOUGH);
		return list.rows.slice(0, ENOUGH);
	});
	return { rows: (await Promise.all(lists)).flat(), isShort: users.length > MOST_USERS };
}

/** The newest rows, by the names that were read for them: whatever a person sees can be searched. */
async function byKnownName(search: Search, list: ReadList, isMatch: (row: Row) => boolean): Promise<Row[]> {
	if (!search.entity.user) return [];
	const { nameOf } = await usersKnown(search);
	return list.rows
		.slice(0, ENOUGH)
		.filter(
			(row) => row.user !== undefined && isMatch({ ...row, words: `${plain(nameOf(row.user) ?? '')} ${row.words}` }),
		);
}

/** Reads a list on until there is enough, it ends, or neither the person nor the tenant's limit should bear more. */
async function readUntil(search: Search, list: ReadList, isEnough: () => boolean): Promise<void> {
	// Key strokes come while the first is still answered: they wait for what it reads.
	while (list.reading) await list.reading.catch(() => undefined);
	if (list.isWhole || isEnough()) return;
	list.reading = readOn(search, list, isEnough);
	try {
		await list.reading;
	} finally {
		list.reading = undefined;
	}
}

async function readOn(search: Search, list: ReadList, isEnough: () => boolean): Promise<void> {
	const { connection, entity, latest } = search;
	const { dated } = entity;
	const isFull = () => list.isFull || (dated !== undefined && list.rows.length >= MOST_NEWEST);
	for (let pages = 0; !list.isWhole && !isEnough() && !isFull(); pages += 1) {
		if (Date.now() > latest || (pages >= FEW_PAGES && connection.tenant.pace.isScarce)) return;
		const read = await readPart(search, list.place).catch((error: unknown) => {
			// What has been read is of use without the rest.
			if (error instanceof LimitUsedUp && list.rows.length > 0) return undefined;
			throw error;
		});
		if (!read) return;
		list.add(rowsOf(search, read.records), read.next);
	}
}

async function readPart(search: Search, place: IDataObject): Promise<{ records: IDataObject[]; next?: IDataObject }> {
	const { connection, entity } = search;
	const request = requestFor(search);
	return entity.dated
		? await readBack(connection, request, entity, entity.dated, place)
		: await firstPage(connection, request, entity.paging, { from: place });
}

/** Rows with the name of the user before them. Names are read one by one, as a list of them may be long, and kept for a minute. */
async function named(search: Search, rows: Row[]): Promise<Row[]> {
	if (!search.entity.user) return rows;
	const { users, known, nameOf } = await usersKnown(search);
	const { connection, entity, path, query } = users;
	const ids = [...new Set(rows.flatMap(({ user }) => user ?? []))].filter((id) => nameOf(id) === undefined);
	const found = ids
		.slice(0, NAMED_AT_ONCE)
		.map(async (id) => await single(connection, entity, path, query, id).catch(noneWhere));
	known.add(rowsOf(users, (await Promise.all(found)).flat()), {});
	return rows.map((row) =>
		row.user ? { ...row, name: `${nameOf(row.user) ?? `User ${row.user}`}, ${row.name}` } : row,
	);
}

/** The users whose names are in memory. */
async function usersKnown({ context }: Search) {
	const users = await searchOf(context, 'user');
	const known = readListFor(`${keyOf(users)}\nby ID`);
	const all = readListFor(keyOf(users));
	const nameOf = (id: string) => [...known.rows, ...all.rows].find(({ value }) => value === id)?.name.split(' (')[0];
	return { users, known, nameOf };
}

function answer(rows: Row[], next?: IDataObject): INodeListSearchResult {
	const results = rows.map(({ name, value }) => ({ name, value }));
	return next ? { results, paginationToken: JSON.stringify(next) } : { results };
}

/** Names a list in memory: of this tenant, as this token sees it. */
function keyOf({ connection, entity, property, path, query }: Search): string {
	const { baseUrl, credential } = connection.tenant;
	const who = createHash('sha256')
		.update(`${baseUrl}\n${apiToken(credential.token)}`)
		.digest('base64');
	return [who, path, property ?? entity.id ?? 'id', JSON.stringify(query)].join('\n');
}

/** A number, or an ID of the long kind, as some logs have it. */
function isId(text: string): boolean {
	return /^\d{1,20}$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The list's path, with the parents a person has chosen in fields of the same name. */
function pathWithParents(context: ILoadOptionsFunctions, entity: Entity): string {
	return filledPath(pathOf(entity), (segment) => {
		const label = new Map(Object.entries<Entity>(entities)).get(segment)?.name ?? segment;
		const value = chosenParent(context, segment);
		if (isUnset(value)) throw new FieldProblem(`Choose the ${label} first, then open this list again.`);
		return { value, label };
	});
}

/** A parent may stand on its own, beside the picker, or in one of the collections. */
function chosenParent(context: ILoadOptionsFunctions, segment: string): unknown {
	const names = [segment, `${segment}Id`];
	const places = ['', '&', `${PARAMETER.additionalFields}.`, `${PARAMETER.updateFields}.`, `${PARAMETER.filters}.`];
	for (const name of places.flatMap((place) => names.map((one) => place + one))) {
		const value = unwrapLocator(context.getCurrentNodeParameter(name));
		if (!isUnset(value)) return value;
	}
	return undefined;
}
