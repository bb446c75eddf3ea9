/** "Create or Update": looks by a key, creates, changes what differs, leaves alone what does not, on both of n8n's paths. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from '../../tools/engine.mts';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { startProbeServer, until } from './probe.mts';

const TAGS = '/public-api/resources/id-tags/v2.0';
const PATHS = ['custom', 'stock'] as const;

const { engine, sandbox } = withTenant({ seed: 'upsert' });
const standIn = duringTests(startProbeServer);

const now = Date.now;
let forward = 0;

/** Minutes later in n8n, which then has forgotten what it made. */
function later() {
	forward += 6 * 60_000;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + forward);
}

beforeEach(async () => {
	later();
	await sandbox.reset({ seed: 'upsert' });
});

type Settings = Partial<Omit<NodeRun, 'items'>> & { url?: string };

async function upsert(
	node: string,
	resource: string,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	{ url = sandbox.url, ...settings }: Settings = {},
) {
	return await engine.runNode({
		node,
		parameters: { resource, operation: 'upsert', ...parameters } as INodeParameters,
		items,
		credentials: { ampecoApi: { url, token: sandbox.token } },
		...settings,
	});
}

/** An ID tag from what comes in: `uid`, `label` and `status`. */
const tags = async (items: IDataObject[], settings: Settings = {}, parameters: IDataObject = {}) =>
	await upsert(
		'ampecoUser',
		'idTag',
		{
			idTagUid: '={{ $json.uid }}',
			mainFields: { type: 'rfid', status: '={{ $json.status ?? "enabled" }}', idLabel: '={{ $json.label }}' },
			addOutcome: true,
			...parameters,
		},
		items,
		settings,
	);

async function writes() {
	return (await sandbox.journal()).filter(({ method }) => method !== 'GET');
}

const outcomes = (items: INodeExecutionData[]) => items.map(({ json }) => json.upsertOutcome);

describe.each(PATHS)('%s', (path) => {
	test('creates, then changes only what differs, then nothing', async () => {
		const first = await tags([{ uid: 'CARD-1', label: 'Ann' }], { path });
		expect(first.error).toBeUndefined();
		expect(first.items[0].json).toMatchObject({ idTagUid: 'CARD-1', idLabel: 'Ann', upsertOutcome: 'created' });
		const second = await tags([{ uid: 'CARD-1', label: 'Bea' }], { path });
		expect(second.items[0].json).toMatchObject({
			id: first.items[0].json.id,
			idLabel: 'Bea',
			upsertOutcome: 'updated',
		});
		await sandbox.clearJournal();
		const third = await tags([{ uid: 'CARD-1', label: 'Bea' }], { path });
		expect(third.items[0].json).toMatchObject({
			id: first.items[0].json.id,
			idLabel: 'Bea',
			upsertOutcome: 'unchanged',
		});
		expect(await writes()).toEqual([]);
		expect((await sandbox.state('id-tags')).filter(({ idTagUid }) => idTagUid === 'CARD-1')).toHaveLength(1);
	});

	test('sends an update no more than the fields that differ', async () => {
		await tags([{ uid: 'CARD-1', label: 'Ann' }], { path });
		await sandbox.clearJournal();
		await tags([{ uid: 'CARD-1', label: 'Ann', status: 'disabled' }], { path });
		expect((await writes()).map(({ method, body }) => [method, body])).toEqual([['PATCH', { status: 'disabled' }]]);
	});

	test('leaves the record as AMPECO gives it unless the outcome is asked for', async () => {
		const { items } = await tags([{ uid: 'CARD-1' }], { path }, { addOutcome: false });
		expect(items[0].json).not.toHaveProperty('upsertOutcome');
		expect(items[0].json.id).toEqual(expect.any(Number));
	});

	test('takes its values as JSON, the key among them', async () => {
		const json = (label: string) => ({
			inputMode: 'json',
			jsonBody: JSON.stringify({ idTagUid: 'CARD-1', type: 'rfid', status: 'enabled', idLabel: label }),
		});
		expect(outcomes((await tags([{}], { path }, json('Ann'))).items)).toEqual(['created']);
		expect(outcomes((await tags([{}], { path }, json('Ann'))).items)).toEqual(['unchanged']);
		expect(outcomes((await tags([{}], { path }, json('Bea'))).items)).toEqual(['updated']);
		const keyless = await tags([{}], { path }, { inputMode: 'json', jsonBody: '{"type":"rfid"}' });
		expect(keyless.error?.message).toBe(
			'Tag UID is missing. Fill it in, or check that its expression or JSON gives a value.',
		);
	});

	test('several with the key are named, and nothing is changed', async () => {
		await tags(
			[
				{ uid: 'A', label: 'same' },
				{ uid: 'B', label: 'same' },
			],
			{ path },
		);
		const ids = (await sandbox.state('id-tags'))
			.filter(({ idLabel }) => idLabel === 'same')
			.map(({ id }) => id as number);
		await sandbox.clearJournal();
		const run = await tags(
			[{}],
			{ path, onError: 'continueErrorOutput' },
			{ matchBy: 'idLabel', idLabel: 'same', mainFields: { status: 'disabled' } },
		);
		expect(run.errorItems[0].json).toMatchObject({
			error: `2 ID tags have Label "same": IDs ${ids.join(', ')}`,
			message: 'Give each a key of its own in AMPECO, or use Update with the ID. Nothing was changed.',
		});
		expect(await writes()).toEqual([]);
	});

	test('50 items with ten keys make ten records, each as its last item says', async () => {
		const items = Array.from({ length: 50 }, (_, index) => ({
			uid: `KEY-${index % 10}`,
			label: `turn ${Math.floor(index / 10)}`,
		}));
		const run = await tags(items, { path });
		expect(run.error).toBeUndefined();
		expect(outcomes(run.items).filter((outcome) => outcome === 'created')).toHaveLength(10);
		const made = (await sandbox.state('id-tags')).filter(({ idTagUid }) => String(idTagUid).startsWith('KEY-'));
		expect(made).toHaveLength(10);
		expect(made.map(({ idLabel }) => idLabel)).toEqual(Array(10).fill('turn 4'));
	});
});

