/** Vouchers: credit with a code that a driver redeems to their balance. */
import {
	addedIn,
	action,
	create,
	createMany,
	createOnce,
	f,
	get,
	getMany,
	remove,
	resource,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const voucherStatus = { enabled: 'Enabled', disabled: 'Disabled' };

export const voucherType = {
	voucher: 'Voucher',
	promo_code: 'Promo Code',
	manual_top_up: 'Manual Top-Up',
	auto_top_up: 'Automatic Top-Up',
	top_up_by_operator: 'Top-Up by Operator',
	api_top_up: 'Top-Up by API',
	subscribe_to_plan: 'Subscription to a Plan',
};

export const voucherFields = {
	amount: f.number('Amount', { about: "Credit in the tenant's currency, in major units (12.5 is 12 euros 50)" }),
	expireDate: f.date('Expires On', {
		nullable: true,
		about:
			'Last day the credit can be used. For a new voucher without it, the validity period decides, or it never ends.',
	}),
	validityPeriod: f.choice(
		'Validity Period',
		{
			'1 month': '1 Month',
			'3 months': '3 Months',
			'6 months': '6 Months',
			'1 year': '1 Year',
			'2 years': '2 Years',
			'3 years': '3 Years',
			'5 years': '5 Years',
		},
		{ nullable: true, about: 'How long the credit lasts, counted from the day it is redeemed' },
	),
	assignBeforeDate: f.date('Redeem Before', {
		nullable: true,
		about: 'Day before which a driver must redeem the code',
	}),
	prefix: f.text('Code Prefix', {
		example: 'XMS',
		about: 'Exactly three characters that the code starts with; AMPECO makes the rest',
	}),
	status: f.choice('Status', voucherStatus, { about: 'A disabled voucher cannot be redeemed' }),
	title: f.translations('Title', { about: 'What drivers see in the app, per language' }),
	description: f.text('Internal Note', { format: 'long', about: 'Seen by operators only' }),
};

const voucherRecord: RecordShape = {
	id: 'integer',
	code: 'text',
	createdAt: 'dateTime',
	type: 'text',
	promoCode: 'text',
	status: 'text',
	expireDate: 'date',
	validityPeriod: 'text',
	assignBeforeDate: 'date',
	redeemedAt: 'dateTime',
	redeemedByUserId: 'integer',
	amount: 'number',
	currencyCode: 'text',
	description: 'text',
	transactionId: 'integer',
	createdByAdminId: 'integer',
	lastUpdatedAt: 'dateTime',
	remainingAmount: 'number',
	title: [{ locale: 'text', translation: 'text' }],
	purpose: 'text',
};

export const voucherFilters = {
	code: f.text('Code Contains', { about: 'At least three characters of the code' }),
	status: f.choice('Status', voucherStatus),
	type: f.choice('Type', voucherType),
	userId: f.ref('user', 'Redeemed By'),
	createdAt: f.date('Created On'),
	redeemedAfter: f.dateTime('Redeemed After'),
	redeemedBefore: f.dateTime('Redeemed Before'),
	expireDateAfter: f.date('Expires After'),
	expireDateBefore: f.date('Expires Before'),
	...addedIn('3.251', {
		purpose: f.text('Purpose'),
	}),
};

const { amount, status, ...optional } = voucherFields;
const { expireDate, validityPeriod, assignBeforeDate, prefix, title } = voucherFields;

export const voucher = resource({
	value: 'voucher',
	name: 'Voucher',
	operator: ['record', 'filter', 'create'],
	path: { voucher: f.ref('voucher', 'Voucher') },
	record: voucherRecord,
	simple: [
		'id',
		'code',
		'status',
		'type',
		'purpose',
		'title',
		'amount',
		'remainingAmount',
		'currencyCode',
		'expireDate',
		'redeemedAt',
		'redeemedByUserId',
		'createdAt',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/vouchers/v2.1', {
			says: 'Lists vouchers, oldest first. Use filters to find codes, open credit or what a driver has redeemed.',
			paging: 'page',
			filters: voucherFilters,
		}),
		get: get('GET /public-api/resources/vouchers/v2.1/{voucher}', {
			says: 'Reads one voucher with its code, remaining credit and who redeemed it.',
		}),
		create: create('POST /public-api/resources/vouchers/v2.1', {
			says: 'Issues one voucher whose code AMPECO makes. For a batch with the same settings use Create Many.',
			effect: 'money',
			body: { amount: f.required(amount), ...optional },
		}),
		createOnce: createOnce('description', { on: 'createdAt' }),
		createMany: createMany('POST /public-api/resources/vouchers/v2.1', {
			says: 'Issues up to 10,000 vouchers with the same settings, at the pace the tenant allows, one item out per voucher.',
			effect: 'money',
			body: { amount: f.required(amount), ...optional },
		}),
		redeem: action('POST /public-api/actions/users/v2.0/{user}/redeem-voucher', {
			name: 'Redeem for User',
			action: 'Redeem voucher for user',
			says: "Adds a voucher's credit to a driver's balance, as if the driver had typed the code. Each code works once.",
			effect: 'money',
			path: { user: f.ref('user', 'User') },
			body: {
				code: f.required(
					f.ref('voucher', 'Voucher', {
						type: 'text',
						property: 'code',
						about: 'Choose a voucher, or give its code',
					}),
				),
			},
			hints: { 406: 'The code was used before, is disabled or has expired. Get the voucher to see which.' },
		}),
		update: update('PATCH /public-api/resources/vouchers/v2.1/{voucher}', {
			says: 'Changes amount, dates, title or status of a voucher. What is left out stays as it is.',
			effect: 'money',
			body: {
				amount: f.required(amount),
				status,
				expireDate,
				validityPeriod,
				// Only a create may send null here.
				assignBeforeDate: f.reworded(assignBeforeDate, { nullable: false }),
				prefix,
				title,
			},
		}),
		delete: remove('DELETE /public-api/resources/vouchers/v2.1/{voucher}', {
			says: 'Removes a voucher for good. To stop a code from being redeemed but keep its history, set it to disabled instead.',
		}),
	},
});
