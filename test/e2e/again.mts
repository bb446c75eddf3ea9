/**
 * One operation of each class that docs/reliability.md tells apart, and how often each of n8n's ways to run something again
 * sends it: the table "Running something again", in numbers.
 */
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Execution, Json, N8nSession } from '../../tools/n8n/session.mts';
import { PACKAGE, byId } from './stage.mts';

const API = '/public-api/resources';
const ITEMS = 3;
const TRIGGER = 'Start';
const NODE = 'Node';

/** Where the workflows of a test are run. */
export interface Place {
	session: N8nSession;
	sandbox: RunningSandbox;
	credential: { id: string; name: string };
}

export interface Class {
	node: string;
	/** What is counted: requests of this method to this path. */
	method: string;
	path: string;
	parameters: Json;
	/** As many items as there are to be, made of records of their own. */
	items(sandbox: RunningSandbox): Promise<Json[]>;
	/** Requests of three items of which the last to come is refused at first: a refusal before that would hold back others. */
	sent: { first: number; retry: number; olderRetry: number; again: number; retryOnFail: number };
	/** How a second time of what is done ends. */
	secondTime: 'success' | 'error';
}

let made = 0;
const numbered = async () => Array.from({ length: ITEMS }, () => ({ n: (made += 1) }));
const madeIn = (path: string, body: (n: number) => Json) => async (sandbox: RunningSandbox) => {
	const answers = (await numbered()).map(async ({ n }) => await sandbox.call('POST', path, body(n)));
	return (await Promise.all(answers)).map(({ data }, index) => ({ id: data.data.id, n: index }));
};
const vouchers = madeIn(`${API}/vouchers/v2.1`, () => ({ amount: 5 }));
const utilities = madeIn(`${API}/utilities/v1.0`, (n) => ({ name: `Utility ${n}` }));

const restOnly = { first: ITEMS, retry: 1, olderRetry: 1, again: ITEMS, retryOnFail: ITEMS + 1 };
const once = { sent: restOnly, secondTime: 'success' } as const;

export const classes: Record<string, Class> = {
	create: {
		...once,
		node: 'ampecoVoucher',
		method: 'POST',
		path: `${API}/vouchers/v2.1`,
		parameters: { resource: 'voucher', operation: 'create', amount: '={{ 5000 + $json.n }}' },
		items: numbered,
	},
	money: {
		...once,
		node: 'ampecoUser',
		method: 'POST',
		path: '/public-api/actions/users/v1.0/*/add-balance',
		parameters: {
			resource: 'user',
			operation: 'addBalance',
			user: byId(10001),
			amount: '={{ $json.n }}',
			reason: 'Welcome',
		},
		items: numbered,
	},
	'action on a charger': {
		...once,
		node: 'ampecoChargePoint',
		method: 'POST',
		path: '/public-api/actions/charge-point/v1.0/*/reset/*',
		parameters: {
			resource: 'chargePointControl',
			operation: 'reset',
			chargePoint: byId('={{ 2001 + $json.n % 3 }}'),
			type: 'soft',
		},
		items: numbered,
	},
	update: {
		...once,
		node: 'ampecoVoucher',
		method: 'PATCH',
		path: `${API}/vouchers/v2.1/*`,
		parameters: {
			resource: 'voucher',
			operation: 'update',
			voucher: byId('={{ $json.id }}'),
			updateFields: { amount: '={{ 6000 + $json.n }}' },
		},
		items: vouchers,
	},
	replacement: {
		...once,
		node: 'ampecoEnergy',
		method: 'PUT',
		path: `${API}/utilities/v1.0/*`,
		parameters: {
			resource: 'utility',
			operation: 'update',
			utility: byId('={{ $json.id }}'),
			updateFields: { name: '=Grid {{ $json.n }}' },
		},
		items: utilities,
	},
	delete: {
		sent: restOnly,
		secondTime: 'error',
		node: 'ampecoVoucher',
		method: 'DELETE',
		path: `${API}/vouchers/v2.1/*`,
		parameters: { resource: 'voucher', operation: 'delete', voucher: byId('={{ $json.id }}') },
		items: vouchers,
	},
	'Create or Update': {
		sent: { ...restOnly, olderRetry: 0, again: 0 },
		secondTime: 'success',
		node: 'ampecoUser',
		method: 'POST',
		path: `${API}/users/v1.1`,
		parameters: {
			resource: 'user',
			operation: 'upsert',
			matchBy: 'email',
			email: '=again-{{ $json.n }}@example.com',
			mainFields: { password: 'A secret of theirs' },
		},
		items: numbered,
	},
	read: {
		sent: { first: ITEMS, retry: ITEMS, olderRetry: ITEMS, again: ITEMS, retryOnFail: ITEMS + 1 },
		secondTime: 'success',
		node: 'ampecoVoucher',
		method: 'GET',
		path: `${API}/vouchers/v2.1/*`,
		parameters: { resource: 'voucher', operation: 'get', voucher: byId('={{ $json.id }}') },
		items: vouchers,
	},
};

