/** Parking spaces: the bays of a location, with whether they are taken. */
import {
	addedIn,
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
	label: f.text('Label', { example: 'A12', about: 'What is written at the space' }),
	locationId: f.ref('location', 'Location'),
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
	externalId: f.key('External ID', { about: 'ID of the space in your own system' }),
};

const whole = { ...fields, label: f.required(fields.label), locationId: f.required(fields.locationId) };

/** What came to a create later, and is not known to be taken by a replacement. */
const added = {
	latitude: f.number('Latitude', { min: -90, max: 90, about: 'Decimal degrees, north is positive' }),
	longitude: f.number('Longitude', { min: -180, max: 180, about: 'Decimal degrees, east is positive' }),
	directions: f.any('Directions'),
	properties: f.any('Properties'),
	accessibility: f.any('Accessibility'),
	compliance: f.any('Compliance'),
	vehicleRestrictions: f.any('Vehicle Restrictions'),
};

const evseRelation: RecordShape = {
	evseId: 'integer',
	parkingSpaceId: 'integer',
	position: 'text',
	isPrimary: 'flag',
};

const include = f.choices('Include', { evses: 'EVSEs' }, { about: 'Data to add to the answer' });

const record: RecordShape = {
	id: 'integer',
	label: 'text',
	locationId: 'integer',
	externalId: 'text',
	status: 'text',
	occupancyStatus: 'text',
	disabilitiesAccessible: 'flag',
	evses: ['integer'],
	lastUpdatedAt: 'dateTime',
	latitude: 'number',
	longitude: 'number',
	accessibility: 'any',
	compliance: 'any',
	directions: 'any',
	properties: 'any',
	vehicleRestrictions: 'any',
};

export const parkingSpace = resource({
	value: 'parkingSpace',
	name: 'Parking Space',
	operator: ['filter'],
	path: { parkingSpace: f.ref('parkingSpace', 'Parking Space') },
	record,
	simple: [
		'id',
		'label',
		'locationId',
		'externalId',
		'status',
		'occupancyStatus',
		'disabilitiesAccessible',
		{ evseIds: 'evses' },
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/parking-spaces/v1.0', {
			says: 'Lists bays with their occupancy. Filter by EVSE, external ID or last change.',
			paging: 'cursor',
			filters: {
				evseId: f.ref('evse', 'EVSE', { type: 'text' }),
				externalId: f.key('External ID'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
					parkingDirection: f.text('Parking Direction'),
					reservationRequired: f.flag('Reservation Required', {
						about: 'to list spaces that must be reserved (on) or others (off)',
					}),
					roofed: f.flag('Roofed', { about: 'to list spaces under a roof (on) or others (off)' }),
					lighting: f.flag('Lighting', { about: 'to list spaces with light (on) or without (off)' }),
					dangerousGoodsAllowed: f.flag('Dangerous Goods Allowed', {
						about: 'to list spaces for vehicles with dangerous goods (on) or others (off)',
					}),
				}),
			},
			query: { include },
		}),
		get: get('GET /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Reads one space with its occupancy. Its EVSEs come only when included.',
			query: { include },
		}),
		getChanged: sinceLastRun(),
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
		create: create('POST /public-api/resources/parking-spaces/v1.0', {
			says: 'Adds a bay to a location and ties it to the EVSEs that serve it.',
			body: { ...whole, ...addedIn('3.251', added) },
		}),
		upsert: createOrUpdate('externalId'),
		update: update('PATCH /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			since: '3.139',
			before: 'Replace',
			says: 'Changes settings of a space. To report it as free or taken use Update Occupancy.',
			body: { ...fields, ...added },
			record: { ...record, operatorId: 'integer' },
		}),
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
		replace: replace('PUT /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Sets all settings of a space anew. AMPECO will take this operation away.',
			deprecated: { use: 'Update' },
			body: whole,
		}),
		delete: remove('DELETE /public-api/resources/parking-spaces/v1.0/{parkingSpace}', {
			says: 'Removes a bay for good. To take it out of use for a while, set it to disabled instead.',
		}),
	},
});
