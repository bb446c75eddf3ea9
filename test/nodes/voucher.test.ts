/** The Voucher node as a person uses it: pickers, filters, clearing, JSON, redeeming; and the campaign. */
import { withTenant } from '../../tools/tenant.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

const { engine, sandbox, credentials } = withTenant({ seed: 'voucher' });

beforeEach(async () => await sandbox.clearJournal());

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

async function run(operation: string, parameters: object = {}, settings: object = {}) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation, ...parameters } as never,
		credentials,
		...settings,
	});
}

async function lastRequest() {
	const { method, path, query, body } = (await sandbox.journal({ last: 1 }))[0];
	return { method, path, query, body };
}

async function openVoucher() {
	const { items } = await run('create', {
		amount: 20,
		additionalFields: { expireDate: '2027-01-31', validityPeriod: '1 year' },
	});
	return items[0].json as { id: number; code: string; amount: number };
}

describe.each(['custom', 'stock'] as const)('an update (%s)', (path) => {
	const changes: Array<[string, object, object]> = [
		['one field AMPECO requires', {}, {}],
		['one field', { status: 'disabled' }, { status: 'disabled' }],
		[
			'a number as it was written',
			{
				otherFields: {
					items: [
						{ name: 'a', value: '12345678901234567890' },
						{ name: 'b', value: '1.10' },
						{ name: 'c', value: '1.5' },
						{ name: 'd', value: '007' },
					],
				},
			},
			{ a: '12345678901234567890', b: '1.10', c: 1.5, d: '007' },
		],
		[
			'a field from JSON',
			{ otherFields: { items: [{ name: 'note', value: '{"a":[1,null]}' }] } },
			{ note: { a: [1, null] } },
		],
		['a cleared field', { fieldsToClear: ['expireDate'] }, { expireDate: null }],
		[
			'two cleared fields and one set',
			{ fieldsToClear: ['expireDate', 'validityPeriod'], status: 'enabled' },
			{ status: 'enabled', expireDate: null, validityPeriod: null },
		],
		['empty text, which is no value', { expireDate: '', prefix: '' }, {}],
		[
			'a title in two languages',
			{
				title: {
					items: [
						{ locale: 'en', translation: 'A' },
						{ locale: 'bg', translation: 'Б' },
					],
				},
			},
			{
				title: [
					{ locale: 'en', translation: 'A' },
					{ locale: 'bg', translation: 'Б' },
				],
			},
		],
	];
	test.each(changes)('sends %s and nothing else', async (_, updateFields, sent) => {
		await run('update', { voucher: byId('7'), updateFields: { amount: 5, ...updateFields } }, { path });
		expect(await lastRequest()).toEqual({
			method: 'PATCH',
			path: `${VOUCHERS}/7`,
			query: [],
			body: { amount: 5, ...sent },
		});
	});

	test('with everything as JSON sends just that', async () => {
		await run(
			'update',
			{ voucher: byId('7'), inputMode: 'json', jsonBody: '{"amount": 3, "expireDate": null}' },
			{ path },
		);
		expect((await lastRequest()).body).toEqual({ amount: 3, expireDate: null });
		await run('update', { voucher: byId('7'), inputMode: 'json', jsonBody: '={{ { amount: 4 } }}' }, { path });
		expect((await lastRequest()).body).toEqual({ amount: 4 });
	});

	test('a field that is set and cleared is refused', async () => {
		const { error } = await run(
			'update',
			{ voucher: byId('7'), updateFields: { amount: 5, expireDate: '2027-01-01', fieldsToClear: ['expireDate'] } },
			{ path },
		);
		expect(error?.message).toBe('Expires On is both set and to be cleared. Remove it from one of the two.');
	});
});

test('null clears in the tenant', async () => {
	const { id, amount } = await openVoucher();
	const { items } = await run('update', { voucher: byId(id), updateFields: { fieldsToClear: ['expireDate'] } });
	expect(items[0].json).toMatchObject({ id, amount, expireDate: null, validityPeriod: '1 year' });
});

test('an update that leaves out what AMPECO requires takes it from the record', async () => {
	const { id, amount } = await openVoucher();
	await sandbox.clearJournal();
	await run('update', { voucher: byId(id), updateFields: { status: 'disabled' } });
	expect((await sandbox.journal()).map(({ method, body }) => [method, body ?? null])).toEqual([
		['GET', null],
		['PATCH', { amount, status: 'disabled' }],
	]);
});

