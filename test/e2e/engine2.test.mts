/**
 * The package on n8n's Engine 2.0, which runs the workflows whose settings ask for it and keeps their executions in a PostgreSQL of
 * its own: what holds there, and what does not, as docs/n8n.md says. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import { freePort } from '../../tools/n8n/real.mts';
import type { RunningPostgres } from '../../tools/n8n/services.mts';
import { findProgram, startPostgres } from '../../tools/n8n/services.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, setStage } from './stage.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const TRIGGER = 'Start';

const GET_MANY = { type: 'ampecoVoucher', parameters: { resource: 'voucher', operation: 'getAll', limit: 5 } };
const CREATE = {
	type: 'ampecoVoucher',
	parameters: {
		resource: 'voucher',
		operation: 'create',
		amount: '={{ $json.amount }}',
		additionalFields: { prefix: '={{ $json.prefix }}' },
	},
};
const REQUEST = {
	type: 'ampecoApiRequest',
	parameters: { request: 'route', method: 'GET', route: VOUCHERS, answer: 'list', limit: 3 },
};

const rowsOf = (prefixes: string[]) => prefixes.map((prefix, index) => ({ amount: 7000 + index, prefix }));
const GOOD = rowsOf(['ABC', 'ABC', 'ABC']);
/** AMPECO refuses the second for its code prefix, which must have three characters. */
const ONE_WRONG = rowsOf(['ABC', 'TOO-LONG', 'ABC', 'ABC']);

