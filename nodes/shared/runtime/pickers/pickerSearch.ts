/**
 * What one call of a picker works on: an entity's list as a token sees it. Rows are read into memory (pickerMemory.ts) as far as
 * they are needed, and no further than a person and the tenant's limit should bear.
 */
import { createHash } from 'node:crypto';
import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { pathOf } from '../../catalogue';
import type { EntityKey } from '../../catalogue';
import { PARAMETER } from '../../catalogue/form';
import { entities, entityOf } from '../../entities';
import type { Entity } from '../../entities';
import { FieldProblem, LimitUsedUp, failureOf } from '../errors/errors';
import { findsNothing } from '../errors/statuses';
import { spansBack } from '../lists/newestFirst';
import type { Span } from '../lists/newestFirst';
import type { Page } from '../lists/page';
import { Endless, firstPage, pages } from '../lists/pages';
import { filledPath } from '../prepare/path';
import { listRequest, recordRequest } from '../records/entityRequest';
import { connectionFor } from '../send/connection';
import type { Connection } from '../send/connection';
import { send } from '../send/send';
import { apiToken } from '../send/tenantUrl';
import { isObject } from '../values/objects';
import { isUnset, unwrapLocator } from '../values/unset';
import { readListFor } from './pickerMemory';
import type { ReadList } from './pickerMemory';
import { momentIn, rowsOf } from './pickerRows';
import type { Shown } from './pickerRows';

/** What finds a record where its list cannot be read to the end. */
export const WAY_OUT = 'Type an ID.';

/** Records of what happened that are searched, the newest. */
const MOST_NEWEST = 5000;

/** Milliseconds until a request is given up, and how long a person is kept waiting while a list is read. */
const TIME_OUT = 30_000;
const PATIENCE = 20_000;

/** Pages a search may read even while the tenant's limit is nearly used up. */
const FEW_PAGES = 10;

/** The list as it is shown, and as it is asked for. */
export interface Search extends Shown {
	context: ILoadOptionsFunctions;
	connection: Connection;
	/** The list's path, filled, and what is always asked with it. */
	path: string;
	query: IDataObject;
	/** Milliseconds since 1970 when a person has waited long enough. */
	latest: number;
}

/**
 * @param property sent in place of the record's id
 * @throws Failure; FieldProblem where a parent is not chosen yet
 */
export async function searchOf(context: ILoadOptionsFunctions, key: EntityKey, property?: string): Promise<Search> {
	const entity = entityOf(key);
	// A person sits before the list: a limit that is gone for longer is told at once.
	const latest = Date.now() + PATIENCE;
	const connection = await connectionFor(context, TIME_OUT, Date.now() + TIME_OUT);
	const path = pathWithParents(context, entity);
	const words = { when: momentIn(context.getTimezone()) };
	return { context, connection, entity, property, path, query: entity.query ?? {}, words, latest };
}

/** The same list, narrowed by a filter more. */
export function narrowed(search: Search, key: string, value: string): Search {
	const { query } = search;
	return { ...search, query: { ...query, filter: { ...(query.filter as IDataObject | undefined), [key]: value } } };
}

/** What is in memory of a list. */
export function listOf(search: Search): ReadList {
	return readListFor(keyOf(search));
}

/** Names a list in memory: of this tenant, as this token sees it. */
export function keyOf({ connection, entity, property, path, query }: Search): string {
	const { baseUrl, credential } = connection.tenant;
	const who = createHash('sha256')
		.update(`${baseUrl}\n${apiToken(credential.token)}`)
		.digest('base64');
	return [who, path, property ?? entity.id ?? 'id', JSON.stringify(query)].join('\n');
}

/** The list's pages from a place on, asked for anew. Throws Failure, also where it goes round in circles. */
export function pagesOf(search: Search, from: IDataObject): AsyncGenerator<Page, void> {
	return pages(search.connection, listRequest(search), search.entity.paging, { from, whenEndless: () => WAY_OUT });
}

/** The records of the list's first page; none where AMPECO says that there is none, or does not take the question. */
export async function firstRecords(search: Search): Promise<IDataObject[]> {
	const page = firstPage(search.connection, listRequest(search), search.entity.paging, {});
	return await page.then(({ records }) => records).catch(noneWhereNothing);
}

/** The record with an ID, if it is one of the list; none as above. */
export async function recordById(search: Search, id: string): Promise<IDataObject[]> {
	const asked = send(search.connection, recordRequest(search, id));
	const records = await asked.then(({ body }) => recordIn(body)).catch(noneWhereNothing);
	const wanted = Object.entries((search.query.filter ?? {}) as IDataObject);
	// The list is narrowed, the single record is not.
	return records.filter((record) => wanted.every(([key, value]) => String(record[key]) === String(value)));
}

/** The record in an answer; none where it is about something else, so that the list is still searched. */
function recordIn(body: unknown): IDataObject[] {
	const data = isObject(body) && isObject(body.data) ? body.data : body;
	return isObject(data) ? [data as IDataObject] : [];
}

function noneWhereNothing(error: unknown): IDataObject[] {
	if (findsNothing(failureOf(error))) return [];
	throw error;
}

/** Reads a list on until there is enough, it ends, or neither the person nor the tenant's limit should bear more. */
export async function readUntil(search: Search, list: ReadList, isEnough: () => boolean): Promise<void> {
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
	const isFull = () => list.isFull || (entity.dated !== undefined && list.rows.length >= MOST_NEWEST);
	if (isFull() || Date.now() > latest) return;
	let parts = 0;
	try {
		for await (const { records, next } of partsOf(search, list.place)) {
			list.add(rowsOf(search, records), next);
			parts += 1;
			if (list.isWhole || isEnough() || isFull()) return;
			if (Date.now() > latest || (parts >= FEW_PAGES && connection.tenant.pace.isScarce)) return;
		}
	} catch (error) {
		// What has been read is of use without the rest.
		const isShort = error instanceof LimitUsedUp || error instanceof Endless;
		if (!isShort || list.rows.length === 0) throw failureOf(error);
	}
}

/** The pages of a list from a place on; of what happened, spans of time, the newest first. */
function partsOf(search: Search, from: IDataObject): AsyncGenerator<Page | Span, void> {
	const { connection, entity } = search;
	if (!entity.dated) return pagesOf(search, from);
	const part = { from, whenEndless: () => WAY_OUT };
	return spansBack(connection, listRequest(search), entity, entity.dated, part);
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
