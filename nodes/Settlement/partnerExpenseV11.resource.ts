/** Partner expenses as API v1.1 had them: names of partner and charge point in place of the contract and IDs. */
import { getMany, resource } from '../shared/catalogue';
import { expenseFiltersV11, expenseQuery, expenseRecordV11 } from './partnerExpense.resource';

export const partnerExpenseV11 = resource({
	value: 'partnerExpenseV11',
	name: 'Partner Expense',
	deprecated: { version: 'v1.1', use: 'AMPECO Settlement > Partner Expense' },
	record: { ...expenseRecordV11, partnerName: 'text', chargePointName: 'text' },
	simple: [
		'id',
		'partnerId',
		'partnerName',
		'chargingSessionId',
		'chargePointId',
		'date',
		'origin',
		'totalAmount',
		'currencyCode',
		'settlementReportId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-expenses/v1.1', {
			says: 'Lists what partners owe, without the contract it comes from.',
			paging: 'cursor',
			filters: expenseFiltersV11,
			query: expenseQuery,
		}),
	},
});
