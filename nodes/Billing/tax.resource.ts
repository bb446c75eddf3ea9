/** Taxes that prices and receipts are reckoned with. */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	name: f.text('Name', { about: 'Seen by operators' }),
	percentage: f.number('Percentage', { about: 'Such as 19 for 19 %' }),
	displayName: f.translations('Display Name', { nullable: true, about: 'What drivers see on receipts, per language' }),
	taxIdentificationNumberId: f.ref('taxIdentificationNumber', 'Tax Identification Number', {
		nullable: true,
		about: 'Number under which the tax is paid',
	}),
};

export const tax = resource({
	value: 'tax',
	name: 'Tax',
	path: { tax: f.ref('tax', 'Tax') },
	record: {
		id: 'integer',
		name: 'text',
		displayName: [{ locale: 'text', translation: 'text' }],
		percentage: 'number',
		taxIdentificationNumberId: 'integer',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/taxes/v2.0', {
			says: 'Lists the taxes that the tenant knows with their percentages, oldest first.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/taxes/v2.0/{tax}', {
			says: 'Reads the names and percentage of one tax.',
		}),
		checkVat: action('POST /public-api/actions/tax/v1.0/validate-vat', {
			since: '3.168',
			name: 'Check VAT Number',
			action: 'Check VAT number',
			says: "Asks AMPECO whether the VAT number of a company is valid. AMPECO's reference has the names of what is to be sent.",
			effect: 'read',
			body: {},
		}),
		create: create('POST /public-api/resources/taxes/v2.0', {
			says: 'Adds a tax rate that can be used for prices from then on.',
			body: { ...fields, name: f.required(fields.name), percentage: f.required(fields.percentage) },
		}),
		update: update('PATCH /public-api/resources/taxes/v2.0/{tax}', {
			says: 'Changes name or percentage. A new percentage raises or lowers what drivers pay, so mind when it should count.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/taxes/v2.0/{tax}', {
			says: 'Removes a tax that nothing uses, for good.',
			hints: { 409: 'Something still uses this tax. Give it another tax first.' },
		}),
	},
});
