/** The rules for words, one row each. */
import type { Resource } from '../../nodes/shared/catalogue';
import { dist, shared } from '../../tools/catalogue/built.mts';

const { words, operation: compiled, catalogue, form } = shared(dist);
const { flag, group, list, required, resource, text, create, createMany, getMany, remove, update } = catalogue;

test.each([
	['Unit is kWh.', 'Unit is kWh'],
	['unit is kWh', 'Unit is kWh'],
	['First sentence. Second one', 'First sentence. Second one.'],
	['First sentence. Second one.', 'First sentence. Second one.'],
	['  spaces around ', 'Spaces around'],
	['Up to 2.5 kW', 'Up to 2.5 kW'],
	['', undefined],
	[undefined, undefined],
])('a description of %j reads %j', (about, expected) => {
	expect(words.description(about)).toBe(expected);
});

test.each([
	['drivers can buy it', 'Enabled', 'Whether drivers can buy it'],
	['drivers can buy it; off when left out.', 'Enabled', 'Whether drivers can buy it; off when left out'],
	[undefined, 'Plug and Charge', 'Whether it is plug and charge'],
])('a flag that says %j reads so', (about, label, expected) => {
	expect(words.whether(about, label)).toBe(expected);
});

test.each([
	['getAll', 'Get Many'],
	['createMany', 'Create Many'],
	['get', 'Get'],
	['setChargingProfile', 'Set Charging Profile'],
	['resend2Times', 'Resend2 Times'],
])('the operation %s is called %s', (key, name) => {
	expect(words.operationName(key)).toBe(name);
});

test.each([
	['Voucher', 'voucher', 'vouchers'],
	['Currency', 'currency', 'currencies'],
	['Tax', 'tax', 'taxes'],
	['EVSE', 'EVSE', 'EVSEs'],
	['EVSE Connector', 'EVSE connector', 'EVSE connectors'],
	['Charge Point Key', 'charge point key', 'charge point keys'],
	['ID Tag', 'ID tag', 'ID tags'],
])('%s reads %s in a sentence, several are %s', (name, one, several) => {
	expect(words.lowerCase(name)).toBe(one);
	expect(words.pluralOf(name)).toBe(several);
});

const route = '/public-api/resources/things/v1.0';
const thing = resource({
	value: 'thing',
	name: 'EVSE Thing',
	operations: {
		create: create(`POST ${route}`, { says: '' }),
		createMany: createMany(`POST ${route}`, { says: '' }),
		delete: remove(`DELETE ${route}/{thing}`, { says: '' }),
		getAll: getMany(`GET ${route}`, { says: '', paging: 'page' }),
		redeem: create(`POST ${route}/redeem`, { says: '', action: 'Redeem for user' }),
	},
});

test.each([
	['create', 'Create EVSE thing', 'Create EVSE thing (V1.0)'],
	['createMany', 'Create many EVSE things', 'Create many EVSE things (V1.0)'],
	['delete', 'Delete EVSE thing', 'Delete EVSE thing (V1.0)'],
	['getAll', 'Get many EVSE things', 'Get many EVSE things (V1.0)'],
	['redeem', 'Redeem for user', 'Redeem for user (V1.0)'],
])('an AI tool is told of %s as "%s"', (key, action, deprecated) => {
	const { operations }: Resource = thing;
	const name = words.operationName(key);
	expect(compiled.actionOf(thing, name, operations[key])).toBe(action);
	const old = { ...thing, deprecated: { version: 'v1.0', use: 'Other' } };
	expect(compiled.actionOf(old, name, operations[key]).toLowerCase()).toBe(deprecated.toLowerCase());
});

test('what can be cleared: nullable fields nobody must fill in, also inside groups, lists as a whole', () => {
	const inner = { ip: text('IP', { nullable: true }), port: text('Port') };
	const table = {
		name: required(text('Name', { nullable: true })),
		note: text('Note', { nullable: true }),
		on: flag('On'),
		network: group(
			'Network',
			{ ...inner, deeper: group('Deeper', { ip: text('IP', { nullable: true }) }) },
			{ nullable: true },
		),
		hours: group(
			'Hours',
			{ always: required(flag('Always')), note: text('Note', { nullable: true }) },
			{ nullable: true },
		),
		rows: list('Rows', 'Row', inner, { nullable: true }),
		parts: list('Parts', 'Part', inner),
	};
	expect(form.clearableFields(table)).toEqual([
		{ path: 'note', label: 'Note' },
		{ path: 'network', label: 'Network' },
		{ path: 'network.ip', label: 'Network > IP' },
		{ path: 'network.deeper.ip', label: 'Network > Deeper > IP' },
		{ path: 'hours', label: 'Hours' },
		{ path: 'rows', label: 'Rows' },
	]);
});

test.each([
	['an update', update(`PATCH ${route}/{thing}`, { says: '', body: {} }), 'updateFields'],
	['a create', create(`POST ${route}`, { says: '', body: {} }), 'additionalFields'],
] as const)('%s keeps its optional fields under %s', (_, operation, name) => {
	expect(form.bodyCollection(operation)).toBe(name);
});
