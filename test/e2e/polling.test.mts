/**
 * The polling trigger in a real n8n: from activation over starts and crashes of n8n to deactivation, with a tenant that
 * changes all the while. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import type { Json, N8nSession } from '../../tools/n8n/session.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { RunningN8n } from '../../tools/n8n/real.mts';
import { freePort, freshHome, installN8n, startN8n } from '../../tools/n8n/real.mts';
import { PACKAGE } from './stage.mts';

const TRIGGER = 'AMPECO Polling Trigger';
const TAGS = '/public-api/resources/id-tags/v2.0';

/** n8n wants each poll time to be a minute or more apart from itself; thirty of them make a look every two seconds. */
const POLL_TIMES = {
	item: Array.from({ length: 30 }, (_, index) => ({ mode: 'custom', cronExpression: `${index * 2} * * * * *` })),
};

let installation: string;
let home: string;
let port: number;
let sandbox: RunningSandbox;
let n8n: RunningN8n;
let session: N8nSession;
let credential: { id: string; name: string };

before(async () => {
	installation = await installN8n((text) => console.log(text));
	home = await freshHome('e2e-polling');
	port = await freePort();
	sandbox = await startSandbox({ scale: 0 });
	await startAgain();
	credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: sandbox.url, token: sandbox.token });
});

after(async () => {
	await n8n?.stop();
	await sandbox?.stop();
});

async function startAgain(): Promise<void> {
	n8n = await startN8n({ installation, home, port });
	session = await openSession(n8n.url, installation);
}

