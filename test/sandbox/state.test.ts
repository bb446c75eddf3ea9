/** What a tenant remembers: the rules of state, first for every resource alike, then what is special to some. */
import { startSandbox } from '../../sandbox/client.mts';
import { operations, type Operation } from '../../sandbox/digest.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import { duringTests } from '../../tools/tenant.mts';
import { existingIds } from './ids.mts';
import { bodyFor, pathFor, type Ids, type Wire } from './requests.mts';

const API = '/public-api/';
const RESOURCES = `${API}resources/`;

const sandbox = duringTests(async () => await startSandbox({ scale: 0.2 }));
let ids: Ids;
beforeAll(async () => {
	ids = await existingIds(sandbox);
});
beforeEach(async () => await sandbox.reset());

const call = async (method: string, path: string, body?: unknown) => await sandbox.call(method, API + path, body);
const read = async (path: string) => (await call('GET', path)).data.data;

interface Collection {
	name: string;
	create: Operation;
	read: Operation;
	change: Operation;
	list?: Operation;
}

const find = (method: string, path: string) =>
	operations.find((operation) => operation.method === method && operation.path === path);

/** Every collection with create, read, update or replace, and delete. */
const collections: Collection[] = operations
	.filter((operation) => operation.method === 'POST' && !operation.path.includes('/actions/'))
	.flatMap((create) => {
		const item = operations.find(
			(operation) =>
				operation.method === 'GET' &&
				operation.path.replace(/\/\{[^}]+\}$/, '') === create.path &&
				operation.path !== create.path,
		);
		const change = item && (find('PATCH', item.path) ?? find('PUT', item.path));
		const remove = item && find('DELETE', item.path);
		return item && change && remove
			? [{ name: create.path.replace(RESOURCES, ''), create, read: item, change, list: find('GET', create.path) }]
			: [];
	});

/** Fields a subscription needs beside those its schema requires; a payment method comes from a page the tenant sends people to. */
const EXTRA: Record<string, object> = {
	'/public-api/notifications/v2.0': { webhook: { callbackUrl: 'http://127.0.0.1:9/' } },
};
const MADE_ELSEWHERE = ['users/v1.0/{user}/payment-methods'];

const table = collections.filter(({ name }) => !MADE_ELSEWHERE.includes(name)).map((one) => [one.name, one] as const);

test('the rules cover all collections', () => {
	expect(table.map(([name]) => name)).toHaveLength(74);
});

const unwrap = (data: Wire) => data?.data ?? data;

describe.each(table)('%s', (_name, { create, read: item, change, list }) => {
	const own = item.path.slice(create.path.length + 2, -1);
	const bodyOf = (operation: Operation, full: boolean) => ({
		...(bodyFor(operation, ids, full) as object),
		...EXTRA[create.path],
	});

	async function created(full = false): Promise<{ record: Wire; path: string }> {
		const answer = await sandbox.call('POST', pathFor(create, ids), bodyOf(create, full));
		expect({ status: answer.status, data: answer.status > 201 ? answer.data : '' }).toMatchObject({ data: '' });
		const record = unwrap(answer.data);
		return { record, path: pathFor(item, { ...ids, [own]: record.id ?? record.webhookId }) };
	}

	test('what is created can be read, listed, deleted, and is gone', async () => {
		const { record, path } = await created();
		const again = await sandbox.call('GET', path);
		expect(again.status).toBe(200);
		expect(unwrap(again.data)).toMatchObject(record);
		if (list) expect(await everyId(pathFor(list, ids))).toContain(record.id ?? record.webhookId);
		expect((await sandbox.call('DELETE', path)).status).toBe(204);
		expect((await sandbox.call('GET', path)).status).toBe(404);
		expect((await sandbox.call('DELETE', path)).status).toBe(404);
		expect((await sandbox.call(change.method, path, bodyOf(change, false))).status).toBe(404);
	});

	async function everyId(path: string): Promise<unknown[]> {
		const ids: unknown[] = [];
		for (let next: string | null = path; next; ) {
			const { data } = await sandbox.call('GET', next);
			ids.push(...data.data.map((one: Wire) => one.id ?? one.webhookId));
			next = data.links?.next?.replace(sandbox.url, '') ?? null;
		}
		return ids;
	}

	test('an update changes what it names and leaves the rest', async () => {
		const { record, path } = await created(true);
		const shape = shapeOf(change.body!.schema);
		const properties = (shape.variants?.[0] ?? shape).properties ?? {};
		const texts = Object.entries(properties).filter(
			([name, child]) =>
				child.type === 'string' &&
				!child.enum &&
				!child.format &&
				!child.readOnly &&
				!child.pattern &&
				!child.maxLength &&
				name in record &&
				!/id$|url|time|At$|currency|email|base|target|password/i.test(name),
		);
		const name = texts[0]?.[0];
		const whole = change.method === 'PUT' ? bodyOf(change, true) : bodyOf(change, false);
		const answer = await sandbox.call(change.method, path, name ? { ...whole, [name]: 'changed' } : whole);
		expect({ status: answer.status, data: answer.status > 200 ? answer.data : '' }).toEqual({ status: 200, data: '' });
		const after = unwrap((await sandbox.call('GET', path)).data);
		expect(unwrap(answer.data)).toMatchObject(record.id === undefined ? {} : { id: record.id });
		if (name) expect(after[name]).toBe('changed');
		const sent = new Set([...Object.keys(whole), name, 'lastUpdatedAt', 'updatedAt', 'notifications']);
		const kept = Object.fromEntries(Object.entries(record).filter(([field]) => !sent.has(field)));
		if (change.method === 'PATCH') expect(after).toMatchObject(kept);
	});

	test('null clears', async () => {
		if (change.method !== 'PATCH') return;
		const { record, path } = await created(true);
		const shape = shapeOf(change.body!.schema);
		const nullable = Object.entries((shape.variants?.[0] ?? shape).properties ?? {})
			.filter(
				([name, child]) => child.nullable && !child.readOnly && record[name] !== undefined && record[name] !== null,
			)
			.map(([name]) => name);
		for (const name of nullable) {
			const answer = await sandbox.call('PATCH', path, { ...bodyOf(change, false), [name]: null });
			expect({ name, status: answer.status, value: unwrap(answer.data)[name] ?? null }).toEqual({
				name,
				status: 200,
				value: null,
			});
		}
	});
});

