/** Partner admins: people who work for a partner in the AMPECO back office. */
import { create, f, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	name: f.text('Name'),
	email: f.email('Email', { about: 'What the admin signs in with' }),
	password: f.secret('Password'),
	passwordConfirmation: f.secret('Password Confirmation', { about: 'The same password once more' }),
	roleId: f.integer('Role ID', {
		about: 'Number of the role in the AMPECO back office, which decides what the admin may do',
	}),
	locale: f.text('Language', { example: 'en', about: 'Language of the back office for this admin' }),
	locationIds: f.refs('location', 'Locations', {
		about: 'All locations the admin is for; those left out of the list are taken away',
	}),
	whitelistedIps: f.any('Allowed IP Addresses', {
		about: 'Addresses the admin may sign in from, as JSON such as ["192.0.2.1"]',
	}),
};

const { name, email, password, passwordConfirmation, roleId, ...optional } = fields;

export const partnerAdmin = resource({
	value: 'partnerAdmin',
	name: 'Partner Admin',
	path: { partner: f.ref('partner', 'Partner'), admin: f.ref('partnerAdmin', 'Partner Admin') },
	record: {
		id: 'integer',
		name: 'text',
		email: 'text',
		adminType: 'text',
		roleId: 'integer',
		locale: 'text',
		locationIds: ['integer'],
		whitelistedIps: 'any',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/partners/v2.0/{partner}/admins', {
			since: '3.139',
			says: 'Lists who can sign in to the back office for one partner, with role and locations.',
			paging: 'cursor',
		}),
		create: create('POST /public-api/resources/partners/v2.0/{partner}/admins', {
			since: '3.139',
			says: 'Gives somebody access to the back office on behalf of a partner.',
			body: {
				name: f.required(name),
				email: f.required(email),
				password: f.required(password),
				passwordConfirmation: f.required(passwordConfirmation),
				adminType: f.required(
					f.text('Admin Type', { about: "One of AMPECO's words for it, as the admins of the partner show it" }),
				),
				roleId: f.required(roleId),
				...optional,
			},
		}),
		update: update('PATCH /public-api/resources/partners/v2.0/{partner}/admins/{admin}', {
			since: '3.139',
			says: 'Changes role, locations or password of an admin. The type of an admin cannot change.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/partners/v2.0/{partner}/admins/{admin}', {
			since: '3.139',
			says: 'Takes the access to the back office away from an admin for good.',
		}),
	},
});
