/** Partner expenses: what partners owe, amount by amount. */
import { f, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Filters, options and record of all versions. */
export const expenseFilters = {
	partnerId: f.ref('partner', 'Partner', { type: 'text' }),
	origin: f.choice('Origin', {
		'session-emsp': "Session of the Partner's Driver",
		'user-custom-fee': 'Custom Fee of a User',
		'platform-fee-cpo': 'Platform Fee as Charge Point Owner',
		'platform-fee-emsp': 'Platform Fee as Service Provider',
	}),
};

/** Filters since v1.1. */
export const expenseFiltersV11 = {
	...expenseFilters,
	settlementReportId: f.ref('partnerSettlementReport', 'Settlement Report', { type: 'text' }),
	dateAfter: f.dateTime('Dated After'),
	dateBefore: f.dateTime('Dated Before'),
	currencyCode: f.currency(),
};

export const expenseQuery = {
	withBreakdown: f.flag('With Breakdown', {
		about: 'platform fees of charge point owners come with how the contract makes them up',
	}),
};

export const expenseRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	date: 'dateTime',
	origin: 'text',
	period: 'text',
	chargingSessionId: 'integer',
	startedAt: 'dateTime',
	duration: 'text',
	authorization: 'text',
	operatorDiscountPercentage: 'number',
	operatorDiscountAmount: 'number',
	breakdown: [
		{
			partnerContractId: 'integer',
			numberOfChargePoints: 'integer',
			totalPlatformFeeChargePoints: 'number',
			numberOfAcEvses: 'integer',
			totalPlatformFeeAcEvses: 'number',
			numberOfDcEvses: 'integer',
			totalPlatformFeeDcEvses: 'number',
		},
	],
};

/** What the record has since v1.1. */
export const expenseRecordV11: RecordShape = {
	...expenseRecord,
	totalAmount: { withoutTax: 'number' },
	currencyCode: 'text',
	settlementReportId: 'integer',
	chargePointId: 'integer',
	evseCount: 'integer',
};

export const partnerExpense = resource({
	value: 'partnerExpense',
	name: 'Partner Expense',
	older: 'AMPECO Older Versions (Business) > Partner Expense',
	record: {
		...expenseRecordV11,
		locationId: 'integer',
		partnerContractId: 'integer',
	},
	simple: [
		'id',
		'partnerId',
		'partnerContractId',
		'chargingSessionId',
		'chargePointId',
		'locationId',
		'date',
		'origin',
		'totalAmount',
		'currencyCode',
		'settlementReportId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-expenses/v1.2', {
			since: '3.168',
			says: 'Lists what partners owe for platform fees and their drivers, one item per amount. What they earn are partner revenues.',
			paging: 'cursor',
			filters: expenseFiltersV11,
			query: expenseQuery,
		}),
	},
});