test('what a new record needs is asked for only where there is none', async () => {
	const bare = { mainFields: { idLabel: '={{ $json.label }}' } };
	await tags([{ uid: 'CARD-1' }]);
	await sandbox.clearJournal();
	const run = await tags(
		[
			{ uid: 'CARD-1', label: 'Ann' },
			{ uid: 'CARD-2', label: 'Bea' },
		],
		{ onError: 'continueErrorOutput' },
		bare,
	);
	expect(outcomes(run.items)).toEqual(['updated']);
	expect(run.errorItems[0].json).toMatchObject({
		error: 'There is no ID tag with Tag UID "CARD-2" yet, and a new one needs Type, Status',
		message: 'Give these values as well, or correct the key. Nothing was changed.',
	});
	expect((await writes()).map(({ method }) => method)).toEqual(['PATCH']);
});

/** One record of each resource that has the operation: the key, what a new one needs, and a change. */
const RECORDS: Array<[string, string, string, IDataObject, IDataObject, IDataObject]> = [
	[
		'ampecoChargePoint',
		'chargePoint',
		'charge-points',
		{ externalId: 'CP-1' },
		{ name: 'One', type: 'private', status: 'enabled', communicationMode: 'direct_ocpp' },
		{ name: 'Two' },
	],
	[
		'ampecoChargePoint',
		'chargePoint',
		'charge-points',
		{ matchBy: 'networkId', networkId: 'NET-1' },
		{ name: 'One', type: 'private', status: 'enabled', communicationMode: 'direct_ocpp', externalId: 'CP-1' },
		{ status: 'disabled' },
	],
	[
		'ampecoEvse',
		'evse',
		'evses',
		{ externalId: 'E-1' },
		{ chargePointId: 2001, physicalReference: 'QR-1', currentType: 'ac', networkId: '9', status: 'enabled' },
		{ physicalReference: 'QR-2' },
	],
	[
		'ampecoLocation',
		'location',
		'locations',
		{ externalId: 'L-1' },
		{
			name: { items: [{ locale: 'en', translation: 'Site' }] },
			address: { items: [{ locale: 'en', translation: 'Street 1' }] },
			country: 'BG',
			latitude: 42.5,
			longitude: 23.25,
		},
		{ latitude: 42.75 },
	],
	[
		'ampecoLocation',
		'parkingSpace',
		'parking-spaces',
		{ externalId: 'P-1' },
		{ label: 'A1', locationId: 1001 },
		{ label: 'A2' },
	],
	[
		'ampecoUser',
		'user',
		'users',
		{ externalId: 'HR-1' },
		{ email: 'ann@example.com', password: 'first secret' },
		{ email: 'bea@example.com', password: 'second secret' },
	],
	[
		'ampecoUser',
		'user',
		'users',
		{ matchBy: 'email', email: 'Ann@example.com' },
		{ password: 'first secret', externalId: 'HR-1' },
		{ externalId: 'HR-2' },
	],
	['ampecoPartner', 'partner', 'partners', { externalId: 'CRM-1' }, { name: 'One' }, { name: 'Two', regNo: '4711' }],
	['ampecoBilling', 'currencyRate', 'currency-rates', { base: 'BGN', target: 'ZAR' }, { rate: 9.5 }, { rate: 9.75 }],
];

