/** Circuits as API v1.0 had them: charge points are part of the circuit, priorities do not exist. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { phaseRecord } from './circuit.resource';

const phaseCount = { '1': 'Single Phase', '3': 'Three Phase' };

const fields = {
	name: f.text('Name'),
	phases: f.choice('Phases', phaseCount),
	maxCurrent: f.number('Maximum Current', { min: 0, about: 'Most current of the whole circuit in amperes' }),
	chargePoints: f.list(
		'Charge Points',
		'Charge Point',
		{
			id: f.required(f.ref('chargePoint', 'Charge Point')),
			maxCurrent: f.required(f.number('Charge Point Maximum Current', { about: 'In amperes' })),
			phases: f.required(f.choice('Charge Point Phases', phaseCount)),
			inputVoltage: f.required(
				f.choice(
					'Input Voltage',
					{ '380': '380 V', '400': '400 V', '110-130': '110-130 V', '220-240': '220-240 V' },
					{ about: '380 V or 400 V with three phases' },
				),
			),
			phaseRotation: f.required(
				f.choice(
					'Phase Rotation',
					{
						L1: 'L1',
						L2: 'L2',
						L3: 'L3',
						RST: 'RST (L1, L2, L3)',
						RTS: 'RTS (L1, L3, L2)',
						SRT: 'SRT (L2, L1, L3)',
						STR: 'STR (L2, L3, L1)',
						TRS: 'TRS (L3, L1, L2)',
						TSR: 'TSR (L3, L2, L1)',
					},
					{ about: 'L1, L2 or L3 for a single phase, the order of the phases otherwise' },
				),
			),
		},
		{ about: 'All charge points of the circuit' },
	),
	minChargePointCurrent: f.number('Minimum Charge Point Current', {
		min: 0,
		about: 'Least current of each charge point, in amperes',
	}),
	setSessionLimitToZeroOnIdle: f.flag('Set Session Limit to Zero on Idle', {
		about: 'the limit drops to zero once a session idles',
	}),
};

const { name, phases, maxCurrent, chargePoints, ...optional } = fields;

export const circuitV10 = resource({
	value: 'circuitV10',
	name: 'Circuit',
	deprecated: { version: 'v1.0', use: 'AMPECO Energy > Circuit' },
	path: {
		dlmCircuit: f.ref('circuit', 'Circuit'),
		phase: f.choice('Phase', { L1: 'L1', L2: 'L2', L3: 'L3' }),
	},
	record: {
		id: 'integer',
		name: 'text',
		phases: 'text',
		maxCurrent: 'number',
		minChargePointCurrent: 'number',
		setSessionLimitToZeroOnIdle: 'flag',
		chargePoints: [
			{
				id: 'integer',
				maxCurrent: 'number',
				phases: 'text',
				inputVoltage: 'text',
				phaseRotation: 'text',
			},
		],
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/circuits/v1.0', {
			says: 'Lists circuits with the wiring of their charge points.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/circuits/v1.0/{dlmCircuit}', {
			says: 'Reads the limits of one circuit and the wiring of its charge points.',
		}),
		getConsumption: getMany('GET /public-api/resources/circuits/v1.0/{dlmCircuit}/consumption', {
			action: 'Get consumption of circuit',
			says: 'Tells the amperes that run through each phase now, one item per phase.',
			paging: 'none',
			record: phaseRecord,
		}),
		getConsumptionOfPhase: get('GET /public-api/resources/circuits/v1.0/{dlmCircuit}/consumption/{phase}', {
			name: 'Get Consumption of Phase',
			action: 'Get consumption of circuit phase',
			says: 'Tells the amperes that run through one phase now, as a single value.',
			record: { value: 'number' },
		}),
		create: create('POST /public-api/resources/circuits/v1.0', {
			says: 'Sets up an electrical group together with its charge points, which its limits then take hold of.',
			effect: 'physical',
			body: {
				name: f.required(name),
				phases: f.required(phases),
				maxCurrent: f.required(maxCurrent),
				chargePoints: f.required(chargePoints),
				...optional,
			},
		}),
		update: update('PATCH /public-api/resources/circuits/v1.0/{dlmCircuit}', {
			says: 'Changes limits of a circuit. Charge points, where given, take the place of the present ones.',
			effect: 'physical',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/circuits/v1.0/{dlmCircuit}', {
			says: 'Removes a circuit for good, with either version.',
		}),
	},
});
