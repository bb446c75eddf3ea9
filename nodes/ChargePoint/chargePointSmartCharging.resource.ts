/** How AMPECO spreads power over time: by the operator's mode, or by the preferences of an owner at home. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { Field, RecordShape } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';
import { connectedPhases, phaseRotationAbout, phaseRotations, phases, voltages } from './ocpp';

export const electricalConfigurations = { star: 'Star (TN System)', delta: 'Delta (IT System)' };

const preconditioningTime = f.integer('Preconditioning Time', {
	about: 'Minutes of full power before departure',
});

const minCurrent = f.number('Minimum Current', { default: 6, nullable: true, about: 'In amperes' });

const enableKeepAwake = f.flag('Keep Car Awake', {
	nullable: true,
	about: 'a little power keeps the car awake in scheduled periods; personal charge points only',
});

const installation = {
	defaultChargePointMaxCurrent: f.required(
		f.number('Default Maximum Current', { default: 16, about: 'In amperes; counts wherever no other limit is set' }),
	),
	maxVoltage: f.required(f.choice('Voltage', voltages)),
	phases: f.required(f.choice('Phases', phases)),
	phaseRotation: f.required(f.choice('Phase Rotation', phaseRotations, { nullable: true, about: phaseRotationAbout })),
};

const moreOfInstallation = {
	connectedPhase: f.choice('Connected Phases', connectedPhases, {
		nullable: true,
		about: 'Needed where fewer than three phases are connected',
	}),
	electricalConfiguration: f.choice('Electrical Configuration', electricalConfigurations, {
		about: 'Star when left out',
	}),
};

const modes = {
	dynamic: f.variant(
		'Dynamic',
		{ ...installation, minCurrent, enableKeepAwake, ...moreOfInstallation },
		'Public and private charge points: load is shared by the circuit they are in',
	),
	tod: f.variant(
		'Time of Day',
		{
			...installation,
			periods: f.list(
				'Limits by Day',
				'Day',
				{
					weekDay: f.required(
						f.choice('Weekday', {
							all: 'Every Day',
							mon: 'Monday',
							tue: 'Tuesday',
							wed: 'Wednesday',
							thu: 'Thursday',
							fri: 'Friday',
							sat: 'Saturday',
							sun: 'Sunday',
						}),
					),
					elements: f.required(
						f.list('Hours', 'Hour', {
							startAt: f.required(f.time('Start')),
							endAt: f.required(f.time('End', { about: 'One hour after the start' })),
							maxCurrent: f.number('Maximum Current', { nullable: true, about: 'In amperes' }),
						}),
					),
				},
				{ about: 'The same hours on all days, each 60 minutes long' },
			),
			minCurrent,
			enableKeepAwake,
			...moreOfInstallation,
		},
		'Public and private charge points: a limit for each hour of the day',
	),
	user_schedule: f.variant(
		'User Schedule',
		{
			...installation,
			minCurrent: f.required(minCurrent),
			enableKeepAwake: f.required(enableKeepAwake),
			allowDynamicLoadManagement: f.flag('Allow Dynamic Load Management', {
				about: 'the charge point can be added to a circuit that shares load',
			}),
			...moreOfInstallation,
		},
		'Personal charge points: the owner makes a schedule',
	),
	disabled: f.variant('Disabled', {}, 'No smart charging'),
};

const modeRecord: RecordShape = {
	mode: 'text',
	defaultChargePointMaxCurrent: 'number',
	minCurrent: 'number',
	enableKeepAwake: 'flag',
	allowDynamicLoadManagement: 'flag',
	circuitId: 'integer',
	maxVoltage: 'text',
	electricalConfiguration: 'text',
	phases: 'text',
	phaseRotation: 'text',
	connectedPhase: 'text',
	preconditioningTime: 'integer',
	periods: [{ weekDay: 'text', elements: [{ startAt: 'text', endAt: 'text', maxCurrent: 'number' }] }],
};

const days = {
	monday: 'Monday',
	tuesday: 'Tuesday',
	wednesday: 'Wednesday',
	thursday: 'Thursday',
	friday: 'Friday',
	saturday: 'Saturday',
	sunday: 'Sunday',
};

const enabled = f.flag('Enabled', { about: "the owner's preferences are in force; off switches them off" });

/** One preference of a kind; AMPECO keeps them in an object of their own. */
function preference<F extends Field>(name: string, field: F): F {
	return { ...field, wire: ['preferences', name] };
}