describe('versions of a resource share one state', () => {
	const text = (translation: string) => [{ locale: 'en', translation }];
	const cases: Array<[what: string, made: [string, object], shown: [path: string, as: object]]> = [
		[
			'vouchers',
			['vouchers/v2.1', { amount: 5, expireDate: '2027-01-01' }],
			['vouchers/v2.0', { amount: 5, currency: 'EUR' }],
		],
		[
			'vouchers, backwards',
			['vouchers/v2.0', { amount: 6 }],
			['vouchers/v2.1', { amount: 6, remainingAmount: 6, currencyCode: 'EUR' }],
		],
		[
			'locations',
			[
				'locations/v2.0',
				{
					name: text('A'),
					address: text('B'),
					geoposition: { latitude: 1, longitude: 2 },
					country: 'NL',
					city: 'C',
					postCode: 'D',
				},
			],
			['locations/v1.0', { name: { en: 'A' }, address: { en: 'B' }, city: 'C', post_code: 'D', status: 'active' }],
		],
		[
			'locations, backwards',
			[
				'locations/v1.0',
				{
					name: { en: 'A', nl: 'a' },
					geoposition: { latitude: 1, longitude: 2 },
					post_code: 'D',
					region: 'R',
					city: 'C',
					country: 'NL',
					external_id: 'E',
				},
			],
			[
				'locations/v2.0',
				{
					name: [
						{ locale: 'en', translation: 'A' },
						{ locale: 'nl', translation: 'a' },
					],
					postCode: 'D',
					externalId: 'E',
					status: 'enabled',
				},
			],
		],
		[
			'charge points',
			[
				'charge-points/v2.0',
				{ name: 'A', type: 'public', status: 'enabled', network: { id: 'N1', protocol: 'ocpp 1.6' } },
			],
			[
				'charge-points/v1.0',
				{ name: 'A', accessType: 'public', status: 'active', networkId: 'N1', networkProtocol: 'ocpp 1.6' },
			],
		],
		[
			'charge points, backwards',
			[
				'charge-points/v1.0',
				{ name: 'A', networkId: 'N2', status: 'active', templateId: 81, accessType: 'private', plugAndCharge: true },
			],
			[
				'charge-points/v2.0',
				{ name: 'A', type: 'private', status: 'enabled', network: { id: 'N2' }, autoStartWithoutAuthorization: true },
			],
		],
		[
			'models under their old name',
			['cp-models/v1.0', { name: 'M', vendorId: 21 }],
			['charge-point-models/v1.0', { name: 'M', vendorId: 21 }],
		],
		[
			'RFID tags',
			['rfid-tags/v1.0', { rfidTagUid: 'AB', status: 'enabled', rfidLabel: 'L' }],
			['id-tags/v2.0', { idTagUid: 'AB', idLabel: 'L', type: 'rfid' }],
		],
		[
			'partners',
			['partners/v1.0', { name: 'P', email: 'p@q.co' }],
			['partners/v2.0', { name: 'P', contactDetails: { administrative: { email: 'p@q.co' } } }],
		],
		[
			'circuits',
			['circuits/v1.0', { name: 'C', phases: '3', maxCurrent: 16, chargePoints: [] }],
			['circuits/v2.0', { name: 'C', phases: 'three_phase', maxCurrent: 16 }],
		],
		[
			'electricity rates',
			['electricity-rates/v1.0', { name: 'R', pricingGranularityInMinutes: 60, defaultPricePerKwh: 0.2 }],
			['electricity-rates/v2.0', { name: 'R', defaultPrice: 0.2 }],
		],
		[
			'EVSEs',
			[
				'evses/v2.1',
				{
					chargePointId: 2001,
					physicalReference: 'X1',
					currentType: 'dc',
					networkId: '9',
					status: 'enabled',
					powerOptions: { maxPower: 50_000 },
				},
			],
			['evses/v2.0', { physicalReference: 'X1', type: 'dc', status: 'active', maxPowerKw: 50 }],
		],
	];

	test.each(cases)('%s', async (_what, [madePath, body], [shownPath, as]) => {
		const made = await call('POST', `resources/${madePath}`, body);
		expect({ status: made.status, data: made.status > 201 ? made.data : '' }).toEqual({ status: 201, data: '' });
		const { id } = unwrap(made.data);
		const path = `resources/${shownPath}/${id}`;
		expect(await read(path)).toMatchObject(as);
		expect((await call('DELETE', `resources/${madePath}/${id}`)).status).toBe(204);
		expect((await call('GET', path)).status).toBe(404);
	});

	test('users are written in snake case and read in camel case', async () => {
		const made = await call('POST', 'resources/users/v1.0', {
			email: 'new@x.yz',
			password: 'secret',
			first_name: 'N',
			post_code: '1',
			vehicle_no: 'V',
		});
		expect(made.data.data).toMatchObject({
			firstName: 'N',
			postCode: '1',
			vehicleNo: 'V',
			balance: 0,
			status: 'enabled',
		});
		expect(made.data.data.password ?? null).toBeNull();
		const again = await call('POST', 'resources/users/v1.0', { email: 'new@x.yz', password: 'secret' });
		expect(again.data.errors).toHaveProperty('email');
	});
});

