/** The packed package in a real n8n, through the addresses its editor uses. Run `npm run test:e2e`. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import axios from 'axios';
import { startSandbox } from '../../sandbox/client.mts';
import type { CampaignRun } from '../../tools/campaign.mts';
import { correctedRecipients, readRecipients, runCampaign } from '../../tools/campaign.mts';
import { startEngine } from '../../tools/engine.mts';
import type { Json } from '../../tools/n8n/session.mts';
import { actions, lifeCycles, upserts } from './operations.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, byId, openMcp, setStage } from './stage.mts';

const { n8n: manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
const VOUCHERS = '/public-api/resources/vouchers/v2.1';

let stage: Stage;

before(async () => {
	stage = await setStage('e2e');
});
after(async () => await stage?.stop());

describe('Retry in the list of executions', () => {
	const RECIPIENTS = ['11', '12', 'x', '14'];

	/** Amounts of this test's vouchers that the tenant has. */
	const made = async () =>
		(await stage.sandbox.state('vouchers', 10_000))
			.map(({ amount }) => Number(amount))
			.filter((amount) => amount > 7000)
			.sort((one, other) => one - other);

	/** A workflow whose third item AMPECO refuses for its code prefix, which must have three characters. */
	async function failed(base: number, name: string) {
		const id = await stage.session.importWorkflow({
			name,
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'node',
					name: 'Vouchers',
					type: `${PACKAGE}.ampecoVoucher`,
					typeVersion: 1,
					position: [200, 0],
					parameters: {
						resource: 'voucher',
						operation: 'create',
						amount: '={{ $json.amount }}',
						additionalFields: { prefix: '={{ $json.prefix }}' },
					},
					credentials: { ampecoApi: stage.credential },
				},
			],
			connections: { Start: { main: [[{ node: 'Vouchers', type: 'main', index: 0 }]] } },
			pinData: {
				Start: RECIPIENTS.map((_, index) => ({
					json: { amount: base + index, prefix: index === 2 ? 'TOO-LONG' : 'ABC' },
				})),
			},
			settings: { executionOrder: 'v1' },
		});
		const execution = await stage.session.run(id, 'Start');
		assert.equal(execution.status, 'error');
		return { id, execution };
	}

	const retry = async (executionId: string, loadWorkflow: boolean) => {
		const { id } = await stage.session.call('POST', `/executions/${executionId}/retry`, { loadWorkflow });
		return await stage.session.execution(String(id));
	};

	test('with the original workflow, nothing is made twice, and the report stays whole', async () => {
		const { execution } = await failed(7100, 'Retry the original');
		assert.match(execution.error!.description, /3 of 4 items were done/);
		assert.deepEqual(await made(), [7100, 7101, 7103]);
		const again = await retry(execution.id, false);
		assert.equal(again.status, 'error');
		assert.match(again.error!.description, /3 of 4 items were done/);
		assert.deepEqual(await made(), [7100, 7101, 7103]);
	});

	test('with the current workflow, corrected, the rest is made and all items come', async () => {
		const { id, execution } = await failed(7200, 'Retry the current');
		const workflow = await stage.session.call('GET', `/workflows/${id}`);
		workflow.nodes[1].parameters.additionalFields = { prefix: 'ABC' };
		const { nodes, connections, versionId } = workflow;
		await stage.session.call('PATCH', `/workflows/${id}`, { nodes, connections, versionId });
		const again = await retry(execution.id, true);
		assert.equal(again.status, 'success');
		assert.deepEqual(
			again.nodes.Vouchers.outputs![0].map(({ json }: Json) => json.amount),
			[7200, 7201, 7202, 7203],
		);
		assert.deepEqual(
			(await made()).filter((amount) => amount >= 7200),
			[7200, 7201, 7202, 7203],
		);
	});
});

