/** All operations of the digest, driven directly: valid requests get valid answers, wrong ones a refusal that names what is wrong. */
import { startSandbox } from '../../sandbox/client.mts';
import { operations, type Operation } from '../../sandbox/digest.mts';
import { duringTests } from '../../tools/tenant.mts';
import { existingIds } from './ids.mts';
import {
	bodyFor,
	mistakesIn,
	pathFor,
	queriesFor,
	variantBody,
	variantCount,
	type Ids,
	type Wire,
} from './requests.mts';
import { say } from './say.mts';

const sandbox = duringTests(async () => await startSandbox({ scale: 0.05 }));
let ids: Ids;

beforeAll(async () => {
	ids = await existingIds(sandbox);
});
afterAll(async () => {
	const mistakes = Object.values(counts).reduce((sum, count) => sum + count, 0);
	say(`sandbox: ${answered} of ${operations.length} operations answered, ${mistakes} wrong requests refused by name`);
});

let answered = 0;
const counts: Record<string, number> = {};

const nameOf = (operation: Operation) => `${operation.method} ${operation.path}`;
const table = operations.map((operation) => [nameOf(operation), operation] as const);

async function first(collection: string): Promise<Record<string, Wire>> {
	return (await sandbox.state(collection, 1))[0];
}

/** State an operation needs before it can succeed, and the ids it then works on. */
const PREPARE: Record<string, () => Promise<Ids>> = {
	'POST /public-api/actions/reservation/v1.0/{reservation}/cancel': async () => {
		const reserved = await sandbox.call(
			'POST',
			`/public-api/actions/charge-point/v1.0/${ids.chargePoint}/reserve/${(await freeEvse()).networkId}`,
			{ userId: ids.userId },
		);
		return { reservation: reserved.data.reservationId };
	},
	'POST /public-api/actions/charge-point/v1.0/{chargePoint}/reserve/{evse}': async () => ({
		evseNetworkId: (await freeEvse()).networkId,
	}),
	'POST /public-api/actions/charge-point/v1.0/{chargePoint}/stop/{session}': async () => {
		const running = (await sandbox.state('sessions')).find((one) => one.status === 'active')!;
		return { session: running.id, chargePoint: running.chargePointId };
	},
	'POST /public-api/actions/session/v1.0/{session}/assign-user': async () => ({
		session: (await sessionWhere((one) => one.userId === null)).id,
	}),
	'POST /public-api/actions/session/v1.0/{session}/retry-payment': async () => ({
		session: (await sessionWhere((one) => one.paymentStatus === 'failed')).id,
	}),
	'POST /public-api/actions/users/v2.0/{user}/redeem-voucher': async () => {
		const made = await sandbox.call('POST', '/public-api/resources/vouchers/v2.1', { amount: 5 });
		return { code: made.data.data.code };
	},
	'POST /public-api/actions/users/v1.0/{user}/activate-subscription': async () => ({
		user: (await sandbox.state('users', 2))[1].id,
	}),
	'POST /public-api/actions/transactions/v1.0/{transaction}/issue-invoice': async () => ({
		transaction: await transactionWhere((one) => one.status === 'finalized' && !one.invoiceId),
	}),
	'POST /public-api/actions/transactions/v1.0/{transaction}/resend-invoice': async () => ({
		transaction: await transactionWhere((one) => Boolean(one.invoiceId)),
	}),
	'POST /public-api/actions/circuit/v2.0/{circuit}/detach-charge-point/{chargePoint}': async () => circuitMember(),
	'POST /public-api/actions/circuit/v2.0/{circuit}/set-charge-point-priority/{chargePoint}': async () =>
		circuitMember(),
	'POST /public-api/actions/circuit/v2.0/{circuit}/set-charge-point-priority/{chargePoint}/evse/{evse}': async () => {
		const { circuit, chargePoint } = await circuitMember();
		return {
			circuit,
			chargePoint,
			evse: (await sandbox.state('evses')).find((one) => one.chargePointId === chargePoint)!.id,
		};
	},
	'DELETE /public-api/resources/locations/v1.0/{location}': async () => ({ location: await newLocation() }),
	'DELETE /public-api/resources/locations/v2.0/{location}': async () => ({ location: await newLocation() }),
	'DELETE /public-api/resources/partners/v1.0/{partner}': async () => ({ partner: await newPartner() }),
	'DELETE /public-api/resources/partners/v2.0/{partner}': async () => ({ partner: await newPartner() }),
	'DELETE /public-api/resources/tariffs/v1.0/{tariff}': async () => {
		const made = await sandbox.call('POST', '/public-api/resources/tariffs/v1.0', { name: 'Unused', type: 'free' });
		return { tariff: made.data.data.id };
	},
	'PATCH /public-api/resources/user-groups/v1.0/{userGroup}': async () => {
		const made = await sandbox.call('POST', '/public-api/resources/user-groups/v1.0', { name: 'Without users' });
		return { userGroup: made.data.data.id };
	},
	'POST /public-api/actions/energy-coupon/v1.0/redeem-code': async () => ({
		code: (await first('energy-coupon-templates')).code,
	}),
	'POST /public-api/actions/users/v1.0/{user}/subscription-billing-period/{billingPeriod}/retry-payment': async () =>
		billingPeriod(),
	'GET /public-api/resources/users/v1.0/{user}/subscription-billing-periods/{billingPeriod}': async () =>
		billingPeriod(),
	'DELETE /public-api/resources/vehicles/v1.0/{vehicle}/relations/users/{user}': async () => ({
		user: (await first('vehicles')).userIds[0],
	}),
	'PATCH /public-api/resources/partners/v2.0/{partner}/admins/{admin}': partnerAdmin,
	'DELETE /public-api/resources/partners/v2.0/{partner}/admins/{admin}': partnerAdmin,
	'GET /public-api/resources/circuits/v2.0/{circuit}/schedule': circuitSchedule,
	'DELETE /public-api/resources/circuits/v2.0/{circuit}/schedule': circuitSchedule,
	'GET /public-api/logs/communication/v1.0/{id}': async () => ({ id: (await first('communication-logs')).id }),
	'GET /public-api/logs/ocpi/v1.0/{id}': async () => ({ id: (await first('ocpi-logs')).id }),
	'PUT /public-api/resources/user-groups/v1.0/{userGroup}': async () => {
		const made = await sandbox.call('POST', '/public-api/resources/user-groups/v1.0', { name: 'Without users' });
		return { userGroup: made.data.data.id };
	},
	'GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date/{date}': datedPeriod,
	'DELETE /public-api/resources/electricity-rates/v2.0/{electricityRate}/price-periods/date/{date}': datedPeriod,
};