describe('parents', () => {
	test.each([
		['GET', 'resources/charge-points/v2.0/2002/evses/4001'],
		['GET', 'resources/charge-points/v2.0/2001/evses/4003'],
		['GET', 'resources/charge-points/v2.0/2001/evses/4002/connectors/6001'],
		['GET', 'resources/charge-points/v2.0/1/evses'],
		['POST', 'resources/charge-points/v2.0/1/evses'],
		['GET', 'resources/locations/v2.0/1002/charging-zones/1201'],
		['GET', 'resources/users/v1.0/10002/payment-methods/70001'],
		['GET', 'resources/partner-settlement-reports/v1.0/80002/records/81001'],
		['POST', 'actions/charge-point/v1.0/2001/unlock/4003'],
		['POST', 'actions/charge-point/v1.0/2001/stop/100001'],
	])('%s %s is not found', async (method, path) => {
		const body =
			method === 'POST' && path.endsWith('evses')
				? { physicalReference: 'x', currentType: 'ac', networkId: '1', status: 'enabled' }
				: undefined;
		expect((await call(method, path, body)).status).toBe(404);
	});

	test.each([
		['charge-points/v2.0', { name: 'A', type: 'public', status: 'enabled', locationId: 1 }, 'locationId'],
		[
			'charge-points/v2.0',
			{ name: 'A', type: 'public', status: 'enabled', partner: { id: 801, contractId: 1 } },
			'partner.contractId',
		],
		[
			'evses/v2.1',
			{ chargePointId: 1, physicalReference: 'X', currentType: 'ac', networkId: '1', status: 'enabled' },
			'chargePointId',
		],
		['users/v1.0', { email: 'a@b.co', password: 'secret', userGroupIds: [1] }, 'userGroupIds'],
		['tariff-groups/v1.0', { name: 'G', tariffIds: [901, 1] }, 'tariffIds'],
	])('%s cannot refer to what does not exist', async (path, body, field) => {
		const answer = await call('POST', `resources/${path}`, body);
		expect(answer.status).toBe(422);
		expect(Object.keys(answer.data.errors)).toEqual([field]);
	});

	test('EVSEs go with their charge point, a location with charge points stays', async () => {
		expect((await call('DELETE', 'resources/locations/v2.0/1001')).status).toBe(422);
		expect((await call('DELETE', 'resources/charge-points/v2.0/2001')).status).toBe(204);
		expect((await call('GET', 'resources/evses/v2.1/4001')).status).toBe(404);
	});
});

