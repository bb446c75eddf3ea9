/** Replacing what may not be there yet: it is made, with Keep Other Values as it is by default, on both of n8n's paths. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withTenant } from '../../tools/tenant.mts';

const { engine, sandbox, credentials } = withTenant({ seed: 'replace' });

beforeEach(async () => await sandbox.reset({ seed: 'replace' }));

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	async function run(node: string, parameters: IDataObject) {
		await sandbox.clearJournal();
		const { items, error } = await engine.runNode({
			node,
			parameters: parameters as INodeParameters,
			items: [{}],
			credentials,
			path,
		});
		const sent = (await sandbox.journal()).map(({ method, status }) => `${method} ${status}`);
		return { json: items[0]?.json, error, sent };
	}

	test('prices of a day that has none are set, without a look, as nothing is left to keep', async () => {
		const [{ id }] = await sandbox.state('electricity-rates');
		const price = {
			resource: 'electricityPrice',
			operation: 'setForDate',
			electricityRate: { __rl: true, mode: 'id', value: id },
			date: '2027-01-01',
			pricePeriods: { items: [{ startsAt: '00:00', endsAt: '24:00', price: 0.2 }] },
		};
		const { json, error, sent } = await run('ampecoEnergy', price);
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ date: '2027-01-01' });
		expect(sent).toEqual([expect.stringMatching(/^PUT 20[01]$/)]);
	});

	test('contact details are made after a delete, from what is given', async () => {
		await sandbox.call('DELETE', '/public-api/resources/contact-details/v2.0');
		const { json, error, sent } = await run('ampecoSystem', {
			resource: 'contactDetail',
			operation: 'update',
			updateFields: { email: 'help@example.com' },
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject({ email: 'help@example.com' });
		expect(sent).toEqual(['GET 404', expect.stringMatching(/^PUT 20[01]$/)]);
	});

	test('what must be given and is not there is an error that changes nothing', async () => {
		await sandbox.call('DELETE', '/public-api/resources/contact-details/v2.0');
		const { error, sent } = await run('ampecoSystem', {
			resource: 'contactDetail',
			operation: 'update',
			updateFields: { phone: '+4930123456' },
		});
		expect(error?.message).toMatch(/^AMPECO does not find this contact detail/);
		expect(error?.description).toContain('Give Email');
		expect(sent).toEqual(['GET 404']);
	});

	test('a Kafka subscription is not left without its password', async () => {
		const kafka = { topic: 'events', brokers: ['broker.example:9093'], saslUsername: 'me', saslPassword: 'old' };
		const { data } = await sandbox.call('POST', '/public-api/notifications/v2.0', {
			via: 'kafka',
			notifications: ['evse.changed'],
			kafka,
		});
		const update = async (fields: IDataObject) =>
			await run('ampecoNotification', {
				resource: 'notificationSubscription',
				operation: 'update',
				notification: { __rl: true, mode: 'id', value: data.data.id },
				...fields,
			});
		const lost = await update({ updateFields: { events: ['SessionUpdateNotification'] } });
		expect(lost.error?.message).toBe(
			'SASL Password must be given again: AMPECO does not show it, and the update would remove it.',
		);
		expect(lost.sent).toEqual(['GET 200']);
		const elsewhere = { variant: 'webhook', callbackUrl: 'https://example.com/hook' };
		expect((await update(elsewhere)).error).toBeUndefined();
	});
});
