/** What a person sees of a field: the control for each kind, what is marked, and what is shown at first. */
import { evaluate } from './evaluate.mts';
import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../../nodes/shared/catalogue';
import { dist, shared } from '../../tools/catalogue/built.mts';

const { catalogue, field: compiled } = shared(dist);
const {
	choice,
	choices,
	country,
	currency,
	date,
	dateTime,
	email,
	flag,
	group,
	integer,
	json,
	list,
	map,
	number,
	oneOf,
	ref,
	refs,
	required,
	secret,
	text,
	texts,
	time,
	translations,
	url,
	variant,
} = catalogue;

const colours = { red: 'Red', dark_blue: 'Dark Blue' };
const ways = { byHand: variant('By Hand', { level: integer('Level') }), byPlan: variant('By Plan', {}) };

test.each([
	['text', text('Name'), { type: 'string', default: '' }],
	['a long text', text('Note', { format: 'long' }), { type: 'string', typeOptions: { rows: 3 } }],
	['a secret', secret('Token'), { type: 'string', typeOptions: { password: true } }],
	['an email address', email('Email'), { type: 'string', placeholder: 'name@email.com' }],
	['an address', url('Link'), { type: 'string', placeholder: 'e.g. https://example.com' }],
	['an example', text('Code', { example: 'XMS' }), { placeholder: 'e.g. XMS' }],
	[
		'a whole number',
		integer('Count', { min: 1, max: 5 }),
		{ type: 'number', default: 1, typeOptions: { numberPrecision: 0, minValue: 1, maxValue: 5 } },
	],
	['a number', number('Amount'), { type: 'number', default: 0 }],
	['a flag', flag('On', { about: 'it is on.' }), { type: 'boolean', default: false, description: 'Whether it is on' }],
	['a flag that begins on', flag('On', { default: true }), { type: 'boolean', default: true }],
	['a point in time', dateTime('At'), { type: 'dateTime', default: '' }],
	['a day', date('On'), { type: 'dateTime', default: '', typeOptions: { dateOnly: true } }],
	['a time of day', time('From'), { type: 'string', placeholder: 'e.g. 08:30' }],
	[
		'a choice',
		choice('Colour', colours),
		{
			type: 'options',
			default: 'red',
			options: [
				{ name: 'Red', value: 'red' },
				{ name: 'Dark Blue', value: 'dark_blue' },
			],
		},
	],
	['several of a choice', choices('Colours', colours), { type: 'multiOptions', default: [] }],
	[
		'a country',
		country(),
		{
			displayName: 'Country Name or ID',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getCountries' },
		},
	],
	[
		'a currency',
		currency(),
		{
			displayName: 'Currency Name or ID',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getCurrencies' },
		},
	],
	[
		'values',
		texts('Tags', { about: 'Words on it.' }),
		{ type: 'string', description: 'Words on it. Separate several with commas.' },
	],
	['free JSON', json('Data'), { type: 'string', default: '', typeOptions: { rows: 5 } }],
	['a required field', required(text('Name')), { required: true }],
	['a description', text('Name', { about: 'what drivers see.' }), { description: 'What drivers see' }],
])('%s', (_, field, expected) => {
	expect(compiled.parameterOf('field', field)).toMatchObject({
		displayName: field.label,
		name: 'field',
		...expected,
	});
});

test('a flag is never required: off is an answer', () => {
	expect(compiled.parameterOf('on', required(flag('On')))).not.toHaveProperty('required');
});

test.each([
	['an id', ref('voucher', 'Voucher'), 'searchVoucher', 'id'],
	['another property', ref('voucher', 'Voucher', { property: 'code' }), 'searchVoucherByCode', 'code'],
])('%s is picked from a list or given', (_, field, method, mode) => {
	const { type, modes, default: start } = compiled.parameterOf('voucher', field);
	expect(type).toBe('resourceLocator');
	expect(start).toEqual({ mode: 'list', value: '' });
	expect(modes!.map(({ name }) => name)).toEqual(['list', mode]);
	expect(modes![0].typeOptions).toEqual({ searchListMethod: method, searchable: true });
});

test('an entity without a row does not compile', () => {
	// @ts-expect-error entities.ts has no such row
	expect(ref('unicorn', 'Unicorn').entity).toBe('unicorn');
});