/** What a schema does not say but the API's text does: the settings of the way chosen are required. */
const EXTRA_FIELDS: Record<string, object> = {
	'POST /public-api/notifications/v2.0': { webhook: { callbackUrl: 'http://127.0.0.1:9/' } },
	'PUT /public-api/notifications/v2.0/{notification}': { webhook: { callbackUrl: 'http://127.0.0.1:9/' } },
	'PUT /public-api/resources/circuits/v2.0/{circuit}/schedule': { scheduleType: 'daily' },
	'POST /public-api/resources/partners/v2.0/{partner}/admins': { passwordConfirmation: 'password text' },
	'PATCH /public-api/resources/partners/v2.0/{partner}/admins/{admin}': {
		password: 'password text',
		passwordConfirmation: 'password text',
	},
	'POST /public-api/oauth/token': { grant_type: 'client_credentials' },
};

/** Filters that only work beside another one. */
const QUERY_NEEDS: Record<string, string> = {
	'/public-api/resources/tariffs/v1.0 filter[userId]': '&filter[tariffGroupId]=931',
};

async function datedPeriod(): Promise<Ids> {
	await sandbox.call(
		'PUT',
		`/public-api/resources/electricity-rates/v2.0/${ids.electricityRate}/price-periods/date/2026-12-25`,
		{ periods: [{ startsAt: '00:00', endsAt: '23:59', price: 0.1 }] },
	);
	return {};
}
async function freeEvse(): Promise<Record<string, Wire>> {
	await sandbox.admin('POST', `/charge-points/${ids.chargePoint}/status`, {
		evseId: ids.reservableEvse,
		hardwareStatus: 'available',
	});
	return (await sandbox.state('evses')).find((one) => one.id === ids.reservableEvse)!;
}
async function newLocation(): Promise<number> {
	const text = [{ locale: 'en', translation: 'New' }];
	const made = await sandbox.call('POST', '/public-api/resources/locations/v2.0', {
		name: text,
		address: text,
		geoposition: { latitude: 1, longitude: 2 },
		country: 'NL',
	});
	return made.data.data.id;
}
async function newPartner(): Promise<number> {
	return (await sandbox.call('POST', '/public-api/resources/partners/v2.0', { name: 'New' })).data.data.id;
}
async function sessionWhere(matches: (session: Wire) => boolean): Promise<Wire> {
	return (await sandbox.state('sessions', 500)).find(matches)!;
}
async function transactionWhere(matches: (transaction: Wire) => boolean): Promise<number> {
	return (await sandbox.state('transactions', 200)).find(matches)!.id;
}
async function circuitMember(): Promise<Ids> {
	const circuit = await first('circuits');
	return { circuit: circuit.id, chargePoint: circuit.chargePoints[0].id };
}

async function fresh(): Promise<void> {
	await sandbox.reset();
	ids.reservableEvse ??= (await sandbox.state('evses', 20)).find(
		(one) => one.chargePointId === ids.chargePoint && one.allowsReservation,
	)!.id;
	await sandbox.call('POST', '/public-api/notifications/v2.0', {
		via: 'webhook',
		notifications: ['idTag.changed'],
		webhook: { callbackUrl: 'http://127.0.0.1:9/' },
	});
}

