/** Settlement reports: what AMPECO works out between operator and partner for a period. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const company: RecordShape = {
	type: 'text',
	name: 'text',
	contactPerson: 'text',
	country: 'text',
	region: 'text',
	city: 'text',
	postCode: 'text',
	address: 'text',
	regNo: 'text',
	taxId: 'text',
	phone: 'text',
	email: 'text',
};

const settlementReportRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	number: 'text',
	date: 'date',
	periodStart: 'date',
	periodEnd: 'date',
	currencyCode: 'text',
	totalAmount: { withoutTax: 'number' },
	totalExpenses: 'number',
	totalRevenue: 'number',
	totalAwaitedRevenue: 'number',
	totalCollectedRevenue: 'number',
	totalCollectedRevenueFromPreviousPeriod: 'number',
	totalEnergyCpoWh: 'number',
	totalEnergyEmspWh: 'number',
	supplier: company,
	customer: {
		...company,
		bankIban: 'text',
		bankName: 'text',
		bankAddress: 'text',
		bankCode: 'text',
		bankAccountNumber: 'text',
		bankAccountType: 'text',
	},
	downloadUrl: 'text',
	deductedFees: {
		feePerKwhAc: 'number',
		feePerKwhDc: 'number',
		feePerSessionAc: 'number',
		feePerSessionDc: 'number',
		handlingFee: 'number',
	},
	externalId: 'text',
	partnerInvoiceId: 'integer',
};

export const settlementReport = resource({
	value: 'settlementReport',
	name: 'Settlement Report',
	path: { partnerSettlementReport: f.ref('partnerSettlementReport', 'Settlement Report') },
	record: settlementReportRecord,
	simple: [
		'id',
		'number',
		'partnerId',
		'partnerInvoiceId',
		{ periodStartsOn: 'periodStart', periodEndsOn: 'periodEnd' },
		'currencyCode',
		'totalAmount',
		'totalRevenue',
		'totalExpenses',
		'externalId',
		'downloadUrl',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-settlement-reports/v1.0', {
			says: 'Lists reports, of every partner or of one. What was paid on a report are its settlement records.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				periodAfter: f.date('Period After'),
				periodBefore: f.date('Period Before'),
			},
		}),
		get: get('GET /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}', {
			says: 'Reads the totals of one report and the link to its document. Single amounts are partner revenues and expenses.',
		}),
		issuePartnerInvoice: action(
			'POST /public-api/actions/partner-settlement-report/v1.0/{partnerSettlementReport}/issue-partner-invoice',
			{
				since: '3.251',
				action: 'Issue partner invoice',
				says: "Bills what a report comes to; only a credit note takes it back. If something must be sent along, AMPECO's reference has the names.",
				effect: 'money',
				body: {},
			},
		),
		updateExternalId: action(
			'POST /public-api/actions/partner-settlement-report/v1.0/{partnerSettlementReport}/update-external-id',
			{
				since: '3.139',
				name: 'Update External ID',
				action: 'Update external ID of settlement report',
				says: 'Notes under which number a report is kept in a system of yours.',
				effect: 'write',
				body: { externalId: f.required(f.key('External ID')) },
			},
		),
		setCustomFields: action(
			'POST /public-api/actions/partner-settlement-report/v1.0/{partnerSettlementReport}/set-custom-fields',
			{
				since: '3.251',
				action: 'Set custom fields of settlement report',
				says: 'Fills fields that the tenant added to reports. Whether those left out are kept is not known, so give all.',
				effect: 'write',
				body: { customFields: f.required(f.map('Custom Fields', { about: 'Values by the names of the fields' })) },
				record: { ...settlementReportRecord, customFields: 'any' },
			},
		),
	},
});
