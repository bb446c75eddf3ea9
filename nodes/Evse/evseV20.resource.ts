/** EVSEs as API v2.0 had them: replaced as a whole, with their connectors inside. */
import { f, get, getMany, replace, resource } from '../shared/catalogue';
import { currentType, evseFields } from './evse.resource';
import { connectorFormats, connectorTypes } from './evseConnector.resource';
import { phaseRotations, rotationAbout, voltages } from '../ChargePoint/ocpp';

const status = f.choice('Status', { active: 'Active', disabled: 'Disabled', 'out of order': 'Out of Order' });

const lowerCaseRotations = Object.fromEntries(
	Object.entries(phaseRotations).map(([value, name]) => [value.toLowerCase(), name]),
);

export const evseV20 = resource({
	value: 'evseV20',
	name: 'EVSE',
	plural: 'EVSE records',
	deprecated: { version: 'v2.0', use: 'AMPECO EVSE > EVSE' },
	path: { evse: f.ref('evse', 'EVSE') },
	record: {
		id: 'integer',
		chargePointId: 'integer',
		physicalReference: 'text',
		networkId: 'text',
		type: 'text',
		status: 'text',
		hardwareStatus: 'text',
		tariffGroupId: 'integer',
		allowsReservation: 'flag',
		maxPowerKw: 'number',
		maxVoltage: 'text',
		maxAmperage: 'number',
		phases: 'text',
		phaseRotation: 'text',
		midMeterCertificationEndYear: 'integer',
		externalId: 'text',
		connectors: [{ id: 'integer', type: 'text', format: 'text', status: 'text' }],
		roaming: { evseId: 'text', status: 'text', tariffIds: ['text'] },
		chargingProfile: 'any',
		notes: ['any'],
	},
	simple: [
		'id',
		'chargePointId',
		'physicalReference',
		'networkId',
		'type',
		'status',
		'hardwareStatus',
		'tariffGroupId',
		'maxPowerKw',
		'externalId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/evses/v2.0', {
			says: 'Lists EVSEs together with their connectors, also by status.',
			paging: 'cursor',
			filters: {
				chargePointId: f.ref('chargePoint', 'Charge Point', { type: 'text' }),
				physicalReference: f.key('Physical Reference', { about: 'What is printed at it, e.g. under the QR code' }),
				status: { ...status, wire: 'evseStatus' },
				hardwareStatus: f.choice('Hardware Status', {
					available: 'Available',
					preparing: 'Preparing',
					charging: 'Charging',
					suspendedEV: 'Suspended by the Car',
					suspendedEVSE: 'Suspended by the EVSE',
					finishing: 'Finishing',
					reserved: 'Reserved',
					unavailable: 'Unavailable',
					faulted: 'Faulted',
				}),
				type: f.choice('Current Type', currentType, { wire: 'evseType' }),
				connectorId: f.key('Connector ID'),
				tariffGroupId: f.ref('tariffGroup', 'Tariff Group', { type: 'text' }),
				partnerId: f.ref('partner', 'Partner', { type: 'text' }),
				roamingPlatformId: f.key('Roaming Platform ID'),
			},
		}),
		get: get('GET /public-api/resources/evses/v2.0/{evse}', {
			says: 'Reads one EVSE together with its connectors.',
		}),
		update: replace('PUT /public-api/resources/evses/v2.0/{evse}', {
			says: 'Changes settings of an EVSE together with its connectors.',
			body: {
				physicalReference: f.required(evseFields.physicalReference),
				type: f.required(f.choice('Current Type', currentType)),
				networkId: f.required(evseFields.networkId),
				status: f.required(status),
				maxVoltage: f.required(f.choice('Voltage', voltages)),
				phases: f.required(
					f.choice('Phases', { single_phase: 'Single Phase', three_phase: 'Three Phase' }, { nullable: true }),
				),
				allowsReservation: f.required(f.flag('Allows Reservation', { about: 'drivers can reserve it' })),
				tariffGroupId: evseFields.tariffGroupId,
				maxPowerKw: f.number('Maximum Power', {
					nullable: true,
					about: 'In kW, shown in the app; it does not limit charging',
				}),
				maxAmperage: f.number('Maximum Current', { nullable: true, about: 'In amperes' }),
				phaseRotation: f.choice('Phase Rotation', lowerCaseRotations, {
					nullable: true,
					about: rotationAbout,
				}),
				midMeterCertificationEndYear: evseFields.midMeterCertificationEndYear,
				externalId: f.key('External ID', { nullable: true, about: 'Your own reference' }),
				connectors: f.list(
					'Connectors',
					'Connector',
					{
						id: f.integer('Connector ID', { about: 'For one that exists' }),
						type: f.choice('Connector Type', { ...connectorTypes, catarc: 'CATARC' }, { nullable: true }),
						format: f.choice('Format', connectorFormats, { nullable: true }),
						status: f.choice('Connector Status', { active: 'Active', disabled: 'Disabled' }, { nullable: true }),
					},
					{ nullable: true },
				),
			},
		}),
	},
});
