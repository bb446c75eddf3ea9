/** Settlement reports: what AMPECO works out between operator and partner for a period. */
import { f, get, getMany, resource } from '../shared/catalogue';
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

export const settlementReport = resource({
	value: 'settlementReport',
	name: 'Settlement Report',
	path: { partnerSettlementReport: f.ref('partnerSettlementReport', 'Settlement Report') },
	record: {
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
		deductedFees: 'any',
		externalId: 'text',
		partnerInvoiceId: 'integer',
	},
	simple: [
		'id',
		'partnerId',
		'number',
		'periodStart',
		'periodEnd',
		'currencyCode',
		'totalAmount',
		'totalRevenue',
		'totalExpenses',
		'downloadUrl',
	],
	operations: {
		get: get('GET /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}', {
			says: 'Reads the totals of one report and the link to its document. Single amounts are partner revenues and expenses.',
		}),
		getAll: getMany('GET /public-api/resources/partner-settlement-reports/v1.0', {
			says: 'Lists reports, of every partner or of one. What was paid on a report are its settlement records.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				periodAfter: f.date('Period After'),
				periodBefore: f.date('Period Before'),
			},
		}),
	},
});
