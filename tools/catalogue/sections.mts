/** Which node has the operations of which section of AMPECO's reference, and which routes two nodes offer. */

export const sections: Record<string, string[]> = {
	ChargePoint: ['resource / charge points', 'action / charge point', 'resource / sharing invites'],
	Evse: ['resource / evses', 'action / evse'],
	Hardware: [
		'resource / charge point models',
		'resource / charge point vendors',
		'resource / firmware versions',
		'resource / vendor error codes',
		'resource / configuration templates',
		'action / configuration template',
		'resource / provisioning certificate',
		'action / certificate',
		'resource / security events',
		'resource / security event logs',
	],
	Location: ['resource / locations', 'resource / parking spaces', 'action / location', 'action / parking space'],
	Session: [
		'resource / sessions',
		'resource / authorizations',
		'resource / reservations',
		'resource / bookings',
		'resource / booking requests',
		'resource / cdrs',
		'action / session',
		'action / reservation',
	],
	User: [
		'resource / users',
		'resource / user-groups',
		'resource / consents',
		'resource / id tags',
		'resource / rfids',
		'resource / consent history',
		'resource / vehicles',
		'resource / user devices',
		'action / user',
	],
	Voucher: [
		'resource / vouchers',
		'resource / top-up packages',
		'resource / energy coupons',
		'resource / energy coupon templates',
		'action / energy coupon',
		'action / energy coupon template',
	],
	Tariff: ['resource / tariffs', 'action / tariff'],
	Subscription: ['resource / subscription-plans', 'resource / subscriptions', 'action / subscription-plan'],
	Billing: [
		'resource / transactions',
		'action / transaction',
		'action / invoice',
		'action / payment terminal',
		'action / tax',
		'resource / invoices',
		'resource / receipts',
		'resource / custom fees',
		'resource / payment terminals',
		'resource / taxes',
		'resource / tax identification numbers',
		'resource / currencies',
		'resource / currency rates',
	],
	Partner: [
		'resource / partners',
		'resource / partner invites',
		'resource / partner invite access policies',
		'resource / sub operators',
		'action / partner',
	],
	Settlement: [
		'resource / partner contracts',
		'resource / partner invite corporate billing policies',
		'resource / partner invite corporate billing policy snapshots',
		'action / partner invite corporate billing policy',
		'resource / partner settlement reports',
		'action / partner settlement report',
		'resource / partner invoices',
		'action / partner invoice',
		'resource / revenues & expenses',
		'resource / reimbursement policies',
		'resource / reimbursement records',
		'resource / reimbursement reports',
		'action / reimbursement record',
		'action / reimbursement report',
	],
	Roaming: [
		'resource / roaming operators',
		'resource / roaming providers',
		'resource / roaming connections',
		'resource / roaming platforms',
		'resource / roaming tariffs',
		'action / roaming operator',
		'resource / roaming cpos',
		'resource / roaming emsps',
		'action / roaming emsp',
		'resource / ocpi commands',
		'logs / ocpi',
	],
	Energy: [
		'resource / circuits',
		'action / circuit',
		'resource / electricity meters',
		'action / electricity meter',
		'resource / electricity rates',
		'resource / utilities',
		'resource / flexibility assets',
		'resource / flexibility activation requests',
		'action / flexibility asset',
	],
	Maintenance: [
		'resource / charge point downtime periods',
		'resource / evse downtime periods',
		'resource / downtime period notices',
		'resource / installer jobs',
		'action / installer job',
		'resource / issues',
		'resource / installation and maintenance companies',
	],
	System: [
		'resource / settings',
		'resource / templates',
		'resource / faqs',
		'resource / contact details',
		'resource / terms and policies',
		'resource / admins',
		'resource / operators',
		'logs / communication',
		'oauth',
	],
	Notification: ['notifications', 'action / notifications'],
	// What AMPECO has deprecated as a whole, whatever its section.
	OlderVersionsCharging: [],
	OlderVersionsBusiness: [],
};

/**
 * Where deprecated operations live: pattern of the path -> node. What none fits is a deprecated operation of a resource that
 * is not, and stays with it.
 */
export const older: Array<{ route: RegExp; node: string }> = [
	{
		route:
			/\/resources\/(charge-points|evses|locations|authorizations|circuits|electricity-rates|cp-models|cp-vendors|security-events-log)\//,
		node: 'OlderVersionsCharging',
	},
	{
		route:
			/\/(rfid-tags|vouchers|subscription-plans|partners|partner-expenses|partner-revenues|roaming-\w+|sub-operators|users|notifications)\//,
		node: 'OlderVersionsBusiness',
	},
];

/**
 * Parts of a section that live in another node than the rest: pattern of `METHOD path` -> node. The first that fits
 * decides.
 */
export const moved: Array<{ route: RegExp; node: string }> = [
	// EVSEs and connectors below a charge point belong to the node of EVSEs.
	{ route: /\/resources\/charge-points\/v[\d.]+\/\{\w+\}\/evses(\/|$)/, node: 'Evse' },
	// What energy coupons gave to a session or can give to a driver.
	{ route: /\/sessions\/v[\d.]+\/\{\w+\}\/energy-coupon-session-consumptions$/, node: 'Voucher' },
	{ route: /\/get-total-eligible-coupon-energy$/, node: 'Voucher' },
	// What a driver subscribes to.
	{
		route: /\/users\/v[\d.]+\/\{\w+\}\/(\w+-)?(subscription|subscribe)/,
		node: 'Subscription',
	},
];

/** Operations that a second node offers too, where people would look for them. */
export const doubles: Record<string, string[]> = {
	'POST /public-api/actions/users/v2.0/{user}/redeem-voucher': ['Voucher', 'User'],
	'POST /public-api/actions/charge-point/v1.0/{chargePoint}/stop/{session}': ['ChargePoint', 'Session'],
	'POST /public-api/actions/evse/v1.0/{evse}/start': ['Evse', 'Session'],
};