describe('filters', () => {
	const moment = (value: unknown) => Date.parse(String(value));
	const cases: Array<[query: string, matches: (record: Wire) => boolean]> = [
		['charge-points/v2.0?filter[type]=personal', (one) => one.type === 'personal'],
		['charge-points/v2.0?filter[locationId]=1003', (one) => one.locationId === 1003],
		['charge-points/v2.0?filter[partnerId]=801', (one) => one.partner.id === 801],
		['charge-points/v2.0?filter[networkId]=NET-000007', (one) => one.network.id === 'NET-000007'],
		['charge-points/v2.0?filter[tag]=pilot', (one) => one.tags.includes('pilot')],
		['charge-points/v2.0?filter[managedByOperator]=false', (one) => one.managedByOperator === false],
		['charge-points/v2.0?filter[name]=Utrecht%20Post%2022%201', (one) => one.name === 'Utrecht Post 22 1'],
		['evses/v2.1?filter[chargePointId]=2005', (one) => one.chargePointId === 2005],
		['evses/v2.0?filter[hardwareStatus]=faulted', (one) => one.hardwareStatus === 'faulted'],
		['locations/v2.0?filter[country]=BG', (one) => one.country === 'BG'],
		['users/v1.0?filter[externalId]=CRM-10004', (one) => one.externalId === 'CRM-10004'],
		['users/v1.0?filter[userGroupId]=202', (one) => one.userGroupIds.includes(202)],
		['users/v1.0?filter[externalAppData.crm.segment]=gold', (one) => one.externalAppData?.crm.segment === 'gold'],
		[
			'users/v1.0?filter[lastUpdatedAfter]=2026-06-01T00:00:00Z',
			(one) => moment(one.lastUpdatedAt) >= moment('2026-06-01T00:00:00Z'),
		],
		[
			'users/v1.0?filter[lastUpdatedBefore]=2026-01-01T00:00:00%2B02:00',
			(one) => moment(one.lastUpdatedAt) <= moment('2026-01-01T00:00:00+02:00'),
		],
		['vouchers/v2.1?filter[status]=disabled', (one) => one.status === 'disabled'],
		[
			'vouchers/v2.1?filter[expireDateAfter]=2027-01-01',
			(one) => one.expireDate !== null && one.expireDate >= '2027-01-01',
		],
		['vouchers/v2.1?filter[code]=u8u', (one) => one.code.includes('U8U')],
		['id-tags/v2.0?filter[partnerId]=null', (one) => one.partnerId === null],
		['sessions/v1.0?filter[status]=active', (one) => one.status === 'active'],
		[
			'sessions/v1.0?filter[startedAfter]=2026-10-01T00:00:00Z&filter[startedBefore]=2026-10-05T00:00:00Z',
			(one) =>
				moment(one.startedAt) >= moment('2026-10-01T00:00:00Z') &&
				moment(one.startedAt) <= moment('2026-10-05T00:00:00Z'),
		],
		['sessions/v1.0?filter[userId]=10010', (one) => one.userId === 10_010],
		[
			'sessions/v1.0?filter[roaming][roamingOperatorCpoIds][]=1922&filter[status]=finished',
			(one) => one.roaming.roamingOperatorCpoId === 1922 && one.status === 'finished',
		],
		['transactions/v1.0?filter[status]=failed', (one) => one.status === 'failed'],
		[
			'consents/v1.0?filter[termType][]=marketing&filter[status][]=agreed',
			(one) => one.termType === 'marketing' && one.status === 'agreed',
		],
		['partner-settlement-reports/v1.0?filter[partnerId]=803', (one) => one.partnerId === 803],
		['configuration-templates/v1.0?filter[ocppVersion]=ocpp2.0.1', (one) => one.ocppVersion === 'ocpp 2.0.1'],
		['user-groups/v1.0?filter[noPartner]=true', (one) => one.partnerId === null],
	];

	/** The seeded world is the same after every reset, so each collection is fetched once. */
	const worlds = new Map<string, Promise<Wire[]>>();
	const worldOf = async (collection: string): Promise<Wire[]> => {
		const known = worlds.get(collection) ?? sandbox.state(collection);
		worlds.set(collection, known);
		return await known;
	};

	test.each(cases)('%s', async (query, matches) => {
		const expected = (await worldOf(query.split('/')[0])).filter(matches).map((one) => String(one.id));
		expect(expected.length).toBeGreaterThan(0);
		const found: string[] = [];
		for (let next: string | null = `${RESOURCES}${query}`; next; ) {
			const { data } = await sandbox.call('GET', next);
			found.push(...data.data.map((one: Wire, index: number) => String(one.id ?? expected[found.length + index])));
			next = data.links.next?.replace(sandbox.url, '') ?? null;
		}
		expect(found).toEqual(expected);
	});

	test('a tariff can be found for a user of a group', async () => {
		const answer = await call('GET', 'resources/tariffs/v1.0?filter[tariffGroupId]=932&filter[userId]=10001');
		expect(answer.data).toEqual({ data: [expect.objectContaining({ id: 902 })] });
		expect(
			(await call('GET', 'resources/tariffs/v1.0?filter[tariffGroupId]=932&filter[userId]=')).data,
		).not.toHaveProperty('meta');
	});
});

