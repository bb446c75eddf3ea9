/**
 * Everything a person can pick from a list: one row each, with the route of its list, what is shown
 * and what AMPECO can search for. A row gives every field that refers to it a picker.
 */
import type { IDataObject } from 'n8n-workflow';
import type { EntityKey, Paging } from './catalogue';
import { titleCase } from './catalogue/words';

export interface Entity {
	/** "User"; the picker says "Choose a User" with it. */
	name: string;
	/** List route; `{segments}` are read from the fields of the same name in the node. */
	route: string;
	paging: Paging;
	/** What the list shows of a record, beside the user it is about. */
	label: (record: IDataObject, words: Words) => string;
	/** The property to send, when it is not `id`. */
	id?: string;
	/** False where AMPECO has no way to get one by its ID: `route` with the ID behind it. */
	single?: false;
	/** The filters by which AMPECO finds a text, most of them the whole of it; each with the place in a record that it looks at. */
	finds?: Record<string, string>;
	/** Set for what happens: the list is shown from its newest record back. */
	dated?: Dated;
	/** The user whom a record is about, who stands first in the list; `filter` is the one for that user's records. */
	user?: { property: string; filter?: string };
	/** Parameters every request for the list needs. */
	query?: IDataObject;
}

/** The property with a record's time, and the list's filters for it. */
export interface Dated {
	by: string;
	after: string;
	before: string;
}

/** How labels say what depends on where they are read. */
export interface Words {
	/** A moment in the workflow's time zone: "3 Oct 14:05". */
	when: (moment: unknown) => string;
}

/** Joins what is there with commas, what is in brackets without; a record without any of it is shown by its id. */
function words(record: IDataObject, ...parts: unknown[]): string {
	const shown = parts.map(textOf).filter(Boolean);
	const text = shown.map((part, index) => (index === 0 ? '' : part.startsWith('(') ? ' ' : ', ') + part).join('');
	return text || `ID ${String(record.id)}`;
}

/** Words that belong together, such as a first and a last name. */
function phrase(...parts: unknown[]): string {
	return parts.map(textOf).filter(Boolean).join(' ');
}

function textOf(part: unknown): string {
	return part === undefined || part === null ? '' : String(part);
}

/** A value of AMPECO's as people say it: "booking_expired" is "booking expired". */
function said(value: unknown): string {
	return textOf(value).replace(/[_-]/g, ' ');
}

/** "(119994)" */
function number({ id }: IDataObject): string {
	return `(${String(id)})`;
}

/** "charge point 7", or nothing. */
function about(noun: string, id: unknown): string {
	return textOf(id) === '' ? '' : `${noun} ${String(id)}`;
}

/** What was charged, of Wh: "12.4 kWh"; nothing is not said. */
function charged(energy: unknown): string {
	return Number(energy) > 0 ? `${Math.round(Number(energy) / 100) / 10} kWh` : '';
}

/** "12.5 EUR" */
function money(amount: unknown, currency?: unknown): string {
	const value = typeof amount === 'object' && amount !== null ? (amount as IDataObject).withTax : amount;
	return textOf(value) === '' ? '' : phrase(value, currency);
}

/** How a session went: "finished 3 Oct 14:05", "active since 3 Oct 13:10". */
function course({ status, startedAt, stoppedAt }: IDataObject, { when }: Words): string {
	const since = startedAt ? `since ${when(startedAt)}` : '';
	return phrase(said(status), stoppedAt ? when(stoppedAt) : since);
}

/** The first translation of a text in several languages. */
function translated(value: unknown): unknown {
	return Array.isArray(value) ? (value[0] as IDataObject | undefined)?.translation : value;
}

/** The identity a charge point has in OCPP, which is what is written on the hardware. */
function networkId(record: IDataObject): string {
	const id = (record.network as IDataObject | null | undefined)?.id;
	return id === undefined || id === null ? '' : `(${String(id)})`;
}

