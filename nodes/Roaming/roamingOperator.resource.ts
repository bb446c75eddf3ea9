/** Roaming operators: CPOs under their name before roaming-cpos, where providers were among them too. */
import { f, get, getMany, resource, update } from '../shared/catalogue';

const settings = {
	cpoQrcodePrefix: f.text('QR Code Prefix', {
		example: 'https://qr.example.com/?evseid=',
		nullable: true,
		about: "What stands before the EVSE's ID in the address that the operator's QR codes hold",
	}),
	manualEvseManagement: f.flag('Manual EVSE Management', {
		nullable: true,
		about: "the operator's EVSEs are managed by hand. Off unless it was set.",
	}),
	applyCustomTariffsToEvsesWithRoamingTariff: f.flag('Prefer Custom Tariffs', {
		nullable: true,
		about: 'custom tariffs also apply to EVSEs that have a roaming tariff. Off unless it was set.',
	}),
	sendsPeriodicMeterUpdates: f.flag('Sends Meter Updates', {
		nullable: true,
		about: 'the operator sends meter values during a session. On unless it was set.',
	}),
	externalTariffIntegration: f.text('External Tariff Integration', {
		example: 'has.to.be',
		nullable: true,
		about: 'AMPECO knows has.to.be only',
	}),
	threatEvseStatusUnknownAs: f.choice(
		'Treat Unknown Status As',
		{ available: 'Available', unavailable: 'Unavailable' },
		{ about: 'How an EVSE counts whose status the operator gives as unknown' },
	),
	phaseAcPowerFormula: f.choice(
		'AC Power Formula',
		{ amperage_voltage_3: '3 × Voltage × Amperage', amperage_voltage_sqr3: '√3 × Voltage × Amperage' },
		{ about: 'How the power of three phases is computed. With 3 unless it was set.' },
	),
};

export const roamingOperator = resource({
	value: 'roamingOperator',
	name: 'Roaming Operator',
	deprecated: { version: 'v2.0', use: 'AMPECO Roaming > Roaming CPO' },
	operator: ['record'],
	path: { roamingOperator: f.ref('roamingOperator', 'Roaming Operator') },
	record: {
		id: 'integer',
		role: 'text',
		hubjectId: 'text',
		businessName: 'text',
		platformId: 'integer',
		partnerId: 'integer',
		enabled: 'flag',
		countryCode: 'text',
		partyId: 'text',
		cpoSettings: {
			cpoQrcodePrefix: 'text',
			manualEvseManagement: 'flag',
			applyCustomTariffsToEvsesWithRoamingTariff: 'flag',
			sendsPeriodicMeterUpdates: 'flag',
			externalTariffIntegration: 'text',
			threatEvseStatusUnknownAs: 'text',
			phaseAcPowerFormula: 'text',
		},
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'businessName',
		'role',
		'countryCode',
		'partyId',
		'hubjectId',
		'platformId',
		'partnerId',
		'enabled',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-operators/v2.0', {
			says: 'Lists operators that the roaming connections announced, oldest first. None can be added here.',
			paging: 'page',
		}),
		get: get('GET /public-api/resources/roaming-operators/v2.0/{roamingOperator}', {
			says: 'Reads one operator whose charge points your drivers can use. For companies whose drivers use yours, see Roaming EMSP.',
		}),
		update: update('PATCH /public-api/resources/roaming-operators/v2.0/{roamingOperator}', {
			says: 'Enables or disables an operator, renames it or changes how its EVSEs are treated. What is left out stays as it is.',
			body: {
				enabled: f.flag('Enabled', { about: "drivers can charge at the operator's charge points" }),
				businessName: f.text('Business Name', { nullable: true }),
				cpoSettings: f.group('Settings', settings, { nullable: true }),
				partnerId: f.ref('partner', 'Partner (Deprecated)', {
					nullable: true,
					about: 'Setting a partner also enables the operator, clearing it disables the operator. Use Enabled instead.',
				}),
			},
		}),
	},
});
