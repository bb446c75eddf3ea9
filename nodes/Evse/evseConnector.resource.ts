/** Connectors: the sockets and cables of an EVSE. */
import { addedIn, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { chargePointPath } from '../ChargePoint/chargePoint.resource';

/** Plugs that v2.0 of the EVSEs knows as well. */
export const connectorTypes = {
	type1: 'Type 1',
	type2: 'Type 2',
	type3: 'Type 3',
	ccs1: 'CCS 1',
	ccs2: 'CCS 2',
	chademo: 'CHAdeMO',
	chaoji: 'ChaoJi',
	nacs: 'NACS (Tesla)',
	j1772: 'J1772',
	schuko: 'Schuko',
	cee16: 'CEE 16 A',
	cee32: 'CEE 32 A',
	'type-e-french': 'Type E (French)',
	'type-g-british': 'Type G (British)',
	'type-j-swiss': 'Type J (Swiss)',
	'nema-5-20': 'NEMA 5-20',
	'nema-6-30': 'NEMA 6-30',
	'nema-6-50': 'NEMA 6-50',
	avcon: 'Avcon',
	inductive: 'Inductive (Wireless)',
};

export const connectorFormats = { socket: 'Socket', cable: 'Cable' };

const fields = {
	type: f.choice('Connector Type', { ...connectorTypes, 'gb-t-ac': 'GB/T AC', 'gb-t-dc': 'GB/T DC' }),
	format: f.choice('Format', connectorFormats, { about: 'A socket for a cable of the driver, or a cable at the EVSE' }),
	status: f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' }),
};

export const evseConnector = resource({
	value: 'evseConnector',
	name: 'EVSE Connector',
	path: {
		...chargePointPath,
		evse: f.ref('evseOfChargePoint', 'EVSE'),
		connector: f.ref('connector', 'Connector'),
	},
	record: {
		id: 'integer',
		type: 'text',
		format: 'text',
		status: 'text',
		externalId: 'text',
		networkId: 'text',
		ocpiMaxAmperage: 'number',
		ocpiMaxElectricPower: 'number',
		ocpiMaxVoltage: 'number',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors', {
			says: 'Lists the sockets and cables of one EVSE. For those of many EVSEs, use Get Many of EVSE with Include.',
			paging: 'none',
			filters: addedIn('3.251', { externalId: f.key('External ID') }),
		}),
		get: get('GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors/{connector}', {
			says: 'Reads the plug, format and status of one socket or cable.',
		}),
		create: create('POST /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors', {
			says: 'Adds a socket or cable to an EVSE.',
			body: { ...fields, type: f.required(fields.type) },
		}),
		update: update('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors/{connector}', {
			says: 'Changes plug or format of a socket or cable, or takes it out of use.',
			body: fields,
		}),
		delete: remove(
			'DELETE /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors/{connector}',
			{
				says: 'Removes a socket or cable for good. To take it out of use for a while, set its status to disabled instead.',
			},
		),
	},
});
