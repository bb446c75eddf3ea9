/** Users as API v1.0 had them: no company, language and personal ID for new ones only. Actions are with the newer version. */
import { addedIn, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import {
	companyName,
	languageAndIdentity,
	laterUserFilters,
	nonce,
	simpleUser,
	userFields,
	userFilters,
	userInclude,
	userRecord,
	withAmountDue,
} from './user.resource';

const fields = {
	...userFields,
	...addedIn('3.251', {
		companyName,
		skipPreAuthorization: f.flag('Skip Preauthorization', {
			about: 'no amount is reserved before a session of the user',
		}),
		skipUnpaidSessionCheck: f.flag('Skip Unpaid Session Check', {
			about: 'the user can charge although an earlier session is not paid',
		}),
	}),
};

const includeInAnswer = f.choices(
	'Include',
	{ partnerInvites: 'Partner Invites', externalAppData: 'External App Data' },
	{ about: 'More to add to the answer' },
);

export const userV10 = resource({
	value: 'userV10',
	name: 'User',
	operator: ['record', 'filter', 'create'],
	deprecated: { version: 'v1.0', use: 'AMPECO User > User' },
	path: { user: f.ref('user', 'User') },
	record: { ...userRecord, invoiceDetails: 'any' },
	simple: simpleUser,
	operations: {
		create: create('POST /public-api/resources/users/v1.0', {
			says: 'Opens an account for a driver, without a company.',
			body: {
				...fields,
				email: f.required(userFields.email),
				password: f.required(userFields.password),
				...languageAndIdentity,
				nonce,
			},
		}),
		getAll: getMany('GET /public-api/resources/users/v1.0', {
			says: 'Lists drivers without the companies they charge for.',
			paging: 'cursor',
			filters: { ...userFilters, ...addedIn('3.251', laterUserFilters) },
			query: { include: userInclude },
		}),
		get: get('GET /public-api/resources/users/v1.0/{user}', {
			says: 'Reads one driver without the company they charge for.',
			query: { include: userInclude, withAmountDue },
		}),
		update: update('PATCH /public-api/resources/users/v1.0/{user}', {
			says: 'Changes contact data, groups or bank details. What is left out stays as it is.',
			body: fields,
			query: { include: includeInAnswer },
		}),
		delete: remove('DELETE /public-api/resources/users/v1.0/{user}', {
			says: 'Removes a driver for good, with either version.',
		}),
	},
});
