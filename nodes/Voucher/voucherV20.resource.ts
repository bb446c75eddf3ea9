/** Vouchers as API v2.0 had them: no titles, validity periods or remaining credit. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { voucherFields, voucherFilters } from './voucher.resource';

const { amount, status, description } = voucherFields;
const expireDate = f.reworded(voucherFields.expireDate, { about: 'Last day the credit can be used' });

// v2.0 knows neither the code filter nor the expiry ones.
const { type, createdAt, redeemedAfter, redeemedBefore, userId } = voucherFilters;

const record: RecordShape = {
	id: 'integer',
	code: 'text',
	createdAt: 'dateTime',
	type: 'text',
	promoCode: 'text',
	status: 'text',
	expireDate: 'date',
	redeemedAt: 'dateTime',
	redeemedByUserId: 'integer',
	amount: 'number',
	currency: 'text',
	description: 'text',
	transactionId: 'integer',
	createdByAdminId: 'integer',
	lastUpdatedAt: 'dateTime',
};

export const voucherV20 = resource({
	value: 'voucherV20',
	name: 'Voucher',
	deprecated: { version: 'v2.0', use: 'AMPECO Voucher > Voucher' },
	path: { voucher: f.ref('voucher', 'Voucher') },
	record,
	simple: ['id', 'code', 'status', 'type', 'amount', 'currency', 'expireDate', 'redeemedAt', 'redeemedByUserId'],
	operations: {
		getAll: getMany('GET /public-api/resources/vouchers/v2.0', {
			says: 'Lists vouchers, oldest first, without their remaining credit.',
			paging: 'page',
			filters: { status: voucherFilters.status, type, userId, createdAt, redeemedAfter, redeemedBefore },
		}),
		get: get('GET /public-api/resources/vouchers/v2.0/{voucher}', {
			says: 'Reads one voucher without its remaining credit.',
		}),
		create: create('POST /public-api/resources/vouchers/v2.0', {
			says: 'Issues one voucher without title, code prefix or validity period.',
			effect: 'money',
			body: { amount: f.required(amount), expireDate, description },
		}),
		update: update('PATCH /public-api/resources/vouchers/v2.0/{voucher}', {
			says: 'Changes amount, expiry or status. What is left out stays as it is.',
			effect: 'money',
			body: { amount: f.required(amount), expireDate, status },
		}),
		delete: remove('DELETE /public-api/resources/vouchers/v2.0/{voucher}', {
			says: 'Removes a voucher for good, with either version.',
		}),
	},
});
