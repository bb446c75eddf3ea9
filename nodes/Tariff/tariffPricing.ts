/** What each type of tariff charges for: the fields of `pricing` that a person fills in for that type. */
import { addedIn, f, wireNames } from '../shared/catalogue';
import type { Field, FieldTable, Simple, Variant } from '../shared/catalogue';

/** What the simple form of a tariff has of its prices, money per unit in the tariff's currency. */
export const simplePricing: Simple = {
	pricePerSession: 'pricing.pricePerSession',
	connectionFee: 'pricing.connectionFee',
	pricePerKwh: 'pricing.pricePerKwh',
	dayPricePerKwh: 'pricing.dayPricePerKwh',
	nightPricePerKwh: 'pricing.nightPricePerKwh',
	pricePerPeriod: 'pricing.pricePerPeriod',
	pricePeriodInMinutes: 'pricing.pricePeriodInMinutes',
	idleFeePerMinute: 'pricing.idleFeePerMinute',
	minPrice: 'pricing.minPrice',
	taxId: 'pricing.taxID',
};

export const tariffType = {
	'duration+energy': 'Duration and Energy',
	'duration+energy time of day': 'Duration and Energy, Day and Night',
	standard_tod: 'Standard by Time of Day',
	standard: 'Standard with Price Levels',
	'flat rate': 'Flat Rate',
	'energy tou': 'Electricity Rate with Markup',
	'average power levels': 'Average Power Levels',
	'peak power levels': 'Peak Power Levels',
	'optimised dynamic pricing': 'Optimized Dynamic Pricing',
	'discount based': 'Discount on Another Tariff',
	free: 'Free',
	'charging not allowed': 'Charging Not Allowed',
};

const minutes = [
	{ name: '1 Minute', value: 1 },
	{ name: '15 Minutes', value: 15 },
	{ name: '30 Minutes', value: 30 },
	{ name: '1 Hour', value: 60 },
	{ name: '4 Hours', value: 240 },
	{ name: '6 Hours', value: 360 },
];

const durationUnit = {
	pricePeriodInMinutes: f.choice('Duration Unit', minutes, {
		type: 'integer',
		nullable: true,
		about: 'Length of the unit that the duration fee is counted in; each started unit is charged in full',
	}),
};

/** What every type that costs something can charge besides its own price. */
const feesOfAnyType = {
	connectionFee: f.number('Connection Fee', { nullable: true, about: 'Charged once when a session starts' }),
	connectionFeeMinimumSessionDuration: f.integer('Connection Fee From Minutes', {
		nullable: true,
		about: 'Sessions shorter than this many minutes pay no connection fee',
	}),
	connectionFeeMinimumSessionEnergy: f.number('Connection Fee From kWh', {
		nullable: true,
		about: 'Sessions with less energy than this, in kWh, pay no connection fee',
	}),
	...durationUnit,
	pricePerPeriod: f.number('Duration Fee', { nullable: true, about: 'Price of one duration unit' }),
	durationFeeGracePeriod: f.integer('Duration Fee Grace Minutes', {
		nullable: true,
		about: 'Minutes at the start of a session that cost no duration fee',
	}),
	durationFeeLimit: f.number('Duration Fee Limit', {
		nullable: true,
		about: 'Most that a session pays for its duration',
	}),
	durationFeeFrom: f.time('Duration Fee From', {
		nullable: true,
		about: 'Local time from which duration is charged. All day unless set.',
	}),
	durationFeeTo: f.time('Duration Fee Until', { nullable: true, about: 'Local time until which duration is charged' }),
	idleFeePerMinute: f.number('Idle Fee per Minute', {
		nullable: true,
		about: 'Price of a minute in which the vehicle is connected but does not charge',
	}),
	idlePricingPeriodInMinutes: f.choice('Idle Fee Unit', minutes, {
		type: 'number',
		nullable: true,
		about: 'Length of the unit that idle time is counted in',
	}),
	idleFeeGracePeriodMinutes: f.number('Idle Fee Grace Minutes', {
		nullable: true,
		about: 'Minutes a driver has to leave before idle time costs',
	}),
	idleFeePeriodStart: f.time('Idle Fee From', {
		nullable: true,
		about: 'Local time from which idle time costs. All day unless set.',
	}),
	idleFeePeriodEnd: f.time('Idle Fee Until', { nullable: true, about: 'Local time until which idle time costs' }),
	idleFeeLimit: f.number('Idle Fee Limit', { nullable: true, about: 'Most that a session pays for idle time' }),
	stateOfChargeIdleThreshold: f.choice(
		'Idle Above Battery Level',
		[75, 80, 85, 90, 95, 100].map((value) => ({ name: `${value} %`, value })),
		{
			type: 'integer',
			nullable: true,
			about:
				'A fuller battery counts as idle. Works where the tenant allows it per tariff; otherwise its own setting counts.',
		},
	),
	averagePowerIdleThreshold: f.number('Idle Below Average kW', {
		min: 0,
		max: 999999.99,
		nullable: true,
		about: 'Less power than this over five minutes counts as idle. Works where the tenant allows it per tariff.',
	}),
	minPrice: f.number('Minimum Price', { nullable: true, about: 'Least that a session costs' }),
	preAuthorizeAmount: f.number('Preauthorized Amount', {
		nullable: true,
		about: "Amount reserved on the driver's payment method before a session starts",
	}),
	...addedIn('3.251', {
		durationFeeCapMinutes: f.integer('Duration Fee Cap Minutes', {
			about: 'Most minutes for which duration is charged',
		}),
		idleFeeCapMinutes: f.integer('Idle Fee Cap Minutes', { about: 'Most minutes for which idle time is charged' }),
		idleFeeGracePeriodMode: f.choice(
			'Idle Fee Grace Starts',
			{ idle_detection: 'When Idling Is Detected', session_start: 'When the Session Starts' },
			{ about: 'What Idle Fee Grace Minutes are counted from' },
		),
		incrementalPreAuthorizationAmount: f.number('Incremental Preauthorization', {
			about: "Amount by which the reservation on the driver's payment method grows during a session",
		}),
		subsidy: f.any('Subsidy'),
	}),
	taxId: f.ref('tax', 'Tax (Deprecated)', {
		wire: 'taxID',
		nullable: true,
		about: 'Counts only where the tenant has several taxes. The default tax applies unless set.',
	}),
};

