/** Security events under their former route. */
import { f, get, getMany, resource } from '../shared/catalogue';
import { eventFilters, eventRecord } from './securityEvent.resource';

export const securityEventLog = resource({
	value: 'securityEventLog',
	name: 'Security Event Log',
	deprecated: { version: 'v2.0', use: 'AMPECO Hardware > Security Event' },
	path: { securityEventLog: f.ref('securityEvent', 'Security Event') },
	record: eventRecord,
	simple: ['id', { chargePointId: 'chargePoint' }, 'type', 'techInfo', 'timestamp'],
	operations: {
		getAll: getMany('GET /public-api/resources/security-events-log/v2.0', {
			says: 'Lists what charge points reported, under the former route.',
			paging: 'cursor',
			filters: eventFilters,
		}),
		get: get('GET /public-api/resources/security-events-log/v2.0/{securityEventLog}', {
			says: 'Reads one report of a charge point, under the former route.',
		}),
	},
});
