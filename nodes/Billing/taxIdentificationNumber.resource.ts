/** Tax identification numbers under which taxes are paid. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const name = f.text('Name', { about: 'The number, or what it is known by' });

export const taxIdentificationNumber = resource({
	value: 'taxIdentificationNumber',
	name: 'Tax Identification Number',
	path: { taxIdentificationNumber: f.ref('taxIdentificationNumber', 'Tax Identification Number') },
	record: { id: 'integer', name: 'text', lastUpdatedAt: 'dateTime' },
	operations: {
		getAll: getMany('GET /public-api/resources/tax-identification-numbers/v2.0', {
			says: 'Lists the numbers that taxes of the tenant can refer to, oldest first.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/tax-identification-numbers/v2.0/{taxIdentificationNumber}', {
			says: 'Reads one number by its ID. The taxes that refer to it name that ID.',
		}),
		create: create('POST /public-api/resources/tax-identification-numbers/v2.0', {
			says: 'Adds a number that taxes can refer to.',
			body: { name: f.required(name) },
		}),
		update: update('PATCH /public-api/resources/tax-identification-numbers/v2.0/{taxIdentificationNumber}', {
			says: 'Renames a number. Taxes go on referring to it.',
			body: { name },
		}),
		delete: remove('DELETE /public-api/resources/tax-identification-numbers/v2.0/{taxIdentificationNumber}', {
			says: 'Removes a number for good. Give taxes that refer to it another one first.',
		}),
	},
});