const pricePerSession = { pricePerSession: f.number('Price per Session', { nullable: true }) };

const pricePerKwh = {
	pricePerKwh: f.number('Price per kWh', { nullable: true, about: 'Up to five decimals, as the currency allows' }),
};

const electricity: FieldTable = {
	chargePointElectricityRate: f.flag('Use Rate of Charge Point', {
		about: 'the electricity rate set on the charge point gives the price. Otherwise choose the Electricity Rate here.',
	}),
	fallbackElectricityRateId: f.ref('electricityRate', 'Electricity Rate', {
		nullable: true,
		about: "Needed when the charge point's own rate is not used",
	}),
	markupPercentagePerKwh: f.number('Markup per kWh in Percent', {
		nullable: true,
		about: 'Added to the electricity rate',
	}),
	markupFixedFeePerKwh: f.number('Markup per kWh', {
		nullable: true,
		about: 'Amount added to the electricity rate for each kWh',
	}),
	markupPeriods: f.list(
		'Markup by Time of Day',
		'Period',
		{
			startsAt: f.required(f.time('From')),
			endsAt: f.required(f.time('Until')),
			price: f.required(f.number('Markup', { about: 'Amount per kWh, tax included' })),
		},
		{
			wire: ['flexibleMarkUpAsFixedPerKwh', 'intervalPricing'],
			about:
				'Instead of one markup for the whole day. In local time, with periods all of one length: 15, 30 or 60 minutes.',
		},
	),
	markupAtOtherTimes: f.number('Markup at Other Times', {
		wire: ['flexibleMarkUpAsFixedPerKwh', 'defaultPrice'],
		about:
			'Amount per kWh outside Markup by Time of Day; without one, none. AMPECO never shows it, so give it in each update.',
	}),
	subsidyIntegrationId: f.integer('Subsidy Integration ID', {
		nullable: true,
		about: 'Number of the subsidy integration in the AMPECO back office',
	}),
};

const lockPrice = {
	lockPriceOnSessionStart: f.flag('Lock Price at Start', {
		about: 'a session keeps the prices of the moment it started. Off unless set.',
	}),
};

/** Lists of prices, one for each of the tariff's time periods. */
const pricesByPeriod = (about?: string): FieldTable => ({
	energyFees: f.numbers('Prices per kWh', { wire: ['pricePeriods', 'energyFeePeriods', 'fee'], about }),
	durationFees: f.numbers('Duration Fees', { wire: ['pricePeriods', 'durationFeePeriods', 'fee'], about }),
	connectionFees: f.numbers('Connection Fees', { wire: ['pricePeriods', 'connectionFeePeriods', 'fee'], about }),
	idleFees: f.numbers('Idle Fees', { wire: ['pricePeriods', 'idleFeePeriods', 'fee'], about }),
});

