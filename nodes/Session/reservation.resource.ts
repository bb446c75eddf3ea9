/** Reservations: an EVSE kept free for a driver for some minutes. */
import { action, f, get, getMany, resource } from '../shared/catalogue';

export const reservation = resource({
	value: 'reservation',
	name: 'Reservation',
	operator: ['record', 'filter'],
	path: { reservation: f.ref('reservation', 'Reservation') },
	record: {
		id: 'integer',
		chargePointId: 'integer',
		evseId: 'integer',
		status: 'text',
		userId: 'integer',
		reservedAt: 'dateTime',
		canceledAt: 'dateTime',
		duration: 'integer',
		lastUpdatedAt: 'dateTime',
	},
	hasPlace: true,
	operations: {
		getAll: getMany('GET /public-api/resources/reservations/v1.0', {
			says: 'Lists short-term holds of an EVSE, oldest first. What is planned ahead for a location is a Booking.',
			paging: 'page',
			filters: {
				status: f.choice('Status', { active: 'Active', expired: 'Expired', canceled: 'Canceled', done: 'Done' }),
				evseId: f.ref('evse', 'EVSE'),
				userId: f.ref('user', 'User'),
				reservedFrom: f.dateTime('Reserved After', { about: 'Reservations made at this time or later' }),
				reservedTo: f.dateTime('Reserved Before', { about: 'Reservations made at this time or earlier' }),
			},
		}),
		get: get('GET /public-api/resources/reservations/v1.0/{reservation}', {
			says: 'Reads which EVSE is kept for whom, since when and for how many minutes.',
		}),
		cancel: action('POST /public-api/actions/reservation/v1.0/{reservation}/cancel', {
			outcome: 'accepted',
			says: 'Frees the reserved EVSE at once by a command to the charge point. To make a reservation use the AMPECO Charge Point node.',
			effect: 'physical',
			path: { reservation: f.ref('activeReservation', 'Reservation') },
			body: {
				force: f.flag('Force', { about: 'the reservation ends even when the charge point refuses or is offline' }),
				reason: f.text('Reason', {
					nullable: true,
					about: "Kept with the reservation; AMPECO's standard note when left out",
				}),
			},
			hints: {
				406: 'The charge point refused or is offline. Set Force to end the reservation in AMPECO all the same.',
			},
		}),
	},
});
