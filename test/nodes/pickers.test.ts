/** Pickers over long lists: whatever exists is found, by name, address and ID, with few requests; and rows say who and what. */
import type { INodeParameters } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { startProbeServer } from './probe.mts';

const { engine, sandbox, credentials } = withTenant({ seed: 'what happens' });
const crowded = duringTests(async () => await startSandbox({ seed: 'long lists', scale: 10 }));
const narrow = duringTests(async () => await startSandbox({ seed: 'narrow', limit: 30 }));
const circling = duringTests(startProbeServer);

async function search(node: string, method: string, filter?: string, paginationToken?: string, tenant = sandbox) {
	const after = (await tenant.journal({ last: 1 }))[0]?.seq ?? 0;
	const credential = { url: tenant.url, token: tenant.token };
	const began = Date.now();
	const found = await engine.listSearch({
		node,
		method,
		filter,
		paginationToken,
		credentials: { ampecoApi: credential },
	});
	const took = Date.now() - began;
	return {
		names: found.results.map(({ name }) => name),
		values: found.results.map(({ value }) => value),
		paginationToken: found.paginationToken as string | undefined,
		took,
		requests: await tenant.journal({ after }),
	};
}

describe('20,000 users', () => {
	let last: Record<'id' | 'firstName' | 'lastName' | 'email', string | number>;
	const searchUser = async (text: string, paginationToken?: string) =>
		await search('ampecoUser', 'searchUser', text, paginationToken, crowded);

	beforeAll(async () => {
		const { total, records } = await crowded.admin('GET', '/state/users?last=1');
		expect(total).toBe(20_000);
		[last] = records;
	}, 60_000);

	test('the last one is found by ID and by email with few requests', async () => {
		const byId = await searchUser(String(last.id));
		expect(byId.values).toEqual([String(last.id)]);
		expect(byId.requests.map(({ path }) => path)).toContain(`/public-api/resources/users/v1.1/${last.id}`);
		expect(byId.requests.length).toBeLessThanOrEqual(2);
		const byEmail = await searchUser(String(last.email));
		expect(byEmail.values).toEqual([String(last.id)]);
		expect(byEmail.requests.length).toBeLessThanOrEqual(2);
	});

	test('by name: the list is read once, also for two key strokes at a time, and the next ones need no request', async () => {
		const name = `${last.firstName} ${last.lastName} ${String(last.email).split('@')[0]}`;
		const [first, second] = await Promise.all([searchUser(name.slice(0, -2)), searchUser(name.slice(0, -1))]);
		let requests = Math.max(first.requests.length, second.requests.length);
		// A slow machine reads the rest when the next key is pressed.
		for (let found = second; !found.values.includes(String(last.id)) && found.names.at(-1)?.startsWith('Only'); ) {
			found = await searchUser(name.slice(0, -1));
			requests += found.requests.length;
		}
		// 200 pages, and what AMPECO is asked for each key.
		expect(requests).toBeGreaterThan(200);
		expect(requests).toBeLessThanOrEqual(215);
		for (const text of [
			name,
			name.toUpperCase(),
			`${last.lastName} ${last.email}`,
			String(last.id),
			String(last.email),
		]) {
			const next = await searchUser(text);
			expect(next.values).toContain(String(last.id));
			expect(next.requests).toHaveLength(0);
			expect(next.took).toBeLessThan(2000);
		}
	}, 120_000);

	test('many that fit come by the hundred', async () => {
		const first = await searchUser('an');
		expect(first.values).toHaveLength(100);
		const more = await searchUser('an', first.paginationToken);
		expect(more.values.filter((value) => first.values.includes(value))).toEqual([]);
		expect(more.values.length).toBeGreaterThan(0);
	}, 120_000);
});

test('another token does not see what was read with this one', async () => {
	await search('ampecoLocation', 'searchLocation', 'a');
	const other = { ampecoApi: { ...credentials.ampecoApi!, token: 'another-token' } };
	const opened = engine.listSearch({
		node: 'ampecoLocation',
		method: 'searchLocation',
		filter: 'a',
		credentials: other,
	});
	await expect(opened).rejects.toThrow(/token/);
});

test('where the limit forbids to read on, the last row says how far the search went', async () => {
	const opened = {
		node: 'ampecoUser',
		method: 'searchUser',
		credentials: { ampecoApi: { url: narrow.url, token: narrow.token } },
	};
	const { results } = await engine.listSearch({ ...opened, filter: 'no such person' });
	expect(results).toEqual([
		{ name: expect.stringMatching(/^Only the first 1,\d00 were searched\. Type an ID\.$/), value: '' },
	]);
	const last = (await narrow.state('users')).pop()!;
	expect((await engine.listSearch({ ...opened, filter: String(last.id) })).results[0].value).toBe(String(last.id));
}, 60_000);