const timeOfDay: FieldTable = {
	timePeriods: f.list(
		'Time Periods',
		'Period',
		{ startTime: f.required(f.time('From')), endTime: f.required(f.time('Until')) },
		{
			columns: {
				energyFees: 'Price per kWh',
				durationFees: 'Duration Fee',
				connectionFees: 'Connection Fee',
				idleFees: 'Idle Fee',
			},
			about: 'Periods of the day in local time, e.g. 08:00 to 20:00 and 20:00 to 08:00',
		},
	),
	...pricesByPeriod(),
	daysWhenApplied: f.list(
		'Days with Own Prices',
		'Group of Days',
		{
			name: f.text('Days', { about: 'Name of the days, as a tariff made in the back office shows it' }),
			specialDates: f.texts('Dates', { about: 'Single dates such as 2026-12-24' }),
			...pricesByPeriod('One for each time period, in the same order'),
			pricePeriodInMinutes: durationUnit.pricePeriodInMinutes,
			durationFeeGracePeriod: { ...feesOfAnyType.durationFeeGracePeriod, label: 'Duration Grace' },
			connectionFeeMinimumSessionDuration: {
				...feesOfAnyType.connectionFeeMinimumSessionDuration,
				label: 'Connection Minutes',
			},
			connectionFeeMinimumSessionEnergy: {
				...feesOfAnyType.connectionFeeMinimumSessionEnergy,
				label: 'Connection kWh',
			},
			idlePricingPeriodInMinutes: feesOfAnyType.idlePricingPeriodInMinutes,
			idleFeeGracePeriodMinutes: { ...feesOfAnyType.idleFeeGracePeriodMinutes, label: 'Idle Grace' },
		},
		{ about: 'Prices of the time periods hold on all other days; without any of these, on every day' },
	),
	lockEnergyPriceOnSessionStart: f.flag('Lock Price per kWh at Start', {
		about: 'a session keeps the price per kWh of the moment it started. Off unless set.',
	}),
	lockDurationPriceOnSessionStart: f.flag('Lock Duration Fee at Start', {
		about: 'a session keeps the duration fee of the moment it started. Off unless set.',
	}),
	lockIdlePriceOnSessionStart: f.flag('Lock Idle Fee at Start', {
		about: 'a session keeps the idle fee of the moment it started. Off unless set.',
	}),
};

const durationLevel = (what: string): FieldTable => ({
	firstUnit: f.required(
		f.integer(`${what} From Unit`, {
			about: 'The first level starts at 0, each other one unit after the end of the one before',
		}),
	),
	lastUnit: f.integer(`${what} Until Unit`, { nullable: true, about: 'Left out on the last level, which has no end' }),
	feePerUnit: f.number(`${what} Price per Unit`, { nullable: true }),
	flatFee: f.number(`${what} Flat Fee`, { nullable: true, about: 'Charged once for the level' }),
});

const levels: FieldTable = {
	multiPricePerKwh: f.list(
		'Energy Price Levels',
		'Level',
		{
			firstKwh: f.required(
				f.number('Energy From kWh', { about: 'The first level starts at 0, each other where the one before ends' }),
			),
			lastKwh: f.number('Energy Until kWh', { nullable: true, about: 'Left out on the last level, which has no end' }),
			feePerKwh: f.number('Energy Price per kWh', { nullable: true }),
			flatFee: f.number('Energy Flat Fee', { nullable: true, about: 'Charged once for the level' }),
		},
		{ about: 'Price by the energy charged so far' },
	),
	multiPricePerDuration: f.list('Duration Price Levels', 'Level', durationLevel('Duration'), {
		about: 'Price by the time since charging started, counted in duration units of 15 minutes unless set',
	}),
	multiIdleFee: f.list('Idle Fee Levels', 'Level', durationLevel('Idle'), {
		about: 'Price by the length of the idle time, counted in duration units of 15 minutes unless set',
	}),
};

const averagePower = {
	averagePowerLevels: f.list(
		'Average Power Levels',
		'Level',
		{
			averagePowerUpToKw: f.required(f.number('Average Power up to kW')),
			pricePerMinute: f.required(f.number('Price per Minute', { about: 'Price of a minute at this average power' })),
		},
		{ about: 'At least two, from low to high power' },
	),
};

const peakPower = {
	peakPowerLevels: f.list(
		'Peak Power Levels',
		'Level',
		{
			peakPowerUpToKw: f.required(f.number('Peak Power up to kW')),
			regularPricePerMinute: f.required(f.number('Regular Price per Minute')),
			excessUsePricePerMin: f.required(
				f.number('Excess Price per Minute', { about: 'Price of a minute after the regular use period' }),
			),
		},
		{ about: 'At least two, from low to high power' },
	),
	regularUsePeriod: f.number('Regular Use Minutes', {
		nullable: true,
		about: 'Minutes at the regular price, after which the excess price counts',
	}),
};

const dayAndNight: FieldTable = {
	dayPricePerKwh: f.number('Day Price per kWh', { nullable: true }),
	nightPricePerKwh: f.number('Night Price per kWh', { nullable: true }),
	dayPricePerPeriod: f.number('Day Duration Fee', { nullable: true, about: 'Price of one duration unit by day' }),
	nightPricePerPeriod: f.number('Night Duration Fee', { nullable: true, about: 'Price of one duration unit by night' }),
	dayIdleFeePerMinute: f.number('Day Idle Fee per Minute', { nullable: true }),
	nightIdleFeePerMinute: f.number('Night Idle Fee per Minute', { nullable: true }),
};

