/** Operators: the charging businesses that share one tenant. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const operator = resource({
	value: 'operator',
	name: 'Operator',
	path: { operator: f.ref('operator', 'Operator') },
	record: {
		id: 'integer',
		name: 'text',
		translatedName: [{ locale: 'text', translation: 'text' }],
		default: 'flag',
		country: 'text',
		currency: 'text',
		locale: 'text',
		timezone: 'text',
		email: 'text',
		phone: 'text',
		bankDetails: {
			bankAccountHolder: 'text',
			bankAccountNumber: 'text',
			bankAccountType: 'text',
			bankAddress: 'text',
			bankBic: 'text',
			bankCode: 'text',
			bankIban: 'text',
			bankName: 'text',
		},
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: ['id', 'name', 'default', 'country', 'currency', 'locale', 'timezone', 'email', 'phone', 'updatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/operators/v1.0', {
			says: 'Lists the businesses that share the tenant, with the currency and time zone of each. Sub operators are in the AMPECO Partner node.',
			since: '3.168',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/operators/v1.0/{operator}', {
			says: 'Reads the currency, time zone, contact and bank details of one business on the tenant.',
			since: '3.168',
		}),
	},
});