describe('what happens', () => {
	const lists = [
		['ampecoSession', 'searchSession', 'sessions'],
		['ampecoBilling', 'searchTransaction', 'transactions'],
		['ampecoSession', 'searchAuthorization', 'authorizations'],
		['ampecoSession', 'searchCdr', 'cdrs'],
		['ampecoSession', 'searchBooking', 'bookings'],
	];

	test.each(lists)('%s, %s: the newest come first, each once', async (node, method, collection) => {
		const { records } = await sandbox.admin('GET', `/state/${collection}?last=400`);
		const time = (record: Record<string, string | undefined>) =>
			Date.parse(record.startedAt ?? record.startTime ?? record.startAt ?? record.date ?? record.createdAt ?? '');
		const newest = Math.max(...records.map(time));
		const first = await search(node, method);
		const shown = records.find(({ id }: { id: unknown }) => String(id) === first.values[0]);
		expect(time(shown)).toBe(newest);
		// The tenant's last records are weeks old, so some spans are asked for in vain; and each user shown is asked for once.
		const names = first.requests.filter(({ path }) => path.includes('/users/'));
		expect(names.length).toBeLessThanOrEqual(20);
		expect(first.requests.length - names.length).toBeLessThanOrEqual(25);
		const second = await search(node, method, undefined, first.paginationToken);
		expect(second.values.filter((value) => first.values.includes(value))).toEqual([]);
		expect(second.values.length).toBeGreaterThan(0);
	});

	test('the oldest session is found by its ID', async () => {
		const [oldest] = await sandbox.state('sessions', 1);
		expect((await search('ampecoSession', 'searchSession', String(oldest.id))).values).toEqual([String(oldest.id)]);
	});

	test('a row says who, how much, how it went and when', async () => {
		const { names } = await search('ampecoSession', 'searchSession', 'finished');
		expect(names.length).toBeGreaterThanOrEqual(20);
		expect(names[0]).toMatch(
			/^(\p{L}[\p{L} ]+|charge point \d+), \d+(\.\d)? kWh, finished \d{1,2} [A-Z][a-z]{2,3} \d\d:\d\d \(\d+\)$/u,
		);
		expect(names.filter((name) => name.startsWith('User '))).toEqual([]);
	});

	test("a driver's name finds the driver's sessions, old ones too", async () => {
		const [oldest] = (await sandbox.state('sessions', 50)).filter(({ userId }) => userId);
		const { records } = await sandbox.admin('GET', '/state/users?last=20000');
		const driver = records.find(({ id }: { id: unknown }) => id === oldest.userId);
		const { names, values } = await search('ampecoSession', 'searchSession', driver.email);
		expect(names[0]).toContain(`${driver.firstName} ${driver.lastName}, `);
		expect(values).toContain(String(oldest.id));
	}, 120_000);
});

test('a running session is not found among the finished, by ID either', async () => {
	const [finished] = (await sandbox.state('sessions', 50)).filter(({ status }) => status === 'finished');
	const parameters: INodeParameters = {};
	const found = await engine.listSearch({
		node: 'ampecoChargePoint',
		method: 'searchRunningSession',
		filter: String(finished.id),
		parameters,
		credentials,
	});
	expect(found.results.map(({ value }) => value)).not.toContain(String(finished.id));
});

test('a running session is found by each word its row shows, also where many users have that name', async () => {
	const { names, values } = await search('ampecoSession', 'searchRunningSession');
	expect(names.length).toBeGreaterThan(3);
	for (const [index, name] of names.entries()) {
		const [driver] = name.split(', ');
		for (const word of driver.split(' ')) {
			// By ID, as the energy goes on.
			expect((await search('ampecoSession', 'searchRunningSession', word)).values).toContain(values[index]);
		}
	}
});