const optimized: FieldTable = {
	thresholdPriceForEnergy: f.number('Optimize Below Price', {
		nullable: true,
		about: 'Electricity price per kWh under which a vehicle on optimized charging is charged',
	}),
	priceForEnergyWhenOptimized: f.number('Optimized Price per kWh', {
		nullable: true,
		about: 'What the driver pays for energy charged in optimized periods',
	}),
	optimisedLabel: f.text('Optimized Charging Label', {
		nullable: true,
		about: 'Name of optimized charging that drivers see',
	}),
};

/** What a tariff that is a discount on another one takes; the words are those the record shows. */
const discount = addedIn(
	'3.251',
	within('discountTariffSettings', {
		discountReferenceType: f.text('Reference Type', {
			about: 'What the discount is taken off: base_tariff, specific_tariff or roaming_tariff',
		}),
		referencedTariffId: f.ref('tariff', 'Referenced Tariff'),
		discountMode: f.text('Discount Mode', { about: 'global or per_element' }),
		discountPercentage: f.number('Discount Percentage', { min: 0, max: 100 }),
		discountType: f.text('Discount Type', { about: 'percentage or flat_amount' }),
		discountValue: f.number('Discount Value'),
		discountElements: f.list('Discount Elements', 'Element', {
			serviceFeeType: f.text('Part of the Price', { about: 'Such as energy, connection or idle_time' }),
			discountType: f.text('Type', { about: 'percentage or flat_amount' }),
			discountValue: f.number('Value'),
		}),
	}),
);

const dayAndNightStart = {
	dayTariffStart: f.time('Day Starts At', { about: 'Local time from which the day prices count' }),
	nightTariffStart: f.time('Night Starts At', { about: 'Local time from which the night prices count' }),
};

/** The types with the fields that belong to each; the keys are AMPECO's names of the types. */
export const tariffTypes: Record<keyof typeof tariffType, Variant> = {
	'duration+energy': f.variant(
		tariffType['duration+energy'],
		within('pricing', { ...pricePerKwh, ...feesOfAnyType }),
		'A price for energy and one for time',
	),
	'duration+energy time of day': f.variant(
		tariffType['duration+energy time of day'],
		{ ...dayAndNightStart, ...within('pricing', { ...dayAndNight, ...lockPrice, ...feesOfAnyType }) },
		'Prices for energy and time that differ by day and by night',
	),
	standard_tod: f.variant(
		tariffType.standard_tod,
		within('pricing', { ...timeOfDay, ...feesOfAnyType }),
		'Prices for any periods of the day, and others on chosen days',
	),
	standard: f.variant(
		tariffType.standard,
		within('pricing', { ...levels, ...feesOfAnyType }),
		'Prices that change with the energy, the duration or the idle time so far',
	),
	'flat rate': f.variant(
		tariffType['flat rate'],
		within('pricing', { ...pricePerSession, ...feesOfAnyType }),
		'One price for a whole session',
	),
	'energy tou': f.variant(
		tariffType['energy tou'],
		within('pricing', { ...electricity, ...lockPrice, ...feesOfAnyType }),
		'The price of an electricity rate at the time of charging, with a markup',
	),
	'average power levels': f.variant(
		tariffType['average power levels'],
		within('pricing', { ...averagePower, ...pricePerKwh, ...feesOfAnyType }),
		'A price per minute by the average power',
	),
	'peak power levels': f.variant(
		tariffType['peak power levels'],
		within('pricing', { ...peakPower, ...pricePerKwh, ...feesOfAnyType }),
		'A price per minute by the peak power, higher after a regular period',
	),
	'optimised dynamic pricing': f.variant(
		tariffType['optimised dynamic pricing'],
		within('pricing', { ...optimized, ...pricePerKwh, ...electricity, ...feesOfAnyType }),
		'A lower price for energy that is charged while electricity is cheap',
	),
	'discount based': f.variant(
		tariffType['discount based'],
		discount,
		'The price of another tariff, with something off',
	),
	free: f.variant(tariffType.free, {}, 'Nothing is charged'),
	'charging not allowed': f.variant(
		tariffType['charging not allowed'],
		{},
		'Those whom the tariff applies to cannot charge',
	),
};

/** Lets the fields of an object stand beside the others of the tariff. */
function within(object: string, fields: FieldTable): FieldTable {
	return Object.fromEntries(
		Object.entries(fields).map(([key, field]): [string, Field] => [
			key,
			{ ...field, wire: [object, ...wireNames(key, field)] },
		]),
	);
}