export const entities = {
	admin: {
		name: 'Admin',
		route: 'GET /public-api/resources/admins/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.email ? `(${String(record.email)})` : ''),
	},
	authorization: {
		name: 'Authorization',
		route: 'GET /public-api/resources/authorizations/v2.1',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, said(record.method), phrase(said(record.status), when(record.createdAt)), number(record)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
		user: { property: 'userId' },
	},
	booking: {
		name: 'Booking',
		route: 'GET /public-api/resources/bookings/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, phrase(said(record.status), 'for', when(record.startAt)), number(record)),
		dated: { by: 'startAt', after: 'startAfter', before: 'startBefore' },
		user: { property: 'userId', filter: 'userId' },
	},
	bookingRequest: {
		name: 'Booking Request',
		route: 'GET /public-api/resources/booking-requests/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, said(record.type), said(record.status), phrase('for', when(record.startAt)), number(record)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
		user: { property: 'userId', filter: 'userId' },
		finds: { externalId: 'externalId' },
	},
	cdr: {
		name: 'CDR',
		route: 'GET /public-api/resources/cdrs/v2.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, when(record.startTime), about('session', record.sessionId), number(record)),
		dated: { by: 'startTime', after: 'startDateTimeFrom', before: 'startDateTimeTo' },
		finds: { externalId: 'externalId', roamingId: 'roamingId' },
	},
	chargePoint: {
		name: 'Charge Point',
		route: 'GET /public-api/resources/charge-points/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, networkId(record)),
		finds: { name: 'name', networkId: 'network.id', externalId: 'externalId' },
	},
	chargePointDowntimePeriod: {
		name: 'Downtime Period',
		route: 'GET /public-api/resources/charge-point-downtime-periods/v1.0',
		paging: 'perPage',
		label: (record, { when }) =>
			words(
				record,
				about('charge point', record.chargePointId),
				phrase(said(record.type), 'from', when(record.startedAt)),
				number(record),
			),
	},
	chargePointModel: {
		name: 'Charge Point Model',
		route: 'GET /public-api/resources/charge-point-models/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name),
	},
	chargePointNote: {
		name: 'Note',
		route: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	chargePointVendor: {
		name: 'Charge Point Vendor',
		route: 'GET /public-api/resources/charge-point-vendors/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name),
	},
	chargingZone: {
		name: 'Charging Zone',
		route: 'GET /public-api/resources/locations/v2.0/{location}/charging-zones',
		paging: 'cursor',
		label: (record) => words(record, translated(record.name)),
	},
	circuit: {
		name: 'Circuit',
		route: 'GET /public-api/resources/circuits/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	circuitUserPriority: {
		name: 'User Priority',
		route: 'GET /public-api/resources/circuits/v2.0/{circuit}/user-priorities',
		paging: 'cursor',
		label: (record) => words(record, record.type, record.targetId, `(priority ${String(record.priority)})`),
	},
	communicationLog: {
		name: 'Log Entry',
		route: 'GET /public-api/logs/communication/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, record.command, about('charge point', record.chargePointId), when(record.createdAt)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
	},
	configurationTemplate: {
		name: 'Configuration Template',
		route: 'GET /public-api/resources/configuration-templates/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.ocppVersion),
	},
	configurationVariable: {
		name: 'Configuration Variable',
		route: 'GET /public-api/resources/configuration-templates/v1.0/{template}/variables',
		paging: 'cursor',
		label: (record) => words(record, record.keyName ?? record.variableName, record.component),
		single: false,
	},
	connector: {
		name: 'Connector',
		route: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors',
		paging: 'none',
		label: (record) => words(record, record.type, said(record.format), number(record)),
	},
	corporateBillingPolicy: {
		name: 'Corporate Billing Policy',
		route: 'GET /public-api/resources/partner-invite-corporate-billing-policies/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, said(record.coverageType)),
	},
	currency: {
		name: 'Currency',
		route: 'GET /public-api/resources/currencies/v2.0',
		paging: 'links',
		label: (record) => words(record, record.name, `(${String(record.alphabeticCode)})`),
	},
	currencyRate: {
		name: 'Currency Rate',
		route: 'GET /public-api/resources/currency-rates/v1.0',
		paging: 'cursor',
		label: (record) => words(record, phrase(record.base, 'to', record.target), record.rate),
	},
	customFee: {
		name: 'Custom Fee',
		route: 'GET /public-api/resources/custom-fees/v2.0',
		paging: 'page',
		label: (record, { when }) =>
			words(record, money(record.amount, record.currency), when(record.createdAt), number(record)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
	},
	customTariffFilter: {
		name: 'Custom Tariff Filter',
		route: 'GET /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	downtimePeriodNotice: {
		name: 'Downtime Reason',
		route: 'GET /public-api/resources/downtime-period-notices/v1.0',
		paging: 'perPage',
		label: (record) => words(record, translated(record.notice), said(record.type)),
	},
	exemptNotice: {
		name: 'Exempt Reason',
		route: 'GET /public-api/resources/downtime-period-notices/v1.0',
		paging: 'perPage',
		label: (record) => words(record, translated(record.notice)),
		query: { filter: { type: 'exempt' } },
	},
	electricityMeter: {
		name: 'Electricity Meter',
		route: 'GET /public-api/resources/electricity-meters/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	electricityRate: {
		name: 'Electricity Rate',
		route: 'GET /public-api/resources/electricity-rates/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	energyCoupon: {
		name: 'Energy Coupon',
		route: 'GET /public-api/resources/energy-coupons/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.code, said(record.status)),
	},
	energyCouponTemplate: {
		name: 'Energy Coupon Template',
		route: 'GET /public-api/resources/energy-coupon-templates/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.code),
		finds: { code: 'code', externalId: 'externalId' },
	},
	evse: {
		name: 'EVSE',
		route: 'GET /public-api/resources/evses/v2.1',
		paging: 'cursor',
		label: (record) =>
			words(
				record,
				record.label,
				record.physicalReference,
				about('charge point', record.chargePointId),
				number(record),
			),
		finds: { physicalReference: 'physicalReference', externalId: 'externalId' },
	},
	evseDowntimePeriod: {
		name: 'EVSE Downtime Period',
		route: 'GET /public-api/resources/evse-downtime-periods/v1.0',
		paging: 'perPage',
		label: (record, { when }) =>
			words(
				record,
				about('EVSE', record.evseId),
				phrase(said(record.type), 'from', when(record.startedAt)),
				number(record),
			),
	},
	evseNote: {
		name: 'Note',
		route: 'GET /public-api/resources/evses/v2.0/{evse}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	evseOfChargePoint: {
		name: 'EVSE',
		route: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses',
		paging: 'cursor',
		label: (record) =>
			words(
				record,
				phrase(about('No.', record.networkId), record.label),
				record.physicalReference,
				textOf(record.currentType).toUpperCase(),
			),
	},
	faq: {
		name: 'FAQ',
		route: 'GET /public-api/resources/faqs/v2.0',
		paging: 'page',
		label: (record) => words(record, translated(record.question)),
	},
	firmwareVersion: {
		name: 'Firmware Version',
		route: 'GET /public-api/resources/firmware-versions/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.firmwareVersion),
		// AMPECO finds versions by how they begin.
		finds: { firmwareVersion: 'firmwareVersion' },
	},
	flexibilityActivationRequest: {
		name: 'Activation Request',
		route: 'GET /public-api/resources/flexibility-activation-requests/v1.0',
		paging: 'cursor',
		label: (record, { when }) => words(record, about('asset', record.assetId), when(record.timestamp), number(record)),
	},
	flexibilityAsset: {
		name: 'Flexibility Asset',
		route: 'GET /public-api/resources/flexibility-assets/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.description, number(record)),
	},
	idTag: {
		name: 'ID Tag',
		route: 'GET /public-api/resources/id-tags/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.idLabel, record.idTagUid, said(record.status)),
		finds: { idTagUid: 'idTagUid', idLabel: 'idLabel' },
	},
	emaid: {
		name: 'EMAID',
		route: 'GET /public-api/resources/id-tags/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.idLabel, record.idTagUid, said(record.status)),
		query: { filter: { type: 'emaid' } },
		finds: { idTagUid: 'idTagUid', idLabel: 'idLabel' },
	},
	idTagNote: {
		name: 'Note',
		route: 'GET /public-api/resources/id-tags/v2.0/{idTag}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	installationAndMaintenanceCompany: {
		name: 'Installation and Maintenance Company',
		route: 'GET /public-api/resources/installation-and-maintenance-companies/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.businessName ?? record.companyName),
	},
	installerJob: {
		name: 'Installer Job',
		route: 'GET /public-api/resources/installer-jobs/v1.0',
		paging: 'page',
		label: (record) => words(record, record.description, said(record.status), number(record)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
	},
	invoice: {
		name: 'Invoice',
		route: 'GET /public-api/resources/invoices/v1.0',
		paging: 'page',
		label: (record, { when }) =>
			words(record, record.number, money(record.totalAmount), when(record.date), number(record)),
		user: { property: 'userId' },
		finds: { externalId: 'externalId' },
	},
	issue: {
		name: 'Issue',
		route: 'GET /public-api/resources/issues/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.title, said(record.status), number(record)),
		dated: { by: 'createdAt', after: 'createdAfter', before: 'createdBefore' },
	},
	location: {
		name: 'Location',
		route: 'GET /public-api/resources/locations/v2.0',
		paging: 'cursor',
		label: (record) => words(record, translated(record.name), record.city),
		finds: { externalId: 'externalId' },
	},
	locationNote: {
		name: 'Note',
		route: 'GET /public-api/resources/locations/v2.0/{location}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	notification: {
		name: 'Notification Subscription',
		route: 'GET /public-api/notifications/v2.0',
		paging: 'perPage',
		label: (record) => words(record, record.via, (record.webhook as IDataObject | null)?.callbackUrl),
	},
	ocpiCommand: {
		name: 'OCPI Command',
		route: 'GET /public-api/resources/ocpi-commands/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, said(record.type), said(record.result), when(record.createdAt), number(record)),
	},
	ocpiLog: {
		name: 'Log Entry',
		route: 'GET /public-api/logs/ocpi/v1.0',
		paging: 'cursor',
		label: (record, { when }) => words(record, record.module, record.method, when(record.createdAt)),
	},
	operator: {
		name: 'Operator',
		route: 'GET /public-api/resources/operators/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	parkingSpace: {
		name: 'Parking Space',
		route: 'GET /public-api/resources/parking-spaces/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.label),
		finds: { externalId: 'externalId' },
	},
	partner: {
		name: 'Partner',
		route: 'GET /public-api/resources/partners/v2.0',
		paging: 'page',
		label: (record) => words(record, record.name ?? record.businessName),
		finds: { search: 'name', externalId: 'externalId', regNo: 'regNo' },
	},
	partnerAdmin: {
		name: 'Partner Admin',
		route: 'GET /public-api/resources/partners/v2.0/{partner}/admins',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.email ? `(${String(record.email)})` : ''),
		single: false,
	},
	partnerContract: {
		name: 'Partner Contract',
		route: 'GET /public-api/resources/partner-contracts/v1.0',
		paging: 'page',
		label: (record) => words(record, record.title),
		finds: { titleContains: 'title', externalId: 'externalId' },
	},
	partnerInvite: {
		name: 'Partner Invite',
		route: 'GET /public-api/resources/partner-invites/v1.0',
		paging: 'page',
		label: (record) => words(record, record.email, said(record.status)),
		finds: { inviteEmail: 'email' },
	},
	partnerInviteAccessPolicy: {
		name: 'Access Policy',
		route: 'GET /public-api/resources/partner-invite-access-policies/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	partnerInvoice: {
		name: 'Partner Invoice',
		route: 'GET /public-api/resources/partner-invoices/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, record.number, money(record.totalAmount, record.currencyCode), when(record.issuedOn)),
	},
	partnerNote: {
		name: 'Note',
		route: 'GET /public-api/resources/partners/v2.0/{partner}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	partnerSettlementReport: {
		name: 'Settlement Report',
		route: 'GET /public-api/resources/partner-settlement-reports/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, record.number, money(record.totalAmount, record.currencyCode), when(record.date)),
	},
	paymentMethod: {
		name: 'Payment Method',
		route: 'GET /public-api/resources/users/v1.0/{user}/payment-methods',
		paging: 'page',
		label: (record) => words(record, record.name, said(record.type)),
	},
	paymentTerminal: {
		name: 'Payment Terminal',
		route: 'GET /public-api/resources/payment-terminals/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name, record.serialNumber),
		finds: { serialNumber: 'serialNumber' },
	},
	provisioningCertificate: {
		name: 'Provisioning Certificate',
		route: 'GET /public-api/resources/provisioning-certificates/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.pcId),
	},
	receipt: {
		name: 'Receipt',
		route: 'GET /public-api/resources/receipts/v2.0',
		paging: 'page',
		label: (record, { when }) =>
			words(record, record.receiptNo, money(record.totalAmount), when(record.issuedOn), number(record)),
		user: { property: 'userId' },
	},
	reimbursementPolicy: {
		name: 'Reimbursement Policy',
		route: 'GET /public-api/resources/reimbursement-policies/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, record.name, record.validityStartsOn ? `from ${when(record.validityStartsOn)}` : ''),
	},
	reimbursementRecord: {
		name: 'Reimbursement Record',
		route: 'GET /public-api/resources/reimbursement-records/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(
				record,
				money(record.amount, record.currency),
				about('session', record.sessionId),
				when(record.createdAt),
				number(record),
			),
	},
	reimbursementReport: {
		name: 'Reimbursement Report',
		route: 'GET /public-api/resources/reimbursement-reports/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, money(record.totalAmount, record.currency), `from ${when(record.periodStartsOn)}`, number(record)),
	},
	reservation: {
		name: 'Reservation',
		route: 'GET /public-api/resources/reservations/v1.0',
		paging: 'page',
		label: (record, { when }) =>
			words(record, about('EVSE', record.evseId), phrase(said(record.status), when(record.reservedAt)), number(record)),
		dated: { by: 'reservedAt', after: 'reservedFrom', before: 'reservedTo' },
		user: { property: 'userId', filter: 'userId' },
	},
	activeReservation: {
		name: 'Reservation',
		route: 'GET /public-api/resources/reservations/v1.0',
		paging: 'page',
		label: (record, { when }) =>
			words(record, about('EVSE', record.evseId), phrase('reserved', when(record.reservedAt)), number(record)),
		query: { filter: { status: 'active' } },
		dated: { by: 'reservedAt', after: 'reservedFrom', before: 'reservedTo' },
		user: { property: 'userId', filter: 'userId' },
	},
	roamingConnection: {
		name: 'Roaming Connection',
		route: 'GET /public-api/resources/roaming-connections/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.protocol, record.endpoint),
	},
	roamingCpo: {
		name: 'Roaming CPO',
		route: 'GET /public-api/resources/roaming-cpos/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.businessName, phrase(record.countryCode, record.partyId)),
	},
	roamingEmsp: {
		name: 'Roaming EMSP',
		route: 'GET /public-api/resources/roaming-emsps/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.businessName, phrase(record.countryCode, record.partyId)),
	},
	roamingOperator: {
		name: 'Roaming Operator',
		route: 'GET /public-api/resources/roaming-operators/v2.0',
		paging: 'page',
		label: (record) => words(record, record.businessName, phrase(record.countryCode, record.partyId)),
	},
	roamingProvider: {
		name: 'Roaming Provider',
		route: 'GET /public-api/resources/roaming-providers/v2.0',
		paging: 'page',
		label: (record) => words(record, record.businessName, phrase(record.countryCode, record.partyId)),
	},
	roamingTariff: {
		name: 'Roaming Tariff',
		route: 'GET /public-api/resources/roaming-tariffs/v2.0',
		paging: 'page',
		label: (record) => words(record, record.roamingTariffHumanReadable, number(record)),
	},
	securityEvent: {
		name: 'Security Event',
		route: 'GET /public-api/resources/security-events/v2.0',
		paging: 'cursor',
		label: (record, { when }) => words(record, record.type, when(record.timestamp), number(record)),
		dated: { by: 'timestamp', after: 'timestampFrom', before: 'timestampTo' },
	},
	session: {
		name: 'Session',
		route: 'GET /public-api/resources/sessions/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(
				record,
				about('charge point', record.userId ? '' : record.chargePointId),
				charged(record.energy),
				course(record, { when }),
				number(record),
			),
		dated: { by: 'startedAt', after: 'startedAfter', before: 'startedBefore' },
		user: { property: 'userId', filter: 'userId' },
		finds: { evsePhysicalReference: 'evsePhysicalReference', idTag: 'idTag' },
	},
	runningSession: {
		name: 'Running Session',
		route: 'GET /public-api/resources/sessions/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(
				record,
				about('charge point', record.chargePointId),
				charged(record.energy),
				phrase('since', when(record.startedAt)),
				number(record),
			),
		query: { filter: { status: 'active' } },
		dated: { by: 'startedAt', after: 'startedAfter', before: 'startedBefore' },
		user: { property: 'userId', filter: 'userId' },
		finds: { evsePhysicalReference: 'evsePhysicalReference', idTag: 'idTag' },
	},
	settlementOverride: {
		name: 'Settlement Override',
		route: 'GET /public-api/resources/partner-contracts/v1.0/{partnerContract}/settlement-overrides',
		paging: 'cursor',
		label: (record) => words(record, record.name, `(priority ${String(record.priority)})`),
	},
	settlementRecord: {
		name: 'Settlement Record',
		route: 'GET /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records',
		paging: 'cursor',
		label: (record, { when }) => words(record, when(record.date), money(record.paidAmount), record.note),
	},
	sharingInvite: {
		name: 'Sharing Invite',
		route: 'GET /public-api/resources/sharing-invites/v1.0',
		paging: 'cursor',
		label: (record) => words(record, about('charge point', record.chargePointId), said(record.status), number(record)),
		user: { property: 'userId', filter: 'userId' },
	},
	subOperator: {
		name: 'Sub Operator',
		route: 'GET /public-api/resources/sub-operators/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name ?? record.businessName),
	},
	subOperatorNote: {
		name: 'Note',
		route: 'GET /public-api/resources/sub-operators/v2.0/{subOperator}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	subscription: {
		name: 'Subscription',
		route: 'GET /public-api/resources/subscriptions/v1.0',
		paging: 'cursor',
		label: (record) => words(record, about('plan', record.planId), said(record.status), number(record)),
		user: { property: 'userId' },
	},
	subscriptionBillingPeriod: {
		name: 'Billing Period',
		route: 'GET /public-api/resources/users/v1.0/{user}/subscription-billing-periods',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, phrase(when(record.startedAt), 'to', when(record.endedAt)), number(record)),
	},
	subscriptionPlan: {
		name: 'Subscription Plan',
		route: 'GET /public-api/resources/subscription-plans/v2.0',
		paging: 'page',
		label: (record) => words(record, translated(record.name)),
		finds: { externalId: 'externalId' },
	},
	tariff: {
		name: 'Tariff',
		route: 'GET /public-api/resources/tariffs/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, said(record.type)),
	},
	tariffGroup: {
		name: 'Tariff Group',
		route: 'GET /public-api/resources/tariff-groups/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	tariffScheduledChange: {
		name: 'Scheduled Change',
		route: 'GET /public-api/resources/tariffs/v1.0/{tariff}/scheduled-changes',
		paging: 'cursor',
		label: (record, { when }) =>
			words(record, record.name, phrase(said(record.status), 'for', when(record.scheduledAt)), number(record)),
	},
	tax: {
		name: 'Tax',
		route: 'GET /public-api/resources/taxes/v2.0',
		paging: 'page',
		label: (record) =>
			words(record, record.name, record.percentage === undefined ? '' : `${String(record.percentage)} %`),
	},
	taxIdentificationNumber: {
		name: 'Tax Identification Number',
		route: 'GET /public-api/resources/tax-identification-numbers/v2.0',
		paging: 'page',
		label: (record) => words(record, record.name),
	},
	template: {
		name: 'Template',
		route: 'GET /public-api/resources/templates/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name),
		single: false,
	},
	termsAndPolicies: {
		name: 'Terms or Policy',
		route: 'GET /public-api/resources/terms-and-policies/v2.0',
		paging: 'links',
		label: (record, { when }) =>
			words(
				record,
				translated((record.document as IDataObject | null)?.title),
				record.validFrom ? `valid from ${when(record.validFrom)}` : '',
				said(record.status),
			),
	},
	topUpPackage: {
		name: 'Top-Up Package',
		route: 'GET /public-api/resources/top-up-packages/v2.0',
		paging: 'page',
		label: (record) => words(record, record.price, `${textOf(record.bonus) || '0'} bonus`),
	},
	transaction: {
		name: 'Transaction',
		route: 'GET /public-api/resources/transactions/v1.0',
		paging: 'cursor',
		label: (record, { when }) =>
			words(
				record,
				record.number,
				money(record.totalAmount, record.currency),
				phrase(said(record.status), when(record.date)),
				number(record),
			),
		dated: { by: 'date', after: 'createdAfter', before: 'createdBefore' },
		user: { property: 'userId', filter: 'userId' },
		finds: { refContains: 'ref', invoiceNumber: 'invoiceNo' },
	},
	user: {
		name: 'User',
		route: 'GET /public-api/resources/users/v1.1',
		paging: 'cursor',
		label: (record) => {
			const name = phrase(record.firstName, record.lastName);
			return words(record, name, name && record.email ? `(${String(record.email)})` : record.email);
		},
		finds: { email: 'email', externalId: 'externalId' },
	},
	userDevice: {
		name: 'User Device',
		route: 'GET /public-api/resources/user-devices/v1.0',
		paging: 'cursor',
		label: (record) => words(record, phrase(record.manufacturer, record.model), record.platform, number(record)),
		user: { property: 'userId', filter: 'userId' },
	},
	userGroup: {
		name: 'User Group',
		route: 'GET /public-api/resources/user-groups/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name),
	},
	userNote: {
		name: 'Note',
		route: 'GET /public-api/resources/users/v1.1/{user}/notes',
		paging: 'cursor',
		label: (record) => words(record, record.summary),
	},
	utility: {
		name: 'Utility',
		route: 'GET /public-api/resources/utilities/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	vehicle: {
		name: 'Vehicle',
		route: 'GET /public-api/resources/vehicles/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.label, record.licensePlate),
		finds: { label: 'label', licensePlate: 'licensePlate', vin: 'vin' },
	},
	vehicleTelemetryReading: {
		name: 'Telemetry Reading',
		route: 'GET /public-api/resources/vehicles/v1.0/{vehicle}/telemetry-readings',
		paging: 'cursor',
		label: (record, { when }) => words(record, `${String(record.odometerKm)} km`, when(record.submittedAt)),
		single: false,
	},
	vendorErrorCode: {
		name: 'Vendor Error Code',
		route: 'GET /public-api/resources/vendor-error-codes/v2.0',
		paging: 'page',
		label: (record) => words(record, record.errorCode, record.errorCodeDescription),
	},
	voucher: {
		name: 'Voucher',
		route: 'GET /public-api/resources/vouchers/v2.1',
		paging: 'page',
		label: (record) => words(record, record.code, translated(record.title), `(${said(record.status)})`),
		finds: { code: 'code' },
	},
} satisfies Record<string, Entity>;

declare module './catalogue/fields' {
	interface Pickable {
		key: keyof typeof entities;
	}
}

/** The name of the list search behind a picker, under which a node offers it. */
export function searchMethodOf(entity: EntityKey, property?: string): string {
	return `search${entity[0].toUpperCase()}${entity.slice(1)}${property ? `By${titleCase(property)}` : ''}`;
}

/** The row of a thing that can be picked. */
export function entityOf(key: EntityKey): Entity {
	return entities[key];
}