async function workflowOf(name: string, parameters: Json): Promise<string> {
	return await session.importWorkflow({
		name,
		nodes: [
			{
				id: name,
				name: TRIGGER,
				type: `${PACKAGE}.ampecoPollingTrigger`,
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: POLL_TIMES, event: 'idTagChanged', output: 'raw', ...parameters },
				credentials: { ampecoApi: credential },
			},
			{ id: 'end', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
		],
		connections: { [TRIGGER]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
}

/** All executions of a workflow that have ended, oldest first. */
async function executions(workflowId: string): Promise<Json[]> {
	const all = await session.executions(workflowId);
	return all.filter(({ status }) => !['new', 'running'].includes(status)).reverse();
}

const known = new Map<string, string[]>();

/** Every record handed over to a workflow, as "id label". */
async function handedOver(workflowId: string): Promise<string[]> {
	const found: string[] = [];
	for (const { id, status } of await executions(workflowId)) {
		if (status !== 'success') continue;
		const versions =
			known.get(id) ??
			(await session.execution(id)).nodes[TRIGGER].outputs[0].map(({ json }) => `${json.id} ${json.idLabel}`);
		known.set(id, versions);
		found.push(...versions);
	}
	return found;
}

/** Waits until these versions are handed over, then gives all. */
async function until(workflowId: string, versions: string[]): Promise<string[]> {
	for (;;) {
		const got = await handedOver(workflowId);
		if (versions.every((version) => got.includes(version))) return got;
		await wait(250);
	}
}

/** The last version of each tag, as "id label". */
const tags = new Map<string, string>();
let versions = 0;

async function make(): Promise<string> {
	versions += 1;
	const { data } = await sandbox.call('POST', TAGS, {
		idTagUid: `T${versions}`,
		type: 'rfid',
		status: 'enabled',
		idLabel: `V${versions}`,
	});
	tags.set(String(data.data.id), `V${versions}`);
	return `${data.data.id} V${versions}`;
}

async function change(id: string): Promise<string> {
	versions += 1;
	await sandbox.call('PATCH', `${TAGS}/${id}`, { idLabel: `V${versions}` });
	tags.set(id, `V${versions}`);
	return `${id} V${versions}`;
}

/** How often the list was asked for with this filter. */
async function asked(filter: string): Promise<number> {
	const entries = await sandbox.journal({ path: TAGS, method: 'GET' });
	return entries.filter(({ query }) => query.some((pair) => pair.includes(filter))).length;
}

/** Waits until the list is asked for so many times more. */
async function looks(count: number, filter: string): Promise<void> {
	for (const begin = await asked(filter); (await asked(filter)) < begin + count; ) await wait(100);
}

const twice = (all: string[]) => all.filter((one, index) => all.indexOf(one) !== index);

describe('the polling trigger', { timeout: 900_000 }, () => {
	let id: string;

	test('starts with nothing, and remembers where it began when n8n starts again at once', async () => {
		await make();
		id = await workflowOf('main', { filters: { type: 'rfid' } });
		await session.publish(id);
		await n8n.stop();
		const whileOff = await make();
		await startAgain();
		assert.deepEqual(await until(id, [whileOff]), [whileOff]);
	});

	test('hands over what is new or changed, once', async () => {
		const made = [await make(), await make(), await make()];
		await until(id, made);
		const changed = await change([...tags.keys()][0]);
		const got = await until(id, [changed]);
		assert.deepEqual(twice(got), []);
	});

	test('loses and doubles nothing while the tenant changes, n8n starts again and crashes', async () => {
		let busy = true;
		const changing = (async () => {
			for (let round = 0; busy; round += 1) {
				if (round % 4 === 0) await make();
				else await change([...tags.keys()][(round * 7) % tags.size]);
				// Spread over seconds, several in each.
				await wait(150);
			}
		})();
		await looks(4, 'filter[type]');
		await n8n.stop();
		await startAgain();
		await looks(4, 'filter[type]');
		busy = false;
		await changing;
		await until(
			id,
			[...tags].map((entry) => entry.join(' ')),
		);
		await n8n.kill();
		await startAgain();
		await looks(2, 'filter[type]');
		assert.deepEqual(twice(await handedOver(id)), []);
	});

	test('says what is wrong in an execution, and goes on where it was', async () => {
		await sandbox.fault({ name: 'forbidden', method: 'GET', path: TAGS });
		while (!(await executions(id)).some(({ status }) => status === 'error')) await wait(100);
		const made = await make();
		assert.deepEqual(twice(await until(id, [made])), []);
		const failed = (await executions(id)).find(({ status }) => status === 'error')!;
		assert.match(
			(await session.execution(failed.id)).error?.message,
			/^AMPECO does not allow this.* Give the role the permission/,
		);
	});

	test('shows records in a test, and leaves the active workflow alone', async () => {
		const { status, nodes } = await session.run(id, TRIGGER);
		assert.equal(status, 'success');
		assert.equal(nodes[TRIGGER].outputs[0].length, 5);
	});

	test('is quiet when the workflow is off, and catches up when it is on again', async () => {
		const other = await workflowOf('other', { filters: { status: 'enabled' } });
		await session.publish(other);
		await session.unpublish(id);
		// n8n says so a little before it has ended the looks.
		do {
			await sandbox.clearJournal();
			await looks(3, 'filter[status]');
		} while ((await asked('filter[type]')) > 0);
		const made = await make();
		await looks(3, 'filter[status]');
		assert.equal(await asked('filter[type]'), 0);
		await session.unpublish(other);

		await session.publish(id);
		await until(id, [made]);
		await session.unpublish(id);
	});

	test('that cannot begin stops the activation with a sentence', async () => {
		const wrong = await session.saveCredential('Wrong', 'ampecoApi', { url: sandbox.url, token: 'wrong' });
		const refused = await session.importWorkflow({
			name: 'refused',
			nodes: [
				{
					id: 'refused',
					name: TRIGGER,
					type: `${PACKAGE}.ampecoPollingTrigger`,
					typeVersion: 1,
					position: [0, 0],
					parameters: { pollTimes: POLL_TIMES, event: 'userChanged' },
					credentials: { ampecoApi: wrong },
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		await assert.rejects(
			session.publish(refused),
			/AMPECO does not accept the API token\. Check the API token in the AMPECO credential/,
		);
	});
});
