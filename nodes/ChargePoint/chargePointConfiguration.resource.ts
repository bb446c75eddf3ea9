/** The OCPP configuration of a charge point: the keys AMPECO has read from it, and how to change them. */
import { addedIn, action, f, get, getMany, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { refusedByChargePoint } from './ocpp';

export const configurationKey = f.text('Configuration Key', {
	example: 'HeartbeatInterval',
	about: 'Name of the key as OCPP or the maker spells it',
});

const instance = f.key('Instance', { about: 'For OCPP 2.0.1, where a component has several' });
const componentName = f.key('Component Name', { example: 'SampledDataCtrlr', about: 'For OCPP 2.0.1' });
const evseId = f.ref('evseOfChargePoint', 'EVSE', { about: 'For OCPP 2.0.1' });

/** What tells a variable from others. */
const variable: RecordShape = {
	name: 'text',
	componentName: 'text',
	componentInstance: 'text',
	instance: 'text',
	evseId: 'integer',
	connectorId: 'integer',
};

export const chargePointConfiguration = resource({
	value: 'chargePointConfiguration',
	name: 'Charge Point Configuration',
	noun: 'charge point',
	path: { ...chargePointPath, key: configurationKey },
	record: {
		key: { ...variable, value: 'text', maxLimit: 'integer' },
		readonly: 'flag',
		required: 'flag',
		timestamp: 'dateTime',
		lastUpdatedAt: 'dateTime',
		persistentConfigurationTemplateId: 'integer',
	},
	simple: [
		{
			name: 'key.name',
			componentName: 'key.componentName',
			componentInstance: 'key.componentInstance',
			instance: 'key.instance',
			ocppEvseId: 'key.evseId',
			ocppConnectorId: 'key.connectorId',
			value: 'key.value',
			maxLimit: 'key.maxLimit',
		},
		'readonly',
		'required',
		'persistentConfigurationTemplateId',
		'timestamp',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/configurations', {
			action: 'Get many configuration keys',
			says: 'Lists keys as AMPECO last saw them. Sync first where the hardware may have changed them since.',
			paging: 'none',
			filters: {
				name: f.key('Key Name'),
				componentName,
				instance,
				evseId,
				...addedIn('3.251', {
					componentInstance: f.key('Component Instance', {
						about: 'For OCPP 2.0.1, where there are several of a component',
					}),
					connectorId: f.integer('Connector ID', { about: 'For OCPP 2.0.1' }),
				}),
			},
		}),
		get: get('GET /public-api/resources/charge-points/v2.0/{chargePoint}/configurations/{key}', {
			action: 'Get configuration key',
			says: 'Reads one key as AMPECO last saw it. Sync first where the hardware may have changed it since.',
		}),
		sync: action('POST /public-api/actions/charge-point/v1.0/{chargePoint}/sync-configuration', {
			action: 'Sync configuration of charge point',
			says: 'Has AMPECO read keys from the hardware anew. A notification with the request ID of the answer tells the result.',
			effect: 'write',
			narrowedBy: ['keys'],
			body: {
				keys: f.texts('Keys', {
					example: 'HeartbeatInterval, MeterValueSampleInterval',
					about: 'All keys when left out',
				}),
			},
			record: { success: 'flag', requestId: 'number' },
			hints: refusedByChargePoint,
		}),
		update: update('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}/configurations/{key}', {
			action: 'Update configuration key',
			says: 'Writes a key of OCPP 1.6 into the hardware at once. For OCPP 2.0.1 use Set Variable.',
			effect: 'physical',
			body: { value: f.text('Value', { about: 'As OCPP writes it; needed for all keys that OCPP itself defines' }) },
			hints: refusedByChargePoint,
		}),
		setVariable: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/set-configuration', {
			action: 'Set configuration variable',
			says: 'Writes a variable into the hardware, with component, instance and EVSE where OCPP 2.0.1 needs them.',
			effect: 'physical',
			narrowedBy: ['componentName', 'instance', 'evseId'],
			body: {
				name: f.required(f.key('Variable Name', { example: 'HeartbeatInterval' })),
				value: f.required(f.text('Value', { about: 'As OCPP writes it, e.g. 300 or true' })),
				componentName,
				instance,
				evseId,
			},
			hints: refusedByChargePoint,
		}),
	},
});
