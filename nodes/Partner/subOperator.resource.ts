/** Sub operators: operators that run part of the tenant, with partners of their own. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const fields = {
	businessName: f.text('Business Name'),
	name: f.text('Name', { about: 'Name of the company' }),
	translatedName: f.translations('Translated Name', { about: 'The name per language, at most 255 characters each' }),
	partnerIds: f.refs('partner', 'Partners', {
		about: 'All partners that belong to the sub operator; those left out of the list are taken away',
	}),
	capabilities: f.group('Capabilities', {
		canControlChargePoints: f.flag('Control Charge Points', { about: 'the sub operator may control charge points' }),
		canControlTariff: f.flag('Control Tariffs', { about: 'the sub operator may change tariffs' }),
		canControlTariffGroups: f.flag('Control Tariff Groups', { about: 'the sub operator may change tariff groups' }),
		canControlPartnersTariffsAndTariffGroups: f.flag("Control Partners' Tariffs", {
			about: 'the sub operator may change tariffs and tariff groups of its partners',
		}),
	}),
	externalId: f.key('External ID', { about: "The sub operator's number in a system of yours" }),
	regNo: f.key('Registration Number'),
	taxNo: f.key('Tax Number'),
	contactPerson: f.text('Contact Person'),
	email: f.email('Email'),
	phone: f.key('Phone'),
	faultNotificationsEmail: f.email('Fault Notifications Email', {
		about: 'Where faults of charge points are reported',
	}),
	address: f.text('Address'),
	translatedAddress: f.translations('Translated Address', { about: 'The address per language' }),
	postcode: f.key('Postal Code'),
	city: f.text('City'),
	translatedCity: f.translations('Translated City', { about: 'The city per language' }),
	country: f.country(),
	state: f.text('State', { example: 'CA', about: 'Code of the state, for countries that have such codes' }),
	region: f.any('Region', { about: 'For countries whose states have no code here' }),
	translatedRegion: f.translations('Translated Region', { about: 'The region per language' }),
	businessOperationalContext: f.any('Business Operational Context', {
		about: "As AMPECO's reference has it; its values are not known here",
	}),
};

const rows: RecordShape = { locale: 'text', translation: 'text' };

export const subOperator = resource({
	value: 'subOperator',
	name: 'Sub Operator',
	older: 'AMPECO Older Versions (Business) > Sub Operator',
	operator: ['record'],
	path: { subOperator: f.ref('subOperator', 'Sub Operator') },
	record: {
		id: 'integer',
		name: 'text',
		translatedName: [rows],
		businessName: 'text',
		businessOperationalContext: 'any',
		partnerIds: ['integer'],
		capabilities: {
			canControlChargePoints: 'flag',
			canControlPartnersTariffsAndTariffGroups: 'flag',
			canControlTariff: 'flag',
			canControlTariffGroups: 'flag',
		},
		externalId: 'text',
		regNo: 'text',
		taxNo: 'text',
		contactPerson: 'text',
		email: 'text',
		phone: 'text',
		faultNotificationsEmail: 'text',
		address: 'text',
		translatedAddress: [rows],
		postcode: 'text',
		city: 'text',
		translatedCity: [rows],
		country: 'text',
		state: 'text',
		region: 'any',
		translatedRegion: [rows],
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'name',
		'businessName',
		'externalId',
		'partnerIds',
		'contactPerson',
		'email',
		'phone',
		'city',
		'country',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/sub-operators/v2.0', {
			since: '3.168',
			says: 'Lists sub operators with the IDs of their partners and what they may do.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/sub-operators/v2.0/{subOperator}', {
			since: '3.168',
			says: 'Reads one sub operator with its partners, contact data and what it may do.',
			query: {
				include: f.texts('Include', { about: "More to add, by the names of AMPECO's reference" }),
			},
		}),
		create: create('POST /public-api/resources/sub-operators/v2.0', {
			since: '3.168',
			says: 'Adds an operator for part of the tenant. AMPECO may want more than the name, such as an address: its refusal tells.',
			body: { ...fields, businessName: f.required(fields.businessName) },
		}),
		update: update('PATCH /public-api/resources/sub-operators/v2.0/{subOperator}', {
			since: '3.168',
			says: 'Changes partners, contact data or capabilities of a sub operator. What is not set stays as it is.',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/sub-operators/v2.0/{subOperator}', {
			since: '3.168',
			says: 'Removes a sub operator for good. To take its partners away only, update their list.',
		}),
	},
});
