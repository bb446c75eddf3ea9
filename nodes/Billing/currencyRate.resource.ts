/** Exchange rates between two currencies. */
import {
	create,
	createOrUpdate,
	currency,
	dateTime,
	get,
	getMany,
	number,
	ref,
	remove,
	required,
	resource,
	sinceLastRun,
	update,
} from '../shared/catalogue';

const rate = required(number('Rate', { about: 'What one unit of the base currency is worth in the target currency' }));

export const currencyRate = resource({
	value: 'currencyRate',
	name: 'Currency Rate',
	path: { currencyRate: ref('currencyRate', 'Currency Rate') },
	record: { id: 'integer', base: 'text', target: 'text', rate: 'number', updatedAt: 'dateTime' },
	operations: {
		create: create('POST /public-api/resources/currency-rates/v1.0', {
			says: 'Adds the rate of a pair of currencies. For a pair that has one, update that instead.',
			body: {
				base: required(currency('Base Currency')),
				target: required(currency('Target Currency')),
				rate,
			},
		}),
		upsert: createOrUpdate(['base', 'target']),
		get: get('GET /public-api/resources/currency-rates/v1.0/{currencyRate}', {
			says: 'Reads one pair of currencies with its rate and when that was set.',
		}),
		getAll: getMany('GET /public-api/resources/currency-rates/v1.0', {
			says: 'Lists rates, oldest first. Use filters to find the rate of one pair.',
			paging: 'cursor',
			filters: {
				base: currency('Base Currency'),
				target: currency('Target Currency'),
				updatedAfter: dateTime('Last Updated After'),
				updatedBefore: dateTime('Last Updated Before'),
			},
		}),
		getChanged: sinceLastRun('updatedAfter'),
		update: update('PATCH /public-api/resources/currency-rates/v1.0/{currencyRate}', {
			says: 'Sets a new rate for a pair of currencies, e.g. each day from a bank. The pair itself stays.',
			body: { rate },
		}),
		delete: remove('DELETE /public-api/resources/currency-rates/v1.0/{currencyRate}', {
			says: 'Removes the rate of a pair for good. To change it, update it instead.',
		}),
	},
});
