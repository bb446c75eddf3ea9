/**
 * For each node one resource that can be made, read, listed, changed and removed, and one thing it can do: what a person
 * fills in. IDs are those of the sandbox tenant's seeded world.
 */
import type { Json } from '../../tools/n8n/session.mts';
import { byId } from './stage.mts';

export interface LifeCycle {
	node: string;
	resource: string;
	/** Name of the picker that says which record; the name of the resource unless given. */
	picker?: string;
	/** Where the records are. */
	parents?: Json;
	create: Json;
	update: Json;
	/** What of the record has changed after the update. */
	changed: Json;
}

export interface Action {
	node: string;
	resource: string;
	operation: string;
	parameters: Json;
}

/** A record looked for by a key, made where it is not there, then changed. */
export interface Upsert {
	node: string;
	resource: string;
	key: Json;
	create: Json;
	change: Json;
}

const inEnglish = (text: string) => ({ items: [{ locale: 'en', translation: text }] });

export const lifeCycles: LifeCycle[] = [
	{
		node: 'ampecoChargePoint',
		resource: 'chargePoint',
		create: { name: 'Depot 1' },
		update: { updateFields: { name: 'Depot 2' } },
		changed: { name: 'Depot 2' },
	},
	{
		node: 'ampecoEvse',
		resource: 'evseConnector',
		picker: 'connector',
		parents: { chargePoint: byId(2001), evse: byId(4001) },
		create: { type: 'type2' },
		update: { updateFields: { type: 'chademo' } },
		changed: { type: 'chademo' },
	},
	{
		node: 'ampecoHardware',
		resource: 'chargePointVendor',
		picker: 'vendorId',
		create: { name: 'Ohm & Co' },
		update: { updateFields: { name: 'Ohm' } },
		changed: { name: 'Ohm' },
	},
	{
		node: 'ampecoLocation',
		resource: 'parkingSpace',
		create: { label: 'P1', locationId: byId(1001) },
		update: { updateFields: { label: 'P2' } },
		changed: { label: 'P2' },
	},
	{
		node: 'ampecoUser',
		resource: 'userGroup',
		create: { name: 'Couriers' },
		update: { updateFields: { name: 'Bicycle couriers' } },
		changed: { name: 'Bicycle couriers' },
	},
	{
		node: 'ampecoVoucher',
		resource: 'topUpPackage',
		create: { price: 50, bonus: 5 },
		update: { updateFields: { bonus: 10 } },
		changed: { bonus: 10 },
	},
	{
		node: 'ampecoTariff',
		resource: 'tariffGroup',
		create: { name: 'Airports' },
		update: { updateFields: { name: 'Airports and ports' } },
		changed: { name: 'Airports and ports' },
	},
	{
		node: 'ampecoSubscription',
		resource: 'subscriptionPlan',
		create: { name: inEnglish('Commuter'), description: inEnglish('For every day') },
		update: { updateFields: { status: 'disabled' } },
		changed: { status: 'disabled' },
	},
	{
		node: 'ampecoBilling',
		resource: 'taxIdentificationNumber',
		create: { name: 'VAT' },
		update: { updateFields: { name: 'VAT number' } },
		changed: { name: 'VAT number' },
	},
	{
		node: 'ampecoPartner',
		resource: 'partner',
		create: { name: 'Hotel Sofia' },
		update: { updateFields: { name: 'Hotel Plovdiv' } },
		changed: { name: 'Hotel Plovdiv' },
	},
	{
		node: 'ampecoRoaming',
		resource: 'customTariffFilter',
		parents: { roamingOperator: byId(1921) },
		create: { name: 'Fast chargers' },
		update: { updateFields: { name: 'Rapid chargers' } },
		changed: { name: 'Rapid chargers' },
	},
	{
		node: 'ampecoEnergy',
		resource: 'utility',
		create: { name: 'City Power' },
		update: { updateFields: { name: 'Town Power' } },
		changed: { name: 'Town Power' },
	},
	{
		node: 'ampecoMaintenance',
		resource: 'downtimePeriodNotice',
		picker: 'notice',
		create: { noticeText: 'Cable replaced' },
		update: { updateFields: { noticeText: 'Cable renewed' } },
		changed: { notice: 'Cable renewed' },
	},
	{
		node: 'ampecoSystem',
		resource: 'faq',
		create: { question: inEnglish('How do I pay?'), answer: inEnglish('In the app.') },
		update: { updateFields: { answer: inEnglish('By card.') } },
		changed: { answer: [{ locale: 'en', translation: 'By card.' }] },
	},
	{
		node: 'ampecoNotification',
		resource: 'notificationSubscription',
		picker: 'notification',
		create: { events: ['SessionUpdateNotification'], callbackUrl: 'https://example.com/hook' },
		update: { updateFields: { events: ['HardwareStatusNotification'] } },
		changed: { notifications: ['HardwareStatusNotification'] },
	},
];

