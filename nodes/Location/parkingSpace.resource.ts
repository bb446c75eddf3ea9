/** Parking spaces: the bays of a location, with whether they are taken. */
import {
	action,
	create,
	createOrUpdate,
	f,
	get,
	getMany,
	remove,
	replace,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const fields = {
	label: f.required(f.text('Label', { example: 'A12', about: 'What is written at the space' })),
	locationId: f.required(f.ref('location', 'Location')),
	status: f.choice(
		'Status',
		{ enabled: 'Enabled', disabled: 'Disabled' },
		{ about: 'A new space is enabled when this is left out' },
	),
	occupancyStatus: f.choice(
		'Occupancy',
		{ available: 'Available', occupied: 'Occupied', unknown: 'Unknown' },
		{ about: 'Unknown for a new space when left out' },
	),
	disabilitiesAccessible: f.flag('Accessible', {
		about: 'the space suits drivers with disabilities; a new space does not when this is left out',
	}),
	evses: f.refs('evse', 'EVSEs', { about: 'Those a car in this space can reach, all in one charging zone' }),
	externalId: f.text('External ID', { about: 'ID of the space in your own system' }),
};

const changes = {
	...fields,
	latitude: f.number('Latitude', { min: -90, max: 90 }),
	longitude: f.number('Longitude', { min: -180, max: 180 }),
	directions: f.any('Directions', { about: "How to get there, as AMPECO's reference has it" }),
	properties: f.any('Properties', { about: "What the space is like, as AMPECO's reference has it" }),
	accessibility: f.any('Accessibility', { about: "For whom it is made, as AMPECO's reference has it" }),
	compliance: f.any('Compliance', { about: "Which rules it meets, as AMPECO's reference has it" }),
	vehicleRestrictions: f.any('Vehicle Restrictions', {
		about: "Which vehicles may not use it, as AMPECO's reference has it",
	}),
};

const evseRelation: RecordShape = {
	evseId: 'integer',
	parkingSpaceId: 'integer',
	position: 'text',
	isPrimary: 'flag',
};

const include = f.choices('Include', { evses: 'EVSEs' }, { about: 'Data to add to the answer' });

export const parkingSpace = resource({
	value: 'parkingSpace',
	name: 'Parking Space',
	path: { parkingSpace: f.ref('parkingSpace', 'Parking Space') },
	record: {
		id: 'integer',
		label: 'text',
		locationId: 'integer',
		externalId: 'text',
		status: 'text',
		occupancyStatus: 'text',
		disabilitiesAccessible: 'flag',
		evses: ['integer'],
		latitude: 'number',
		longitude: 'number',
		directions: 'any',
		properties: 'any',
		accessibility: 'any',
		compliance: 'any',
		vehicleRestrictions: 'any',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'label',
		'locationId',
		'externalId',
		'status',
		'occupancyStatus',
		'disabilitiesAccessible',
		'evses',
		'vehicleRestrictions',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/parking-spaces/v1.0', {
			says: 'Adds a bay to a location and ties it to the EVSEs that serve it.',
			body: fields,
		}),
		upsert: createOrUpdate('externalId'),
		updateOccupancy: action('POST /public-api/actions/parking-spaces/v1.0/{parkingSpace}/update-occupancy-status', {
			action: 'Update occupancy of parking space',
			says: 'Reports a space as free or taken, for instance from a ground sensor, and changes nothing else. For its other settings use Update.',
			effect: 'write',
			body: { status: f.required(f.choice('Occupancy', { available: 'Available', occupied: 'Occupied' })) },
			hints: {
				404: 'Check the parking space. If it exists, parking space occupancy is switched off for this tenant.',
				406: 'AMPECO did not take the occupancy. Check that the parking space is enabled.',
				501: 'This tenant cannot take the occupancy of parking spaces.',
			},
		}),
		get: get('GET /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Reads one space with its occupancy. Its EVSEs come only when included.',
			query: { include },
		}),
		getAll: getMany('GET /public-api/resources/parking-spaces/v1.0', {
			says: 'Lists bays with their occupancy. Filter by EVSE, external ID or last change.',
			paging: 'cursor',
			filters: {
				evseId: f.ref('evse', 'EVSE', { type: 'text' }),
				externalId: f.text('External ID'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
			query: { include },
		}),
		getChanged: sinceLastRun(),
		getEvses: getMany('GET /public-api/resources/parking-spaces/v1.0/{parkingSpace}/evses', {
			since: '3.139',
			name: 'Get EVSEs',
			action: 'Get EVSEs of parking space',
			says: 'Lists the EVSEs that serve a space, with their position and which of them is the primary one.',
			paging: 'cursor',
			record: evseRelation,
		}),
		replaceEvses: replace('PUT /public-api/resources/parking-spaces/v1.0/{parkingSpace}/evses', {
			since: '3.139',
			name: 'Replace EVSEs',
			action: 'Replace EVSEs of parking space',
			says: 'Sets which EVSEs serve a space, in place of those it has. If AMPECO refuses the list, give the whole body as its reference has it.',
			body: {
				evses: f.required(
					f.json('EVSEs', { about: 'All of them as a JSON list, each with what Get EVSEs shows of one' }),
				),
			},
			record: evseRelation,
		}),
		update: update('PATCH /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			since: '3.139',
			says: 'Changes settings of a space. To report it as free or taken use Update Occupancy.',
			body: changes,
		}),
		replace: replace('PUT /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Sets all settings of a space anew. AMPECO will take this operation away.',
			deprecated: { use: 'Update' },
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Removes a bay for good. To take it out of use for a while, set it to disabled instead.',
		}),
	},
});