test('moments come back in UTC, and without an offset are taken as UTC', async () => {
	const periods = 'resources/charge-point-downtime-periods/v1.0';
	const made = await call('POST', periods, {
		chargePointId: 2001,
		noticeId: 51,
		startedAt: '2026-10-01T10:00:00+02:00',
		endedAt: '2026-10-01 12:00:00',
	});
	expect(made.data.data).toMatchObject({ startedAt: '2026-10-01T08:00:00Z', endedAt: '2026-10-01T12:00:00Z' });
	const voucher = await call('POST', 'resources/vouchers/v2.1', { amount: 1, expireDate: '2027-01-01T00:00:00Z' });
	expect(voucher.data.data.expireDate).toBe('2027-01-01');
});

test('what can be included is left out until it is asked for', async () => {
	const path = 'resources/charge-points/v2.0/2001';
	expect(await read(path)).not.toHaveProperty('lastBootNotification');
	expect(await read(`${path}?include[]=lastBootNotification`)).toHaveProperty('lastBootNotification.vendor');
	const session = 'resources/sessions/v1.0/100001';
	expect(await read(session)).not.toHaveProperty('authorization');
	expect(await read(`${session}?withAuthorization=true`)).toHaveProperty('authorization.id', 300001);
	expect(
		(await read(`${session}?withClockAlignedEnergyConsumption=true&clockAlignedInterval=60`))
			.clockAlignedEnergyConsumption.length,
	).toBeGreaterThan(0);
});

test('consumption by the clock begins with the session, adds up, and ends when the battery is full', async () => {
	const intervals = async (id: number, minutes: number) =>
		(await read(`resources/sessions/v1.0/${id}?withClockAlignedEnergyConsumption=true&clockAlignedInterval=${minutes}`))
			.clockAlignedEnergyConsumption as Array<{ start: string; energyConsumption: { total: number } }>;
	const past = await read('resources/sessions/v1.0/100001');
	const parts = await intervals(100001, 15);
	expect(Date.parse(parts[0].start)).toBe(Date.parse(past.startedAt));
	expect(parts.slice(1).every((part) => Date.parse(part.start) % 900_000 === 0)).toBe(true);
	expect(parts.reduce((sum, part) => sum + part.energyConsumption.total, 0)).toBe(past.energyConsumption.total);

	const { sessionId } = (await call('POST', 'actions/evse/v1.0/4003/start', {})).data;
	await sandbox.forward(24 * 3600);
	const running = await intervals(sessionId, 60);
	expect(running[0].energyConsumption.total).toBeGreaterThan(0);
	expect(running.at(-1)!.energyConsumption.total).toBe(0);
});

test('status logs keep what happened', async () => {
	const logs = 'resources/charge-points/v2.0/2001/network-status-logs';
	const before = await read(logs);
	await sandbox.forward(3600);
	await sandbox.admin('POST', '/charge-points/2001/status', { networkStatus: 'long-term_unavailable' });
	await sandbox.forward(3600);
	await sandbox.admin('POST', '/charge-points/2001/status', { networkStatus: 'available' });
	const after = await read(logs);
	expect(after.slice(0, before.length)).toEqual(before);
	expect(after.slice(before.length).map(({ status }: { status: string }) => status)).toEqual([
		'long-term_unavailable',
		'available',
	]);
	const [gone, back] = after.slice(before.length).map(({ timestamp }: { timestamp: string }) => Date.parse(timestamp));
	expect(Math.round((back - gone) / 60_000)).toBe(60);

	await sandbox.admin('POST', '/charge-points/2001/status', { evseId: 4001, hardwareStatus: 'faulted' });
	expect((await read('resources/evses/v2.0/4001/hardware-status-logs')).at(-1)).toMatchObject({
		status: 'faulted',
		errorCode: 'InternalError',
	});
});

test('PUT replaces: what is not sent is cleared', async () => {
	const path = 'resources/partner-contracts/v1.0/851';
	expect((await read(path)).externalId).toBe('CONTRACT-1');
	await call('PUT', path, { title: 'New', partnerId: 801, startDate: '2026-01-01T00:00:00Z' });
	expect(await read(path)).toEqual(expect.not.objectContaining({ externalId: 'CONTRACT-1' }));
	expect(await read(path)).toMatchObject({ title: 'New' });
});

