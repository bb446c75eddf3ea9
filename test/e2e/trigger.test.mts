/**
 * The trigger in a real n8n, with a sandbox tenant that delivers over HTTP through a wire that can lose answers: its
 * subscription from activation to deactivation, forgeries, repeats, and a crash in the middle. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { TicketSystem } from '../../examples/ticket-system.mts';
import { startTicketSystem } from '../../examples/ticket-system.mts';
import type { RunningSandbox } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/client.mts';
import { events } from '../../sandbox/digest.mts';
import type { Delivery } from '../../sandbox/notifications.mts';
import { sign } from '../../sandbox/notifications.mts';
import type { Json, N8nSession } from '../../tools/n8n/session.mts';
import { openSession } from '../../tools/n8n/session.mts';
import type { RunningN8n } from '../../tools/n8n/real.mts';
import { freePort, freshHome, installN8n, startN8n } from '../../tools/n8n/real.mts';
import { PACKAGE } from './stage.mts';
import type { Wire } from './wire.mts';
import { startWire } from './wire.mts';

/** Pauses of the tenant before each further try: long enough in all for n8n to start again on a busy machine. */
const RETRIES = [100, 400, ...Array<number>(600).fill(2000)];

/** By default n8n 2.41 makes two sandboxes for expressions with each event, here without need, and takes ten times as long. */
const QUICK = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

const NOTIFICATIONS = '/public-api/notifications/v2.0';

let installation: string;
let home: string;
let port: number;
let wire: Wire;
let sandbox: RunningSandbox;
let n8n: RunningN8n;
let session: N8nSession;
let credential: { id: string; name: string };

before(async () => {
	installation = await installN8n((text) => console.log(text));
	home = await freshHome('e2e-trigger');
	port = await freePort();
	wire = await startWire();
	sandbox = await startSandbox({ scale: 0.01, retryAfterMs: RETRIES });
	await startAgain();
	credential = await session.saveCredential('AMPECO', 'ampecoApi', { url: sandbox.url, token: sandbox.token });
});

after(async () => {
	await n8n?.stop();
	await sandbox?.stop();
	await wire?.stop();
});

async function startAgain(env: Record<string, string> = {}): Promise<void> {
	n8n = await startN8n({
		installation,
		home,
		port,
		env: { WEBHOOK_URL: wire.url, N8N_EDITOR_BASE_URL: wire.url, ...env },
	});
	wire.target = Number(new URL(n8n.url).port);
	session = await openSession(n8n.url, installation);
}