describe('a list without an end ends in a sentence, however it is read', () => {
	const location: INodeParameters = { location: { __rl: true, mode: 'id', value: '7' } };
	/** What the list is read for: node, method, what is typed, where it goes on, and what else the form holds. */
	const ways: Array<[string, string, string, string?, string?, INodeParameters?]> = [
		['opened', 'ampecoPartner', 'searchPartner'],
		['opened', 'ampecoUser', 'searchIdTag'],
		['opened, with a parent', 'ampecoLocation', 'searchChargingZone', undefined, undefined, location],
		['opened, the newest first', 'ampecoSession', 'searchSession'],
		['gone on with', 'ampecoPartner', 'searchPartner', undefined, '{"cursor":"same"}'],
		['typed into', 'ampecoPartner', 'searchPartner', 'no such partner'],
		['typed into', 'ampecoUser', 'searchIdTag', 'no such tag'],
		['typed into, with a parent', 'ampecoLocation', 'searchChargingZone', 'no such zone', undefined, location],
		['typed into, the newest first', 'ampecoSession', 'searchSession', 'no such session'],
		["typed into, by a driver's name", 'ampecoSession', 'searchSession', 'no such driver'],
	];
	/** What each request is answered, by its number. */
	const answers: Array<[string, (request: number) => { data: object[]; meta: object }]> = [
		['the same page', () => ({ data: [], meta: { next_cursor: 'same' } })],
		['empty pages', (request) => ({ data: [], meta: { next_cursor: `${request}` } })],
		['the same page', () => ({ data: [{ id: 1, name: 'One' }], meta: { next_cursor: 'same' } })],
	];
	const table = answers.flatMap(([sentence, answer], index) =>
		// Each with a token of its own, so that none knows what another has read.
		ways.map(([how, ...way], row) => ({ how, way, sentence, answer, token: `token-${index}-${row}` })),
	);

	test.each(table)('$way.1 $how: $sentence', async ({ how, way, sentence, answer, token }) => {
		const [node, method, filter, paginationToken, parameters] = way;
		const isOfUsers = how.endsWith('name');
		circling.answer(({ url }) => {
			const count = circling.received.length;
			// So that a reading without an end fails the test and not the machine.
			const isOver = count >= 200 || (isOfUsers && !url.includes('/users/'));
			return isOver ? { data: [] } : answer(count);
		});
		const ask = async (place?: string) =>
			await engine.listSearch({
				node,
				method,
				filter,
				paginationToken: place,
				parameters,
				credentials: { ampecoApi: { url: circling.url, token } },
			});
		const readOn = async () => {
			const first = await ask(paginationToken);
			// A page with rows is shown; the one after it is the same.
			return await ask(first.paginationToken as string | undefined);
		};
		const told = `AMPECO keeps answering with ${sentence}, so the list cannot be read to its end`;
		// What was read before it turned out is searched.
		const isSearched = filter !== undefined && !how.endsWith('newest first') && answer(0).data.length > 0;
		if (isSearched)
			expect((await readOn()).results).toEqual([{ name: expect.stringContaining('Type an ID.'), value: '' }]);
		else await expect(readOn()).rejects.toThrow(told);
		expect(circling.received.length).toBeLessThanOrEqual(30);
	});
});

test.each([{ data: null }, { data: 'gone' }, {}, { message: 'Gone.' }, { success: false, errorCode: 'gone' }])(
	'an ID that is answered with %j is looked for in the list, and a driver answered with it is told by the ID',
	async (odd) => {
		circling.answer(({ url }) => {
			if (/\/users\/v[\d.]+\/12\b/.test(url)) return odd;
			if (url.includes('/users/')) return { data: [{ id: 12, firstName: 'Ada', lastName: 'Byron' }] };
			return { data: [{ id: 5, userId: 12, startedAt: '2026-01-31T08:00:00+00:00' }] };
		});
		const credentials = { ampecoApi: { url: circling.url, token: `token-of-${JSON.stringify(odd)}` } };
		const sessions = await engine.listSearch({ node: 'ampecoSession', method: 'searchSession', credentials });
		expect(sessions.results[0].name).toMatch(/^User 12, /);
		const users = await engine.listSearch({ node: 'ampecoUser', method: 'searchUser', filter: '12', credentials });
		expect(users.results.map(({ value }) => String(value))).toEqual(['12']);
	},
);

test('pages without a row are left when a person has waited long enough', async () => {
	const clock = jest.spyOn(Date, 'now');
	const began = Date.now();
	circling.answer(() => {
		const count = circling.received.length;
		// With each answer half of the time is over.
		clock.mockReturnValue(began + count * 11_000);
		return { data: [{ name: 'Without an ID' }], meta: { next_cursor: count < 200 ? `${count}` : null } };
	});
	try {
		const { results, paginationToken } = await engine.listSearch({
			node: 'ampecoPartner',
			method: 'searchPartner',
			credentials: { ampecoApi: { url: circling.url, token: 'token-of-the-patient' } },
		});
		expect(results).toEqual([{ name: 'AMPECO took too long to search. Type an ID.', value: '' }]);
		expect(paginationToken).toBeUndefined();
		expect(circling.received).toHaveLength(2);
	} finally {
		clock.mockRestore();
	}
});