describe('money', () => {
	const balance = async (user: number) => (await read(`resources/users/v1.0/${user}`)).balance;

	test('a voucher is redeemed by its code, once', async () => {
		const before = await balance(10_001);
		const { code, id } = (await call('POST', 'resources/vouchers/v2.1', { amount: 12.5, prefix: 'ABC' })).data.data;
		expect(code).toMatch(/^ABC/);
		const redeem = async (body: object, user = 10_001) =>
			await call('POST', `actions/users/v2.0/${user}/redeem-voucher`, body);
		expect(await redeem({ code: String(id) })).toMatchObject({
			status: 422,
			data: { errors: { code: expect.anything() } },
		});
		expect((await redeem({ code }, 1)).status).toBe(404);
		expect(await redeem({ code })).toMatchObject({ status: 202, data: '' });
		expect(await balance(10_001)).toBeCloseTo(before + 12.5);
		expect(await read(`resources/vouchers/v2.1/${id}`)).toMatchObject({
			redeemedByUserId: 10_001,
			redeemedAt: expect.any(String),
		});
		expect(await redeem({ code })).toMatchObject({ status: 406, data: '' });
	});

	test.each([
		['disabled', { status: 'disabled', amount: 5 }],
		['expired', { expireDate: '2026-10-31', amount: 5 }],
	])('a voucher that is %s is rejected', async (_why, change) => {
		const { code, id } = (await call('POST', 'resources/vouchers/v2.1', { amount: 5 })).data.data;
		await call('PATCH', `resources/vouchers/v2.1/${id}`, change);
		expect((await call('POST', 'actions/users/v2.0/10001/redeem-voucher', { code })).status).toBe(406);
	});

	test('balance, fee, subscription', async () => {
		const before = await balance(10_002);
		await call('POST', 'actions/users/v1.0/10002/add-balance', { amount: 10, reason: 'x' });
		expect(await balance(10_002)).toBeCloseTo(before + 10);
		await call('POST', 'actions/users/v1.0/10002/apply-custom-fee', { amount: 3, description: 'Lost card' });
		expect(
			(await read('resources/transactions/v1.0?filter[userId]=10002&filter[purchaseType][]=custom_fee'))[0],
		).toMatchObject({ totalAmount: 3 });
		const subscribe = async () =>
			(await call('POST', 'actions/users/v1.0/10002/activate-subscription', { planId: 1501 })).status;
		expect([await subscribe(), await subscribe()]).toEqual([202, 400]);
		const { subscriptionId } = await read('resources/users/v1.0/10002');
		expect(await read(`resources/subscriptions/v1.0/${subscriptionId}`)).toMatchObject({
			planId: 1501,
			userId: 10_002,
			status: 'active',
		});
		await sandbox.forward(31 * 86_400);
		expect(await read(`resources/subscriptions/v1.0/${subscriptionId}`)).toMatchObject({ status: 'expired' });
	});

	test('an invoice is issued once', async () => {
		const order = { email: 'a@b.co', invoiceDetails: { invoiceType: 'individual', individualName: 'A' } };
		const { id } = (await read('resources/transactions/v1.0?filter[status]=finalized&per_page=5')).find(
			(one: Wire) => one.invoiceId === null,
		);
		const issue = async () => (await call('POST', `actions/transactions/v1.0/${id}/issue-invoice`, order)).status;
		expect((await call('POST', `actions/transactions/v1.0/${id}/resend-invoice`)).status).toBe(409);
		expect([await issue(), await issue()]).toEqual([202, 409]);
		const { invoiceId } = (await call('GET', `resources/transactions/v1.0/${id}`)).data;
		expect(await read(`resources/invoices/v1.0/${invoiceId}`)).toMatchObject({
			client: { name: 'A', email: 'a@b.co' },
		});
		expect((await call('POST', `actions/transactions/v1.0/${id}/resend-invoice`)).status).toBe(202);
	});

	test('a failed payment is made up for once, by a driver who can pay', async () => {
		const failed = (await read('resources/sessions/v1.0?filter[paymentStatus]=failed&per_page=100')).filter(
			(session: Wire) => session.userId && session.amount > 0,
		);
		const methods = new Set((await sandbox.state('payment-methods')).map(({ userId }) => userId));
		const retry = async (id: string) => (await call('POST', `actions/session/v1.0/${id}/retry-payment`, {})).status;

		const { id } = failed.find((session: Wire) => methods.has(session.userId));
		expect([await retry(id), await retry(id)]).toEqual([202, 409]);
		expect(await read(`resources/sessions/v1.0/${id}`)).toMatchObject({ paymentStatus: 'paid' });

		const users = new Map((await sandbox.state('users')).map((user) => [user.id, user]));
		const poor = failed.find(
			(session: Wire) => !methods.has(session.userId) && users.get(session.userId)!.balance < session.amount,
		);
		expect(await retry(poor.id)).toBe(202);
		const after = await read(`resources/sessions/v1.0/${poor.id}`);
		expect(after).toMatchObject({ paymentStatus: 'failed' });
		expect(after.paymentStatusUpdatedAt > poor.paymentStatusUpdatedAt).toBe(true);
		const transactions = await read(`resources/transactions/v1.0?filter[sessionId]=${poor.id}`);
		expect(transactions.map(({ status }: Wire) => status)).toEqual(['failed', 'failed']);
	});
});

