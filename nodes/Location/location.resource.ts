/** Locations: the sites where charge points stand, with their addresses and opening hours. */
import {
	addedIn,
	action,
	create,
	createOrUpdate,
	f,
	get,
	getMany,
	remove,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const latitude = f.number('Latitude', { min: -90, max: 90, about: 'Decimal degrees, north is positive' });
const longitude = f.number('Longitude', { min: -180, max: 180, about: 'Decimal degrees, east is positive' });

/** A create needs the coordinates, so they stand beside the other required fields. */
export const coordinates = {
	latitude: f.reworded(latitude, { wire: ['geoposition', 'latitude'] }),
	longitude: f.reworded(longitude, { wire: ['geoposition', 'longitude'] }),
};

/** AMPECO takes both coordinates or none, so an update changes them together. */
export const geoposition = f.group('Coordinates', {
	latitude: f.required(latitude),
	longitude: f.required(longitude),
});

const interval = { start: f.required(f.time('Opens')), end: f.required(f.time('Closes')) };

export const openingHours = f.group(
	'Opening Hours',
	{
		monday: f.list('Monday', 'Interval', interval),
		tuesday: f.list('Tuesday', 'Interval', interval),
		wednesday: f.list('Wednesday', 'Interval', interval),
		thursday: f.list('Thursday', 'Interval', interval),
		friday: f.list('Friday', 'Interval', interval),
		saturday: f.list('Saturday', 'Interval', interval),
		sunday: f.list('Sunday', 'Interval', interval),
	},
	{ nullable: true, about: 'In the local time of the location. A day without intervals is closed.' },
);

export const accessHours = {
	isAlwaysOpen: f.flag('Always Open', {
		about: 'drivers can charge around the clock. When off, set the opening hours.',
	}),
	stopSessionOutsideWorkingHours: f.flag('Stop Sessions at Closing Time', {
		nullable: true,
		about: 'sessions still running at closing time are stopped, except those of user groups with access at all hours',
	}),
	alwaysOpenForUserGroupIds: f.refs('userGroup', 'Always Open for User Groups', {
		type: 'number',
		nullable: true,
		about: 'Drivers of these groups can charge outside the opening hours too',
	}),
};

export const locationFields = {
	name: f.translations('Name', { about: 'What drivers see in the app, per language' }),
	address: f.translations('Full Address', { about: 'Street, postal code and city in one text, per language' }),
	country: f.country('Country'),
	streetAddress: f.translations('Street Address', { about: 'Street and number alone, per language' }),
	city: f.text('City', { nullable: true }),
	postCode: f.key('Postal Code', { nullable: true }),
	state: f.key('State Code', {
		example: 'NSW',
		about: 'Code of the state or county. Only in Australia, Canada, Romania, the US and its Outlying Islands.',
	}),
	region: f.text('Region', { nullable: true, about: 'Only in countries that take no state code' }),
	timezone: f.text('Time Zone', {
		nullable: true,
		example: 'Europe/Sofia',
		about: 'Name in the form Area/City. Needed where the tenant allows several time zones.',
	}),
	shortDescription: f.translations('Short Description', { about: 'Shown to drivers, per language' }),
	description: f.translations('Description', { about: 'Shown to drivers, per language' }),
	additionalDescription: f.translations('Additional Description', { about: 'Shown to drivers, per language' }),
	isAlwaysOpen: f.reworded(accessHours.isAlwaysOpen, { wire: ['workingHours', 'isAlwaysOpen'] }),
	hours: f.reworded(openingHours, { wire: ['workingHours', 'hours'] }),
	stopSessionOutsideWorkingHours: f.reworded(accessHours.stopSessionOutsideWorkingHours, {
		wire: ['workingHours', 'stopSessionOutsideWorkingHours'],
	}),
	alwaysOpenForUserGroupIds: f.reworded(accessHours.alwaysOpenForUserGroupIds, {
		wire: ['workingHours', 'alwaysOpenForUserGroupIds'],
	}),
	parkingType: f.choice(
		'Parking Type',
		{
			ALONG_MOTORWAY: 'Along a Motorway',
			ON_DRIVEWAY: 'On a Driveway',
			ON_STREET: 'On the Street',
			PARKING_GARAGE: 'Parking Garage',
			PARKING_LOT: 'Parking Lot',
			UNDERGROUND_GARAGE: 'Underground Garage',
			IS_TENT: 'Tent',
			SECURE: 'Secure Parking',
		},
		{ nullable: true },
	),
	accessMethods: f.choices(
		'Access Methods',
		{
			OPEN: 'Open to Everybody',
			ACCESS_CODE: 'Access Code',
			INTERCOM: 'Intercom',
			LICENSE_PLATE: 'License Plate',
			PARKING_TICKET: 'Parking Ticket',
			TOKEN: 'RFID Card or App',
		},
		{ nullable: true, about: 'How drivers get to the charge points. Replaces all chosen before.' },
	),
	facilities: f.choices(
		'Facilities',
		{
			AIRPORT: 'Airport',
			BIKE_SHARING: 'Bike Sharing',
			BUS_STOP: 'Bus Stop',
			CAFE: 'Cafe',
			CARPOOL_PARKING: 'Carpool Parking',
			FUEL_STATION: 'Fuel Station',
			HOTEL: 'Hotel',
			MALL: 'Mall',
			METRO_STATION: 'Metro Station',
			MUSEUM: 'Museum',
			NATURE: 'Nature',
			PARKING_LOT: 'Parking Lot',
			RECREATION_AREA: 'Park, Playground or Leisure',
			RESTAURANT: 'Restaurant',
			SPORT: 'Sport',
			SUPERMARKET: 'Supermarket',
			TAXI_STAND: 'Taxi Stand',
			TRAIN_STATION: 'Train Station',
			TRAM_STOP: 'Tram Stop',
			WIFI: 'Wi-Fi',
		},
		{ nullable: true, about: 'What is near. Replaces all chosen before.' },
	),
	tags: f.texts('Tags', { about: 'Words of your own to find the location by. Replaces all set before.' }),
	externalId: f.key('External ID', {
		nullable: true,
		about: 'ID of the location in your own system; must be unique',
	}),
	roamingOperatorId: f.ref('roamingOperator', 'Roaming Operator', {
		about: 'Only for a location that a roaming partner runs',
	}),
	externalAppData: f.map('External App Data', {
		nullable: true,
		about: 'Data of your own that AMPECO keeps with the location',
	}),
};

const texted: [RecordShape] = [{ locale: 'text', translation: 'text' }];
const image: RecordShape = { original: 'text', thumbnail: 'text', mimeType: 'text' };

const dayHours: [RecordShape] = [{ start: 'text', end: 'text' }];

export const weekHours: RecordShape = {
	monday: dayHours,
	tuesday: dayHours,
	wednesday: dayHours,
	thursday: dayHours,
	friday: dayHours,
	saturday: dayHours,
	sunday: dayHours,
};

export const zoneRecord: RecordShape = {
	id: 'integer',
	name: 'text',
	locationId: 'integer',
	status: 'text',
	additionalInfo: { enabled: 'flag', title: texted, description: texted },
};

const record: RecordShape = {
	id: 'integer',
	externalId: 'text',
	name: texted,
	description: texted,
	shortDescription: texted,
	additionalDescription: texted,
	geoposition: { latitude: 'number', longitude: 'number' },
	address: texted,
	streetAddress: texted,
	city: 'text',
	region: 'text',
	state: 'text',
	country: 'text',
	postCode: 'text',
	timezone: 'text',
	parkingType: 'text',
	accessMethods: ['text'],
	facilities: ['text'],
	locationImage: image,
	images: [image],
	workingHours: {
		isAlwaysOpen: 'flag',
		stopSessionOutsideWorkingHours: 'flag',
		alwaysOpenForUserGroupIds: ['number'],
		hours: weekHours,
	},
	chargingZones: [zoneRecord],
	roamingOperatorId: 'integer',
	roaming: { owner: { name: 'text' }, operator: { name: 'text' }, suboperator: { name: 'text' } },
	tags: ['text'],
	externalAppData: 'any',
	lastUpdatedAt: 'dateTime',
	createdAt: 'dateTime',
	status: 'text',
	accessibilityType: 'text',
	acceptedPaymentBrands: ['text'],
	paymentOptions: ['text'],
	partnerIds: ['integer'],
	isRoaming: 'flag',
	locationPin: 'any',
	notes: ['any'],
};

/** What came later, and an update takes too. */
const addedFields = addedIn('3.251', {
	accessibilityType: f.text('Accessibility Type'),
	status: f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' }, { about: 'Deprecated by AMPECO' }),
});

const include = f.choices(
	'Include',
	{
		chargingZones: 'Charging Zones',
		externalAppData: 'External App Data',
		images: 'All Images',
		locationImage: 'Main Image',
		notes: 'Notes',
	},
	{ about: 'Data to add to the answer' },
);
const includeInList = f.reworded(include, {
	about: 'Data to add to each location.',
});

const { name, address, country: inCountry, ...optional } = locationFields;

export const location = resource({
	value: 'location',
	name: 'Location',
	operator: ['record', 'filter', 'create'],
	path: { location: f.ref('location', 'Location') },
	record,
	simple: [
		'id',
		'externalId',
		'name',
		'address',
		'city',
		'postCode',
		'state',
		'region',
		'country',
		'status',
		'timezone',
		{ latitude: 'geoposition.latitude', longitude: 'geoposition.longitude' },
		'tags',
		'partnerIds',
		'roamingOperatorId',
		'isRoaming',
		'createdAt',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/locations/v2.0', {
			says: 'Lists sites of the tenant and its roaming partners by place, partner, tag or external ID. AMPECO cannot search names.',
			paging: 'cursor',
			filters: {
				country: f.country('Country'),
				state: f.key('State Code', {
					example: 'NSW',
					about: 'Only in Australia, Canada, the US and its Outlying Islands',
				}),
				region: f.text('Region'),
				city: f.text('City'),
				partnerId: f.ref('partner', 'Partner'),
				externalId: f.key('External ID'),
				tag: f.text('Tag', { about: 'One tag that the location must have' }),
				roaming: f.flag('Roaming', {
					about: "to list locations of roaming partners (on) or the tenant's own (off)",
				}),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					createdAfter: f.dateTime('Created After'),
					createdBefore: f.dateTime('Created Before'),
				}),
			},
			query: { include: includeInList },
		}),
		get: get('GET /public-api/resources/locations/v2.0/{location}', {
			says: 'Reads one location. Its charging zones, images and external app data come only when included.',
			query: { include: includeInList },
		}),
		getChanged: sinceLastRun(),
		checkBookingAvailability: action('POST /public-api/actions/locations/v2.0/{location}/check-booking-availability', {
			action: 'Check booking availability at location',
			says: 'Finds the free time slots of each EVSE that can be booked at a location, one item out per EVSE. It books nothing.',
			effect: 'read',
			body: {
				startAfter: f.required(f.dateTime('From')),
				endBefore: f.required(f.dateTime('Until', { about: 'At most seven days after From' })),
			},
			record: { evseId: 'integer', availableSlots: [{ startAt: 'dateTime', endAt: 'dateTime' }] },
			hints: { 400: 'Keep the time frame within seven days, with From before Until.' },
		}),
		create: create('POST /public-api/resources/locations/v2.0', {
			says: 'Adds a site where charge points can be placed. For an area within a site create a Charging Zone instead.',
			body: {
				name: f.required(name),
				address: f.required(address),
				country: f.required(inCountry),
				latitude: f.required(coordinates.latitude),
				longitude: f.required(coordinates.longitude),
				...optional,
				...addedFields,
				...addedIn('3.251', {
					paymentOptions: f.texts('Payment Options', { about: 'How drivers can pay there' }),
					acceptedPaymentBrands: f.texts('Accepted Payment Brands', { about: 'Brands of cards that are taken there' }),
				}),
			},
		}),
		upsert: createOrUpdate('externalId'),
		update: update('PATCH /public-api/resources/locations/v2.0/{location}', {
			says: 'Changes what is set and leaves the rest of the location as it is.',
			body: { name, geoposition, address, country: inCountry, ...optional, ...addedFields },
			query: { include },
		}),
		delete: remove('DELETE /public-api/resources/locations/v2.0/{location}', {
			says: 'Removes a site for good. Move its charge points to another location first.',
		}),
	},
});
