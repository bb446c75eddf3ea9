/** ID tags as API v1.0 had them: RFID cards only, with fewer settings. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import { idTagStatus, idTagType } from './idTag.resource';

const fields = {
	rfidTagUid: f.required(f.key('Tag UID', { about: 'The UID a card reader reads' })),
	status: f.required(f.choice('Status', idTagStatus, { about: 'Only an enabled tag can charge' })),
	userId: f.ref('user', 'User', { nullable: true, about: 'Whose tag it is; without a user it cannot charge' }),
	rfidLabel: f.key('Label', { nullable: true, about: 'What is printed on the card' }),
	expireAt: f.date('Expires On', {
		nullable: true,
		about: 'A new tag never expires when this is left out; to remove a date use Fields to Clear',
	}),
};

export const rfidTagV10 = resource({
	value: 'rfidTagV10',
	name: 'RFID Tag',
	deprecated: { version: 'v1.0', use: 'AMPECO User > ID Tag' },
	path: { rfidTag: f.ref('idTag', 'RFID Tag') },
	record: {
		id: 'integer',
		rfidTagUid: 'text',
		rfidLabel: 'text',
		expireAt: 'date',
		createdAt: 'dateTime',
		status: 'text',
		userId: 'integer',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'rfidTagUid',
		'rfidLabel',
		'status',
		'userId',
		{ expireDate: 'expireAt' },
		'createdAt',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/rfid-tags/v1.0', {
			says: 'Adds a card without payment method, partner or external ID.',
			body: fields,
		}),
		getAll: getMany('GET /public-api/resources/rfid-tags/v1.0', {
			says: 'Lists cards without their type, payment method and partner.',
			paging: 'cursor',
			filters: {
				rfidTagUid: f.key('Tag UID', { about: 'The whole UID' }),
				rfidLabel: f.key('Label', { about: 'The whole label' }),
				userId: f.ref('user', 'User'),
				status: f.choice('Status', { active: 'Active', disabled: 'Disabled', suspended: 'Suspended' }),
				type: f.choice('Type', idTagType),
				expireAt: f.dateTime('Expires After', { about: 'Cards that expire at this time or later' }),
			},
		}),
		get: get('GET /public-api/resources/rfid-tags/v1.0/{rfidTag}', {
			says: 'Reads one card without its type, payment method and partner.',
		}),
		update: update('PATCH /public-api/resources/rfid-tags/v1.0/{rfidTag}', {
			says: 'Changes a card. What is left out stays as it is.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/rfid-tags/v1.0/{rfidTag}', {
			says: 'Removes a card for good, with either version.',
		}),
	},
});
