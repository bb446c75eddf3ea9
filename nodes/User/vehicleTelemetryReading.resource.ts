/** Telemetry readings: what the odometer of a vehicle said, and when. */
import { create, f, getMany, remove, resource } from '../shared/catalogue';
import { vehiclePath } from './vehicle.resource';

const filters = {
	source: f.text('Source', { about: "By AMPECO's word for it, as existing readings show them" }),
	submittedAfter: f.dateTime('Submitted After'),
	submittedBefore: f.dateTime('Submitted Before'),
};

export const vehicleTelemetryReading = resource({
	value: 'vehicleTelemetryReading',
	name: 'Vehicle Telemetry Reading',
	path: { ...vehiclePath, vehicleTelemetryReading: f.ref('vehicleTelemetryReading', 'Telemetry Reading') },
	record: {
		id: 'integer',
		vehicleId: 'integer',
		odometerKm: 'number',
		source: 'text',
		submittedAt: 'dateTime',
		submittedByUserId: 'integer',
		createdAt: 'dateTime',
	},
	operations: {
		create: create('POST /public-api/resources/vehicles/v1.0/{vehicle}/telemetry-readings', {
			says: 'Notes what the odometer of a car says. It cannot be changed afterwards, only deleted.',
			since: '3.251',
			body: {
				odometerKm: f.number('Odometer', { about: 'In kilometers' }),
				submittedAt: f.dateTime('Submitted At', { about: 'When it was read' }),
				submittedByUserId: f.ref('user', 'Submitted By'),
			},
		}),
		getAll: getMany('GET /public-api/resources/vehicles/v1.0/telemetry-readings', {
			action: 'Get telemetry of all vehicles',
			says: 'Lists the odometer readings of many cars, for instance those of one partner. For one car use Get Many of Vehicle.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				vehicleId: f.ref('vehicle', 'Vehicle'),
				partnerId: f.ref('partner', 'Partner'),
				...filters,
			},
		}),
		getAllOfVehicle: getMany('GET /public-api/resources/vehicles/v1.0/{vehicle}/telemetry-readings', {
			name: 'Get Many of Vehicle',
			action: 'Get telemetry readings of vehicle',
			says: 'Lists the odometer readings of one car, for instance to see how far it went between two dates.',
			since: '3.251',
			paging: 'cursor',
			filters,
		}),
		delete: remove(
			'DELETE /public-api/resources/vehicles/v1.0/{vehicle}/telemetry-readings/{vehicleTelemetryReading}',
			{ says: 'Removes an odometer reading for good, for instance a mistyped one.', since: '3.251' },
		),
	},
});
