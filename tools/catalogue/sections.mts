/** Which node has the operations of which section of AMPECO's reference, and which routes two nodes offer. */

export const sections: Record<string, string[]> = {
	ChargePoint: ['resource / charge points', 'action / charge point'],
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
		'action / user',
	],
	Voucher: ['resource / vouchers', 'resource / top-up packages'],
	Tariff: ['resource / tariffs', 'action / tariff'],
	Subscription: ['resource / subscription-plans', 'resource / subscriptions', 'action / subscription-plan'],
	Billing: [
		'resource / transactions',
		'action / transaction',
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
		'resource / partner contracts',
		'resource / partner invites',
		'resource / partner settlement reports',
		'resource / revenues & expenses',
		'resource / sub operators',
	],
	Roaming: [
		'resource / roaming operators',
		'resource / roaming providers',
		'resource / roaming connections',
		'resource / roaming platforms',
		'resource / roaming tariffs',
		'action / roaming operator',
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
	],
	System: [
		'resource / settings',
		'resource / templates',
		'resource / faqs',
		'resource / contact details',
		'resource / terms and policies',
	],
	Notification: ['notifications', 'action / notifications'],
};

/**
 * Parts of a section that live in another node than the rest: pattern of `METHOD path` -> node. The first that fits
 * decides.
 */
export const moved: Array<{ route: RegExp; node: string }> = [
	// EVSEs and connectors below a charge point belong to the node of EVSEs.
	{ route: /\/resources\/charge-points\/v[\d.]+\/\{\w+\}\/evses(\/|$)/, node: 'Evse' },
	// What a driver subscribes to.
	{ route: /\/actions\/users\/v[\d.]+\/\{\w+\}\/\w*-?subscription/, node: 'Subscription' },
];

/** Operations that a second node offers too, where people would look for them. */
export const doubles: Record<string, string[]> = {
	'POST /public-api/actions/users/v2.0/{user}/redeem-voucher': ['Voucher', 'User'],
};
