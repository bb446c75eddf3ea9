/** Each row of the table in docs/reliability.md, "Running something again", in a real n8n. Run `npm run test:e2e`. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import type { N8nSession } from '../../tools/n8n/session.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { RunningN8n } from '../../tools/n8n/real.mts';
import { freshHome, installN8n, startN8n } from '../../tools/n8n/real.mts';
import type { Place } from './again.mts';
import { classes, nodeOf, requestsOf, save, saveRow, sentIn, startRetry, ways } from './again.mts';

let installation: string;
let home: string;
let n8n: RunningN8n;
let sandbox: RunningSandbox;
let session: N8nSession;
let place: Place;

async function start(): Promise<void> {
	n8n = await startN8n({ installation, home });
	session = await openSession(n8n.url, installation);
	const credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: sandbox.url, token: sandbox.token });
	place = { session, sandbox, credential };
}

before(async () => {
	installation = await installN8n((text) => console.log(text));
	home = await freshHome('e2e-again');
	sandbox = await startSandbox({ scale: 0.05 });
	await start();
});
after(async () => {
	await n8n?.stop();
	await sandbox?.stop();
});

for (const [name, one] of Object.entries(classes)) {
	test(`${name}: Retry On Fail, Retry, Retry of what was retried, and another run`, async () => {
		const { sent, secondTime } = one;
		const steps = await ways(place, one);
		assert.deepEqual(sentIn(steps, one), sent);
		assert.deepEqual([steps.first.status, steps.first.items], ['error', 0]);
		for (const way of ['retry', 'retryOnFail'] as const)
			assert.deepEqual([steps[way].status, steps[way].items], ['success', 3], way);
		for (const way of ['olderRetry', 'again'] as const) assert.equal(steps[way].status, secondTime, way);
		if (one.method !== 'GET')
			assert.match(steps.first.hint!, /2 of 3 items were done.*Retry of this execution sends only/);
	});
}

test('two runs of a schedule that overlap: each does its own, Create or Update takes turns', async () => {
	const { create, update, 'Create or Update': upsert } = classes;
	const [{ id }] = await update.items(sandbox);
	// Each run finds what it works on by itself, and what a node gives is no item of the next.
	const item = (name: string) => ({
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ id, n: 0 }), options: {} },
	});
	const workflow = await saveRow(place, [
		{
			name: 'Schedule',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } },
		},
		item('First'),
		nodeOf(place, create, 'Create'),
		item('Second'),
		nodeOf(place, update, 'Update'),
		item('Third'),
		nodeOf(place, upsert, 'Upsert'),
	]);
	await sandbox.clearJournal();
	await sandbox.fault({ name: 'slow', ms: 1000, times: 1000 });
	await session.publish(workflow);
	while ((await session.executions(workflow)).length < 3) await wait(100);
	await session.unpublish(workflow);
	const started = await session.executions(workflow);
	const runs = await Promise.all(started.map(async (one) => await session.ended(String(one.id))));
	await sandbox.clearFaults();
	assert.deepEqual(new Set(runs.map(({ status }) => status)), new Set(['success']));
	assert.equal(await requestsOf(place, create), runs.length);
	assert.equal(await requestsOf(place, update), runs.length);
	assert.equal(await requestsOf(place, upsert), 1);
	assert.equal(new Set(runs.map(({ nodes }) => nodes.Upsert.outputs[0][0].json.id)).size, 1);
});

test('n8n was killed: Retry does again what was done, and of a run from the editor there is none', async () => {
	const names = Object.keys(classes);
	// The second item waits for its batch when n8n is killed, and that of the retry when the test ends.
	const requestOptions = { batching: { batch: { batchSize: 1, batchInterval: 600_000 } } };
	const begun = names.map((name) => ({
		...classes[name],
		parameters: { ...classes[name].parameters, requestOptions },
	}));
	const counts = async () => await Promise.all(begun.map(async (one) => await requestsOf(place, one)));
	const looks = async () => (await sandbox.journal({ method: 'GET', path: '/users/v1.1' })).length;

	const items = await Promise.all(begun.map(async (one) => await one.items(sandbox)));
	const workflows = await Promise.all(
		begun.map(async (one, index) => {
			const workflow = await saveRow(place, [
				{
					name: 'Webhook',
					type: 'n8n-nodes-base.webhook',
					typeVersion: 2.1,
					webhookId: `again-${index}`,
					parameters: { httpMethod: 'POST', path: `again-${index}`, options: {} },
				},
				{ name: 'Rows', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.rows', options: {} } },
				nodeOf(place, one),
			]);
			await session.publish(workflow);
			return workflow;
		}),
	);
	const inEditor = await save(place, begun[names.indexOf('read')], await classes.read.items(sandbox));
	await sandbox.clearJournal();
	for (const [index, rows] of items.entries())
		await axios.post(`${n8n.url}/webhook/again-${index}`, { rows }, { proxy: false });
	while ((await counts()).some((count) => count === 0)) await wait(100);
	assert.deepEqual(new Set(await counts()), new Set([1]));
	const { executionId } = await session.call('POST', `/workflows/${inEditor}/run`, {
		triggerToStartFrom: { name: 'Start' },
	});
	while ((await counts())[names.indexOf('read')] < 2) await wait(100);
	const lookedBefore = await looks();
	await n8n.kill();
	await start();

	assert.equal((await session.ended(String(executionId))).status, 'crashed');
	await assert.rejects(startRetry(place, executionId, false), /cannot be retried/);
	for (const workflow of workflows) {
		const [{ id }] = await session.executions(workflow);
		assert.equal((await session.ended(id)).status, 'crashed');
		// Answered when the retry has ended, which is after this test.
		void startRetry(place, id, false).catch(() => undefined);
	}
	const again = (count: number, index: number) =>
		names[index] === 'Create or Update' || count === (names[index] === 'read' ? 3 : 2);
	while (!(await counts()).every(again) || (await looks()) === lookedBefore) await wait(100);
	assert.equal((await counts())[names.indexOf('Create or Update')], 1);
});
