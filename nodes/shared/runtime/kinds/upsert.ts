/**
 * Carries out "Create or Update": looks for the record with the key, creates it when there is none and
 * changes only what differs when there is one. More than one is an error, and nothing is changed.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { MATCH_BY, UPSERT, methodOf, pathOf, wireNames } from '../../catalogue';
import type { Once, Resource, Upsert } from '../../catalogue';
import { readerOf } from '../../catalogue/form';
import type { Layout } from '../../catalogue/form';
import { keyNamed, upsertLayout } from '../../catalogue/kinds/upsertForm';
import { FieldProblem, failureOf } from '../errors/errors';
import { readList } from '../lists/pages';
import { shapeOf, withProperties } from '../output/outputs';
import { filledPath } from '../prepare/path';
import { currentRecord, partsToAskFor } from '../records/currentRecord';
import { changesOf, copyOf, differencesOf, valueOf, without } from '../records/differences';
import { IN_DOUBT, forget, recall, remember } from '../records/justCreated';
import { recordsOf } from '../records/records';
import { missingFields } from '../records/takenFromRecord';
import { rehearsalOf, rehearsed } from '../rehearsal/rehearsal';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import { exclusively } from '../send/keyedMutex';
import type { Request } from '../send/request';
import { send, unlessGone } from '../send/send';
import { getIn, join, setIn } from '../values/objects';
import type { Read } from '../values/read';
import { switchIn } from '../values/values';
import type { Kind } from './kind';
import { doubtFailure, incompleteFailure, severalFailure, unfilteredFailure, unseenFailure } from './upsertFailures';

type Json = Record<string, unknown>;

type Outcome = 'created' | 'updated' | 'unchanged';

/** Records looked at; one is expected, and more than one is refused. */
const MOST_FOUND = 100;

/** What the record shall be. */
type Wanted = Request & { body: Json };

/** One look for a record and what follows from it. */
interface Job {
	connection: Connection;
	resource: Resource;
	operation: Upsert;
	wanted: Wanted;
	key: KeyPart[];
}

/** One part of the key: what a person calls it, and where it stands in the record and in the filter. */
interface KeyPart {
	label: string;
	names: string[];
	property: string;
	filter: string[];
	value: string;
	isEmail: boolean;
}

/** Of its fields only those it is matched by must be given. Throws FieldProblem where it is matched by nothing there is. */
export function upsert(work: Work, operation: Upsert): Kind {
	const key = chosenKey(operation, work.read);
	return {
		layout: layoutFor(operation, key),
		run: async (request) => await runUpsert(work, operation, key, request),
	};
}

/** Of each operation, by the key. */
const layouts = new WeakMap<Upsert, Map<string[], Layout>>();

function layoutFor(operation: Upsert, key: string[]): Layout {
	const known = layouts.get(operation) ?? new Map<string[], Layout>();
	layouts.set(operation, known);
	const layout = known.get(key) ?? upsertLayout(operation, key);
	known.set(key, layout);
	return layout;
}

/** The names of the fields by which it looks for a record, one of the operation's own keys. */
function chosenKey(operation: Upsert, read: Read): string[] {
	const name = String(read(MATCH_BY));
	const key = keyNamed(operation, name);
	if (key) return key;
	throw new FieldProblem(`Match By has no choice named ${JSON.stringify(name)}. Choose one from the list.`);
}

async function runUpsert(
	work: Work,
	operation: Upsert,
	chosen: string[],
	request: Request,
): Promise<INodeExecutionData[]> {
	const { resource, read } = work;
	const shape = shapeOf(work, operation, request);
	const addsOutcome = switchIn(read, 'addOutcome', UPSERT.addOutcome);
	const connection = await connectionOf(work);
	const wanted: Wanted = { ...request, body: request.body as Json };
	const key = keyParts(operation, wanted.body, chosen);
	const thing = JSON.stringify([
		connection.tenant.baseUrl,
		request.path,
		key.map((part) => [part.property, plain(part)]),
	]);
	const job: Job = { connection, resource, operation, wanted, key };
	if (work.rehearses) return [await exclusively(thing, async () => await rehearse(work, job, thing))];
	const { record, outcome } = await exclusively(thing, async () => await settle(job, thing));
	return [withProperties(shape(record), addsOutcome ? { upsertOutcome: outcome } : {})];
}

async function settle(job: Job, thing: string): Promise<{ record: unknown; outcome: Outcome }> {
	const record = await existing(job, thing);
	if (record) return await change(job, record);
	return { record: await make(job, thing), outcome: 'created' };
}

/** The record with the key; undefined where there is none. */
async function existing(job: Job, thing: string): Promise<Json | undefined> {
	const found = await lookUp(job);
	if (found.length > 1) throw severalFailure(job, found, found.length === MOST_FOUND);
	if (found.length === 1) forget(thing);
	return found[0] ?? (await madeLately(job, thing));
}

/** What dry runs of a node would have created in an execution, so that a second item with one key is seen to change it. */
const createdInDryRuns = new WeakMap<object, Map<string, Json>>();

