/** One look after another, against the sandbox: what it asks for, what it hands over, and what it says when it cannot. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests } from '../../tools/tenant.mts';
import { pollerOf } from './poller.mts';
import type { Poller, PollerOrder } from './poller.mts';
import { startAwkwardTenant } from './tenant.mts';

const TAGS = '/public-api/resources/id-tags/v2.0';
const GROUPS = '/public-api/resources/user-groups/v1.0';

const sandbox = duringTests(async () => await startSandbox({ scale: 0 }));
const tenant = duringTests(async () => await startAwkwardTenant(sandbox));
beforeEach(async () => {
	await sandbox.reset();
	Object.assign(tenant.awkward, {
		perPage: undefined,
		refuse: undefined,
		status: undefined,
		before: undefined,
		timeless: false,
		unfiltered: false,
		lead: 0,
	});
	tenant.count();
});

function poller(parameters: INodeParameters = { event: 'idTagChanged' }, order: Partial<PollerOrder> = {}): Poller {
	return pollerOf({ credential: { url: tenant.url, token: sandbox.token }, parameters, ...order });
}

async function makeTag(idLabel: string, more: object = {}): Promise<number> {
	const { data } = await sandbox.call('POST', TAGS, {
		idTagUid: idLabel,
		type: 'rfid',
		status: 'enabled',
		idLabel,
		...more,
	});
	return data.data.id;
}

const labels = (records: IDataObject[]) => records.map(({ idLabel, name }) => idLabel ?? name);
const whole: INodeParameters = { event: 'idTagChanged', output: 'raw' };

/** The error of a look that cannot be. */
async function refusal(look: Promise<unknown>): Promise<Error & { httpCode?: string }> {
	return await look.then(
		() => {
			throw new Error('It did not fail.');
		},
		(error: Error) => error,
	);
}

describe('what it asks for', () => {
	test('two requests at activation, then one for each look', async () => {
		const one = poller();
		await one.start();
		expect(tenant.count()).toBe(2);
		await one.poll();
		await one.poll();
		expect(tenant.count()).toBe(2);
		await one.start();
		expect(tenant.count()).toBe(1);
	});

	test("the filters a person set, and the mark in the tenant's time", async () => {
		const one = poller({ event: 'idTagChanged', filters: { status: 'enabled' } });
		await one.start();
		const [entry] = await sandbox.journal({ path: TAGS, last: 1 });
		expect(entry.query).toContainEqual(['filter[status]', 'enabled']);
		const [, mark] = entry.query.find(([name]) => name === 'filter[lastUpdatedAfter]')!;
		expect(mark).toMatch(/^2026-11-01T06:5\d:\d\dZ$/);
	});

	test.each([
		['lastUpdatedAfter', 'Last Updated After'],
		['lastUpdatedBefore', 'Last Updated Before'],
	])('%s among Other Filters is refused, as the node sets it', async (name, label) => {
		const otherFilters = { items: [{ name, value: '2000-01-01' }] };
		const error = await refusal(poller({ event: 'idTagChanged', filters: { otherFilters } }).start());
		expect(error.message).toBe(
			`Other Filters cannot have ${label} here, as the node sets it by itself. Remove it. Nothing was sent for this item.`,
		);
		expect(tenant.count()).toBe(0);
	});
});

