/** Corporate billing policies: what a partner pays for when its drivers charge. */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const coverage = f.key('Coverage Type', { about: "What is paid for, in AMPECO's words as a policy shows them" });

const costCap = (label: string) =>
	f.group(label, {
		enabled: f.required(f.flag('Enabled', { about: 'the cap counts' })),
		maxCostPerKwh: f.number('Maximum Cost per kWh', { about: 'In major units of the currency' }),
	});

const threshold = (label: string, about: string) =>
	f.group(
		label,
		{
			enabled: f.required(f.flag('Enabled', { about: 'the threshold counts' })),
			maxUnitPrice: f.number('Maximum Unit Price', { about: 'In major units of the currency' }),
			maxQuantity: f.number('Maximum Quantity', { about: 'Most units that are paid for' }),
			maxAmount: f.number('Maximum Amount', { about: 'In major units of the currency' }),
		},
		{ about },
	);

const thresholds = (label: string) =>
	f.group(
		label,
		{
			connection: threshold('Connection', 'For connection fees'),
			energy: threshold('Energy', 'For energy fees'),
			chargingTime: threshold('Charging Time', 'For fees by duration'),
			idleTime: threshold('Idle Time', 'For idle fees'),
		},
		{ about: 'Most that is paid for each part of a price' },
	);

/** What holds for one kind of charger. */
const charger = (label: string) =>
	f.required(
		f.group(label, {
			coverageType: f.required(coverage),
			overallCostCap: costCap('Cost Cap'),
			tariffThresholds: thresholds('Price Thresholds'),
		}),
	);

const limitAs = (label: string) =>
	f.required(f.json(label, { about: "An object as AMPECO's reference or a policy shows it" }));

const fields = {
	name: f.text('Name'),
	coverageType: coverage,
	individualSpendingLimit: f.number('Individual Spending Limit', {
		about: 'Most that is paid for one driver in a period, in major units of the currency',
	}),
	externalId: f.key('External ID', { about: "The policy's number in a system of yours" }),
	overallCostCap: costCap('Overall Cost Cap'),
	tariffThresholds: thresholds('Tariff Thresholds'),
	chargerTypeConfig: f.group(
		'By Charger Type',
		{ ac: charger('AC Terms'), dc: charger('DC Terms') },
		{ about: 'Other terms for AC than for DC. Both must be given.' },
	),
	restrictions: f.group(
		'Restrictions',
		{
			country: limitAs('Country Limit'),
			location: limitAs('Location Limit'),
			locationTag: limitAs('Location Tag Limit'),
			partner: limitAs('Partner Limit'),
			roaming: limitAs('Roaming Limit'),
		},
		{ about: 'Where charging is paid for. All five must be given.' },
	),
};

const costCapRecord: RecordShape = { enabled: 'flag', maxCostPerKwh: 'number' };
const thresholdRecord: RecordShape = {
	enabled: 'flag',
	maxAmount: 'number',
	maxQuantity: 'number',
	maxUnitPrice: 'number',
};
const thresholdsRecord: RecordShape = {
	chargingTime: thresholdRecord,
	connection: thresholdRecord,
	energy: thresholdRecord,
	idleTime: thresholdRecord,
};
const chargerRecord: RecordShape = {
	coverageType: 'text',
	overallCostCap: costCapRecord,
	tariffThresholds: thresholdsRecord,
};

const policyRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	name: 'text',
	isActive: 'flag',
	coverageType: 'text',
	individualSpendingLimit: 'number',
	period: 'text',
	externalId: 'text',
	overallCostCap: costCapRecord,
	tariffThresholds: thresholdsRecord,
	chargerTypeConfig: { ac: chargerRecord, dc: chargerRecord },
	restrictions: { country: 'any', location: 'any', locationTag: 'any', partner: 'any', roaming: 'any' },
	createdAt: 'dateTime',
	updatedAt: 'dateTime',
};

export const corporateBillingPolicy = resource({
	value: 'corporateBillingPolicy',
	name: 'Corporate Billing Policy',
	plural: 'corporate billing policies',
	path: { corporateBillingPolicy: f.ref('corporateBillingPolicy', 'Corporate Billing Policy') },
	record: { ...policyRecord, latestSnapshotId: 'integer' },
	simple: [
		'id',
		'partnerId',
		'name',
		'isActive',
		'coverageType',
		'individualSpendingLimit',
		'period',
		'externalId',
		'latestSnapshotId',
		'createdAt',
		'updatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-invite-corporate-billing-policies/v1.0', {
			since: '3.251',
			says: 'Lists policies with their terms. Filter for those of a partner or those that are active.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				isActive: f.flag('Active', { about: 'to list policies that are on (on) or off (off)' }),
				coverageType: f.key('Coverage Type', { about: "One of AMPECO's words, as a policy shows it" }),
			},
		}),
		get: get('GET /public-api/resources/partner-invite-corporate-billing-policies/v1.0/{corporateBillingPolicy}', {
			since: '3.251',
			says: 'Reads the terms of one policy and whether it is active. The terms a past session had are in its snapshot.',
		}),
		create: create('POST /public-api/resources/partner-invite-corporate-billing-policies/v1.0', {
			since: '3.251',
			says: 'Adds terms on which a partner pays for charging of the drivers it invites.',
			effect: 'money',
			body: {
				...fields,
				name: f.required(fields.name),
				partnerId: f.required(f.ref('partner', 'Partner', { about: 'Who pays' })),
				coverageType: f.required(coverage),
			},
		}),
		update: update(
			'PATCH /public-api/resources/partner-invite-corporate-billing-policies/v1.0/{corporateBillingPolicy}',
			{
				since: '3.251',
				says: 'Changes what a partner pays for from now on. Terms that are not set stay as they are.',
				effect: 'money',
				body: fields,
			},
		),
		enable: action(
			'POST /public-api/actions/partner-invite-corporate-billing-policy/v1.0/{corporateBillingPolicy}/enable',
			{
				since: '3.251',
				says: "Has a partner pay on the terms of a policy again. If something must be sent along, AMPECO's reference has the names.",
				effect: 'money',
				body: {},
			},
		),
		disable: action(
			'POST /public-api/actions/partner-invite-corporate-billing-policy/v1.0/{corporateBillingPolicy}/disable',
			{
				since: '3.251',
				says: "Has the terms no longer count; the policy itself stays. If something must be sent along, AMPECO's reference has the names.",
				effect: 'money',
				body: {},
			},
		),
		getSnapshot: get(
			'GET /public-api/resources/partner-invite-corporate-billing-policy-snapshots/v1.0/{corporateBillingPolicySnapshot}',
			{
				since: '3.251',
				name: 'Get Snapshot',
				action: 'Get snapshot of corporate billing policy',
				says: 'Reads the terms as they were at one time. A policy names its latest snapshot, a session the one it was paid by.',
				path: {
					corporateBillingPolicySnapshot: f.integer('Snapshot ID', {
						about: 'The latestSnapshotId of a policy, or the policySnapshotId in the corporate billing of a session',
					}),
				},
				record: { ...policyRecord, corporateBillingPolicyId: 'integer' },
			},
		),
		delete: remove(
			'DELETE /public-api/resources/partner-invite-corporate-billing-policies/v1.0/{corporateBillingPolicy}',
			{
				since: '3.251',
				says: 'Removes a policy for good. To have it no longer count, disable it instead.',
			},
		),
	},
});
