/** Templates: sets of values that new charge points start with. */
import { getMany, resource } from '../shared/catalogue';

export const chargePointTemplate = resource({
	value: 'chargePointTemplate',
	name: 'Charge Point Template',
	record: {
		id: 'integer',
		name: 'text',
		evses: [
			{
				id: 'integer',
				status: 'text',
				maxPower: 'number',
				dlmPhases: 'text',
				networkId: 'text',
				currentType: 'text',
				dlmPriority: 'number',
				inputVoltage: 'text',
				tariffGroupId: 'integer',
				dlmMaxCurrentA: 'number',
				allowsReservation: 'flag',
				dlmPhaseRotation: 'text',
				dlmConnectedPhase: 'text',
				dlmEfficiencyPercent: 'number',
			},
		],
		subscriptionPlanIds: ['integer'],
		lastUpdatedAt: 'dateTime',
	},
	simple: ['id', 'name', 'evses', 'subscriptionPlanIds', 'lastUpdatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/templates/v1.0', {
			says: 'Lists templates for new charge points with their EVSEs. Templates of OCPP settings are in the AMPECO Hardware node.',
			paging: 'page',
		}),
	},
});
