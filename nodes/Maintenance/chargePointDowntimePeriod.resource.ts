/** Downtime of charge points: what AMPECO recorded, and exempt periods that operators enter. */
import { create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';
import type { FieldTable, RecordShape } from '../shared/catalogue';
import { hardwareStatusRecord } from '../ChargePoint/ocpp';

export const noticeType = {
	downtime: 'Downtime',
	exempt: 'Exempt From Downtime',
};

/** What a person enters for an exempt period. */
export const exemptPeriod = {
	noticeId: f.ref('exemptNotice', 'Reason', { about: 'A downtime reason of type exempt' }),
	startedAt: f.dateTime('Start'),
	endedAt: f.dateTime('End'),
} satisfies FieldTable;

/** What can be changed of a period. */
export const periodChanges = {
	noticeId: f.ref('downtimePeriodNotice', 'Reason', { nullable: true, about: 'One of the downtime reasons' }),
	startedAt: f.dateTime('Start', { about: 'Only of an exempt period entered by hand' }),
	endedAt: f.dateTime('End', { about: 'Only of an exempt period entered by hand' }),
} satisfies FieldTable;

export const periodFilters = {
	chargePointId: f.ref('chargePoint', 'Charge Point'),
	locationId: f.ref('location', 'Location'),
	type: f.choice('Type', noticeType),
	entryMode: f.choice('Entered', { automatic: 'By AMPECO', manual: 'By Hand' }),
	startedAfter: f.dateTime('Started After', { about: 'Also finds periods that started at this very time' }),
	stoppedBefore: f.dateTime('Ended Before', { about: 'Also finds periods that ended at this very time' }),
	durationGreaterThan: f.integer('Shortest Duration', { min: 0, about: 'In minutes' }),
	durationLessThan: f.integer('Longest Duration', { min: 0, about: 'In minutes' }),
	lastUpdatedAfter: f.dateTime('Last Updated After'),
	lastUpdatedBefore: f.dateTime('Last Updated Before'),
} satisfies FieldTable;

export const periodRecord: RecordShape = {
	id: 'integer',
	chargePointId: 'integer',
	locationId: 'integer',
	noticeId: 'integer',
	type: 'text',
	entryMode: 'text',
	startedAt: 'dateTime',
	endedAt: 'dateTime',
	statuses: { system: 'text', network: 'text', hardware: 'text' },
	statusLog: 'any',
};

/** One report of the hardware during a period. */
export const statusLogRecord: RecordShape = { id: 'integer', ...hardwareStatusRecord };

export const chargePointDowntimePeriod = resource({
	value: 'chargePointDowntimePeriod',
	name: 'Charge Point Downtime Period',
	path: { chargePointDowntimePeriod: f.ref('chargePointDowntimePeriod', 'Charge Point Downtime Period') },
	record: periodRecord,
	simple: ['id', 'chargePointId', 'locationId', 'noticeId', 'type', 'entryMode', 'startedAt', 'endedAt', 'statuses'],
	operations: {
		getAll: getMany('GET /public-api/resources/charge-point-downtime-periods/v1.0', {
			says: 'Lists recorded and exempt periods of whole charge points, for instance to compute uptime. For single EVSEs use EVSE Downtime Period.',
			paging: 'perPage',
			filters: periodFilters,
		}),
		get: get('GET /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}', {
			says: 'Reads one period with the statuses the charge point had when it began.',
		}),
		getChanged: sinceLastRun(),
		getStatusLog: getMany(
			'GET /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}/status-log',
			{
				name: 'Get Status Log',
				action: 'Get status log of charge point downtime period',
				says: 'Lists what the hardware reported during a period, with error codes, to see why it was down.',
				since: '3.139',
				paging: 'links',
				record: statusLogRecord,
			},
		),
		create: create('POST /public-api/resources/charge-point-downtime-periods/v1.0', {
			action: 'Create exempt downtime period',
			says: 'Enters a time that does not count as downtime, such as planned work; AMPECO records real downtime itself. For one EVSE use EVSE Downtime Period.',
			body: {
				chargePointId: f.required(f.ref('chargePoint', 'Charge Point')),
				noticeId: f.required(exemptPeriod.noticeId),
				startedAt: f.required(exemptPeriod.startedAt),
				endedAt: f.required(exemptPeriod.endedAt),
			},
		}),
		update: update('PATCH /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}', {
			says: 'Gives a period another notice, or moves an exempt one that was entered by hand.',
			body: periodChanges,
		}),
		delete: remove('DELETE /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}', {
			says: 'Removes a period that was entered by hand, so its time counts as usual. Periods AMPECO recorded cannot be removed.',
		}),
	},
});