async function billingPeriod(): Promise<Ids> {
	const period = (await sandbox.state('subscription-billing-periods')).find((one) => one.latestPaymentFailureAt)!;
	return { user: period.userId, billingPeriod: period.id };
}
async function partnerAdmin(): Promise<Ids> {
	const admin = (await sandbox.state('admins')).find((one) => one.partnerId === ids.partner)!;
	return { admin: admin.id };
}
async function circuitSchedule(): Promise<Ids> {
	await sandbox.call('PUT', `/public-api/resources/circuits/v2.0/${ids.circuit}/schedule`, {
		scheduleType: 'daily',
		schedule: [{ start: '08:00', end: '18:00', maxCurrent: 32 }],
	});
	return {};
}

/** The note a path asks for: the first on the record that the same path names. */
async function noteFor({ path }: Operation): Promise<Ids> {
	if (!path.includes('/notes/{note}')) return {};
	const notes = await sandbox.call('GET', pathFor({ path: path.replace('/{note}', ''), parameters: [] } as never, ids));
	return { note: notes.data.data[0].id };
}

async function idsFor(operation: Operation): Promise<Ids> {
	return { ...ids, ...(await noteFor(operation)), ...(await PREPARE[nameOf(operation)]?.()) };
}

function bodyOf(operation: Operation, own: Ids, full: boolean): unknown {
	const body = bodyFor(operation, own, full);
	const isOauth = operation.section === 'oauth';
	const extra = {
		...EXTRA_FIELDS[nameOf(operation)],
		...(own.code && { code: own.code }),
		...(isOauth && { client_id: sandbox.client.id, client_secret: sandbox.client.secret }),
	};
	return Object.keys(extra).length > 0 ? { ...(body as object), ...extra } : body;
}

test('the digest has all operations of the newest version', () => {
	expect(operations).toHaveLength(651);
});

test.each(table)('%s answers a valid request', async (name, operation) => {
	await fresh();
	const own = await idsFor(operation);
	const path = pathFor(operation, own);
	const answer = await sandbox.call(operation.method, path, bodyOf(operation, own, false));
	expect({ name, status: answer.status, data: answer.status >= 300 ? answer.data : '' }).toMatchObject({
		status: expect.any(Number),
		data: '',
	});
	expect(Object.keys(operation.responses)).toContain(String(answer.status));
	answered++;
	if (operation.method !== 'GET') return;
	for (const query of queriesFor(operation, own)) {
		const filtered = await sandbox.call(
			'GET',
			`${path}?${query}${QUERY_NEEDS[`${path} ${query.split('=')[0]}`] ?? ''}`,
		);
		expect({ query, status: filtered.status, data: filtered.status === 200 ? '' : filtered.data }).toEqual({
			query,
			status: 200,
			data: '',
		});
	}
});

const writes = table.filter(([, operation]) => operation.body);

test.each(writes)('%s takes every field it declares', async (name, operation) => {
	await fresh();
	const own = await idsFor(operation);
	const answer = await sandbox.call(operation.method, pathFor(operation, own), bodyOf(operation, own, true));
	expect({ name, status: answer.status, data: answer.status >= 300 ? answer.data : '' }).toMatchObject({ data: '' });
});

const choices = writes.flatMap(([name, operation]) =>
	Array.from(
		{ length: variantCount(operation) },
		(_, index) => [`${name} (variant ${index + 1})`, operation, index] as const,
	),
);

test.each(choices)('%s is accepted', async (name, operation, index) => {
	await fresh();
	const own = await idsFor(operation);
	const answer = await sandbox.call(operation.method, pathFor(operation, own), variantBody(operation, own, index));
	expect({ name, status: answer.status, data: answer.status >= 300 ? answer.data : '' }).toMatchObject({ data: '' });
});

test.each(table)('%s refuses what is wrong, by name', async (_name, operation) => {
	const own: Ids = { ...ids, code: 'text' };
	for (const mistake of mistakesIn(operation, own)) {
		const answer = await sandbox.call(operation.method, mistake.path, mistake.body);
		const named = Object.keys(answer.data?.errors ?? {});
		// The OAuth operations have errors of their own shape.
		const refusal =
			operation.section === 'oauth'
				? { status: 400, said: expect.stringContaining(mistake.names) }
				: { status: 422, named: expect.arrayContaining([mistake.names]) };
		expect({ ...mistake, status: answer.status, named, said: answer.data?.error_description }).toMatchObject(refusal);
		counts[mistake.kind] = (counts[mistake.kind] ?? 0) + 1;
	}
});

test('as many mistakes were tried as the digest has room for', () => {
	expect(counts).toEqual({
		'field type': 1537,
		'missing field': 314,
		'path type': 512,
		'query type': 756,
		'unknown field': 252,
		'unknown query': 651,
	});
});
