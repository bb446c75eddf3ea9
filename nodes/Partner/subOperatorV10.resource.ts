/** Sub operators as API v1.0 had them: a name and partners, only to read. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const subOperatorV10 = resource({
	value: 'subOperatorV10',
	name: 'Sub Operator',
	operator: ['record'],
	deprecated: { version: 'v1.0', use: 'AMPECO Partner > Sub Operator' },
	path: { subOperator: f.ref('subOperator', 'Sub Operator') },
	record: { id: 'integer', name: 'text', partner_ids: ['integer'], lastUpdatedAt: 'dateTime' },
	operations: {
		getAll: getMany('GET /public-api/resources/sub-operators/v1.0', {
			says: 'Lists sub operators with the IDs of their partners.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/sub-operators/v1.0/{subOperator}', {
			says: 'Reads which partners belong to one sub operator.',
		}),
	},
});
