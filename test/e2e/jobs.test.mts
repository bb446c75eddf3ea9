/**
 * The jobs of docs/jobs.md as they stand in examples/jobs, in a real n8n against a sandbox tenant; and n8n's Merge over simple
 * lists by the IDs that join them. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, byId, setStage } from './stage.mts';

const ZONE = 'Europe/Amsterdam';
const JOBS = readdirSync('examples/jobs');

let stage: Stage;

before(async () => {
	stage = await setStage('jobs');
	await stage.sandbox.reset({ seed: 'ampeco' });
});
after(async () => await stage?.stop());

type Nodes = Record<string, Json>;

/** Runs a job at the tenant's time, with what a test changes in it, and gives the items of its last node. */
async function job(name: string, change: (nodes: Nodes, workflow: Json) => void = () => {}): Promise<Json[]> {
	const { now } = await stage.sandbox.admin('GET', '/clock');
	const text = readFileSync(`examples/jobs/${name}.json`, 'utf8');
	const workflow = JSON.parse(text.replaceAll('$now', `DateTime.fromISO('${now}', { zone: '${ZONE}' })`));
	change(Object.fromEntries(workflow.nodes.map((node: Json) => [node.name, node])), workflow);
	workflow.settings.timezone = ZONE;
	return await lastItems(workflow);
}

async function lastItems(workflow: Json): Promise<Json[]> {
	const id = await stage.session.importWorkflow(workflow, { ampecoApi: stage.credential });
	const execution: Execution = await stage.session.run(id, workflow.nodes[0].name);
	assert.equal(execution.status, 'success', [execution.error?.message, execution.error?.description].join(' '));
	return execution.nodes[workflow.nodes.at(-1).name]?.outputs[0] ?? [];
}

const state = async (collection: string) => await stage.sandbox.state(collection);

async function found(collection: string, wanted: (record: Json) => boolean): Promise<Json> {
	const record = (await state(collection)).find(wanted);
	assert.ok(record, collection);
	return record;
}

test('no job needs a Code node, or a way into a list', () => {
	for (const name of JOBS) {
		const text = readFileSync(`examples/jobs/${name}`, 'utf8');
		assert.doesNotMatch(text, /nodes-base\.code|\[0\]|\.translation\b|JSON\.(parse|stringify)/, name);
		assert.match(readFileSync('docs/jobs.md', 'utf8'), new RegExp(`jobs/${name.replace('.', '\\.')}`), name);
	}
	assert.equal(JOBS.length, 7);
});

