/** Subscription plans: what users can subscribe to, with its fee and the energy it includes. */
import { addedIn, action, create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

const kilowattHours = { nullable: true, min: 0, max: 4_000_000 };

const fields = {
	name: f.translations('Name', { about: 'Per language. An update removes the languages it does not name.' }),
	description: f.translations('Description', {
		about: 'What users read, per language. An update removes the languages it does not name.',
	}),
	type: f.choice(
		'Payment Model',
		{ 'pre-paid': 'Prepaid', 'post-paid': 'Postpaid' },
		{ about: 'Prepaid users pay a price in advance, postpaid users what they used' },
	),
	renewalCycle: f.choice('Renewal Cycle', { monthly: 'Monthly', annually: 'Annually' }),
	status: f.choice(
		'Status',
		{ enabled: 'Enabled', disabled: 'Disabled' },
		{ about: 'A plan that was replaced cannot be enabled again' },
	),
	baseFee: f.number('Base Fee', {
		nullable: true,
		about: "Price of a prepaid plan, or fixed part of a postpaid one, per renewal cycle in the tenant's currency",
	}),
	freeRenewalPeriods: f.integer('Free Renewal Periods', {
		nullable: true,
		about: 'How many periods cost nothing; prepaid plans only',
	}),
	postPaidChargingSessionsAccumulation: f.choice(
		'Sessions Billed with the Plan',
		{
			none: 'None',
			personal: 'At Personal Charge Points',
			personal_commercial: 'At Personal and Commercial Charge Points',
		},
		{
			about:
				'Which sessions a postpaid plan collects and bills at the end of the cycle; none for a new plan when left out',
		},
	),
	billingUsageThreshold: f.number('Billing Threshold', {
		nullable: true,
		about: 'Amount due at which a postpaid plan bills at once instead of at the end of the cycle',
	}),
	billingType: f.choice(
		'Billing Type',
		{ default: 'Default', internal: 'By AMPECO', external: 'External' },
		{ about: 'Postpaid plans only, where the tenant has external billing' },
	),
	allowance: f.group(
		'Allowance',
		{
			type: f.choice(
				'Allowance Type',
				{ none: 'None', combined: 'One for AC and DC', separate: 'One Each for AC and DC' },
				{ about: 'Decides which of the kWh below count' },
			),
			combined: f.integer('Included Energy', { ...kilowattHours, about: 'In kWh, AC and DC together' }),
			ac: f.integer('Included AC Energy', { ...kilowattHours, about: 'In kWh, where AC and DC are separate' }),
			dc: f.integer('Included DC Energy', { ...kilowattHours, about: 'In kWh, where AC and DC are separate' }),
			resetCycle: f.choice('Allowance Starts Anew', {
				as_renewal_cycle: 'With Each Renewal',
				after_each_session: 'After Each Session',
				after_24_hours: 'After 24 Hours',
				after_each_week: 'After Each Week',
				after_each_month: 'After Each Month',
				after_each_year: 'After Each Year',
			}),
			homeChargersOnly: f.flag('Home Charge Points Only', {
				about: "the allowance counts only at the user's own charge points; the limits below have no effect then",
			}),
			excludeRoaming: f.flag('Exclude Roaming', { about: 'the allowance does not count at roaming charge points' }),
			includedCountries: f.countries('Included Countries'),
			excludedCountries: f.countries('Excluded Countries'),
			includedPartnerChargePoints: f.refs('partner', 'Included Partners', {
				about:
					'The allowance counts only at charge points of these partners; in a new plan at those of all when left out',
			}),
			excludedPartnerChargePoints: f.refs('partner', 'Excluded Partners', {
				about: 'The allowance does not count at charge points of these partners',
			}),
		},
		{ about: 'Energy that the plan includes, and where it counts' },
	),
	visibilityRestrictions: f.group(
		'Visibility',
		{
			includedPartnerUsers: f.refs('partner', 'Only Users of Partners'),
			excludedPartnerUsers: f.refs('partner', 'Not Users of Partners'),
			includedUserGroups: f.refs('userGroup', 'Only User Groups'),
			excludedUserGroups: f.refs('userGroup', 'Not User Groups'),
		},
		{ about: 'Which users see the plan in the app and can subscribe; all for a new plan when left out' },
	),
	...addedIn('3.251', {
		externalId: f.key('External ID', { about: "The plan's number in a system of yours" }),
	}),
};

const feePerEachPersonalChargePoint = f.number('Fee per Personal Charge Point', {
	nullable: true,
	about: 'Added to the base fee for each charge point of the user that needs this plan',
});

export const subscriptionPlan = resource({
	value: 'subscriptionPlan',
	name: 'Subscription Plan',
	operator: ['record', 'filter', 'create'],
	path: { subscriptionPlan: f.ref('subscriptionPlan', 'Subscription Plan') },
	record: {
		id: 'integer',
		name: [{ locale: 'text', translation: 'text' }],
		description: [{ locale: 'text', translation: 'text' }],
		renewalCycle: 'text',
		freeRenewalPeriods: 'integer',
		type: 'text',
		baseFee: 'number',
		baseFeeAppliesPerEachHomeCharger: 'flag',
		postPaidChargingSessionsAccumulation: 'text',
		billingUsageThreshold: 'number',
		billingType: 'text',
		status: 'text',
		allowance: {
			resetCycle: 'text',
			type: 'text',
			homeChargersOnly: 'flag',
			includedCountries: ['text'],
			excludedCountries: ['text'],
			excludeRoaming: 'flag',
			includedPartnerChargePoints: ['integer'],
			excludedPartnerChargePoints: ['integer'],
			combined: 'integer',
			ac: 'integer',
			dc: 'integer',
		},
		visibilityRestrictions: {
			includedPartnerUsers: ['integer'],
			excludedPartnerUsers: ['integer'],
			includedUserGroups: ['integer'],
			excludedUserGroups: ['integer'],
		},
		replacementPlanId: 'integer',
		replacedAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
		externalId: 'text',
		feePerEachPersonalChargePoint: 'number',
	},
	simple: [
		'id',
		'name',
		'description',
		'status',
		'type',
		'renewalCycle',
		'baseFee',
		'freeRenewalPeriods',
		'billingType',
		'allowance.type',
		'allowance.combined',
		'allowance.ac',
		'allowance.dc',
		'replacementPlanId',
		'replacedAt',
		'externalId',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/subscription-plans/v2.0', {
			says: 'Lists what users can or could subscribe to. Who subscribed to it are Subscriptions.',
			paging: 'page',
			filters: {
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
					externalId: f.key('External ID'),
				}),
			},
			hints: { 405: 'Subscription plans are switched off for this tenant. Ask AMPECO to enable them.' },
		}),
		get: get('GET /public-api/resources/subscription-plans/v2.0/{subscriptionPlan}', {
			says: 'Reads one plan with its fee, allowance and the plan that replaced it, if any.',
		}),
		getChanged: sinceLastRun(),
		create: create('POST /public-api/resources/subscription-plans/v2.0', {
			says: 'Adds a plan, which users can subscribe to once it is enabled. To put one user on it, activate a Subscription.',
			body: {
				...fields,
				name: f.required(fields.name),
				description: f.required(fields.description),
				type: f.required(fields.type),
				renewalCycle: f.required(fields.renewalCycle),
				status: f.required(fields.status),
				baseFeeAppliesPerEachHomeCharger: f.flag('Base Fee per Home Charge Point', {
					nullable: true,
					about: 'the base fee is due once for each charge point the user has at home',
				}),
				// Only an update is known to take null here.
				...addedIn('3.251', {
					feePerEachPersonalChargePoint: f.reworded(feePerEachPersonalChargePoint, { nullable: false }),
				}),
			},
		}),
		update: update('PATCH /public-api/resources/subscription-plans/v2.0/{subscriptionPlan}', {
			says: 'Changes what is set and leaves the rest as it is. To move subscribers to another plan use Replace.',
			body: {
				...fields,
				feePerEachPersonalChargePoint,
			},
		}),
		replace: action('POST /public-api/actions/subscription-plans/v1.0/{subscriptionPlan}/replace', {
			says: 'Puts another plan in the place of this one, for its subscribers, tariffs and charge points, now or at a set time. Cannot be undone.',
			effect: 'destructive',
			body: {
				planId: f.required(
					f.ref('subscriptionPlan', 'New Subscription Plan', { about: 'The plan that takes its place' }),
				),
				reason: f.required(f.text('Reason', { about: 'Internal note' })),
				replaceAt: f.dateTime('Replace At', { nullable: true, about: 'At once when left out' }),
			},
		}),
		delete: remove('DELETE /public-api/resources/subscription-plans/v2.0/{subscriptionPlan}', {
			says: 'Removes a plan for good. To take it off sale update it to disabled; to move its subscribers use Replace.',
		}),
	},
});
