/** EVSEs: the places at a charge point where one car at a time can charge. */
import {
	addedIn,
	action,
	create,
	createOrUpdate,
	f,
	get,
	getMany,
	remove,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import {
	chargingProfileRecord,
	connectedPhases,
	hardwareStatusRecord,
	phaseRotationAbout,
	phaseRotations,
	phases,
	refusedByChargePoint,
	startFieldsWithProfile,
	startHints,
	startRefusals,
	statusLogFilters,
	triggeredMessage,
	voltages,
} from '../ChargePoint/ocpp';

export const currentType = { ac: 'AC', dc: 'DC' };

export const evseFields = {
	physicalReference: f.key('Physical Reference', {
		about: 'What is printed at the EVSE, e.g. under the QR code, for drivers to find it',
	}),
	currentType: f.choice('Current Type', currentType),
	networkId: f.key('Network ID', {
		example: '1',
		about: 'Its number within the charge point in OCPP, counted from 1',
	}),
	status: f.choice(
		'Status',
		{ enabled: 'Enabled', disabled: 'Disabled', 'out of order': 'Out of Order' },
		{ about: 'That of a roaming EVSE can be set only where its operator is managed by hand' },
	),
	label: f.text('Label', { about: 'Name shown in the app' }),
	tariffGroupId: f.ref('tariffGroup', 'Tariff Group', {
		nullable: true,
		about: 'Decides on the price. Without one charging is free of charge.',
	}),
	maxPower: f.integer('Maximum Power', { wire: ['powerOptions', 'maxPower'], nullable: true, about: 'In watts' }),
	maxVoltage: f.choice('Voltage', voltages, { wire: ['powerOptions', 'maxVoltage'], nullable: true }),
	maxAmperage: f.number('Maximum Current', {
		wire: ['powerOptions', 'maxAmperage'],
		nullable: true,
		about: 'In amperes',
	}),
	phases: f.choice('Phases', phases, { wire: ['powerOptions', 'phases'], nullable: true }),
	connectedPhase: f.choice('Connected Phases', connectedPhases, {
		wire: ['powerOptions', 'connectedPhase'],
		nullable: true,
		about: 'Where fewer than three phases are connected',
	}),
	phaseRotation: f.choice('Phase Rotation', phaseRotations, {
		wire: ['powerOptions', 'phaseRotation'],
		nullable: true,
		about: phaseRotationAbout,
	}),
	allowsReservation: f.flag('Allows Reservation', {
		about: 'drivers can reserve it; only where reservations are enabled for the tenant',
	}),
	bookingEnabled: f.flag('Booking Enabled', {
		about: 'it can be booked for a time to come; this allows reservations as well',
	}),
	externalId: f.key('External ID', { about: 'Your own reference' }),
	midMeterCertificationEndYear: f.integer('Meter Certification End Year', {
		nullable: true,
		about: 'Last year in which its calibrated (MID) meter may be used',
	}),
	...addedIn('3.251', {
		monitoringEnabled: f.flag('Monitoring', { about: 'AMPECO watches it for faults' }),
		capabilityOverrides: f.json('Capability Overrides', {
			about: 'What AMPECO takes it to be capable of, whatever it reports; an object in the form the record has',
		}),
	}),
};

const { physicalReference, currentType: current, networkId, status, ...optional } = evseFields;

/** What a new EVSE takes, wherever it is created. */
export const newEvse = {
	physicalReference: f.required(physicalReference),
	currentType: f.required(current),
	networkId: f.required(networkId),
	status: f.required(status),
	...optional,
};

export const evseRecord: RecordShape = {
	id: 'integer',
	physicalReference: 'text',
	label: 'text',
	currentType: 'text',
	networkId: 'text',
	status: 'text',
	hardwareStatus: 'text',
	tariffGroupId: 'integer',
	allowsReservation: 'flag',
	bookingEnabled: 'flag',
	powerOptions: {
		maxPower: 'integer',
		maxVoltage: 'text',
		maxAmperage: 'number',
		phases: 'text',
		phaseRotation: 'text',
		connectedPhase: 'text',
	},
	externalId: 'text',
	midMeterCertificationEndYear: 'integer',
	roamingOperatorId: 'integer',
	roaming: {
		evseId: 'text',
		tariffIds: ['text'],
		capabilities: ['text'],
		physicalReference: 'text',
		status: 'text',
	},
	chargingProfile: chargingProfileRecord,
	connectors: [{ id: 'integer', type: 'text', format: 'text', status: 'text' }],
	externalAppData: 'any',
	createdAt: 'dateTime',
	lastUpdatedAt: 'dateTime',
	lastHardwareStatusUpdateAt: 'dateTime',
	monitoringEnabled: 'flag',
	capabilityOverrides: 'any',
	emi3Id: 'text',
};

const include = f.choices(
	'Include',
	{ chargingProfile: 'Charging Profile', connectors: 'Connectors', externalAppData: 'External App Data' },
	{ about: 'Details to add to the answer' },
);

export const evse = resource({
	value: 'evse',
	name: 'EVSE',
	operator: ['record', 'filter'],
	// n8n's lint wants no lower-case s behind capitals in an action.
	plural: 'EVSE records',
	path: { evse: f.ref('evse', 'EVSE') },
	record: { id: 'integer', chargePointId: 'integer', ...evseRecord },
	simple: [
		'id',
		'chargePointId',
		'physicalReference',
		'label',
		'networkId',
		'currentType',
		'status',
		'hardwareStatus',
		{ maxPower: 'powerOptions.maxPower' },
		'tariffGroupId',
		'externalId',
		'roamingOperatorId',
		'createdAt',
		'lastUpdatedAt',
	],
	hasPlace: true,
	operations: {
		getAll: getMany('GET /public-api/resources/evses/v2.1', {
			says: 'Lists EVSEs of every charge point, oldest first. Use filters to find one by what is printed at it.',
			paging: 'cursor',
			query: { include },
			filters: {
				chargePointId: f.ref('chargePoint', 'Charge Point', { type: 'text' }),
				physicalReference: f.key('Physical Reference', { about: 'What is printed at it, e.g. under the QR code' }),
				externalId: f.key('External ID'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				hasTariffGroup: f.flag('Has Tariff Group', {
					about: 'to list EVSEs with a tariff group (on) or without (off)',
				}),
				roaming: f.flag('Roaming', { about: 'to list EVSEs of roaming operators (on) or own ones (off)' }),
				roamingOperatorIds: f.refs('roamingOperator', 'Roaming Operators'),
				hasRoamingTariffIds: f.flag('Has Roaming Tariffs', {
					about: 'to list EVSEs with roaming tariffs (on) or without (off)',
				}),
				...addedIn('3.251', {
					currentType: f.choice('Current Type', currentType),
					parkingSpaceId: f.ref('parkingSpace', 'Parking Space'),
				}),
			},
		}),
		get: get('GET /public-api/resources/evses/v2.1/{evse}', {
			says: 'Reads one EVSE with its settings and whether it is free, charging or broken now.',
			query: { include },
		}),
		getChanged: sinceLastRun(),
		start: action('POST /public-api/actions/evse/v1.0/{evse}/start', {
			name: 'Start Charging',
			action: 'Start charging at EVSE',
			says: 'Starts a real session that the user pays for. To stop it, use Stop Charging of the AMPECO Charge Point node.',
			effect: 'physical',
			narrowedBy: ['stopConditions', 'chargingProfile'],
			body: startFieldsWithProfile,
			record: { success: 'flag', sessionId: 'number', authorizationId: 'number', message: 'text', errorCode: 'text' },
			refusals: startRefusals,
			hints: startHints,
		}),
		getLatestHardwareStatus: get('GET /public-api/resources/evses/v2.0/{evse}/latest-hardware-status-log', {
			action: 'Get latest hardware status',
			says: 'Reads the last report about one EVSE with its error code and what a driver can do about it.',
			record: hardwareStatusRecord,
		}),
		getHardwareStatusLogs: getMany('GET /public-api/resources/evses/v2.0/{evse}/hardware-status-logs', {
			action: 'Get many hardware status logs',
			says: 'Lists past states and faults with error codes, e.g. for a report. For the last one use Get Latest Hardware Status.',
			paging: 'cursor',
			filters: statusLogFilters,
			record: hardwareStatusRecord,
		}),
		triggerMessage: action('POST /public-api/actions/evse/v1.0/{evse}/trigger-message', {
			action: 'Trigger message from EVSE',
			says: 'Asks the hardware to send an OCPP message about one EVSE now, e.g. its status or meter values.',
			effect: 'write',
			body: { type: f.required(triggeredMessage) },
			hints: refusedByChargePoint,
		}),
		create: create('POST /public-api/resources/evses/v2.1', {
			says: 'Adds an EVSE to a charge point. Create its connectors afterwards with EVSE Connector.',
			body: { chargePointId: f.required(f.ref('chargePoint', 'Charge Point')), ...newEvse },
		}),
		upsert: createOrUpdate('externalId', 'physicalReference'),
		update: update('PATCH /public-api/resources/evses/v2.1/{evse}', {
			says: 'Changes settings of an EVSE; what is left out stays. Another tariff group means another price from now on.',
			query: { include },
			body: evseFields,
		}),
		bulkAssignTariffGroup: action('POST /public-api/actions/evse/v1.0/bulk-assign-tariff-group', {
			action: 'Bulk assign tariff group',
			says: 'Changes the price at all EVSEs that fit every filter set, 1,000 at most. The groups they had are not kept.',
			effect: 'destructive',
			narrowedBy: ['locationIds', 'chargePointIds', 'evseIds', 'partnerIds', 'tariffGroupIds'],
			applyTo: { all: 'Every EVSE of the Tenant', some: 'EVSEs That Fit the Fields Below' },
			body: {
				tariffGroupId: f.required(
					f.ref('tariffGroup', 'Tariff Group', {
						nullable: true,
						about:
							'The new one. Null, with Specify Values set to Using JSON, takes tariff groups away: charging is then free.',
					}),
				),
				locationIds: f.refs('location', 'Only at Locations', { wire: ['filters', 'locationIds'] }),
				chargePointIds: f.refs('chargePoint', 'Only at Charge Points', { wire: ['filters', 'chargePointIds'] }),
				evseIds: f.refs('evse', 'Only EVSEs', { wire: ['filters', 'evseIds'] }),
				partnerIds: f.refs('partner', 'Only of Partners', { wire: ['filters', 'partnerIds'] }),
				tariffGroupIds: f.refs('tariffGroup', 'Only with Tariff Groups', {
					wire: ['filters', 'tariffGroupIds'],
					about: 'Which have one of these now',
				}),
			},
			answers: { 204: { success: true, scheduled: true } },
			hints: { 406: 'Nothing was assigned. Check the filters: no more than 1,000 EVSEs may fit them.' },
		}),
		delete: remove('DELETE /public-api/resources/evses/v2.1/{evse}', {
			says: 'Removes an EVSE for good. To close it and keep it, set its status to disabled instead.',
		}),
	},
});
