/**
 * At which location something is: records such as sessions name their charge point, the charge point its location. What was
 * looked up serves all items of a node in an execution.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../catalogue';
import { PARAMETER, outputOptions } from '../../catalogue/form';
import { entityOf } from '../../entities';
import { Failure, failureOf } from '../errors/errors';
import { readList } from '../lists/pages';
import { listRequest, recordRequest } from '../records/entityRequest';
import { recordsOf } from '../records/records';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import { send, unlessGone } from '../send/send';
import { isUnset } from '../values/unset';
import { switchValue } from '../values/values';
import { idOf, textIn } from './simplify';

/** Records that are read one by one; for more, the list is read. */
const MOST_SINGLE = 10;

type Picked = 'chargePoint' | 'location';

/** Records by ID; null for what AMPECO does not show. */
type Known = Map<string, Promise<IDataObject | null>>;

const known = new WeakMap<object, Map<string, Known>>();

/**
 * The location of each record, as properties to put beside its own; undefined where that is not asked for.
 *
 * @throws Failure that says that the look-up failed
 */
export async function locationsOf(
	{ context, resource, read }: Work,
	operation: Operation,
	connection: Connection,
	records: unknown[],
): Promise<IDataObject[] | undefined> {
	const isOffered = outputOptions(resource, operation).includes(PARAMETER.addLocation);
	const given = isOffered && read(`${PARAMETER.options}.${PARAMETER.addLocation}`, false);
	if (!isOffered || !switchValue(given, 'Add Location', false)) return undefined;
	const language = read(`${PARAMETER.options}.${PARAMETER.language}`, '');
	const cache = known.get(context.getContext('node')) ?? new Map<string, Known>();
	known.set(context.getContext('node'), cache);
	const find = async (entity: Picked, ids: unknown[]) => await lookUp(cache, connection, entity, ids);
	return await locate(find, records, String(language)).catch(async (error: unknown) => {
		const { message, details } = failureOf(error);
		return await Promise.reject(new Failure(`The location could not be looked up: ${message}`, details));
	});
}

/** By way of the charge point, whose name comes too. What is at no location, or is gone, has null. */
async function locate(
	find: (entity: Picked, ids: unknown[]) => Promise<Array<IDataObject | null>>,
	records: unknown[],
	language: string,
): Promise<IDataObject[]> {
	const ids = records.map((record) => (record as IDataObject).chargePointId);
	const chargePoints = await find('chargePoint', ids);
	const locationIds = chargePoints.map((one) => one?.locationId ?? null);
	const locations = await find('location', locationIds);
	return locations.map((location, index) => ({
		chargePointName: (chargePoints[index]?.name as string | undefined) ?? null,
		locationId: idOf(locationIds[index]) as string | number | null,
		locationName: location ? (textIn(location.name, language) as string) : null,
	}));
}

/** The records of these IDs, in their order; each is asked for once. */
async function lookUp(cache: Map<string, Known>, connection: Connection, entity: Picked, ids: unknown[]) {
	const place = `${connection.tenant.baseUrl} ${entity}`;
	const found: Known = cache.get(place) ?? new Map();
	cache.set(place, found);
	const wanted = ids.map((id) => (isUnset(id) ? undefined : String(id)));
	const missing = [...new Set(wanted)].filter((id): id is string => id !== undefined && !found.has(id));
	const list = missing.length > MOST_SINGLE ? all(connection, entity) : undefined;
	for (const id of missing) {
		const one = list
			? list.then((records) => records.get(id) ?? single(connection, entity, id))
			: single(connection, entity, id);
		found.set(id, one);
		// A failure is not kept, so that a second try asks again.
		one.catch(() => found.delete(id));
	}
	return await Promise.all(wanted.map(async (id) => (id === undefined ? null : ((await found.get(id)) ?? null))));
}

async function all(connection: Connection, entity: Picked): Promise<Map<string, IDataObject>> {
	const row = entityOf(entity);
	const records = await readList(connection, listRequest({ entity: row }), row.paging, Infinity);
	return new Map(records.map((record) => [String(record.id), record]));
}

async function single(connection: Connection, entity: Picked, id: string): Promise<IDataObject | null> {
	const request = recordRequest({ entity: entityOf(entity) }, id);
	const answer = await unlessGone(send(connection, request));
	return answer ? (recordsOf(answer, request)[0] as IDataObject) : null;
}
