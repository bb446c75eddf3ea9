/** Booking requests: asking for a booking, or for a change or the end of one. */
import { create, f, get, getMany, resource } from '../shared/catalogue';
import { authorizedToken } from './booking.resource';

const status = f.choice('Status', { pending: 'Pending', approved: 'Approved', rejected: 'Rejected' });

const user = f.ref('user', 'User', { about: 'The driver the booking is for' });
const booking = f.ref('booking', 'Booking');
const startAt = f.dateTime('Starts At');
const endAt = f.dateTime('Ends At');
const externalId = f.key('External ID', { about: "The requester's own number, at most 255 characters" });
// Without "token" in its key, which n8n takes for a secret to hide.
const authorizedTags = f.numbers('Authorized Token IDs', {
	wire: 'authorizedTokenIds',
	type: 'integer',
	about:
		'For roaming drivers: the tokens that may use the booking, as Authorized Tokens of an earlier request shows them',
});

const evseCriteria = f.group(
	'EVSE Criteria',
	{
		currentType: f.choice('Current Type', { ac: 'AC', dc: 'DC' }, { nullable: true }),
		minPower: f.number('Minimum Power', { about: 'In kW' }),
		maxPower: f.number('Maximum Power', { about: 'In kW' }),
		connectorType: f.choice(
			'Connector Type',
			{
				type1: 'Type 1',
				type2: 'Type 2',
				type3: 'Type 3',
				ccs1: 'CCS 1',
				ccs2: 'CCS 2',
				chademo: 'CHAdeMO',
				nacs: 'NACS',
				j1772: 'J1772',
				chaoji: 'ChaoJi',
				'gb-t-ac': 'GB/T AC',
				'gb-t-dc': 'GB/T DC',
				schuko: 'Schuko',
				'type-e-french': 'Type E (French)',
				'type-g-british': 'Type G (British)',
				'type-j-swiss': 'Type J (Swiss)',
				cee16: 'CEE 16 A',
				cee32: 'CEE 32 A',
				'nema-5-20': 'NEMA 5-20',
				'nema-6-30': 'NEMA 6-30',
				'nema-6-50': 'NEMA 6-50',
				avcon: 'Avcon',
				inductive: 'Inductive',
			},
			{ nullable: true },
		),
	},
	{ about: 'What the EVSE must offer when AMPECO chooses it; ignored when an EVSE is given' },
);

const parkingSpaceCriteria = f.group(
	'Parking Space Criteria',
	{
		vehicleType: f.choice(
			'Vehicle Type',
			{
				two_and_three_wheel_vehicles_and_quadricycles: 'Two or Three Wheels, or Quadricycle',
				passenger_vehicles: 'Passenger Vehicle',
				passenger_vehicles_with_trailer: 'Passenger Vehicle with Trailer',
				light_duty_vans: 'Van',
				heavy_duty_tractor_units_without_trailer: 'Tractor Unit without Trailer',
				heavy_duty_trucks_without_articulation_point: 'Rigid Truck',
				heavy_duty_trucks_with_trailer_attached: 'Truck with Trailer',
				buses_or_motor_coaches: 'Bus or Coach',
			},
			{ nullable: true },
		),
		vehicleLengthCm: f.integer('Vehicle Length', { min: 1, about: 'In cm' }),
		vehicleWidthCm: f.integer('Vehicle Width', { min: 1, about: 'In cm' }),
		vehicleHeightCm: f.integer('Vehicle Height', { min: 1, about: 'In cm' }),
		vehicleWeightKg: f.integer('Vehicle Weight', { min: 1, about: 'In kg' }),
		driveThroughRequired: f.flag('Drive Through', { about: 'the vehicle must be able to drive through the space' }),
		refrigerationOutletRequired: f.flag('Refrigeration Outlet', { about: 'the space must power a cooling unit' }),
		dangerousGoodsAllowed: f.flag('Dangerous Goods', { about: 'the space must admit vehicles with dangerous goods' }),
	},
	{ about: 'What the parking space must fit' },
);

export const bookingRequest = resource({
	value: 'bookingRequest',
	name: 'Booking Request',
	path: { bookingRequest: f.ref('bookingRequest', 'Booking Request') },
	record: {
		id: 'integer',
		type: 'text',
		status: 'text',
		rejectionReason: 'text',
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
		userId: 'integer',
		locationId: 'integer',
		externalId: 'text',
		startAt: 'dateTime',
		endAt: 'dateTime',
		evseId: 'integer',
		evseCriteria: { currentType: 'text', minPower: 'number', maxPower: 'number', connectorType: 'text' },
		parkingSpaceCriteria: {
			vehicleWeightKg: 'integer',
			vehicleHeightCm: 'integer',
			vehicleLengthCm: 'integer',
			vehicleWidthCm: 'integer',
			vehicleType: 'text',
			driveThroughRequired: 'flag',
			refrigerationOutletRequired: 'flag',
			dangerousGoodsAllowed: 'flag',
		},
		authorizedTokens: [authorizedToken],
		bookingId: 'integer',
	},
	simple: [
		'id',
		'type',
		'status',
		'rejectionReason',
		'bookingId',
		'userId',
		'locationId',
		'evseId',
		'externalId',
		'startAt',
		'endAt',
		'createdAt',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/booking-requests/v1.0', {
			says: 'Asks for a booking, or to move or cancel one; for free times use Check Booking Availability of the AMPECO Location node. The request is decided a moment later: Get it until it is no longer pending.',
			body: f.oneOf(
				'Request',
				{
					create: f.variant(
						'Create',
						{
							userId: f.required(user),
							locationId: f.required(f.ref('location', 'Location')),
							startAt: f.required(startAt),
							endAt: f.required(endAt),
							evseId: f.ref('evse', 'EVSE', { about: 'One EVSE of the location; AMPECO chooses when left out' }),
							evseCriteria,
							parkingSpaceCriteria,
							authorizedTags,
							externalId,
						},
						'Keep a place to charge at a location for a time ahead',
					),
					update: f.variant(
						'Update',
						{ bookingId: f.required(booking), userId: user, startAt, endAt, authorizedTags, externalId },
						'Move a booking to another time or driver',
					),
					cancel: f.variant('Cancel', { bookingId: f.required(booking), externalId }, 'Give the place up'),
				},
				{ tag: 'type', inline: true, about: 'What is asked for' },
			),
		}),
		getAll: getMany('GET /public-api/resources/booking-requests/v1.0', {
			says: 'Lists requests for bookings, oldest first, decided or not. What came of them are Bookings.',
			paging: 'cursor',
			filters: {
				status,
				userId: f.ref('user', 'User'),
				locationId: f.ref('location', 'Location'),
				externalId: f.key('External ID'),
				startAfter: f.dateTime('Starts After'),
				startBefore: f.dateTime('Starts Before'),
				endAfter: f.dateTime('Ends After'),
				endBefore: f.dateTime('Ends Before'),
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get('GET /public-api/resources/booking-requests/v1.0/{bookingRequest}', {
			says: 'Reads whether a request was approved, with the ID of its booking, or why it was rejected.',
		}),
	},
});
