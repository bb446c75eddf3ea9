/** What is newer than the OpenAPI file: what is assumed is said, an older tenant lacks it, and special resources keep state. */
import { startSandbox, type RunningSandbox } from '../../sandbox/client.mts';
import { operations } from '../../sandbox/digest.mts';
import { existingIds } from './ids.mts';
import { bodyFor, pathFor, type Ids, type Wire } from './requests.mts';

const API = '/public-api/';

let sandbox: RunningSandbox;
let ids: Ids;
beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.2 });
	ids = await existingIds(sandbox);
});
beforeEach(async () => await sandbox.reset());
afterAll(async () => await sandbox.stop());

const call = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
	await sandbox.call(method, `${API}${path}`, body, headers);
const read = async (path: string): Promise<Wire> => (await call('GET', path)).data.data;

describe('what is assumed', () => {
	test('stands in a header of every answer of an operation', async () => {
		const created = await call('POST', `actions/charge-point/v1.0/${ids.chargePoint}/clear-cache`);
		expect(created.status).toBe(202);
		expect(created.headers['x-sandbox-assumed']).toBe('body, answer');
		const refused = await call('GET', 'resources/admins/v1.0?nonsense=1');
		expect(refused.status).toBe(422);
		expect(refused.headers['x-sandbox-assumed']).toBe('filters, filter types, answer types');
	});

	test('is not said of what the OpenAPI file states', async () => {
		expect((await call('GET', 'resources/sessions/v1.0')).headers).not.toHaveProperty('x-sandbox-assumed');
		expect((await call('GET', 'resources/locations/v2.0/1/notes')).headers).not.toHaveProperty('x-sandbox-assumed');
	});

	test('can be read as a whole, with the fields whose type is not sure', async () => {
		const { operations: assumed } = await sandbox.admin('GET', '/assumed');
		const of = (operation: string) => assumed.find((one: Wire) => one.operation === operation);
		expect(of('POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-cache')).toEqual({
			operation: 'POST /public-api/actions/charge-point/v1.0/{chargePoint}/clear-cache',
			since: '3.168',
			assumed: ['body', 'answer'],
			fields: {},
		});
		expect(of('POST /public-api/resources/partners/v2.0/{partner}/admins').fields).toMatchObject({
			'body.whitelistedIps': 'low',
			'body.roleId': 'medium',
		});
		expect(of('GET /public-api/resources/sessions/v1.0').fields['query.filter.userPartnerId']).toBe('medium');
	});
});

