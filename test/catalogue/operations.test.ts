/**
 * Every operation of every node, run in n8n's engine against the sandbox on both of n8n's paths: the request is exactly
 * what the field table says, and both paths give the same request, items and errors.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Operation, Resource } from '../../nodes/shared/catalogue';
import type { Entry } from '../../sandbox/journal.mts';
import type { RunPath } from '../../tools/engine.mts';
import { dist, loadNodes, registeredFolders, say, shared } from '../../tools/catalogue/built.mts';
import { withTenant } from '../../tools/tenant.mts';
import { runChain } from './chain';
import type { Outcome } from './chain';
import {
	changedBody,
	changes,
	clearingRuns,
	completedBody,
	isComplete,
	pagingOf,
	runsOf,
	singleFieldRuns,
} from './examples';
import type { Case } from './examples';
import { existingIds } from './existing';

/** What the sandbox says about a request that is not what AMPECO declares; other refusals are about the values. */
const MALFORMED =
	/(is not known here|must be of type|must be one of|must be an? |must be true or false|must be sent|is required|take brackets|takes no body|sent twice|is not JSON)/;

/** Runs with fields of which AMPECO takes one or the other. */
const EITHER_OR = /^paymentTerminal\/create, .+, variant 1$/;

/** A time, and where it is of the middle of a list, the place. */
const MARK = /^(all|\S+Z)( \S+Z \S+ [^ +]\S*)?( \+\S+)?$/;

const nodes = loadNodes(dist, registeredFolders());
const {
	entities,
	errors: { KINDS },
	simple,
} = shared(dist);

const { engine, sandbox } = withTenant({ seed: 'operations' });
let ids: (entity: string, property?: string) => unknown;

beforeAll(async () => {
	await newTenant();
	ids = await existingIds(sandbox, entities);
}, 30_000);

afterAll(async () => {
	say(
		`${ran.size} operations were run on both paths: ${served.size} served by the sandbox, ${succeeded.size} with success; ${requests} requests compared`,
	);
});

const ran = new Set<Operation>();
const served = new Set<Operation>();
const succeeded = new Set<Operation>();
let requests = 0;

/** The same tenant each time, with one of what it does not begin with. */
async function newTenant(): Promise<void> {
	await sandbox.reset();
	await sandbox.call('POST', '/public-api/notifications/v2.0', {
		via: 'webhook',
		notifications: ['evse.changed'],
		webhook: { callbackUrl: 'http://127.0.0.1:9/' },
	});
}

/** What reads comes first and what deletes last, inner things before outer ones, so that there is something to work on. */
function inOrder(resources: Resource[]): Array<{ resource: Resource; name: string }> {
	const rank = ({ route, kind }: Operation) => {
		const [method, path] = route.split(' ');
		// Before a create has made a second one of a key.
		if (kind === 'upsert') return 0.5;
		return method === 'DELETE' ? 100 - path.split('/').length : ['GET', 'POST', 'PATCH', 'PUT'].indexOf(method);
	};
	return resources
		.flatMap((resource) =>
			Object.keys(resource.operations).map((name) => ({
				resource,
				name,
			})),
		)
		.sort((one, other) => rank(one.resource.operations[one.name]) - rank(other.resource.operations[other.name]));
}

/** The same cases always meet the same tenant. */
async function run(folder: string, cases: Case[], path: RunPath): Promise<Outcome[]> {
	await newTenant();
	return await runChain(engine, sandbox, `ampeco${folder}`, cases, path);
}

/** The body that must be sent, and the requests that are the operation itself. */
function unread({ expected, completion }: Case, sent: Entry[]): { body: unknown; own: Entry[]; problems: string[] } {
	if (!completion?.reads) return { body: expected.body, own: sent, problems: [] };
	const [reading, ...own] = sent;
	if (reading?.method !== 'GET' || reading.path !== expected.path)
		return { body: undefined, own, problems: ['the record was not read first'] };
	// What is not there yet may be made by replacing it.
	if (reading.status === 404 && expected.method === 'PUT' && isComplete(completion, expected.body))
		return { body: expected.body, own, problems: [] };
	if (reading.status !== 200)
		return {
			body: undefined,
			own,
			problems: own.length > 0 ? ['sent although the record could not be read'] : [],
		};
	const [record] = saidBy(reading, {} as Operation);
	const { is } = completion;
	if (is && record[is.property] !== is.variant)
		return {
			body: undefined,
			own,
			problems: own.length > 0 ? [`sent to one that is ${String(record[is.property])}`] : [],
		};
	return { body: completedBody(completion, record, expected.body), own, problems: [] };
}

