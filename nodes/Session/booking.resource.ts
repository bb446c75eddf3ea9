/** Bookings: a place to charge at a location, kept for a time ahead. */
import { f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** A token of a roaming driver that may use a booking. */
export const authorizedToken: RecordShape = {
	id: 'integer',
	uid: 'text',
	type: 'text',
	contractId: 'text',
	emspCountryCode: 'text',
	emspPartyId: 'text',
};

export const booking = resource({
	value: 'booking',
	name: 'Booking',
	path: { booking: f.ref('booking', 'Booking') },
	record: {
		id: 'integer',
		userId: 'integer',
		authorizedTokens: [authorizedToken],
		locationId: 'integer',
		startAt: 'dateTime',
		endAt: 'dateTime',
		status: 'text',
		sessionId: 'integer',
		accessMethods: ['text'],
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
		bookedEvses: [{ id: 'integer' }],
	},
	simple: ['id', 'status', 'userId', 'locationId', 'sessionId', 'startAt', 'endAt', 'createdAt', 'lastUpdatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/bookings/v1.0', {
			says: 'Lists approved bookings, oldest first. Those still waiting or refused are Booking Requests.',
			paging: 'cursor',
			filters: {
				status: f.choice('Status', {
					accepted: 'Accepted',
					reserved: 'Reserved',
					completed: 'Completed',
					cancelled: 'Canceled',
					'no-show': 'No-Show',
					failed: 'Failed',
				}),
				userId: f.ref('user', 'User'),
				locationId: f.ref('location', 'Location'),
				startAfter: f.dateTime('Starts After'),
				startBefore: f.dateTime('Starts Before'),
				endAfter: f.dateTime('Ends After'),
				endBefore: f.dateTime('Ends Before'),
			},
		}),
		get: get('GET /public-api/resources/bookings/v1.0/{booking}', {
			says: 'Reads one booking. To make, move or cancel one, create a Booking Request.',
			query: {
				include: f.choices(
					'Include',
					{ bookedEvses: 'Booked EVSEs' },
					{ about: 'More to add to the booking: the EVSEs kept for it, up to three' },
				),
			},
		}),
	},
});
