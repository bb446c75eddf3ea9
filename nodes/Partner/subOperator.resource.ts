/** Sub operators: operators that run part of the tenant, with partners of their own. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const subOperator = resource({
	value: 'subOperator',
	name: 'Sub Operator',
	operator: ['record'],
	path: { subOperator: f.ref('subOperator', 'Sub Operator') },
	record: { id: 'integer', name: 'text', partner_ids: ['integer'], lastUpdatedAt: 'dateTime' },
	operations: {
		get: get('GET /public-api/resources/sub-operators/v1.0/{subOperator}', {
			says: 'Reads which partners belong to one sub operator.',
		}),
		getAll: getMany('GET /public-api/resources/sub-operators/v1.0', {
			says: 'Lists sub operators with the IDs of their partners.',
			paging: 'page',
		}),
	},
});