describe('Engine 2.0', { skip: findProgram('postgres') ? false : 'PostgreSQL is not on this machine.' }, () => {
	let postgres: RunningPostgres;
	let stage: Stage;

	before(async () => {
		postgres = await startPostgres();
		const { user, password, host, port, database } = postgres;
		stage = await setStage('e2e-engine2', {
			N8N_ENABLED_MODULES: 'engine-v2',
			N8N_ENGINE_HOST: host,
			N8N_ENGINE_PORT: String(await freePort()),
			N8N_ENGINE_CONTROL_PLANE_PORT: String(await freePort()),
			N8N_ENGINE_AUTH_SECRET: randomBytes(32).toString('hex'),
			N8N_ENGINE_DATABASE_URL: `postgresql://${user}:${password}@${host}:${port}/${database}`,
			GENERIC_TIMEZONE: 'Europe/Sofia',
			N8N_LOG_LEVEL: 'info',
		});
	});
	after(async () => {
		await stage?.stop();
		await postgres?.stop();
	});
	beforeEach(async () => {
		await stage.sandbox.clearJournal();
		await stage.sandbox.clearFaults();
	});

	/** Runs one node on items; `v1` is the engine n8n has always had. */
	async function run(
		engineType: 'v1' | 'v2',
		node: Json,
		items: Json[] = [{}],
		settings: Json = {},
	): Promise<Execution> {
		const { session, credential } = stage;
		const start = { id: 'start', name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', parameters: {} };
		const one = { id: 'node', name: 'Node', credentials: { ampecoApi: credential }, ...node };
		const id = await session.importWorkflow({
			name: `${engineType} ${node.type}`,
			nodes: [start, { ...one, type: `${PACKAGE}.${node.type}` }].map((row, index) => ({
				typeVersion: 1,
				position: [200 * index, 0],
				...row,
			})),
			connections: { [TRIGGER]: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
			pinData: { [TRIGGER]: items.map((json) => ({ json })) },
			settings: { executionOrder: 'v1', engineType, ...settings },
		});
		return await session.run(id, TRIGGER);
	}

	const outputOf = ({ nodes }: Execution) => nodes.Node.outputs[0];
	const posts = async () => (await stage.sandbox.journal({ method: 'POST', path: VOUCHERS })).length;

	for (const [name, node] of Object.entries({ 'Get Many': GET_MANY, 'AMPECO API Request': REQUEST })) {
		test(`${name} gives the same items`, async () => {
			const [one, two] = [await run('v1', node), await run('v2', node)];
			assert.match(two.id, /^[0-9a-f]{8}-/, 'was not run by Engine 2.0');
			assert.deepEqual([one.status, two.status], ['success', 'success']);
			assert.deepEqual(outputOf(two), outputOf(one));
		});
	}

	test('Create makes one for each item, in their order and linked to them', async () => {
		const made = outputOf(await run('v2', CREATE, GOOD));
		assert.deepEqual(
			made.map(({ json, pairedItem }) => [json.amount, pairedItem]),
			GOOD.map(({ amount }, item) => [amount, { item }]),
		);
		assert.equal(await posts(), GOOD.length);
	});

	test('with On Error: Continue, what is refused says so in its place', async () => {
		const continuing = { ...CREATE, onError: 'continueRegularOutput' };
		const [one, two] = [await run('v1', continuing, ONE_WRONG), await run('v2', continuing, ONE_WRONG)];
		assert.equal(outputOf(two).length, ONE_WRONG.length);
		assert.match(outputOf(two)[1].json.error, /Code Prefix/);
		assert.deepEqual(outputOf(two)[1], outputOf(one)[1]);
	});

	test('a trigger starts executions', async () => {
		const { session, sandbox, credential } = stage;
		const id = await session.importWorkflow({
			name: 'Trigger',
			nodes: [
				{
					id: 'trigger',
					name: 'AMPECO Trigger',
					type: `${PACKAGE}.ampecoTrigger`,
					typeVersion: 1.1,
					position: [0, 0],
					webhookId: 'engine2',
					parameters: { events: ['idTag.changed'] },
					credentials: { ampecoApi: credential },
				},
				{ id: 'end', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
			],
			connections: { 'AMPECO Trigger': { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1', engineType: 'v2' },
		});
		await session.publish(id);
		const payload = { idTagsId: 5, action: 'created', lastUpdatedAt: '2026-11-22T09:00:00Z' };
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload });
		let started: Json[] = [];
		while (started.length === 0) {
			await wait(50);
			started = await session.executions(id);
		}
		const { status, nodes } = await session.ended(started[0].id);
		assert.equal(status, 'success');
		assert.equal(nodes.End.outputs[0][0].json.idTagsId, 5);
		await session.unpublish(id);
	});

	describe('what does not hold there, which docs/n8n.md tells', () => {
		test('an error output: the workflow is refused, and nothing is sent', async () => {
			await assert.rejects(
				run('v2', { ...CREATE, onError: 'continueErrorOutput' }, ONE_WRONG),
				/continueErrorOutput, which is not supported/,
			);
			assert.equal(await posts(), 0);
		});

		test('a refused item does not keep the others from being sent, the error does not tell what was done, and there is no Retry', async () => {
			const wrongFirst = rowsOf(['TOO-LONG', ...Array<string>(7).fill('ABC')]);
			const { id, status, error } = await run('v2', CREATE, wrongFirst);
			assert.equal(status, 'error');
			assert.match(error!.message, /Code Prefix/);
			assert.equal(error!.description, undefined);
			assert.equal(await posts(), wrongFirst.length);
			await assert.rejects(stage.session.call('POST', `/executions/${id}/retry`, { loadWorkflow: false }), /with 500/);
			assert.equal(await posts(), wrongFirst.length);
		});

		test('Retry On Fail: one try', async () => {
			await stage.sandbox.fault(`forbidden once on POST ${VOUCHERS}`);
			const node = { ...CREATE, retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
			assert.equal((await run('v2', node, GOOD)).status, 'error');
			assert.equal(await posts(), GOOD.length);
		});

		test('Execute Once: each item is sent', async () => {
			await run('v2', { ...CREATE, executeOnce: true }, GOOD);
			assert.equal(await posts(), GOOD.length);
		});

		test("the workflow's time zone: n8n's own is taken", async () => {
			const filters = { redeemedAfter: '2026-01-01T10:00:00' };
			await run('v2', { ...GET_MANY, parameters: { ...GET_MANY.parameters, filters } }, [{}], {
				timezone: 'Asia/Tokyo',
			});
			const [{ query }] = await stage.sandbox.journal({ method: 'GET', path: VOUCHERS });
			assert.deepEqual(query[0], ['filter[redeemedAfter]', '2026-01-01T08:00:00Z']);
		});

		test('expressions in the credential: refused, and nothing is sent', async () => {
			const { session, sandbox } = stage;
			const fields = { url: '={{ $json.url }}', token: sandbox.token };
			const ampecoApi = await session.saveCredential('By expression', 'ampecoApi', fields);
			const { status } = await run('v2', { ...GET_MANY, credentials: { ampecoApi } }, [{ url: sandbox.url }]);
			assert.equal(status, 'error');
			assert.deepEqual(await sandbox.journal(), []);
		});
	});
});
