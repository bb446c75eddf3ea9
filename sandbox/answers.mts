/** How handlers find the records a path names, and put records into the form an operation answers. */
import { noRecord, type Answer, type Call } from './call.mts';
import { operations, type Operation } from './digest.mts';
import type { Family } from './families/families.mts';
import { pageOf, pagingOf, type Listing } from './paging.mts';
import { present, propertiesOf, type View } from './present.mts';
import { shapeOf, type Shape } from './shape.mts';
import type { StoredRecord } from './store.mts';

export function successCode(operation: Operation): number {
	return Number(Object.keys(operation.responses).find((code) => code.startsWith('2')) ?? 200);
}

/** The shape of one record in an operation's answer. */
export function recordShape(operation: Operation): Shape {
	const answer = operation.responses[String(successCode(operation))];
	if (!answer) return {};
	const shape = shapeOf(answer);
	const data = shape.properties?.data;
	if (!data) return shape;
	return data.type === 'array' && pagingOf(operation) ? (data.items ?? {}) : data;
}

function viewOf(call: Call, family: Family, record: StoredRecord, shape: Shape): View {
	return {
		...call.tenant.fillContext(family.collection, record.id),
		names: family.names?.[call.operation.version] ?? family.names?.all,
		hidden: hiddenFields(call, shape),
	};
}

/** Fields that must be asked for: with `include[]`, or with a `withSomething` flag. */
function hiddenFields(call: Call, shape: Shape): ReadonlySet<string> {
	const properties = propertiesOf(shape);
	const hidden = new Set(includable(call.operation).filter((name) => !call.query.include?.includes(name)));
	for (const name of flagged(call.operation)) {
		const flag = /^with([A-Z])(.*)$/.exec(name)!;
		if (call.query[name] === true) continue;
		const field = flag[1].toLowerCase() + flag[2];
		if (field in properties) hidden.add(field);
	}
	return hidden;
}

/** What can be included in a collection's records, whichever of its operations declares it. */
function includable(operation: Operation): string[] {
	const collection = collectionPath(operation);
	let names = includables.get(collection);
	if (!names) {
		const parameters = operations.filter((one) => collectionPath(one) === collection).flatMap((one) => one.parameters);
		names = [
			...new Set(
				parameters
					.filter(({ name }) => name === 'include')
					.flatMap(({ schema }) => (schema.items?.enum ?? []) as string[]),
			),
		];
		includables.set(collection, names);
	}
	return names;
}

/** The `withSomething` flags of a collection's records, whichever of its operations declares them. */
function flagged(operation: Operation): string[] {
	const collection = collectionPath(operation);
	let names = flags.get(collection);
	if (!names) {
		const parameters = operations.filter((one) => collectionPath(one) === collection).flatMap((one) => one.parameters);
		names = [...new Set(parameters.map(({ name }) => name).filter((name) => /^with[A-Z]/.test(name)))];
		flags.set(collection, names);
	}
	return names;
}

const flags = new Map<string, string[]>();
const includables = new Map<string, string[]>();
const collectionPath = ({ path }: Operation) => path.replace(/\/\{[^}]+\}$/, '');

/** A record in the form an operation answers it. */
export function show(call: Call, family: Family, record: StoredRecord, shape = recordShape(call.operation)): unknown {
	const form = family.versions?.[call.operation.version];
	const derived = family.show ? family.show(record, call) : record;
	const source = form?.show ? form.show(derived as StoredRecord, call) : derived;
	// Records belong to the tenant's first operator unless they say otherwise.
	const owned = { operatorId: call.tenant.store.get('operators').idAt(0), ...source };
	return present(shape, owned, viewOf(call, family, record, shape));
}

export function answerWith(
	call: Call,
	family: Family,
	record: StoredRecord,
	status = successCode(call.operation),
): Answer {
	const schema = call.operation.responses[String(status)];
	if (!schema) return { status };
	const shown = show(call, family, record);
	return { status, body: shapeOf(schema).properties?.data ? { data: shown } : shown };
}

/** Follows a path's parent ids, refusing those that do not exist or do not belong together. */
export function scopeOf(call: Call, family: Family): { ownId?: string; scope: Record<string, number> } {
	const parents = family.parents ?? [];
	let scope: Record<string, number> = {};
	parents.forEach((parent, index) => {
		const record = call.tenant.store.get(parent.collection).get(call.ids[index]);
		if (!record || !isWithin(record, scope)) throw noRecord(parent.collection);
		scope = { [parent.field]: record.id };
	});
	return { ownId: call.ids[parents.length], scope };
}

/** Whether a record belongs to the parent that `scope` names; empty when the path has none. */
export const isWithin = (record: StoredRecord, scope: Record<string, number>) =>
	Object.entries(scope).every(([field, id]) => record[field] === id);

/** The record a path names; refuses with 404 when there is none. */
export function recordOf(call: Call, family: Family): StoredRecord {
	const { ownId, scope } = scopeOf(call, family);
	const record = call.tenant.store.get(family.collection).get(ownId ?? '');
	if (!record || !isWithin(record, scope) || (family.where && !family.where(record))) throw noRecord(family.collection);
	return record;
}

/** Any value in the form of the operation's success answer, wrapped in `data` where the schema says so. */
export function answerOf(call: Call, value: unknown, status = successCode(call.operation)): Answer {
	const schema = call.operation.responses[String(status)];
	if (!schema) return { status };
	const view: View = call.tenant.fillContext(call.operation.path, call.ids.join('/'));
	const shown = present(recordShape(call.operation), value, view);
	return { status, body: shapeOf(schema).properties?.data ? { data: shown } : shown };
}

/** A page of values that are not a collection of their own; they need an ascending `id` to be paged by. */
export function answerList(call: Call, values: Array<{ id: number; [name: string]: unknown }>): Answer {
	const { records, ...rest } = pageOf(listingOf(values as StoredRecord[]), call.operation, call.query, call.url);
	const shape = recordShape(call.operation);
	const view: View = call.tenant.fillContext(call.operation.path, call.ids.join('/'));
	return { status: 200, body: { data: records.map((record) => present(shape, record, view)), ...rest } };
}

/** A listing over records already found, in order of id. */
export function listingOf(records: StoredRecord[]): Listing<StoredRecord> {
	return {
		after: (id, count) => records.filter((record) => record.id > id).slice(0, count),
		before: (id, count) => records.filter((record) => record.id < id).slice(-count),
		at: (index, count) => records.slice(index, index + count),
		total: () => records.length,
		idOf: (record) => record.id,
	};
}
