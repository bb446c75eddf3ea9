/** Who gets more of a circuit's current: weights of charge points, EVSEs, sessions and states of charge. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import { chargePointPriorityRecord, priority, socPriorityRecord } from './circuit.resource';

const weight = { priority: f.required(priority) };

const threshold = { min: 5, max: 95, nullable: true };

export const circuitPriority = resource({
	value: 'circuitPriority',
	name: 'Circuit Priority',
	path: {
		circuit: f.ref('circuit', 'Circuit'),
		chargePoint: f.ref('chargePoint', 'Charge Point'),
		evse: f.ref('evseOfChargePoint', 'EVSE'),
		session: f.ref('runningSession', 'Session'),
	},
	operations: {
		getForChargePoints: getMany('GET /public-api/resources/circuits/v2.0/{circuit}/charge-point-priorities', {
			name: 'Get Many for Charge Points',
			action: 'Get priorities of charge points',
			says: 'Lists the charge points of a circuit with their weights and those of their EVSEs. Each ID is that of the charge point.',
			paging: 'cursor',
			record: chargePointPriorityRecord,
		}),
		setForChargePoint: action(
			'POST /public-api/actions/circuit/v2.0/{circuit}/set-charge-point-priority/{chargePoint}',
			{
				name: 'Set for Charge Point',
				action: 'Set priority of charge point',
				says: 'Weighs one charge point of the circuit against the others. Shifts current between running sessions.',
				effect: 'physical',
				body: weight,
			},
		),
		setForEvse: action(
			'POST /public-api/actions/circuit/v2.0/{circuit}/set-charge-point-priority/{chargePoint}/evse/{evse}',
			{
				name: 'Set for EVSE',
				action: 'Set circuit priority of EVSE',
				says: 'Weighs one EVSE where the charge point as a whole is too coarse. Shifts current between running sessions.',
				effect: 'physical',
				body: weight,
			},
		),
		setForSession: action('POST /public-api/actions/circuit/v2.0/{circuit}/set-session-priority/{session}', {
			name: 'Set for Session',
			action: 'Set circuit priority of session',
			says: 'Gives one running session more or less current than the others, until it ends.',
			effect: 'physical',
			body: weight,
		}),
		getByStateOfCharge: get('GET /public-api/resources/circuits/v2.0/{circuit}/soc-priorities', {
			name: 'Get by State of Charge',
			action: 'Get priorities by battery charge',
			says: 'Reads the battery thresholds of a circuit and the weights beyond them.',
			record: socPriorityRecord,
		}),
		setByStateOfCharge: action('POST /public-api/actions/circuit/v2.0/{circuit}/set-circuit-soc-priorities', {
			name: 'Set by State of Charge',
			action: 'Set priorities by battery charge',
			says: 'Weighs sessions by how full the battery is: below a lower threshold, above an upper one, or both; in between the priority is 1. Shifts current between running sessions.',
			effect: 'physical',
			body: {
				upperThresholdPercent: f.number('Upper Threshold', {
					...threshold,
					default: 80,
					about:
						'Percent, at least 5 above the lower threshold. To stop using it, set upperThresholdPercent to null under Other Fields.',
				}),
				highSoCPriority: f.number('Priority Above Upper Threshold', {
					min: 0,
					default: 1,
					about: 'For fuller batteries; below 1 they get less current than others',
				}),
				lowerThresholdPercent: f.number('Lower Threshold', {
					...threshold,
					default: 20,
					about:
						'Percent, at least 5 below the upper threshold. To stop using it, set lowerThresholdPercent to null under Other Fields.',
				}),
				lowSoCPriority: f.number('Priority Below Lower Threshold', {
					min: 0,
					default: 1,
					about: 'For emptier batteries; above 1 they get more current than others',
				}),
			},
		}),
	},
});