/** Saves a workflow that does one class for the items it is given. */
export async function save(place: Place, one: Class, items: Json[], settings = {}): Promise<string> {
	const start = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
	return await saveRow(place, [start, { ...nodeOf(place, one), ...settings }], {
		[TRIGGER]: items.map((json) => ({ json })),
	});
}

/** Saves nodes that follow each other. */
export async function saveRow({ session }: Place, nodes: Json[], pinData: Json = {}): Promise<string> {
	const row = nodes.map((node, index) => ({ id: `node-${index}`, position: [200 * index, 0], ...node }) as Json);
	return await session.importWorkflow({
		name: row.map(({ name }) => name).join(', '),
		nodes: row,
		connections: Object.fromEntries(
			row.slice(1).map(({ name }, index) => [row[index].name, { main: [[{ node: name, type: 'main', index: 0 }]] }]),
		),
		pinData,
		settings: { executionOrder: 'v1' },
	});
}

export function nodeOf({ credential }: Place, { node, parameters }: Class, name = NODE): Json {
	return { name, type: `${PACKAGE}.${node}`, typeVersion: 1, parameters, credentials: { ampecoApi: credential } };
}

/** Retry in the list of executions, to its end. */
export async function retry({ session }: Place, executionId: string, loadWorkflow: boolean): Promise<Execution> {
	return await session.ended(String((await startRetry({ session }, executionId, loadWorkflow)).id));
}

export async function startRetry({ session }: Pick<Place, 'session'>, executionId: string, loadWorkflow: boolean) {
	return await session.call('POST', `/executions/${executionId}/retry`, { loadWorkflow });
}

export async function requestsOf({ sandbox }: Pick<Place, 'sandbox'>, { method, path }: Class): Promise<number> {
	return (await sandbox.journal({ method, path: path.split('*')[0] })).length;
}

export interface Step {
	sent: number;
	status: string;
	/** Items that came out. */
	items: number;
	hint?: string;
}

/** A run of which one item is refused, both kinds of Retry of it, the workflow once more, and Retry On Fail; each with what it sent. */
export async function ways(place: Place, one: Class): Promise<Record<keyof Class['sent'], Step>> {
	const { session, sandbox } = place;
	const refuse = async () => void (await sandbox.fault(`forbidden once at ${ITEMS} on ${one.method} ${one.path}`));
	const step = async (run: () => Promise<Execution>): Promise<Step & { id: string }> => {
		await sandbox.clearJournal();
		const { id, status, nodes, error } = await run();
		const items = nodes[NODE]?.outputs?.[0]?.length ?? 0;
		return { id, sent: await requestsOf(place, one), status, items, hint: error?.description };
	};
	const workflow = await save(place, one, await one.items(sandbox));
	await refuse();
	const first = await step(async () => await session.run(workflow, TRIGGER));
	const retried = await step(async () => await retry(place, first.id, true));
	const olderRetry = await step(async () => await retry(place, first.id, false));
	const again = await step(async () => await session.run(workflow, TRIGGER));
	const patient = await save(place, one, await one.items(sandbox), { retryOnFail: true, waitBetweenTries: 1 });
	await refuse();
	const retryOnFail = await step(async () => await session.run(patient, TRIGGER));
	return { first, retry: retried, olderRetry, again, retryOnFail };
}

/** What each way sent. Where the workflow once more is an error, the first item ends it, before the others or after they have begun. */
export function sentIn(steps: Record<keyof Class['sent'], Step>, { secondTime }: Class): Record<string, number> {
	const sent = Object.fromEntries(Object.entries(steps).map(([way, one]) => [way, one.sent]));
	return secondTime === 'error' && sent.again > 0 ? { ...sent, again: ITEMS } : sent;
}