describe('an older tenant', () => {
	let older: RunningSandbox;
	beforeAll(async () => {
		older = await startSandbox({ scale: 0.2, version: '3.140.0' });
	});
	beforeEach(async () => await older.reset());
	afterAll(async () => await older.stop());

	const later = operations.filter(({ since }) => since && since !== '3.139');
	const inTime = operations.filter(({ since, method }) => since === '3.139' && method === 'GET');

	test('says its version on every answer, also one without a token', async () => {
		const answers = [
			await older.call('GET', `${API}resources/settings/v1.0`),
			await older.call('GET', `${API}resources/settings/v1.0`, undefined, { authorization: '' }),
			await older.call('GET', `${API}resources/vehicles/v1.0`),
		];
		expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
		for (const { headers } of answers) expect(headers['x-app-version']).toBe('3.140.0 (sandbox)');
		expect((await older.admin('GET', '/status')).apiVersion).toBe('3.140.0');
	});

	test('does not know the routes that came later', async () => {
		expect(later).toHaveLength(137);
		for (const operation of later) {
			const path = pathFor(operation, ids);
			const { status } = await older.call(operation.method, path, bodyFor(operation, ids, false));
			// Where the path is known with other methods, the method is what is wrong.
			const others = operations.filter(({ since }) => !since || since === '3.139');
			const isKnown = others.some((one) => pathFor(one, ids) === path);
			expect({ route: `${operation.method} ${operation.path}`, status }).toEqual({
				route: `${operation.method} ${operation.path}`,
				status: isKnown ? 405 : 404,
			});
		}
	});

	test('knows those that came in time', async () => {
		for (const operation of inTime.filter(({ path }) => !path.includes('{')))
			expect((await older.call('GET', operation.path)).status).toBe(200);
	});

	test('ignores a filter that came later: the list is not narrowed', async () => {
		const list = `${API}resources/sessions/v1.0?per_page=100`;
		const locationOf = new Map((await older.state('charge-points')).map((one) => [one.id, one.locationId]));
		const placesOf = async (tenant: RunningSandbox) => {
			const sessions: Wire[] = (await tenant.call('GET', `${list}&filter[locationId]=${ids.location}`)).data.data;
			return new Set(sessions.map((session) => locationOf.get(session.chargePointId)));
		};
		expect((await placesOf(older)).size).toBeGreaterThan(5);
		expect(await placesOf(sandbox)).toEqual(new Set([ids.location]));
		expect((await older.call('GET', `${list}&filter[nonsense]=1`)).status).toBe(422);
	});

	test('ignores a field that came later, at any depth, and still refuses what never was one', async () => {
		const path = `${API}resources/locations/v2.0/${ids.location}`;
		const answer = await older.call('PATCH', path, { accessibilityType: 'public', postCode: '1234' });
		expect(answer.status).toBe(200);
		expect(answer.data.data).toMatchObject({ postCode: '1234' });
		expect(answer.data.data).not.toHaveProperty('accessibilityType');
		expect(await older.state('locations')).not.toContainEqual(expect.objectContaining({ accessibilityType: 'public' }));
		expect((await older.call('PATCH', path, { nonsense: 1 })).status).toBe(422);
		const kept = await sandbox.call('PATCH', path, { accessibilityType: 'public' });
		expect(kept.data.data.accessibilityType).toBe('public');
		const tariff = `${API}resources/tariffs/v1.0`;
		const created = await older.call('POST', tariff, {
			name: 'Old',
			type: 'flat rate',
			pricing: { pricePerSession: 1, durationFeeCapMinutes: 5 },
		});
		expect(created.data.data.pricing).not.toHaveProperty('durationFeeCapMinutes');
	});

	test('does not call deprecated what became so later', async () => {
		const { operationsAt } = await import('../../sandbox/digest.mts');
		const isDeprecated = (version: string) =>
			operationsAt(version).find(({ method, path }) => method === 'GET' && path.endsWith('/users/v1.0'))!.deprecated;
		expect(isDeprecated('3.140.0')).toBeUndefined();
		expect(isDeprecated('3.168.0')).toBe(true);
	});

	test.each(['3.109.0', '3.140', 'newest'])('%s is no version it can play', async (version) => {
		await expect(startSandbox({ version })).rejects.toThrow('--version must be 3.110.0 or newer');
	});
});

