/**
 * The examples that report and copy: the monthly export, the uptime report, the charge point register and the sync to
 * PostgreSQL, as they stand in examples/, in a real n8n. What they should give is computed by hand here. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import type { RunningPostgres } from '../../tools/n8n/services.mts';
import { findProgram, startPostgres } from '../../tools/n8n/services.mts';
import type { Stage } from './stage.mts';
import { setStage } from './stage.mts';

const API = '/public-api/resources';
const BY_HAND = 'Run by Hand';

let stage: Stage;

before(async () => {
	stage = await setStage('examples-ops');
});
after(async () => await stage?.stop());

function readExample(name: string): Json {
	return JSON.parse(readFileSync(`examples/${name}.json`, 'utf8'));
}

async function runExample(
	example: Json,
	credentials: Record<string, { id: string; name: string }> = {},
): Promise<Execution> {
	const id = await stage.session.importWorkflow(example, { ampecoApi: stage.credential, ...credentials });
	const execution = await stage.session.run(id, BY_HAND);
	assert.equal(execution.status, 'success', execution.error?.message);
	return execution;
}

/** Runs an example that must stop with an error, and gives what it says and the nodes that ran. */
async function stopsWith(
	example: Json,
	credentials: Record<string, { id: string; name: string }> = {},
): Promise<{ message: string; nodes: Execution['nodes'] }> {
	const id = await stage.session.importWorkflow(example, { ampecoApi: stage.credential, ...credentials });
	const { status, error, nodes } = await stage.session.run(id, BY_HAND);
	assert.equal(status, 'error');
	return { message: error!.message, nodes };
}

const WRONG_MONTHS = ['2026-9', '2026-13', '2026', '10/2026', '2026/09', ''];
const WRONG_MONTH = 'Write the month in Run by Hand as 2026-10.';

/** Gives a value of the node Month another one. */
function setMonth(example: Json, name: string, value: string): void {
	const { assignments } = example.nodes.find((node: Json) => node.name === 'Month').parameters.assignments;
	assignments.find((one: Json) => one.name === name).value = value;
}

const itemsOf = (execution: Execution, node: string): Json[] =>
	execution.nodes[node].outputs[0].map(({ json }) => json);

async function post(path: string, body: Json): Promise<Json> {
	const { status, data } = await stage.sandbox.call('POST', path, body);
	assert.ok(status < 300, `${path}: ${JSON.stringify(data)}`);
	return data?.data ?? data;
}

/** Moves the tenant's time on to a moment. */
async function forwardTo(moment: string): Promise<void> {
	const { now } = await stage.sandbox.admin('GET', '/clock');
	await stage.sandbox.forward((Date.parse(moment) - Date.parse(now)) / 1000);
}

/** A location with one charge point, and EVSEs of so many watts each. */
async function makeSite(name: string, watts: number[]): Promise<{ chargePointId: number; evseIds: number[] }> {
	const text = [{ locale: 'en', translation: name }];
	const location = await post(`${API}/locations/v2.0`, {
		name: text,
		address: text,
		country: 'NL',
		geoposition: { latitude: 52.1, longitude: 5.1 },
	});
	const chargePoint = await post(`${API}/charge-points/v2.0`, {
		name: `${name} 1`,
		type: 'public',
		status: 'enabled',
		communicationMode: 'direct_ocpp',
		locationId: location.id,
	});
	await stage.sandbox.admin('POST', `/charge-points/${chargePoint.id}/status`, { networkStatus: 'available' });
	const evseIds: number[] = [];
	for (const [index, maxPower] of watts.entries()) {
		const evse = await post(`${API}/evses/v2.1`, {
			chargePointId: chargePoint.id,
			physicalReference: `${name} ${index + 1}`,
			currentType: 'ac',
			networkId: String(index + 1),
			status: 'enabled',
			powerOptions: { maxPower },
		});
		evseIds.push(evse.id);
	}
	return { chargePointId: chargePoint.id, evseIds };
}

