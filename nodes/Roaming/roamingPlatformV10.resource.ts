/** Roaming connections under their name in API v1.0. */
import { f, get, getMany, resource } from '../shared/catalogue';
import { connectionRecord } from './roamingConnection.resource';

export const roamingPlatformV10 = resource({
	value: 'roamingPlatformV10',
	name: 'Roaming Platform',
	deprecated: { version: 'v1.0', use: 'AMPECO Roaming > Roaming Connection' },
	path: { roamingPlatform: f.ref('roamingConnection', 'Roaming Platform') },
	record: connectionRecord,
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-platforms/v1.0', {
			says: 'Lists roaming connections page by page, with the secret tokens of OCPI links.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/roaming-platforms/v1.0/{roamingPlatform}', {
			says: 'Reads one roaming connection with its protocol, address and secret OCPI token.',
		}),
	},
});
