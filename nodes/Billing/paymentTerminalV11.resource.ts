/**
 * Payment terminals in API v1.1, which has custom fields and a general make in place of AMPECO's own. Which of its twelve makes
 * needs which settings is not known, so all stand side by side.
 */
import { action, create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';
import {
	preauthorizeAmount,
	terminalFields,
	terminalRecord,
	terminalType,
	transactionTimeout,
} from './paymentTerminal.resource';

const { name, integrationId, ...optional } = terminalFields;
const { chargePointId, chargingZoneId, defaultLanguage, displayText, displayTextTimeout, externalId, serialNumber } =
	optional;

/** v1.1 has another word for this one. */
const makes = Object.fromEntries(Object.entries(terminalType).filter(([word]) => word !== 'Ampeco'));

const make = f.choice('Terminal Type', makes, {
	about: "Make of the terminal. For one that is not listed give AMPECO's word by an expression.",
});

const record: RecordShape = {
	...terminalRecord,
	invoiceDetailsMandatory: 'flag',
	showTermsAndConditions: 'flag',
	termVersionId: 'integer',
	screensaverLogoUrl: 'text',
	screensaverPaymentMethods: ['text'],
	screensaverWelcomeMessage: 'any',
	simplifiedJourneyMode: 'text',
	customFields: 'any',
};

export const paymentTerminalV11 = resource({
	value: 'paymentTerminalV11',
	name: 'Payment Terminal v1.1',
	operator: ['record'],
	path: { paymentTerminal: f.ref('paymentTerminal', 'Payment Terminal', { type: 'text' }) },
	record,
	simple: [
		'id',
		'name',
		'terminalType',
		'serialNumber',
		'networkStatus',
		'isOnline',
		'chargePointId',
		'chargingZoneId',
		'currencyCode',
		'integrationId',
		'externalId',
		'customFields',
		'operatorId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/payment-terminals/v1.1', {
			since: '3.139',
			says: 'Lists terminals of every make with their custom fields, or finds one by its serial number.',
			paging: 'cursor',
			filters: {
				serialNumber: f.key('Serial Number', { about: 'The whole number' }),
				customFields: f.any('Custom Fields', { about: 'An object with the names and values to look for' }),
			},
		}),
		get: get('GET /public-api/resources/payment-terminals/v1.1/{paymentTerminal}', {
			since: '3.139',
			says: 'Reads one terminal with its custom fields and the settings of its make.',
		}),
		create: create('POST /public-api/resources/payment-terminals/v1.1', {
			since: '3.139',
			says: 'Adds a terminal where drivers pay by card. Payment Terminal asks for what each make needs; here AMPECO refuses what is missing.',
			body: {
				name: f.required(name),
				integrationId: f.required(integrationId),
				operatorId: f.required(f.ref('operator', 'Operator', { about: 'Whose terminal it is' })),
				terminalType: f.required(make),
				...optional,
				preauthorizeAmount,
				transactionTimeout,
				invoiceDetailsMandatory: f.flag('Invoice Details Mandatory', {
					about: 'a driver must give invoice details at the terminal',
				}),
				showTermsAndConditions: f.flag('Show Terms and Conditions', { about: 'the terminal shows the terms' }),
				termVersionId: f.ref('termsAndPolicies', 'Terms or Policy', { about: 'The version that the terminal shows' }),
			},
		}),
		update: update('PATCH /public-api/resources/payment-terminals/v1.1/{paymentTerminal}', {
			since: '3.139',
			says: 'Changes settings of a terminal. What is left out stays as it is; give settings of its make under Other Fields.',
			body: {
				name,
				integrationId,
				terminalType: make,
				chargePointId,
				chargingZoneId,
				serialNumber,
				externalId,
				defaultLanguage,
				displayText,
				displayTextTimeout,
			},
		}),
		setCustomFields: action('POST /public-api/actions/payment-terminal/v1.0/{paymentTerminal}/set-custom-fields', {
			since: '3.251',
			action: 'Set custom fields',
			says: 'Fills fields that the tenant added to terminals. Whether those left out are kept is not known, so give all.',
			effect: 'write',
			body: { customFields: f.required(f.map('Custom Fields', { about: 'Values by the names of the fields' })) },
			record: { ...record, operatorId: 'integer' },
		}),
		delete: remove('DELETE /public-api/resources/payment-terminals/v1.1/{paymentTerminal}', {
			since: '3.139',
			says: 'Removes a terminal for good, with either version; drivers can no longer pay there.',
		}),
	},
});