describe('what it hands over', () => {
	test('nothing at activation, then what is new or changed, oldest change first', async () => {
		await makeTag('old');
		const two = await makeTag('two');
		const one = poller(whole);
		expect(await one.start()).toEqual([]);
		await makeTag('new');
		await sandbox.forward(2);
		await sandbox.call('PATCH', `${TAGS}/${two}`, { idLabel: 'two, changed' });
		const records = await one.poll();
		expect(labels(records)).toEqual(['new', 'two, changed']);
		expect(records[1]).toEqual((await sandbox.call('GET', `${TAGS}/${two}`)).data.data);
		expect(await one.poll()).toEqual([]);
	});

	test('records in their simple form, unless it is turned off', async () => {
		const one = poller();
		await one.start();
		await makeTag('new');
		const [record] = await one.poll();
		expect(Object.keys(record)).toContain('idLabel');
		expect(Object.keys(record)).not.toContain('defaultPaymentOption');
	});

	test('what changed since, also where the clock leads the times of the records', async () => {
		await makeTag('old');
		tenant.awkward.lead = 1800;
		const one = poller();
		expect(await one.start()).toEqual([]);
		await makeTag('new');
		expect(labels(await one.poll())).toEqual(['new']);
	});

	test('what changed before, as far as it is to look back, and only at the first activation', async () => {
		await makeTag('long ago');
		await sandbox.forward(3 * 3600);
		await makeTag('an hour ago');
		await sandbox.forward(3600);
		const one = poller({ event: 'idTagChanged', options: { lookBack: 2 } });
		expect(labels(await one.start())).toEqual(['an hour ago']);
		expect(await one.start()).toEqual([]);
		one.parameters = { event: 'idTagChanged', options: { lookBack: 48 } };
		expect(await one.start()).toEqual([]);
	});

	test('what changed while the workflow or n8n was off', async () => {
		const one = poller();
		await one.start();
		await makeTag('while off');
		await sandbox.forward(100_000);
		expect(labels(await one.start())).toEqual(['while off']);
		expect(await one.start()).toEqual([]);
	});

	test('in portions, when there is more than one look has time for', async () => {
		tenant.awkward.perPage = 2;
		const one = poller({ event: 'idTagChanged', options: { lookBack: 1 } }, { budget: 0 });
		for (const label of ['a', 'b', 'c', 'd', 'e']) await makeTag(label);
		const got = [await one.start(), await one.poll(), await one.poll(), await one.poll()];
		expect(got.map(labels)).toEqual([['a', 'b'], ['c', 'd'], ['e'], []]);
	});

	test('10,000 records at most at a time', async () => {
		await sandbox.reset({ scale: 7 });
		tenant.awkward.unfiltered = true;
		const { total } = await sandbox.admin('GET', '/state/id-tags?limit=1');
		const one = poller({ event: 'idTagChanged', options: { lookBack: 24 * 365 * 10 } });
		const portions = [await one.start(), await one.poll(), await one.poll()];
		expect(portions.map(({ length }) => length)).toEqual([10_000, total - 10_000, 0]);
		expect(new Set(portions.flat().map(({ id }) => id)).size).toBe(total);
	});

	test('once, when a look is still under way at the time of the next', async () => {
		const one = poller();
		await one.start();
		await makeTag('new');
		tenant.count();
		const [first, second] = await Promise.all([one.poll(), one.poll()]);
		expect([...first, ...second]).toHaveLength(1);
		expect(tenant.count()).toBe(1);
	});

	test("nothing twice and nothing lost when AMPECO does not say its time, as long as n8n's clock is right", async () => {
		tenant.awkward.timeless = true;
		const one = poller();
		await one.start();
		const { floor } = one.state() as { floor: string };
		expect(Math.abs(Date.parse(floor) + 3_600_000 - Date.now())).toBeLessThan(60_000);
	});
});

describe('another thing to watch begins anew', () => {
	test.each<[string, INodeParameters]>([
		['an event', { event: 'idTagCreated' }],
		['a filter', { event: 'idTagChanged', filters: { type: 'rfid' } }],
	])('%s', async (_, parameters) => {
		const one = poller();
		await one.start();
		await makeTag('before');
		one.parameters = parameters;
		expect(await one.start()).toEqual([]);
		await makeTag('after');
		expect(labels(await one.poll())).toEqual(['after']);
	});

	test('a tenant', async () => {
		const one = poller();
		await one.start();
		await makeTag('before');
		one.credential = { url: sandbox.url, token: sandbox.token };
		expect(await one.start()).toEqual([]);
	});

	test('but not what only n8n shows, nor how records are shown, nor a picked value that is the same', async () => {
		const user = (more: object) => ({ __rl: true, mode: 'list', value: '1', ...more });
		const one = poller({ event: 'idTagChanged', filters: { userId: user({ cachedResultName: 'Ann' }) } });
		await one.start();
		const { floor } = one.state();
		await sandbox.forward(1000);
		one.parameters = {
			event: 'idTagChanged',
			output: 'raw',
			filters: { userId: user({ cachedResultName: 'Ann B.' }) },
			options: { lookBack: 5 },
		};
		await one.start();
		expect(one.state().floor).toBe(floor);
	});
});

