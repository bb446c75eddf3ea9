/** The table of what can be watched: it fits the catalogue, leaves nothing out, and its names stay. */
import { startSandbox } from '../../sandbox/client.mts';
import { AmpecoPollingTrigger } from '../../nodes/Polling/AmpecoPollingTrigger.node';
import { offeredList, watches } from '../../nodes/Polling/watches';
import { pathOf, segmentsOf } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import { pollerOf } from './poller.mts';

const rows = Object.entries(watches);
const { description, methods } = new AmpecoPollingTrigger();

test('names of events that workflows store are never taken away', () => {
	expect(Object.keys(watches)).toEqual([
		'sessionChanged',
		'sessionPaymentStatusChanged',
		'transactionChanged',
		'transactionFinalized',
		'authorizationChanged',
		'authorizationCreated',
		'cdrReceived',
		'cdrSent',
		'reservationCreated',
		'bookingRequestCreated',
		'chargePointChanged',
		'chargePointCreated',
		'evseChanged',
		'evseCreated',
		'locationChanged',
		'parkingSpaceChanged',
		'installerJobChanged',
		'installerJobCreated',
		'issueChanged',
		'installationAndMaintenanceCompanyChanged',
		'userChanged',
		'userCreated',
		'userGroupChanged',
		'idTagChanged',
		'idTagCreated',
		'voucherRedeemed',
		'partnerChanged',
		'partnerContractChanged',
		'partnerInviteChanged',
		'partnerInviteCreated',
		'partnerInviteAccepted',
		'partnerInviteAccessPolicyChanged',
		'customFeeCreated',
		'subscriptionPlanChanged',
		'tariffGroupChanged',
		'tariffChanged',
		'currencyRateChanged',
	]);
});

test.each(rows)('%s: list, filter and times are those of the catalogue', (_, { resource, after, changes }) => {
	const { getAll } = resource.operations;
	expect(segmentsOf(pathOf(getAll))).toEqual([]);
	expect(getAll.filters![after].kind).toBe('dateTime');
	expect(resource.record).toHaveProperty('id');
	for (const property of [changes.at, ...(changes.since ? [changes.since] : [])])
		expect(resource.record![property]).toBe('dateTime');
	for (const property of changes.version ?? []) expect(resource.record).toHaveProperty(property);
});

test('docs/polling-trigger.md has them all', () => {
	const { readFileSync } = jest.requireActual<{ readFileSync: (file: string, encoding: string) => string }>('node:fs');
	const page = readFileSync('docs/polling-trigger.md', 'utf8');
	const lines = rows.map(([, { name, after, changes }]) => {
		const filter = `\`${after}\`${changes.since ? `, then \`${changes.since}\`` : ''}`;
		return `| ${name} | ${filter} | ${changes.version ? 'once' : 'each change'} |`;
	});
	expect(lines.filter((line) => !page.includes(line))).toEqual([]);
});

test('every list that can be asked for changes is there, if its records say when they changed', () => {
	const { resources } = loadNodes(dist, registeredFolders()).reduce(
		(all, node) => ({ resources: [...all.resources, ...node.resources] }),
		{
			resources: [] as Array<ReturnType<typeof loadNodes>[number]['resources'][number]>,
		},
	);
	const wanted = resources.filter(({ deprecated, operations, record }) => {
		// A list below another record has to be told which, and a trigger watches one list.
		if (operations.getAll?.route.includes('{')) return false;
		const { lastUpdatedAfter, updatedAfter } = operations.getAll?.filters ?? {};
		return !deprecated && ((lastUpdatedAfter && record?.lastUpdatedAt) || (updatedAfter && record?.updatedAt));
	});
	const watched = new Set(rows.filter(([, { changes }]) => !changes.version).map(([, { resource }]) => resource.value));
	expect([...new Set(wanted.map(({ value }) => value))].filter((value) => !watched.has(value))).toEqual([]);
});

test.each(rows)('%s: offers no filter that the trigger sets itself, and every picker has its list', (event, watch) => {
	const names = Object.keys(offeredList(watch).filters ?? {});
	expect(names).not.toContain(watch.after);
	expect(names).not.toContain(watch.after.replace(/After|From/, 'Before'));
	const shown = description.properties.filter(({ displayOptions }) =>
		(displayOptions?.show?.event ?? []).includes(event),
	);
	const text = JSON.stringify(shown);
	for (const [, method] of text.matchAll(/"searchListMethod":"(\w+)"/g))
		expect(methods.listSearch).toHaveProperty(method);
	for (const [, method] of text.matchAll(/"loadOptionsMethod":"(\w+)"/g))
		expect(methods.loadOptions).toHaveProperty(method);
	expect(shown.map(({ name }) => name)).toContain('options');
	const labels = shown.map(({ displayName }) => displayName);
	expect(new Set(labels).size).toBe(labels.length);
});

test('each can be watched: AMPECO takes the requests, nothing comes at first, and a test shows records', async () => {
	const sandbox = await startSandbox();
	const shows: Record<string, number> = {};
	for (const [event, { changes }] of rows) {
		const poller = pollerOf({
			credential: { url: sandbox.url, token: sandbox.token },
			parameters: { event, output: 'raw' },
		});
		expect([event, await poller.start(), await poller.poll()]).toEqual([event, [], []]);
		const samples = await poller.test().catch((error: Error) => {
			expect(error.message).toMatch(/^AMPECO has no record to show\. /);
			return [];
		});
		shows[event] = samples.length;
		for (const sample of samples) expect(sample[changes.at]).toBeTruthy();
	}
	await sandbox.stop();
	expect(Object.values(shows).every((count) => count <= 5)).toBe(true);
	expect(Object.values(shows).filter((count) => count > 0).length).toBeGreaterThan(25);
}, 120_000);
