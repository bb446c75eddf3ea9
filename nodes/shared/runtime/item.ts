/** Carries out one operation for one item: one request, a list read page by page, or a repeated create. */
import type { IDataObject, IHttpRequestOptions, INodeExecutionData } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import type { FieldTable, Operation, Resource } from '../catalogue';
import { MOST_REPEATS, PARAMETER, canSimplify, readerOf } from '../compile/operation';
import { pluralOf } from '../compile/words';
import { readChanged } from './changed';
import type { RunContext, Tenant } from './context';
import { Failure, failureOf, named, withoutAllClear } from './failure';
import { inPool } from './gate';
import { fieldsToKeep, missingFields, secretToGive, withCurrent } from './keep';
import type { Past } from './memory';
import { readList } from './paging';
import { chosenKey, prepare, transportOf } from './prepare';
import type { Read } from './prepare';
import { recordsOf } from './records';
import { send } from './send';
import type { Prepared, Sender } from './send';
import { upsert } from './upsert';
import { waitForValue } from './waitFor';
import { FieldProblem, wholeNumber } from './values';

/** One item's share of a run. */
export interface Work {
	context: RunContext;
	resource: Resource;
	operation: Operation;
	itemIndex: number;
	read: Read;
	/** The tenant, found once per run. */
	connect: () => Promise<Tenant>;
	/** What earlier tries did; outputs are added as they come. */
	past: Past;
	waited?: (milliseconds: number) => void;
	/** Told when an item only waits from now on, so that others need not wait for it. */
	leave?: () => void;
	/** Whether the run has failed, so that there is nothing left to wait for. */
	givenUp?: () => boolean;
	/** What n8n's stock routing decided about the request. */
	transport: Partial<IHttpRequestOptions>;
}

/**
 * Does the work and adds its outputs to `work.past`.
 *
 * @throws Failure, FieldProblem or Stopped; outputs made before stay in `work.past`
 */
export async function workOn(work: Work): Promise<void> {
	const { context, resource, operation, read, past } = work;
	const prepared: Prepared = {
		...prepare(resource, operation, read, context.getTimezone()),
		transport: { ...transportOf((read('requestOptions', {}) ?? {}) as IDataObject), ...work.transport },
	};
	const isList = operation.paging !== undefined && operation.changedAfter === undefined;
	const limit = isList ? limitOf(read, operation) : 0;
	const quantity = operation.repeat ? quantityOf(read) : 0;
	const shape = shapeOf(work, prepared.query);
	const sender: Sender = { context, tenant: await work.connect(), resource, operation, waited: work.waited };

	if (operation.body !== undefined && read(PARAMETER.inputMode, 'fields') === 'fields') {
		prepared.body = await completed(work, sender, prepared);
	}
	if (isList) {
		const records = await readList(sender, prepared, operation.paging!, limit);
		past.outputs = records.map(shape);
	} else if (operation.changedAfter) {
		const { records, nextMark } = await readChanged(work, sender, prepared);
		past.outputs = records.map((record) => withProperty(shape(record), { nextMark }));
	} else if (operation.repeat) {
		await makeMany(work, sender, prepared, quantity, shape);
	} else if (operation.wait) {
		const record = await waitForValue(work, sender, prepared, operation.wait);
		if (record === undefined) return;
		past.outputs = [shape(record)];
	} else if (operation.matchBy) {
		const { record, outcome } = await upsert(sender, prepared, chosenKey(operation, read));
		const added = read(PARAMETER.addOutcome, false) === true ? { upsertOutcome: outcome } : {};
		past.outputs = [withProperty(shape(record), added)];
	} else {
		past.outputs = recordsOf(await send(sender, prepared), operation).map(shape);
	}
	past.complete = true;
}

function withProperty(output: INodeExecutionData, added: IDataObject): INodeExecutionData {
	return { ...output, json: { ...output.json, ...added } };
}

/** The body of an update, with what the record supplies; any other body as it is. */
async function completed({ resource, operation, read }: Work, sender: Sender, prepared: Prepared): Promise<unknown> {
	const reader = readerOf(resource, operation);
	if (!reader) return prepared.body;
	const table = operation.body as FieldTable;
	const replaces = methodOf(operation) === 'PUT';
	const missing = missingFields(table, prepared.body);
	const keeps = !replaces || read(PARAMETER.keepOtherValues, true) === true;
	const wanted = replaces ? fieldsToKeep(table, prepared.body) : missing;
	if (!keeps) {
		const [field] = Object.values(missing);
		if (field) throw new FieldProblem(`${field.label} is missing. Add it, or turn Keep Other Values on.`);
		return prepared.body;
	}
	if (Object.keys(wanted).length === 0) return prepared.body;
	const record = await current(sender, reader, prepared, table).catch((error: unknown) => {
		const failure = failureOf(error);
		// Some records are made by replacing what is not there yet; where that is not so, AMPECO says it once more.
		if (replaces && failure.details.status === 404 && Object.keys(missing).length === 0) return undefined;
		throw failure;
	});
	const body = withCurrent(wanted, record, prepared.body);
	const secret = replaces ? secretToGive(table, record, body) : undefined;
	if (secret)
		throw new FieldProblem(
			`${secret.label} must be given again: AMPECO does not show it, and the update would remove it.`,
		);
	return body;
}