describe('the package', () => {
	let types: Json[];
	before(async () => {
		types = await stage.session.call('GET', '../types/nodes.json');
	});

	test('is loaded lazily', () => {
		assert.match(
			readFileSync(stage.n8n.logFile, 'utf8'),
			new RegExp(`Lazy-loading nodes and credentials from ${PACKAGE}`),
		);
	});

	test('has all its nodes in the editor, each also as a tool', () => {
		const names = types.map(({ name }) => name as string).filter((name) => name.startsWith(`${PACKAGE}.`));
		const actions = names.filter((name) => !name.endsWith('Trigger') && !name.endsWith('Tool'));
		assert.equal(actions.length + names.filter((name) => name.endsWith('Trigger')).length, manifest.nodes.length);
		for (const name of actions) assert.ok(names.includes(`${name}Tool`), `${name} is no tool`);
	});

	test('has all nodes that the examples use', () => {
		const known = new Set(types.map(({ name }) => name));
		for (const file of readdirSync('examples').filter((name) => name.endsWith('.json'))) {
			const { nodes } = JSON.parse(readFileSync(`examples/${file}`, 'utf8'));
			for (const { name, type } of nodes) assert.ok(known.has(type), `${file}: ${name} is a ${type}`);
		}
	});

	test('serves its icons', async () => {
		for (const { name, iconUrl } of types.filter(({ name }) => name.startsWith(`${PACKAGE}.`))) {
			for (const url of [iconUrl].flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one ?? {})))) {
				const { status, headers } = await get(`/${url}`);
				assert.equal(status, 200, `${name}: ${url}`);
				assert.match(String(headers['content-type']), /svg/);
			}
		}
	});

	test('serves a preview of what each operation gives', async () => {
		for (const { name, properties } of types.filter(
			({ name }) => name.startsWith(`${PACKAGE}.`) && !name.endsWith('Trigger'),
		)) {
			for (const { displayOptions, options } of properties.filter((one: Json) => one.name === 'operation')) {
				for (const resource of displayOptions.show.resource) {
					for (const { value } of options.filter((one: Json) => one.value !== '__CUSTOM_API_CALL__')) {
						const { status, data } = await get(`/schemas/${name}/1/${resource}/${value}.json`);
						assert.equal(status, 200, `${name} ${resource} ${value}`);
						assert.ok(Object.keys(data.properties).length > 0, `${name} ${resource} ${value} is empty`);
					}
				}
			}
		}
	});
});

describe('the credential test', () => {
	const check = async (data: Json) =>
		await stage.session.testCredential('ampecoApi', { url: stage.sandbox.url, token: stage.sandbox.token, ...data });

	test('passes with the right token, however the address is typed', async () => {
		const { url } = stage.sandbox;
		for (const typed of [url, `${url}/`, ` ${url}/public-api/ `]) {
			assert.deepEqual(await check({ url: typed }), { status: 'OK', message: 'Connection successful!' }, typed);
		}
	});

	const failures: Array<[string, () => Json, RegExp]> = [
		['a wrong token', () => ({ token: 'wrong' }), /does not accept this API token/],
		['an address that is not AMPECO', () => ({ url: stage.n8n.url }), /no AMPECO API at this address/],
		['an address nobody listens on', () => ({ url: 'http://127.0.0.1:9' }), /./],
	];
	for (const [name, data, says] of failures) {
		test(`fails with ${name}`, async () => {
			const { status, message } = await check(data());
			assert.equal(status, 'Error');
			assert.match(message, says);
		});
	}

	test('passes for a role that may not read settings', async () => {
		await stage.sandbox.fault('forbidden once');
		assert.equal((await check({})).status, 'OK');
	});
});