test.each(RECORDS)(
	'%s, %s: created, unchanged, updated, unchanged',
	async (node, resource, collection, key, values, changes) => {
		const before = (await sandbox.state(collection)).length;
		const run = async (mainFields: IDataObject) => {
			await sandbox.clearJournal();
			const { items, error } = await upsert(node, resource, { ...key, mainFields, addOutcome: true });
			expect(error).toBeUndefined();
			return {
				id: items[0].json.id,
				outcome: items[0].json.upsertOutcome,
				sent: (await writes()).map(({ method }) => method),
			};
		};
		const { id } = await run(values);
		expect((await sandbox.state(collection)).length).toBe(before + 1);
		expect(await run(values)).toEqual({ id, outcome: 'unchanged', sent: [] });
		expect(await run({ ...values, ...changes })).toEqual({ id, outcome: 'updated', sent: ['PATCH'] });
		expect(await run({ ...values, ...changes })).toEqual({ id, outcome: 'unchanged', sent: [] });
		expect(await run({})).toEqual({ id, outcome: 'unchanged', sent: [] });
	},
);

test('one coordinate takes the other along, as AMPECO wants both', async () => {
	const site = {
		name: { items: [{ locale: 'en', translation: 'Site' }] },
		address: { items: [{ locale: 'en', translation: 'Street 1' }] },
		country: 'BG',
		latitude: 42.5,
		longitude: 23.25,
	};
	await upsert('ampecoLocation', 'location', { externalId: 'L-1', mainFields: site });
	await sandbox.clearJournal();
	await upsert('ampecoLocation', 'location', { externalId: 'L-1', mainFields: { latitude: 42.75 } });
	expect((await writes()).map(({ body }) => body)).toEqual([{ geoposition: { latitude: 42.75, longitude: 23.25 } }]);
});

describe('when the tenant does not answer as it should', () => {
	/** A tenant that answers every look-up alike. */
	function answering(records: object[]) {
		standIn.answer(({ method }) => ({ data: method === 'GET' ? records : { id: 1 } }));
	}
	const sent = () => standIn.received.map(({ method, body }) => (method === 'GET' ? method : [method, body]));

	test.each([
		[
			'the filter is ignored',
			[
				{ id: 7, idTagUid: 'OTHER' },
				{ id: 8, idTagUid: 'CARD-1' },
			],
		],
		['upper and lower case are one to it', [{ id: 7, idTagUid: 'card-1' }]],
	])('%s: nothing is changed, and nothing created', async (_, records) => {
		answering(records);
		const { error } = await tags([{ uid: 'CARD-1' }], { url: standIn.url });
		expect(error?.message).toBe('AMPECO answered with other ID tags than those with Tag UID "CARD-1", such as ID 7');
		expect(sent()).toEqual(['GET']);
	});

	test('an address is the same in any case, and stays as it is', async () => {
		answering([{ id: '5', email: 'ann@example.com', firstName: 'Ann' }]);
		await upsert(
			'ampecoUser',
			'user',
			{ matchBy: 'email', email: 'Ann@Example.com', additionalFields: { firstName: 'Anna' } },
			[{}],
			{ url: standIn.url },
		);
		expect(sent()).toEqual(['GET', ['PATCH', { first_name: 'Anna' }]]);
		expect(standIn.received[1].url).toBe('/public-api/resources/users/v1.1/5');
	});

	test('numbers and moments are compared by what they mean', async () => {
		answering([{ id: 7, idTagUid: 4711, userId: '12', expireAt: '2026-03-01T08:00:00+00:00' }]);
		const { items } = await tags(
			[{ uid: '4711' }],
			{ url: standIn.url },
			{ mainFields: {}, additionalFields: { userId: 12, expireAt: '2026-03-01T10:00:00+02:00' } },
		);
		expect(outcomes(items)).toEqual(['unchanged']);
		expect(sent()).toEqual(['GET']);
	});
});

test.each(['null', '', '  '])('the key %j is refused before anything is sent', async (uid) => {
	const { error } = await tags([{ uid }]);
	expect(error?.message).toMatch(/^Tag UID is (missing|"null", which stands where there is no value)/);
	expect(await sandbox.journal()).toEqual([]);
});

const NOT_THERE_YET =
	'An earlier item or run may have created the ID tag with Tag UID "CARD-1", but it is not there yet';

