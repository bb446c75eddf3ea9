/** Roaming CPOs: operators whose charge points the tenant's drivers use. */
import { f, get, getMany, resource, update } from '../shared/catalogue';

const settings = {
	cpoQrCodePrefix: f.text('QR Code Prefix', {
		example: 'https://qr.example.com/?evseid=',
		nullable: true,
		about: "What stands before the EVSE's ID in the address that the operator's QR codes hold",
	}),
	tariffMappingMode: f.required(
		f.text('Tariff Mapping Mode', {
			about: "How the operator's tariffs are matched, in AMPECO's words as a CPO shows them",
		}),
	),
	applyCustomTariffsToEvsesWithRoamingTariff: f.required(
		f.flag('Prefer Custom Tariffs', { about: 'custom tariffs also apply to EVSEs that have a roaming tariff' }),
	),
	sendsPeriodicMeterUpdates: f.required(
		f.flag('Sends Meter Updates', { about: 'the operator sends meter values during a session' }),
	),
	externalTariffIntegration: f.text('External Tariff Integration', {
		example: 'has.to.be',
		nullable: true,
		about: 'Name of an integration that prices come from',
	}),
	treatEvseStatusUnknownAs: f.required(
		f.choice(
			'Treat Unknown Status As',
			{ available: 'Available', unavailable: 'Unavailable' },
			{ about: 'How an EVSE counts whose status the operator gives as unknown' },
		),
	),
	phaseAcPowerFormula: f.required(
		f.choice(
			'AC Power Formula',
			{ amperage_voltage_3: '3 × Voltage × Amperage', amperage_voltage_sqr3: '√3 × Voltage × Amperage' },
			{ about: 'How the power of three phases is computed' },
		),
	),
};

export const roamingCpo = resource({
	value: 'roamingCpo',
	name: 'Roaming CPO',
	older: 'AMPECO Older Versions (Business) > Roaming Operator',
	path: { roamingCpo: f.ref('roamingCpo', 'Roaming CPO') },
	record: {
		id: 'integer',
		businessName: 'text',
		connectionId: 'integer',
		enabled: 'flag',
		countryCode: 'text',
		partyId: 'text',
		hubjectId: 'text',
		cpoSettings: {
			cpoQrCodePrefix: 'text',
			tariffMappingMode: 'text',
			applyCustomTariffsToEvsesWithRoamingTariff: 'flag',
			sendsPeriodicMeterUpdates: 'flag',
			externalTariffIntegration: 'text',
			treatEvseStatusUnknownAs: 'text',
			phaseAcPowerFormula: 'text',
		},
		lastUpdatedAt: 'dateTime',
	},
	simple: ['id', 'businessName', 'connectionId', 'enabled', 'countryCode', 'partyId', 'hubjectId', 'lastUpdatedAt'],
	operations: {
		getAll: getMany('GET /public-api/resources/roaming-cpos/v1.0', {
			since: '3.251',
			says: 'Lists operators that the roaming connections announced. None can be added here.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/roaming-cpos/v1.0/{roamingCpo}', {
			since: '3.251',
			says: 'Reads one operator whose charge points your drivers can use. For companies whose drivers use yours, see Roaming EMSP.',
		}),
		update: update('PATCH /public-api/resources/roaming-cpos/v1.0/{roamingCpo}', {
			since: '3.251',
			says: 'Enables or disables an operator, renames it or changes how its EVSEs are treated. What is left out stays as it is.',
			body: {
				enabled: f.flag('Enabled', { about: "drivers can charge at the operator's charge points" }),
				businessName: f.text('Business Name', { nullable: true }),
				cpoSettings: f.group('Settings', settings, { about: 'AMPECO takes them as a whole' }),
			},
		}),
	},
});
