/** Partner revenues as API v1.0 had them: plain amounts, no settlement report. */
import { f, getMany, resource } from '../shared/catalogue';
import { revenueFilters, revenueRecord } from './partnerRevenue.resource';

export const partnerRevenueV10 = resource({
	value: 'partnerRevenueV10',
	name: 'Partner Revenue',
	deprecated: { version: 'v1.0', use: 'AMPECO Settlement > Partner Revenue' },
	record: {
		...revenueRecord,
		partnerName: 'text',
		chargePointName: 'text',
		totalAmount: 'number',
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
		'partnerShare',
		'operatorShare',
		'currency',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-revenues/v1.0', {
			says: 'Lists what partners earn, without the settlement report it belongs to.',
			paging: 'page',
			filters: {
				...revenueFilters,
				dateFrom: f.dateTime('Dated After'),
				dateTo: f.dateTime('Dated Before'),
				currency: f.currency(),
			},
		}),
	},
});
