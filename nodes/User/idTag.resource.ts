/** ID tags: RFID cards and the vehicle addresses of Autocharge, which let a user charge without the app. */
import {
	addedIn,
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

export const idTagStatus = { enabled: 'Enabled', disabled: 'Disabled', suspended: 'Suspended' };

const settableType = { rfid: 'RFID', mac_address: 'MAC Address (Autocharge)' };

export const idTagType = { ...settableType, emaid: 'EMAID (Plug and Charge)' };

const record: RecordShape = {
	id: 'integer',
	idTagUid: 'text',
	idLabel: 'text',
	expireAt: 'dateTime',
	createdAt: 'dateTime',
	status: 'text',
	type: 'text',
	vehicleType: 'text',
	paymentMethodId: 'text',
	userId: 'integer',
	externalId: 'text',
	partnerId: 'integer',
	lastUpdatedAt: 'dateTime',
	defaultPaymentOption: 'text',
	isHomeChargingOnly: 'flag',
	rfidStandard: 'text',
	userLabel: 'text',
	vehicleId: 'integer',
};

const fields = {
	idTagUid: f.key('Tag UID', {
		example: '04A2B3C4D5E680',
		about: 'What the reader of a charge point reads: the UID of the card, or the MAC address of the vehicle',
	}),
	type: f.choice('Type', settableType),
	status: f.choice('Status', idTagStatus, {
		about: 'Only an enabled tag can charge. An operator disables a tag, its owner suspends it.',
	}),
	userId: f.ref('user', 'User', {
		nullable: true,
		about: 'Whose tag it is. A tag without a user cannot charge, but can be prepared for one.',
	}),
	idLabel: f.key('Label', { nullable: true, about: 'What is printed on the tag' }),
	expireAt: f.dateTime('Expires At', {
		nullable: true,
		about: 'A new tag never expires when this is left out; to remove a date use Fields to Clear',
	}),
	paymentMethodId: f.ref('paymentMethod', 'Payment Method', {
		type: 'text',
		nullable: true,
		about:
			'What sessions with this tag are paid with. Choose the user first to see the list. By ID it may also be corporate:12.',
	}),
	vehicleType: f.choice('Vehicle Type', { company_car: 'Company Car', private_car: 'Private Car' }, { nullable: true }),
	partnerId: f.ref('partner', 'Partner', {
		nullable: true,
		about: 'The partner whose administrators may change and delete the tag',
	}),
	externalId: f.key('External ID', { nullable: true, about: "The tag's number in a system of yours" }),
	...addedIn('3.251', {
		isHomeChargingOnly: f.flag('Home Charging Only', { about: "the tag works only at the user's own charge points" }),
		rfidStandard: f.key('RFID Standard'),
		defaultPaymentOption: f.text('Default Payment Option'),
		vehicleId: f.integer('Vehicle ID', { about: 'The vehicle that the tag belongs to' }),
	}),
};

export const idTag = resource({
	value: 'idTag',
	name: 'ID Tag',
	operator: ['record', 'filter', 'create'],
	path: { idTag: f.ref('idTag', 'ID Tag') },
	record,
	simple: [
		'id',
		'idTagUid',
		'idLabel',
		'status',
		'type',
		'userId',
		'partnerId',
		'paymentMethodId',
		'externalId',
		'expireAt',
		'createdAt',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/id-tags/v2.0', {
			says: 'Adds a card or an Autocharge vehicle, for a user or in advance. It works as soon as it is enabled and has a user.',
			body: {
				...fields,
				idTagUid: f.required(fields.idTagUid),
				type: f.required(fields.type),
				status: f.required(fields.status),
				// Only an update may send null here.
				partnerId: { ...fields.partnerId, nullable: false },
			},
		}),
		upsert: createOrUpdate('idTagUid', 'idLabel'),
		getAll: getMany('GET /public-api/resources/id-tags/v2.0', {
			says: 'Lists tags. To find the owner of a card, filter by its UID.',
			paging: 'cursor',
			filters: {
				idTagUid: f.key('Tag UID', { about: 'The whole UID' }),
				idLabel: f.key('Label', { about: 'The whole label' }),
				userId: f.ref('user', 'User'),
				status: f.choice('Status', idTagStatus),
				type: f.choice('Type', idTagType),
				expireAt: f.dateTime('Expires After', { about: 'Tags that expire at this time or later' }),
				partnerId: f.ref('partner', 'Partner', {
					nullable: true,
					about: 'By ID, the word null finds tags without a partner',
				}),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
				...addedIn('3.251', {
					isHomeChargingOnly: f.flag('Home Charging Only', {
						about: 'to list tags for home charging alone (on) or others (off)',
					}),
					rfidStandard: f.key('RFID Standard'),
					vehicleId: f.integer('Vehicle ID'),
				}),
			},
		}),
		get: get('GET /public-api/resources/id-tags/v2.0/{idTag}', {
			says: 'Reads one tag with its UID, user and status.',
		}),
		getChanged: sinceLastRun(),
		update: update('PATCH /public-api/resources/id-tags/v2.0/{idTag}', {
			says: 'Gives a tag to a user, enables or disables it, or changes how it pays. What is left out stays as it is.',
			body: {
				...fields,
				paymentMethodId: {
					...fields.paymentMethodId,
					about:
						'What sessions with this tag are paid with. By ID it may also be auto (AMPECO chooses) or corporate:12.',
				},
				...addedIn('3.251', {
					userLabel: f.text('User Label', { about: 'What its owner calls it' }),
				}),
			},
		}),
		delete: remove('DELETE /public-api/resources/id-tags/v2.0/{idTag}', {
			says: 'Removes a tag for good. To block a lost card but keep its history, update it to disabled instead.',
		}),
	},
});