describe('filters', () => {
	const cases: Array<[object, Array<[string, string]>]> = [
		[{ code: 'ABC' }, [['filter[code]', 'ABC']]],
		[{ userId: byId('10001') }, [['filter[userId]', '10001']]],
		[{ createdAt: '2026-03-01T00:00:00' }, [['filter[createdAt]', '2026-03-01']]],
		[{ redeemedAfter: '2026-03-01' }, [['filter[redeemedAfter]', '2026-03-01T05:00:00Z']]],
		[{ redeemedAfter: '2026-07-01T10:30:00' }, [['filter[redeemedAfter]', '2026-07-01T14:30:00Z']]],
		[{ redeemedAfter: '2026-07-01T10:30:00.000+02:00' }, [['filter[redeemedAfter]', '2026-07-01T08:30:00Z']]],
		[{ redeemedAfter: '2026-07-01T10:30:00Z' }, [['filter[redeemedAfter]', '2026-07-01T10:30:00Z']]],
		[
			{ redeemedAfter: "={{ DateTime.fromISO('2026-07-01T10:30:00', { zone: 'Asia/Tokyo' }) }}" },
			[['filter[redeemedAfter]', '2026-07-01T01:30:00Z']],
		],
		[
			{ redeemedAfter: "={{ new Date('2026-07-01T10:30:00.123Z') }}" },
			[['filter[redeemedAfter]', '2026-07-01T10:30:00Z']],
		],
		[
			{ expireDateAfter: "={{ DateTime.fromISO('2026-07-01T00:00:00', { zone: 'Asia/Tokyo' }) }}" },
			[['filter[expireDateAfter]', '2026-07-01']],
		],
		[{ otherFilters: { items: [{ name: 'status', value: 'enabled' }] } }, [['filter[status]', 'enabled']]],
	];
	test.each(cases)('%j', async (filters, query) => {
		const { error } = await engine.runWorkflow(
			workflowWith({ resource: 'voucher', operation: 'getAll', limit: 1, filters }),
		);
		expect(error).toBeUndefined();
		expect((await lastRequest()).query).toEqual([...query, ['per_page', '1']]);
	});

	test('a date that is none is refused by its label', async () => {
		const { error } = await run('getAll', { filters: { redeemedAfter: '31.02.2026' } });
		expect(error?.message).toBe(
			'Redeemed After must be a date and time such as 2026-01-31T08:00, but it is "31.02.2026".',
		);
	});

	/** A workflow whose time zone is New York's, where dates without an offset are meant to be. */
	function workflowWith(parameters: object) {
		return {
			nodes: [
				{
					id: 's',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0] as [number, number],
					parameters: {},
				},
				{
					id: 'n',
					name: 'Node',
					type: 'n8n-nodes-ampeco.ampecoVoucher',
					typeVersion: 1,
					position: [0, 0] as [number, number],
					parameters: parameters as never,
					credentials: { ampecoApi: { id: 'ampecoApi', name: 'AMPECO' } },
				},
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main' as const, index: 0 }]] } },
			settings: { timezone: 'America/New_York' },
			credentials,
		};
	}
});

describe('pickers', () => {
	const search = async (method: string, filter?: string, paginationToken?: string) =>
		await engine.listSearch({ node: 'ampecoVoucher', method, filter, paginationToken, credentials });

	test('users come page by page, by name and email', async () => {
		const first = await search('searchUser');
		expect(first.results).toHaveLength(100);
		expect(first.results[0].name).toMatch(/^\S+ \S+ \(\S+@\S+\)$/);
		const second = await search('searchUser', undefined, first.paginationToken as string);
		expect(second.results).toHaveLength(100);
		expect(second.results[0].value).not.toBe(first.results[0].value);
	});

	test('an email address is searched for on the tenant', async () => {
		const [user] = await sandbox.state('users');
		const { results } = await search('searchUser', String(user.email));
		expect(results.map(({ value }) => value)).toEqual([String(user.id)]);
		const asked = (await sandbox.journal({ last: 2 })).flatMap(({ query }) => query);
		expect(asked).toContainEqual(['filter[email]', user.email]);
	});

	test('a name is searched for in the whole list', async () => {
		const users = await sandbox.state('users');
		const late = users[users.length - 1];
		const { results } = await search('searchUser', String(late.email).split('@')[0]);
		expect(results.map(({ value }) => value)).toEqual([String(late.id)]);
	});

	test('a voucher is found by a part of its code, and redeemed by it', async () => {
		const { id, code } = await openVoucher();
		expect((await search('searchVoucher', code.slice(2, 8))).results.map(({ value }) => value)).toContain(String(id));
		const { results } = await search('searchVoucherByCode', code);
		expect(results.map(({ value }) => value)).toEqual([code]);

		const balance = async () => Number((await sandbox.state('users'))[0].balance);
		const before = await balance();
		const user = byId((await sandbox.state('users'))[0].id);
		const redeemed = await run('redeem', { user, code: { __rl: true, mode: 'list', value: results[0].value } });
		expect(redeemed.items.map(({ json }) => json)).toEqual([{ userId: Number(user.value), done: true }]);
		expect(await balance()).toBeCloseTo(before + 20, 2);

		const again = await run('redeem', { user, code: { __rl: true, mode: 'code', value: code } });
		expect(again.error?.message).toBe('AMPECO turned this down');
		expect(again.error?.description).toBe(
			'The code was used before, is disabled or has expired. Get the voucher to see which.',
		);
		expect(await balance()).toBeCloseTo(before + 20, 2);
	});
});

test('Output is the simple form, and the whole record when a person says so', async () => {
	const simple = await run('getAll', { limit: 1 });
	expect(simple.items[0].json).toHaveProperty('currency');
	expect(simple.items[0].json).not.toHaveProperty('currencyCode');
	const whole = await run('getAll', { limit: 1, output: 'raw' });
	expect(Object.keys(whole.items[0].json).length).toBeGreaterThan(15);
});

test('a deleted voucher is gone, and says so', async () => {
	const { id } = await openVoucher();
	expect((await run('delete', { voucher: byId(id) })).items.map(({ json }) => json)).toEqual([{ deleted: true, id }]);
	expect((await run('get', { voucher: byId(id) })).error?.message).toMatch(/^AMPECO does not find this voucher/);
});
