/** Currencies of the tenant and how amounts in them are written. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const alphabeticCode = f.required(f.currency('Currency Code'));

const optional = {
	prefix: f.text('Prefix', { example: '$', nullable: true, about: 'Written before an amount' }),
	suffix: f.text('Suffix', { example: '€', nullable: true, about: 'Written after an amount' }),
	decimal: f.integer('Decimals of Totals', {
		min: 0,
		nullable: true,
		about: 'Digits after the decimal point in totals and payments',
	}),
	unitPriceAndCalculationsDecimal: f.integer('Decimals of Unit Prices', {
		min: 0,
		nullable: true,
		about: 'Digits after the decimal point in prices per kWh and per minute',
	}),
	enableUseOfMinorCurrencyUnit: f.flag('Use Minor Unit', {
		about: 'electricity prices in the app are given in the minor unit, such as cents',
	}),
	minorUnitSign: f.text('Minor Unit Sign', { example: '¢', nullable: true, about: 'Letter or sign of the minor unit' }),
};

export const currency = resource({
	value: 'currency',
	name: 'Currency',
	path: { currency: f.ref('currency', 'Currency') },
	record: {
		id: 'integer',
		name: 'text',
		alphabeticCode: 'text',
		numericCode: 'text',
		prefix: 'text',
		suffix: 'text',
		decimal: 'integer',
		unitPriceAndCalculationsDecimal: 'integer',
		enableUseOfMinorCurrencyUnit: 'flag',
		minorUnitSign: 'text',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/currencies/v2.0', {
			says: 'Lists the currencies set up in the tenant with their signs and decimals.',
			paging: 'links',
		}),
		get: get('GET /public-api/resources/currencies/v2.0/{currency}', {
			says: 'Reads one currency with its codes, signs and decimals. For exchange rates see Currency Rate.',
		}),
		create: create('POST /public-api/resources/currencies/v2.0', {
			says: 'Makes a currency available in the tenant and says how amounts in it are written.',
			body: { alphabeticCode, ...optional },
		}),
		update: update('PATCH /public-api/resources/currencies/v2.0/{currency}', {
			says: 'Changes how amounts in a currency are written. What is left out stays as it is.',
			body: { alphabeticCode, ...optional },
		}),
		delete: remove('DELETE /public-api/resources/currencies/v2.0/{currency}', {
			says: 'Removes a currency that nothing uses. AMPECO will take this operation away without another in its place.',
			deprecated: { use: 'none' },
			hints: { 409: 'Something still uses this currency, so AMPECO keeps it.' },
		}),
	},
});
