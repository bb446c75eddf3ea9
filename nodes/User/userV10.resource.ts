/** Users as API v1.0 had them: no company, language and personal ID for new ones only. Actions are with the newer version. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import {
	includeInAnswer,
	languageAndIdentity,
	nonce,
	simpleUser,
	userFields,
	userFilters,
	userInclude,
	userRecord,
	withAmountDue,
} from './user.resource';

export const userV10 = resource({
	value: 'userV10',
	name: 'User',
	deprecated: { version: 'v1.0', use: 'User' },
	path: { user: f.ref('user', 'User') },
	record: userRecord,
	simple: simpleUser,
	operations: {
		create: create('POST /public-api/resources/users/v1.0', {
			says: 'Opens an account for a driver, without a company.',
			body: {
				...userFields,
				email: f.required(userFields.email),
				password: f.required(userFields.password),
				...languageAndIdentity,
				nonce,
			},
		}),
		get: get('GET /public-api/resources/users/v1.0/{user}', {
			says: 'Reads one driver without the company they charge for.',
			query: { include: userInclude, withAmountDue },
		}),
		getAll: getMany('GET /public-api/resources/users/v1.0', {
			says: 'Lists drivers without the companies they charge for.',
			paging: 'cursor',
			filters: userFilters,
			query: { include: userInclude },
		}),
		update: update('PATCH /public-api/resources/users/v1.0/{user}', {
			says: 'Changes contact data, groups or bank details. What is left out stays as it is.',
			body: userFields,
			query: { include: includeInAnswer },
		}),
		delete: remove('DELETE /public-api/resources/users/v1.0/{user}', {
			says: 'Removes a driver for good, with either version.',
		}),
	},
});