describe('OAuth', () => {
	const LIST = 'resources/vehicles/v1.0';
	const none = { authorization: '' };
	const token = async (body: object, headers: Record<string, string> = none) =>
		await call('POST', 'oauth/token', { grant_type: 'client_credentials', ...body }, headers);

	test('gives a token that opens the API until it is revoked, bare and not in data', async () => {
		const { id, secret } = sandbox.client;
		const given = await token({ client_id: id, client_secret: secret });
		expect(given).toMatchObject({ status: 200, data: { token_type: 'Bearer', expires_in: 3600 } });
		const bearer = { authorization: `Bearer ${given.data.access_token}` };
		expect((await call('GET', LIST, undefined, bearer)).status).toBe(200);
		const wanted = { token: given.data.access_token, client_id: id, client_secret: secret };
		expect(await call('POST', 'oauth/revoke', wanted, none)).toMatchObject({ status: 200, data: '' });
		expect((await call('GET', LIST, undefined, bearer)).status).toBe(401);
	});

	test('takes the client by HTTP Basic too, and its secret opens nothing by itself', async () => {
		const { id, secret } = sandbox.client;
		const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
		expect((await token({}, { authorization: basic })).status).toBe(200);
		expect((await call('GET', LIST, undefined, { authorization: `Bearer ${secret}` })).status).toBe(401);
	});

	test.each([
		['another secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
		['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
		['no grant', { grant_type: undefined }, 400, 'invalid_request'],
	])('refuses %s in the shape of OAuth', async (_name, change, status, error) => {
		const { id, secret } = sandbox.client;
		const answer = await token({ client_id: id, client_secret: secret, ...change });
		expect(answer).toMatchObject({ status, data: { error, error_description: expect.any(String) } });
		expect(answer.data).not.toHaveProperty('message');
	});
});

test('a fiscal document is a small PDF with a name', async () => {
	const path = `resources/invoices/v1.0/${ids.invoice}/fiscalization-documents/download`;
	const answer = await call('GET', path);
	expect(answer.status).toBe(200);
	expect(answer.headers['content-type']).toBe('application/pdf');
	expect(answer.headers['content-disposition']).toBe(`attachment; filename="fiscal-document-${ids.invoice}.pdf"`);
	expect(answer.data).toMatch(/^%PDF-1\.4/);
	expect((await call('GET', path.replace(String(ids.invoice), '1'))).status).toBe(404);
});

describe('two resources, one state', () => {
	test('users v1.0 and v1.1', async () => {
		const made = await call('POST', 'resources/users/v1.1', {
			email: 'one@example.com',
			password: 'secret-secret',
			company_name: 'One BV',
		});
		const { id } = made.data.data;
		expect(made.data.data).toMatchObject({ companyName: 'One BV' });
		expect(await read(`resources/users/v1.0/${id}`)).toMatchObject({ email: 'one@example.com' });
		await call('PATCH', `resources/users/v1.0/${id}`, { first_name: 'Ann' });
		expect(await read(`resources/users/v1.1/${id}`)).toMatchObject({ firstName: 'Ann' });
		await call('DELETE', `resources/users/v1.1/${id}`);
		expect((await call('GET', `resources/users/v1.0/${id}`)).status).toBe(404);
	});

	test('roaming operators and CPOs, with the settings under both spellings', async () => {
		await call('PATCH', `resources/roaming-cpos/v1.0/${ids.roamingCpo}`, {
			businessName: 'Renamed',
			cpoSettings: {
				cpoQrCodePrefix: 'QR',
				treatEvseStatusUnknownAs: 'available',
				applyCustomTariffsToEvsesWithRoamingTariff: false,
				phaseAcPowerFormula: 'amperage_voltage_3',
				sendsPeriodicMeterUpdates: true,
				tariffMappingMode: 'manual',
			},
		});
		const operator = await read(`resources/roaming-operators/v2.0/${ids.roamingOperator}`);
		expect(operator).toMatchObject({
			businessName: 'Renamed',
			cpoSettings: { cpoQrcodePrefix: 'QR', threatEvseStatusUnknownAs: 'available' },
		});
		const cpo = await read(`resources/roaming-cpos/v1.0/${ids.roamingCpo}`);
		expect(cpo.connectionId).toBe(operator.platformId);
	});

	test('roaming providers and EMSPs, which are found by their connection', async () => {
		const made = await call('POST', 'resources/roaming-emsps/v1.0', {
			connectionId: ids.connectionId,
			countryCode: 'NL',
			partyId: 'ZZZ',
		});
		const { id } = made.data.data;
		expect(await read(`resources/roaming-providers/v2.0/${id}`)).toMatchObject({ platformId: ids.connectionId });
		const found = await read(`resources/roaming-emsps/v1.0?filter[connectionId]=${ids.connectionId}`);
		expect(found.map((one: Wire) => one.id)).toContain(id);
		expect(found.every((one: Wire) => one.connectionId === ids.connectionId)).toBe(true);
	});

	test('partner invites v1.0 and v2.0', async () => {
		const invite = await read(`resources/partner-invites/v2.0/${ids.partnerInvite}`);
		expect(invite.email).toBe((await read(`resources/partner-invites/v1.0/${ids.partnerInvite}`)).email);
		await call('PATCH', `resources/partner-invites/v2.0/${ids.partnerInvite}`, { accessPolicyId: ids.accessPolicyId });
		expect(await read(`resources/partner-invites/v2.0/${ids.partnerInvite}`)).toMatchObject({
			accessPolicyId: ids.accessPolicyId,
		});
		await call('DELETE', `resources/partner-invites/v2.0/${ids.partnerInvite}`);
		expect((await call('GET', `resources/partner-invites/v1.0/${ids.partnerInvite}`)).status).toBe(404);
	});

	test('sub-operators v1.0 and v2.0', async () => {
		const made = await call('POST', 'resources/sub-operators/v2.0', {
			...(bodyFor(
				operations.find((one) => one.method === 'POST' && one.path.endsWith('/sub-operators/v2.0'))!,
				ids,
				false,
			) as object),
			businessName: 'Sub',
		});
		expect(await read(`resources/sub-operators/v1.0/${made.data.data.id}`)).toMatchObject({ id: made.data.data.id });
	});
});

describe('notes', () => {
	test.each([
		['charge-points/v2.0', 'chargePoint'],
		['evses/v2.0', 'evse'],
		['id-tags/v2.0', 'idTag'],
		['locations/v2.0', 'location'],
		['partners/v2.0', 'partner'],
		['sub-operators/v2.0', 'subOperator'],
		['users/v1.1', 'user'],
	])('on %s belong to their record alone', async (collection, name) => {
		const own = `resources/${collection}/${ids[name]}/notes`;
		const made = await call('POST', own, { summary: 'Look here', details: 'Twice', pinned: true });
		expect(made).toMatchObject({ status: 201, data: { data: { summary: 'Look here', pinned: true } } });
		const { id } = made.data.data;
		expect((await read(`${own}?filter[pinned]=true`)).map((one: Wire) => one.id)).toContain(id);
		expect((await read(`${own}?filter[pinned]=false`)).map((one: Wire) => one.id)).not.toContain(id);
		const [, second] = (await read(`resources/${collection}?per_page=2`)) as Wire[];
		expect((await call('GET', `resources/${collection}/${second.id}/notes/${id}`)).status).toBe(404);
		expect((await call('PATCH', `${own}/${id}`, { details: null })).data.data.details).toBeNull();
		expect((await call('DELETE', `${own}/${id}`)).status).toBe(204);
		expect((await call('GET', `${own}/${id}`)).status).toBe(404);
	});
});

test('the users of a vehicle are added, replaced and taken away', async () => {
	const users = `resources/vehicles/v1.0/${ids.vehicle}/relations/users`;
	const [one, two] = (await sandbox.state('users', 2)).map(({ id }) => id);
	await call('PUT', users, { userIds: [one] });
	expect(await read(users)).toEqual({ userIds: [one] });
	await call('POST', users, { userIds: [two] });
	expect(await read(users)).toEqual({ userIds: [one, two] });
	const found = await read(`resources/vehicles/v1.0?filter[userId]=${two}`);
	expect(found.map((vehicle: Wire) => vehicle.id)).toContain(ids.vehicle);
	expect((await call('DELETE', `${users}/${one}`)).status).toBe(204);
	expect((await call('DELETE', `${users}/${one}`)).status).toBe(404);
	expect((await call('POST', users, { userIds: [1] })).data.errors).toHaveProperty('userIds');
});

test('what is redeemed by code counts as energy of its user', async () => {
	const energy = async (): Promise<Wire> =>
		await read(`actions/users/v1.0/${ids.user}/get-total-eligible-coupon-energy`);
	const before = await energy();
	const made = await call('POST', 'actions/energy-coupon/v1.0/redeem-code', { code: 'ENERGY1', userId: ids.user });
	expect(made.data.data).toMatchObject({ userId: ids.user, energyWh: 10_000, status: 'active' });
	expect(await energy()).toEqual({
		couponCount: before.couponCount + 1,
		totalRemainingWh: before.totalRemainingWh + 10_000,
	});
	await call('POST', `actions/energy-coupon/v1.0/${made.data.data.id}/cancel`);
	expect(await energy()).toEqual(before);
	const unknown = await call('POST', 'actions/energy-coupon/v1.0/redeem-code', { code: 'NONE', userId: ids.user });
	expect(unknown).toMatchObject({ status: 422, data: { errors: { code: expect.anything() } } });
});

test.each([
	['partner', 'partners/v2.0', 'partner'],
	['session', 'sessions/v1.0', 'session'],
	['payment-terminal', 'payment-terminals/v1.1', 'paymentTerminal'],
])('custom fields of a %s are kept beside others and can be filtered by', async (action, collection, name) => {
	const set = async (customFields: object) =>
		await call('POST', `actions/${action}/v1.0/${ids[name]}/set-custom-fields`, { customFields });
	expect((await set({ costCentre: 'A1', anything: [1] })).status).toBe(200);
	const answer = await set({ project: 'P' });
	expect(answer.status).toBe(200);
	const found = await read(`resources/${collection}?filter[customFields][costCentre]=A1`);
	expect(found.map((one: Wire) => String(one.id))).toEqual([String(ids[name])]);
	expect(await read(`resources/${collection}?filter[customFields][costCentre]=B2`)).toEqual([]);
});

test('a schedule of a circuit is put, read and gone', async () => {
	const path = `resources/circuits/v2.0/${ids.circuit}/schedule`;
	expect((await call('GET', path)).status).toBe(404);
	const day = [{ start: '08:00', end: '18:00', maxCurrent: 32 }];
	expect((await call('PUT', path, { scheduleType: 'daily', schedule: day })).status).toBe(200);
	expect(await read(path)).toMatchObject({ scheduleType: 'daily', schedule: day });
	expect((await call('PUT', path, { scheduleType: 'daily', schedule: { monday: day } })).status).toBe(422);
	expect((await call('DELETE', path)).status).toBe(204);
	expect((await call('GET', path)).status).toBe(404);
});

test('a body nobody knows takes any object, or none', async () => {
	const path = `actions/charge-point/v1.0/${ids.chargePoint}/send-custom-ocpp`;
	for (const body of [undefined, {}, { command: 'Reset', payload: { type: [1, null] } }])
		expect((await call('POST', path, body)).status).toBe(202);
	expect((await call('POST', path, [1])).status).toBe(422);
});
