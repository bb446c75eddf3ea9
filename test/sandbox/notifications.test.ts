/** Subscriptions, and the delivery of what happens to those who subscribed. */
import { startSandbox } from '../../sandbox/client.mts';
import { callbacks, events } from '../../sandbox/digest.mts';
import { sign } from '../../sandbox/notifications.mts';
import { duringTests } from '../../tools/tenant.mts';
import { startReceiver } from './receiver.mts';
import type { Wire } from './requests.mts';

const V1 = '/public-api/notifications/v1.0';
const V2 = '/public-api/notifications/v2.0';

const sandbox = duringTests(async () => await startSandbox({ scale: 0.2, retryAfterMs: [10, 20, 40] }));
const receiver = duringTests(startReceiver);
beforeEach(async () => {
	await sandbox.reset();
	receiver.received.length = 0;
});

async function subscribe(...notifications: string[]): Promise<number> {
	const answer = await sandbox.call('POST', V2, {
		via: 'webhook',
		notifications,
		webhook: { callbackUrl: receiver.url },
	});
	return answer.data.data.id;
}

const deliveries = async (query = '') => (await sandbox.admin('GET', `/deliveries${query}`)).deliveries;

/** Waits until every delivery has come to an end. */
async function settled(): Promise<Wire[]> {
	for (;;) {
		const all = await deliveries();
		if (
			all.length > 0 &&
			all.every((one: Wire) => one.state === 'delivered' || (one.state === 'failed' && one.attempts >= 4))
		)
			return all;
	}
}

describe('subscriptions', () => {
	test('both versions show one state', async () => {
		const made = await sandbox.call('POST', V1, { callbackUrl: receiver.url, notifications: ['idTag.changed'] });
		expect(made).toMatchObject({
			status: 201,
			data: { webhookId: expect.any(Number), callbackUrl: receiver.url, notifications: ['idTag.changed'] },
		});
		const { webhookId } = made.data;
		expect((await sandbox.call('GET', `${V2}/${webhookId}`)).data.data).toEqual({
			id: webhookId,
			via: 'webhook',
			notifications: ['idTag.changed'],
			webhook: { callbackUrl: receiver.url },
			includeTimestampInSignature: false,
			suppressSelfNotifications: false,
			skipRoamingInfrastructure: false,
		});
		await sandbox.call('PUT', `${V2}/${webhookId}`, {
			via: 'webhook',
			notifications: ['cdr.received'],
			webhook: { callbackUrl: receiver.url },
		});
		expect((await sandbox.call('GET', V1)).data.data[0].notifications).toEqual(['cdr.received']);
		expect((await sandbox.call('DELETE', `${V1}/${webhookId}`)).status).toBe(204);
		expect((await sandbox.call('GET', `${V2}/${webhookId}`)).status).toBe(404);
	});

	test('the settings of the chosen way are required, an unknown event is refused', async () => {
		expect(
			(await sandbox.call('POST', V2, { via: 'kafka', notifications: ['idTag.changed'] })).data.errors,
		).toHaveProperty('kafka');
		expect(
			(
				await sandbox.call('POST', V2, {
					via: 'webhook',
					notifications: ['nothing'],
					webhook: { callbackUrl: receiver.url },
				})
			).data.errors,
		).toHaveProperty(['notifications.0']);
	});

	test('kafka is kept and said not to be delivered', async () => {
		await sandbox.call('POST', V2, {
			via: 'kafka',
			notifications: ['idTag.changed'],
			kafka: { topic: 't', brokers: ['b:9092'] },
		});
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload: { idTagsId: 1, action: 'created' } });
		expect(await deliveries()).toEqual([expect.objectContaining({ state: 'not delivered (kafka)', attempts: 0 })]);
	});
});

