/** Energy coupons: energy that a driver can charge, in Wh instead of money. */
import { action, create, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { dayOrTime, restrictions, restrictionsRecord } from './energyCouponTemplate.resource';

const record: RecordShape = {
	id: 'integer',
	code: 'text',
	type: 'text',
	status: 'text',
	userId: 'integer',
	operatorId: 'integer',
	energyWh: 'number',
	remainingEnergyWh: 'number',
	evseType: 'text',
	validFrom: 'text',
	validTo: 'text',
	restrictions: restrictionsRecord,
	externalId: 'text',
	createdAt: 'dateTime',
};

const consumption: RecordShape = { couponId: 'integer', sessionId: 'integer', consumedEnergyWh: 'number' };

const asShown = "By AMPECO's word for it, as existing coupons show them";

export const energyCoupon = resource({
	value: 'energyCoupon',
	name: 'Energy Coupon',
	path: { energyCoupon: f.ref('energyCoupon', 'Energy Coupon') },
	record,
	simple: [
		'id',
		'externalId',
		'code',
		'type',
		'status',
		'userId',
		'energyWh',
		'remainingEnergyWh',
		'evseType',
		'validFrom',
		'validTo',
		'createdAt',
	],
	operator: ['filter', 'create'],
	operations: {
		getAll: getMany('GET /public-api/resources/energy-coupons/v1.0', {
			says: 'Lists coupons with the energy that is left of each, for instance those of a driver or of a template.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				status: f.key('Status', { about: asShown }),
				type: f.key('Type', { about: asShown }),
				userId: f.ref('user', 'User'),
				energyCouponTemplateId: f.ref('energyCouponTemplate', 'Energy Coupon Template'),
				externalId: f.key('External ID'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/resources/energy-coupons/v1.0/{energyCoupon}', {
			says: 'Reads one coupon with the energy that is left of it, in Wh.',
			since: '3.251',
			query: {
				include: f.texts('Include', { about: "More to add to the answer, by the names in AMPECO's reference" }),
			},
		}),
		create: create('POST /public-api/resources/energy-coupons/v1.0', {
			says: 'Issues energy to charge, to one driver or with a code AMPECO makes. For one code that many drivers redeem, create an Energy Coupon Template.',
			effect: 'money',
			since: '3.251',
			body: {
				type: f.required(f.key('Type', { about: asShown })),
				energyWh: f.required(f.number('Energy', { about: 'In Wh' })),
				userId: f.ref('user', 'User', { about: 'The driver who gets it' }),
				evseType: f.text('EVSE Type', { about: asShown }),
				validFrom: f.text('Valid From', dayOrTime),
				validTo: f.text('Valid Until', dayOrTime),
				restrictions: f.reworded(restrictions, { about: undefined }),
				externalId: f.key('External ID', { about: 'Your own key for the coupon, to find it again by a filter' }),
			},
		}),
		redeem: action('POST /public-api/actions/energy-coupon/v1.0/redeem-code', {
			name: 'Redeem for User',
			action: 'Redeem energy coupon for user',
			says: 'Gives a driver the energy of a code, as if the driver had typed it.',
			effect: 'money',
			since: '3.251',
			body: { code: f.required(f.key('Code')), userId: f.required(f.ref('user', 'User')) },
			record,
		}),
		getTotalOfUser: get('GET /public-api/actions/users/v1.0/{user}/get-total-eligible-coupon-energy', {
			name: 'Get Total of User',
			action: 'Get coupon energy of user',
			says: 'Adds up the Wh that a driver can still use, over all coupons that count.',
			since: '3.251',
			path: { user: f.ref('user', 'User') },
			record: { couponCount: 'integer', totalRemainingWh: 'number' },
		}),
		getConsumptions: getMany(
			'GET /public-api/resources/energy-coupons/v1.0/{energyCoupon}/energy-coupon-session-consumptions',
			{
				name: 'Get Consumptions',
				action: 'Get consumptions of energy coupon',
				says: 'Lists the sessions that used a coupon, with the Wh each took from it.',
				since: '3.251',
				paging: 'links',
				record: consumption,
			},
		),
		getConsumptionsOfSession: getMany(
			'GET /public-api/resources/sessions/v1.0/{session}/energy-coupon-session-consumptions',
			{
				name: 'Get Consumptions of Session',
				action: 'Get coupon consumptions of session',
				says: 'Lists the coupons that a session used, with the Wh it took from each.',
				since: '3.251',
				path: { session: f.ref('session', 'Session', { type: 'text' }) },
				paging: 'links',
				record: consumption,
			},
		),
		cancel: action('POST /public-api/actions/energy-coupon/v1.0/{energyCoupon}/cancel', {
			action: 'Cancel energy coupon',
			says: "Takes back what is left of a coupon; the API has no way to restore it. If something must be sent along, AMPECO's reference has the names.",
			effect: 'destructive',
			since: '3.251',
			body: {},
		}),
	},
});
