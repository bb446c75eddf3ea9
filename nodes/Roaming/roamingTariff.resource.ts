/** Roaming tariffs: prices that operators share, and the local tariff groups set in their place. */
import { addedIn, f, get, getMany, resource, update } from '../shared/catalogue';

export const roamingTariff = resource({
	value: 'roamingTariff',
	name: 'Roaming Tariff',
	path: { roamingTariff: f.ref('roamingTariff', 'Roaming Tariff') },
	record: {
		id: 'integer',
		roamingIds: ['text'],
		roamingTariffHumanReadable: 'text',
		rawRoamingTariffs: ['any'],
		operatorId: 'integer',
		tariffGroupId: 'integer',
		cpoTariffGroupId: 'integer',
	},
	simple: [
		'id',
		'roamingIds',
		'roamingTariffHumanReadable',
		{ roamingOperatorId: 'operatorId' },
		'tariffGroupId',
		'cpoTariffGroupId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-tariffs/v2.0', {
			says: 'Lists the prices that operators shared, oldest first. To set prices for operators that share none, see Custom Tariff Filter.',
			paging: 'page',
			filters: addedIn('3.251', {
				// As in the record: the roaming operator, not one of the tenant's own.
				operatorId: f.ref('roamingOperator', 'Roaming Operator'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			}),
		}),
		get: get('GET /public-api/resources/roaming-tariffs/v2.0/{roamingTariff}', {
			says: 'Reads the prices that an operator shared, in plain words and as they came.',
		}),
		update: update('PATCH /public-api/resources/roaming-tariffs/v2.0/{roamingTariff}', {
			says: 'Sets what your drivers pay at EVSEs with this roaming tariff. The prices of the operator itself cannot be changed.',
			body: {
				tariffGroupId: f.ref('tariffGroup', 'Tariff Group', {
					nullable: true,
					about: 'Local tariffs for the EVSEs with this roaming tariff',
				}),
			},
		}),
	},
});
