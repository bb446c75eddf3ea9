/** Authorizations as API v1.0 had them: without the charge point and the sessions. */
import { f, get, resource } from '../shared/catalogue';
import { authorizationRoaming } from './authorization.resource';

export const authorizationV10 = resource({
	value: 'authorizationV10',
	name: 'Authorization',
	operator: ['record'],
	deprecated: { version: 'v1.0', use: 'AMPECO Session > Authorization' },
	path: { authorization: f.ref('authorization', 'Authorization', { type: 'text' }) },
	record: {
		id: 'integer',
		method: 'text',
		source: 'text',
		createdAt: 'dateTime',
		status: 'text',
		rejectionReason: 'text',
		userId: 'integer',
		rfidTagUid: 'text',
		roaming: authorizationRoaming,
		lastUpdatedAt: 'dateTime',
		createdAtLocal: 'dateTime',
	},
	simple: ['id', 'status', 'method', 'source', 'rejectionReason', 'createdAt', 'userId', 'rfidTagUid', 'lastUpdatedAt'],
	operations: {
		get: get('GET /public-api/resources/authorizations/v1.0/{authorization}', {
			says: 'Reads one request to charge without the charge point and the sessions that followed.',
		}),
	},
});