/** "Create or Update" looks first, then creates what is not there, changes what differs, or sends nothing more. */
function matchedProblems(one: Case, [looked, ...written]: Entry[]): string[] {
	const { resource, lookUp, expected } = one;
	if (looked?.method !== 'GET' || looked.path !== lookUp!.path || looked.status !== 200)
		return ['nothing was looked for'];
	const filter = looked.query.filter(([name]) => name.startsWith('filter')).sort();
	if (JSON.stringify(filter) !== JSON.stringify(lookUp!.filter)) return [`looked for ${JSON.stringify(filter)}`];
	const [record] = (looked.answer as { data: IDataObject[] }).data;
	if (!record) return requestProblems({ ...one, lookUp: undefined }, written);
	const body = changedBody(resource, record, expected.body);
	if (body === undefined)
		return written.length > 0 ? [`sent ${JSON.stringify(written[0].body)} although nothing differs`] : [];
	const [method, path] = resource.operations.update.route.split(' ');
	const request = { ...expected, method, path: path.replace(/\{\w+\}/, String(record.id)), body };
	return requestProblems({ ...one, expected: request, lookUp: undefined }, written);
}

function requestProblems(one: Case, sent: Entry[]): string[] {
	if (one.lookUp) return matchedProblems(one, sent);
	const { expected, operation } = one;
	const reads = operation.kind === 'onceByMark' ? isReading : () => false;
	const {
		body: wanted,
		own,
		problems,
	} = unread(
		one,
		sent.filter((entry) => !reads(entry)),
	);
	if (wanted === undefined && own.length < sent.length) return problems;
	// A list that is not asked for by number or cursor is read on by its links.
	const isFurther = ([name, value]: [string, string]) => name === 'page' || (name === 'cursor' && value !== '');
	const counted = own.filter(({ query }) => expected.times > 1 || !query.some(isFurther));
	if (counted.length !== expected.times) problems.push(`${counted.length} requests instead of ${expected.times}`);
	for (const { method, path, query, body, rawBody, status, answer, note } of counted) {
		requests += 1;
		const differs = (what: string, got: unknown, wanted: unknown) => {
			const [is, should] = [JSON.stringify(got), JSON.stringify(wanted)];
			if (is !== should) problems.push(`${what} is ${is} instead of ${should}`);
		};
		differs('method', method, expected.method);
		differs('path', path, expected.path);
		differs('query', [...query].sort(), expected.query);
		differs('body', sorted(rawBody === '' ? {} : body), sorted(wanted ?? {}));
		if (status === 422 && isMalformed(one, answer)) problems.push(`refused: ${JSON.stringify(answer)}`);
		if (status >= 500 && status !== 501) problems.push(`the sandbox failed: ${note ?? JSON.stringify(answer)}`);
		if (isUnknownRoute({ note })) problems.push(`status ${status}: ${note}`);
	}
	return problems;
}

/** Create Once reads the list before and after; what it reads, test/nodes/once says. */
function isReading({ method }: Pick<Entry, 'method'>): boolean {
	return method === 'GET';
}

/** Whether the sandbox knows no such route; any other 404 is about a record. */
function isUnknownRoute({ note }: Pick<Entry, 'note'>): boolean {
	return note?.startsWith('No such route') === true;
}

/** Whether the tenant complains about the form of a request that has a form. */
function isMalformed({ completion, mixed, name }: Case, answer: unknown): boolean {
	if (mixed || EITHER_OR.test(name)) return false;
	// What the record lacks cannot be supplied.
	const incomplete = completion !== undefined;
	const complaints = Object.values((answer as { errors?: Record<string, string[]> }).errors ?? {}).flat();
	return complaints.some((text) => MALFORMED.test(text) && !(incomplete && text.includes('is required')));
}

/** The same value with keys in order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([one], [other]) => (one < other ? -1 : 1))
			.map(([key, inner]) => [key, sorted(inner)]),
	);
}

/** The items an answer means: what `data` holds, a plain word where nothing came back. */
function itemsOf(entry: Entry, resource: Resource, operation: Operation): IDataObject[] {
	return saidBy(entry, operation).map((item) => withActedOn(item, entry, resource, operation));
}

