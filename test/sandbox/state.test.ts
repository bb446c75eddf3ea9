/** What a tenant remembers: the rules of state, first for every resource alike, then what is special to some. */
import { startSandbox, type RunningSandbox } from '../../sandbox/client.mts';
import { operations, type Operation } from '../../sandbox/digest.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import { existingIds } from './ids.mts';
import { bodyFor, pathFor, type Ids } from './requests.mts';

const API = '/public-api/';
const RESOURCES = `${API}resources/`;

let sandbox: RunningSandbox;
let ids: Ids;
beforeAll(async () => {
	sandbox = await startSandbox();
	ids = await existingIds(sandbox);
});
beforeEach(async () => await sandbox.reset());
afterAll(async () => await sandbox.stop());

const call = async (method: string, path: string, body?: unknown) => await sandbox.call(method, API + path, body);
const read = async (path: string) => (await call('GET', path)).data.data;

interface Collection {
	name: string;
	create: Operation;
	read: Operation;
	change: Operation;
	list?: Operation;
}

const find = (method: string, path: string) => operations.find((operation) => operation.method === method && operation.path === path);

/** Every collection with create, read, update or replace, and delete. */
const collections: Collection[] = operations
	.filter((operation) => operation.method === 'POST' && !operation.path.includes('/actions/'))
	.flatMap((create) => {
		const item = operations.find((operation) => operation.method === 'GET' && operation.path.replace(/\/\{[^}]+\}$/, '') === create.path && operation.path !== create.path);
		const change = item && (find('PATCH', item.path) ?? find('PUT', item.path));
		const remove = item && find('DELETE', item.path);
		return item && change && remove ? [{ name: create.path.replace(RESOURCES, ''), create, read: item, change, list: find('GET', create.path) }] : [];
	});

/** Fields a subscription needs beside those its schema requires; a payment method comes from a page the tenant sends people to. */
const EXTRA: Record<string, object> = { '/public-api/notifications/v2.0': { webhook: { callbackUrl: 'http://127.0.0.1:9/' } } };
const MADE_ELSEWHERE = ['users/v1.0/{user}/payment-methods'];

const table = collections.filter(({ name }) => !MADE_ELSEWHERE.includes(name)).map((one) => [one.name, one] as const);

test('the rules cover all collections', () => {
	expect(table.map(([name]) => name)).toHaveLength(53);
});

const unwrap = (data: any) => data?.data ?? data;

describe.each(table)('%s', (_name, { create, read: item, change, list }) => {
	const own = item.path.slice(create.path.length + 2, -1);
	const bodyOf = (operation: Operation, full: boolean) => ({ ...(bodyFor(operation, ids, full) as object), ...EXTRA[create.path] });

	async function created(full = false): Promise<{ record: any; path: string }> {
		const answer = await sandbox.call('POST', pathFor(create, ids), bodyOf(create, full));
		expect({ status: answer.status, data: answer.status > 201 ? answer.data : '' }).toMatchObject({ data: '' });
		const record = unwrap(answer.data);
		return { record, path: pathFor(item, { ...ids, [own]: record.id ?? record.webhookId }) };
	}

	test('what is created can be read, listed, deleted, and is gone', async () => {
		const { record, path } = await created();
		const again = await sandbox.call('GET', path);
		expect(again.status).toBe(200);
		expect(unwrap(again.data)).toMatchObject(record);
		if (list) expect(await everyId(pathFor(list, ids))).toContain(record.id ?? record.webhookId);
		expect((await sandbox.call('DELETE', path)).status).toBe(204);
		expect((await sandbox.call('GET', path)).status).toBe(404);
		expect((await sandbox.call('DELETE', path)).status).toBe(404);
		expect((await sandbox.call(change.method, path, bodyOf(change, false))).status).toBe(404);
	});

	async function everyId(path: string): Promise<unknown[]> {
		const ids: unknown[] = [];
		for (let next: string | null = path; next; ) {
			const { data } = await sandbox.call('GET', next);
			ids.push(...data.data.map((one: any) => one.id ?? one.webhookId));
			next = data.links?.next?.replace(sandbox.url, '') ?? null;
		}
		return ids;
	}

	test('an update changes what it names and leaves the rest', async () => {
		const { record, path } = await created(true);
		const shape = shapeOf(change.body!.schema);
		const properties = (shape.variants?.[0] ?? shape).properties ?? {};
		const texts = Object.entries(properties).filter(([name, child]) => child.type === 'string' && !child.enum && !child.format && !child.readOnly && !child.pattern && !child.maxLength && name in record && !/id$|url|time|At$|currency|email|base|target/i.test(name));
		const name = texts[0]?.[0];
		const whole = change.method === 'PUT' ? bodyOf(change, true) : bodyOf(change, false);
		const answer = await sandbox.call(change.method, path, name ? { ...whole, [name]: 'changed' } : whole);
		expect({ status: answer.status, data: answer.status > 200 ? answer.data : '' }).toEqual({ status: 200, data: '' });
		const after = unwrap((await sandbox.call('GET', path)).data);
		expect(unwrap(answer.data)).toMatchObject(record.id === undefined ? {} : { id: record.id });
		if (name) expect(after[name]).toBe('changed');
		const sent = new Set([...Object.keys(whole), name, 'lastUpdatedAt', 'updatedAt', 'notifications']);
		const kept = Object.fromEntries(Object.entries(record).filter(([field]) => !sent.has(field)));
		if (change.method === 'PATCH') expect(after).toMatchObject(kept);
	});

	test('null clears', async () => {
		if (change.method !== 'PATCH') return;
		const { record, path } = await created(true);
		const shape = shapeOf(change.body!.schema);
		const nullable = Object.entries((shape.variants?.[0] ?? shape).properties ?? {}).filter(([name, child]) => child.nullable && !child.readOnly && record[name] !== undefined && record[name] !== null).map(([name]) => name);
		for (const name of nullable) {
			const answer = await sandbox.call('PATCH', path, { ...bodyOf(change, false), [name]: null });
			expect({ name, status: answer.status, value: unwrap(answer.data)[name] ?? null }).toEqual({ name, status: 200, value: null });
		}
	});
});
