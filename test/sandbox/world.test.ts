/** The seeded world: the same for the same seed, complete, and without contradictions. */
import { Tenant } from '../../sandbox/tenant.mts';
import type { Wire } from './requests.mts';

const tenantOf = (seed: string, scale = 1) => new Tenant({ seed, scale, name: 'test', currency: 'EUR' });
const tenant = tenantOf('ampeco');
const all = (collection: string): Wire[] => [...tenant.store.get(collection).all()];

test('has the size it promises', () => {
	const size = (name: string) => tenant.store.get(name).size;
	expect({
		partners: size('partners'),
		locations: size('locations'),
		chargePoints: size('charge-points'),
		evses: size('evses'),
		connectors: size('connectors'),
		users: size('users'),
		sessions: size('sessions'),
	}).toEqual({
		partners: 6,
		locations: 40,
		chargePoints: 300,
		evses: 600,
		connectors: 600,
		users: 2000,
		sessions: 20_000,
	});
	expect(tenantOf('ampeco', 5).store.get('sessions').size).toBe(100_000);
	expect(
		tenantOf('ampeco', 0)
			.store.names()
			// Even an empty tenant has its operators.
			.filter((name) => name !== 'operators')
			.every((name) => tenantOf('ampeco', 0).store.get(name).size === 0),
	).toBe(true);
});

test('is the same for the same seed, whatever is looked at first', () => {
	const other = tenantOf('ampeco');
	const backwards = [...other.store.names()].reverse();
	for (const name of backwards) {
		const ids = [...other.store.get(name).ids].slice(-20).reverse();
		for (const id of ids) expect(other.store.get(name).get(id)).toEqual(tenant.store.get(name).get(id));
	}
	expect(tenantOf('another').store.get('users').get(10_001)).not.toEqual(tenant.store.get('users').get(10_001));
});

test.each([
	['charge-points', 'locationId', 'locations'],
	['evses', 'chargePointId', 'charge-points'],
	['connectors', 'evseId', 'evses'],
	['sessions', 'evseId', 'evses'],
	['sessions', 'userId', 'users'],
	['transactions', 'sessionId', 'sessions'],
	['transactions', 'invoiceId', 'invoices'],
	['sessions', 'receiptId', 'receipts'],
	['id-tags', 'userId', 'users'],
	['payment-methods', 'userId', 'users'],
	['subscriptions', 'planId', 'subscription-plans'],
	['evses', 'tariffGroupId', 'tariff-groups'],
	['partner-settlement-records', 'partnerSettlementReportId', 'partner-settlement-reports'],
	['charge-point-models', 'vendorId', 'charge-point-vendors'],
	['reservations', 'evseId', 'evses'],
	['cdrs', 'operatorId', 'roaming-operators'],
	['vouchers', 'redeemedByUserId', 'users'],
	['user-groups', 'partnerId', 'partners'],
])('%s.%s names a record of %s', (collection, field, target) => {
	const ids = new Set(tenant.store.get(target).ids);
	const named = all(collection)
		.map((record) => record[field])
		.filter((id) => id !== null && id !== undefined);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test('what belongs together agrees', () => {
	const of = (collection: string, id: number) => tenant.store.get(collection).get(id) as Wire;
	for (const session of all('sessions').slice(0, 2000)) {
		expect(of('evses', session.evseId).chargePointId).toBe(session.chargePointId);
		expect(of('connectors', session.connectorId).evseId).toBe(session.evseId);
		expect(of('authorizations', session.authorizationId)).toMatchObject({
			sessionIds: [session.id],
			userId: session.userId,
		});
	}
	for (const transaction of all('transactions').slice(0, 2000)) {
		expect(of('sessions', transaction.sessionId)).toMatchObject({ userId: transaction.userId });
		if (transaction.invoiceId)
			expect(of('invoices', transaction.invoiceId)).toMatchObject({
				number: transaction.invoiceNo,
				totalAmount: transaction.totalAmount,
				userId: transaction.userId,
			});
	}
	for (const user of all('users').filter((one) => one.subscriptionId !== null))
		expect(of('subscriptions', user.subscriptionId).userId).toBe(user.id);
});

test('EVSEs charge exactly where a session is running', () => {
	const running = all('sessions')
		.filter((session) => session.status === 'active')
		.map((session) => session.evseId);
	const charging = all('evses')
		.filter((evse) => evse.hardwareStatus === 'charging')
		.map((evse) => evse.id);
	expect(new Set(running).size).toBe(12);
	expect([...charging].sort()).toEqual([...running].sort());
	for (const id of running)
		expect(
			tenant.store.get('charge-points').get(tenant.store.get('evses').get(id)!.chargePointId as number),
		).toMatchObject({ status: 'enabled' });
});

test('sessions lie in order over fourteen months, the last few still running', () => {
	const sessions = all('sessions');
	const starts = sessions.slice(0, -12).map((session) => Date.parse(session.startedAt));
	expect(starts).toEqual([...starts].sort((a, b) => a - b));
	expect((tenant.worldStart - starts[0]) / 86_400_000).toBeGreaterThan(420);
	expect(sessions.filter((session) => session.status === 'active')).toHaveLength(12);
	const stops = sessions.filter((session) => session.stoppedAt !== null);
	expect(stops.filter((session) => Date.parse(session.stoppedAt) > tenant.worldStart).length).toBeLessThan(20);
	expect(new Set(sessions.map((session) => session.status))).toEqual(new Set(['finished', 'failed', 'active']));
});

test('ids of different collections do not overlap', () => {
	const seen = new Map<number, string>();
	const twice: string[] = [];
	for (const name of tenant.store.names()) {
		for (const id of tenant.store.get(name).ids) {
			if (seen.has(id)) twice.push(`${id} of ${name} and ${seen.get(id)}`);
			seen.set(id, name);
		}
	}
	expect(twice).toEqual([]);
});
