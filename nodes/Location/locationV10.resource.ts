/** Locations as API v1.0 had them: texts by language in one object, and names in snake_case. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { FieldTable, RecordShape } from '../shared/catalogue';
import { accessHours, coordinates, geoposition, locationFields, openingHours, weekHours } from './location.resource';

const status = f.choice('Status', { active: 'Active', disabled: 'Disabled' });

const required10 = {
	name: f.reworded(locationFields.name, { shape: 'map' }),
	country: locationFields.country,
	city: f.text('City'),
	postCode: f.key('Postal Code', { wire: 'post_code' }),
	region: f.text('Region or State', {
		about: 'The code of the state in Australia and the US, the name elsewhere',
	}),
} satisfies FieldTable;

const optional10 = {
	address: f.translations('Address', { shape: 'map', about: 'Street and number, per language' }),
	timezone: locationFields.timezone,
	description: f.reworded(locationFields.description, { shape: 'map' }),
	detailedDescription: f.reworded(locationFields.description, {
		label: 'Detailed Description',
		shape: 'map',
		wire: 'detailed_description',
	}),
	additionalDescription: f.reworded(locationFields.additionalDescription, {
		shape: 'map',
		wire: 'additional_description',
	}),
	workingHours: f.group(
		'Working Hours',
		{
			isAlwaysOpen: f.required(f.reworded(accessHours.isAlwaysOpen, { wire: 'is_always_open' })),
			stopSessionOutsideWorkingHours: f.reworded(accessHours.stopSessionOutsideWorkingHours, {
				wire: 'stop_session_outside_working_hours',
			}),
			alwaysOpenForUserGroupIds: f.reworded(accessHours.alwaysOpenForUserGroupIds, {
				wire: 'always_open_for_user_group_ids',
			}),
			hours: openingHours,
		},
		{ wire: 'working_hours' },
	),
	externalId: f.reworded(locationFields.externalId, { wire: 'external_id' }),
	status,
} satisfies FieldTable;

const record: RecordShape = {
	id: 'integer',
	public_charge_points: 'integer',
	public_charge_points_ids: ['integer'],
	name: 'any',
	status: 'text',
	description: 'any',
	detailed_description: 'any',
	additional_description: 'any',
	geoposition: { latitude: 'number', longitude: 'number' },
	address: 'any',
	post_code: 'text',
	region: 'text',
	city: 'text',
	country: 'text',
	external_id: 'text',
	timezone: 'text',
	location_image: { original: 'text', thumbnail: 'text', mimeType: 'text' },
	images: [{ original: 'text', thumbnail: 'text', mimeType: 'text' }],
	working_hours: {
		is_always_open: 'flag',
		stop_session_outside_working_hours: 'flag',
		hours: weekHours,
		always_open_for_user_group_ids: ['number'],
	},
	lastUpdatedAt: 'dateTime',
};

export const locationV10 = resource({
	value: 'locationV10',
	name: 'Location',
	deprecated: { version: 'v1.0', use: 'AMPECO Location > Location' },
	path: { location: f.ref('location', 'Location') },
	record,
	simple: [
		'id',
		'external_id',
		'name',
		'status',
		'address',
		'city',
		'post_code',
		'country',
		{
			latitude: 'geoposition.latitude',
			longitude: 'geoposition.longitude',
			chargePointIds: 'public_charge_points_ids',
		},
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/locations/v1.0', {
			says: 'Lists locations, with filters for postal code and status that newer versions lack.',
			paging: 'cursor',
			filters: {
				postCode: f.key('Postal Code'),
				partnerId: f.ref('partner', 'Partner', {
					type: 'text',
					nullable: true,
					about: 'Locations with charge points of this partner. The word null finds those without any.',
				}),
				country: f.country('Country'),
				status,
				externalId: f.key('External ID', {
					nullable: true,
					about: 'The word null finds locations without one',
				}),
			},
		}),
		get: get('GET /public-api/resources/locations/v1.0/{location}', {
			says: 'Reads one location with its images and the IDs of its public charge points.',
		}),
		create: create('POST /public-api/resources/locations/v1.0', {
			says: 'Adds a site without tags, facilities, parking type or external app data.',
			body: {
				name: f.required(required10.name),
				country: f.required(required10.country),
				latitude: f.required(coordinates.latitude),
				longitude: f.required(coordinates.longitude),
				city: f.required(required10.city),
				postCode: f.required(required10.postCode),
				region: f.required(required10.region),
				...optional10,
			},
		}),
		update: update('PATCH /public-api/resources/locations/v1.0/{location}', {
			says: 'Changes what is set. A text replaces all its languages, so give each one that should stay.',
			body: { ...required10, geoposition, ...optional10 },
		}),
		delete: remove('DELETE /public-api/resources/locations/v1.0/{location}', {
			says: 'Removes a site for good, in all versions of the API.',
		}),
	},
});
