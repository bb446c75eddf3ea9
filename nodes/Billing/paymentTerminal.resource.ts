/** Payment terminals, of twelve makes with settings of their own. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

export const terminalType = {
	Payter: 'Payter',
	Valina: 'Valina',
	Crane: 'Crane',
	Ampeco: 'Ampeco',
	Nayax: 'Nayax',
	Embedded: 'Embedded',
	Pax: 'Pax',
	Windcave: 'Windcave',
	'Web portal': 'Web Portal',
	AdyenCastles: 'Adyen Castles',
	'Printec Castles': 'Printec Castles',
	'Cardlink Castles': 'Cardlink Castles',
};

const shared = {
	name: f.text('Name'),
	integrationId: f.integer('Integration ID', { about: 'Number of the payment integration in the AMPECO back office' }),
	operatorId: f.integer('Operator ID', { about: 'Number of the operator that the terminal belongs to' }),
};

const place = {
	chargePointId: f.ref('chargePoint', 'Charge Point', {
		about: 'For a terminal of one charge point. Give this or Charging Zone ID.',
	}),
	chargingZoneId: f.integer('Charging Zone ID', {
		about: 'For a terminal that serves a zone; the zones of a location show it. Give this or Charge Point.',
	}),
};

const serialNumber = f.key('Serial Number', { about: 'As it stands on the terminal' });
const externalId = f.key('External ID', { about: 'ID of the terminal in a system of yours' });
const defaultLanguage = f.text('Default Language', { example: 'en' });
const identity = { serialNumber, externalId };

const networkStatus = f.choice(
	'Network Status',
	{ online: 'Online', offline: 'Offline', unknown: 'Unknown' },
	{ about: 'Whether the terminal has a connection' },
);
const phone = f.key('Support Phone', { about: 'Number that the terminal shows to drivers' });
const presentCardOnStopSession = f.flag('Present Card to Stop', {
	about: 'a driver shows the card again to end a session. Off for a new terminal when left out.',
});
const info = f.translations('Information', { about: 'What the terminal tells drivers, per language' });
const displayTextTimeout = f.integer('Display Text Timeout', {
	about: 'How long the text stays on the display, in the unit of the AMPECO back office',
});
const displayText = f.text('Display Text');
const terminalId = f.key('Nayax Device Number', { about: 'Number of the device in the Nayax system' });
const verificationCode = f.key('Verification Code', { about: 'Pairs the terminal with this record' });
const merchantAccount = f.text('Adyen Merchant Account', { about: 'Name of the account in the portal of Adyen' });
const adyenApiKey = f.secret('Adyen API Key', { about: 'Key for requests to Adyen' });
export const preauthorizeAmount = f.number('Preauthorized Amount', {
	about: 'Reserved on the card before a session. A Payter terminal of one charge point needs it.',
});
export const transactionTimeout = f.integer('Transaction Timeout', {
	about: 'A Payter terminal of a location needs it',
});

/** What the newer version takes as well. */
export const terminalFields = {
	name: shared.name,
	integrationId: shared.integrationId,
	...place,
	...identity,
	defaultLanguage,
	phone,
	info,
	displayText,
	displayTextTimeout,
	presentCardOnStopSession,
	networkStatus,
	terminalId,
	verificationCode,
	merchantAccount,
	adyenApiKey,
};

/** What terminals with a screen need. */
const screen = { phone: f.required(phone), defaultLanguage: f.required(defaultLanguage), info: f.required(info) };
const screenOptions = { networkStatus, presentCardOnStopSession };

/** What both versions answer. */
export const terminalRecord: RecordShape = {
	id: 'integer',
	name: 'text',
	integrationId: 'integer',
	terminalType: 'text',
	chargingZoneId: 'integer',
	chargePointId: 'integer',
	serialNumber: 'text',
	defaultLanguage: 'text',
	displayTextTimeout: 'integer',
	displayText: 'text',
	externalId: 'text',
	isOnline: 'flag',
	networkStatus: 'text',
	adminToken: 'text',
	phone: 'text',
	presentCardOnStopSession: 'flag',
	info: [{ locale: 'text', translation: 'text' }],
	currencyCode: 'text',
	countryCode: 'text',
	supportedLanguages: ['text'],
	bundle: { version: 'text', downloadUrl: 'text' },
	networkStatusMonitoringEnabled: 'flag',
	kioskModeEnabled: 'flag',
	terminalId: 'text',
	invoiceFields: [{ field: 'text', required: 'flag', type: 'text' }],
};

