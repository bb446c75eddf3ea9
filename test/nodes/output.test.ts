/** What of a record comes: simple, whole or the fields that were named; the same on both ways. */
import fc from 'fast-check';
import { dist, shared } from '../../tools/catalogue/built.mts';
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { choices, get, getMany, ref, resource, text } = catalogue;
const { simplify } = shared(dist);

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		record: {
			id: 'text',
			userId: 'integer',
			sessionId: 'text',
			externalId: 'text',
			idTagUid: 'text',
			status: 'text',
			name: [{ locale: 'text', translation: 'text' }],
			energy: 'number',
			totalAmount: { withTax: 'number', withoutTax: 'number' },
			currencyCode: 'text',
			createdAt: 'dateTime',
			birthday: 'date',
			network: { id: 'text', password: 'text', ip: 'text' },
			partner: { id: 'integer' },
			connectors: [{ id: 'integer', status: 'text' }],
			groupIds: ['integer'],
			extra: 'any',
		},
		operations: {
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'cursor',
				query: { include: choices('Include', { notes: 'Notes' }) },
				filters: { userId: text('User') },
			}),
		},
	}),
]);

const record = {
	id: '12',
	userId: '9007199254740991',
	sessionId: '0012',
	externalId: '77',
	idTagUid: '123',
	status: 'active',
	name: [
		{ locale: 'bg', translation: 'Площад' },
		{ locale: 'en-GB', translation: 'Square' },
	],
	energy: 12345.678,
	totalAmount: { withTax: 12, withoutTax: 10 },
	currencyCode: 'EUR',
	createdAt: '2026-01-31T08:00:00Z',
	birthday: '2026-01-31',
	network: { id: '5', password: 'secret', ip: '10.0.0.1' },
	partner: { id: 3 },
	connectors: [
		{ id: 1, status: 'free' },
		{ id: 2, status: 'used' },
	],
	groupIds: ['4', '9007199254740992'],
	extra: {},
	unheardOf: 1,
};

const simple = {
	id: 12,
	userId: 9007199254740991,
	sessionId: '0012',
	externalId: '77',
	idTagUid: '123',
	status: 'active',
	name: 'Площад',
	energy: 12345.678,
	energyKwh: 12.345678,
	amount: 12,
	amountWithoutTax: 10,
	currency: 'EUR',
	createdAt: '2026-01-31T08:00:00Z',
	birthday: '2026-01-31',
	networkId: '5',
	networkIp: '10.0.0.1',
	partnerId: 3,
	groupIds: [4, '9007199254740992'],
	extra: null,
};

const { engine, server } = withProbe();

async function run(parameters: object, operation = 'get') {
	const outcomes = [];
	for (const way of ['custom', 'stock'] as const) {
		const before = server.received.length;
		const { items, error } = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters: {
				resource: 'thing',
				operation,
				thing: { __rl: true, mode: 'id', value: '7' },
				...parameters,
			} as never,
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path: way,
		});
		outcomes.push({
			items: items.map(({ json }) => json),
			error: error && [error.message, error.description].join(' '),
			sent: server.received.length - before,
		});
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

beforeEach(() => server.answer(() => ({ data: record })));

test('the simple form is flat: IDs that join as numbers, kWh beside Wh, money by its parts, one language, no secrets', async () => {
	expect((await run({})).items).toEqual([simple]);
	expect(Object.keys((await run({})).items[0])).toEqual(Object.keys(simple));
});

test('the whole record comes as AMPECO sends it, whatever the options', async () => {
	const options = { language: 'en', times: 'workflow' };
	expect((await run({ output: 'raw', options })).items).toEqual([record]);
});

test.each<[string, string]>([
	['en-GB', 'Square'],
	['EN_gb', 'Square'],
	['en', 'Square'],
	['en-US', 'Square'],
	['bg', 'Площад'],
	['de', 'Площад'],
	['', 'Площад'],
])('texts in the language %s', async (language, name) => {
	expect((await run({ options: { language } })).items[0].name).toBe(name);
});

test('times are told in the zone of the workflow where that is chosen, days stay what they are', async () => {
	const [item] = (await run({ options: { times: 'workflow' } })).items;
	expect(item).toEqual({ ...simple, createdAt: '2026-01-31T03:00:00-05:00' });
	server.answer(() => ({ data: { ...record, createdAt: '2026-07-31T08:00:00+00:00' } }));
	const chosen = { output: 'selected', fields: 'createdAt', options: { times: 'workflow' } };
	expect((await run(chosen)).items).toEqual([{ createdAt: '2026-07-31T04:00:00-04:00' }]);
	expect((await run({ options: { times: 'noon' } })).error).toBe(
		'Times must be utc or workflow, but it is "noon". Nothing was sent for this item.',
	);
});

