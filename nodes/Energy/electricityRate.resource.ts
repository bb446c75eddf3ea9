/** Electricity rates: what energy costs the operator, and what it is made from. */
import { create, f, get, getMany, remove, replace, resource, update } from '../shared/catalogue';

const type = f.choice('Type', {
	admin_defined: 'Own Prices',
	octopus_go: 'Octopus Go',
	agile_octopus: 'Agile Octopus',
	nord_pool: 'Nord Pool',
});

const fields = {
	name: f.text('Name'),
	defaultPrice: f.number('Default Price', {
		about: "Per kWh including tax, in the tenant's currency; counts wherever no price is set for the time of day",
	}),
	taxPercentage: f.number('Tax Percentage', {
		min: 0,
		max: 100,
		nullable: true,
		about: 'Only tells how much tax the prices contain; nothing is added',
	}),
	utilityId: f.ref('utility', 'Utility', { nullable: true, about: 'Company that supplies the energy' }),
};

/** A share of the energy. */
function share(label: string, about: string) {
	return f.number(label, { min: 0, max: 100, about: `Percent from ${about}` });
}

const mix = {
	solar: share('Solar', 'the sun'),
	wind: share('Wind', 'wind turbines'),
	hydro: share('Hydro', 'water power'),
	nuclear: share('Nuclear', 'nuclear power plants'),
	coal: share('Coal', 'burning coal'),
	naturalGas: share('Natural Gas', 'natural gas'),
	otherRenewable: share('Other Renewable', 'renewable sources not listed'),
	otherNonRenewable: share('Other Nonrenewable', 'other sources not listed'),
};

const mixRecord = {
	solar: 'number',
	wind: 'number',
	hydro: 'number',
	nuclear: 'number',
	coal: 'number',
	naturalGas: 'number',
	otherRenewable: 'number',
	otherNonRenewable: 'number',
} as const;

export const electricityRate = resource({
	value: 'electricityRate',
	name: 'Electricity Rate',
	operator: ['record', 'filter'],
	path: { electricityRate: f.ref('electricityRate', 'Electricity Rate') },
	record: {
		id: 'integer',
		name: 'text',
		type: 'text',
		utilityId: 'integer',
		defaultPrice: 'number',
		taxPercentage: 'number',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/electricity-rates/v2.0', {
			says: 'Lists rates with their default prices, also those fed by an energy market.',
			paging: 'cursor',
			filters: { utilityId: f.ref('utility', 'Utility'), type },
		}),
		get: get('GET /public-api/resources/electricity-rates/v2.0/{electricityRate}', {
			says: 'Reads the default price of one rate. Prices by time of day are listed by Electricity Price.',
		}),
		create: create('POST /public-api/resources/electricity-rates/v2.0', {
			says: 'Adds a rate with one price for all times. Prices by time of day follow with Electricity Price.',
			body: {
				name: f.required(fields.name),
				defaultPrice: f.required(fields.defaultPrice),
				taxPercentage: f.required(fields.taxPercentage),
				utilityId: fields.utilityId,
			},
		}),
		update: update('PATCH /public-api/resources/electricity-rates/v2.0/{electricityRate}', {
			says: 'Changes name, default price, tax or utility. Prices by time of day stay as they are.',
			body: fields,
		}),
		getEnergyMix: get('GET /public-api/resources/electricity-rates/v2.0/{electricityRate}/energy-mix', {
			action: 'Get energy mix of electricity rate',
			says: 'Reads the percentage of each source; all are 0 until set.',
			record: mixRecord,
		}),
		setEnergyMix: replace('PUT /public-api/resources/electricity-rates/v2.0/{electricityRate}/energy-mix', {
			action: 'Set energy mix of electricity rate',
			says: 'Tells drivers where the energy comes from. With Keep Other Values off, a share left out counts as 0.',
			body: mix,
			record: mixRecord,
		}),
		delete: remove('DELETE /public-api/resources/electricity-rates/v2.0/{electricityRate}', {
			says: 'Removes a rate with all its prices for good.',
		}),
	},
});
