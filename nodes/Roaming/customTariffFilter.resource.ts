/** Custom tariff filters: which EVSEs of a roaming operator get prices of their own, tried in order. */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const status = f.choice('Status', { enabled: 'Enabled', disabled: 'Disabled' });

const fields = {
	name: f.text('Name', { about: 'Up to 255 characters' }),
	status,
	countryCode: f.country('Country'),
	applicableCurrentTypes: f.choices(
		'Current Types',
		{ AC: 'AC', DC: 'DC' },
		{ about: 'Kinds of current that the filter applies to' },
	),
	powerBelowKw: f.number('Power Below kW', { min: 0, about: 'EVSEs with less power than this, in kW' }),
	evseIdPrefix: f.text('EVSE ID Prefixes', {
		format: 'long',
		example: 'DE*ABC*E1',
		about: 'How the IDs of the EVSEs begin, one prefix per line',
	}),
	order: f.integer('Position', {
		min: 1,
		about:
			'Place in the order in which filters are tried; those after it move down. A new one is last when this is left out.',
	}),
};

const clearable = {
	...fields,
	countryCode: { ...fields.countryCode, nullable: true },
	powerBelowKw: { ...fields.powerBelowKw, nullable: true },
	evseIdPrefix: { ...fields.evseIdPrefix, nullable: true },
};

const inConflict = {
	409: 'Another filter is in the way, e.g. by its name or position. Get many filters to see which.',
};

const dayOfWeek = {
	MONDAY: 'Monday',
	TUESDAY: 'Tuesday',
	WEDNESDAY: 'Wednesday',
	THURSDAY: 'Thursday',
	FRIDAY: 'Friday',
	SATURDAY: 'Saturday',
	SUNDAY: 'Sunday',
};

/** When an element of a tariff applies; all that is given must hold. */
const restrictions = {
	dayOfWeek: f.choices('Weekdays', dayOfWeek, { wire: 'day_of_week' }),
	startTime: f.time('From Time', { wire: 'start_time', about: 'Local time at the location' }),
	endTime: f.time('Until Time', { wire: 'end_time', about: 'Local time at the location' }),
	startDate: f.date('From Date', { wire: 'start_date' }),
	endDate: f.date('Until Date', { wire: 'end_date' }),
	minKwh: f.number('Minimum Energy', { wire: 'min_kwh', min: 0, about: 'In kWh' }),
	maxKwh: f.number('Maximum Energy', { wire: 'max_kwh', min: 0, about: 'In kWh' }),
	minCurrent: f.number('Minimum Current', { wire: 'min_current', min: 0, about: 'In amperes, all phases together' }),
	maxCurrent: f.number('Maximum Current', { wire: 'max_current', min: 0, about: 'In amperes, all phases together' }),
	minPower: f.number('Minimum Power', { wire: 'min_power', min: 0, about: 'In kW' }),
	maxPower: f.number('Maximum Power', { wire: 'max_power', min: 0, about: 'In kW' }),
	minDuration: f.integer('Minimum Duration', { wire: 'min_duration', min: 0, about: 'In seconds' }),
	maxDuration: f.integer('Maximum Duration', { wire: 'max_duration', min: 0, about: 'In seconds' }),
	reservation: f.choice(
		'Reservation',
		{ RESERVATION: 'While Reserved', RESERVATION_EXPIRES: 'When a Reservation Expires' },
		{ about: 'Makes it the price of a reservation' },
	),
};

const elements = f.list(
	'Price Elements',
	'Element',
	{
		priceComponents: f.required(
			f.list(
				'Price Components',
				'Component',
				{
					type: f.required(
						f.choice('Charged For', {
							ENERGY: 'Energy (per kWh)',
							TIME: 'Charging Time (per Hour)',
							PARKING_TIME: 'Parking Time (per Hour)',
							FLAT: 'Session (Once)',
						}),
					),
					price: f.required(f.number('Price', { min: 0, about: 'Per unit, without tax' })),
					stepSize: f.required(
						f.integer('Step Size', {
							wire: 'step_size',
							min: 1,
							about: 'Least amount that is billed: Wh for energy, seconds for time',
						}),
					),
					vat: f.number('VAT in Percent', { min: 0, max: 100, about: 'No tax when left out' }),
				},
				{ wire: 'price_components' },
			),
		),
		restrictions: f.group('Restrictions', restrictions, { about: 'When the element applies. Always when left out.' }),
	},
	{ about: 'Prices with when they apply, e.g. one element for weekdays and one for the weekend' },
);

