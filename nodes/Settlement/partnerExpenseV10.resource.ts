/** Partner expenses as API v1.0 had them: plain amounts, no settlement report. */
import { f, getMany, resource } from '../shared/catalogue';
import { expenseFilters, expenseQuery, expenseRecord } from './partnerExpense.resource';

export const partnerExpenseV10 = resource({
	value: 'partnerExpenseV10',
	name: 'Partner Expense',
	deprecated: { version: 'v1.0', use: 'AMPECO Settlement > Partner Expense' },
	record: {
		...expenseRecord,
		partnerName: 'text',
		chargePointName: 'text',
		totalAmount: 'number',
		subtotal: 'number',
		currency: 'text',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'partnerId',
		'partnerName',
		'chargingSessionId',
		'date',
		'origin',
		'totalAmount',
		'currency',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-expenses/v1.0', {
			says: 'Lists what partners owe, without the settlement report it belongs to.',
			paging: 'page',
			filters: {
				...expenseFilters,
				dateFrom: f.dateTime('Dated After'),
				dateTo: f.dateTime('Dated Before'),
				currency: f.currency(),
			},
			query: expenseQuery,
		}),
	},
});
