/** Roaming connections: links to roaming partners and hubs. */
import { f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const connectionRecord: RecordShape = {
	id: 'integer',
	protocol: 'text',
	endpoint: 'text',
	ocpi: { token: 'text' },
	lastUpdatedAt: 'dateTime',
};

export const roamingConnection = resource({
	value: 'roamingConnection',
	name: 'Roaming Connection',
	path: { roamingConnection: f.ref('roamingConnection', 'Roaming Connection') },
	record: { ...connectionRecord, disputePeriodLength: 'integer', issuer: 'text', preferRealtimeAuthorization: 'flag' },
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-connections/v2.0', {
			says: 'Lists links to roaming partners and hubs such as Hubject and Gireve, with the secret tokens of OCPI links.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/roaming-connections/v2.0/{roamingConnection}', {
			says: "Reads one connection with protocol and address. An OCPI connection's secret token is part of the answer, so take care where it goes.",
		}),
	},
});
