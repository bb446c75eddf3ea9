/**
 * Carries out "Create or Update": looks for the record with the key, creates it when there is none and
 * changes only what differs when there is one. More than one is an error, and nothing is changed.
 */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { UPSERT, methodOf, pathOf, pluralNoun, wireNames } from '../../catalogue';
import type { Field, Resource, Upsert } from '../../catalogue';
import { readerOf } from '../../catalogue/form';
import { keyNamed, upsertLayout } from '../../catalogue/kinds/upsertForm';
import type { Connection } from '../connection';
import { includable } from '../current';
import { changesOf, differencesOf, removeIn, valueOf } from '../differences';
import { Failure, FieldProblem, failureOf, named } from '../errors';
import { missingFields } from '../keep';
import { exclusively } from '../keyedMutex';
import { getIn, join, setIn } from '../objects';
import { shapeOf, withProperties } from '../outputs';
import { readList } from '../pages';
import { filledPath } from '../path';
import { REMEMBERED, forget, recall, remember } from '../recent';
import { recordsOf } from '../records';
import { rehearsalOf, rehearsed } from '../rehearsal';
import type { Request } from '../request';
import { send } from '../send';
import { switchValue } from '../values';
import { connectionOf } from '../work';
import type { Read, Work } from '../work';
import type { Kind } from './kind';

type Json = Record<string, unknown>;

type Outcome = 'created' | 'updated' | 'unchanged';

/** Records looked at; one is expected, and more than one is refused. */
const MOST_FOUND = 100;

/** What the record shall be; this copy of it is ours to change. */
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
		layout: upsertLayout(operation, key),
		run: async (request) => await runUpsert(work, operation, key, request),
	};
}

/** The names of the fields by which it looks for a record. */
function chosenKey(operation: Upsert, read: Read): string[] {
	const name = String(read(UPSERT.matchBy));
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
	const addsOutcome = switchValue(read(UPSERT.addOutcome, false), 'Add Outcome', false);
	const connection = await connectionOf(work);
	const wanted: Wanted = { ...request, body: copyOf(request.body) };
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
	if (found.length > 1) throw severalFailure(job, found);
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
	const path = known ? pathTo(update, record) : pathOf(update);
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
	if (!known) return undefined;
	if (known.id === undefined) throw doubtFailure(job);
	const record = await readMade(job, known.id);
	if (record) return record;
	forget(thing);
	return undefined;
}

async function readMade(job: Job, id: unknown): Promise<Json | undefined> {
	const { connection, resource, operation, wanted, key } = job;
	const reader = readerOf(resource, operation.update);
	if (!reader) throw unseenFailure(job, id);
	const path = filledPath(pathOf(reader), () => ({ value: id, label: 'ID' }));
	const include = includable(reader.query).filter((part) => part in wanted.body);
	const query: IDataObject = include.length > 0 ? { include } : {};
	const request: Request = { ...wanted, operation: reader, path, query, body: undefined };
	const answer = await send(connection, request).catch(async (error: unknown) =>
		failureOf(error).details.status === 404 ? undefined : await Promise.reject(error as Error),
	);
	const record = answer && (recordsOf(answer, request)[0] as Json | undefined);
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
	if (others.length > 0) throw unfilteredFailure(job, others);
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
	return includable(list.query).filter((part) => part in wanted);
}

async function make(job: Job, thing: string): Promise<unknown> {
	const { connection, wanted } = job;
	checkComplete(job);
	// In doubt until an answer tells otherwise.
	remember(thing);
	const answer = await send(connection, wanted).catch((error: unknown) => {
		if (!failureOf(error).details.outcomeUnknown) forget(thing);
		return Promise.reject(error as Error);
	});
	const record = recordsOf(answer, wanted)[0] as Json | undefined;
	remember(thing, record?.id);
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
	for (const { names } of key) removeIn(wanted.body, names);
	return changesOf(operation, record, wanted.body);
}

function pathTo(update: Upsert['update'], { id }: Json): string {
	return filledPath(pathOf(update), () => ({ value: id, label: 'ID' }));
}

async function change(job: Job, record: Json): Promise<{ record: unknown; outcome: Outcome }> {
	const { connection, operation, wanted } = job;
	const { update } = operation;
	const body = changesFor(job, record);
	if (!body) return { record, outcome: 'unchanged' };
	const path = pathTo(update, record);
	const answer = await send(connection, { ...wanted, operation: update, path, query: {}, body });
	return { record: recordsOf(answer, { ...wanted, operation: update })[0], outcome: 'updated' };
}

/** A copy that shares nothing; what JSON gave may be the data of an input item. */
function copyOf(value: unknown): Json {
	return JSON.parse(JSON.stringify(value)) as Json;
}

/** "External ID "A1"", for messages. */
function shownKey(parts: KeyPart[]): string {
	return parts.map(({ label, value }) => `${label} ${JSON.stringify(value)}`).join(' and ');
}

function severalFailure({ resource, key }: Job, found: Json[]): Failure {
	const ids = found.map(({ id }) => String(id));
	const plural = pluralNoun(resource);
	return new Failure(
		`${found.length === MOST_FOUND ? 'At least ' : ''}${found.length} ${plural} have ${shownKey(key)}: IDs ${named(ids, ', ')}`,
		{
			kind: 'refused',
			hint: 'Give each a key of its own in AMPECO, or use Update with the ID.',
			nothing: 'changed',
			data: { ids },
		},
	);
}

function unfilteredFailure({ resource, key }: Job, others: Json[]): Failure {
	const [{ id }] = others;
	const plural = pluralNoun(resource);
	return new Failure(
		`AMPECO answered with other ${plural} than those with ${shownKey(key)}, such as ID ${String(id)}`,
		{
			nothing: 'changed',
			hint: 'Compare upper and lower case with that record. If the two have nothing in common, this tenant cannot be searched by it: match by something else.',
		},
	);
}

function incompleteFailure({ wanted, key }: Job, missing: Field[]): Failure {
	const labels = missing.map(({ label }) => label).join(', ');
	return new Failure(`There is no ${wanted.noun} with ${shownKey(key)} yet, and a new one needs ${labels}`, {
		kind: 'missing',
		hint: 'Give these values as well, or correct the key.',
		nothing: 'changed',
	});
}

function doubtFailure({ wanted, key }: Job): Failure {
	return new Failure(
		`An earlier item or run may have created the ${wanted.noun} with ${shownKey(key)}, but it is not there yet`,
		{
			hint: `Run it again after ${REMEMBERED / 60_000} minutes, so that there are not two.`,
			nothing: 'sent',
		},
	);
}

function unseenFailure({ wanted, key }: Job, id: unknown): Failure {
	return new Failure(
		`The ${wanted.noun} with ${shownKey(key)} was just created with the ID ${String(id)}, but AMPECO does not list it yet`,
		{
			hint: 'Run it again in some minutes, or use Update with the ID.',
			nothing: 'sent',
		},
	);
}
