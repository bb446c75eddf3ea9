/** Partner revenues: what partners earn, amount by amount. */
import { f, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Filters and record of all versions. */
export const revenueFilters = {
	partnerId: f.ref('partner', 'Partner', { type: 'text' }),
	origin: f.choice('Origin', {
		'session-cpo': "Session at the Partner's Charge Point",
		'electricity-tax-reimbursement': 'Electricity Tax Reimbursement',
	}),
};

/** Filters since v1.1. */
export const revenueFiltersV11 = {
	...revenueFilters,
	settlementReportId: f.ref('partnerSettlementReport', 'Settlement Report', { type: 'text' }),
	dateAfter: f.dateTime('Dated After'),
	dateBefore: f.dateTime('Dated Before'),
	currencyCode: f.currency(),
};

export const revenueRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	date: 'dateTime',
	origin: 'text',
	operatorShare: 'number',
	partnerShare: 'number',
	chargingSessionId: 'integer',
	startedAt: 'dateTime',
	duration: 'text',
	authorization: 'text',
	electricityCost: 'number',
	remainingRevenue: 'number',
};

/** What the record has since v1.1. */
export const revenueRecordV11: RecordShape = {
	...revenueRecord,
	totalAmount: { withoutTax: 'number' },
	currencyCode: 'text',
	settlementReportId: 'integer',
	collectedAt: 'dateTime',
	chargePointId: 'integer',
	evseCount: 'integer',
	period: 'text',
};

export const partnerRevenue = resource({
	value: 'partnerRevenue',
	name: 'Partner Revenue',
	older: 'AMPECO Older Versions (Business) > Partner Revenue',
	record: {
		...revenueRecordV11,
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
		'partnerShare',
		'operatorShare',
		'currencyCode',
		'settlementReportId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-revenues/v1.2', {
			since: '3.168',
			says: 'Lists what partners earn by sessions and reimbursements, one item per amount. What they owe are partner expenses.',
			paging: 'cursor',
			filters: revenueFiltersV11,
		}),
	},
});
