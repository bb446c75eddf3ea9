/** Exchange rates between two currencies. */
import { create, createOrUpdate, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';

const rate = f.required(
	f.number('Rate', { about: 'What one unit of the base currency is worth in the target currency' }),
);

export const currencyRate = resource({
	value: 'currencyRate',
	name: 'Currency Rate',
	path: { currencyRate: f.ref('currencyRate', 'Currency Rate') },
	record: { id: 'integer', base: 'text', target: 'text', rate: 'number', updatedAt: 'dateTime' },
	operations: {
		upsert: createOrUpdate(['base', 'target']),
		create: create('POST /public-api/resources/currency-rates/v1.0', {
			says: 'Adds the rate of a pair of currencies. For a pair that has one, update that instead.',
			body: {
				base: f.required(f.currency('Base Currency')),
				target: f.required(f.currency('Target Currency')),
				rate,
			},
		}),
		getAll: getMany('GET /public-api/resources/currency-rates/v1.0', {
			says: 'Lists rates, oldest first. Use filters to find the rate of one pair.',
			paging: 'cursor',
			filters: {
				base: f.currency('Base Currency'),
				target: f.currency('Target Currency'),
				updatedAfter: f.dateTime('Last Updated After'),
				updatedBefore: f.dateTime('Last Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/currency-rates/v1.0/{currencyRate}', {
			says: 'Reads one pair of currencies with its rate and when that was set.',
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