export const paymentTerminal = resource({
	value: 'paymentTerminal',
	name: 'Payment Terminal',
	path: { paymentTerminal: f.ref('paymentTerminal', 'Payment Terminal', { type: 'text' }) },
	record: {
		...terminalRecord,
		operatorId: 'integer',
		preauthorizeAmount: 'number',
		currencyId: 'integer',
		valueAddedTaxId: 'integer',
		transactionTimeout: 'integer',
		webhookUrl: 'text',
		verificationCode: 'text',
		merchantAccount: 'text',
		adyenApiKey: 'text',
	},
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
		'operatorId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/payment-terminals/v1.0', {
			says: 'Lists payment terminals of every make, oldest first, or finds one by its serial number.',
			paging: 'page',
			filters: { serialNumber: f.key('Serial Number', { about: 'The whole number' }) },
		}),
		get: get('GET /public-api/resources/payment-terminals/v1.0/{paymentTerminal}', {
			says: 'Reads one terminal with its place, network status and the settings of its make.',
		}),
		create: create('POST /public-api/resources/payment-terminals/v1.0', {
			says: 'Adds a terminal where drivers pay by card. Choose its make first; each needs other settings.',
			body: {
				name: f.required(shared.name),
				integrationId: f.required(shared.integrationId),
				operatorId: f.required(shared.operatorId),
				type: f.oneOf(
					'Terminal Type',
					{
						Payter: f.variant(terminalType.Payter, {
							serialNumber: f.required(serialNumber),
							defaultLanguage: f.required(defaultLanguage),
							preauthorizeAmount,
							transactionTimeout,
							...place,
							displayText,
							displayTextTimeout,
							externalId,
						}),
						Valina: f.variant(terminalType.Valina, { ...screen, ...place, ...identity, ...screenOptions }),
						Crane: f.variant(terminalType.Crane, { serialNumber: f.required(serialNumber), ...place, externalId }),
						Ampeco: f.variant(terminalType.Ampeco, { ...place, ...identity }),
						Nayax: f.variant(terminalType.Nayax, { terminalId: f.required(terminalId), ...place, ...identity }),
						Embedded: f.variant(terminalType.Embedded, { ...place, ...identity }),
						Pax: f.variant(terminalType.Pax, {
							verificationCode: f.required(verificationCode),
							defaultLanguage: f.required(defaultLanguage),
							info: f.required(info),
							...place,
							...identity,
							presentCardOnStopSession,
						}),
						Windcave: f.variant(terminalType.Windcave, { ...place, ...identity }),
						'Web portal': f.variant(terminalType['Web portal'], {}, 'A web page where drivers pay'),
						AdyenCastles: f.variant(terminalType.AdyenCastles, {
							...screen,
							merchantAccount: f.required(merchantAccount),
							adyenApiKey: f.required(adyenApiKey),
							...place,
							...identity,
							...screenOptions,
						}),
						'Printec Castles': f.variant(terminalType['Printec Castles'], {
							...screen,
							...place,
							...identity,
							...screenOptions,
						}),
						'Cardlink Castles': f.variant(terminalType['Cardlink Castles'], {
							...screen,
							...place,
							...identity,
							...screenOptions,
						}),
					},
					{ inline: true, tag: 'terminalType', about: 'Make of the terminal. Decides which settings it has.' },
				),
			},
		}),
		update: update('PATCH /public-api/resources/payment-terminals/v1.0/{paymentTerminal}', {
			says: 'Changes settings of a terminal. What is left out stays as it is; give only settings that its make has.',
			body: {
				...shared,
				...place,
				...identity,
				...screenOptions,
				phone,
				info,
				defaultLanguage,
				displayText,
				displayTextTimeout,
				preauthorizeAmount,
				transactionTimeout,
				terminalId,
				verificationCode,
				merchantAccount,
				adyenApiKey,
				webhookUrl: f.url('Webhook URL', { about: 'For a terminal of type Ampeco' }),
				terminalType: f.choice('Terminal Type', terminalType, { about: 'Make of the terminal' }),
			},
		}),
		delete: remove('DELETE /public-api/resources/payment-terminals/v1.0/{paymentTerminal}', {
			says: 'Removes a terminal for good; drivers can no longer pay there.',
		}),
	},
});