/** When the car leaves and how much it needs by then. */
function target<F extends Field>(name: string, field: F): F {
	return { ...field, wire: ['preferences', 'targetCharge', name] };
}

const departureTime = f.time('Departure Time', { about: 'When the car must be ready' });
const targetChargeKwh = f.number('Target Charge', { about: 'In kWh, to be charged by departure' });

const energyRange = {
	minTargetChargeKwh: target(
		'minTargetChargeKwh',
		f.number('Minimum Target Charge', { about: 'In kWh, what the car needs at least' }),
	),
	maxTargetChargeKwh: target(
		'maxTargetChargeKwh',
		f.number('Maximum Target Charge', { about: 'In kWh, what the car needs at most' }),
	),
};

const departure = {
	departureTime: target('departureTime', departureTime),
	preconditioningTime: target('preconditioningTime', preconditioningTime),
};

const window = {
	startTime: preference(
		'startTime',
		f.required(f.time('Window Start', { about: 'From when to charge on days without a window of their own' })),
	),
	endTime: preference('endTime', f.required(f.time('Window End', { about: 'Until when to charge on such days' }))),
};

const weekDays = preference(
	'weekDays',
	f.list('Windows by Day', 'Window', {
		days: f.required(f.choices('Days', days)),
		startTime: f.required(f.time('Start')),
		endTime: f.required(f.time('End')),
	}),
);

const integrationId = f.integer('Integration ID', { about: 'As Get Available Modes lists it' });

/** The same for both tariffs of Octopus but for the price threshold, which only one must have. */
const octopus = {
	integrationId: f.required(integrationId),
	postCode: preference(
		'postCode',
		f.required(f.key('Postal Code', { about: "The owner's, which decides on the tariff" })),
	),
	applicableTaxId: preference(
		'applicableTaxId',
		f.required(f.ref('tax', 'Tax', { about: 'To show the owner costs with tax' })),
	),
	priceThreshold: preference(
		'priceThreshold',
		f.number('Price Threshold', { about: 'Charging waits for a price per kWh below it' }),
	),
	...departure,
	...energyRange,
};

const preferences = {
	user_controlled_schedule: f.variant(
		'Schedule',
		{
			...window,
			weekDays,
			...energyRange,
			priceOffPeak: f.number('Off Peak Price', {
				wire: ['preferences', 'trackElectricityCosts', 'priceOffPeak'],
				about: 'Per kWh, to show the owner what charging costs',
			}),
			pricePeak: f.number('Peak Price', {
				wire: ['preferences', 'trackElectricityCosts', 'pricePeak'],
				about: 'Per kWh, to show the owner what charging costs',
			}),
		},
		'Charges inside windows of time',
	),
	solar: f.variant(
		'Solar',
		{
			maxCurrentFromGrid: preference(
				'maxCurrentFromGrid',
				f.required(
					f.number('Maximum Current From Grid', {
						about: 'In amperes, to keep charging steady. Try 0, 6, 8, 10 or 12.',
					}),
				),
			),
			solarStableTime: preference(
				'solarStableTime',
				f.required(
					f.number('Solar Stable Time', {
						about:
							'In seconds; shorter follows the sun closely, longer switches less often. Try 30, 60, 120, 300 or 600.',
					}),
				),
			),
		},
		'Charges with the sun',
	),
	charger_electricity_rate: f.variant(
		'Electricity Rate',
		{
			electricityRateId: f.required(f.ref('electricityRate', 'Electricity Rate')),
			...window,
			targetChargeKwh: target('targetChargeKwh', f.required(targetChargeKwh)),
			departureTime: f.required(departure.departureTime),
			preconditioningTime: departure.preconditioningTime,
			weekDays,
			solar: preference(
				'solar',
				f.flag('Solar Mode', { about: 'the charge point also follows the sun, for makers that can' }),
			),
		},
		'Charges when the rate of the charge point is lowest',
	),
	nordpool: f.variant(
		'Nord Pool',
		{
			preferences: f.group('Nord Pool Preferences', {
				location: f.required(f.choice('Price Region', { GB1: 'GB1' })),
				targetChargeKwh: f.required({ ...targetChargeKwh, wire: ['targetCharge', 'targetChargeKwh'] }),
				departureTime: f.required({ ...departureTime, wire: ['targetCharge', 'departureTime'] }),
				preconditioningTime: { ...preconditioningTime, wire: ['targetCharge', 'preconditioningTime'] },
			}),
			integrationId,
		},
		'Charges when Nord Pool prices are lowest',
	),
	octopus_agile: f.variant(
		'Octopus Agile',
		{ ...octopus, priceThreshold: f.required(octopus.priceThreshold) },
		'Charges when Octopus Agile prices are low',
	),
	octopus_go: f.variant('Octopus Go', octopus, 'Charges when Octopus Go prices are low'),
	off: f.variant('Off', {}, 'Charges at any time', { sends: { enabled: false }, untagged: true }),
};

