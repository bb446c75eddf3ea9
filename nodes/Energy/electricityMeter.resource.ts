/** Electricity meters: they tell load management how much current a site takes besides charging. */
import { addedIn, action, create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

const fields = {
	name: f.text('Name'),
	integrationId: f.integer('Integration ID', {
		about: "Kind of meter, by the ID of its integration in AMPECO's back office",
	}),
	integrationParameters: f.map('Integration Parameters', {
		type: 'text',
		about: 'What the integration needs to reach the meter, such as a serial number',
	}),
};

const milliamperes = 'Milliamperes: 16 A is 16000';

export const electricityMeter = resource({
	value: 'electricityMeter',
	name: 'Electricity Meter',
	operator: ['record', 'filter', 'create'],
	path: { electricityMeter: f.ref('electricityMeter', 'Electricity Meter') },
	record: { id: 'integer', name: 'text', integrationId: 'integer', integrationParameters: 'any' },
	operations: {
		getAll: getMany('GET /public-api/resources/electricity-meters/v1.0', {
			says: 'Lists meters and how they are connected.',
			paging: 'cursor',
			filters: addedIn('3.251', {
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			}),
		}),
		get: get('GET /public-api/resources/electricity-meters/v1.0/{electricityMeter}', {
			says: 'Reads how one meter is connected, not what it measures: for that get the unmanaged load of its circuit.',
		}),
		getChanged: sinceLastRun(),
		reportConsumption: action('POST /public-api/actions/electricity-meter/v1.0/{electricityMeter}/report-consumption', {
			action: 'Report consumption to electricity meter',
			says: 'Hands in what the meter measures now, for meters AMPECO cannot read itself. Load management lowers or raises running sessions by it.',
			effect: 'physical',
			body: {
				timestamp: f.dateTime('Measured At'),
				currentL1: f.integer('Current on L1', { about: milliamperes }),
				currentL2: f.integer('Current on L2', { about: milliamperes }),
				currentL3: f.integer('Current on L3', { about: milliamperes }),
			},
			hints: { 406: 'The meter takes no reports. Check its integration in AMPECO.' },
		}),
		create: create('POST /public-api/resources/electricity-meters/v1.0', {
			says: 'Adds a meter. Link it to a circuit afterwards by updating the circuit.',
			body: {
				name: f.required(fields.name),
				integrationId: f.required(fields.integrationId),
				integrationParameters: fields.integrationParameters,
			},
		}),
		update: update('PATCH /public-api/resources/electricity-meters/v1.0/{electricityMeter}', {
			says: 'Renames a meter or changes how it is connected.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/electricity-meters/v1.0/{electricityMeter}', {
			says: 'Removes a meter for good. A circuit linked to it no longer learns what other consumers take.',
		}),
	},
});