test('the voucher campaign gives the same items as in the engine', async () => {
	const inEngine = { sandbox: await startSandbox({ seed: 'campaign' }), engine: await startEngine() };
	const lists = [readRecipients(), correctedRecipients([40, 116]), correctedRecipients([40, 116, 202])];
	const expected: CampaignRun[] = [];
	try {
		for (const list of lists) expected.push(await runCampaign(inEngine.engine, inEngine.sandbox, list));
	} finally {
		await inEngine.engine.stop();
		await inEngine.sandbox.stop();
	}

	await stage.sandbox.reset({ seed: 'campaign' });
	const example = JSON.parse(readFileSync('examples/voucher-campaign.json', 'utf8')) as Json;
	// Eight requests are under way at a time, so which row gets which ID is chance.
	const stable = ({ id: _id, code: _code, createdAt: _at, lastUpdatedAt: _updated, ...rest }: Json) => rest;
	const withRow = ({ json, pairedItem }: { json: Json; pairedItem?: any }): Json => ({ ...json, row: pairedItem.item });
	for (const [index, list] of lists.entries()) {
		const pinData = { Recipients: list.map((json) => ({ json })) };
		const id = await stage.session.importWorkflow({ ...example, pinData }, { ampecoApi: stage.credential });
		const { status, nodes } = await stage.session.run(id, 'Run by Hand');
		const itemsOf = (node: string, output: number) => nodes[node]?.outputs[output] ?? [];
		assert.equal(status, 'success');
		assert.deepEqual(itemsOf('Check Rows', 1).map(withRow), expected[index].wrong);
		const vouchers = itemsOf('Create Vouchers', 0).map(withRow);
		assert.deepEqual(vouchers.map(stable), expected[index].vouchers.map(stable));
		assert.deepEqual(itemsOf('Create Vouchers', 1).map(withRow), expected[index].refused);
		assert.deepEqual(
			itemsOf('Codes', 0).map(({ json }) => json.code),
			vouchers.map(({ code }) => code),
		);
	}
	assert.deepEqual(
		expected.map(({ vouchers }) => vouchers.length),
		[0, 249, 250],
	);
	const marked = (await stage.sandbox.state('vouchers')).filter(({ description }) => /\[once:/.test(description));
	assert.equal(marked.length, 250);
});

// n8n's command line runs a manual trigger with one empty item, whatever is pinned to it.
test('a node runs from the command line', async () => {
	const id = await stage.session.importWorkflow({
		name: 'From the command line',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'list',
				name: 'List',
				type: `${PACKAGE}.ampecoVoucher`,
				typeVersion: 1,
				position: [200, 0],
				parameters: { resource: 'voucher', operation: 'getAll', limit: 3 },
				credentials: { ampecoApi: stage.credential },
			},
		],
		connections: { Start: { main: [[{ node: 'List', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	const printed = await stage.n8n.cli('execute', `--id=${id}`, '--rawOutput');
	const run = JSON.parse(printed.slice(printed.search(/^{/m)));
	assert.equal(run.data.resultData.runData.List[0].data.main[0].length, 3);
});

describe('the pickers', () => {
	const search = async (filter?: string, paginationToken?: string) =>
		await stage.session.listSearch({
			node: `${PACKAGE}.ampecoVoucher`,
			method: 'searchUser',
			path: 'parameters.user',
			parameters: { resource: 'voucher', operation: 'redeem' },
			credentials: { ampecoApi: stage.credential },
			filter,
			paginationToken,
		});

	test('list users, page by page', async () => {
		const first = await search();
		const second = await search(undefined, first.paginationToken);
		assert.ok(first.results.length > 0 && second.results.length > 0);
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		assert.equal(new Set(ids).size, ids.length);
	});

	test('find a user by name', async () => {
		const { firstName, lastName } = (await stage.sandbox.state('users')).at(-1)!;
		const { results } = await search(`${firstName} ${lastName}`);
		assert.ok(results.length > 0);
		for (const { name } of results) assert.ok(name.startsWith(`${firstName} ${lastName}`), name);
	});
});

describe('each node', () => {
	const run = async (node: string, parameters: Json): Promise<Json[]> => {
		const { outputs, error } = await stage.runNode({ type: node, parameters, items: [{ parkingSpaceId, userId }] });
		assert.equal(error?.message, undefined);
		return outputs[0].map(({ json }) => json);
	};
	let parkingSpaceId: number;
	/** A user who has no subscription yet. */
	let userId: number;
	before(async () => {
		const { sandbox } = stage;
		parkingSpaceId = (await sandbox.state('parking-spaces', 1))[0].id;
		const subscribed = new Set((await sandbox.state('subscriptions')).map((subscription) => subscription.userId));
		userId = (await sandbox.state('users')).find(({ id }) => !subscribed.has(id))!.id;
	});

	for (const { node, resource, picker = resource, parents, create, update, changed } of lifeCycles) {
		test(`${node}: ${resource} is made, read, listed, changed and removed`, async () => {
			const common = { resource, ...parents };
			const [made] = await run(node, { ...common, operation: 'create', ...create });
			assert.ok(made.id, JSON.stringify(made));
			const which = { ...common, [picker]: byId(String(made.id)) };
			const [read] = await run(node, { ...which, operation: 'get' });
			assert.equal(read.id, made.id);
			const listed = await run(node, { ...common, operation: 'getAll', returnAll: true, output: 'raw' });
			assert.ok(listed.some(({ id }) => id === made.id));
			await run(node, { ...which, operation: 'update', ...update });
			const [after] = await run(node, { ...which, operation: 'get', output: 'raw' });
			assert.deepEqual(Object.fromEntries(Object.keys(changed).map((name) => [name, after[name]])), changed);
			const [gone] = await run(node, { ...which, operation: 'delete' });
			assert.deepEqual([gone.deleted, String(gone.id)], [true, String(made.id)]);
		});
	}

	for (const { node, resource, key, create, change } of upserts) {
		test(`${node}: ${resource} is created, left alone, updated`, async () => {
			const outcomes: string[] = [];
			for (const mainFields of [create, create, change, change]) {
				const [record] = await run(node, { resource, operation: 'upsert', ...key, mainFields, addOutcome: true });
				assert.ok(record.id, JSON.stringify(record));
				outcomes.push(record.upsertOutcome);
			}
			assert.deepEqual(outcomes, ['created', 'unchanged', 'updated', 'unchanged']);
		});
	}

	test('ampecoSession: session waitForStatus sees a charge point begin', async () => {
		const { sandbox } = stage;
		await sandbox.admin('POST', '/charging', { startSeconds: 2 });
		const evse = (await sandbox.state('evses')).find(({ hardwareStatus }) => hardwareStatus === 'available')!;
		const [{ sessionId }] = await run('ampecoEvse', {
			resource: 'evse',
			operation: 'start',
			evse: byId(String(evse.id)),
		});
		const [session] = await run('ampecoSession', {
			resource: 'session',
			operation: 'waitForStatus',
			session: byId(String(sessionId)),
		});
		assert.equal(session.status, 'active');
	});

	for (const { node, resource, operation, parameters } of actions) {
		test(`${node}: ${resource} ${operation}`, async () => {
			const items = await run(node, { resource, operation, ...parameters });
			assert.ok(items.length > 0);
		});
	}
});

describe('rows of a sheet, without an expression', () => {
	/** As a sheet gives them: in any order, under other names, with columns of its own, empty cells. */
	const rows = [
		{
			Shop: 'Sofia 1',
			'internal note': 'Spring',
			AMOUNT: '5',
			'Expires On': '2027-05-01',
			title_en: 'Spring',
			Title_DE: 'Frühling',
		},
		{ Shop: 'Sofia 2', 'internal note': '', AMOUNT: '7.50', 'Expires On': '', title_en: 'Spring', Title_DE: '' },
		{ Shop: 'Varna', 'internal note': 'Spring', AMOUNT: 'ten', 'Expires On': '2027-05-01', title_en: '', Title_DE: '' },
	];
	const voucher = { resource: 'voucher', operation: 'create', inputMode: 'item', output: 'raw' };
	const writes = async () => (await stage.sandbox.journal()).filter(({ method }) => method !== 'GET');

	test('a dry run of vouchers says what is wrong and makes none, then they are made', async () => {
		const before = (await writes()).length;
		const order = { type: 'ampecoVoucher', items: rows };
		const dry = await stage.runNode({ ...order, parameters: { ...voucher, options: { dryRun: true } } });
		assert.equal(dry.error?.message, '3 rows checked: 2 would be created, 1 has a mistake. Nothing was changed.');
		assert.match(dry.error?.description, /^item 2: Amount must be a number, but it is "ten"/);
		const parameters = { ...voucher, options: { dryRun: true } };
		const { outputs } = await stage.runNode({ ...order, parameters, onError: 'continueErrorOutput' });
		assert.deepEqual(outputs[0][0].json, {
			dryRun: true,
			method: 'POST',
			path: VOUCHERS,
			body: {
				amount: 5,
				expireDate: '2027-05-01',
				title: [
					{ locale: 'en', translation: 'Spring' },
					{ locale: 'de', translation: 'Frühling' },
				],
				description: 'Spring',
			},
		});
		assert.deepEqual(
			outputs[1].map(({ json }) => json.details.kind),
			['input'],
		);
		assert.equal((await writes()).length, before);
		const real = await stage.runNode({ ...order, items: rows.slice(0, 2), parameters: voucher });
		assert.equal(real.error?.message, undefined);
		assert.deepEqual(
			(await writes())
				.slice(before)
				.map(({ body }) => (body as Json).amount)
				.sort(),
			[5, 7.5],
		);
		assert.deepEqual(
			real.outputs[0].map(({ json }) => json.amount),
			[5, 7.5],
		);
		const { hints } = real.execution.nodes.Node;
		assert.match(hints.join('\n'), /^No field is called by "Shop", so this column was left out/m);
	});

	test('users are told to be new, changed or as they are, and become so', async () => {
		const { sandbox } = stage;
		const known = (await sandbox.state('users', 10))[0] as Json;
		const items = [
			{ Department: 'IT', Floor: 2, EMAIL: 'sheet-1@example.com', 'first name': 'Ann', Password: 'secret-1234' },
			{ Department: 'IT', Floor: 2, EMAIL: known.email, 'first name': 'Another', Password: '' },
		];
		const parameters = { resource: 'user', operation: 'upsert', matchBy: 'email', inputMode: 'item', addOutcome: true };
		const order = { type: 'ampecoUser', items };
		const before = (await writes()).length;
		const dry = await stage.runNode({ ...order, parameters: { ...parameters, options: { dryRun: true } } });
		assert.equal(dry.error?.message, undefined);
		assert.deepEqual(
			dry.outputs[0].map(({ json }) => json.would),
			['create', 'update'],
		);
		assert.deepEqual(dry.outputs[0][1].json.differences, [
			{ field: 'First Name', from: known.firstName ?? known.first_name, to: 'Another' },
		]);
		assert.equal((await writes()).length, before);
		const outcomes = async () =>
			(await stage.runNode({ ...order, parameters })).outputs[0].map(({ json }) => json.upsertOutcome);
		assert.deepEqual(await outcomes(), ['created', 'updated']);
		assert.deepEqual(await outcomes(), ['unchanged', 'unchanged']);
	});
});

describe('what is newer than 3.110', () => {
	const of = (type: string, resource: string, operation: string, parameters: Json) => ({
		type,
		parameters: { resource, operation, ...parameters },
	});
	const atLocation = of('ampecoSession', 'session', 'getAll', {
		returnAll: true,
		filters: { locationId: byId(1001) },
	});
	const patch = of('ampecoTariff', 'tariff', 'update', { tariff: byId(901), updateFields: { name: 'By day' } });
	const createUser = of('ampecoUser', 'user', 'create', { email: 'new@example.com', password: 'A secret of theirs' });

	test('sessions of a location, a note, an energy coupon, a vehicle, a tariff, an issue', async () => {
		const run = async (order: ReturnType<typeof of>): Promise<Json[]> => {
			const { outputs, error } = await stage.runNode(order);
			assert.equal(error?.message, undefined);
			return outputs[0].map(({ json }) => json);
		};
		const here = new Set(
			(await stage.sandbox.state('charge-points', 10_000))
				.filter(({ locationId }) => locationId === 1001)
				.map(({ id }) => id),
		);
		const sessions = await run(atLocation);
		assert.ok(sessions.length > 0 && sessions.every(({ chargePointId }) => here.has(chargePointId)));

		const chargePoint = byId(2001);
		const [note] = await run(
			of('ampecoChargePoint', 'chargePointNote', 'create', { chargePoint, summary: 'The fan is loud' }),
		);
		const notes = await run(of('ampecoChargePoint', 'chargePointNote', 'getAll', { chargePoint, returnAll: true }));
		assert.ok(notes.some(({ id, summary }) => id === note.id && summary === 'The fan is loud'));

		const coupon = of('ampecoVoucher', 'energyCouponTemplate', 'create', {
			additionalFields: { name: 'Spring', code: 'SPRING', energyWh: 20_000 },
		});
		await run(coupon);
		const [given] = await run(of('ampecoVoucher', 'energyCoupon', 'redeem', { code: 'SPRING', userId: byId(10001) }));
		assert.deepEqual([given.userId, given.remainingEnergyWh], [10001, 20_000]);

		const [vehicle] = await run(
			of('ampecoUser', 'vehicle', 'create', {
				label: 'Blue van',
				additionalFields: { userIds: { items: [{ id: byId(10001) }] } },
			}),
		);
		const users = await run(of('ampecoUser', 'vehicleUser', 'getAll', { vehicle: byId(vehicle.id) }));
		assert.deepEqual(users, [{ userIds: [10001] }]);

		const [before] = await run(of('ampecoTariff', 'tariff', 'get', { tariff: byId(901), output: 'raw' }));
		const [after] = await run(patch);
		assert.deepEqual([after.name, after.type, after.pricing], ['By day', before.type, before.pricing]);

		const [issue] = await run(
			of('ampecoMaintenance', 'issue', 'create', {
				title: 'Cable cut',
				description: 'At night',
				category: 'hardware',
				priority: 'high',
				severity: 'major',
			}),
		);
		const [closed] = await run(
			of('ampecoMaintenance', 'issue', 'update', {
				issue: byId(issue.id),
				updateFields: { status: 'closed', resolutionDetails: 'A new cable' },
			}),
		);
		assert.deepEqual([closed.status, closed.resolutionDetails], ['closed', 'A new cable']);
	});

	test('a tenant that is too old says so, and what to use', async () => {
		const old = await startSandbox({ scale: 0.05, version: '3.110.0' });
		try {
			const credential = await stage.session.saveCredential('Old', 'ampecoApi', { url: old.url, token: old.token });
			const said = async (order: ReturnType<typeof of>) => {
				const { error } = await stage.runNode({ ...order, credential });
				return [error?.message, error?.description];
			};
			assert.deepEqual(await said(atLocation), [
				'Location came with AMPECO 3.251, but this tenant runs 3.110.0 and would take no notice of it',
				'Remove it, or run this again when the tenant is updated. Nothing was changed.',
			]);
			assert.deepEqual(await said(patch), [
				'This operation came with AMPECO 3.251, but this tenant runs 3.110.0',
				'Use Replace until the tenant is updated. Nothing was changed.',
			]);
			assert.deepEqual(await said(createUser), [
				'This operation came with AMPECO 3.139, but this tenant runs 3.110.0',
				'Use AMPECO Older Versions (Business) > User until the tenant is updated. Nothing was changed.',
			]);
		} finally {
			await old.stop();
		}
	});
});

describe('the HTTP Request node with this credential', () => {
	const request = (url: string) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.3,
		parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: 'ampecoApi', options: {} },
	});

	test('reaches the tenant', async () => {
		const { outputs, error } = await stage.runNode(request(`${stage.sandbox.url}${VOUCHERS}?per_page=1`));
		assert.equal(error, undefined);
		assert.equal(outputs[0][0].json.data.length, 1);
	});

	test('is refused for another host, which sees nothing', async () => {
		const other = stage.n8n.url.replace('127.0.0.1', 'localhost');
		const { error } = await stage.runNode(request(`${other}/healthz`));
		assert.match(String(error?.message), /This credential is for http:\/\/127\.0\.0\.1:\d+ only/);
	});
});

describe('as a tool over MCP', () => {
	const vouchers = ['get', 'getAll', 'create', 'delete'] as const;
	const parameters: Record<(typeof vouchers)[number], Json> = {
		get: { voucher: byId("={{ $fromAI('Voucher_ID', 'ID of the voucher', 'string') }}") },
		getAll: { limit: 3, filters: { status: "={{ $fromAI('Status', 'enabled or disabled', 'string') }}" } },
		create: { amount: "={{ $fromAI('Amount', 'Credit', 'number') }}" },
		delete: { voucher: byId("={{ $fromAI('Voucher_ID', 'ID of the voucher', 'string') }}") },
	};
	const toolName = (operation: string) => `Voucher ${operation}`;
	let mcp: Awaited<ReturnType<typeof openMcp>>;

	before(async () => {
		const trigger = 'MCP Server Trigger';
		const id = await stage.session.importWorkflow({
			name: 'Vouchers over MCP',
			nodes: [
				{
					id: 'mcp',
					name: trigger,
					type: '@n8n/n8n-nodes-langchain.mcpTrigger',
					typeVersion: 2,
					position: [0, 0],
					parameters: { path: 'ampeco' },
					webhookId: 'ampeco',
				},
				...vouchers.map((operation, index) => ({
					id: operation,
					name: toolName(operation),
					type: `${PACKAGE}.ampecoVoucherTool`,
					typeVersion: 1,
					position: [200 * index, 200],
					parameters: { resource: 'voucher', operation, ...parameters[operation] },
					retryOnFail: true,
					waitBetweenTries: 1,
					credentials: { ampecoApi: stage.credential },
				})),
			],
			connections: Object.fromEntries(
				vouchers.map((operation) => [
					toolName(operation),
					{ ai_tool: [[{ node: trigger, type: 'ai_tool', index: 0 }]] },
				]),
			),
			settings: { executionOrder: 'v1' },
		});
		await stage.session.publish(id);
		mcp = await openMcp(stage.installation, `${stage.n8n.url}/mcp/ampeco`);
	});
	after(async () => await mcp?.close());

	test('the operations are listed with what they want', async () => {
		const tools = await mcp.tools();
		assert.deepEqual(
			tools.map(({ name }) => name).sort(),
			vouchers.map((operation) => toolName(operation).replaceAll(' ', '_')).sort(),
		);
		const create = tools.find(({ name }) => name === 'Voucher_create')!;
		assert.match(create.description, /^Create voucher in AMPECO\. .*real money/);
		assert.equal(create.inputSchema.properties.Amount.type, 'number');
	});

	test('the answers are the items the node gives', async () => {
		const [{ id }] = await stage.sandbox.state('vouchers', 1);
		const { outputs } = await stage.runNode({
			type: 'ampecoVoucher',
			parameters: { resource: 'voucher', operation: 'get', voucher: byId(String(id)) },
		});
		assert.deepEqual(
			await callTool('get', { Voucher_ID: String(id) }),
			outputs[0].map(({ json }) => json),
		);

		const listed = await stage.runNode({
			type: 'ampecoVoucher',
			parameters: { resource: 'voucher', operation: 'getAll', limit: 3, filters: { status: 'disabled' } },
		});
		const answered = await callTool('getAll', { Status: 'disabled' });
		assert.deepEqual(
			answered.slice(0, 3),
			listed.outputs[0].map(({ json }) => json),
		);
		// A workflow knows its limit, a model does not.
		assert.deepEqual(
			answered.slice(3).map(({ isComplete, shown }) => ({ isComplete, shown })),
			[{ isComplete: false, shown: 3 }],
		);
	});

	test('a voucher is made and removed', async () => {
		const [{ id, amount }] = await callTool('create', { Amount: 12.5 });
		assert.equal(amount, 12.5);
		assert.deepEqual(await callTool('delete', { Voucher_ID: String(id) }), [{ deleted: true, id: Number(id) }]);
		const left = await stage.sandbox.state('vouchers');
		assert.ok(left.every((voucher) => voucher.id !== id));
	});

	test('Retry On Fail sends nothing again whose outcome is unknown, and what was refused again', async () => {
		const posts = async () =>
			(await stage.sandbox.journal({ method: 'POST', path: '/public-api/resources/vouchers/v2.1' })).length;
		await stage.sandbox.clearJournal();
		await stage.sandbox.fault('reset before answer once on POST /public-api/resources/vouchers/v2.1');
		const { answer } = await mcp.call('Voucher_create', { Amount: 7.25 });
		assert.match(JSON.stringify(answer), /it is unknown whether this was carried out/);
		assert.equal(await posts(), 1);
		assert.equal((await stage.sandbox.state('vouchers')).filter(({ amount }) => amount === 7.25).length, 1);
		assert.equal((await callTool('create', { Amount: 7.25 }))[0].amount, 7.25);
		await stage.sandbox.fault('forbidden once on POST /public-api/resources/vouchers/v2.1');
		assert.equal((await callTool('create', { Amount: 8.5 }))[0].amount, 8.5);
		assert.equal(await posts(), 4);
	});

	test('a wrong value is answered with a sentence', async () => {
		const { answer } = await mcp.call('Voucher_get', { Voucher_ID: '999999' });
		assert.match(JSON.stringify(answer), /not found|no such|does not exist|There is no/i);
	});

	async function callTool(operation: string, input: Json): Promise<Json[]> {
		const { answer } = await mcp.call(toolName(operation).replaceAll(' ', '_'), input);
		assert.ok(Array.isArray(answer), JSON.stringify(answer));
		return answer;
	}
});

async function get(path: string) {
	return await axios.get(`${stage.n8n.url}${path}`, { proxy: false, validateStatus: () => true });
}
