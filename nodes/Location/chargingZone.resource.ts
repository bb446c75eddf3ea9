/** Charging zones: areas of a location, such as a parking deck. */
import { addedIn, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { zoneRecord } from './location.resource';

const fields = {
	name: f.text('Name', { about: 'For operators only; drivers see the info title' }),
	status: f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' }),
	infoEnabled: f.flag('Show Info in App', {
		wire: ['additionalInfo', 'enabled'],
		about: 'the app shows the info title and text with the location',
	}),
	infoTitle: f.translations('Info Title', {
		wire: ['additionalInfo', 'title'],
		about: 'Heading in the app, per language',
	}),
	infoText: f.translations('Info Text', {
		wire: ['additionalInfo', 'description'],
		about: 'What drivers should know about the zone, per language',
	}),
	...addedIn('3.251', {
		floorLevel: f.text('Floor Level', { example: '-1' }),
	}),
};

const { name, status, ...optional } = fields;

export const chargingZone = resource({
	value: 'chargingZone',
	name: 'Charging Zone',
	path: { location: f.ref('location', 'Location'), chargingZone: f.ref('chargingZone', 'Charging Zone') },
	record: { ...zoneRecord, floorLevel: 'text' },
	simple: ['id', 'name', 'locationId', 'status', 'floorLevel'],
	operations: {
		getAll: getMany('GET /public-api/resources/locations/v2.0/{location}/charging-zones', {
			says: 'Lists the areas of one location. For several locations at once use Get Many of Location with charging zones included.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/locations/v2.0/{location}/charging-zones/{chargingZone}', {
			says: 'Reads the name, status and app info of one zone of a location.',
		}),
		create: create('POST /public-api/resources/locations/v2.0/{location}/charging-zones', {
			says: 'Adds an area to a location, which charge points can then be assigned to.',
			body: { name: f.required(name), status: f.required(status), ...optional },
		}),
		update: update('PATCH /public-api/resources/locations/v2.0/{location}/charging-zones/{chargingZone}', {
			says: 'Renames a zone, changes what the app shows, or takes the zone out of use by setting it to disabled.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/locations/v2.0/{location}/charging-zones/{chargingZone}', {
			says: 'Removes an area of a location for good. To close it for a while, set it to disabled instead.',
		}),
	},
});
