/**
 * Carries out "Create or Update": looks for the record with the key, creates it when there is none and
 * changes only what differs when there is one. More than one is an error, and nothing is changed.
 */
import type { IDataObject } from 'n8n-workflow';
import { fieldsOfNewOnes, methodOf, partsOf, pathOf, wireNames } from '../catalogue';
import type { Field, FieldTable, Resource } from '../catalogue';
import { pluralOf } from '../compile/words';
import { Failure, failureOf, named, nounOf } from './failure';
import type { Gate } from './gate';
import { missingFields, withCurrent } from './keep';
import { inLine } from './line';
import { toUtc } from './moments';
import { readList } from './paging';
import { recordsOf } from './records';
import { send } from './send';
import type { Prepared, Sender } from './send';
import { FieldProblem, getIn, isObject, isUnset, join, setIn } from './values';

type Json = Record<string, unknown>;

type Outcome = 'created' | 'updated' | 'unchanged';

/** Records looked at; one is expected, and more than one is refused. */
const MOST_FOUND = 100;

/** A moment with its time, as AMPECO and people write it. */
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** What the record shall be; this copy of it is ours to change. */
type Wanted = Prepared & { body: Json };

/** One part of the key: what a person calls it, and where it stands in the record and in the filter. */
interface KeyPart {
	label: string;
	names: string[];
	property: string;
	filter: string[];
	value: string;
	isEmail: boolean;
}

/** Keys whose create ended without a known outcome, by the gate, of which a node has one in each execution. */
const doubtful = new WeakMap<Gate, Set<string>>();

/**
 * @param key names of the fields to look by, as `createOrUpdate` states them
 * @throws Failure, FieldProblem or Stopped
 */
export async function upsert(
	sender: Sender,
	prepared: Prepared,
	key: string[],
): Promise<{ record: unknown; outcome: Outcome }> {
	const { resource, tenant } = sender;
	const wanted: Wanted = { ...prepared, body: copyOf(prepared.body) };
	const parts = keyParts(resource, wanted.body, key);
	const thing = JSON.stringify([
		tenant.baseUrl,
		pathOf(sender.operation),
		parts.map((part) => [part.property, plain(part)]),
	]);
	return await inLine(thing, async () => {
		const found = await lookUp(sender, wanted, parts);
		if (found.length > 1) throw severalFailure(resource, parts, found);
		return found.length === 1
			? await change(sender, wanted, parts, found[0])
			: { record: await make(sender, wanted, parts, thing), outcome: 'created' };
	});
}

/** The key as it was given; it is trimmed in the body as well, as AMPECO would. */
function keyParts(resource: Resource, body: Json, key: string[]): KeyPart[] {
	const { create, list } = partsOf(resource.operations);
	return key.map((property) => {
		const field = (create.body as FieldTable)[property];
		const filter = list.filters![property];
		const names = wireNames(property, field);
		const given = getIn(body, names);
		const value = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
		if (value === '') {
			throw new FieldProblem(
				`${field.label} is missing. Fill it in, or check that its expression or JSON gives a value.`,
			);
		}
		// A filter takes this word for records without a value.
		if (value === 'null') throw new FieldProblem(`${field.label} cannot be the word null. Give another value.`);
		if (typeof given === 'string') setIn(body, names, value);
		const isEmail = field.kind === 'text' && field.format === 'email';
		return { label: field.label, names, property, filter: wireNames(property, filter), value, isEmail };
	});
}

/**
 * The records with the key. An answer with any other record is refused: AMPECO did not filter, so the
 * right record may or may not be elsewhere in the list.
 */
