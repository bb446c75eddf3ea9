/**
 * n8n in queue mode, with PostgreSQL and Redis: a main process, a webhook process and two workers. A voucher campaign over both
 * workers, events faster than they can be run, and a worker killed in the middle of each. Run `npm run test:e2e`.
 *
 * `QUEUE_EVENTS` says how many events are sent, at 200 a second; 12000 is a full minute.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import type { Delivery } from '../../sandbox/notifications.mts';
import { busiestWindow } from '../../tools/campaign.mts';
import type { Json, N8nSession } from '../../tools/n8n/session.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { QueueN8n } from '../../tools/n8n/queue.mts';
import { CONCURRENCY, missingServices, startQueueN8n } from '../../tools/n8n/queue.mts';
import type { RunningN8n } from '../../tools/n8n/real.mts';
import { cacheFolder, installN8n } from '../../tools/n8n/real.mts';
import { classes, sentIn, ways } from './again.mts';
import { PACKAGE, byId } from './stage.mts';
import type { Wire } from './wire.mts';
import { startWire } from './wire.mts';

const EVENTS = Number(process.env.QUEUE_EVENTS ?? 600);
const EVENTS_A_SECOND = 200;

/** Requests the webhook process gets at once, as many as deploy/nginx.conf lets through. */
const AT_ONCE = 16;

/** Pauses of the tenant before each further try, longer when more events wait, so that the tries take no more than half of the rate. */
const RETRIES = [1000, 2000, ...Array<number>(200).fill(10 * EVENTS)];

/** n8n notices within a minute that a worker is gone; by default it takes two. */
const IMPATIENT = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

/** Above the amount of any voucher the tenant begins with. */
const FIRST_AMOUNT = 1000;

