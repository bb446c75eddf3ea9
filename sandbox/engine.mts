/**
 * Answers operations on resources by rule: what a path means (list, read, create, update, replace, delete) follows
 * from its method and form, what is special about a resource stands in its family, and what no rule covers has a
 * handler of its own in `families/`.
 */
import { answerWith, isWithin, listingOf, recordOf, recordShape, scopeOf, show } from './answers.mts';
import { invalid, type Answer, type Call, type Handler } from './call.mts';
import type { Operation } from './digest.mts';
import { familyOf, handlers, type Family } from './families/families.mts';
import { matchesFilters } from './filters.mts';
import { pageOf, pagingOf, type Listing } from './paging.mts';
import { camel, mergeInto, propertiesOf, take } from './present.mts';
import { shapeOf, type Shape } from './shape.mts';
import type { Collection, StoredRecord } from './store.mts';
import { collectionOfField, type Tenant } from './tenant.mts';

/** `/public-api/resources/users/v1.0/{user}` -> `resources/users/*`. */
export function routeKey(path: string): string {
	return path
		.replace(/^\/public-api\//, '')
		.replace(/\/v[\d.]+(?=\/|$)/, '')
		.replace(/\{[^}]+\}/g, '*');
}

/** The handler of an operation, or undefined when the sandbox does not serve it. */
export function handlerOf(operation: Operation): Handler | undefined {
	const key = routeKey(operation.path);
	const own =
		handlers[`${operation.method} ${operation.path.replace('/public-api/', '')}`] ??
		handlers[`${operation.method} ${key}`];
	if (own) return own;
	const isItem = key.endsWith('/*');
	const family = familyOf(isItem ? key.slice(0, -2) : key);
	if (!family) return undefined;
	if (isItem) {
		if (operation.method === 'GET') return (call) => readOne(call, family);
		if (operation.method === 'PATCH') return (call) => update(call, family);
		if (operation.method === 'PUT') return (call) => replace(call, family);
		if (operation.method === 'DELETE') return (call) => remove(call, family);
		return undefined;
	}
	if (operation.method === 'GET' && pagingOf(operation)) return (call) => list(call, family);
	if (operation.method === 'POST') return (call) => create(call, family);
	return undefined;
}

function readOne(call: Call, family: Family): Answer {
	return answerWith(call, family, recordOf(call, family));
}

function list(call: Call, family: Family): Answer {
	const { scope } = scopeOf(call, family);
	const collection = call.tenant.store.get(family.collection);
	const shape = recordShape(call.operation);
	const filter = call.query.filter ?? {};
	const isWhole = Object.keys(scope).length === 0 && !family.where && Object.keys(filter).length === 0;
	const fieldOf = (record: StoredRecord, name: string): unknown => {
		const names = family.names?.[call.operation.version] ?? family.names?.all;
		return record[names?.[name] ?? camel(name)];
	};
	const listing = isWhole
		? wholeListing(collection)
		: listingOf(
				collection.filter(
					(record) =>
						isWithin(record, scope) &&
						(!family.where || family.where(record)) &&
						matchesFilters(record, filter, call, family, fieldOf),
				),
			);
	if (family.findsOne?.(filter))
		return { status: 200, body: { data: listing.at(0, 1).map((record) => show(call, family, record, shape)) } };
	const { records, ...rest } = pageOf(listing, call.operation, call.query, call.url);
	return { status: 200, body: { data: records.map((record) => show(call, family, record, shape)), ...rest } };
}

function wholeListing(collection: Collection): Listing<StoredRecord> {
	const slice = (from: number, to: number) =>
		collection.ids.slice(Math.max(0, from), to).map((id) => collection.get(id)!);
	return {
		after: (id, count) => slice(collection.indexAfter(id), collection.indexAfter(id) + count),
		before: (id, count) => slice(collection.indexAfter(id - 1) - count, collection.indexAfter(id - 1)),
		at: (index, count) => slice(index, index + count),
		total: () => collection.size,
		idOf: (record) => record.id,
	};
}

function bodyShape(operation: Operation): Shape {
	return operation.body ? shapeOf(operation.body.schema) : {};
}

/** The body in the record's own form. */
function takeBody(call: Call, family: Family): Record<string, unknown> {
	const form = family.versions?.[call.operation.version];
	const fields = take(
		bodyShape(call.operation),
		call.body ?? {},
		family.names?.[call.operation.version] ?? family.names?.all,
	);
	const taken = form?.take ? form.take(fields as Record<string, unknown>, call) : (fields as Record<string, unknown>);
	refuseUnknownReferences(call.tenant, taken, family.ignoredReferences);
	return taken;
}

/** Refuses ids of things that do not exist, by the rule that a field `thingId` names a record of `things`. */
function refuseUnknownReferences(
	tenant: Tenant,
	fields: Record<string, unknown>,
	ignored: string[] = [],
	path = '',
): void {
	for (const [name, value] of Object.entries(fields)) {
		const field = path + name;
		if (value && typeof value === 'object' && !Array.isArray(value)) {
			if (name !== 'externalAppData')
				refuseUnknownReferences(tenant, value as Record<string, unknown>, ignored, `${field}.`);
			continue;
		}
		if (value === null || ignored.includes(name)) continue;
		const collection = collectionOfField(name);
		if (!collection || !tenant.store.has(collection)) continue;
		for (const id of [value].flat()) {
			if (typeof id !== 'number' && typeof id !== 'string') continue;
			if (!tenant.store.get(collection).get(id)) {
				throw invalid({ [field]: [`The selected ${field} is invalid: the tenant has no such record.`] });
			}
		}
	}
}

/** What a request leaves out and the API has a default for. */
function defaultsOf(shape: Shape): Record<string, unknown> {
	const defaults: Record<string, unknown> = {};
	for (const [name, child] of Object.entries(propertiesOf(shape))) {
		if (child.default !== undefined && !child.readOnly) defaults[camel(name)] = child.default;
	}
	return defaults;
}

function create(call: Call, family: Family): Answer {
	const { scope } = scopeOf(call, family);
	const fields = { ...defaultsOf(bodyShape(call.operation)), ...takeBody(call, family), ...scope };
	const now = call.tenant.clock.iso();
	const record = call.tenant.store
		.get(family.collection)
		.insert({ ...fields, ...family.create?.(fields, call), createdAt: now, lastUpdatedAt: now });
	family.created?.(record, call);
	return answerWith(call, family, record);
}

function update(call: Call, family: Family): Answer {
	const record = recordOf(call, family);
	const changes = takeBody(call, family);
	family.update?.(record, changes, call);
	mergeInto(record, changes, bodyShape(call.operation));
	record.lastUpdatedAt = call.tenant.clock.iso();
	family.updated?.(record, call);
	return answerWith(call, family, record);
}

function replace(call: Call, family: Family): Answer {
	const record = recordOf(call, family);
	const shape = bodyShape(call.operation);
	const fields = { ...defaultsOf(shape), ...takeBody(call, family) };
	family.update?.(record, fields, call);
	for (const [name, child] of Object.entries(propertiesOf(shape))) {
		if (!child.readOnly) record[camel(name)] = null;
	}
	Object.assign(record, fields, { lastUpdatedAt: call.tenant.clock.iso() });
	family.updated?.(record, call);
	return answerWith(call, family, record);
}

function remove(call: Call, family: Family): Answer {
	const record = recordOf(call, family);
	family.remove?.(record, call);
	call.tenant.store.get(family.collection).remove(record.id);
	family.removed?.(record, call);
	return { status: 204 };
}