describe('delivery', () => {
	test('is signed over the raw body with the token', async () => {
		await subscribe('userBalance.changed');
		await sandbox.call('POST', '/public-api/actions/users/v1.0/10001/add-balance', { amount: 7.5, reason: 'Übung' });
		const [{ headers, raw, body }] = await receiver.until(1);
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'x-signature': sign(raw, sandbox.token),
			'x-timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
			'x-tenant': 'sandbox',
		});
		expect(headers['x-signature']).toMatch(/^[0-9a-f]{64}$/);
		expect(body).toMatchObject({
			notification: 'userBalance.changed',
			userId: 10001,
			credit: 7.5,
			debit: 0,
			type: 'add_to_balance',
			currency: 'EUR',
		});
	});

	test('goes to those who named the event, once each', async () => {
		const both = await subscribe('idTag.changed', 'cdr.received');
		const other = await subscribe('cdr.received');
		await sandbox.admin('POST', '/events', { event: 'cdr.received', payload: { id: '700001' } });
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload: { idTagsId: 60001, action: 'updated' } });
		const all = await settled();
		expect(all.map((one) => [one.subscriptionId, one.event]).sort()).toEqual(
			[
				[both, 'cdr.received'],
				[both, 'idTag.changed'],
				[other, 'cdr.received'],
			].sort(),
		);
	});

	test('is tried again when refused, and listed as failed in the end', async () => {
		await subscribe('idTag.changed');
		receiver.answerWith(500, 503);
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload: { idTagsId: 1, action: 'created' } });
		expect(await settled()).toEqual([expect.objectContaining({ state: 'delivered', attempts: 3 })]);
		receiver.answerWith(500, 500, 500, 500);
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload: { idTagsId: 2, action: 'created' } });
		expect((await settled())[1]).toMatchObject({ state: 'failed', attempts: 4, result: 500 });
	});

	test('failed ones are resent once in 15 minutes', async () => {
		const id = await subscribe('idTag.changed');
		receiver.answerWith(500, 500, 500, 500);
		await sandbox.admin('POST', '/events', { event: 'idTag.changed', payload: { idTagsId: 2, action: 'created' } });
		await settled();
		const resend = async () =>
			(
				await sandbox.call('POST', `/public-api/actions/notifications/v1.0/${id}/resend`, {
					notifications: ['idTag.changed'],
				})
			).status;
		expect(await resend()).toBe(202);
		expect((await settled())[0]).toMatchObject({ attempts: expect.any(Number) });
		await receiver.until(5);
		expect(await resend()).toBe(409);
		await sandbox.forward(901);
		expect(await resend()).toBe(202);
	});
});

test.each([...new Set([...events, ...callbacks.map((callback) => callback.event)])])(
	'%s can be caused, and is valid',
	async (event) => {
		const { payload } = await sandbox.admin('POST', '/events', { event });
		expect(payload.notification).toBe(event);
	},
);

async function fault(evseId: number): Promise<void> {
	for (const hardwareStatus of ['available', 'faulted'])
		await sandbox.admin('POST', '/charge-points/2002/status', { evseId, hardwareStatus });
}

