/** Custom fees: amounts charged to users by hand. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const customFee = resource({
	value: 'customFee',
	name: 'Custom Fee',
	operator: ['record', 'filter'],
	path: { customFee: f.ref('customFee', 'Custom Fee') },
	record: {
		id: 'integer',
		createdAt: 'dateTime',
		transactionId: 'integer',
		createdByAdminId: 'integer',
		amount: 'number',
		currency: 'text',
		bankMessage: 'text',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/custom-fees/v2.0', {
			says: 'Lists fees that were charged to users by hand, oldest first.',
			paging: 'page',
			filters: {
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/resources/custom-fees/v2.0/{customFee}', {
			says: 'Reads the amount, text and transaction of one fee. To charge a fee, use Apply Custom Fee of the AMPECO User node.',
		}),
	},
});