const preferencesRecord: RecordShape = {
	enabled: 'flag',
	type: 'text',
	integrationId: 'integer',
	electricityRateId: 'integer',
	preferences: {
		startTime: 'text',
		endTime: 'text',
		weekDays: [{ days: ['text'], startTime: 'text', endTime: 'text' }],
		targetCharge: {
			departureTime: 'text',
			preconditioningTime: 'integer',
			targetChargeKwh: 'number',
			minTargetChargeKwh: 'number',
			maxTargetChargeKwh: 'number',
		},
		trackElectricityCosts: { priceOffPeak: 'number', pricePeak: 'number' },
		maxCurrentFromGrid: 'number',
		solarStableTime: 'number',
		postCode: 'text',
		applicableTaxId: 'integer',
		priceThreshold: 'number',
		location: 'text',
		solar: 'flag',
	},
};

export const chargePointSmartCharging = resource({
	value: 'chargePointSmartCharging',
	name: 'Charge Point Smart Charging',
	noun: 'charge point',
	path: chargePointPath,
	operations: {
		getPreferences: get(
			'GET /public-api/resources/charge-points/v2.0/{chargePoint}/personal-smart-charging-preferences',
			{
				action: 'Get smart charging preferences',
				says: "Reads when a driver's charge point at home charges: by schedule, sun or price.",
				record: preferencesRecord,
			},
		),
		setPreferences: action(
			'POST /public-api/resources/charge-points/v2.0/{chargePoint}/personal-smart-charging-preferences',
			{
				name: 'Set Preferences',
				action: 'Set smart charging preferences',
				says: 'Sets when a charge point at home charges: by schedule, sun or price. It may pause at once. Enabled switches this off.',
				effect: 'physical',
				body: { preferences: f.oneOf('Preferences', preferences, { tag: 'type', inline: true }), enabled },
				record: preferencesRecord,
			},
		),
		getAvailableModes: getMany(
			'GET /public-api/resources/charge-points/v2.0/{chargePoint}/available-personal-smart-charging-modes',
			{
				name: 'Get Available Modes',
				action: 'Get available smart charging modes',
				says: 'Lists which preferences a personal charge point offers its owner, with the integration IDs they need.',
				paging: 'none',
				record: { name: 'text', integrationId: 'integer', type: 'text', defaults: 'any', locations: 'any' },
			},
		),
		setMode: action('POST /public-api/resources/charge-points/v2.0/{chargePoint}/smart-charging', {
			name: 'Set Mode',
			action: 'Set smart charging mode',
			says: 'Decides how AMPECO limits charging here, and with which electrical data. Running sessions may slow down or pause.',
			effect: 'physical',
			body: { mode: f.oneOf('Mode', modes, { tag: 'mode', inline: true }), preconditioningTime },
			record: modeRecord,
		}),
	},
});