/** What would be done, and by which request. */
async function rehearse(work: Work, job: Job, thing: string): Promise<INodeExecutionData> {
	const { connection, operation, wanted } = job;
	const node = work.context.getContext('node');
	const created = createdInDryRuns.get(node) ?? new Map<string, Json>();
	createdInDryRuns.set(node, created);
	const known = await existing(job, thing);
	const record = known ?? created.get(thing);
	if (!record) {
		checkComplete(job);
		created.set(thing, copyOf(wanted.body));
		return rehearsed(work, connection, wanted, { would: 'create' });
	}
	const about: IDataObject = known ? { id: record.id as IDataObject[string] } : { afterAnotherItem: true };
	const body = changesFor(job, record);
	if (!body) return rehearsalOf(work.itemIndex, { would: 'unchanged', ...about });
	const { update } = operation;
	const differences = differencesOf(update.body, record, body) as unknown as IDataObject[];
	if (!known) join(record, copyOf(body));
	const path = known ? pathTo(update, record.id) : pathOf(update);
	const request: Request = { ...wanted, operation: update, path, query: {}, body };
	return rehearsed(work, connection, request, { would: 'update', ...about, differences });
}

/**
 * A record that this process has just made and that the list does not show yet; undefined where there is none.
 *
 * @throws Failure where it is unknown whether there is one, or nothing shows it
 */
async function madeLately(job: Job, thing: string): Promise<Json | undefined> {
	const known = recall(thing);
	if (known === undefined) return undefined;
	if (known === IN_DOUBT) throw doubtFailure(job);
	const record = await readMade(job, known);
	if (record) return record;
	forget(thing);
	return undefined;
}

async function readMade(job: Job, id: unknown): Promise<Json | undefined> {
	const { connection, resource, operation, wanted, key } = job;
	const reader = readerOf(resource, operation.update);
	if (!reader) throw unseenFailure(job, id);
	const request = { ...wanted, path: pathTo(reader, id) };
	const record = (await unlessGone(currentRecord(connection, request, reader, wanted.body))) as Json | undefined;
	return record && key.every((part) => hasKey(record, part)) ? record : undefined;
}

/** The key as it stands in the body. */
function keyParts(operation: Upsert, body: Json, key: string[]): KeyPart[] {
	return key.map((property) => {
		const field = operation.body[property];
		const filter = operation.list.filters[property];
		const names = wireNames(property, field);
		const given = getIn(body, names);
		const value = typeof given === 'string' || typeof given === 'number' ? String(given) : '';
		if (value === '') {
			throw new FieldProblem(
				`${field.label} is missing. Fill it in, or check that its expression or JSON gives a value.`,
			);
		}
		const isEmail = field.kind === 'text' && field.format === 'email';
		return { label: field.label, names, property, filter: wireNames(property, filter), value, isEmail };
	});
}

/**
 * The records with the key. An answer with any other record is refused: AMPECO did not filter, so the
 * right record may or may not be elsewhere in the list.
 */
async function lookUp(job: Job): Promise<Json[]> {
	const { connection, operation, wanted, key } = job;
	const { list } = operation;
	const filter: Json = {};
	for (const part of key) setIn(filter, part.filter, part.value);
	const include = includedFor(operation, wanted.body);
	const query = { filter, ...(include.length > 0 ? { include } : {}) } as IDataObject;
	const request: Request = { ...wanted, operation: list, path: pathOf(list), query, body: undefined };
	const records: Json[] = await readList(connection, request, list.paging, MOST_FOUND);
	const others = records.filter((record) => !key.every((part) => hasKey(record, part)));
	if (others.length > 0) throw unfilteredFailure(job, others[0].id);
	return records;
}

function hasKey(record: Json, { names, property, value, isEmail }: KeyPart): boolean {
	const own = String(valueOf(record, property, names) ?? '');
	return plain({ value: own, isEmail }) === plain({ value, isEmail });
}

/** A value of a key as it is compared: an address is the same in upper and lower case. */
function plain({ value, isEmail }: Pick<KeyPart, 'value' | 'isEmail'>): string {
	return isEmail ? value.toLowerCase() : value;
}

/** The parts a record shows only when asked for, where they are needed to see what differs or to be kept. */
function includedFor({ update, list }: Upsert, body: Json): string[] {
	const wanted = methodOf(update) === 'PUT' ? update.body : body;
	return partsToAskFor(list.query, wanted);
}

async function make(job: Job, thing: string): Promise<unknown> {
	const { connection, wanted } = job;
	checkComplete(job);
	// Until an answer tells otherwise.
	remember(thing, IN_DOUBT);
	const answer = await send(connection, wanted).catch((error: unknown) => {
		if (!failureOf(error).details.outcomeUnknown) forget(thing);
		return Promise.reject(error as Error);
	});
	const record = recordsOf(answer, wanted)[0] as Json | undefined;
	remember(thing, record?.id ?? IN_DOUBT);
	return record;
}

/** @throws Failure where a new record needs more than is given */
function checkComplete(job: Job): void {
	const missing = Object.values(missingFields(job.operation.body, job.wanted.body));
	if (missing.length > 0) throw incompleteFailure(job, missing);
}

/** The body that changes a record into what it shall be; undefined where it is so already. */
function changesFor({ operation, wanted, key }: Job, record: Json): Json | undefined {
	// The record was found by its key, whatever the spelling of an address.
	const others = without(
		wanted.body,
		key.map(({ names }) => names),
	);
	return changesOf(operation, record, others);
}

function pathTo(operation: Once, id: unknown): string {
	return filledPath(pathOf(operation), () => ({ value: id, label: 'ID' }));
}

async function change(job: Job, record: Json): Promise<{ record: unknown; outcome: Outcome }> {
	const { connection, operation, wanted } = job;
	const { update } = operation;
	const body = changesFor(job, record);
	if (!body) return { record, outcome: 'unchanged' };
	const path = pathTo(update, record.id);
	const answer = await send(connection, { ...wanted, operation: update, path, query: {}, body });
	return { record: recordsOf(answer, { ...wanted, operation: update })[0], outcome: 'updated' };
}