describe('a look that fails', () => {
	test('says in one sentence why, and changes nothing', async () => {
		const one = poller();
		await one.start();
		await makeTag('new');
		const before = one.state();
		one.credential = { url: tenant.url, token: 'wrong' };
		const error = await refusal(one.poll());
		expect(error.message).toBe(
			'AMPECO does not accept the API token. Check the API token in the AMPECO credential. It may have been deleted or replaced.',
		);
		expect(error.httpCode).toBe('401');
		expect(JSON.stringify(error)).not.toContain(sandbox.token);
		expect(one.state()).toEqual(before);
		one.credential = { url: tenant.url, token: sandbox.token };
		expect(labels(await one.poll())).toEqual(['new']);
	});

	test('in the middle of a list hands nothing over, and the next one everything', async () => {
		tenant.awkward.perPage = 2;
		const one = poller();
		await one.start();
		for (const label of ['a', 'b', 'c', 'd', 'e']) await makeTag(label);
		tenant.count();
		tenant.awkward.refuse = 2;
		expect((await refusal(one.poll())).message).toMatch(/^AMPECO does not allow this: No\. /);
		tenant.awkward.refuse = undefined;
		expect(labels(await one.poll())).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	test('at activation refuses it, and does so too for an event that does not exist', async () => {
		const one = poller({ event: 'toString' });
		expect((await refusal(one.start())).message).toBe(
			'This node has no such event. Choose one from the list under Trigger On.',
		);
		expect(one.stored).toEqual({});
	});

	test('does not wait for a limit that is far away', async () => {
		const used = await startAwkwardTenant(sandbox);
		const one = pollerOf({
			credential: { url: used.url, token: sandbox.token },
			parameters: { event: 'idTagChanged' },
		});
		await one.start();
		used.count();
		// One refusal of that kind may be odd, so it is asked about once.
		Object.assign(used.awkward, { refuse: 1, refusals: 2, status: 429, retryAfter: 3600 });
		const error = await refusal(one.poll());
		expect(error.message).toMatch(
			/^The tenant's request limit is used up until 20.*Z\. Run it again after that time, .* Nothing was changed\.$/,
		);
		expect(error.httpCode).toBe('429');
		expect(used.count()).toBe(2);
		await used.stop();
	});

	test("because the tenant's clock was set back says so once, and loses nothing", async () => {
		const one = poller();
		await one.start();
		await makeTag('one');
		await one.poll();
		const behind = -1800;
		tenant.awkward.lead = behind;
		const error = await refusal(one.poll());
		expect(error.message).toMatch(
			/^AMPECO's clock was set back: it is 2026-\S+Z there, and changes up to 2026-\S+Z had come\. /,
		);
		await makeTag('two');
		expect(labels(await one.poll())).toContain('two');
	});

	test('when nothing answers at the address', async () => {
		const gone = await startSandbox({ scale: 0 });
		const one = pollerOf({ credential: { url: gone.url, token: gone.token }, parameters: { event: 'idTagChanged' } });
		await one.start();
		await gone.stop();
		expect((await refusal(one.poll())).message).toMatch(
			/^AMPECO could not be reached: nothing answers at the tenant URL\. Check/,
		);
	}, 60_000);

	test('because a list by page numbers never stands still', async () => {
		tenant.awkward.perPage = 2;
		const make = async (name: string) => void (await sandbox.call('POST', GROUPS, { name }));
		const one = poller({ event: 'userGroupChanged' });
		await one.start();
		for (const name of ['a', 'b', 'c']) await make(name);
		tenant.awkward.before = async (page) => await make(`while reading ${page}`);
		expect((await refusal(one.poll())).message).toMatch(/^The list changes while it is read/);
		tenant.awkward.before = undefined;
		const groups = await sandbox.state('user-groups');
		expect((await one.poll()).length).toBe(groups.length);
	});

	test('at a place in the list that AMPECO forgot goes back to its start, and hands nothing over again', async () => {
		tenant.awkward.perPage = 2;
		const one = poller({ event: 'idTagChanged', options: { lookBack: 1 } }, { budget: 0 });
		// Longer ago than what a mark remembers each version of.
		for (const label of ['a', 'b', 'c', 'd', 'e', 'f']) {
			await makeTag(label);
			await sandbox.forward(300);
		}
		expect(labels(await one.start())).toEqual(['a', 'b']);
		expect(labels(await one.poll())).toEqual(['c', 'd']);
		tenant.count();
		Object.assign(tenant.awkward, { refuse: 1, status: 422 });
		const got = [await one.poll(), await one.poll(), await one.poll(), await one.poll()];
		expect(got.map(labels)).toEqual([[], [], ['e', 'f'], []]);
	});
});

describe('a test in the editor', () => {
	test('shows the five records that changed last, and leaves the mark', async () => {
		const one = poller(whole);
		await one.start();
		for (const label of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
			await makeTag(label);
			await sandbox.forward(1);
		}
		const stored = JSON.stringify(one.stored);
		expect(labels(await one.test())).toEqual(['g', 'f', 'e', 'd', 'c']);
		expect(JSON.stringify(one.stored)).toBe(stored);
		expect(await one.poll()).toHaveLength(7);
	});

	test('looks back until it finds one', async () => {
		await makeTag('old');
		await sandbox.forward(400 * 24 * 3600);
		expect(labels(await poller(whole).test())).toEqual(['old']);
	});

	test('says so when there is none', async () => {
		expect((await refusal(poller().test())).message).toBe(
			'AMPECO has no record to show. Check the filters, or make such a record in AMPECO and try again.',
		);
	});
});