const pricing = {
	id: f.required(f.key('Tariff ID', { about: 'Any ID of yours, up to 36 characters' })),
	currency: f.required(f.currency('Currency')),
	elements: f.required(elements),
	lastUpdated: f.required(
		f.dateTime('Last Updated', { wire: 'last_updated', about: 'When these prices were last changed' }),
	),
	type: f.choice('Tariff Type', {
		REGULAR: 'Regular',
		AD_HOC_PAYMENT: 'Ad-Hoc Payment',
		PROFILE_CHEAP: 'Cheap Charging Profile',
		PROFILE_FAST: 'Fast Charging Profile',
		PROFILE_GREEN: 'Green Charging Profile',
	}),
	startDateTime: f.dateTime('Valid From', { wire: 'start_date_time' }),
	endDateTime: f.dateTime('Valid Until', { wire: 'end_date_time' }),
	minPriceExclVat: f.number('Minimum Price without VAT', { wire: ['min_price', 'excl_vat'], min: 0 }),
	minPriceInclVat: f.number('Minimum Price with VAT', { wire: ['min_price', 'incl_vat'], min: 0 }),
	maxPriceExclVat: f.number('Maximum Price without VAT', { wire: ['max_price', 'excl_vat'], min: 0 }),
	maxPriceInclVat: f.number('Maximum Price with VAT', { wire: ['max_price', 'incl_vat'], min: 0 }),
	countryCode: f.country('Operator Country', { wire: 'country_code' }),
	partyId: f.key('Party ID', { wire: 'party_id', example: 'ABC', about: 'Three characters that name the operator' }),
	tariffAltText: f.list(
		'Tariff Texts',
		'Text',
		{
			language: f.required(f.key('Language Code', { example: 'en' })),
			text: f.required(f.text('Tariff Text', { about: 'Up to 512 characters' })),
		},
		{ wire: 'tariff_alt_text', about: 'What drivers read about the price, per language' },
	),
	tariffAltUrl: f.url('Tariff URL', { wire: 'tariff_alt_url', about: 'Web page about the price' }),
	energyMix: f.group(
		'Energy Mix',
		{
			isGreenEnergy: f.flag('Green Energy', { wire: 'is_green_energy', about: 'all energy is from renewable sources' }),
			energySources: f.list(
				'Energy Sources',
				'Source',
				{
					source: f.required(
						f.choice('Source', {
							SOLAR: 'Sun',
							WIND: 'Wind',
							WATER: 'Water',
							GENERAL_GREEN: 'Other Green',
							NUCLEAR: 'Nuclear',
							GAS: 'Gas',
							COAL: 'Coal',
							GENERAL_FOSSIL: 'Other Fossil',
						}),
					),
					percentage: f.required(f.number('Percentage', { min: 0, max: 100 })),
				},
				{ wire: 'energy_sources' },
			),
			environImpact: f.list(
				'Environmental Impact',
				'Impact',
				{
					category: f.required(
						f.choice('Impact', { CARBON_DIOXIDE: 'Carbon Dioxide', NUCLEAR_WASTE: 'Nuclear Waste' }),
					),
					amount: f.required(f.number('Grams per kWh', { min: 0 })),
				},
				{ wire: 'environ_impact' },
			),
			supplierName: f.text('Supplier Name', { wire: 'supplier_name' }),
			energyProductName: f.text('Energy Product Name', { wire: 'energy_product_name' }),
		},
		{ wire: 'energy_mix' },
	),
};

export const customTariffFilter = resource({
	value: 'customTariffFilter',
	name: 'Custom Tariff Filter',
	path: {
		roamingOperator: f.ref('roamingOperator', 'Roaming Operator'),
		customTariffFilter: f.ref('customTariffFilter', 'Custom Tariff Filter'),
	},
	record: {
		id: 'integer',
		name: 'text',
		status: 'text',
		countryCode: 'text',
		applicableCurrentTypes: ['text'],
		powerBelowKw: 'number',
		evseIdPrefix: 'text',
		order: 'integer',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters', {
			says: 'Lists the filters of one operator with their positions.',
			paging: 'cursor',
			filters: {
				status,
				createdAfter: f.dateTime('Created After'),
				createdBefore: f.dateTime('Created Before'),
			},
		}),
		get: get(
			'GET /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters/{customTariffFilter}',
			{ says: 'Reads the rule and position of one filter. Its prices are not part of the answer.' },
		),
		create: create('POST /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters', {
			says: 'Adds a rule that picks EVSEs of an operator by country, power, current or ID. Give it prices with Set Pricing Data.',
			body: { ...fields, name: f.required(fields.name), status: f.required(fields.status) },
			hints: inConflict,
		}),
		update: update(
			'PATCH /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters/{customTariffFilter}',
			{
				says: 'Changes the rule or position of a filter. Its prices stay; change them with Set Pricing Data.',
				body: clearable,
				hints: inConflict,
			},
		),
		setPricingData: action(
			'POST /public-api/actions/roaming-operator/v2.0/{roamingOperator}/custom-tariff-filter/{customTariffFilter}/set-pricing-data',
			{
				action: 'Set pricing of custom tariff filter',
				says: "Sets the prices of the EVSEs that a filter picks, replacing those before. They count once a markup tariff is attached in the filter's tariff map.",
				effect: 'write',
				body: pricing,
			},
		),
		reorder: action(
			'PUT /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters/reorder',
			{
				action: 'Reorder custom tariff filters',
				says: 'Moves several filters of an operator at once. To move a single one, update its position.',
				effect: 'write',
				body: {
					filters: f.required(
						f.list(
							'Filters',
							'Filter',
							{
								id: f.required(f.ref('customTariffFilter', 'Custom Tariff Filter')),
								order: f.required(f.integer('New Position', { min: 1, about: 'Counted from 1' })),
							},
							{ about: 'Only those that move; the others keep their order' },
						),
					),
				},
				record: { message: 'text' },
			},
		),
		delete: remove(
			'DELETE /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters/{customTariffFilter}',
			{ says: 'Removes a filter for good. To stop it for a while, update its status to disabled instead.' },
		),
	},
});
