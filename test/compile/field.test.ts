/** What a person sees of a field: the control for each kind, what is marked, and what is shown at first. */
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
	['free JSON', json('Data'), { type: 'json', default: '' }],
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

const several = { multipleValues: true };

test.each([
	['a group', group('Network', { ip: text('IP') }), undefined, ['fields', 'json']],
	['a list', list('Periods', 'Period', { start: time('Start') }), several, ['items', 'json']],
	['a choice of shapes', oneOf('Way', ways), undefined, ['byHand', 'byPlan', 'json']],
	['several of a choice of shapes', oneOf('Ways', ways, { many: true }), several, ['byHand', 'byPlan', 'json']],
	['ids', refs('user', 'Users'), several, ['items', 'ids']],
	['a map', map('Data'), several, ['items', 'json']],
	['translations', translations('Title'), several, ['items']],
])('%s can be filled in, and given as JSON where it has an inside', (_, field, typeOptions, options) => {
	const parameter = compiled.parameterOf('field', field);
	expect(parameter.type).toBe('fixedCollection');
	expect(parameter.default).toEqual({});
	expect(parameter.typeOptions).toEqual(typeOptions);
	expect(parameter.options!.map(({ name }) => name)).toEqual(options);
});

test('a nested object shows what is required, and keeps the rest until a person adds it', () => {
	const parameters = compiled.parametersOf({
		note: text('Note'),
		start: required(time('Start')),
		end: required(time('End')),
		on: flag('On'),
	});
	expect(parameters.map(({ name }) => name)).toEqual(['start', 'end', 'optional']);
	expect(parameters[2]).toMatchObject({ type: 'collection', default: {} });
	expect(parameters[2].options!.map(({ name }) => name)).toEqual(['note', 'on']);
});

test('a nested object of required fields alone has no empty collection', () => {
	expect(compiled.parametersOf({ start: required(time('Start')) }).map(({ name }) => name)).toEqual(['start']);
});
