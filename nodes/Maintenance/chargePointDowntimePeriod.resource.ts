/** Downtime of charge points: what AMPECO recorded, and exempt periods that operators enter. */
import {
	choice,
	create,
	dateTime,
	get,
	getMany,
	integer,
	ref,
	remove,
	required,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { FieldTable, RecordShape } from '../shared/catalogue';

export const noticeType = {
	downtime: 'Downtime',
	exempt: 'Exempt From Downtime',
};

/** What a person enters for an exempt period. */
export const exemptPeriod = {
	noticeId: ref('exemptNotice', 'Notice', { about: 'The reason; must be a notice of type exempt' }),
	startedAt: dateTime('Start'),
	endedAt: dateTime('End'),
} satisfies FieldTable;

/** What can be changed of a period. */
export const periodChanges = {
	noticeId: ref('downtimePeriodNotice', 'Notice', { nullable: true, about: 'The reason for the period' }),
	startedAt: dateTime('Start', { about: 'Only of an exempt period entered by hand' }),
	endedAt: dateTime('End', { about: 'Only of an exempt period entered by hand' }),
} satisfies FieldTable;

export const periodFilters = {
	chargePointId: ref('chargePoint', 'Charge Point'),
	locationId: ref('location', 'Location'),
	type: choice('Type', noticeType),
	entryMode: choice('Entered', { automatic: 'By AMPECO', manual: 'By Hand' }),
	startedAfter: dateTime('Started After', { about: 'Also finds periods that started at this very time' }),
	stoppedBefore: dateTime('Ended Before', { about: 'Also finds periods that ended at this very time' }),
	durationGreaterThan: integer('Shortest Duration', { min: 0, about: 'In minutes' }),
	durationLessThan: integer('Longest Duration', { min: 0, about: 'In minutes' }),
	lastUpdatedAfter: dateTime('Last Updated After'),
	lastUpdatedBefore: dateTime('Last Updated Before'),
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
};

export const chargePointDowntimePeriod = resource({
	value: 'chargePointDowntimePeriod',
	name: 'Charge Point Downtime Period',
	path: { chargePointDowntimePeriod: ref('chargePointDowntimePeriod', 'Charge Point Downtime Period') },
	record: periodRecord,
	operations: {
		create: create('POST /public-api/resources/charge-point-downtime-periods/v1.0', {
			action: 'Create exempt charge point downtime period',
			says: 'Enters a time that does not count as downtime, such as planned work; AMPECO records real downtime itself. For one EVSE use EVSE Downtime Period.',
			body: {
				chargePointId: required(ref('chargePoint', 'Charge Point')),
				noticeId: required(exemptPeriod.noticeId),
				startedAt: required(exemptPeriod.startedAt),
				endedAt: required(exemptPeriod.endedAt),
			},
		}),
		get: get('GET /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}', {
			says: 'Reads one period with the statuses the charge point had when it began.',
		}),
		getAll: getMany('GET /public-api/resources/charge-point-downtime-periods/v1.0', {
			says: 'Lists recorded and exempt periods of whole charge points, for instance to compute uptime. For single EVSEs use EVSE Downtime Period.',
			paging: 'perPage',
			filters: periodFilters,
		}),
		getChanged: sinceLastRun(),
		update: update(
			'PATCH /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}',
			{
				says: 'Gives a period another notice, or moves an exempt one that was entered by hand.',
				body: periodChanges,
			},
		),
		delete: remove(
			'DELETE /public-api/resources/charge-point-downtime-periods/v1.0/{chargePointDowntimePeriod}',
			{
				says: 'Removes a period that was entered by hand, so its time counts as usual. Periods AMPECO recorded cannot be removed.',
			},
		),
	},
});
