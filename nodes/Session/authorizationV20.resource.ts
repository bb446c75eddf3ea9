/** Authorizations as API v2.0 had them: MAC addresses show up as ID tags. */
import { f, get, getMany, resource } from '../shared/catalogue';
import { authorizationFilters, authorizationRecord, simpleAuthorization } from './authorization.resource';

export const authorizationV20 = resource({
	value: 'authorizationV20',
	name: 'Authorization',
	operator: ['filter'],
	deprecated: { version: 'v2.0', use: 'AMPECO Session > Authorization' },
	path: { authorization: f.ref('authorization', 'Authorization', { type: 'text' }) },
	record: authorizationRecord,
	simple: simpleAuthorization,
	operations: {
		getAll: getMany('GET /public-api/resources/authorizations/v2.0', {
			says: 'Lists requests to charge, oldest first. Autocharge vehicles look like ID tags here.',
			paging: 'cursor',
			filters: authorizationFilters,
		}),
		get: get('GET /public-api/resources/authorizations/v2.0/{authorization}', {
			says: 'Reads one request to charge. An Autocharge vehicle looks like an ID tag here.',
		}),
	},
});