/** Saves a workflow of a trigger and a node that does nothing. */
async function workflowOf(webhookId: string, parameters: Json): Promise<string> {
	return await session.importWorkflow(
		{
			name: webhookId,
			nodes: [
				{
					id: webhookId,
					name: 'AMPECO Trigger',
					type: `${PACKAGE}.ampecoTrigger`,
					typeVersion: 1.1,
					position: [0, 0],
					webhookId,
					parameters,
					credentials: { ampecoApi: credential },
				},
				{ id: 'end', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { 'AMPECO Trigger': { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
		{ ampecoApi: credential },
	);
}

async function changeEvents(id: string, events: string[]): Promise<void> {
	const { nodes, connections, settings, name, versionId } = await session.call('GET', `/workflows/${id}`);
	nodes.find((node: Json) => node.name === 'AMPECO Trigger').parameters.events = events;
	await session.call('PATCH', `/workflows/${id}`, { name, nodes, connections, settings, versionId });
	await session.publish(id);
}

const subscriptions = async () =>
	(await sandbox.state('notifications')).map(({ notifications, webhook }) => ({
		events: notifications,
		url: webhook.callbackUrl,
	}));

/** The calls the tenant received since the last look. */
async function calls(): Promise<string[]> {
	const entries = await sandbox.journal({ path: NOTIFICATIONS });
	await sandbox.clearJournal();
	return entries.map(({ method }) => method);
}

const addressOf = (webhookId: string) => `${wire.url}/webhook/${webhookId}/webhook`;

/** Waits until every delivery of the tenant has come to its end. */
async function settled(): Promise<Delivery[]> {
	for (;;) {
		const { deliveries } = await sandbox.admin('GET', '/deliveries');
		const givenUp = deliveries.filter(
			({ state, attempts }: Delivery) => state === 'failed' && attempts > RETRIES.length,
		);
		assert.deepEqual(givenUp, []);
		if (deliveries.length > 0 && deliveries.every(({ state }: Delivery) => state === 'delivered')) return deliveries;
		await wait(100);
	}
}

/** Waits until no execution is under way. One from before a crash of n8n may be shown as running for ever. */
async function idle(crashedAt = 0): Promise<void> {
	for (;;) {
		const { results } = await session.call('GET', '/executions', undefined, {
			params: { filter: JSON.stringify({ status: ['running', 'new'] }), limit: 100 },
		});
		if (results.every(({ startedAt }: Json) => Date.parse(startedAt) < crashedAt)) return;
		await wait(50);
	}
}

/** All executions of a workflow, once none is under way. */
async function executions(workflowId: string, crashedAt?: number): Promise<Json[]> {
	await idle(crashedAt);
	return await session.executions(workflowId);
}

/** What each execution was started with. */
async function payloads(all: Json[]): Promise<Json[]> {
	const found: Json[] = [];
	for (const { id } of all) found.push(await session.startedWith(id));
	return found;
}

async function cause(event: string, payload: Json = {}): Promise<Json> {
	return (await sandbox.admin('POST', '/events', { event, payload })).payload;
}

describe('the subscription', { timeout: 600_000 }, () => {
	test('follows the workflow, with exactly the calls it needs', async () => {
		const id = await workflowOf('life', { events: ['idTag.changed', 'evse.changed'] });
		await sandbox.clearJournal();
		await session.publish(id);
		assert.deepEqual(await calls(), ['GET', 'GET', 'POST']);
		assert.deepEqual(await subscriptions(), [{ events: ['idTag.changed', 'evse.changed'], url: addressOf('life') }]);

		await session.publish(id);
		assert.deepEqual(await calls(), []);

		await changeEvents(id, ['cdr.received']);
		assert.deepEqual(await calls(), ['GET', 'DELETE', 'GET', 'GET', 'POST']);
		assert.deepEqual(await subscriptions(), [{ events: ['cdr.received'], url: addressOf('life') }]);

		await n8n.stop();
		await startAgain();
		assert.deepEqual(await calls(), []);
		const sent = await cause('cdr.received', { id: '7' });
		await settled();
		assert.deepEqual(await payloads(await executions(id)), [sent]);

		await session.unpublish(id);
		assert.deepEqual(await calls(), ['GET', 'DELETE']);
		assert.deepEqual(await subscriptions(), []);
	});

	test('that AMPECO refuses stops the activation with a sentence', async () => {
		const id = await workflowOf('refused', { otherEvents: 'nothing.changed' });
		await assert.rejects(
			session.publish(id),
			/AMPECO refused the values.*WEBHOOK_URL in older n8n\) is a public https address/s,
		);
		assert.deepEqual(await subscriptions(), []);
	});

	test('of a test run stands beside the one of production', async () => {
		await sandbox.reset({ scale: 0.01 });
		const id = await workflowOf('both', { events: ['cdr.received'] });
		await session.publish(id);
		const started = await session.call('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'AMPECO Trigger' },
		});
		assert.deepEqual(started, { waitingForWebhook: true });
		const testUrl = addressOf('both').replace('/webhook/', '/webhook-test/');
		assert.deepEqual(
			(await subscriptions()).map(({ url }) => url),
			[addressOf('both'), testUrl],
		);

		const sent = await cause('cdr.received', { id: '8' });
		await settled();
		const all = await executions(id);
		assert.deepEqual(all.map(({ mode }) => mode).sort(), ['manual', 'webhook']);
		assert.deepEqual(await payloads(all), [sent, sent]);
		while ((await subscriptions()).length > 1) await wait(50);
		assert.deepEqual(
			(await subscriptions()).map(({ url }) => url),
			[addressOf('both')],
		);
		await session.unpublish(id);
	});
});

test('each of the 42 events starts the workflow with its payload', { timeout: 1_800_000 }, async () => {
	await sandbox.reset({ scale: 0.01 });
	const id = await workflowOf('all', { events });
	await session.publish(id);
	const sent: Json[] = [];
	const begin = wire.answers.length;
	for (const event of events) {
		sent.push(await cause(event));
		await wire.until(begin + sent.length);
	}
	await settled();
	const got = await payloads(await executions(id));
	const byName = (one: Json, other: Json) => String(one.notification).localeCompare(String(other.notification));
	assert.equal(got.length, 42);
	assert.deepEqual(got.sort(byName), sent.sort(byName));
	await session.unpublish(id);
});

describe('forged and broken requests', { timeout: 1_800_000 }, () => {
	const text = JSON.stringify({ notification: 'cdr.received', id: '9', createdAt: '2026-11-22T09:00:00Z' });
	const large = JSON.stringify({ notification: 'cdr.received', id: 'x'.repeat(5 * 1024 * 1024) });
	let id: string;
	const right = () => ({
		'content-type': 'application/json',
		'x-signature': sign(text, sandbox.token),
		'x-tenant': 'sandbox',
		'x-timestamp': new Date().toISOString(),
	});
	const post = async (body: string, headers: Record<string, string | undefined>) =>
		await axios.post(addressOf('forged'), body, {
			proxy: false,
			headers,
			maxBodyLength: Infinity,
			validateStatus: () => true,
			transformRequest: (data) => data,
		});

	before(async () => {
		await sandbox.reset({ scale: 0.01 });
		id = await workflowOf('forged', { events: ['cdr.received'], options: { tenant: 'sandbox', longestDelay: 5 } });
		await session.publish(id);
	});
	after(async () => await session.unpublish(id));

	const requests: Array<[string, string, () => Record<string, string | undefined>, number]> = [
		['unsigned', text, () => ({ 'x-signature': undefined }), 401],
		['signed with another token', text, () => ({ 'x-signature': sign(text, 'other') }), 401],
		['changed', text.replace('"9"', '"10"'), () => ({}), 401],
		['truncated', text.slice(0, -1), () => ({}), 422],
		['truncated, as text', text.slice(0, -1), () => ({ 'content-type': 'text/plain' }), 401],
		[
			'signed, but not JSON',
			'id=9',
			() => ({ 'content-type': 'application/x-www-form-urlencoded', 'x-signature': sign('id=9', sandbox.token) }),
			400,
		],
		['5 MB', large, () => ({}), 413],
		['5 MB, signed', large, () => ({ 'x-signature': sign(large, sandbox.token) }), 413],
		[
			'a form with files',
			'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
			() => ({ 'content-type': 'multipart/form-data; boundary=b' }),
			401,
		],
		['of another tenant', text, () => ({ 'x-tenant': 'other' }), 401],
		['replayed after an hour', text, () => ({ 'x-timestamp': new Date(Date.now() - 3_600_000).toISOString() }), 401],
	];
	for (const [name, body, headers, status] of requests) {
		test(`${name}: ${status}`, async () => {
			const answer = await post(body, { ...right(), ...headers() });
			assert.equal(answer.status, status, JSON.stringify(answer.data));
			assert.doesNotMatch(JSON.stringify(answer.data), new RegExp(sandbox.token));
		});
	}

	test('start nothing, while a right one starts the workflow once however often it comes', async () => {
		assert.deepEqual(await executions(id), []);
		for (const type of ['application/octet-stream', 'application/json', 'text/plain', '']) {
			assert.equal((await post(text, { ...right(), 'content-type': type })).status, 202, type);
		}
		assert.equal((await executions(id)).length, 1);
	});
});

describe('charger fault to ticket', { timeout: 600_000 }, () => {
	let system: TicketSystem;
	let id: string;
	let evse: Json;

	before(async () => {
		await sandbox.reset({ scale: 0.01 });
		[evse] = await sandbox.state('evses', 1);
		system = await startTicketSystem(0);
		const example = readFileSync('examples/charger-fault-to-ticket.json', 'utf8').replaceAll(
			'http://127.0.0.1:8790',
			system.url,
		);
		id = await session.importWorkflow(JSON.parse(example), { ampecoApi: credential });
		await session.publish(id);
	});
	beforeEach(async () => {
		system.beforeOpening = async () => {};
		const [{ hardwareStatus }] = await sandbox.state('evses', 1);
		if (hardwareStatus !== 'available') await report('available');
		system.tickets.length = 0;
	});
	after(async () => {
		await session.unpublish(id);
		await system.stop();
	});

	async function becomes(hardwareStatus: string): Promise<void> {
		// Two equal reports within a second are one event.
		await sandbox.forward(1);
		await sandbox.admin('POST', `/charge-points/${evse.chargePointId}/status`, { evseId: evse.id, hardwareStatus });
	}
	/** Has n8n sent an event, waits until its workflow has ended and gives the last execution. */
	async function handled(event: () => Promise<unknown>): Promise<Json> {
		const seen = wire.answers.length;
		await event();
		await wire.until(seen + 1);
		return (await executions(id))[0];
	}
	async function report(hardwareStatus: string): Promise<void> {
		assert.equal((await handled(async () => await becomes(hardwareStatus)))?.status ?? 'success', 'success');
	}
	async function fails(says: RegExp): Promise<void> {
		const { id: execution, status } = await handled(async () => await becomes('faulted'));
		assert.equal(status, 'error');
		assert.match((await session.execution(execution)).error?.message, says);
	}
	const statuses = () => system.tickets.map(({ status }) => status);

	test('a fault opens one ticket, further faults comment on it, recovery closes it', async () => {
		await report('faulted');
		const [ticket] = system.tickets;
		const [chargePoint] = await sandbox.state('charge-points', 1);
		assert.equal(ticket.title, `${chargePoint.name}: EVSE ${evse.id} is faulted`);
		for (const status of ['unavailable', 'faulted', 'unavailable', 'faulted']) await report(status);
		assert.equal(ticket.comments.length, 2);
		assert.deepEqual(statuses(), ['open']);
		for (const status of ['available', 'preparing']) await report(status);
		assert.deepEqual(statuses(), ['closed']);
		await report('faulted');
		assert.deepEqual(statuses(), ['closed', 'open']);
	});

	test('a recovery that is handled before the ticket is there closes it all the same', async () => {
		const succeeded = async () => (await session.executions(id)).filter(({ status }) => status === 'success').length;
		const before = await succeeded();
		system.beforeOpening = async () => {
			await becomes('available');
			while ((await succeeded()) === before) await wait(50);
		};
		await report('faulted');
		assert.equal(await succeeded(), before + 2);
		assert.deepEqual(statuses(), ['closed']);
	});

	test('a recovery that comes late, after the next fault, leaves the ticket open', async () => {
		await report('faulted');
		const payload = {
			chargePointId: evse.chargePointId,
			evseId: evse.id,
			hardwareStatus: 'available',
			timestamp: '2026-10-01T00:00:00Z',
		};
		const { status } = await handled(async () => await cause('HardwareStatusNotification', payload));
		assert.equal(status, 'success');
		assert.deepEqual(statuses(), ['open']);
	});

	test('a fault of the whole charge point is a ticket of its own', async () => {
		const payload = {
			chargePointId: evse.chargePointId,
			evseId: null,
			hardwareStatus: 'faulted',
			timestamp: '2026-10-01T00:00:00Z',
		};
		const { status } = await handled(async () => await cause('HardwareStatusNotification', payload));
		assert.equal(status, 'success');
		assert.deepEqual(
			system.tickets.map(({ reference }) => reference),
			[`${evse.chargePointId}-all`],
		);
		// The charge point itself works: the event is about what was.
		assert.deepEqual(statuses(), ['closed']);
	});

	for (const [refusal, says] of [
		[400, /There is no ticket for \d+-\d+: 400 .*There is no queue/],
		[401, /There is no ticket for \d+-\d+: 401/],
		[422, /There is no ticket for \d+-\d+: 422/],
		[409, /There is no ticket for \d+-\d+: .* says one is open, but does not find it/],
	] as const) {
		test(`a ticket that is refused with ${refusal} ends the run as an error that says so`, async () => {
			system.beforeOpening = async () => refusal;
			await fails(says);
		});
	}

	test('so does a ticket system that is not there, in words of n8n', async () => {
		await system.stop();
		await fails(/refused the connection/);
	});
});

test('the example for Kafka makes its subscription', { timeout: 600_000 }, async () => {
	await sandbox.reset({ scale: 0.01 });
	const example = JSON.parse(readFileSync('examples/events-by-kafka.json', 'utf8'));
	const id = await session.importWorkflow(example, { ampecoApi: credential });
	const { status } = await session.run(id, 'Subscribe Once');
	assert.equal(status, 'success');
	const [{ via, kafka }] = await sandbox.state('notifications');
	assert.deepEqual([via, kafka.topic, kafka.brokers], ['kafka', 'ampeco-events', ['kafka.example.com:9092']]);
});

test('1,000 events, every tenth answer lost: 1,000 executions', { timeout: 1_800_000 }, async () => {
	await sandbox.reset({ scale: 0.01 });
	await n8n.stop();
	await startAgain(QUICK);
	const id = await workflowOf('thousand', { events: ['idTag.changed'] });
	await session.publish(id);
	const begin = wire.answers.length;
	wire.loses = (answer) => (answer - begin) % 11 === 0;
	const numbers = Array.from({ length: 1000 }, (_, index) => index);
	// In portions that n8n can digest: it takes in all it is sent, at once.
	for (let first = 0; first < 1000; first += 20) {
		await Promise.all(
			numbers
				.slice(first, first + 20)
				.map((idTagsId) =>
					cause('idTag.changed', { idTagsId, action: 'created', lastUpdatedAt: '2026-11-22T09:00:00Z' }),
				),
		);
		await wire.until(begin + first + 20);
		await idle();
	}
	const deliveries = await settled();
	wire.loses = () => false;
	const attempts = deliveries.reduce((sum, one) => sum + one.attempts, 0);
	assert.equal(deliveries.length, 1000);
	assert.ok(attempts >= 1095, `only ${attempts} attempts`);
	const got = await payloads(await executions(id));
	assert.deepEqual(
		got.map(({ idTagsId }) => idTagsId).sort((one, other) => one - other),
		numbers,
	);
	await session.unpublish(id);
});

test('a crash of n8n in the middle loses nothing', { timeout: 600_000 }, async () => {
	await sandbox.reset({ scale: 0.01 });
	const id = await workflowOf('crash', { events: ['idTag.changed'] });
	await session.publish(id);
	const begin = wire.answers.length;
	const numbers = Array.from({ length: 60 }, (_, index) => index);
	const sending = Promise.all(
		numbers.map((idTagsId) =>
			cause('idTag.changed', { idTagsId, action: 'created', lastUpdatedAt: '2026-11-22T09:00:00Z' }),
		),
	);
	await wire.until(begin + 20);
	await n8n.kill();
	const crashedAt = Date.now();
	// As a proxy does that asks whether n8n is ready: while it starts, n8n answers 200 to whatever comes.
	wire.most = 0;
	await sending;
	const unanswered = 60 - (wire.answers.length - begin);
	assert.ok(unanswered > 0, 'n8n had answered everything before it was killed');
	await startAgain(QUICK);
	wire.most = Infinity;
	await settled();
	const all = await executions(id, crashedAt);
	const got = (await payloads(all)).map(({ idTagsId }) => idTagsId as number);
	assert.deepEqual(
		[...new Set(got)].sort((one, other) => one - other),
		numbers,
	);
	const count = (status: string) => all.filter((one) => one.status === status).length;
	console.log(
		`  ${unanswered} unanswered when n8n was killed, ${got.length} executions, ${count('success')} ended well, ${count('crashed')} crashed, ${count('running')} left as running by n8n`,
	);
	await session.unpublish(id);
});