describe('in the editor', { timeout: 300_000 }, () => {
	test('yesterday’s kWh by location', async () => {
		const items = await job('energy-by-location');
		const sites = new Map((await state('charge-points')).map(({ id, locationId }) => [id, locationId]));
		const expected = new Map<number, number>();
		for (const { chargePointId, energy, stoppedAt } of await state('sessions')) {
			// In Amsterdam the day begins at 23:00 UTC.
			if (!stoppedAt || stoppedAt < '2026-10-30T23:00:00Z' || stoppedAt >= '2026-10-31T23:00:00Z') continue;
			const site = sites.get(chargePointId)!;
			expected.set(site, (expected.get(site) ?? 0) + energy);
		}
		assert.ok(expected.size > 10);
		assert.deepEqual(
			new Map(items.map(({ json }) => [json.locationId, Math.round(json.sum_energyKwh * 1000)])),
			new Map([...expected].map(([site, energy]) => [site, Math.round(energy)])),
		);
		assert.ok(items.every(({ json }) => typeof json.locationName === 'string'));
	});

	test('last month’s CDRs to CSV', async () => {
		const [{ binary }] = await job('cdrs-to-csv');
		assert.equal(binary.data.fileName, 'CDRs 2026-10.csv');
		const file = await stage.session.call('GET', '/binary-data', undefined, {
			params: { id: binary.data.id, action: 'download' },
			responseType: 'arraybuffer',
		});
		const rows = parse(file, { columns: true, bom: true }) as Json[];
		const expected = (await state('cdrs')).filter(
			({ endTime }) => endTime >= '2026-09-30T22:00:00Z' && endTime < '2026-10-31T23:00:00Z',
		);
		assert.ok(expected.length > 10);
		assert.deepEqual(
			rows.map(({ id, energyKwh, amountWithoutTax, currency }) => [id, energyKwh, amountWithoutTax, currency]),
			expected.map(({ id, ocpiData: { totalEnergy, totalCost, currency } }) =>
				[id, totalEnergy, totalCost, currency].map(String),
			),
		);
		assert.ok(rows.every(({ endTime }) => /^2026-\d\d-\d\dT[\d:]+\+0[12]:00$/.test(endTime)));
	});

	test('vouchers for a user group', async () => {
		const members = (await state('users')).slice(0, 3);
		const { data } = await stage.sandbox.call('POST', '/public-api/resources/user-groups/v1.0', { name: 'Winners' });
		for (const { id } of members) {
			const path = `/public-api/resources/users/v1.1/${id}`;
			const { status } = await stage.sandbox.call('PATCH', path, { userGroupIds: [data.data.id] });
			assert.equal(status, 200);
		}
		const items = await job('vouchers-for-a-user-group', (nodes) => {
			nodes['Users of the Group'].parameters.filters.userGroupId = byId(data.data.id);
		});
		assert.equal(items.length, 3);
		const redeemed = (await state('vouchers')).slice(-3);
		assert.deepEqual(
			redeemed.map(({ amount, redeemedByUserId, title }) => [amount, redeemedByUserId, title[0].translation]),
			members.map(({ id, firstName }) => [10, id, `A gift for ${firstName}`]),
		);
	});

	test('a time-of-day price', async () => {
		await job('time-of-day-price');
		const { tariffGroupId } = await found('evses', ({ id }) => id === 4001);
		const { tariffIds } = await found('tariff-groups', ({ id }) => id === tariffGroupId);
		const tariff = await found('tariffs', ({ id }) => String(id) === String(tariffIds.at(-1)));
		assert.deepEqual(tariff.pricing.timePeriods, [
			{ startTime: '07:00', endTime: '22:00' },
			{ startTime: '22:00', endTime: '07:00' },
		]);
		assert.deepEqual(tariff.pricing.pricePeriods.energyFeePeriods.fee, [0.49, 0.29]);
	});

	test('an RFID tag by e-mail', async () => {
		const [{ json }] = await job('rfid-tag-by-email');
		const user = await found('users', ({ email }) => email === 'xenia.weber.10002@example.com');
		const tag = await found('id-tags', ({ id }) => id === json.id);
		assert.deepEqual([tag.idTagUid, tag.userId, tag.status], ['04A2B3C4D5E680', user.id, 'enabled']);

		const unknown = await job('rfid-tag-by-email', (_nodes, { pinData }) => {
			pinData.Start = [{ json: { email: 'nobody@example.com', card: '04A2B3C4D5E681' } }];
		});
		assert.deepEqual(unknown, []);
	});

	test('a fault to a downtime notice', async () => {
		const period = await found(
			'evse-downtime-periods',
			(one) => one.entryMode === 'automatic' && one.type === 'downtime',
		);
		const path = `/public-api/resources/evse-downtime-periods/v1.0/${period.id}`;
		assert.equal((await stage.sandbox.call('PATCH', path, { noticeId: null })).status, 200);
		const { chargePointId, evseId, startedAt: timestamp } = period;
		await stage.sandbox.clearJournal();
		const items = await job('fault-to-downtime-reason', (nodes, workflow) => {
			nodes['Wait for AMPECO'].parameters.amount = 0;
			const json = { chargePointId, evseId, timestamp, hardwareStatus: 'faulted', errorCode: 'GroundFailure' };
			workflow.pinData = { 'AMPECO Trigger': [{ json }] };
		});
		assert.deepEqual(
			items.map(({ json }) => [json.id, json.noticeId]),
			[[period.id, 53]],
		);
		const changed = await stage.sandbox.journal({ method: 'PATCH' });
		assert.deepEqual(
			changed.map(({ body }) => body),
			[{ noticeId: 53 }],
		);
	});

	test('sessions of one location that run for more than 12 hours', async () => {
		await stage.sandbox.forward(13 * 3600);
		const running = (await state('sessions')).filter(({ status }) => status === 'active');
		const sites = new Map((await state('charge-points')).map(({ id, locationId }) => [id, locationId]));
		const there = running.filter(({ chargePointId }) => sites.get(chargePointId) === 1021).map(({ id }) => id);
		assert.equal(there.length, 2);
		const items = await job('stop-long-sessions');
		assert.deepEqual(
			items.map(({ json }) => String(json.sessionId)),
			there.map(String),
		);
		const still = (await state('sessions')).filter(({ status }) => status === 'active').map(({ id }) => id);
		assert.deepEqual(
			still,
			running.map(({ id }) => id).filter((id) => !there.includes(id)),
		);
		assert.deepEqual(await job('stop-long-sessions'), []);
	});
});