test.each<[string, unknown]>([
	['an array', ['id', 'network.id', 'connectors.status', 'connectors.id', 'amount']],
	['an array from an expression', '={{ ["id", "network.id", "connectors.status", "connectors.id", "amount"] }}'],
	['text with commas', 'id, network.id, connectors.status,connectors.id , amount'],
	['a JSON array', '["id","network.id","connectors.status","connectors.id","amount"]'],
])('fields are taken as %s', async (_, fields) => {
	expect((await run({ output: 'selected', fields })).items).toEqual([
		{ id: 12, network: { id: '5' }, connectors: record.connectors, amount: 12 },
	]);
});

test('what is described as anything can be selected at any depth, a secret by its name', async () => {
	server.answer(() => ({ data: { ...record, extra: { order: { number: 5 } } } }));
	const { items } = await run({ output: 'selected', fields: 'extra.order.number, network.password' });
	expect(items).toEqual([{ extra: { order: { number: 5 } }, network: { password: 'secret' } }]);
});

test('a part that the query asks for comes on top, and can be selected', async () => {
	server.answer(() => ({ data: [{ ...record, notes: [{ summary: 'A' }] }] }));
	const options = { include: ['notes'] };
	expect((await run({ options }, 'getAll')).items).toEqual([{ ...simple, notes: [{ summary: 'A' }] }]);
	const { items } = await run({ output: 'selected', fields: 'notes', options }, 'getAll');
	expect(items).toEqual([{ notes: [{ summary: 'A' }] }]);
	expect((await run({ output: 'selected', fields: 'notes' }, 'getAll')).error).toContain('does not have');
});

test.each<[object, string]>([
	[
		{ output: 'selected', fields: 'id, netwrk.id' },
		'Field Names or IDs has "netwrk.id", which this record does not have. Nearest: networkId, network.id, networkIp. Nothing was sent for this item.',
	],
	[{ output: 'selected', fields: 'id.more' }, 'Field Names or IDs has "id.more", which this record does not have.'],
	[{ output: 'selected', fields: '__proto__' }, 'Field Names or IDs has "__proto__", which this record does not have.'],
	[{ output: 'selected', fields: [] }, 'Field Names or IDs is missing. Choose what Selected Fields is to give.'],
	[{ output: '={{ "all" }}' }, 'Output must be simplified, raw or selected, but it is "all".'],
	[{ output: '={{ true }}' }, 'Output must be simplified, raw or selected, but it is true.'],
])('%j is refused, and nothing is sent', async (parameters, message) => {
	const { error, sent } = await run(parameters);
	expect(error).toContain(message);
	expect(sent).toBe(0);
});

test.each([
	['={{ undefined }}', simple],
	['={{ "" }}', simple],
	['={{ " Raw " }}', record],
	['={{ "Simplified" }}', simple],
])('Output given as %s', async (output, item) => {
	expect((await run({ output })).items).toEqual([item]);
});

test('a list with nothing gives nothing', async () => {
	server.answer(() => ({ data: [] }));
	expect((await run({}, 'getAll')).items).toEqual([]);
});

test('the fields are offered without a request, the simple form first', async () => {
	const { getOutputFields } = probe.methods!.loadOptions!;
	const context = { getCurrentNodeParameter: () => 'thing' } as never;
	const names = (await getOutputFields.call(context)).map(({ value }) => String(value));
	expect(names.slice(0, 3)).toEqual(['id', 'userId', 'sessionId']);
	expect(names).toEqual(
		expect.arrayContaining(['energyKwh', 'network', 'network.id', 'connectors.status', 'totalAmount.withTax']),
	);
	expect(names).not.toContain('name.translation');
	expect(new Set(names).size).toBe(names.length);
});

test('an ID is a number exactly when it reads the same afterwards and n8n keeps it whole', () => {
	const form = [{ name: 'id', from: [['id']], type: 'integer' as const, as: 'id' as const }];
	fc.assert(
		fc.property(
			fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String), fc.string(), fc.stringMatching(/^0?\d{1,17}$/)),
			(id) => {
				const told = simplify.simplified({ id }, form, {}).id;
				const isWhole = /^(0|[1-9]\d*)$/.test(id) && BigInt(id) <= 2n ** 53n - 1n;
				expect(told).toBe(isWhole ? Number(id) : id);
				expect(String(told)).toBe(id);
			},
		),
	);
});

test('whatever AMPECO sends in place of a value, it comes out as one or as it is, and nothing fails', () => {
	const form = [
		{ name: 'a', from: [['a']], type: 'text' as const, as: 'text' as const },
		{ name: 'b', from: [['b']], type: 'number' as const, as: 'energyKwh' as const },
		{ name: 'c', from: [['c', 'd'], ['c']], type: 'number' as const },
		{ name: 'e', from: [['e']], type: 'dateTime' as const },
	];
	fc.assert(
		fc.property(fc.record({ a: fc.anything(), b: fc.anything(), c: fc.anything(), e: fc.anything() }), (given) => {
			const told = simplify.simplified(given as never, form, { timeZone: 'Asia/Kathmandu' });
			expect(typeof told.b === 'number' || told.b === null || told.b === undefined).toBe(true);
			expect(told.c === null || typeof told.c !== 'object').toBe(true);
		}),
	);
});
