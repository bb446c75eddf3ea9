/** Top-up packages: a price a driver pays and the bonus they get on top. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const featureOff = {
	405: 'Top-up packages are switched off for this tenant. Ask AMPECO to enable them.',
};

const fields = {
	price: f.number('Price', { about: "What the driver pays, in the tenant's currency and major units" }),
	bonus: f.number('Bonus', { about: 'Credit added on top of the price' }),
	enabled: f.flag('Enabled', { nullable: true, about: 'drivers can buy the package; off for a new one when left out' }),
};

export const topUpPackage = resource({
	value: 'topUpPackage',
	name: 'Top-Up Package',
	operator: ['record', 'filter', 'create'],
	path: { topUpPackage: f.ref('topUpPackage', 'Top Up Package') },
	record: { id: 'integer', price: 'number', bonus: 'number', enabled: 'flag' },
	operations: {
		getAll: getMany('GET /public-api/resources/top-up-packages/v2.0', {
			says: 'Lists packages on sale and off sale, oldest first.',
			paging: 'page',
			filters: { enabled: f.flag('Enabled', { about: 'to list packages on sale (on) or off sale (off)' }) },
			hints: featureOff,
		}),
		get: get('GET /public-api/resources/top-up-packages/v2.0/{topUpPackage}', {
			says: 'Reads the price, bonus and availability of one package.',
			hints: featureOff,
		}),
		create: create('POST /public-api/resources/top-up-packages/v2.0', {
			says: 'Adds an amount with a bonus that drivers can buy for their balance. It stays hidden until enabled.',
			body: { price: f.required(fields.price), bonus: f.required(fields.bonus), enabled: fields.enabled },
			hints: featureOff,
		}),
		update: update('PATCH /public-api/resources/top-up-packages/v2.0/{topUpPackage}', {
			says: 'Changes price or bonus, or puts a package on or off sale. What is left out stays as it is.',
			body: fields,
			hints: featureOff,
		}),
		delete: remove('DELETE /public-api/resources/top-up-packages/v2.0/{topUpPackage}', {
			says: 'Removes a package for good. To take it off sale for a while, update it to not enabled instead.',
			hints: featureOff,
		}),
	},
});