async function lookUp(sender: Sender, prepared: Wanted, parts: KeyPart[]): Promise<Json[]> {
	const { list } = partsOf(sender.resource.operations);
	const filter: Json = {};
	for (const part of parts) setIn(filter, part.filter, part.value);
	const include = includedFor(sender.resource, prepared.body);
	const query = { filter, ...(include.length > 0 ? { include } : {}) } as IDataObject;
	const records: Json[] = await readList(
		{ ...sender, operation: list },
		{ ...prepared, path: pathOf(list), query, body: undefined },
		list.paging!,
		MOST_FOUND,
	);
	const others = records.filter((record) => !parts.every((part) => hasKey(record, part)));
	if (others.length > 0) throw unfilteredFailure(sender.resource, parts, others);
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
function includedFor(resource: Resource, body: Json): string[] {
	const { update, list } = partsOf(resource.operations);
	const offered = Object.values(list.query ?? {}).flatMap((field) =>
		field.kind === 'choices' ? field.options.map(({ value }) => String(value)) : [],
	);
	const wanted = methodOf(update) === 'PUT' ? (update.body as FieldTable) : body;
	return offered.filter((part) => part in wanted);
}

async function make(sender: Sender, prepared: Wanted, parts: KeyPart[], thing: string): Promise<unknown> {
	const { resource, operation, tenant } = sender;
	const missing = Object.values(missingFields(operation.body as FieldTable, prepared.body));
	if (missing.length > 0) throw incompleteFailure(resource, parts, missing);
	const doubts = doubtful.get(tenant.gate) ?? new Set<string>();
	doubtful.set(tenant.gate, doubts);
	if (doubts.has(thing)) throw doubtFailure(resource, parts);
	// Until an answer tells otherwise.
	doubts.add(thing);
	const answer = await send(sender, prepared).catch((error: unknown) => {
		if (failureOf(error).details.fate !== 'unknown') doubts.delete(thing);
		return Promise.reject(error as Error);
	});
	doubts.delete(thing);
	return recordsOf(answer, operation)[0];
}

async function change(
	sender: Sender,
	prepared: Wanted,
	parts: KeyPart[],
	record: Json,
): Promise<{ record: unknown; outcome: Outcome }> {
	const { update } = partsOf(sender.resource.operations);
	// The record was found by its key, whatever the spelling of an address.
	for (const { names } of parts) removeIn(prepared.body, names);
	const body = changedBody(sender.resource, record, prepared.body);
	if (!body) return { record, outcome: 'unchanged' };
	const path = pathOf(update).replace(/\{\w+\}/, () => encodeURIComponent(String(record.id)));
	const answer = await send({ ...sender, operation: update }, { ...prepared, path, query: {}, body });
	return { record: recordsOf(answer, update)[0], outcome: 'updated' };
}

/** What an update must send to give a record the values of `given`; undefined when it has them. */
function changedBody(resource: Resource, record: Json, given: Json): Json | undefined {
	const parts = partsOf(resource.operations);
	const table = parts.update.body as FieldTable;
	const changes = copyOf(given);
	for (const [key, field] of Object.entries(fieldsOfNewOnes(parts))) removeIn(changes, wireNames(key, field));
	for (const [key, field] of Object.entries(table)) {
		const names = wireNames(key, field);
		const value = getIn(changes, names);
		if (value === undefined) continue;
		if (isSame(value, valueOf(record, key, names))) removeIn(changes, names);
		else if (needsWhole(field)) join(changes, withCurrent({ [key]: field }, record, changes));
	}
	const known = new Set(Object.entries(table).map(([key, field]) => wireNames(key, field)[0]));
	for (const [key, value] of Object.entries(changes)) {
		if (!known.has(key) && isSame(value, record[key])) removeIn(changes, [key]);
	}
	if (Object.keys(changes).length === 0) return undefined;
	const wanted = methodOf(parts.update) === 'PUT' ? table : missingFields(table, changes);
	return withCurrent(wanted, record, changes);
}

/** A value of a record, which may show it under another name than it takes it. */
function valueOf(record: Json, key: string, names: string[]): unknown {
	return getIn(record, names) ?? (names.length === 1 ? record[key] : undefined);
}

/** A group that AMPECO does not take in part. */
function needsWhole(field: Field): boolean {
	return field.kind === 'group' && Object.values(field.fields).some((inner) => inner.required);
}

/** Whether a record has a value already: numbers and moments in any spelling, plain values in any order. */
function isSame(given: unknown, own: unknown): boolean {
	if (isUnset(given) || isUnset(own)) return isUnset(given) && isUnset(own);
	if (Array.isArray(given)) {
		return (
			Array.isArray(own) &&
			own.length === given.length &&
			inOrder(given).every((one, index) => isSame(one, inOrder(own)[index]))
		);
	}
	if (isObject(given)) return isObject(own) && Object.entries(given).every(([key, value]) => isSame(value, own[key]));
	if (String(given) === String(own)) return true;
	if (MOMENT.test(String(given)) && MOMENT.test(String(own))) return toUtc(given, 'UTC') === toUtc(own, 'UTC');
	return typeof given === 'number' && typeof own === 'string' && given === Number(own);
}

/** Plain values and translations have no order of their own; other rows keep theirs. */
function inOrder(values: unknown[]): unknown[] {
	const markOf = (value: unknown) => (isObject(value) ? value.locale : value);
	if (values.some((value) => markOf(value) === undefined)) return values;
	return [...values].sort((one, other) => (String(markOf(one)) < String(markOf(other)) ? -1 : 1));
}

/** Takes a value out of nested objects, and those it leaves empty with it. */
function removeIn(target: Json, [name, ...deeper]: string[]): void {
	const inner = target[name];
	if (deeper.length > 0) {
		if (!isObject(inner)) return;
		removeIn(inner, deeper);
		if (Object.keys(inner).length > 0) return;
	}
	delete target[name];
}

/** A copy that shares nothing; what JSON gave may be the data of an input item. */
function copyOf(value: unknown): Json {
	return JSON.parse(JSON.stringify(value)) as Json;
}

/** "External ID "A1"", for messages. */
function shownKey(parts: KeyPart[]): string {
	return parts.map(({ label, value }) => `${label} ${JSON.stringify(value)}`).join(' and ');
}

function severalFailure(resource: Resource, parts: KeyPart[], found: Json[]): Failure {
	const ids = found.map(({ id }) => String(id));
	const plural = resource.plural ?? pluralOf(resource.name);
	return new Failure(
		`${found.length === MOST_FOUND ? 'At least ' : ''}${found.length} ${plural} have ${shownKey(parts)}: IDs ${named(ids, ', ')}`,
		{
			hint: 'Nothing was changed. Give each a key of its own in AMPECO, or use Update with the ID.',
			data: { ids },
			fate: 'notDone',
		},
	);
}

function unfilteredFailure(resource: Resource, parts: KeyPart[], others: Json[]): Failure {
	const [{ id }] = others;
	const plural = resource.plural ?? pluralOf(resource.name);
	return new Failure(
		`AMPECO answered with other ${plural} than those with ${shownKey(parts)}, such as ID ${String(id)}`,
		{
			hint: 'Nothing was changed. Compare upper and lower case with that record. If the two have nothing in common, this tenant cannot be searched by it: match by something else.',
			fate: 'notDone',
		},
	);
}

function incompleteFailure(resource: Resource, parts: KeyPart[], missing: Field[]): Failure {
	const labels = missing.map(({ label }) => label).join(', ');
	return new Failure(`There is no ${nounOf(resource)} with ${shownKey(parts)} yet, and a new one needs ${labels}`, {
		hint: 'Give these values as well, or correct the key. Nothing was changed.',
		fate: 'notDone',
	});
}

function doubtFailure(resource: Resource, parts: KeyPart[]): Failure {
	return new Failure(
		`An earlier item may have created the ${nounOf(resource)} with ${shownKey(parts)}, but it is not there yet`,
		{
			hint: 'Nothing was sent for this item, so that there are not two. Run it again later.',
			fate: 'notDone',
		},
	);
}