/** The record as it is now, with the parts it shows only when asked for. */
async function current(sender: Sender, reader: Operation, prepared: Prepared, table: FieldTable): Promise<unknown> {
	const include = Object.values(reader.query ?? {})
		.flatMap((field) => (field.kind === 'choices' ? field.options.map(({ value }) => String(value)) : []))
		.filter((part) => part in table);
	const query: IDataObject = include.length > 0 ? { include } : {};
	const answer = await send({ ...sender, operation: reader }, { ...prepared, query, body: undefined });
	return recordsOf(answer, reader)[0];
}

/** How a record becomes an output of this item, linked to it. */
function shapeOf(
	{ resource, operation, itemIndex, read }: Work,
	query: IDataObject,
): (record: unknown) => INodeExecutionData {
	const shape = recordShape(resource, operation, read, query);
	return (record) => ({ json: shape(record), pairedItem: { item: itemIndex } });
}

/** What is shown of a record: all, or where asked for its simple form with what the query asks for on top. */
export function recordShape(
	resource: Resource,
	operation: Operation,
	read: Read,
	query: IDataObject,
): (record: unknown) => IDataObject {
	const simple = canSimplify(resource, operation) && read(PARAMETER.simplify, true) === true;
	const kept = simple ? [...(resource.simple ?? []), ...addedBy(query)] : undefined;
	return (record) => (kept ? pick(toObject(record), kept) : toObject(record));
}

/** The properties a query asks for on top: `include[]=zones` adds `zones`, `withPeriods=true` adds `periods`. */
function addedBy(query: IDataObject): string[] {
	const included = Array.isArray(query.include) ? query.include.map(String) : [];
	const flagged = Object.keys(query).filter((key) => /^with[A-Z]/.test(key) && query[key] === true);
	return [...included, ...flagged.map((key) => key[4].toLowerCase() + key.slice(5))];
}

function toObject(record: unknown): IDataObject {
	return typeof record === 'object' && record !== null && !Array.isArray(record)
		? (record as IDataObject)
		: { value: record as IDataObject['value'] };
}

function pick(record: IDataObject, properties: string[]): IDataObject {
	return Object.fromEntries(
		properties.filter((property) => property in record).map((property) => [property, record[property]]),
	);
}

function limitOf(read: Read, operation: Operation): number {
	if (operation.paging === 'none' || read(PARAMETER.returnAll, false) === true) return Infinity;
	return wholeNumber(read(PARAMETER.limit, 50), 'Limit', 0, Number.MAX_SAFE_INTEGER);
}

function quantityOf(read: Read): number {
	return wholeNumber(read(PARAMETER.quantity), 'Quantity', 1, MOST_REPEATS);
}

/**
 * Sends the same create until the quantity is there. On a failure it starts no more, waits for those
 * under way and says how many exist, so that a second run can make the rest.
 */
async function makeMany(
	{ resource, operation, past }: Work,
	sender: Sender,
	prepared: Prepared,
	quantity: number,
	shape: (record: unknown) => INodeExecutionData,
): Promise<void> {
	const made: INodeExecutionData[][] = [];
	const failures: Failure[] = [];
	await inPool(
		quantity - past.outputs.length,
		async (index) => {
			try {
				made[index] = recordsOf(await send(sender, prepared), operation).map(shape);
			} catch (error) {
				failures.push(failureOf(error));
			}
		},
		() => failures.length > 0,
	);
	for (const outputs of made) for (const output of outputs ?? []) past.outputs.push(output);
	if (failures.length > 0) throw unfinished(resource, past.outputs, quantity, failures);
}

function unfinished(resource: Resource, outputs: INodeExecutionData[], quantity: number, failures: Failure[]): Failure {
	const unknown = failures.filter((failure) => failure.details.fate === 'unknown');
	const [reason] = unknown.length > 0 ? unknown : failures;
	const plural = resource.plural ?? pluralOf(resource.name);
	const doubt = unknown.length > 0 ? `, and ${unknown.length} more may exist` : '';
	const names = named(
		outputs.map(({ json }) => nameOf(json)),
		', ',
	);
	return new Failure(
		`Made ${outputs.length} of ${quantity.toLocaleString('en')} ${plural}${doubt}. ${reason.message}`,
		{
			status: reason.details.status,
			hint: names === '' ? reason.details.hint : `${withoutAllClear(reason.details.hint)} Made: ${names}.`.trim(),
			data: { made: outputs.map(({ json }) => identityOf(json)), mayExist: unknown.length },
			fate: unknown.length > 0 ? 'unknown' : 'notDone',
		},
	);
}

/** What tells a record from others: its id, and its code where it has one. */
export function identityOf(json: IDataObject): IDataObject {
	return pick(json, ['id', 'code']);
}

/** "ID 12 (code ABC)", for messages. */
export function nameOf(json: IDataObject): string {
	const { id, code } = json;
	if (id === undefined) return 'done';
	return `ID ${String(id)}${code === undefined ? '' : ` (code ${String(code)})`}`;
}