test.each([
	['a group that needs something', group('Network', { ip: required(text('IP')) }), false, ['fields']],
	['a list', list('Periods', 'Period', { start: time('Start') }), true, ['items']],
	['a choice of shapes', oneOf('Way', ways), false, ['byHand', 'byPlan']],
	['several of a choice of shapes', oneOf('Ways', ways, { many: true }), true, ['byHand', 'byPlan']],
	['ids', refs('user', 'Users'), true, ['items', 'ids']],
	['a map', map('Data'), true, ['items']],
	['translations', translations('Title'), true, ['items']],
])('%s is filled in by parts, and a row says what it is', (_, field, hasRows, options) => {
	const parameter = compiled.parameterOf('field', field);
	expect(parameter.type).toBe('fixedCollection');
	expect(parameter.default).toEqual({});
	expect(parameter.typeOptions?.multipleValues ?? false).toBe(hasRows);
	expect(parameter.typeOptions?.fixedCollection?.itemTitle !== undefined).toBe(hasRows);
	expect(parameter.options!.map(({ name }) => name)).toEqual(options);
});

test.each([
	[
		'a list',
		list('Periods', 'Period', { start: required(time('Start')), rate: number('Rate') }),
		{ start: '', rate: '' },
	],
	['translations', translations('Title'), { locale: '', translation: '' }],
])('%s that must be given begins with a row', (_, field, row) => {
	expect(compiled.parameterOf('field', required<Field>(field)).default).toEqual({ items: [row] });
});

test.each([
	[{ start: '07:00', end: '22:00', price: 0.2 }, '07:00 – 22:00 – 0.2'],
	[{ first: 0, last: '', note: '={{ $json.note }}', optional: { on: true } }, '0'],
	[{ start: '', end: '' }, ''],
])('a row that holds %j is called "%s"', (value, title) => {
	const { typeOptions } = compiled.parameterOf('field', list('Periods', 'Period', { start: time('Start') }));
	const [, source] = /^=\{\{ (.*) \}\}$/.exec(typeOptions!.fixedCollection!.itemTitle!)!;
	expect(evaluate(source, { $collection: { item: { value } } })).toBe(title);
});

test('an object that needs nothing is a collection of its fields', () => {
	const parameter = compiled.parameterOf('network', group('Network', { ip: text('IP'), port: integer('Port') }));
	expect(parameter).toMatchObject({ displayName: 'Network', type: 'collection', default: {} });
	expect(parameter.options!.map(({ name }) => name)).toEqual(['ip', 'port']);
});

test('what has an inside can be given as JSON by an entry of its own, at the end of the collection', () => {
	const { options } = compiled.topCollectionOf('additionalFields', 'Additional Fields', {
		network: group('Network', { ip: text('IP'), hours: list('Hours', 'Hour', { start: time('Start') }) }),
		title: translations('Title'),
		periods: list('Periods', 'Period', { start: time('Start') }),
		data: map('Data'),
		way: oneOf('Way', ways),
	});
	expect((options as INodeProperties[]).slice(5).map(({ name, displayName }) => [name, displayName])).toEqual([
		['networkJson', 'Network (JSON)'],
		['periodsJson', 'Periods (JSON)'],
		['dataJson', 'Data (JSON)'],
		['wayJson', 'Way (JSON)'],
	]);
	expect(JSON.stringify(options!.slice(0, 5))).not.toMatch(/json/i);
});

test('a row shows what is required and what begins empty, and keeps the rest until a person adds it', () => {
	const parameters = compiled.parametersOf({
		note: text('Note'),
		start: required(time('Start')),
		rate: number('Rate'),
		weight: number('Weight', { default: 1 }),
		colour: choice('Colour', colours),
		on: flag('On'),
	});
	expect(parameters.map(({ name }) => name)).toEqual(['note', 'start', 'rate', 'optional']);
	expect(parameters[2]).toMatchObject({ type: 'number', default: '' });
	expect(parameters[3]).toMatchObject({ type: 'collection', default: {} });
	expect(parameters[3].options!.map(({ name }) => name)).toEqual(['weight', 'colour', 'on']);
});

test('a row shows six fields, or as many as it requires', () => {
	const seven = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'g', 'h'].map((name) => [name, text(name)]));
	expect(compiled.parametersOf(seven).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'g', 'optional']);
	const needed = Object.fromEntries(Object.entries(seven).map(([name, field]) => [name, required(field)]));
	const parameters = compiled.parametersOf({ note: text('Note'), ...needed });
	expect(parameters.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'g', 'h', 'optional']);
});

test('a nested object of required fields alone has no empty collection', () => {
	expect(compiled.parametersOf({ start: required(time('Start')) }).map(({ name }) => name)).toEqual(['start']);
});
