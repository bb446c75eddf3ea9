/** The OCPP 1.6 configuration of a charge point as API v1.0 had it: keys without components. */
import { f, get, getMany, resource, update } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { configurationKey } from './chargePointConfiguration.resource';
import { refusedByChargePoint } from './ocpp';

export const chargePointConfigurationV10 = resource({
	value: 'chargePointConfigurationV10',
	name: 'Charge Point Configuration',
	noun: 'charge point',
	deprecated: { version: 'v1.0', use: 'AMPECO Charge Point > Charge Point Configuration' },
	path: { ...chargePointPath, key: configurationKey },
	record: {
		key: 'text',
		value: 'text',
		readonly: 'flag',
		required: 'flag',
		timestamp: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/charge-points/v1.0/{chargePoint}/configurations', {
			says: 'Lists keys as AMPECO last saw them.',
			paging: 'none',
		}),
		get: get('GET /public-api/resources/charge-points/v1.0/{chargePoint}/configurations/{key}', {
			says: 'Reads one key as AMPECO last saw it.',
		}),
		update: update('PATCH /public-api/resources/charge-points/v1.0/{chargePoint}/configurations/{key}', {
			says: 'Writes a key into the hardware at once.',
			effect: 'physical',
			body: { value: f.text('Value', { about: 'As OCPP writes it, e.g. 300 or true' }) },
			record: { success: 'flag' },
			outcome: 'accepted',
			hints: refusedByChargePoint,
		}),
	},
});