/** Starts a session and gives what ends it. */
async function charge(evseId: number): Promise<{ id: string; stop(): Promise<void> }> {
	const { sessionId } = await post(`/public-api/actions/evse/v1.0/${evseId}/start`, {});
	return { id: String(sessionId), stop: async () => await stopSession(sessionId) };
}

async function stopSession(id: number | string): Promise<void> {
	const { chargePointId } = (await stage.sandbox.call('GET', `${API}/sessions/v1.0/${id}`)).data.data;
	await post(`/public-api/actions/charge-point/v1.0/${chargePointId}/stop/${id}`, {});
}

describe('the monthly session export', { timeout: 600_000 }, () => {
	const MONTH_COLUMNS = ['Day (kWh)', 'Night (kWh)', 'Total (kWh)', 'Whole Session (kWh)'];

	function exampleFor(month: string, pinned: Json = {}): Json {
		const example = readExample('monthly-session-export');
		return { ...example, pinData: { [BY_HAND]: [{ json: { month } }], ...pinned } };
	}

	async function download({ id }: Json): Promise<Buffer> {
		return await stage.session.call('GET', '/binary-data', undefined, {
			params: { id, action: 'download' },
			responseType: 'arraybuffer',
		});
	}

	/** Energy of a session in kWh; the tenant's clock runs while it is set, so a few watt-hours may be missing or too many. */
	function assertEnergy(row: Json, expected: number[]): void {
		const actual = MONTH_COLUMNS.map((column) => Number(row[column]));
		for (const [index, value] of expected.entries()) {
			assert.ok(
				Math.abs(actual[index] - value) < 0.15,
				`${row.Session}: ${MONTH_COLUMNS[index]} is ${actual[index]}, not ${value}`,
			);
		}
	}

	test('has sessions over its ends with their part, split where the energy was metered, in a CSV and an Excel file per location', async () => {
		await stage.sandbox.reset({ scale: 0 });
		const harbour = await makeSite('Harbour', [4_000, 22_000]);
		const station = await makeSite('Station', [4_000]);
		// In Amsterdam December begins at 23:00 UTC; the day is from 06:00 to 21:00 UTC.
		await forwardTo('2026-11-20T10:00:00Z');
		const before = await charge(harbour.evseIds[0]);
		await forwardTo('2026-11-20T11:00:00Z');
		await before.stop();
		await forwardTo('2026-11-30T20:00:00Z');
		const overBeginning = await charge(harbour.evseIds[0]);
		await forwardTo('2026-12-01T07:30:00Z');
		await overBeginning.stop();
		await forwardTo('2026-12-10T19:00:00Z');
		const full = await charge(harbour.evseIds[1]);
		await forwardTo('2026-12-11T07:00:00Z');
		await full.stop();
		await forwardTo('2026-12-31T20:30:00Z');
		const overEnd = await charge(station.evseIds[0]);
		await forwardTo('2027-01-01T01:30:00Z');

		const execution = await runExample(exampleFor('2026-12'));
		const files = execution.nodes.Files.outputs[0] as Json[];
		assert.deepEqual(
			files.map(({ json }) => [json.location, json.sessions]),
			[
				['Station', 1],
				['Harbour', 2],
			],
		);
		const rows: Record<string, Json[]> = {};
		for (const { json, binary } of files) {
			assert.equal(binary.csv.fileName, `${json.file}.csv`);
			assert.equal(binary.xlsx.fileName, `${json.file}.xlsx`);
			const csv = parse(await download(binary.csv), { columns: true, bom: true }) as Json[];
			const { read, utils } = createRequire(join(stage.installation, 'node_modules/n8n-nodes-base/package.json'))(
				'@e965/xlsx',
			);
			const excel = utils.sheet_to_json(read(await download(binary.xlsx)).Sheets.Sessions, { defval: '', raw: false });
			assert.deepEqual(csv, excel);
			rows[json.location] = csv;
		}

		const [first, second, total] = rows.Harbour;
		assert.deepEqual([first.Session, second.Session, total.Session], [overBeginning.id, full.id, 'Total']);
		// 11.5 h at 4 kW, of which 7 h in the night of December and 1.5 h in its day.
		assertEnergy(first, [6, 28, 34, 46]);
		assert.equal(first.Split, 'metered');
		assert.match(first.Started, /^2026-11-30 21:00:0\d$/);
		// Full with 60 kWh after 2 h 44 min at 22 kW, of which 2 h by day; the car stayed all night.
		assertEnergy(second, [44, 16, 60, 60]);
		// The price of a whole session stands in the month in which it ended.
		assert.equal(Number(second.Amount), 27);
		for (const column of ['Day (kWh)', 'Night (kWh)', 'Total (kWh)', 'Amount']) {
			assert.equal(
				Math.round(Number(total[column]) * 1000),
				Math.round((Number(first[column]) + Number(second[column])) * 1000),
				column,
			);
		}

		const [running] = rows.Station;
		assert.deepEqual([running.Session, running.Status, running.Ended, running.Amount], [overEnd.id, 'active', '', '']);
		// 5 h at 4 kW; half an hour by day and two hours by night are in December.
		assertEnergy(running, [2, 8, 10, 20]);

		const november = itemsOf(await runExample(exampleFor('2026-11')), 'Split Energy');
		const [earlier, beginning] = november[0].rows;
		assert.equal(earlier.Session, before.id);
		assertEnergy(beginning, [4, 8, 12, 46]);
		assert.equal(
			Math.round((beginning['Total (kWh)'] + Number(first['Total (kWh)'])) * 1000),
			Math.round(Number(first['Whole Session (kWh)']) * 1000),
		);
	});

	const session = (fields: Json): Json => ({
		json: {
			id: '7',
			status: 'finished',
			chargePointId: 1,
			evseId: 2,
			currency: 'EUR',
			totalAmount: { withTax: 5 },
			energyConsumption: { total: 12_000 },
			...fields,
		},
	});
	const pinned = (sessions: Json[]) => ({
		'Get Running Sessions': [{ json: {} }],
		'Get Ended Sessions': sessions,
	});

	test('estimates by time, and says so, where meter values are missing', async () => {
		const sessions = [
			session({
				id: '1',
				startedAt: '2026-12-05T19:00:00Z',
				stoppedAt: '2026-12-05T23:00:00Z',
				clockAlignedEnergyConsumption: [],
			}),
			session({
				id: '2',
				startedAt: '2026-12-05T19:00:00Z',
				stoppedAt: '2026-12-05T23:00:00Z',
				clockAlignedEnergyConsumption: [{ start: '2026-12-05T19:00:00Z', energyConsumption: { total: 2_000 } }],
			}),
			session({ id: '3', startedAt: '2026-12-05T10:00:00Z', stoppedAt: '2026-12-05T11:00:00Z' }),
		];
		const [{ location, rows }] = itemsOf(await runExample(exampleFor('2026-12', pinned(sessions))), 'Split Energy');
		assert.equal(location, 'No location');
		const shown = rows.map((row: Json) => [row.Session, row['Day (kWh)'], row['Night (kWh)'], row.Split]);
		assert.deepEqual(shown, [
			['1', 6, 6, 'estimated by time'],
			['2', 6, 6, 'estimated by time'],
			['3', 12, 0, ''],
			['Total', 24, 12, ''],
		]);
	});

	test('energy of a session without any time counts where the session began', async () => {
		const moments = ['2026-12-05T10:00:00Z', '2026-12-05T22:00:00Z'];
		const sessions = moments.map((moment, index) =>
			session({
				id: String(index),
				startedAt: moment,
				stoppedAt: moment,
				totalAmount: { withTax: 0 },
				clockAlignedEnergyConsumption: [],
			}),
		);
		const [{ rows }] = itemsOf(await runExample(exampleFor('2026-12', pinned(sessions))), 'Split Energy');
		const shown = rows.map((row: Json) => [row.Session, row['Day (kWh)'], row['Night (kWh)'], row.Split]);
		assert.deepEqual(shown, [
			['0', 12, 0, ''],
			['1', 0, 12, ''],
			['Total', 12, 12, ''],
		]);
	});

	test('estimated parts of two months add up once the session has ended', async () => {
		const ended = session({ startedAt: '2026-11-30T20:10:00Z', stoppedAt: '2026-12-01T03:00:00Z' });
		const parts = [];
		for (const month of ['2026-11', '2026-12']) {
			const [{ rows }] = itemsOf(await runExample(exampleFor(month, pinned([ended]))), 'Split Energy');
			assert.equal(rows[0].Split, 'estimated by time');
			parts.push(rows[0]['Total (kWh)']);
		}
		assert.ok(parts.every((part) => part > 0));
		assert.ok(Math.abs(parts[0] + parts[1] - 12) <= 0.002, String(parts));
	});

	test('keeps to the clock of its time zone when summer time ends', async () => {
		// The day ends at 20:00 UTC in summer time, and at 21:00 UTC from 25 October on.
		const quarters = [0, 1, 2, 3].map((hour) => ({
			start: `2026-10-24T${19 + hour}:00:00Z`,
			energyConsumption: { total: 3_000 },
		}));
		const later = quarters.map(({ start, ...rest }) => ({ ...rest, start: start.replace('-24T', '-25T') }));
		const sessions = [
			session({
				id: '1',
				startedAt: quarters[0].start,
				stoppedAt: '2026-10-24T23:00:00Z',
				clockAlignedEnergyConsumption: quarters,
			}),
			session({
				id: '2',
				startedAt: later[0].start,
				stoppedAt: '2026-10-25T23:00:00Z',
				clockAlignedEnergyConsumption: later,
			}),
		];
		const [{ rows }] = itemsOf(await runExample(exampleFor('2026-10', pinned(sessions))), 'Split Energy');
		assert.deepEqual(
			rows.slice(0, 2).map((row: Json) => [row['Day (kWh)'], row['Night (kWh)']]),
			[
				[3, 9],
				[6, 6],
			],
		);
	});

	test('refuses a beginning of the day that would cut through a quarter hour', async () => {
		const example = exampleFor('2026-12', pinned([session({ startedAt: '2026-12-05T10:00:00Z' })]));
		setMonth(example, 'dayBegins', '7:10');
		assert.match(
			(await stopsWith(example)).message,
			/Month: "7:10" is not a full quarter hour\. Write a time such as 07:00/,
		);
	});

	test('refuses a month that is written wrong, before it reads anything', async () => {
		for (const month of WRONG_MONTHS) {
			const { message, nodes } = await stopsWith(exampleFor(month));
			assert.equal(message, WRONG_MONTH, month);
			assert.equal(nodes['Get Running Sessions'], undefined);
		}
		const example = exampleFor('2026-12', pinned([session({ startedAt: '2026-12-05T10:00:00Z' })]));
		setMonth(example, 'from', 'December');
		assert.match((await stopsWith(example)).message, /Month: "December" is not before "2027-01-01T00:00:00/);
	});

	test('runs unchanged on the sandbox as it is', async () => {
		await stage.sandbox.reset({ scale: 0.1 });
		const files = itemsOf(await runExample(readExample('monthly-session-export')), 'Files');
		assert.ok(files.length > 0);
		assert.ok(files.every(({ sessions, day, night }) => sessions > 0 && day + night > 0));
	});
});

describe('the uptime report', { timeout: 600_000 }, () => {
	/** The example as of another moment, reading logs from another one. */
	function exampleFor(month: string, values: Record<string, string>): Json {
		const example = readExample('uptime-report');
		for (const [name, value] of Object.entries(values)) setMonth(example, name, value);
		return { ...example, pinData: { [BY_HAND]: [{ json: { month } }] } };
	}

	const figures = (row: Json) =>
		['Measured', 'Downtime', 'Planned', 'Unknown'].map((name) => row[`${name} (EVSE min)`]);

	/** In minutes; the tenant's clock runs while it is set. */
	function assertFigures(row: Json, expected: number[]): void {
		for (const [index, value] of expected.entries()) {
			assert.ok(Math.abs(figures(row)[index] - value) <= 2, `${row['Charge Point']}: ${figures(row)}, not ${expected}`);
		}
	}

	test('counts each minute of downtime once, without planned maintenance', async () => {
		await stage.sandbox.reset({ scale: 0 });
		const {
			chargePointId,
			evseIds: [one, other],
		} = await makeSite('Harbour', [22_000, 22_000]);
		const quiet = await makeSite('Quiet', [22_000]);
		const report = async (moment: string, status: Json) => {
			await forwardTo(moment);
			await stage.sandbox.admin('POST', `/charge-points/${chargePointId}/status`, status);
		};
		const [exempt, downtime] = [
			await post(`${API}/downtime-period-notices/v1.0`, { type: 'exempt', notice: 'Planned maintenance' }),
			await post(`${API}/downtime-period-notices/v1.0`, { type: 'downtime', notice: 'Grid outage' }),
		];
		await report('2026-11-02T00:00:00Z', { hardwareStatus: 'available' });
		// Two hours offline: 2 x 120 minutes.
		await report('2026-12-03T10:00:00Z', { networkStatus: 'temporarily_unavailable' });
		await report('2026-12-03T12:00:00Z', { networkStatus: 'available' });
		// Three hours faulted, half an hour of them offline as well, which is downtime of the other EVSE only: 180 + 30.
		await report('2026-12-05T08:00:00Z', { evseId: one, hardwareStatus: 'faulted' });
		await report('2026-12-05T10:00:00Z', { networkStatus: 'long-term_unavailable' });
		await report('2026-12-05T10:30:00Z', { networkStatus: 'available' });
		await report('2026-12-05T11:00:00Z', { evseId: one, hardwareStatus: 'available' });
		// Four planned hours, of which the work took half an hour more at both ends: 60.
		await report('2026-12-10T05:30:00Z', { evseId: other, hardwareStatus: 'unavailable' });
		await report('2026-12-10T10:30:00Z', { evseId: other, hardwareStatus: 'available' });
		await post(`${API}/charge-point-downtime-periods/v1.0`, {
			chargePointId,
			noticeId: exempt.id,
			startedAt: '2026-12-10T06:00:00Z',
			endedAt: '2026-12-10T10:00:00Z',
		});
		await post(`${API}/evse-downtime-periods/v1.0`, {
			evseId: one,
			noticeId: exempt.id,
			startedAt: '2026-12-12T00:00:00Z',
			endedAt: '2026-12-12T01:00:00Z',
		});
		// An hour that only AMPECO recorded: 2 x 60.
		await post(`${API}/charge-point-downtime-periods/v1.0`, {
			chargePointId,
			noticeId: downtime.id,
			startedAt: '2026-12-20T00:00:00Z',
			endedAt: '2026-12-20T01:00:00Z',
		});
		await forwardTo('2027-01-02T00:00:00Z');

		const now = '2027-01-02T00:00:00Z';
		const month = 31 * 24 * 60;
		const execution = await runExample(exampleFor('2026-12', { now }));
		const rows = itemsOf(execution, 'Worst First');
		assert.deepEqual(
			rows.map(({ ID }) => ID),
			[chargePointId, quiet.chargePointId],
		);
		assertFigures(rows[0], [2 * month - 540, 630, 540, 0]);
		assert.ok(Math.abs(rows[0]['Uptime (%)'] - (1 - 630 / (2 * month - 540)) * 100) < 0.005);
		assert.deepEqual([rows[1]['Uptime (%)'], ...figures(rows[1])], [100, month, 0, 0, 0]);
		assert.deepEqual(itemsOf(execution, 'Target Missed'), []);
		assert.match((execution.nodes['To Excel'].outputs[0][0] as Json).binary.data.fileName, /^uptime 2026-12\.xlsx$/);

		// With no entry from before the month, what was before the first one is not known, but downtime is downtime.
		const [blind, still] = itemsOf(
			await runExample(exampleFor('2026-12', { now, logsFrom: '2026-11-30T23:00:00Z', target: '99.2' })),
			'Target Missed',
		);
		assertFigures(blind, [2 * month - 540 - (6180 + 13_200), 630, 540, 6180 + 13_200]);
		assert.equal(still, undefined);

		// A month that is not over is measured up to now.
		const [soFar] = itemsOf(await runExample(exampleFor('2026-12', { now: '2026-12-03T11:00:00Z' })), 'Worst First');
		assertFigures(soFar, [2 * 3600, 120, 0, 0]);

		// Before its first contact a charge point is neither up nor down.
		const isNew = await makeSite('New', [22_000]);
		const example = exampleFor('2026-12', { now });
		const log = [
			{ status: 'never_connected', timestamp: '2026-11-05T00:00:00Z' },
			{ status: 'available', timestamp: '2026-12-02T23:00:00Z' },
		];
		const [record] = (await stage.sandbox.call('GET', `${API}/charge-points/v2.0?filter[name]=New 1`)).data.data;
		example.pinData['Get Charge Points'] = [{ json: { ...record, createdAt: '2026-11-05T00:00:00Z' } }];
		example.pinData['Get Network Logs'] = log.map((json) => ({ json, pairedItem: { item: 0 } }));
		const [fresh] = itemsOf(await runExample(example), 'Worst First');
		assert.equal(fresh.ID, isNew.chargePointId);
		assertFigures(fresh, [29 * 24 * 60, 0, 0, 2 * 24 * 60]);
	});

	test('refuses a month that is written wrong, before it reads anything', async () => {
		for (const month of WRONG_MONTHS) {
			const { message, nodes } = await stopsWith(exampleFor(month, {}));
			assert.equal(message, WRONG_MONTH, month);
			assert.equal(nodes['Get Charge Points'], undefined);
		}
		assert.match(
			(await stopsWith(exampleFor('2026-12', { now: '2026-11-30T12:00:00Z' }))).message,
			/has not begun yet/,
		);
		assert.match((await stopsWith(exampleFor('2026-12', { from: 'December' }))).message, /has not begun yet/);
	});

	test('runs unchanged on the sandbox as it is', async () => {
		await stage.sandbox.reset({ scale: 0.1 });
		const rows = itemsOf(await runExample(exampleFor('2026-10', { now: '2026-11-01T08:00:00Z' })), 'Worst First');
		assert.ok(rows.length > 10);
		assert.ok(rows.every((row) => row['Uptime (%)'] === null || (row['Uptime (%)'] >= 0 && row['Uptime (%)'] <= 100)));
		assert.ok(rows.some((row) => row['Downtime (EVSE min)'] > 0));
	});
});

describe('the charge point register', { timeout: 600_000 }, () => {
	const MARKS = 'ampeco_marks';
	const ROWS = 'ampeco_charge_points';

	async function rowsOf(table: string): Promise<Json[]> {
		const read = {
			resource: 'row',
			operation: 'get',
			dataTableId: { __rl: true, mode: 'name', value: table },
			returnAll: true,
		};
		const { outputs } = await stage.runNode({ type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, parameters: read });
		return outputs[0].map(({ json }) => json);
	}

	const changed = (execution: Execution) => itemsOf(execution, 'Changed Charge Points').map(({ id }) => id);

	/** The rows as they stand, against the tenant's charge points. */
	async function assertUpToDate(): Promise<void> {
		const rows = await rowsOf(ROWS);
		const told = new Map(rows.map((row) => [row.charge_point_id, row]));
		assert.equal(told.size, rows.length, 'a charge point has two rows');
		const points: Json[] = await stage.sandbox.state('charge-points', 1000);
		assert.deepEqual([...told.keys()].sort(), points.map(({ id }) => id).sort());
		for (const { id, name, status } of points) {
			const row = told.get(id)!;
			assert.deepEqual([row.name, row.status], [name, status]);
		}
	}

	test('has every charge point, reads only what changed, and goes on where a run failed', async () => {
		await stage.sandbox.reset({ seed: 'register' });
		const example = readExample('charge-point-register');
		const points = await stage.sandbox.state('charge-points', 1000);
		await stage.sandbox.forward(600);
		assert.equal(changed(await runExample(example)).length, points.length);
		await assertUpToDate();
		assert.match((await rowsOf(MARKS))[0].mark, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);

		assert.deepEqual(changed(await runExample(example)), []);

		await stage.sandbox.forward(600);
		const [one, other] = points;
		await stage.sandbox.call('PATCH', `${API}/charge-points/v2.0/${one.id}`, { name: 'Renamed' });
		const marksBefore = await rowsOf(MARKS);
		const broken = structuredClone(example);
		// Writes the row, then fails.
		broken.nodes.find(({ name }: Json) => name === 'Store Mark').parameters.dataTableId.value = 'no_such_table';
		const id = await stage.session.importWorkflow(broken, { ampecoApi: stage.credential });
		assert.equal((await stage.session.run(id, BY_HAND)).status, 'error');
		assert.deepEqual(await rowsOf(MARKS), marksBefore);

		await stage.sandbox.call('PATCH', `${API}/charge-points/v2.0/${other.id}`, { name: 'Renamed as well' });
		await stage.sandbox.forward(600);
		assert.deepEqual(changed(await runExample(example)), [one.id, other.id]);
		await assertUpToDate();
		assert.deepEqual(changed(await runExample(example)), []);
		assert.equal((await rowsOf(MARKS)).length, 1);
	});
});

const noPostgres = findProgram('postgres') || process.env.CI ? false : 'there is no PostgreSQL here';

describe('the nightly sync to PostgreSQL', { timeout: 600_000, skip: noPostgres }, () => {
	let database: RunningPostgres;
	let credential: { id: string; name: string };

	before(async () => {
		database = await startPostgres();
		const { host, port, user, password, database: name } = database;
		credential = await stage.session.saveCredential('Example PostgreSQL', 'postgres', {
			host,
			port,
			user,
			password,
			database: name,
			ssl: 'disable',
		});
	});
	after(async () => await database?.stop());

	const example = readExample('nightly-session-sync-to-postgres');
	example.nodes.find(({ name }: Json) => name === 'First Run').parameters.assignments.assignments[0].value =
		'2020-01-01T00:00:00Z';
	const sync = async () => await runExample(example, { postgres: credential });
	/** Every row as it is stored, with the transaction that wrote it. */
	const table = async () => await database.query('SELECT xmin, s.* FROM ampeco_sessions s ORDER BY id');
	const stored = async () =>
		(
			await database.query(
				"SELECT id, status, energy_wh::int, last_updated_at AT TIME ZONE 'UTC' FROM ampeco_sessions ORDER BY id",
			)
		).map((line) => line.split('|'));

	async function inTenant(): Promise<string[][]> {
		const sessions = await stage.sandbox.state('sessions');
		return sessions
			.map(({ id, status, energy, lastUpdatedAt }) => [
				String(id),
				status,
				String(energy),
				lastUpdatedAt.replace('T', ' ').replace('Z', ''),
			])
			.sort(([one], [other]) => (one < other ? -1 : 1));
	}

	const fails = async () => (await stopsWith(example, { postgres: credential })).message;

	test('makes the table, copies all, and again copies only what changed', async () => {
		await stage.sandbox.reset({ scale: 0.06 });
		for (const { id } of (await stage.sandbox.state('sessions')).filter(({ status }) => status === 'active'))
			await stopSession(id);

		await sync();
		assert.deepEqual(await stored(), await inTenant());
		const [session] = (await stage.sandbox.call('GET', `${API}/sessions/v1.0?per_page=1`)).data.data;
		const [row] = await database.query(`SELECT row_to_json(s) FROM ampeco_sessions s WHERE id = '${session.id}'`);
		const { synced_at, started_at, stopped_at, last_updated_at, ...columns } = JSON.parse(row);
		assert.deepEqual(columns, {
			id: session.id,
			status: session.status,
			charge_point_id: session.chargePointId,
			evse_id: session.evseId,
			connector_id: session.connectorId,
			user_id: session.userId,
			id_tag: session.idTag,
			energy_wh: session.energyConsumption.total,
			amount_with_tax: session.totalAmount.withTax,
			amount_without_tax: session.totalAmount.withoutTax,
			currency: session.currency,
			payment_type: session.paymentType,
			payment_status: session.paymentStatus,
			billing_status: session.billingStatus,
		});
		assert.ok(synced_at);
		const moments = [
			[started_at, session.startedAt],
			[stopped_at, session.stoppedAt],
			[last_updated_at, session.lastUpdatedAt],
		];
		for (const [written, given] of moments) assert.equal(Date.parse(written), Date.parse(given));

		const before = await table();
		await sync();
		assert.deepEqual(await table(), before);

		await stage.sandbox.forward(24 * 3600);
		const { id, stop } = await charge((await stage.sandbox.state('evses', 1))[0].id);
		await sync();
		await stage.sandbox.forward(3600);
		await stop();
		const changed = itemsOf(await sync(), 'Save Sessions');
		assert.deepEqual(
			changed.map(({ id, status }) => [id, status]),
			[[id, 'finished']],
		);
		assert.deepEqual(await stored(), await inTenant());
		assert.equal((await table()).length, before.length + 1);
	});

	test('a second change within the same second is stored, and an older state is not', async () => {
		const [id] = await database.query('SELECT id FROM ampeco_sessions ORDER BY last_updated_at DESC, id LIMIT 1');
		const change = async (set: string) =>
			void (await database.query(`UPDATE ampeco_sessions SET ${set} WHERE id = '${id}'`));
		const before = await stored();

		await change("status = NULL, last_updated_at = last_updated_at + interval '1 second'");
		const newer = await table();
		await sync();
		assert.deepEqual(await table(), newer);

		await change("last_updated_at = last_updated_at - interval '1 second'");
		assert.deepEqual(
			itemsOf(await sync(), 'Save Sessions').map((row) => row.id),
			[id],
		);
		assert.deepEqual(await stored(), before);

		const again = await table();
		await sync();
		assert.deepEqual(await table(), again);
	});

	test('a run that fails, while reading or while writing, changes nothing and loses nothing', async () => {
		const before = await table();
		await stage.sandbox.forward(24 * 3600);
		const evses = await stage.sandbox.state('evses', 6);
		const sessions = [];
		for (const evse of evses.filter(({ hardwareStatus }) => hardwareStatus === 'available'))
			sessions.push(await charge(evse.id));
		await stage.sandbox.forward(3600);
		for (const { stop } of sessions) await stop();
		assert.ok(sessions.length > 1);

		await stage.sandbox.fault(`500 once on GET ${API}/sessions/v1.0`);
		await fails();
		assert.deepEqual(await table(), before);

		const { id } = sessions.at(-1)!;
		await database.query(`ALTER TABLE ampeco_sessions ADD CONSTRAINT no_such CHECK (id <> '${id}')`);
		assert.match(await fails(), /no_such/);
		assert.deepEqual(await table(), before);

		await database.query('ALTER TABLE ampeco_sessions DROP CONSTRAINT no_such');
		await sync();
		assert.deepEqual(await stored(), await inTenant());
		assert.equal((await table()).length, before.length + sessions.length);
	});
});