/** Entities whose IDs bear the name of another. */
const SAME_ID: Record<string, string> = {
	evseOfChargePoint: 'evse',
	runningSession: 'session',
	partnerSettlementReport: 'settlementReport',
};

/** An action and a delete say which records their path names; an action whether it is done, in place of AMPECO's `success`. */
function withActedOn(
	item: IDataObject,
	{ path, method }: Entry,
	resource: Resource,
	operation: Operation,
): IDataObject {
	const { outcome, route } = operation;
	if (!outcome && method !== 'DELETE') return item;
	const values = path.split('/').map(decodeURIComponent);
	const parts = route.split(' ')[1].split('/');
	const acted = parts.flatMap((part, index) => {
		if (!part.startsWith('{')) return [];
		const segment = part.slice(1, -1);
		const field = { ...resource.path, ...operation.path }[segment];
		const isId = field.kind === 'ref' || field.kind === 'integer';
		const name = field.kind === 'ref' ? `${SAME_ID[field.entity] ?? field.entity}Id` : isId ? `${segment}Id` : segment;
		const isLast = method === 'DELETE' && isId && index === parts.length - 1;
		const value = isId && /^\d+$/.test(values[index]) ? Number(values[index]) : values[index];
		return [[isLast ? 'id' : name, value]];
	});
	const said = Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'success'));
	return outcome
		? { ...Object.fromEntries(acted), ...said, [outcome]: true }
		: { ...item, ...Object.fromEntries(acted) };
}

function saidBy({ answer, status, method }: Entry, operation: Operation): IDataObject[] {
	if (answer === undefined)
		return [operation.answers?.[status] ?? (method === 'DELETE' ? { deleted: true } : { success: true })];
	const { data = answer, ...others } = (Array.isArray(answer) ? { data: answer } : answer) as {
		data?: unknown;
	};
	const inner = Object.keys(others).every((key) => ['links', 'meta'].includes(key)) ? data : answer;
	return [inner].flat().map((one) => (typeof one === 'object' && one !== null ? one : { value: one }) as IDataObject);
}

function itemProblems(
	{ resource, operation, isSimple, expected, completion, lookUp }: Case,
	outcome: Outcome,
): string[] {
	const { items, errors } = outcome;
	const sent =
		lookUp || (completion?.reads && (outcome.requests[0]?.status === 200 || outcome.requests.length > 1))
			? outcome.requests.slice(-1)
			: outcome.requests.filter((entry) => operation.kind !== 'onceByMark' || !isReading(entry));
	const answered = sent.filter(({ status }) => status >= 200 && status < 300);
	const turnedDown = answered.some(({ answer }) => (answer as { success?: unknown } | undefined)?.success === false);
	// It was read, and is of another variant.
	const differs = completion?.is !== undefined && outcome.requests.at(-1)?.method === 'GET';
	if (sent.length === 0 || answered.length < sent.length || turnedDown || differs) {
		const [error] = errors;
		const { error: sentence, message, details, ...others } = error ?? {};
		if (
			errors.length !== 1 ||
			!sentence ||
			!message ||
			!KINDS.includes((details as { kind: string }).kind) ||
			Object.keys(others).length > 0
		) {
			return [`a failure came out as ${JSON.stringify({ items, errors }).slice(0, 300)}`];
		}
		return [];
	}
	// Long answers are not kept in the journal.
	if (answered.some(({ answer, route }) => answer === undefined && pagingOf(operation) !== undefined && route))
		return [];
	if (operation.answersFile) {
		// The journal has no files: what is in them, test/nodes/files says.
		const keys = items.map((item) => Object.keys(item).sort().join());
		return keys.length === 1 &&
			keys[0] ===
				Object.keys(operation.record ?? {})
					.sort()
					.join()
			? []
			: [`a file came out as ${JSON.stringify(items).slice(0, 300)}`];
	}
	const limit = ['cursor', 'page', 'perPage', 'links'].includes(pagingOf(operation) ?? '')
		? Number(expected.query.find(([name]) => name === 'per_page')?.[1] ?? Infinity)
		: Infinity;
	const records = answered.flatMap((entry) => itemsOf(entry, resource, operation)).slice(0, limit);
	const made = operation.kind === 'onceByMark' ? records.map((record) => ({ ...record, outcome: 'created' })) : records;
	const wanted = isSimple ? made.map((record) => simpleOf(resource, record)) : made;
	// n8n hands on one empty item where a list is empty, so that the chain goes on.
	const expectedItems = wanted.length > 0 ? wanted : [{}];
	const marked = operation.kind === 'changed' && wanted.length > 0;
	if (marked && items.some(({ nextMark }) => !MARK.test(String(nextMark))))
		return [`items have the marks ${items.map(({ nextMark }) => nextMark).join()}`];
	const [is, should] = [
		JSON.stringify(marked ? items.map((item) => ({ ...item, nextMark: undefined })) : items),
		JSON.stringify(expectedItems),
	];
	return is === should || errors.length > 0
		? errors.map((error) => `failed: ${JSON.stringify(error)}`)
		: [`items are ${is.slice(0, 400)} instead of ${should.slice(0, 400)}`];
}