describe('causes', () => {
	const causes: Array<[event: string, cause: () => Promise<unknown>, payload: object]> = [
		[
			'HardwareStatusNotification',
			async () => await fault(4003),
			{ chargePointId: 2002, evseId: 4003, hardwareStatus: 'faulted' },
		],
		[
			'NetworkStatusNotification',
			async () =>
				await sandbox.admin('POST', '/charge-points/2002/status', { networkStatus: 'temporarily_unavailable' }),
			{ chargePointId: 2002, networkStatus: 'temporarily unavailable' },
		],
		[
			'BootNotification',
			async () => await sandbox.call('POST', '/public-api/actions/charge-point/v1.0/2002/reset/soft'),
			{ chargePointId: 2002 },
		],
		[
			'chargePoint.changed',
			async () => await sandbox.call('PATCH', '/public-api/resources/charge-points/v2.0/2002', { name: 'X' }),
			{ chargePointId: 2002, action: 'updated' },
		],
		[
			'evse.changed',
			async () => await sandbox.call('PATCH', '/public-api/resources/evses/v2.1/4003', { label: 'X' }),
			{ evseId: 4003, action: 'updated' },
		],
		[
			'LocationChangedNotification',
			async () => await sandbox.call('PATCH', '/public-api/resources/locations/v2.0/1001', { city: 'X' }),
			{ action: 'updated', location: { id: 1001, city: 'X' } },
		],
		[
			'UserChangedNotification',
			async () => await sandbox.call('PATCH', '/public-api/resources/users/v1.0/10001', { first_name: 'X' }),
			{ action: 'updated', user: { id: '10001', firstName: 'X' } },
		],
		[
			'idTag.changed',
			async () => await sandbox.call('DELETE', '/public-api/resources/id-tags/v2.0/60001'),
			{ idTagsId: 60001, action: 'deleted' },
		],
		[
			'partner.changed',
			async () => await sandbox.call('POST', '/public-api/resources/partners/v2.0', { name: 'X' }),
			{ action: 'created', companyName: 'X' },
		],
		[
			'TariffChangedNotification',
			async () => await sandbox.call('POST', '/public-api/resources/tariffs/v1.0', { name: 'X', type: 'free' }),
			{ action: 'created', tariff: { name: 'X' } },
		],
		[
			'circuit.changed',
			async () => await sandbox.call('PATCH', '/public-api/resources/circuits/v2.0/1761', { name: 'X' }),
			{ circuitId: 1761, action: 'updated' },
		],
		[
			'CircuitConsumptionNotification',
			async () =>
				await sandbox.call('POST', '/public-api/actions/electricity-meter/v1.0/1741/report-consumption', {
					currentL1: 5,
					currentL2: 6,
					currentL3: 7,
				}),
			{ circuitId: 1761 },
		],
		[
			'partnerInvite.changed',
			async () =>
				await sandbox.call('POST', '/public-api/resources/partner-invites/v1.0', { partnerId: 801, email: 'a@b.co' }),
			{ action: 'created', email: 'a@b.co' },
		],
		[
			'user.invoiceDetails.changed',
			async () =>
				await sandbox.call('POST', '/public-api/resources/users/v1.0/10001/invoice-details', {
					requireInvoice: true,
					invoiceType: 'individual',
				}),
			{ userId: 10001 },
		],
		[
			'user.paymentMethod.changed',
			async () => await sandbox.call('DELETE', '/public-api/resources/users/v1.0/10001/payment-methods/70001'),
			{ paymentMethodId: '70001', action: 'deleted' },
		],
		[
			'parkingSpace.occupancyStatus.changed',
			async () =>
				await sandbox.call('POST', '/public-api/actions/parking-spaces/v1.0/1301/update-occupancy-status', {
					status: 'occupied',
				}),
			{ parkingSpaceId: 1301, occupancyStatus: 'occupied' },
		],
		[
			'installerJob.changed',
			async () =>
				await sandbox.call('POST', '/public-api/actions/installer-job/v1.0/94001/change-status', {
					status: 'completed',
				}),
			{ id: 94001, status: 'completed' },
		],
		[
			'user.subscription.changed',
			async () =>
				await sandbox.call('POST', '/public-api/actions/users/v1.0/10001/cancel-subscription', { reason: 'x' }),
			{ userId: 10001, status: 'canceled' },
		],
		[
			'transaction.changed',
			async () =>
				await sandbox.call('POST', '/public-api/actions/transactions/v1.0/500001/update-payment-reference', {
					ref: 'x',
				}),
			{ transactionId: 500001, action: 'updated' },
		],
		[
			'DiagnosticsStatusNotification',
			async () =>
				await sandbox.call('POST', '/public-api/actions/charge-point/v1.0/2002/get-diagnostics', {
					location: 'ftp://x',
				}),
			{ chargePointId: 2002 },
		],
		[
			'ChargePointSyncConfigurationNotification',
			async () => await sandbox.call('POST', '/public-api/actions/charge-point/v1.0/2002/sync-configuration'),
			{ chargePointId: 2002, requestId: 1 },
		],
	];

	test.each(causes)('%s follows its cause', async (event, cause, payload) => {
		await subscribe(event);
		await cause();
		const plain = Object.fromEntries(Object.entries(payload).filter(([, value]) => typeof value !== 'object'));
		expect((await receiver.ofEvent(event, plain)).body).toMatchObject(payload);
	});
});
