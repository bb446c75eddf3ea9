/** EVSEs by way of the charge point they belong to. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { chargePointPath } from '../ChargePoint/chargePoint.resource';
import { evseFields, evseRecord, newEvse } from './evse.resource';

const include = f.choices(
	'Include',
	{ chargingProfile: 'Charging Profile', connectors: 'Connectors' },
	{ about: 'Details to add to the answer' },
);

export const chargePointEvse = resource({
	value: 'chargePointEvse',
	name: 'Charge Point EVSE',
	operator: ['record'],
	plural: 'EVSE records of charge point',
	path: { ...chargePointPath, evse: f.ref('evseOfChargePoint', 'EVSE') },
	record: evseRecord,
	simple: [
		'id',
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
	operations: {
		getAll: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses', {
			says: 'Lists the EVSEs of one charge point. For filters over every charge point use Get Many of EVSE.',
			paging: 'cursor',
			query: { include },
		}),
		get: get('GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}', {
			says: 'Reads one EVSE of a charge point. Where its ID alone is known, use Get of EVSE.',
			query: { include },
		}),
		create: create('POST /public-api/resources/charge-points/v2.0/{chargePoint}/evses', {
			says: 'Adds an EVSE to a charge point. Create its connectors afterwards with EVSE Connector.',
			body: newEvse,
		}),
		update: update('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}', {
			says: 'Changes settings of an EVSE; what is left out stays. Another tariff group means another price from now on.',
			query: { include },
			body: evseFields,
		}),
		delete: remove('DELETE /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}', {
			says: 'Removes an EVSE of a charge point for good. To close it and keep it, set its status to disabled instead.',
		}),
	},
});
