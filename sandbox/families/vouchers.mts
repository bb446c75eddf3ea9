/** Vouchers, top-up packages, and redeeming a voucher. */
import { invalidField, noRecord, rejected, type Handler } from '../call.mts';
import { compareMoments } from '../filters.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import type { Family } from './families.mts';
import { changeBalance } from './users.mts';

export const vouchers: Record<string, Family> = {
	'resources/vouchers': {
		collection: 'vouchers',
		names: { 'v2.0': { currency: 'currencyCode' } },
		filters: {
			userId: (voucher, wanted) => voucher.redeemedByUserId === wanted,
			code: (voucher, wanted: string) => {
				if (wanted.length < SHORTEST_SEARCH)
					throw invalidField('filter.code', `must have at least ${SHORTEST_SEARCH} characters`);
				return String(voucher.code).toLowerCase().includes(wanted.toLowerCase());
			},
		},
		create: (fields, { tenant }) => ({
			code: newCode(tenant, fields.prefix as string | undefined),
			type: 'voucher',
			promoCode: null,
			status: 'enabled',
			redeemedAt: null,
			redeemedByUserId: null,
			transactionId: null,
			createdByAdminId: 1,
			currencyCode: tenant.settings.currency,
			remainingAmount: fields.amount,
		}),
		update: (voucher, changes) => {
			if (changes.amount !== undefined && voucher.redeemedAt && changes.amount !== voucher.amount) {
				throw invalidField('amount', 'cannot be changed once the voucher is redeemed');
			}
			if (changes.amount !== undefined && !voucher.redeemedAt) voucher.remainingAmount = changes.amount;
			if (changes.prefix) voucher.code = `${changes.prefix}${String(voucher.code).slice(-CODE_LENGTH)}`;
		},
	},
	'resources/top-up-packages': {
		collection: 'top-up-packages',
		create: (fields) => ({ enabled: fields.enabled ?? false }),
	},
};

const CODE_LENGTH = 10;
const SHORTEST_SEARCH = 3;

/** The server makes the code; a client can only give its first three characters. */
export function newCode(tenant: Tenant, prefix = ''): string {
	return prefix + tenant.random('voucher codes').text(CODE_LENGTH);
}

/** Past the day it expires, or the day it had to be given to a user by. */
const isExpired = (voucher: StoredRecord, tenant: Tenant) =>
	[voucher.expireDate, voucher.assignBeforeDate].some(
		(date) => typeof date === 'string' && compareMoments(date, tenant.clock.today()) < 0,
	);

const redeem: Handler = ({ tenant, ids, body }) => {
	const user = tenant.store.get('users').get(ids[0]);
	if (!user) throw noRecord('users');
	const voucher = tenant.store.get('vouchers').find((candidate) => candidate.code === body.code);
	if (!voucher) throw invalidField('code', 'is not the code of any voucher');
	if (voucher.redeemedAt || voucher.status !== 'enabled' || isExpired(voucher, tenant)) throw rejected();
	const now = tenant.clock.iso();
	Object.assign(voucher, { redeemedAt: now, redeemedByUserId: user.id, lastUpdatedAt: now });
	changeBalance(tenant, user, Number(voucher.amount), 'voucher');
	return { status: 202 };
};

export const voucherHandlers: Record<string, Handler> = {
	'POST actions/users/*/redeem-voucher': redeem,
};
