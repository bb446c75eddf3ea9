/** Energy coupon templates: codes that drivers redeem for energy, and how far what they get will go. */
import { action, create, createOrUpdate, f, get, getMany, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const together = 'In an update, give all that shall hold: what becomes of those left out of the group is not known.';

/** Where and for what a coupon can be used up. Shapes and words of most of it are not known here. */
export const restrictions = f.group(
	'Restrictions',
	{
		minSessionEnergyWh: f.number('Least Energy per Session', { about: 'In Wh' }),
		maxSessionEnergyWh: f.number('Most Energy per Session', { about: 'In Wh' }),
		personalChargePointsOnly: f.flag('Personal Charge Points Only'),
		evseType: f.text('EVSE Type', { about: "By AMPECO's word for it, as existing coupons show them" }),
		countryRestriction: f.any('Country Restriction'),
		locationRestriction: f.any('Location Restriction'),
		locationTagRestriction: f.any('Location Tag Restriction'),
		partnerRestriction: f.any('Partner Restriction'),
		userGroupRestriction: f.any('User Group Restriction'),
	},
	{ about: together },
);

export const restrictionsRecord: RecordShape = {
	countryRestriction: 'any',
	evseType: 'text',
	locationRestriction: 'any',
	locationTagRestriction: 'any',
	maxSessionEnergyWh: 'number',
	minSessionEnergyWh: 'number',
	partnerRestriction: 'any',
	personalChargePointsOnly: 'flag',
	userGroupRestriction: 'any',
};

/** Whether AMPECO takes a day or a point in time is not known, so it is sent as it was given. */
export const dayOrTime = { example: '2026-12-31', about: 'A day or a point in time, sent as it is given' };

const changeable = {
	name: f.text('Name'),
	templateValidTo: f.key('Code Valid Until', dayOrTime),
	maxRedemptionCount: f.integer('Most Redemptions', { min: 0, about: 'How often the code can be redeemed' }),
	redemptionRules: f.group(
		'Redemption Rules',
		{
			newUsersOnly: f.flag('New Users Only'),
			oncePerUser: f.flag('Once per User'),
			oncePerDevice: f.flag('Once per Device'),
			oncePerEmail: f.flag('Once per Email Address', { about: 'an email address can redeem the code only once' }),
			oncePerPhoneNumber: f.flag('Once per Phone Number'),
		},
		{ about: together },
	),
	restrictions,
	tags: f.texts('Tags'),
};

const { name, templateValidTo, maxRedemptionCount, ...others } = changeable;

const statusWords = { about: "By AMPECO's word for it, as existing templates show them" };

export const energyCouponTemplate = resource({
	value: 'energyCouponTemplate',
	name: 'Energy Coupon Template',
	path: { energyCouponTemplate: f.ref('energyCouponTemplate', 'Energy Coupon Template') },
	record: {
		id: 'integer',
		name: 'text',
		code: 'text',
		status: 'text',
		energyWh: 'number',
		maxRedemptionCount: 'integer',
		validityType: 'text',
		validityDurationDays: 'integer',
		couponValidFrom: 'text',
		couponValidTo: 'text',
		templateValidFrom: 'text',
		templateValidTo: 'text',
		redemptionRules: {
			newUsersOnly: 'flag',
			oncePerDevice: 'flag',
			oncePerEmail: 'flag',
			oncePerPhoneNumber: 'flag',
			oncePerUser: 'flag',
		},
		restrictions: restrictionsRecord,
		tags: ['text'],
		externalId: 'text',
	},
	simple: [
		'id',
		'externalId',
		'name',
		'code',
		'status',
		'energyWh',
		'maxRedemptionCount',
		'validityType',
		'validityDurationDays',
		'tags',
		'templateValidFrom',
		'templateValidTo',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/energy-coupon-templates/v1.0', {
			says: 'Lists codes that drivers can redeem for energy, and those that can no longer be redeemed.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				code: f.key('Code'),
				status: f.key('Status', statusWords),
				externalId: f.key('External ID'),
				templateValidFrom: f.key('Code Valid From', dayOrTime),
				templateValidTo: f.key('Code Valid Until', dayOrTime),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/resources/energy-coupon-templates/v1.0/{energyCouponTemplate}', {
			says: 'Reads the code, validity and rules of one template.',
			since: '3.251',
		}),
		create: create('POST /public-api/resources/energy-coupon-templates/v1.0', {
			says: 'Makes a code that many drivers can redeem, each for a coupon of its own. To give energy to one driver, create an Energy Coupon.',
			effect: 'money',
			since: '3.251',
			body: {
				name,
				code: f.key('Code', { about: 'What drivers type to get a coupon' }),
				energyWh: f.number('Energy', { about: 'In Wh, of each coupon' }),
				templateValidFrom: f.key('Code Valid From', dayOrTime),
				templateValidTo,
				validityType: f.text('Validity Type', {
					about:
						"By AMPECO's word for it: whether coupons are valid between two fixed dates or for some days after they are redeemed",
				}),
				couponValidFrom: f.text('Coupon Valid From', {
					...dayOrTime,
					about: 'With fixed dates: a day or a point in time, sent as it is given',
				}),
				couponValidTo: f.text('Coupon Valid Until', {
					...dayOrTime,
					about: 'With fixed dates: a day or a point in time, sent as it is given',
				}),
				validityDurationDays: f.integer('Validity in Days', {
					about: 'Without fixed dates, counted from the redemption',
				}),
				maxRedemptionCount,
				...others,
				externalId: f.key('External ID', { about: 'Your own key for the template, to find it again by a filter' }),
			},
		}),
		upsert: createOrUpdate('externalId'),
		update: update('PATCH /public-api/resources/energy-coupon-templates/v1.0/{energyCouponTemplate}', {
			says: 'Changes how long, how often and by whom the code can be redeemed. Its energy and the validity of its coupons are set by Create only.',
			effect: 'money',
			since: '3.251',
			body: changeable,
		}),
		deactivate: action('POST /public-api/actions/energy-coupon-template/v1.0/{energyCouponTemplate}/deactivate', {
			action: 'Deactivate energy coupon template',
			says: "Stops the code from being redeemed; the API has no way to activate it again. If something must be sent along, AMPECO's reference has the names.",
			effect: 'destructive',
			since: '3.251',
			body: {},
		}),
	},
});
