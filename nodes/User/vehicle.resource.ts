/** Vehicles: cars of drivers or of a partner's fleet. */
import { create, createOrUpdate, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

/** The vehicle in the path of all its routes. */
export const vehiclePath = { vehicle: f.ref('vehicle', 'Vehicle') };

const fields = {
	label: f.text('Label', { about: 'What the vehicle is called' }),
	licensePlate: f.key('License Plate'),
	vin: f.key('VIN', { about: 'The vehicle identification number' }),
	pcId: f.key('PCID', { about: 'The provisioning certificate ID, for Plug & Charge' }),
	usageType: f.key('Usage Type', { about: "By AMPECO's word for it, as existing vehicles show them" }),
	partnerId: f.ref('partner', 'Partner'),
	userIds: f.refs('user', 'Users', { about: 'To add or remove single ones later, use Vehicle User' }),
};

export const vehicle = resource({
	value: 'vehicle',
	name: 'Vehicle',
	path: vehiclePath,
	record: {
		id: 'integer',
		label: 'text',
		licensePlate: 'text',
		vin: 'text',
		pcId: 'text',
		usageType: 'text',
		partnerId: 'integer',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	operator: ['record', 'filter', 'create'],
	operations: {
		create: create('POST /public-api/resources/vehicles/v1.0', {
			says: 'Adds the car of a driver, or one of the fleet of a partner.',
			since: '3.251',
			body: { ...fields, label: f.required(fields.label) },
		}),
		upsert: createOrUpdate('vin'),
		getAll: getMany('GET /public-api/resources/vehicles/v1.0', {
			says: 'Lists cars by driver, partner, license plate or VIN.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				label: f.text('Label'),
				licensePlate: f.key('License Plate'),
				vin: f.key('VIN'),
				usageType: fields.usageType,
				userId: f.ref('user', 'User'),
				partnerId: f.ref('partner', 'Partner'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/vehicles/v1.0/{vehicle}', {
			says: 'Reads one car. Who drives it, Get Many of Vehicle User tells.',
			since: '3.251',
		}),
		getChanged: sinceLastRun(),
		update: update('PATCH /public-api/resources/vehicles/v1.0/{vehicle}', {
			says: 'Changes the label, plate or partner of a car. What is not set stays as it is.',
			since: '3.251',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/vehicles/v1.0/{vehicle}', {
			says: 'Removes a car for good.',
			since: '3.251',
		}),
	},
});
