/** Partner revenues: what partners earn, amount by amount. */
import { f, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Filters and record of both versions. */
export const revenueFilters = {
	partnerId: f.ref('partner', 'Partner', { type: 'text' }),
	origin: f.choice('Origin', {
		'session-cpo': "Session at the Partner's Charge Point",
		'electricity-tax-reimbursement': 'Electricity Tax Reimbursement',
	}),
};

export const revenueRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	partnerName: 'text',
	date: 'dateTime',
	origin: 'text',
	operatorShare: 'number',
	partnerShare: 'number',
	chargingSessionId: 'integer',
	startedAt: 'dateTime',
	duration: 'text',
	chargePointName: 'text',
	authorization: 'text',
	electricityCost: 'number',
	remainingRevenue: 'number',
};

export const partnerRevenue = resource({
	value: 'partnerRevenue',
	name: 'Partner Revenue',
	record: {
		...revenueRecord,
		totalAmount: { withoutTax: 'number' },
		currencyCode: 'text',
		settlementReportId: 'integer',
		collectedAt: 'dateTime',
		chargePointId: 'integer',
		evseCount: 'integer',
		period: 'text',
	},
	simple: [
		'id',
		'partnerId',
		'partnerName',
		'date',
		'origin',
		'totalAmount',
		'partnerShare',
		'currencyCode',
		'chargingSessionId',
		'settlementReportId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-revenues/v1.1', {
			says: 'Lists what partners earn by sessions and reimbursements, one item per amount. What they owe are partner expenses.',
			paging: 'cursor',
			filters: {
				...revenueFilters,
				settlementReportId: f.ref('partnerSettlementReport', 'Settlement Report', { type: 'text' }),
				dateAfter: f.dateTime('Dated After'),
				dateBefore: f.dateTime('Dated Before'),
				currencyCode: f.currency(),
			},
		}),
	},
});
