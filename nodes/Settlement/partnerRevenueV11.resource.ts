/** Partner revenues as API v1.1 had them: names of partner and charge point in place of the contract and IDs. */
import { getMany, resource } from '../shared/catalogue';
import { revenueFiltersV11, revenueRecordV11 } from './partnerRevenue.resource';

export const partnerRevenueV11 = resource({
	value: 'partnerRevenueV11',
	name: 'Partner Revenue',
	deprecated: { version: 'v1.1', use: 'AMPECO Settlement > Partner Revenue' },
	record: { ...revenueRecordV11, partnerName: 'text', chargePointName: 'text' },
	simple: [
		'id',
		'partnerId',
		'partnerName',
		'chargingSessionId',
		'chargePointId',
		'date',
		'origin',
		'totalAmount',
		'partnerShare',
		'operatorShare',
		'currencyCode',
		'settlementReportId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-revenues/v1.1', {
			says: 'Lists what partners earn, without the contract that shares it out.',
			paging: 'cursor',
			filters: revenueFiltersV11,
		}),
	},
});