export const actions: Action[] = [
	{
		node: 'ampecoChargePoint',
		resource: 'chargePointControl',
		operation: 'reset',
		parameters: { chargePoint: byId(2001) },
	},
	{ node: 'ampecoEvse', resource: 'evse', operation: 'triggerMessage', parameters: { evse: byId(4001) } },
	{
		node: 'ampecoLocation',
		resource: 'parkingSpace',
		operation: 'updateOccupancy',
		parameters: { parkingSpace: byId('={{ $json.parkingSpaceId }}'), status: 'occupied' },
	},
	{
		node: 'ampecoUser',
		resource: 'user',
		operation: 'addBalance',
		parameters: { user: byId(10001), amount: 5, reason: 'Welcome' },
	},
	{ node: 'ampecoVoucher', resource: 'voucher', operation: 'createMany', parameters: { amount: 5, quantity: 3 } },
	{
		node: 'ampecoSubscription',
		resource: 'subscription',
		operation: 'activate',
		parameters: { user: byId('={{ $json.userId }}'), planId: byId(1501) },
	},
	{ node: 'ampecoSession', resource: 'session', operation: 'getConsumption', parameters: { session: byId(100001) } },
	{
		node: 'ampecoBilling',
		resource: 'transaction',
		operation: 'updatePaymentReference',
		parameters: { transaction: byId(500001), ref: 'R-1' },
	},
	{ node: 'ampecoEnergy', resource: 'circuit', operation: 'getConsumption', parameters: { circuit: byId(1761) } },
];

export const upserts: Upsert[] = [
	{
		node: 'ampecoChargePoint',
		resource: 'chargePoint',
		key: { externalId: 'DEPOT-1' },
		create: { name: 'Depot 1', type: 'private', status: 'enabled', communicationMode: 'direct_ocpp' },
		change: { name: 'Depot 2' },
	},
	{
		node: 'ampecoLocation',
		resource: 'location',
		key: { externalId: 'SITE-1' },
		create: {
			name: inEnglish('Site'),
			address: inEnglish('Street 1'),
			country: 'BG',
			latitude: 42.5,
			longitude: 23.25,
		},
		change: { latitude: 42.75 },
	},
	{
		node: 'ampecoUser',
		resource: 'user',
		key: { matchBy: 'email', email: 'ann@example.com' },
		create: { password: 'first secret', externalId: 'HR-1' },
		change: { externalId: 'HR-2' },
	},
	{
		node: 'ampecoUser',
		resource: 'idTag',
		key: { matchBy: 'idTagUid', idTagUid: '04A2B3C4D5E680' },
		create: { type: 'rfid', status: 'enabled' },
		change: { status: 'disabled' },
	},
	{
		node: 'ampecoBilling',
		resource: 'currencyRate',
		key: { base: 'BGN', target: 'ZAR' },
		create: { rate: 9.5 },
		change: { rate: 9.75 },
	},
];
