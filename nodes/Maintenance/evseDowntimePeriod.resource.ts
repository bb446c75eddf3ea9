/** Downtime of single EVSEs: what AMPECO recorded, and exempt periods that operators enter. */
import { create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';
import {
	exemptPeriod,
	periodChanges,
	periodFilters,
	periodRecord,
	statusLogRecord,
} from './chargePointDowntimePeriod.resource';

const { id, ...otherProperties } = periodRecord;

export const evseDowntimePeriod = resource({
	value: 'evseDowntimePeriod',
	name: 'EVSE Downtime Period',
	path: { evseDowntimePeriod: f.ref('evseDowntimePeriod', 'EVSE Downtime Period') },
	record: { id, evseId: 'integer', ...otherProperties },
	simple: [
		'id',
		'evseId',
		'chargePointId',
		'locationId',
		'noticeId',
		'type',
		'entryMode',
		'startedAt',
		'endedAt',
		'statuses',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/evse-downtime-periods/v1.0', {
			says: 'Lists recorded and exempt periods by EVSE, charge point or location, the finer base for uptime figures.',
			paging: 'perPage',
			filters: { evseId: f.ref('evse', 'EVSE'), ...periodFilters },
		}),
		get: get('GET /public-api/resources/evse-downtime-periods/v1.0/{evseDowntimePeriod}', {
			says: 'Reads one period with the statuses that were seen when it began.',
		}),
		getChanged: sinceLastRun(),
		getStatusLog: getMany('GET /public-api/resources/evse-downtime-periods/v1.0/{evseDowntimePeriod}/status-log', {
			name: 'Get Status Log',
			action: 'Get status log of EVSE downtime period',
			says: 'Lists what the hardware reported during a period, with error codes, to see why it was down.',
			since: '3.139',
			paging: 'links',
			record: statusLogRecord,
		}),
		create: create('POST /public-api/resources/evse-downtime-periods/v1.0', {
			action: 'Create exempt EVSE downtime period',
			says: 'Enters a time that does not count as downtime of one EVSE. For all EVSEs of a station at once use Charge Point Downtime Period.',
			body: {
				evseId: f.required(f.ref('evse', 'EVSE')),
				noticeId: f.required(exemptPeriod.noticeId),
				startedAt: f.required(exemptPeriod.startedAt),
				endedAt: f.required(exemptPeriod.endedAt),
			},
		}),
		update: update('PATCH /public-api/resources/evse-downtime-periods/v1.0/{evseDowntimePeriod}', {
			says: 'Gives a period another notice, or moves an exempt one that was entered by hand.',
			body: periodChanges,
		}),
		delete: remove('DELETE /public-api/resources/evse-downtime-periods/v1.0/{evseDowntimePeriod}', {
			says: 'Removes a period that was entered by hand, so its time counts as usual. Periods AMPECO recorded cannot be removed.',
		}),
	},
});
