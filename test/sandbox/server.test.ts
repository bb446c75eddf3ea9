/** What every request meets: token, limit, refusals, paging, faults, journal, the admin surface. */
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests } from '../../tools/tenant.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const USERS = '/public-api/resources/users/v1.0';

const sandbox = duringTests(startSandbox);
beforeEach(async () => await sandbox.reset());

const get = async (path: string, headers?: Record<string, string>) =>
	await sandbox.call('GET', path, undefined, headers);

describe('token', () => {
	test.each([
		['none', ''],
		['another', 'Bearer 00000000-0000-4000-8000-000000000000'],
		['a longer one', 'Bearer 5a4db0c5-7e57-4a3b-9c0d-000000000001x'],
		['no scheme', '5a4db0c5-7e57-4a3b-9c0d-000000000001'],
	])('%s is refused with 401', async (_name, authorization) => {
		const answer = await get(VOUCHERS, { authorization });
		expect(answer).toMatchObject({ status: 401, data: { message: 'Unauthenticated.' } });
		expect(answer.headers['x-app-version']).toMatch(/^3\.253\.0 \(/);
		expect(answer.headers['x-req-trace-id']).toBeTruthy();
	});

	test('is never kept in the journal', async () => {
		await get(VOUCHERS);
		await get(VOUCHERS, { authorization: 'Bearer wrong-secret' });
		const entries = await sandbox.journal();
		expect(entries.map((entry) => entry.token)).toEqual(['right', 'wrong']);
		expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${sandbox.token}|wrong-secret`));
	});
});

describe('routes', () => {
	test('an unknown route is 404 and the journal names the nearest', async () => {
		const answer = await get('/public-api/resources/voucher/v2.1');
		expect(answer.status).toBe(404);
		expect((await sandbox.journal())[0].note).toContain('GET /public-api/resources/vouchers/v2.1');
	});

	test('a known route with another method is 405', async () => {
		expect((await sandbox.call('PUT', VOUCHERS, {})).status).toBe(405);
	});

	test.each(['a%2Fb', '..%2F1', '1%3Fx', '%D0%B8'])('an id of %s reaches no other route', async (id) => {
		const answer = await get(`${VOUCHERS}/${id}`);
		expect(answer.status).toBe(422);
		expect((await sandbox.journal())[0]).toMatchObject({ route: `${VOUCHERS}/{voucher}`, path: `${VOUCHERS}/${id}` });
	});
});

describe('bodies', () => {
	test.each([
		['no JSON', '{amount: 1', 'application/json', 'body'],
		['another content type', '{"amount":1}', 'text/plain', 'body'],
		['an array', '[]', 'application/json', 'body'],
		['a deep unknown field', '{"amount":1,"title":[{"locale":"en","text":"x"}]}', 'application/json', 'title.0.text'],
		['a deep wrong type', '{"amount":1,"title":[{"locale":"en"},{"locale":5}]}', 'application/json', 'title.1.locale'],
		['a numeric string', '{"amount":"1"}', 'application/json', 'amount'],
		['null where it may not be', '{"amount":null}', 'application/json', 'amount'],
		['a value outside the list', '{"amount":1,"validityPeriod":"2 weeks"}', 'application/json', 'validityPeriod'],
		['a text too long', '{"amount":1,"prefix":"ABCD"}', 'application/json', 'prefix'],
		['a date that is none', '{"amount":1,"expireDate":"tomorrow"}', 'application/json', 'expireDate'],
	])('%s is refused with 422 by name', async (_name, body, type, field) => {
		const answer = await sandbox.call('POST', VOUCHERS, body, { 'content-type': type });
		expect(answer.status).toBe(422);
		expect(Object.keys(answer.data.errors)).toEqual([field]);
		expect(answer.data.message).toBe(answer.data.errors[field][0]);
	});

	test('a body where none belongs is refused', async () => {
		expect((await sandbox.call('GET', VOUCHERS, { amount: 1 })).data.errors).toHaveProperty('body');
	});

	test('a read-only field is refused', async () => {
		const answer = await sandbox.call('POST', '/public-api/resources/charge-point-vendors/v1.0', { id: 5, name: 'X' });
		expect(Object.keys(answer.data.errors)).toEqual(['id']);
	});

	test('the variant that comes nearest is the one complained about', async () => {
		const answer = await sandbox.call('POST', '/public-api/resources/booking-requests/v1.0', { type: 'cancel' });
		expect(Object.keys(answer.data.errors)).toEqual(['bookingId']);
	});
});

describe('queries', () => {
	const CHARGE_POINTS = '/public-api/resources/charge-points/v2.0';
	test.each([
		[`${VOUCHERS}?filter[userId]=abc`, 'filter.userId'],
		[`${VOUCHERS}?filter[status]=lost`, 'filter.status'],
		[`${VOUCHERS}?filter[nothing]=1`, 'filter.nothing'],
		[`${VOUCHERS}?filter[code]=ab`, 'filter.code'],
		[`${VOUCHERS}?filter=enabled`, 'filter'],
		[`${VOUCHERS}?filter[status][]=enabled`, 'filter.status'],
		[`${VOUCHERS}?filter[status]=`, 'filter.status'],
		[`${VOUCHERS}?filter[status]=enabled&filter[status]=disabled`, 'filter.status'],
		[`${VOUCHERS}?status=enabled`, 'status'],
		[`${VOUCHERS}?per_page=0`, 'per_page'],
		[`${VOUCHERS}?per_page=101`, 'per_page'],
		[`${VOUCHERS}?cursor=`, 'cursor'],
		[`${USERS}?include=externalAppData`, 'include'],
		[`${USERS}?include[]=nothing`, 'include.0'],
		[`${CHARGE_POINTS}?filter[roamingOperatorIds]=1`, 'filter.roamingOperatorIds'],
		['/public-api/resources/top-up-packages/v2.0?filter[enabled]=yes', 'filter.enabled'],
		[`${USERS}?cursor=made-up`, 'cursor'],
		[`${CHARGE_POINTS}/2001/shared-partners?cursor=made-up`, 'cursor'],
	])('%s is refused by name', async (path, field) => {
		const answer = await get(path);
		expect(answer).toMatchObject({ status: 422 });
		expect(Object.keys(answer.data.errors)).toEqual([field]);
	});

	test.each([
		`${CHARGE_POINTS}?filter[roamingOperatorIds][]=1921&filter[roamingOperatorIds][]=1922`,
		`${CHARGE_POINTS}?filter[roamingOperatorIds][0]=1921`,
		`${CHARGE_POINTS}?include[]=lastBootNotification&include[]=chargingProfile`,
		`${USERS}?filter[externalAppData.crm.segment]=gold`,
		'/public-api/resources/sessions/v1.0?filter[roaming][roamingOperatorCpoIds][]=1921',
		'/public-api/resources/id-tags/v2.0?filter[partnerId]=null',
	])('%s is taken', async (path) => {
		expect((await get(path)).status).toBe(200);
	});
});

describe('limit', () => {
	test('counts, refuses with Retry-After, and opens again', async () => {
		await sandbox.limit({ limit: 2, windowSeconds: 1 });
		const answers = [await get(VOUCHERS), await get(VOUCHERS), await get(VOUCHERS)];
		expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
		expect(answers.map((answer) => answer.headers['x-ratelimit-remaining'])).toEqual(['1', '0', '0']);
		expect(answers[0].headers).not.toHaveProperty('retry-after');
		expect(answers[2].data).toEqual({ message: 'Too Many Attempts.' });
		expect(answers[2].headers).toMatchObject({
			'x-ratelimit-limit': '2',
			'retry-after': '1',
			'x-ratelimit-reset': expect.stringMatching(/^\d{10}$/),
		});
		let status = 429;
		while (status === 429) status = (await get(VOUCHERS)).status;
		expect(status).toBe(200);
	});

	test('requests without the right token are not counted', async () => {
		await sandbox.limit({ limit: 1, windowSeconds: 60 });
		await get(VOUCHERS, { authorization: 'Bearer no' });
		expect((await get(VOUCHERS)).status).toBe(200);
	});
});

describe('paging', () => {
	/** Follows `links.next` as it is, and gives all ids and the number of pages. */
	async function follow(path: string): Promise<{ ids: unknown[]; pages: number }> {
		const ids: unknown[] = [];
		let pages = 0;
		for (let next: string | null = path; next; pages++) {
			const { data } = await get(next.replace(sandbox.url, ''));
			ids.push(...data.data.map((one: { id: unknown }) => one.id));
			next = data.links.next;
		}
		return { ids, pages };
	}

	test.each([
		['dual, by page unless asked otherwise', `${USERS}?per_page=100`, 2000, 20],
		['dual, by cursor when one is sent empty', `${USERS}?per_page=100&cursor=`, 2000, 20],
		['dual without cursor parameter', `${VOUCHERS}?per_page=50`, 120, 3],
		['cursor only', '/public-api/resources/charge-points/v2.0', 300, 3],
		['page only', '/public-api/resources/invoices/v1.0', 500, 5],
		['with a filter', '/public-api/resources/charge-points/v2.0?per_page=7&filter[type]=personal', 50, 8],
	])('%s', async (_name, path, count, pages) => {
		const all = await follow(path);
		expect(all).toEqual({ ids: [...new Set(all.ids)], pages });
		expect(all.ids).toHaveLength(count);
	});

	test('a page by number tells the whole, a page by cursor does not', async () => {
		const numbered = (await get(`${USERS}?per_page=10&page=3`)).data;
		expect(numbered.meta).toMatchObject({
			current_page: 3,
			from: 21,
			to: 30,
			last_page: 200,
			per_page: 10,
			total: 2000,
			path: sandbox.url + USERS,
		});
		expect(numbered.links).toEqual({
			first: expect.stringContaining('page=1'),
			last: expect.stringContaining('page=200'),
			prev: expect.stringContaining('page=2'),
			next: expect.stringContaining('page=4'),
		});
		const byCursor = (await get(`${USERS}?per_page=10&cursor=`)).data;
		expect(byCursor.meta).toEqual({
			path: sandbox.url + USERS,
			per_page: 10,
			next_cursor: expect.any(String),
			prev_cursor: null,
		});
		expect(byCursor.links).toMatchObject({ first: null, last: null, prev: null });
	});

	test('a cursor keeps its place when records are deleted and added', async () => {
		const first = (await get(`${USERS}?per_page=2&cursor=`)).data;
		await sandbox.call('DELETE', `${USERS}/${first.data[1].id}`);
		const second = (await get(`${USERS}?per_page=2&cursor=${first.meta.next_cursor}`)).data;
		expect(second.data.map((one: { id: string }) => one.id)).toEqual(['10003', '10004']);
		const back = (await get(`${USERS}?per_page=2&cursor=${second.meta.prev_cursor}`)).data;
		expect(back.data.map((one: { id: string }) => one.id)).toEqual(['10001']);
	});

	test('beyond the last page there is nothing', async () => {
		expect((await get(`${USERS}?page=999`)).data).toMatchObject({
			data: [],
			links: { next: null },
			meta: { from: null, to: null },
		});
	});
});

describe('faults', () => {
	const outcome = async (method: string, path: string, body?: unknown) =>
		await sandbox.call(method, path, body).then(
			({ status, data, headers }) => ({ status, data, headers }),
			(error: { code: string }) => ({ status: 0, code: error.code }),
		);

	test.each([
		['429 once', { status: 429 }, 0],
		['500 once', { status: 500 }, 0],
		['502 once', { status: 502, data: expect.stringContaining('<html>') }, 0],
		['503 once', { status: 503 }, 0],
		['504 once', { status: 504 }, 0],
		['unauthorized', { status: 401 }, 0],
		['forbidden', { status: 403 }, 0],
		['HTML page', { status: 200, data: expect.stringContaining('<html>') }, 0],
		[
			'redirect elsewhere http://127.0.0.1:1/x',
			{ status: 302, headers: expect.objectContaining({ location: 'http://127.0.0.1:1/x' }) },
			0,
		],
		['reset before execution', { status: 0, code: 'ECONNRESET' }, 0],
		['reset before answer', { status: 0, code: 'ECONNRESET' }, 1],
		['reset in body', { status: 0 }, 1],
		['truncated JSON', { status: 201, data: expect.stringMatching(/^\{"data":\{"id":\d+[^}]*$/) }, 1],
		['invalid JSON', { status: 201, data: '{"data": oops}' }, 1],
		['empty body', { status: 201, data: '' }, 1],
		['slow 30 ms', { status: 201 }, 1],
	])('%s', async (name, expected, created) => {
		const before = (await sandbox.state('vouchers')).length;
		await sandbox.fault(name);
		expect(await outcome('POST', VOUCHERS, { amount: 1 })).toMatchObject(expected);
		expect((await sandbox.state('vouchers')).length - before).toBe(created);
		expect((await sandbox.journal())[0].fault).toBeTruthy();
		expect((await outcome('POST', VOUCHERS, { amount: 1 })).status).toBe(201);
	});

	test('are bounded by number, place, method and path', async () => {
		await sandbox.fault(`503 twice at 2 on POST ${VOUCHERS}`);
		const statuses = [];
		for (const method of ['POST', 'GET', 'POST', 'POST', 'POST'])
			statuses.push((await outcome(method, VOUCHERS, method === 'POST' ? { amount: 1 } : undefined)).status);
		expect(statuses).toEqual([201, 200, 503, 503, 201]);
	});

	test('are bounded by time from their first stroke, and a 429 says when it ends', async () => {
		await sandbox.fault('429 for 1 s');
		const refused = await get(VOUCHERS);
		expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
		let status = 429;
		while (status === 429) status = (await get(VOUCHERS)).status;
		expect(status).toBe(200);
	});

	test('of paging', async () => {
		const first = (await get(`${USERS}?per_page=1&cursor=`)).data;
		await sandbox.fault('cursor repeats');
		const cursor = first.meta.next_cursor;
		expect((await get(`${USERS}?per_page=1&cursor=${cursor}`)).data.meta.next_cursor).toBe(cursor);
		await sandbox.fault('next link elsewhere http://127.0.0.1:1');
		expect((await get(`${USERS}?per_page=1`)).data.links.next).toMatch(/^http:\/\/127\.0\.0\.1:1\/public-api/);
	});

	test('an unknown one is refused with the list of those there are', async () => {
		await expect(sandbox.fault('gremlins')).rejects.toMatchObject({
			message: expect.stringContaining('reset before answer'),
			response: { status: 400 },
		});
	});
});

describe('admin', () => {
	test('the journal keeps what was sent, decoded and raw', async () => {
		await sandbox.call('POST', `${USERS}?x=%C3%A9`, { email: 'é@x.yz' }, { 'x-own': 'yes' });
		expect(await sandbox.journal({ method: 'POST', path: 'users' })).toEqual([
			expect.objectContaining({
				method: 'POST',
				path: USERS,
				query: [['x', 'é']],
				rawBody: '{"email":"é@x.yz"}',
				body: { email: 'é@x.yz' },
				status: 422,
				headers: expect.objectContaining({ 'x-own': 'yes' }),
			}),
		]);
		const [{ seq }] = await sandbox.journal();
		await get(VOUCHERS);
		expect((await sandbox.journal({ after: seq })).map((entry) => entry.method)).toEqual(['GET']);
		await sandbox.clearJournal();
		expect(await sandbox.journal()).toEqual([]);
	});

	test('a reset brings back the same world, another seed another one, and it can be empty', async () => {
		const original = await sandbox.state('users', 5);
		await sandbox.call('DELETE', `${USERS}/${original[0].id}`);
		await sandbox.reset();
		expect(await sandbox.state('users', 5)).toEqual(original);
		await sandbox.reset({ seed: 'other' });
		expect(await sandbox.state('users', 5)).not.toEqual(original);
		await sandbox.reset({ world: 'empty' });
		expect(await sandbox.state('users')).toEqual([]);
		expect((await get(USERS)).data.meta.total).toBe(0);
	});

	test('is for this machine only', async () => {
		await expect(sandbox.admin('GET', '/status', undefined, { host: 'evil.example' })).rejects.toMatchObject({
			response: { status: 403 },
		});
	});

	test('has a page for people', async () => {
		expect(await sandbox.admin('GET', '/')).toContain('<title>AMPECO sandbox tenant</title>');
	});

	test('the tenant has its own time', async () => {
		const before = Date.parse((await sandbox.admin('GET', '/clock')).now);
		expect(Date.parse(await sandbox.forward(3600)) - before).toBeGreaterThanOrEqual(3_600_000);
	});
});

describe('start', () => {
	test('a fault that does not exist is refused at once', async () => {
		await expect(startSandbox({ faults: ['gremlins'] })).rejects.toThrow(/No fault is called "gremlins"/);
	});

	test('options are taken', async () => {
		const own = await startSandbox({
			token: 'another-token',
			limit: 3,
			windowSeconds: 9,
			scale: 0,
			seed: 'x',
			faults: ['503 once'],
		});
		expect(own.token).toBe('another-token');
		expect(await own.admin('GET', '/status')).toMatchObject({
			seed: 'x',
			scale: 0,
			limit: { limit: 3, windowSeconds: 9 },
		});
		expect((await own.call('GET', VOUCHERS)).status).toBe(503);
		expect((await own.call('GET', VOUCHERS)).data).toMatchObject({ data: [] });
		await own.stop();
		await expect(own.call('GET', VOUCHERS)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});
});
