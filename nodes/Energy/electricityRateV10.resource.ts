/** Electricity rates as API v1.0 had them: prices by time of day are part of the rate. */
import { create, f, get, getMany, remove, replace, resource } from '../shared/catalogue';

const withSeconds = { example: '07:30:00', about: 'Hours, minutes and seconds, on the price interval' };

const elements = f.list(
	'Intervals',
	'Interval',
	{
		startAt: f.required(f.text('Starts At', withSeconds)),
		endAt: f.required(f.text('Ends At', withSeconds)),
		price: f.number('Price', {
			nullable: true,
			about: 'Per kWh including tax; without one the default price counts',
		}),
	},
	{ about: 'Each as long as the price interval' },
);

const body = {
	name: f.required(f.text('Name')),
	pricingGranularityInMinutes: f.required(
		f.choice(
			'Price Interval',
			[
				{ name: '60 Minutes', value: 60 },
				{ name: '30 Minutes', value: 30 },
				{ name: '15 Minutes', value: 15 },
			],
			{ type: 'integer', about: 'How long each price lasts' },
		),
	),
	defaultPricePerKwh: f.required(
		f.number('Default Price per kWh', {
			about: "Including tax, in the tenant's currency; counts wherever no price is set",
		}),
	),
	utilityId: f.ref('utility', 'Utility', { nullable: true, about: 'Company that supplies the energy' }),
	taxPercentage: f.number('Tax Percentage', {
		min: 0,
		max: 100,
		about: 'Only tells how much tax the prices contain; nothing is added',
	}),
	taxId: f.ref('tax', 'Tax', { about: 'AMPECO is phasing this out; use Tax Percentage' }),
	intervalPricing: f.list(
		'Weekday Prices',
		'Group of Weekdays',
		{
			weekDays: f.required(
				f.choices('Weekdays', {
					monday: 'Monday',
					tuesday: 'Tuesday',
					wednesday: 'Wednesday',
					thursday: 'Thursday',
					friday: 'Friday',
					saturday: 'Saturday',
					sunday: 'Sunday',
				}),
			),
			elements,
		},
		{ nullable: true },
	),
	intervalSpecialPricing: f.list(
		'Special Prices',
		'Group of Dates',
		{
			specialPricingName: f.required(f.text('Special Price Name', { example: 'Holidays' })),
			validOn: f.required(f.texts('Dates', { example: '2026-12-25', about: 'Days in the form YYYY-MM-DD' })),
			elements,
		},
		{ nullable: true, about: 'Prices of single dates, such as holidays' },
	),
};

export const electricityRateV10 = resource({
	value: 'electricityRateV10',
	name: 'Electricity Rate',
	deprecated: { version: 'v1.0', use: 'AMPECO Energy > Electricity Rate' },
	path: { electricityRate: f.ref('electricityRate', 'Electricity Rate') },
	record: {
		id: 'integer',
		name: 'text',
		utilityId: 'integer',
		pricingGranularityInMinutes: 'integer',
		defaultPricePerKwh: 'number',
		taxId: 'integer',
		taxPercentage: 'number',
		intervalPricing: [{ weekDays: ['text'], elements: ['any'] }],
		intervalSpecialPricing: [{ specialPricingName: 'text', validOn: ['date'], elements: ['any'] }],
	},
	operations: {
		getAll: getMany('GET /public-api/resources/electricity-rates/v1.0', {
			says: 'Lists rates with their prices by time of day.',
			paging: 'page',
			filters: { utilityId: f.ref('utility', 'Utility') },
		}),
		get: get('GET /public-api/resources/electricity-rates/v1.0/{electricityRate}', {
			says: 'Reads one rate with its prices by time of day.',
		}),
		create: create('POST /public-api/resources/electricity-rates/v1.0', {
			says: 'Adds a rate together with its prices by time of day. In v2.0 these are a resource of their own, Electricity Price.',
			body,
		}),
		update: replace('PUT /public-api/resources/electricity-rates/v1.0/{electricityRate}', {
			says: 'Changes a rate; with Keep Other Values off, prices left out are removed.',
			body,
		}),
		delete: remove('DELETE /public-api/resources/electricity-rates/v1.0/{electricityRate}', {
			says: 'Removes a rate for good, with either version.',
		}),
	},
});