/** The simple form of a record, as its table in docs/answers.md says. */
function simpleOf(resource: Resource, record: IDataObject): IDataObject {
	const rows = simple.simpleForm(resource).map(({ name, from, as }) => {
		const values = from.map((way) =>
			way.reduce<unknown>((inner, step) => (inner as IDataObject | null)?.[step], record),
		);
		const value = values.find((one) => one !== undefined && one !== null) ?? values.find((one) => one === null);
		return [name, simpleValue(value, as)];
	});
	return Object.fromEntries(rows.filter(([, value]) => value !== undefined)) as IDataObject;
}

function simpleValue(value: unknown, as?: string): unknown {
	if (as === 'id')
		return Array.isArray(value)
			? value.map((one) => simpleValue(one, as))
			: /^\d+$/.test(String(value))
				? Number(value)
				: value;
	if (as === 'text')
		return Array.isArray(value)
			? (value[0]?.translation ?? null)
			: value && typeof value === 'object'
				? (Object.values(value)[0] ?? null)
				: value;
	if (as === 'energyKwh' && typeof value === 'number') return value / 1000;
	if (as === 'energy' && typeof value === 'number') return value * 1000;
	const isEmpty =
		typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
	return isEmpty ? null : value;
}

/** Without points in time, which differ from run to run. */
function timeless(value: unknown): string {
	return JSON.stringify(value).replace(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?/g, 'a time');
}

function pathProblems(custom: Outcome, stock: Outcome): string[] {
	const told = ({ requests: sent, items, errors }: Outcome) => ({
		requests: sent.map(({ method, path, query, body, status }) => ({ method, path, query, body, status })),
		items,
		errors,
	});
	const [one, other] = [timeless(told(custom)), timeless(told(stock))];
	return one === other ? [] : [`a workflow gives ${one.slice(0, 600)}, an AI tool ${other.slice(0, 600)}`];
}

function named(cases: Case[], problemsOf: (one: Case, index: number) => string[]): string[] {
	return cases.flatMap((one, index) => problemsOf(one, index).map((problem) => `${one.name}: ${problem}`));
}

describe.each(nodes.map((node) => [node.folder, node] as const))('%s', (folder, { resources }) => {
	const operations = inOrder(resources);

	test('runs every operation with all fields and with the required ones alone, alike on both paths', async () => {
		const cases = operations.flatMap(({ resource, name }) => runsOf(resource, name, ids));
		const custom = await run(folder, cases, 'custom');
		const stock = await run(folder, cases, 'stock');
		cases.forEach(({ operation }, index) => {
			ran.add(operation);
			const statuses = custom[index].requests.map(({ status }) => status);
			if (custom[index].requests.some((entry) => entry.status !== 501 && !isUnknownRoute(entry))) served.add(operation);
			if (statuses.length > 0 && statuses.every((status) => status < 300)) succeeded.add(operation);
		});
		const problems = named(cases, (one, index) => [
			...requestProblems(one, custom[index].requests),
			...itemProblems(one, custom[index]),
			...pathProblems(custom[index], stock[index]),
		]);
		expect(problems).toEqual([]);
	}, 180_000);

	test('sends nothing but the one field an update sets, and null for the one it clears', async () => {
		const updates = operations.filter(({ resource, name }) => changes(resource.operations[name]));
		const cases = updates.flatMap(({ resource, name }) => [
			...singleFieldRuns(resource, name, ids),
			...clearingRuns(resource, name, ids),
		]);
		const outcomes = cases.length > 0 ? await run(folder, cases, 'custom') : [];
		expect(named(cases, (one, index) => requestProblems(one, outcomes[index].requests))).toEqual([]);
	}, 180_000);
});
