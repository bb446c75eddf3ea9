/**
 * The packed package in a real n8n's editor, as a person meets it. Needs Chromium (`CHROMIUM` says where); without one it is
 * skipped, except on CI. With `SCREENSHOTS=1` it renews the pictures in docs/screenshots.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Json } from '../../tools/n8n/session.mts';
import { openApiFile } from '../../tools/openapi.mts';
import type { Editor } from './editor.mts';
import { findChromium, openEditor } from './editor.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, setStage } from './stage.mts';

const PICTURES = 'docs/screenshots';
const START = 'When clicking ‘Execute workflow’';

const skip = findChromium() || process.env.CI ? false : 'there is no Chromium here';

describe('in the editor', { skip }, () => {
	let stage: Stage;
	let editor: Editor;

	before(async () => {
		stage = await setStage('e2e-browser');
		editor = await openEditor(stage.n8n.url);
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
	});

	test('the nodes are found by brand and by what they handle', async () => {
		await editor.searchNodes('ampeco', 'AMPECO Voucher');
		assert.ok((await editor.seen('node-creator-item-name').count()) >= 8);
		await picture('nodes-panel');
		await editor.searchNodes('voucher', 'AMPECO Voucher');
		assert.match((await editor.seen('node-creator-item-name').first().textContent())!, /AMPECO Voucher/);
		for (const words of ['charger', 'station', 'ocpp']) await editor.searchNodes(words, 'AMPECO Charge Point');
	});

	test('a credential is made in the dialog, and a wrong token is named', async () => {
		await editor.addAction('AMPECO Voucher', 'Create voucher');
		await editor.seen('node-credentials-select').click();
		await editor.seen('node-credentials-select-item-new').click();
		await editor.fill('url', stage.sandbox.url);
		await editor.fill('token', 'wrong');
		await editor.seen('credential-save-button').click();
		await editor.page.getByText('More details').click();
		await editor.page.getByText('AMPECO does not accept this API token').waitFor();
		await editor.fill('token', stage.sandbox.token);
		await picture('credential');
		await editor.seen('credential-save-button').click();
		await editor.seen('editCredential-modal').waitFor({ state: 'hidden' });
	});

	test('a voucher with a title in two languages is filled in, run and seen', async () => {
		await editor.fill('amount', '12.5');
		await editor.addField('Code Prefix', 0);
		await editor.fill('prefix', 'XMS');
		await editor.addField('Title', 0);
		await editor.addRow('Add Language');
		await editor.addRow('Add Language');
		await editor.fill('locale', 'en', 0);
		await editor.fill('translation', 'Happy holidays', 0);
		await editor.fill('locale', 'bg', 1);
		await editor.fill('translation', 'Весели празници', 1);
		await editor.execute();
		await picture('voucher');

		const { body } = await lastRequest('POST');
		assert.deepEqual(body, {
			amount: 12.5,
			prefix: 'XMS',
			title: [
				{ locale: 'en', translation: 'Happy holidays' },
				{ locale: 'bg', translation: 'Весели празници' },
			],
		});
	});

	test('a user is picked from the list by searching', async () => {
		await open('ampecoVoucher', { resource: 'voucher', operation: 'redeem' });
		const users = await stage.sandbox.state('users');
		const { firstName, lastName, id } = users.at(-1)!;
		const found = await editor.searchPicker('user', `${firstName} ${lastName}`);
		assert.ok(
			found.every((label) => label.includes(lastName)),
			found.join(),
		);
		await picture('picker');
		const { email } = users.at(-1)!;
		await editor.searchPicker('user', email);
		await editor.pick('user', email);

		const voucher = (await stage.sandbox.state('vouchers')).findLast(
			({ redeemedAt, status }) => !redeemedAt && status === 'enabled',
		)!;
		await editor.searchPicker('code', voucher.code);
		await editor.pick('code', voucher.code);
		await editor.execute();
		const { path, body, status } = await lastRequest('POST');
		assert.match(path, new RegExp(`/users/v2.0/${id}/redeem-voucher$`));
		assert.deepEqual([body, status], [{ code: voucher.code }, 202]);
	});

	test('a list is narrowed with a filter', async () => {
		await open('ampecoVoucher', { resource: 'voucher', operation: 'getAll' });
		await editor.fill('limit', '5');
		await editor.addField('Status', 0);
		await editor.execute();
		await picture('filters');
		assert.deepEqual((await lastRequest('GET')).query, [
			['filter[status]', 'enabled'],
			['per_page', '5'],
		]);
	});

	test('a wrong value is answered with a sentence that names the field', async () => {
		await open('ampecoVoucher', {
			resource: 'voucher',
			operation: 'create',
			amount: 5,
			additionalFields: { prefix: 'TOO LONG' },
		});
		await editor.execute();
		await editor.page
			.getByText(/Code Prefix: .*3 characters/)
			.first()
			.waitFor();
		await picture('field-error');
	});

	test('a location with opening hours is filled in by hand', async () => {
		await open('ampecoLocation', { resource: 'location', operation: 'create' });
		await editor.fill('locale', 'en', 0);
		await editor.fill('translation', 'Airport P4', 0);
		await editor.fill('locale', 'en', 1);
		await editor.fill('translation', '1 Brussels Blvd, Sofia', 1);
		await editor.seen('parameter-input-country').locator('input').first().click();
		await editor.page.getByText('Bulgaria (BG)').locator('visible=true').first().click();
		await editor.fill('latitude', '42.69');
		await editor.fill('longitude', '23.41');
		await editor.addField('Opening Hours', 0);
		await editor.addField('Monday', 0);
		await editor.addRow('Add Interval');
		await editor.fill('start', '08:30');
		await editor.fill('end', '22:00');
		await editor.execute();
		await picture('location');

		const { body, status } = await lastRequest('POST');
		assert.equal(status, 201);
		assert.deepEqual(body.name, [{ locale: 'en', translation: 'Airport P4' }]);
		assert.equal(body.country, 'BG');
		assert.match(JSON.stringify(body), /"monday":\[\{"start":"08:30","end":"22:00"\}\]/);
	});

	test('a location is changed by hand', async () => {
		await open('ampecoLocation', { resource: 'location', operation: 'update' });
		await editor.searchPicker('location');
		await editor.pick('location', /./);
		await editor.addField('External ID', 0);
		await editor.fill('externalId', 'PLD-1');
		await editor.addField('Coordinates', 0);
		await editor.addRow('Set Coordinates');
		await editor.fill('latitude', '42.15');
		await editor.fill('longitude', '24.75');
		await editor.execute();
		const { method, body, status } = await lastRequest('PATCH');
		assert.deepEqual([method, status], ['PATCH', 200]);
		assert.deepEqual(body, { externalId: 'PLD-1', geoposition: { latitude: 42.15, longitude: 24.75 } });
	});

	test('a tariff with two prices by time of day is filled in by hand', async () => {
		await open('ampecoTariff', { resource: 'tariff', operation: 'create' });
		await editor.fill('name', 'Day and night');
		await editor.seen('parameter-input-variant').locator('input').first().click();
		await editor.page.getByText('Standard by Time of Day').locator('visible=true').first().click();
		await editor.addField('Time Periods', 0);
		await editor.addRow('Add Period');
		await editor.addRow('Add Period');
		await editor.fill('startTime', '07:00', 0);
		await editor.fill('endTime', '22:00', 0);
		await editor.fill('startTime', '22:00', 1);
		await editor.fill('endTime', '07:00', 1);
		await editor.fill('energyFees', '0.49', 0);
		await editor.fill('energyFees', '0.29', 1);
		await editor.execute();
		await picture('tariff');

		const { body, status } = await lastRequest('POST');
		assert.equal(status, 201);
		assert.deepEqual(body.pricing, {
			timePeriods: [
				{ startTime: '07:00', endTime: '22:00' },
				{ startTime: '22:00', endTime: '07:00' },
			],
			pricePeriods: { energyFeePeriods: { fee: [0.49, 0.29] } },
		});
	});

	test('a user and an ID tag for them are filled in by hand', async () => {
		await open('ampecoUser', { resource: 'user', operation: 'create' });
		await editor.fill('email', 'new.driver@example.com');
		await editor.fill('password', 'a-long-password');
		await editor.addField('First Name', 0);
		await editor.fill('firstName', 'Nia');
		await editor.addField('User Groups', 0);
		await editor.choose('Add User Group', 'From List');
		await editor.pick('id', /./);
		await editor.execute();
		const made = await lastRequest('POST');
		assert.equal(made.status, 201);
		assert.equal(made.body.first_name, 'Nia');
		assert.equal(made.body.userGroupIds.length, 1);

		await open('ampecoUser', { resource: 'idTag', operation: 'create' });
		await editor.fill('idTagUid', '04A1B2C3D4');
		await editor.addField('User', 0);
		await editor.searchPicker('userId', 'new.driver@example.com');
		await editor.pick('userId', /new\.driver@example\.com/);
		await editor.execute();
		await picture('id-tag');
		const { body, status } = await lastRequest('POST');
		assert.equal(status, 201);
		const user = (await stage.sandbox.state('users')).find(({ email }) => email === 'new.driver@example.com')!;
		assert.deepEqual([body.idTagUid, body.userId], ['04A1B2C3D4', Number(user.id)]);
	});

	test('a partner and a contract with them are filled in by hand', async () => {
		await open('ampecoPartner', { resource: 'partner', operation: 'create' });
		await editor.fill('name', 'Harbour Parking');
		await editor.addField('City', 0);
		await editor.fill('city', 'Varna');
		await editor.execute();
		assert.equal((await lastRequest('POST')).status, 201);

		await open('ampecoSettlement', { resource: 'partnerContract', operation: 'create' });
		await editor.fill('title', 'Two years');
		await editor.searchPicker('partnerId', 'Harbour');
		await editor.pick('partnerId', /Harbour Parking/);
		await editor.fill('startDate', '2027-01-02 00:00:00');
		await editor.addField('Automatic Renewal', 0);
		await editor.execute();
		await picture('partner-contract');
		const { body, status } = await lastRequest('POST');
		assert.equal(status, 201);
		const partner = (await stage.sandbox.state('partners')).find(({ name }) => name === 'Harbour Parking')!;
		assert.deepEqual([body.title, body.partnerId, body.autoRenewal], ['Two years', partner.id, false]);
		assert.match(body.startDate, /^2027-01-0[12]T/);
	});

	test('charging is started at an EVSE of the chosen charge point', async () => {
		await open('ampecoChargePoint', { resource: 'chargePointCharging', operation: 'start' });
		await editor.searchPicker('chargePoint');
		await editor.pick('chargePoint', /./);
		const [evse] = await editor.searchPicker('evse');
		await picture('charge-point');
		await editor.pick('evse', evse.trim());
		await editor.execute();
		const { path, status } = await lastRequest('POST');
		assert.match(path, /\/actions\/charge-point\/v1\.0\/2001\/start\/1$/);
		assert.ok(status < 300, String(status));
	});

	test('the trigger listens and gets an event', async () => {
		const id = await stage.session.importWorkflow({
			name: 'My workflow',
			nodes: [
				{
					id: 'node',
					name: 'AMPECO Trigger',
					type: `${PACKAGE}.ampecoTrigger`,
					typeVersion: 1.1,
					position: [0, 0],
					parameters: {},
					webhookId: 'browser',
					credentials: { ampecoApi: stage.credential },
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		await editor.openNode(id, 'node');
		await editor.seen('parameter-input-events').click();
		await editor.page.getByText('Hardware Status Changed', { exact: true }).locator('visible=true').first().click();
		await editor.page.keyboard.press('Tab');
		await editor.seen('node-execute-button').first().click();
		while ((await stage.sandbox.state('notifications')).length === 0)
			await editor.seen('node-execute-button').filter({ hasText: 'Stop Listening' }).waitFor();
		await picture('trigger-listening');
		await stage.sandbox.admin('POST', '/charge-points/2001/status', { evseId: 4001, hardwareStatus: 'faulted' });
		await editor.page.getByText('1 item').first().waitFor();
		await picture('trigger');
	});

	test('the campaign is run from the canvas', async () => {
		const { default: campaign } = await import('../../examples/voucher-campaign.json', { with: { type: 'json' } });
		const id = await stage.session.importWorkflow(campaign, { ampecoApi: stage.credential });
		await editor.page.goto(`/workflow/${id}`);
		await editor.seen('canvas-default-node').first().waitFor();
		await editor.seen('execute-workflow-button').first().click();
		await editor.page.getByText('Workflow executed successfully').waitFor();
		await editor.page.getByText('248 items').first().waitFor();
		await picture('campaign');
	});

	test('Get Many Since Last Run asks for a mark, and for no other time of a change', async () => {
		const offered = async () => {
			await editor.seen('collection-parameter-add').first().click();
			await editor.seen('collection-parameter-option').first().waitFor();
			const labels = await editor.seen('collection-parameter-option').allTextContents();
			await editor.page.keyboard.press('Escape');
			return labels.map((label) => label.trim());
		};
		await open('ampecoUser', { resource: 'user', operation: 'getAll' });
		const all = await offered();
		await open('ampecoUser', { resource: 'user', operation: 'getChanged', lastMark: '={{ $json.mark }}' });
		const some = await offered();
		assert.deepEqual(
			all.filter((label) => !some.includes(label)),
			['Last Updated After', 'Last Updated Before'],
		);
		assert.ok(some.length > 5);
		await editor.execute();
		await picture('since-last-run');
	});

	test("any operation of AMPECO's description is chosen, filled in and run", async () => {
		const server = createServer((_, response) => response.end(JSON.stringify(openApiFile())));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		try {
			await open('ampecoApiRequest', {
				request: 'description',
				options: { descriptionAddress: `http://127.0.0.1:${port}/public-api.yaml` },
			});
			const found = await editor.searchPicker('describedOperation', 'vouchers post');
			assert.equal(found.length, 2);
			assert.match(found[0], /newest · POST resources\/vouchers\/v2\.1/);
			await editor.seen('rlc-item').first().click();
			// What must be given is there, the rest is added.
			await editor.fill('amount (body, number, required)', '7.5');
			await editor.execute();
			await picture('api-request');
			assert.deepEqual((await lastRequest('POST')).body, { amount: 7.5 });
		} finally {
			server.close();
		}
	});

	/** Opens the dialog of a node in a new workflow, as it is when a person has just added it. */
	async function open(type: string, parameters: Json): Promise<void> {
		const name = type
			.replace('ampeco', 'AMPECO')
			.replace(/([a-z])([A-Z])/g, '$1 $2')
			.replace('AMPECO', 'AMPECO ');
		const id = await stage.session.importWorkflow({
			name: 'My workflow',
			nodes: [
				{
					id: 'start',
					name: START,
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'node',
					name,
					type: `${PACKAGE}.${type}`,
					typeVersion: 1,
					position: [220, 0],
					parameters,
					credentials: { ampecoApi: stage.credential },
				},
			],
			connections: { [START]: { main: [[{ node: name, type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		});
		await editor.openNode(id, 'node');
	}

	async function lastRequest(method: string): Promise<Json> {
		return (await stage.sandbox.journal({ method, last: 1 }))[0];
	}

	/** A picture of the page, light and dark, when they are asked for. */
	async function picture(name: string): Promise<void> {
		if (!process.env.SCREENSHOTS) return;
		mkdirSync(PICTURES, { recursive: true });
		for (const colorScheme of ['light', 'dark'] as const) {
			await editor.page.emulateMedia({ colorScheme });
			await editor.page.screenshot({ path: `${PICTURES}/${name}-${colorScheme}.png`, animations: 'disabled' });
		}
		await editor.page.emulateMedia({ colorScheme: 'light' });
	}
});
