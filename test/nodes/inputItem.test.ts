/** Specify Values: From the Input Item, on both of n8n's paths: which columns are taken, and what is said of the others. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from '../../tools/engine.mts';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { PROBE, catalogue, probeNode, startProbeServer } from './probe.mts';

const { f } = catalogue;
const PATHS = ['custom', 'stock'] as const;
const FROM_ITEM = { inputMode: 'item' };

const { engine } = withTenant({ seed: 'columns' });
const server = duringTests(startProbeServer);

const fields = {
	code: f.required(f.text('Code')),
	amount: f.number('Amount'),
	expireDate: f.date('Expires On'),
	isOn: f.flag('Enabled'),
	title: f.translations('Title'),
	days: f.choices('Weekdays', { mon: 'Monday', tue: 'Tuesday' }),
	network: f.group('Network', {
		id: f.text('ID'),
		port: f.integer('Port'),
		names: f.translations('Names', { shape: 'map' }),
	}),
	ownerId: f.ref('user', 'Owner', { wire: ['user', 'id'] }),
	periods: f.list('Periods', 'Period', { start: f.required(f.time('Start')), rate: f.number('Rate') }),
	extra: f.map('Extra Data', { type: 'text' }),
	// Two fields that share a name.
	note: f.text('Remark'),
	remark: f.text('Remark for Drivers', { wire: 'driverRemark' }),
	way: f.oneOf(
		'Price Type',
		{
			flat: f.variant('Flat Rate', { price: f.required(f.number('Price')), fee: f.number('Fee') }),
			energy: f.variant('By Energy', { perKwh: f.required(f.number('Per kWh')), fee: f.number('Fee') }),
			free: f.variant('Free', {}),
		},
		{ inline: true, tag: 'priceType' },
	),
};

const path = { thing: f.ref('user', 'Thing') };
const things = catalogue.resource({
	value: 'thing',
	name: 'Thing',
	path,
	operations: {
		create: catalogue.create('POST /public-api/resources/things/v1.0', { says: 'Makes one.', body: fields }),
		createMany: catalogue.createMany('POST /public-api/resources/things/v1.0', { says: 'Makes some.', body: fields }),
		update: catalogue.update('PATCH /public-api/resources/things/v1.0/{thing}', {
			says: 'Changes one.',
			body: { amount: fields.amount },
		}),
		notify: catalogue.action('POST /public-api/actions/things/v1.0/{thing}/notify', {
			says: 'Tells those who are near.',
			effect: 'write',
			body: { areaId: f.text('Area'), zoneId: f.text('Zone') },
			narrowedBy: ['areaId', 'zoneId'],
			applyTo: { all: 'Everybody', some: 'Some' },
		}),
	},
});

async function run(operation: string, items: object[], parameters: IDataObject = {}, settings: Partial<NodeRun> = {}) {
	server.answer(() => ({ data: { id: 1 } }));
	const outcome = await engine.runNode({
		node: 'probe',
		parameters: { resource: 'thing', operation, ...FROM_ITEM, ...parameters } as INodeParameters,
		items: items as never,
		credentials: { ampecoApi: { url: server.url, token: 'a-token' } },
		nodeTypes: { [PROBE]: probeNode([things]), [`${PROBE}Tool`]: probeNode([things]) },
		...settings,
	});
	return { ...outcome, sent: server.received.map(({ body }) => body), received: server.received };
}

const FREE = { priceType: 'free' };

describe.each(PATHS)('%s', (path) => {
	const bodyOf = async (item: object) => {
		const { sent, error } = await run('create', [{ code: 'A', ...FREE, ...item }], {}, { path });
		expect(error).toBeUndefined();
		const entries = Object.entries(sent[0] as IDataObject);
		return Object.fromEntries(entries.filter(([name]) => name !== 'code' && name !== 'priceType'));
	};
	const refusal = async (item: object, parameters: IDataObject = {}, operation = 'create') => {
		const { sent, error } = await run(operation, [{ code: 'A', ...FREE, ...item }], parameters, { path });
		expect(sent).toEqual([]);
		return error?.message;
	};

	test.each<[string, object, object]>([
		['labels', { 'Expires On': '2026-05-01', Enabled: 'True' }, { expireDate: '2026-05-01', isOn: true }],
		['stored names', { is_on: 1, EXPIREDATE: '2026-05-01' }, { expireDate: '2026-05-01', isOn: true }],
		['paths', { 'Network > ID': 5, network_port: '80' }, { network: { id: '5', port: 80 } }],
		['paths with full stops', { 'network.id': 'x', 'Network.Port': 8 }, { network: { id: 'x', port: 8 } }],
		['objects', { Network: { ID: 'x', port: '8' } }, { network: { id: 'x', port: 8 } }],
		['objects as JSON', { network: '{"id":"x"}' }, { network: { id: 'x' } }],
		["AMPECO's own objects", { user: { id: '7' } }, { user: { id: 7 } }],
		["AMPECO's way in a name", { user_id: 7 }, { user: { id: 7 } }],
		['rows', { periods: [{ Start: '8:30', RATE: '2' }] }, { periods: [{ start: '08:30', rate: 2 }] }],
		['rows as JSON', { Periods: '[{"start":"8:30"}]' }, { periods: [{ start: '08:30' }] }],
		['several values', { weekdays: 'mon, tue' }, { days: ['mon', 'tue'] }],
		[
			'languages in names',
			{ title_en: 'Hello', 'Title DE': 'Hallo', 'title_pt-BR': 'Olá', network_names_en: 'N' },
			{
				title: [
					{ locale: 'en', translation: 'Hello' },
					{ locale: 'de', translation: 'Hallo' },
					{ locale: 'pt-BR', translation: 'Olá' },
				],
				network: { names: { en: 'N' } },
			},
		],
		['languages in an object', { title: { en: 'Hello', de: '' } }, { title: [{ locale: 'en', translation: 'Hello' }] }],
		['free keys', { extra_data: { a: 1, b: null } }, { extra: { a: '1' } }],
		['cells without a value', { amount: '', 'Expires On': null, title_en: ' ', network: null, periods: [] }, {}],
		['a byte order mark before the first name', { '\uFEFFamount': 1 }, { amount: 1 }],
	])('takes %s', async (_, item, body) => {
		expect(await bodyOf(item)).toEqual(body);
	});

	test.each<[string, object, string]>([
		[
			'two columns for one field',
			{ Amount: 1, amount: 1 },
			'The columns "Amount" and "amount" both mean Amount. Remove one of the two.',
		],
		[
			'an object and a column of its own for one field',
			{ network: { id: 1 }, 'network.id': 1 },
			'The columns "network > id" and "network.id" both mean Network > ID. Remove one of the two.',
		],
		[
			'a language twice',
			{ title_en: 'a', Title_EN: 'b' },
			'The columns "title_en" and "Title_EN" both mean Title. Remove one of the two.',
		],
		[
			'a name of two fields',
			{ remark: 'x' },
			'The column "remark" could be Remark or Remark for Drivers. Call it by another name of the field that is meant.',
		],
		[
			'a text without a language',
			{ title: 'Hello' },
			'Title takes texts by language, and "title" says none, so it would be in place of all. Call it "title_en" or the like, or set Options > Language.',
		],
		['a value that does not fit', { amount: '1,5' }, 'Amount must be a number, but it is "1,5".'],
		[
			'a value in a row',
			{ periods: [{ start: '8:30', rate: 'x' }] },
			'Periods 1 > Rate must be a number, but it is "x".',
		],
		['a row that is none', { periods: ['x'] }, 'Periods 1 must be an object, but it is "x".'],
		['a group that is none', { network: 'x' }, 'Network must be an object, but it is "x".'],
		[
			'a column of another shape',
			{ price: 5 },
			'The column "price" does not go with Price Type Free. Empty it, or choose another.',
		],
		[
			'a shape that is not there',
			{ priceType: 'x' },
			'Price Type has no choice named "x". It is one of: flat, energy, free.',
		],
		[
			'no value where one is needed',
			{ code: '' },
			'Code is missing. Fill it in, or check that its expression gives a value.',
		],
	])('refuses %s', async (_, item, message) => {
		expect(await refusal(item)).toBe(message);
	});

	test('takes a text without a language as one in the language that is named', async () => {
		const { sent } = await run(
			'create',
			[{ code: 'A', ...FREE, Title: 'Hallo' }],
			{ options: { language: 'de' } },
			{ path },
		);
		expect(sent).toEqual([{ code: 'A', ...FREE, title: [{ locale: 'de', translation: 'Hallo' }] }]);
	});

	test('finds the shape that is meant by its name, its label, or what only it takes', async () => {
		const flat = { code: 'A', priceType: 'flat', price: 1 };
		for (const [item, body] of [
			[{ price_type: 'flat', price: 1 }, flat],
			[{ 'Price Type': 'Flat rate', price: 1 }, flat],
			[
				{ price: 1, fee: 2 },
				{ ...flat, fee: 2 },
			],
			[
				{ 'Per kWh': 3, price: '' },
				{ code: 'A', priceType: 'energy', perKwh: 3 },
			],
		]) {
			expect((await run('create', [{ ...item, code: 'A' }], {}, { path })).sent).toEqual([body]);
		}
	});

	test('asks for the shape where it is not clear', async () => {
		const { error, sent } = await run('create', [{ code: 'A', fee: 2 }], {}, { path });
		expect(error?.message).toBe('Price Type is not clear from "fee". Give it as well: flat, energy, free.');
		expect(sent).toEqual([]);
		const none = await run('create', [{ code: 'A' }], {}, { path });
		expect(none.error?.message).toMatch(/^Price Type is missing/);
	});

	test('the ID of the path comes from the form, or from the item, but not from a bare id', async () => {
		const update = async (item: object, thing: unknown) =>
			await run('update', [item], { thing: thing as string }, { path });
		const byId = (value: string) => ({ __rl: true, mode: 'id', value });
		for (const [item, thing] of [
			[{ amount: 1 }, byId('7')],
			[{ amount: 1, thing_id: 7 }, byId('')],
			[{ amount: 1, 'Thing ID': '7' }, undefined],
			[{ amount: 1, thing: 7, id: 9 }, byId('')],
			[{ amount: 1, thingId: '7' }, byId('7')],
		] as const) {
			const { received } = await update(item, thing);
			expect(received.map(({ url }) => url)).toEqual(['/public-api/resources/things/v1.0/7']);
			expect(received[0].body).toEqual({ amount: 1 });
		}
		const bare = await update({ amount: 1, id: 7 }, byId(''));
		expect(bare.error?.message).toMatch(/^Thing is missing/);
		const both = await update({ amount: 1, thingId: 8 }, byId('7'));
		expect(both.error?.message).toBe('Thing is "7" in the form and 8 in the column "thingId". Empty one of the two.');
		expect(both.sent).toEqual([]);
	});

	test('a column that is empty does not widen what is acted on', async () => {
		const notify = async (item: object) => await run('notify', [item], { thing: '1', applyTo: 'some' }, { path });
		expect((await notify({ area: 'A' })).sent).toEqual([{ areaId: 'A' }]);
		const half = await notify({ area: 'A', zone: '' });
		expect(half.error?.message).toMatch(/^Zone gives no value, and without it more would be meant/);
		const none = await notify({ other: 1 });
		expect(none.error?.message).toMatch(/^Area or Zone gives no value/);
		expect([...half.sent, ...none.sent]).toEqual([]);
	});

	test('what fits no field can be refused', async () => {
		const message = await refusal(
			{ Colour: 'red', network: { id: 1, mask: 2 } },
			{ options: { unknownColumns: 'refuse' } },
		);
		expect(message).toBe(
			'The item has columns that no field is called by: "Colour", "network > mask". Rename or remove, or set Unknown Columns to Ignore.',
		);
		expect(await refusal({ Colour: 1 }, { options: { unknownColumns: 'maybe' } })).toBe(
			'Unknown Columns must be ignore or refuse, but it is "maybe".',
		);
	});

	test.each(['1.000', ' 12.500.000 ', '-1.000'])(
		'a text that means one thing here and another there is refused: %j',
		async (amount) => {
			expect(await refusal({ amount })).toContain('in some countries and');
			expect(await bodyOf({ amount: '0.289' })).toEqual({ amount: 0.289 });
			expect(await bodyOf({ amount: 1.234 })).toEqual({ amount: 1.234 });
		},
	);

	test.each(['title_old', 'Title ID', 'title_raw', 'title_xx'])('%s is no text in a language', async (column) => {
		expect(await refusal({ [column]: 'x' }, { options: { unknownColumns: 'refuse' } })).toContain(column);
	});

	test('a column that is called like a setting must hold the same', async () => {
		const settings = { quantity: 2, options: { unknownColumns: 'refuse' } };
		expect(await refusal({ Quantity: 3 }, settings, 'createMany')).toBe(
			'Quantity is taken from the form, where it is not 3 as in the column "Quantity". Make the two the same, or rename the column.',
		);
		const { sent } = await run('createMany', [{ code: 'A', ...FREE, QUANTITY: '2' }], settings, { path });
		expect(sent).toHaveLength(2);
	});

	test('not in a tool, where a model could set any field', async () => {
		const { sent, error } = await run('create', [{ code: 'A', ...FREE }], {}, { path, node: 'probeTool' });
		expect(error?.message).toBe(
			'Specify Values cannot be From the Input Item in a tool, as a model could then set any field. Choose Using Fields Below.',
		);
		expect(sent).toEqual([]);
	});
});

test('what fits no field is named once, whatever the number of items', async () => {
	const items = Array.from({ length: 30 }, (_, index) => ({
		code: 'A',
		...FREE,
		Colour: index,
		periods: [{ start: '8:30', x: 1 }],
	}));
	const { hints, sent } = await run('create', [...items, { code: 'B', ...FREE, Size: 1 }]);
	expect(sent).toHaveLength(31);
	expect(hints.map(({ message }) => message).filter((message) => message.startsWith('No field'))).toEqual([
		'No field is called by "Colour", "periods > x", "Size", so these columns were left out. Rename what should be sent; Options > Unknown Columns can refuse the rest.',
	]);
	const { hints: none } = await run('create', [{ code: 'A', ...FREE }]);
	expect(none).toEqual([]);
});

test('one row makes many where the operation does', async () => {
	const { sent } = await run('createMany', [{ code: 'A', ...FREE }], { quantity: 3 });
	expect(sent).toEqual(Array(3).fill({ code: 'A', ...FREE }));
});

test('a name that looks like a part of JavaScript is a column like others', async () => {
	const item = JSON.parse('{"code":"A","priceType":"free","__proto__":1,"constructor":{"name":"x"}}') as object;
	const { sent, hints } = await run('create', [item]);
	expect(sent).toEqual([{ code: 'A', ...FREE }]);
	expect(hints[0].message).toContain('"__proto__", "constructor"');
});