describe('a record that the list shows late', () => {
	/** A tenant with one ID tag that its list does not show. */
	function lateTenant() {
		let made: IDataObject | undefined;
		standIn.answer((request, reply) => {
			if (request.method === 'POST') made = { id: 7, ...(request.body as IDataObject) };
			if (request.method === 'PATCH') made = { ...made, ...(request.body as IDataObject) };
			if (request.method === 'GET' && !/\/7$/.test(request.url.split('?')[0])) return { data: [], meta: {} };
			return made ? { data: made } : reply.status(404).send({ message: 'Not found' });
		});
		return { remove: () => (made = undefined) };
	}
	const sent = () => standIn.received.filter(({ method }) => method !== 'GET').map(({ method }) => method);

	test('is not made twice by the next run: it is changed by the ID it got', async () => {
		lateTenant();
		const { url } = standIn;
		expect(outcomes((await tags([{ uid: 'CARD-1', label: 'Ann' }], { url })).items)).toEqual(['created']);
		expect(outcomes((await tags([{ uid: 'CARD-1', label: 'Ann' }], { url })).items)).toEqual(['unchanged']);
		expect(outcomes((await tags([{ uid: 'CARD-1', label: 'Bea' }], { url })).items)).toEqual(['updated']);
		expect(sent()).toEqual(['POST', expect.stringMatching(/PATCH|PUT/)]);
	});

	test('is made again once somebody has deleted it', async () => {
		const tenant = lateTenant();
		const { url } = standIn;
		await tags([{ uid: 'CARD-1' }], { url });
		tenant.remove();
		expect(outcomes((await tags([{ uid: 'CARD-1' }], { url })).items)).toEqual(['created']);
	});
});

describe.each(PATHS)('faults (%s)', (path) => {
	const tagsNamed = async (uid: string) => (await sandbox.state('id-tags')).filter(({ idTagUid }) => idTagUid === uid);

	test.each([
		`429 once on GET ${TAGS}`,
		`503 once on GET ${TAGS}`,
		`reset before answer once on GET ${TAGS}`,
		`429 once on POST ${TAGS}`,
	])('%s: done all the same', async (fault) => {
		await sandbox.fault(fault);
		const { items } = await tags([{ uid: 'CARD-1' }], { path });
		expect(outcomes(items)).toEqual(['created']);
		expect(await tagsNamed('CARD-1')).toHaveLength(1);
	});

	test.each(['503', 'reset before answer', 'reset before execution'])(
		'%s on the create: unknown, sent once, and another run sorts it out',
		async (fault) => {
			await sandbox.fault(`${fault} once on POST ${TAGS}`);
			const broken = await tags([{ uid: 'CARD-1' }], { path, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
			expect(broken.error?.message).toMatch(/unknown whether this was carried out$/);
			expect(await writes()).toHaveLength(1);
			const wasMade = fault === 'reset before answer';
			const soon = await tags([{ uid: 'CARD-1' }], { path });
			expect(soon.error?.message).toBe(wasMade ? undefined : NOT_THERE_YET);
			expect(await writes()).toHaveLength(1);
			later();
			const { items } = await tags([{ uid: 'CARD-1' }], { path });
			expect(outcomes(items)).toEqual([wasMade ? 'unchanged' : 'created']);
			expect(await tagsNamed('CARD-1')).toHaveLength(1);
		},
	);

	test('after a create without an answer, the next item with its key changes what is there, or waits for another run', async () => {
		const twice = [
			{ uid: 'CARD-1', label: 'Ann' },
			{ uid: 'CARD-1', label: 'Bea' },
		];
		await sandbox.fault(`reset before answer once on POST ${TAGS}`);
		const executed = await tags(twice, { path, onError: 'continueErrorOutput' });
		expect(outcomes(executed.items)).toEqual(['updated']);
		await sandbox.reset({ seed: 'upsert' });
		await sandbox.fault(`reset before execution once on POST ${TAGS}`);
		const lost = await tags(twice, { path, onError: 'continueErrorOutput' });
		expect(lost.items).toEqual([]);
		expect(lost.errorItems[1].json.error).toBe(NOT_THERE_YET);
		expect(await writes()).toHaveLength(1);
	});

	test('Retry On Fail does again what was refused, and nothing that was done', async () => {
		await sandbox.fault(`forbidden once at 3 on POST ${TAGS}`);
		const items = Array.from({ length: 6 }, (_, index) => ({ uid: `CARD-${index}` }));
		const run = await tags(items, { path, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
		expect(run.error).toBeUndefined();
		expect(outcomes(run.items)).toEqual(Array(6).fill('created'));
		expect((await writes()).filter(({ status }) => status === 201)).toHaveLength(6);
	});
});

test('Stop ends a run of items that wait for each other', async () => {
	await sandbox.fault({ name: 'slow', ms: 200, times: 1000 });
	const stop = new AbortController();
	const running = tags(
		Array.from({ length: 100 }, (_, index) => ({ uid: 'CARD-1', label: `turn ${index}` })),
		{ signal: stop.signal },
	);
	await until(async () => (await sandbox.journal()).length >= 3);
	stop.abort();
	const run = await running;
	expect(run.status).toBe('canceled');
	expect((await sandbox.journal()).length).toBeLessThan(10);
});