describe('n8n in queue mode', { skip: missingServices() ?? false, timeout: 3_600_000 }, () => {
	let n8n: QueueN8n;
	let wire: Wire;
	let sandbox: RunningSandbox;
	let session: N8nSession;
	let credential: { id: string; name: string };

	before(async () => {
		const installation = await installN8n((text) => console.log(text));
		sandbox = await startSandbox({ scale: 0.01, retryAfterMs: RETRIES });
		wire = await startWire();
		wire.most = AT_ONCE;
		const env = { ...IMPATIENT, EXECUTIONS_DATA_PRUNE: 'false' };
		n8n = await startQueueN8n({ installation, folder: cacheFolder('queue-e2e'), publicUrl: wire.url, env });
		wire.target = Number(new URL(n8n.webhook.url).port);
		session = await openSession(n8n.main.url, installation);
		credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: sandbox.url, token: sandbox.token });
	});
	after(async () => {
		await n8n?.stop();
		await sandbox?.stop();
		await wire?.stop();
	});
	beforeEach(async () => {
		await sandbox.reset({ scale: 0.01 });
		await sandbox.limit({ limit: 1_000_000 });
	});

	/** Saves and publishes a workflow whose nodes follow each other. */
	async function publish(name: string, nodes: Json[]): Promise<string> {
		const row = nodes.map(
			(node, index) => ({ id: `${name}-${index}`, typeVersion: 1, position: [200 * index, 0], ...node }) as Json,
		);
		const connections = Object.fromEntries(
			row.slice(1).map((node, index) => [row[index].name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]),
		);
		const id = await session.importWorkflow(
			{ name, nodes: row, connections, settings: { executionOrder: 'v1' } },
			{ ampecoApi: credential },
		);
		await session.publish(id);
		return id;
	}

	const ofAmpeco = (name: string, type: string, parameters: Json): Json => ({
		name,
		type: `${PACKAGE}.${type}`,
		parameters,
		credentials: { ampecoApi: credential },
	});

	/** Starts a campaign in as many executions as there are parts; each row has an amount of its own, by which its voucher is known. */
	async function startCampaign(name: string, amounts: number[], parts: number): Promise<string> {
		const id = await publishCampaign(name, { operation: 'create', additionalFields: {} });
		await sandbox.clearJournal();
		const size = amounts.length / parts;
		for (let first = 0; first < amounts.length; first += size) await sendRows(name, amounts.slice(first, first + size));
		return id;
	}

	const sendRows = async (name: string, amounts: number[]) =>
		await axios.post(`${wire.url}/webhook/${name}`, { rows: amounts.map((amount) => ({ amount })) }, { proxy: false });

	async function publishCampaign(name: string, parameters: Json): Promise<string> {
		return await publish(name, [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				webhookId: name,
				parameters: { httpMethod: 'POST', path: name, options: {} },
			},
			{ name: 'Rows', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.rows', options: {} } },
			ofAmpeco('Create Voucher', 'ampecoVoucher', {
				resource: 'voucher',
				amount: '={{ $json.amount }}',
				...parameters,
			}),
		]);
	}

	/** The amounts of the vouchers that the executions report. */
	async function reported(executionIds: string[]): Promise<number[]> {
		const executions = await Promise.all(executionIds.map(async (id) => await session.execution(id)));
		return executions.flatMap(({ nodes }) => nodes['Create Voucher'].outputs[0].map(({ json }) => Number(json.amount)));
	}

	const vouchersInTenant = async () =>
		(await sandbox.state('vouchers'))
			.map(({ amount }) => Number(amount))
			.filter((amount) => amount >= FIRST_AMOUNT)
			.sort(ascending);

	const publishTrigger = async (name: string, next: Json) =>
		await publish(name, [
			{
				...ofAmpeco('AMPECO Trigger', 'ampecoTrigger', { events: ['idTag.changed'] }),
				typeVersion: 1.1,
				webhookId: name,
			},
			next,
		]);

	/** Causes numbered events at their rate, or as fast as the sandbox can, whatever becomes of them. */
	async function cause(count: number): Promise<void> {
		const begin = performance.now();
		const sending = new Set<Promise<unknown>>();
		for (let number = 0; number < count; number += 1) {
			const due = begin + (number * 1000) / EVENTS_A_SECOND;
			if (due > performance.now()) await wait(due - performance.now());
			if (sending.size >= 50) await Promise.race(sending);
			const payload = { idTagsId: number, action: 'created', lastUpdatedAt: '2026-11-22T09:00:00Z' };
			const one: Promise<unknown> = sandbox
				.admin('POST', '/events', { event: 'idTag.changed', payload })
				.then(() => sending.delete(one));
			sending.add(one);
		}
		await Promise.all(sending);
	}

	const deliveries = async (state: Delivery['state']) =>
		(await sandbox.admin('GET', `/deliveries?state=${state}`)).deliveries as Delivery[];

	/** Waits until the tenant has an answer of 2xx for every event. */
	async function acknowledged(): Promise<Delivery[]> {
		for (;;) {
			const failed = await deliveries('failed');
			assert.ok(
				failed.every(({ attempts }) => attempts <= RETRIES.length),
				'the tenant gave up',
			);
			if (failed.length + (await deliveries('pending')).length === 0) return await deliveries('delivered');
			await wait(500);
		}
	}

	/** The executions of a workflow with the numbered event each began with, as far as n8n has it. */
	async function executionsOf(workflowId: string): Promise<Array<{ id: string; status: string; event: string }>> {
		const rows = await n8n.postgres.query(
			`SELECT id, status, substring(data from '"idTagsId":([0-9]+)')
			FROM execution_entity LEFT JOIN execution_data ON "executionId" = id WHERE "workflowId" = '${workflowId}' ORDER BY id`,
		);
		return rows.map((row) => row.split('|')).map(([id, status, event]) => ({ id, status, event }));
	}

	async function countOf(workflowId: string, statuses: string[]): Promise<number> {
		const list = statuses.map((status) => `'${status}'`).join();
		const [count] = await n8n.postgres.query(
			`SELECT count(*) FROM execution_entity WHERE "workflowId" = '${workflowId}' AND status IN (${list})`,
		);
		return Number(count);
	}

	/** Waits until every execution has come to its end. */
	async function ended(workflowId: string): Promise<void> {
		while ((await countOf(workflowId, ['new', 'running'])) > 0) await wait(250);
	}

	/** How many of the executions each worker's log says it took. */
	function takenByWorkers(ids: string[]): number[] {
		const wanted = new Set(ids);
		const started = (worker: RunningN8n) =>
			[...readFileSync(worker.logFile, 'utf8').matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
		return n8n.workers.map((worker) => started(worker).filter((id) => wanted.has(id)).length);
	}

	async function killWorker(): Promise<void> {
		await n8n.workers.shift()!.kill();
	}

	test('800 vouchers over both workers under one limit: none lost, none doubled, none failed', async () => {
		const limit = 400;
		const amounts = numbers(800, FIRST_AMOUNT);
		await sandbox.limit({ limit });
		const began = performance.now();
		const id = await startCampaign('campaign', amounts, 8);
		await ended(id);
		const seconds = (performance.now() - began) / 1000;

		const executions = await executionsOf(id);
		const ids = executions.map((one) => one.id);
		const posts = await sandbox.journal({ path: VOUCHERS, method: 'POST' });
		const accepted = posts.filter(({ status }) => status !== 429);
		const taken = takenByWorkers(ids);
		console.log(
			`  ${seconds.toFixed(1)} s at ${limit} a minute; executions of each worker: ${taken.join(', ')}; ${posts.length - accepted.length} requests refused for the limit`,
		);
		assert.deepEqual(
			executions.map(({ status }) => status),
			Array(8).fill('success'),
		);
		assert.deepEqual((await reported(ids)).sort(ascending), amounts);
		assert.deepEqual(await vouchersInTenant(), amounts);
		assert.equal(accepted.length, 800);
		assert.ok(busiestWindow(accepted) <= limit);
		assert.equal(sum(taken), 8);
		assert.ok(
			taken.every((count) => count > 0),
			'a worker did nothing',
		);
	});

	for (const [name, one] of Object.entries(classes)) {
		test(`${name}: Retry sends the rest only, whichever worker it is run by`, async () => {
			const steps = await ways({ session, sandbox, credential }, one);
			assert.deepEqual(sentIn(steps, one), one.sent);
			assert.deepEqual([steps.retry.status, steps.retry.items], ['success', 3]);
		});
	}

	test(`${EVENTS} events at ${EVENTS_A_SECOND} a second: an execution for each`, async () => {
		const id = await publishTrigger('events', { name: 'End', type: 'n8n-nodes-base.noOp', parameters: {} });
		const before = usage(n8n);
		const turnedAwayBefore = wire.turnedAway;
		const began = performance.now();
		const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
		await cause(EVENTS);
		console.log(`  sent: ${since()}; acknowledged by then: ${(await deliveries('delivered')).length}`);
		const attempts = sum((await acknowledged()).map((one) => one.attempts));
		const turnedAway = wire.turnedAway - turnedAwayBefore;
		const repeats = attempts - turnedAway - EVENTS;
		console.log(
			`  all acknowledged: ${since()}; ${attempts} requests: ${turnedAway} turned away as too many at once, ${repeats} repeats that reached n8n`,
		);
		await ended(id);
		console.log(`  all executions ended: ${since()}`);
		for (const [name, { cpu, peak }] of Object.entries(usage(n8n))) {
			console.log(
				`  ${name}: ${((cpu - before[name].cpu) / EVENTS).toFixed(1)} ms of CPU per event, at most ${peak} MB`,
			);
		}

		const executions = await executionsOf(id);
		assert.deepEqual(executions.map(({ event }) => Number(event)).sort(ascending), numbers(EVENTS));
		assert.deepEqual(
			executions.filter(({ status }) => status !== 'success'),
			[],
		);
		const taken = takenByWorkers(executions.map((one) => one.id));
		console.log(`  executions of each worker: ${taken.join(', ')}`);
		assert.equal(sum(taken), EVENTS);
		assert.ok(
			taken.every((count) => count > 0),
			'a worker did nothing',
		);
		await session.call('POST', `/workflows/${id}/deactivate`, {});
	});

	test('a worker killed in the middle of a campaign: nothing is sent again, also not by a retry', async () => {
		const amounts = numbers(480, FIRST_AMOUNT);
		await sandbox.fault({ name: 'slow', ms: 1000, times: 100_000, method: 'POST', path: VOUCHERS });
		const id = await startCampaign('killed', amounts, 8);
		while ((await vouchersInTenant()).length < 100) await wait(50);
		await killWorker();
		await ended(id);

		const executions = await executionsOf(id);
		const lost = executions.filter(({ status }) => status !== 'success');
		const made = await vouchersInTenant();
		const told = (await reported(executions.filter(({ status }) => status === 'success').map((one) => one.id))).sort(
			ascending,
		);
		console.log(
			`  ${lost.length} of 8 executions lost with the worker; ${made.length} vouchers made, ${told.length} of them reported`,
		);
		assert.ok(lost.length > 0 && lost.length < 8, 'the killed worker ran all or nothing');
		assert.ok(lost.every(({ status }) => status === 'error'));
		assert.equal(new Set(made).size, made.length);
		// What the other worker ran is complete; of what was lost a part was made, which n8n does not know of.
		assert.equal(told.length, (8 - lost.length) * 60);
		assert.ok(told.every((amount) => made.includes(amount)));
		assert.ok(made.length < amounts.length, 'the worker was killed too late');

		for (const one of lost) await session.call('POST', `/executions/${one.id}/retry`, { loadWorkflow: false });
		await ended(id);
		assert.deepEqual(await vouchersInTenant(), made);
	});

	test('a worker killed in a campaign of Create Once, which is started again: each row has one voucher', async () => {
		await n8n.addWorker();
		const amounts = numbers(1000, FIRST_AMOUNT);
		const id = await publishCampaign('once', {
			operation: 'createOnce',
			campaign: 'Queue',
			rowKey: '={{ $json.amount }}',
			requestOptions: { timeout: 10_000 },
		});
		await sendRows('once', amounts);
		while ((await vouchersInTenant()).length < 300) await wait(50);
		const [{ id: first }] = await executionsOf(id);
		while (takenByWorkers([first])[0] === 0) n8n.workers.push(n8n.workers.shift()!);
		await killWorker();
		await ended(id);
		const made = (await vouchersInTenant()).length;
		assert.ok(made < amounts.length, 'the worker was killed too late');

		await sendRows('once', amounts);
		while ((await executionsOf(id)).length < 2) await wait(50);
		await ended(id);
		const [, second] = await executionsOf(id);
		const [outputs] = (await session.execution(second.id)).nodes['Create Voucher'].outputs;
		const existing = outputs.filter(({ json }) => json.outcome === 'existing').length;
		console.log(`  ${made} vouchers made by the killed worker, ${existing} of them found by the next run`);
		assert.equal(existing, made);
		assert.deepEqual(await vouchersInTenant(), amounts);
	});

	test('a worker killed in the middle of events: every one has an execution, only those it ran are lost', async () => {
		await n8n.addWorker();
		const count = 200;
		await sandbox.fault({
			name: 'slow',
			ms: 1500,
			times: 100_000,
			method: 'GET',
			path: '/public-api/resources/users/**',
		});
		const id = await publishTrigger(
			'killing',
			ofAmpeco('Get User', 'ampecoUser', { resource: 'user', operation: 'get', user: byId(10001) }),
		);
		await cause(count);
		while ((await countOf(id, ['success'])) < 40) await wait(50);
		await killWorker();
		await acknowledged();
		await ended(id);

		const executions = await executionsOf(id);
		const lost = executions.filter(({ status }) => status !== 'success');
		const done = executions.filter(({ status }) => status === 'success').map(({ event }) => event);
		console.log(`  ${executions.length} executions for ${count} events; ${lost.length} lost with the worker`);
		assert.equal(executions.length, count);
		assert.equal(new Set(done).size, done.length);
		assert.ok(lost.length > 0 && lost.length <= CONCURRENCY);
		assert.ok(lost.every(({ status }) => status === 'error'));
		await session.call('POST', `/workflows/${id}/deactivate`, {});
	});

	test('no process has anything to say of the package in its log', () => {
		for (const { logFile } of [n8n.main, n8n.webhook, ...n8n.workers]) {
			const lines = readFileSync(logFile, 'utf8').split('\n');
			assert.deepEqual(
				lines.filter((line) => line.includes(`node_modules/${PACKAGE}/`) || /AMPECO|ampeco[A-Z]/.test(line)),
				[],
			);
		}
	});
});

/** Milliseconds of CPU and the most memory in MB of each process so far; of none where the system does not tell as Linux does. */
function usage({ main, webhook, workers }: QueueN8n): Record<string, { cpu: number; peak: number }> {
	if (!existsSync('/proc/self/status')) return {};
	const processes = {
		main,
		webhook,
		...Object.fromEntries(workers.map((worker, index) => [`worker ${index + 1}`, worker])),
	};
	return Object.fromEntries(
		Object.entries(processes).map(([name, { pid }]) => {
			// In hundredths of a second, in user and in system mode; after the name of the program, which may hold anything.
			const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
				.split(') ')[1]
				.split(' ')
				.slice(11, 13)
				.map(Number);
			const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
			return [name, { cpu: (user + system) * 10, peak: Math.round(Number(peak) / 1024) }];
		}),
	);
}

const ascending = (one: number, other: number) => one - other;
const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
const numbers = (count: number, first = 0) => Array.from({ length: count }, (_, index) => first + index);
