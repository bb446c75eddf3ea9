/**
 * What people type into n8n's panel of nodes leads to the right one of ours. n8n's own ranking decides, over display names and
 * aliases, as in its panel; only the bonus for popular nodes of n8n is missing.
 */
import type { INodePropertyOptions } from 'n8n-workflow';
import { AmpecoTrigger } from '../../nodes/Trigger/AmpecoTrigger.node';
import { codexOf, dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';

interface Found {
	score: number;
	item: { properties: { displayName: string } };
}

const { sublimeSearch } = jest.requireActual<{ sublimeSearch: (text: string, items: object[]) => Found[] }>(
	'@n8n/utils/search/sublime-search',
);

const types = loadNodes(dist, registeredFolders()).map(({ folder, type: { description } }) => ({
	displayName: description.displayName,
	properties: description.properties,
	codex: codexOf(folder),
}));
const items = types.map((properties) => ({ properties }));

/** What the panel puts first, without the brand. */
function first(text: string): string | undefined {
	return sublimeSearch(text.toLowerCase(), items)[0]?.item.properties.displayName.replace('AMPECO ', '');
}

const searches: Record<string, string[]> = {
	'Charge Point': [
		'charge point',
		'charger',
		'charging station',
		'wallbox',
		'reboot',
		'reset charger',
		'restart',
		'unlock',
		'offline',
		'ocpp',
		'firmware update',
		'diagnostics',
		'charging profile',
	],
	EVSE: ['evse', 'socket', 'connector', 'plug', 'outlet', 'qr code', 'evse status'],
	Session: [
		'session',
		'charging session',
		'stop session',
		'start session',
		'stop charging',
		'start charging',
		'remote start',
		'remote stop',
		'kwh',
		'energy used',
		'booking',
		'reservation',
		'cdr',
		'authorization',
		'retry payment',
		'stop a session',
	],
	User: [
		'user',
		'driver',
		'customer',
		'wallet',
		'balance',
		'top up',
		'rfid',
		'rfid card',
		'id tag',
		'autocharge',
		'payment method',
		'credit card',
		'vehicle',
		'license plate',
		'gdpr',
		'user group',
	],
	Voucher: [
		'voucher',
		'coupon',
		'promo code',
		'gift card',
		'redeem',
		'redeem voucher',
		'create voucher',
		'energy coupon',
		'free charging',
	],
	Tariff: [
		'tariff',
		'price',
		'prices',
		'pricing',
		'tariff price',
		'tariff prices',
		'change price',
		'update tariff',
		'time of day',
		'kwh price',
		'price per kwh',
		'idle fee',
		'discount',
		'tariff group',
	],
	Subscription: ['subscription', 'plan', 'membership', 'monthly fee', 'renewal'],
	Billing: [
		'invoice',
		'receipt',
		'refund',
		'transaction',
		'payment',
		'vat',
		'tax',
		'payment terminal',
		'currency',
		'custom fee',
		'credit note',
	],
	Partner: ['partner', 'site owner', 'host', 'sub operator', 'partner invite'],
	Settlement: ['settlement', 'settlement report', 'payout', 'revenue', 'reimbursement', 'partner contract'],
	Roaming: ['roaming', 'ocpi', 'hubject', 'emsp', 'roaming tariff'],
	Energy: [
		'circuit',
		'load balancing',
		'load management',
		'smart charging',
		'electricity rate',
		'meter',
		'flexibility',
		'solar',
	],
	Location: ['location', 'site', 'parking', 'opening hours', 'address'],
	Hardware: ['firmware version', 'model', 'vendor', 'error code', 'plug & charge', 'configuration template'],
	Maintenance: ['ticket', 'fault', 'issue', 'downtime', 'uptime', 'technician', 'installer', 'incident'],
	System: ['faq', 'settings', 'admin', 'terms', 'ocpp log', 'privacy policy'],
	Notification: ['notification subscription', 'webhook', 'kafka'],
};

const table = Object.entries(searches).flatMap(([node, texts]) => texts.map((text) => [text, node] as const));

test('there are more than a hundred', () => {
	expect(table.length).toBeGreaterThan(100);
	expect(new Set(table.map(([text]) => text)).size).toBe(table.length);
});

test.each(table)('"%s" finds AMPECO %s first', (text, node) => {
	expect(first(text)).toBe(node);
});

describe('within its node the operation comes first', () => {
	const operations = [
		['stop session', 'Session', 'Stop session'],
		['start session', 'Session', 'Start session'],
		['retry payment', 'Session', 'Retry payment of session'],
		['create voucher', 'Voucher', 'Create voucher'],
		['redeem', 'Voucher', 'Redeem voucher for user'],
		['add balance', 'User', 'Add balance to user'],
		['issue invoice', 'Billing', 'Issue invoice to guest'],
		['reset', 'Charge Point', 'Reset charge point'],
		['stop charging', 'Charge Point', 'Stop charging at charge point'],
		['unlock', 'Charge Point', 'Unlock EVSE of charge point'],
	];

	test.each(operations)('"%s" in AMPECO %s', (text, node, action) => {
		const { properties } = types.find(({ displayName }) => displayName === `AMPECO ${node}`)!;
		const actions = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) =>
				(options as INodePropertyOptions[]).map((option) => ({ properties: { displayName: option.action } })),
			);
		expect(sublimeSearch(text, actions)[0]?.item.properties.displayName).toBe(action);
	});
});

test('events are told as people say them', () => {
	const { properties } = new AmpecoTrigger().description;
	const { options } = properties.find(({ name }) => name === 'events')!;
	const events = (options as INodePropertyOptions[]).map(({ action }) => action!);
	expect(events).toEqual(
		expect.arrayContaining(['On EVSE changed', 'On session started or stopped', 'On CDR received']),
	);
	expect(events.filter((event) => !/^On .*[a-z]+(ed|en|sent|due)( \(old name\))?$/.test(event))).toEqual([]);
});
