/** Circuits: the electrical groups in which AMPECO shares out current (dynamic load management). */
import {
	addedIn,
	action,
	create,
	f,
	get,
	getMany,
	remove,
	replace,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { electricalConfigurations } from '../ChargePoint/chargePointSmartCharging.resource';
import { connectedPhases, phases, voltages } from '../ChargePoint/ocpp';

export const priority = f.number('Priority', {
	min: 0,
	default: 1,
	about: 'Weight when current is shared out: 1 is normal, 2 twice as important, 0.5 half as important',
});

/** What runs through each phase. */
export const phaseRecord: RecordShape = { phase: 'text', consumption: 'number', lastUpdatedAt: 'dateTime' };

export const chargePointPriorityRecord: RecordShape = {
	id: 'integer',
	priority: 'number',
	evses: [{ id: 'integer', priority: 'number' }],
};

export const userPriorityRecord: RecordShape = {
	id: 'integer',
	targetId: 'integer',
	type: 'text',
	priority: 'number',
};

export const socPriorityRecord: RecordShape = {
	upperThresholdPercent: 'number',
	highSoCPriority: 'number',
	lowerThresholdPercent: 'number',
	lowSoCPriority: 'number',
};

const fields = {
	name: f.text('Name'),
	phases: f.choice('Phases', phases),
	maxCurrent: f.number('Maximum Current', {
		about: 'Most current of the whole circuit in amperes, usually the rating of its breaker',
	}),
	parentCircuitId: f.ref('circuit', 'Parent Circuit', {
		nullable: true,
		about: 'Circuit this one hangs below. Not possible with flexibility assets or a load balancing integration.',
	}),
	phaseRotation: f.choice(
		'Phase Rotation',
		{
			RST: 'RST (L1, L2, L3)',
			RTS: 'RTS (L1, L3, L2)',
			SRT: 'SRT (L2, L1, L3)',
			STR: 'STR (L2, L3, L1)',
			TRS: 'TRS (L3, L1, L2)',
			TSR: 'TSR (L3, L2, L1)',
		},
		{ about: 'Order of the phases. Needed when three-phase circuits hang below one another.' },
	),
	connectedPhase: f.choice('Connected Phases', connectedPhases, {
		about:
			'Conductors in use: one for a single phase, two for a split phase. Needed when circuits hang below one another.',
	}),
	electricalConfiguration: f.choice('Electrical Configuration', electricalConfigurations, {
		about: 'A new circuit is star when this is left out',
	}),
	maxVoltage: f.choice('Voltage', voltages, { nullable: true }),
	minChargePointCurrent: f.number('Minimum Charge Point Current', {
		nullable: true,
		about: 'Least current of each charge point, in amperes. A session that would push another below it cannot start.',
	}),
	electricityMeterId: f.ref('electricityMeter', 'Electricity Meter', {
		type: 'number',
		nullable: true,
		about: 'Meter that tells how much current other consumers take',
	}),
	offlineReservedCurrent: f.number('Reserved While Meter Is Offline', {
		nullable: true,
		about: 'Amperes kept free for other consumers while the meter does not report',
	}),
	loadBalancingIntegration: f.group(
		'Load Balancing Integration',
		{
			id: f.integer('Integration ID', {
				nullable: true,
				about: "ID of the integration in AMPECO's back office",
			}),
			settings: f.oneOf(
				'Integration Settings',
				{
					dreev: f.variant('DREEV', {
						startDate: f.date('Start Date', {
							nullable: true,
							about: 'Day from which charging schedules are reported and accepted',
						}),
					}),
					zaptec: f.variant('Zaptec', {
						installationId: f.required(
							f.text('Installation ID', { format: 'uuid', about: "ID of the installation in Zaptec's portal" }),
						),
					}),
				},
				{ wire: 'fields', about: 'Only some integrations have settings' },
			),
		},
		{
			nullable: true,
			about: "A third party that limits the chargers of the circuit instead of AMPECO's own load balancing",
		},
	),
	setSessionLimitToZeroOnIdle: f.flag('Set Session Limit to Zero on Idle', {
		about: 'the limit drops to zero once a session idles; AMPECO is phasing this out',
	}),
	...addedIn('3.251', {
		applyFcfsLoadManagementStrategy: f.flag('First Come, First Served', {
			about: 'sessions that started first get current first',
		}),
		applyMinimumCurrentOnSessionStart: f.flag('Minimum Current at Start', {
			about: 'a session starts with the minimum current',
		}),
	}),
};

const { name, phases: wiring, maxCurrent, ...optional } = fields;

/** Limits over one day. */
const limits = (label: string, notes: { wire?: string[] } = {}) =>
	f.list(
		label,
		'Limit',
		{
			start: f.required(f.time('From')),
			end: f.required(f.time('Until')),
			maxCurrent: f.required(
				f.number('Limit', { about: 'Most current of the whole circuit, in the unit of the schedule' }),
			),
		},
		notes,
	);

const schedule = {
	scheduleType: f.oneOf(
		'Schedule Type',
		{
			daily: f.variant('Daily', { schedule: f.required(limits('Limits')) }, 'The same limits on every day'),
			weekly: f.variant(
				'Weekly',
				{
					monday: limits('Monday', { wire: ['schedule', 'monday'] }),
					tuesday: limits('Tuesday', { wire: ['schedule', 'tuesday'] }),
					wednesday: limits('Wednesday', { wire: ['schedule', 'wednesday'] }),
					thursday: limits('Thursday', { wire: ['schedule', 'thursday'] }),
					friday: limits('Friday', { wire: ['schedule', 'friday'] }),
					saturday: limits('Saturday', { wire: ['schedule', 'saturday'] }),
					sunday: limits('Sunday', { wire: ['schedule', 'sunday'] }),
				},
				'Limits of their own for each day of the week',
			),
		},
		{ inline: true, tag: 'scheduleType' },
	),
	scheduleLimitUnit: f.text('Limit Unit', { about: "Unit of the limits, in AMPECO's words as a schedule shows them" }),
};

const scheduleRecord: RecordShape = { scheduleType: 'text', scheduleLimitUnit: 'text', schedule: 'any' };

const include = f.choices(
	'Include',
	{
		chargePointPriorities: 'Charge Point Priorities',
		userPriorities: 'User Priorities',
		socPriorities: 'State of Charge Priorities',
		consumption: 'Consumption',
		unmanagedLoad: 'Unmanaged Load',
	},
	{ about: 'What else to return with each circuit' },
);

export const circuit = resource({
	value: 'circuit',
	name: 'Circuit',
	operator: ['record', 'filter', 'create', 'update'],
	path: {
		circuit: f.ref('circuit', 'Circuit'),
		chargePoint: f.ref('chargePoint', 'Charge Point'),
		session: f.ref('runningSession', 'Session'),
	},
	record: {
		id: 'integer',
		name: 'text',
		parentCircuitId: 'integer',
		phases: 'text',
		phaseRotation: 'text',
		connectedPhase: 'text',
		electricalConfiguration: 'text',
		maxVoltage: 'text',
		maxCurrent: 'number',
		minChargePointCurrent: 'number',
		setSessionLimitToZeroOnIdle: 'flag',
		electricityMeterId: 'integer',
		offlineReservedCurrent: 'number',
		loadBalancingIntegration: { id: 'integer', fields: { startDate: 'date', installationId: 'text' } },
		chargePointPriorities: [chargePointPriorityRecord],
		userPriorities: [userPriorityRecord],
		socPriorities: socPriorityRecord,
		consumption: [phaseRecord],
		unmanagedLoad: [phaseRecord],
		applyFcfsLoadManagementStrategy: 'flag',
		applyMinimumCurrentOnSessionStart: 'flag',
	},
	// All that Include can ask for is kept.
	simple: [
		'id',
		'name',
		'parentCircuitId',
		'electricityMeterId',
		'phases',
		'maxCurrent',
		'minChargePointCurrent',
		'offlineReservedCurrent',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/circuits/v2.0', {
			says: 'Lists circuits with their limits, and on request their priorities and present load.',
			paging: 'cursor',
			filters: {
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
				}),
			},
			query: { include },
		}),
		get: get('GET /public-api/resources/circuits/v2.0/{circuit}', {
			says: 'Reads the limits and wiring of one circuit, and on request its priorities and present load.',
			query: { include },
		}),
		getChanged: sinceLastRun(),
		getConsumption: getMany('GET /public-api/resources/circuits/v2.0/{circuit}/consumption', {
			action: 'Get consumption of circuit',
			says: 'Tells the amperes that run through each phase now, one item per phase.',
			paging: 'none',
			record: phaseRecord,
		}),
		getUnmanagedLoad: getMany('GET /public-api/resources/circuits/v2.0/{circuit}/unmanaged-load', {
			action: 'Get unmanaged load of circuit',
			says: 'Tells the amperes per phase that go to consumers AMPECO does not control, such as the building.',
			paging: 'none',
			record: phaseRecord,
		}),
		create: create('POST /public-api/resources/circuits/v2.0', {
			says: 'Sets up an electrical group with a current limit. Attach charge points to it afterwards.',
			body: { name: f.required(name), phases: f.required(wiring), maxCurrent: f.required(maxCurrent), ...optional },
		}),
		update: update('PATCH /public-api/resources/circuits/v2.0/{circuit}', {
			says: 'Changes limits, wiring or meter of a circuit. New limits can slow running sessions down or speed them up.',
			effect: 'physical',
			body: fields,
		}),
		attachChargePoint: action('POST /public-api/actions/circuit/v2.0/{circuit}/attach-charge-point', {
			action: 'Attach charge point to circuit',
			says: "Puts a charge point under the circuit's current limit, which takes hold of running sessions too. Its wiring must match the circuit's.",
			effect: 'physical',
			body: { chargePointId: f.required(f.ref('chargePoint', 'Charge Point')), priority },
		}),
		detachChargePoint: action('POST /public-api/actions/circuit/v2.0/{circuit}/detach-charge-point/{chargePoint}', {
			action: 'Detach charge point from circuit',
			says: "Takes a charge point out of the circuit, so that it may draw current beyond the circuit's limit.",
			effect: 'physical',
		}),
		getSchedule: get('GET /public-api/resources/circuits/v2.0/{circuit}/schedule', {
			since: '3.168',
			action: 'Get schedule of circuit',
			says: 'Reads the current limits of a circuit by time of day.',
			record: scheduleRecord,
		}),
		setSchedule: replace('PUT /public-api/resources/circuits/v2.0/{circuit}/schedule', {
			since: '3.168',
			action: 'Set schedule of circuit',
			says: 'Gives a circuit current limits by time of day, in place of those it has. They take hold of running sessions too.',
			effect: 'physical',
			body: schedule,
			record: scheduleRecord,
		}),
		setSessionBoost: action('POST /public-api/actions/circuit/v2.0/{circuit}/set-session-boost/{session}', {
			since: '3.251',
			action: 'Set session boost',
			says: 'Puts a running session ahead of the others when the circuit shares out current, or back among them.',
			effect: 'physical',
			body: { enabled: f.required(f.flag('Boost', { about: 'the session is boosted' })) },
		}),
		deleteSchedule: remove('DELETE /public-api/resources/circuits/v2.0/{circuit}/schedule', {
			since: '3.168',
			action: 'Delete schedule of circuit',
			says: 'Takes the limits by time of day away for good, so that only the limit of the circuit itself holds.',
			effect: 'physical',
		}),
		delete: remove('DELETE /public-api/resources/circuits/v2.0/{circuit}', {
			says: 'Removes a circuit for good. Its charge points are no longer held to a common limit.',
		}),
	},
});