describe('Merge finds every pair', { timeout: 300_000 }, () => {
	const list = (node: string, resource: string, x: number, y: number) => ({
		id: `${resource}`,
		name: resource,
		type: `${PACKAGE}.${node}`,
		typeVersion: 1,
		position: [x, y],
		parameters: { resource, operation: 'getAll', returnAll: true },
		credentials: { ampecoApi: stage.credential },
		executeOnce: true,
	});

	before(async () => void (await stage.sandbox.reset({ scale: 0.02 })));

	for (const [field, [node, resource], [otherNode, other]] of [
		['userId', ['ampecoSession', 'session'], ['ampecoUser', 'user']],
		['userId', ['ampecoUser', 'idTag'], ['ampecoUser', 'user']],
		['sessionId', ['ampecoBilling', 'transaction'], ['ampecoSession', 'session']],
		['sessionId', ['ampecoSession', 'cdr'], ['ampecoSession', 'session']],
		['chargePointId', ['ampecoSession', 'session'], ['ampecoChargePoint', 'chargePoint']],
		['chargePointId', ['ampecoEvse', 'evse'], ['ampecoChargePoint', 'chargePoint']],
		['locationId', ['ampecoChargePoint', 'chargePoint'], ['ampecoLocation', 'location']],
	] as const) {
		test(`${resource}: ${field} = id of ${other}`, async () => {
			const merge = (joinMode: string) => ({
				mode: 'combine',
				advanced: true,
				mergeByFields: { values: [{ field1: field, field2: 'id' }] },
				joinMode,
				outputDataFrom: 'input1',
				options: {},
			});
			const run = async (joinMode: string) =>
				await lastItems({
					name: `${resource} ${other}`,
					nodes: [
						{
							id: 'start',
							name: 'Start',
							type: 'n8n-nodes-base.manualTrigger',
							typeVersion: 1,
							position: [0, 0],
							parameters: {},
						},
						list(node, resource, 200, 0),
						list(otherNode, other, 200, 200),
						{
							id: 'merge',
							name: 'Merge',
							type: 'n8n-nodes-base.merge',
							typeVersion: 3.2,
							position: [400, 0],
							parameters: merge(joinMode),
						},
					],
					connections: {
						Start: { main: [[resource, other].map((name) => ({ node: name, type: 'main', index: 0 }))] },
						[resource]: { main: [[{ node: 'Merge', type: 'main', index: 0 }]] },
						[other]: { main: [[{ node: 'Merge', type: 'main', index: 1 }]] },
					},
					settings: { executionOrder: 'v1' },
				});
			const pairs = await run('keepMatches');
			assert.ok(pairs.length > 5);
			const alone = (await run('keepNonMatches')).filter(({ json }) => json[field] !== null);
			assert.deepEqual(
				alone.map(({ json }) => json[field]),
				[],
			);
		});
	}
});