describe('charging', () => {
	/** An EVSE of an enabled charge point, made free, and a user without a running session. */
	async function ready(): Promise<{ evse: number; chargePoint: number; userId: number }> {
		await sandbox.admin('POST', '/charge-points/2002/status', { evseId: 4003, hardwareStatus: 'available' });
		return { evse: 4003, chargePoint: 2002, userId: 10_003 };
	}

	test('a session is started, gains energy with time, is stopped and paid', async () => {
		const { evse, chargePoint, userId } = await ready();
		const { networkId } = await read(`resources/evses/v2.1/${evse}`);
		const start = await call('POST', `actions/charge-point/v1.0/${chargePoint}/start/${networkId}`, { userId });
		expect(start).toMatchObject({
			status: 202,
			data: { success: true, sessionId: expect.any(Number), authorizationId: expect.any(Number) },
		});
		const session = `resources/sessions/v1.0/${start.data.sessionId}`;
		expect(await read(session)).toMatchObject({
			id: String(start.data.sessionId),
			status: 'active',
			stoppedAt: null,
			userId,
		});
		expect((await read(`resources/evses/v2.1/${evse}`)).hardwareStatus).toBe('charging');
		await sandbox.forward(3600);
		const later = await read(session);
		expect(later.energy).toBeGreaterThan(5000);
		expect((await call('POST', `actions/charge-point/v1.0/${chargePoint}/stop/${start.data.sessionId}`)).status).toBe(
			202,
		);
		const done = await read(session);
		expect(done).toMatchObject({ status: 'finished', paymentStatus: 'paid', stoppedAt: expect.any(String) });
		expect(done.energy).toBeGreaterThanOrEqual(later.energy);
		expect((await read(`resources/evses/v2.1/${evse}`)).hardwareStatus).toBe('available');
		expect((await call('POST', `actions/charge-point/v1.0/${chargePoint}/stop/${start.data.sessionId}`)).status).toBe(
			406,
		);
		expect(await read(`resources/transactions/v1.0?filter[sessionId]=${start.data.sessionId}`)).toEqual([
			expect.objectContaining({ totalAmount: done.totalAmount.withTax }),
		]);
	});

	test('a start that is refused is a 202 that says so', async () => {
		const { evse, userId } = await ready();
		const start = async (user: number) =>
			(await call('POST', `actions/evse/v1.0/${evse}/start`, { userId: user })).data;
		await start(userId);
		expect(await start(10_005)).toMatchObject({ success: false, sessionId: null, errorCode: 'SESSION_EXISTS' });
		await call('POST', 'actions/users/v1.0/10005/change-status', { status: 'disabled', reason: 'x' });
		expect(await start(10_005)).toMatchObject({ success: false, errorCode: 'USER_IS_DISABLED' });
	});

	test('an EVSE is reserved, the reservation cancelled, or left to run out', async () => {
		const { evse, chargePoint, userId } = await ready();
		const { networkId } = await read(`resources/evses/v2.1/${evse}`);
		const reserve = async () =>
			await call('POST', `actions/charge-point/v1.0/${chargePoint}/reserve/${networkId}`, { userId });
		const first = await reserve();
		expect(first).toMatchObject({ status: 202, data: { success: true } });
		expect((await reserve()).status).toBe(406);
		const cancel = async () =>
			(await call('POST', `actions/reservation/v1.0/${first.data.reservationId}/cancel`, {})).status;
		expect([await cancel(), await cancel()]).toEqual([202, 406]);
		const second = await reserve();
		await sandbox.forward(16 * 60);
		expect(await read(`resources/reservations/v1.0/${second.data.reservationId}`)).toMatchObject({ status: 'expired' });
		expect((await read(`resources/evses/v2.1/${evse}`)).hardwareStatus).toBe('available');
	});

	test('availability changes now, or when the session has ended', async () => {
		const { evse, chargePoint, userId } = await ready();
		const change = async (type: string) =>
			(await call('POST', `actions/charge-point/v1.0/${chargePoint}/change-availability`, { type, evseNetworkId: 1 }))
				.status;
		const status = async () => (await read(`resources/evses/v2.1/${evse}`)).hardwareStatus;
		expect([await change('Inoperative'), await status()]).toEqual([202, 'unavailable']);
		expect([await change('Operative'), await status()]).toEqual([202, 'available']);
		const { data } = await call('POST', `actions/evse/v1.0/${evse}/start`, { userId });
		expect([await change('Inoperative'), await status()]).toEqual([204, 'charging']);
		await call('POST', `actions/charge-point/v1.0/${chargePoint}/stop/${data.sessionId}`);
		expect(await status()).toBe('unavailable');
	});

	test('a booking request makes, moves and cancels a booking', async () => {
		const request = async (body: object) => (await call('POST', 'resources/booking-requests/v1.0', body)).data.data;
		const made = await request({
			type: 'create',
			userId: 10_001,
			locationId: 1001,
			startAt: '2026-12-01T08:00:00Z',
			endAt: '2026-12-01T10:00:00Z',
		});
		const booking = `resources/bookings/v1.0/${made.bookingId}`;
		expect(await read(booking)).toMatchObject({ status: 'accepted', startAt: '2026-12-01T08:00:00Z' });
		await request({
			type: 'update',
			bookingId: made.bookingId,
			startAt: '2026-12-01T09:00:00Z',
			endAt: '2026-12-01T11:00:00Z',
		});
		expect(await read(booking)).toMatchObject({ startAt: '2026-12-01T09:00:00Z' });
		await request({ type: 'cancel', bookingId: made.bookingId });
		expect(await read(booking)).toMatchObject({ status: 'cancelled' });
	});
});

