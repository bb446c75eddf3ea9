/** Partners as API v1.0 had them: one contact, no business name, states or bank details. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import { partnerFields, partnerFilters, partnerRecord } from './partner.resource';

const fields = {
	...partnerFields,
	name: f.required(partnerFields.name),
	contactPerson: f.text('Contact Person', { nullable: true }),
	email: f.email('Email', { nullable: true }),
	phone: f.key('Phone', { nullable: true }),
	faultNotificationsEmail: f.email('Fault Notifications Email', {
		nullable: true,
		about: 'Where faults of charge points are reported; nowhere unless set',
	}),
};

const record: RecordShape = {
	...partnerRecord,
	contactPerson: 'text',
	email: 'text',
	phone: 'text',
	faultNotificationsEmail: 'text',
};

export const partnerV10 = resource({
	value: 'partnerV10',
	name: 'Partner',
	operator: ['filter'],
	deprecated: { version: 'v1.0', use: 'AMPECO Partner > Partner' },
	path: { partner: f.ref('partner', 'Partner') },
	record,
	simple: [
		'id',
		'externalId',
		'name',
		'regNo',
		'city',
		'country',
		'contactPerson',
		'email',
		'corporateBilling',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partners/v1.0', {
			says: 'Lists partners without bank details.',
			paging: 'page',
			filters: partnerFilters,
		}),
		get: get('GET /public-api/resources/partners/v1.0/{partner}', {
			says: 'Reads one partner without bank details.',
		}),
		create: create('POST /public-api/resources/partners/v1.0', {
			says: 'Adds a company with a single contact.',
			body: fields,
		}),
		update: update('PATCH /public-api/resources/partners/v1.0/{partner}', {
			says: 'Changes a partner. What is left out stays as it is.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/partners/v1.0/{partner}', {
			says: 'Removes a partner for good, with either version.',
		}),
	},
});