describe('hardware and energy', () => {
	test('a configuration key is read, written, and found by name', async () => {
		const route = 'resources/charge-points/v2.0/2001/configurations';
		await call('PATCH', `${route}/HeartbeatInterval`, { value: '42' });
		expect(await read(`${route}?filter[name]=HeartbeatInterval`)).toEqual([
			expect.objectContaining({ key: expect.objectContaining({ value: '42' }) }),
		]);
		expect((await call('GET', `${route}/NoSuchKey`)).status).toBe(404);
	});

	test('a template is applied', async () => {
		const variables = 'resources/configuration-templates/v1.0/91/variables';
		await call('POST', variables, { keyName: 'ConnectionTimeOut', value: '7' });
		await call('POST', 'actions/configuration-template/v1.0/91/apply-to-charge-points', { chargePointIds: [2001] });
		expect(await read('resources/charge-points/v2.0/2001/configurations/ConnectionTimeOut')).toMatchObject({
			key: { value: '7' },
		});
	});

	test('charge points join and leave a circuit', async () => {
		const members = async () =>
			(await read('resources/circuits/v2.0/1761/charge-point-priorities')).map((one: Wire) => one.id);
		expect(await members()).not.toContain(2050);
		await call('POST', 'actions/circuit/v2.0/1761/attach-charge-point', { chargePointId: 2050, priority: 2 });
		expect(await members()).toContain(2050);
		expect(await read('resources/charge-points/v2.0?filter[circuitId]=1761')).toContainEqual(
			expect.objectContaining({ id: 2050 }),
		);
		await call('POST', 'actions/circuit/v2.0/1761/detach-charge-point/2050');
		expect(await members()).not.toContain(2050);
	});

	test('a price period is made with 201, replaced with 200, deleted', async () => {
		const path = 'resources/electricity-rates/v2.0/1721/price-periods/date/2026-12-25';
		const put = async (price: number) =>
			(await call('PUT', path, { periods: [{ startsAt: '00:00', endsAt: '23:59', price }] })).status;
		expect([await put(0.1), await put(0.2)]).toEqual([201, 200]);
		expect((await read(path)).periods[0].price).toBe(0.2);
		expect((await call('DELETE', path)).status).toBe(204);
		expect((await call('GET', path)).status).toBe(404);
	});

	test('a tariff group is assigned to many EVSEs at once', async () => {
		await call('POST', 'actions/evse/v1.0/bulk-assign-tariff-group', {
			filters: { chargePointIds: [2001, 2002] },
			tariffGroupId: 934,
		});
		const groups = (await sandbox.state('evses', 5)).map((one) => one.tariffGroupId);
		expect(groups.slice(0, 4)).toEqual([934, 934, 934, 934]);
		expect(groups[4]).not.toBe(934);
	});

	test('tariff filters are put in another order', async () => {
		const filters = 'resources/roaming-operators/v2.0/1921/custom-tariff-filters';
		const [a, b] = await read(filters);
		await call('PUT', `${filters}/reorder`, {
			filters: [
				{ id: a.id, order: 2 },
				{ id: b.id, order: 1 },
			],
		});
		expect((await read(filters)).map((one: Wire) => one.order)).toEqual([2, 1]);
	});
});
