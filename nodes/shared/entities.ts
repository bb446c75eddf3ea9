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
	/** What the list shows. */
	label: (record: IDataObject) => string;
	/** The property to send, when it is not `id`. */
	id?: string;
	/**
	 * The filter that finds `text` on the tenant, or undefined when AMPECO cannot search for such a
	 * text; then the pages are searched here.
	 */
	search?: (text: string) => IDataObject | undefined;
	/** Parameters every request for the list needs. */
	query?: IDataObject;
}

/** Joins what is there; a record without any of it is shown by its id. */
function words(record: IDataObject, ...parts: unknown[]): string {
	const shown = parts.filter((part) => part !== undefined && part !== null && part !== '');
	return shown.length > 0 ? shown.join(' ') : `ID ${String(record.id)}`;
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
		label: (record) => words(record, record.name, `(${String(record.email)})`),
	},
	authorization: {
		name: 'Authorization',
		route: 'GET /public-api/resources/authorizations/v2.1',
		paging: 'cursor',
		label: (record) => words(record, record.createdAt, record.method, record.status),
	},
	booking: {
		name: 'Booking',
		route: 'GET /public-api/resources/bookings/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.startAt, record.status, `(ID ${String(record.id)})`),
	},
	bookingRequest: {
		name: 'Booking Request',
		route: 'GET /public-api/resources/booking-requests/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.type, record.startAt, record.status, `(ID ${String(record.id)})`),
	},
	cdr: {
		name: 'CDR',
		route: 'GET /public-api/resources/cdrs/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.startTime, `(ID ${String(record.id)})`),
	},
	chargePoint: {
		name: 'Charge Point',
		route: 'GET /public-api/resources/charge-points/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, networkId(record)),
	},
	chargePointDowntimePeriod: {
		name: 'Downtime Period',
		route: 'GET /public-api/resources/charge-point-downtime-periods/v1.0',
		paging: 'perPage',
		label: (record) => words(record, record.startedAt, record.type, `(charge point ${String(record.chargePointId)})`),
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
		label: (record) =>
			words(record, record.createdAt, record.command, `(charge point ${String(record.chargePointId)})`),
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
	},
	connector: {
		name: 'Connector',
		route: 'GET /public-api/resources/charge-points/v2.0/{chargePoint}/evses/{evse}/connectors',
		paging: 'none',
		label: (record) => words(record, record.type, record.format, `(ID ${String(record.id)})`),
	},
	corporateBillingPolicy: {
		name: 'Corporate Billing Policy',
		route: 'GET /public-api/resources/partner-invite-corporate-billing-policies/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.coverageType),
	},
	currency: {
		name: 'Currency',
		route: 'GET /public-api/resources/currencies/v2.0',
		paging: 'links',
		label: (record) => words(record, record.name, record.alphabeticCode),
	},
	currencyRate: {
		name: 'Currency Rate',
		route: 'GET /public-api/resources/currency-rates/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.base, 'to', record.target, record.rate),
	},
	customFee: {
		name: 'Custom Fee',
		route: 'GET /public-api/resources/custom-fees/v2.0',
		paging: 'page',
		label: (record) => words(record, record.createdAt, record.amount, `(ID ${String(record.id)})`),
	},
	customTariffFilter: {
		name: 'Custom Tariff Filter',
		route: 'GET /public-api/resources/roaming-operators/v2.0/{roamingOperator}/custom-tariff-filters',
		paging: 'cursor',
		label: (record) => words(record, record.name),
	},
	downtimePeriodNotice: {
		name: 'Downtime Notice',
		route: 'GET /public-api/resources/downtime-period-notices/v1.0',
		paging: 'perPage',
		label: (record) => words(record, translated(record.notice), record.type),
	},
	exemptNotice: {
		name: 'Exempt Notice',
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
		label: (record) => words(record, record.code, record.status),
	},
	energyCouponTemplate: {
		name: 'Energy Coupon Template',
		route: 'GET /public-api/resources/energy-coupon-templates/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.code),
	},
	evse: {
		name: 'EVSE',
		route: 'GET /public-api/resources/evses/v2.1',
		paging: 'cursor',
		label: (record) =>
			words(record, record.label, record.physicalReference, `(charge point ${String(record.chargePointId)})`),
	},
	evseDowntimePeriod: {
		name: 'EVSE Downtime Period',
		route: 'GET /public-api/resources/evse-downtime-periods/v1.0',
		paging: 'perPage',
		label: (record) => words(record, record.startedAt, record.type, `(EVSE ${String(record.evseId)})`),
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
			words(record, `${String(record.networkId)}:`, record.label, record.physicalReference, record.currentType),
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
		search: (text) => ({ firmwareVersion: text }),
	},
	flexibilityActivationRequest: {
		name: 'Activation Request',
		route: 'GET /public-api/resources/flexibility-activation-requests/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.timestamp, `(asset ${String(record.assetId)})`),
	},
	flexibilityAsset: {
		name: 'Flexibility Asset',
		route: 'GET /public-api/resources/flexibility-assets/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.description, `(ID ${String(record.id)})`),
	},
	idTag: {
		name: 'ID Tag',
		route: 'GET /public-api/resources/id-tags/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.idLabel, record.idTagUid, record.status),
	},
	emaid: {
		name: 'EMAID',
		route: 'GET /public-api/resources/id-tags/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.idLabel, record.idTagUid, record.status),
		query: { filter: { type: 'emaid' } },
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
		label: (record) => words(record, record.description, record.status, `(ID ${String(record.id)})`),
	},
	invoice: {
		name: 'Invoice',
		route: 'GET /public-api/resources/invoices/v1.0',
		paging: 'page',
		label: (record) => words(record, record.number, record.date, record.totalAmount),
	},
	issue: {
		name: 'Issue',
		route: 'GET /public-api/resources/issues/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.title, record.status),
	},
	location: {
		name: 'Location',
		route: 'GET /public-api/resources/locations/v2.0',
		paging: 'cursor',
		label: (record) => words(record, translated(record.name), record.city),
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
		label: (record) => words(record, record.createdAt, record.type, record.result),
	},
	ocpiLog: {
		name: 'Log Entry',
		route: 'GET /public-api/logs/ocpi/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.createdAt, record.module, record.method),
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
	},
	partner: {
		name: 'Partner',
		route: 'GET /public-api/resources/partners/v2.0',
		paging: 'page',
		label: (record) => words(record, record.name ?? record.businessName),
	},
	partnerAdmin: {
		name: 'Partner Admin',
		route: 'GET /public-api/resources/partners/v2.0/{partner}/admins',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.email),
	},
	partnerContract: {
		name: 'Partner Contract',
		route: 'GET /public-api/resources/partner-contracts/v1.0',
		paging: 'page',
		label: (record) => words(record, record.title),
	},
	partnerInvite: {
		name: 'Partner Invite',
		route: 'GET /public-api/resources/partner-invites/v1.0',
		paging: 'page',
		label: (record) => words(record, record.email, record.status),
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
		label: (record) => words(record, record.number, record.issuedOn),
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
		label: (record) => words(record, record.number, record.date),
	},
	paymentMethod: {
		name: 'Payment Method',
		route: 'GET /public-api/resources/users/v1.0/{user}/payment-methods',
		paging: 'page',
		label: (record) => words(record, record.name, record.type),
	},
	paymentTerminal: {
		name: 'Payment Terminal',
		route: 'GET /public-api/resources/payment-terminals/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name, record.serialNumber),
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
		label: (record) => words(record, record.receiptNo, record.totalAmount),
	},
	reimbursementPolicy: {
		name: 'Reimbursement Policy',
		route: 'GET /public-api/resources/reimbursement-policies/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.validityStartsOn),
	},
	reimbursementRecord: {
		name: 'Reimbursement Record',
		route: 'GET /public-api/resources/reimbursement-records/v1.0',
		paging: 'cursor',
		label: (record) =>
			words(record, record.createdAt, record.amount, record.currency, `(session ${String(record.sessionId)})`),
	},
	reimbursementReport: {
		name: 'Reimbursement Report',
		route: 'GET /public-api/resources/reimbursement-reports/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.periodStartsOn, `(ID ${String(record.id)})`),
	},
	reservation: {
		name: 'Reservation',
		route: 'GET /public-api/resources/reservations/v1.0',
		paging: 'page',
		label: (record) => words(record, record.reservedAt, record.status, `(EVSE ${String(record.evseId)})`),
	},
	activeReservation: {
		name: 'Reservation',
		route: 'GET /public-api/resources/reservations/v1.0',
		paging: 'page',
		label: (record) => words(record, record.reservedAt, `(EVSE ${String(record.evseId)})`),
		query: { filter: { status: 'active' } },
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
		label: (record) => words(record, record.businessName, record.countryCode, record.partyId),
	},
	roamingEmsp: {
		name: 'Roaming EMSP',
		route: 'GET /public-api/resources/roaming-emsps/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.businessName, record.countryCode, record.partyId),
	},
	roamingOperator: {
		name: 'Roaming Operator',
		route: 'GET /public-api/resources/roaming-operators/v2.0',
		paging: 'page',
		label: (record) => words(record, record.businessName, record.countryCode, record.partyId),
	},
	roamingProvider: {
		name: 'Roaming Provider',
		route: 'GET /public-api/resources/roaming-providers/v2.0',
		paging: 'page',
		label: (record) => words(record, record.businessName, record.countryCode, record.partyId),
	},
	roamingTariff: {
		name: 'Roaming Tariff',
		route: 'GET /public-api/resources/roaming-tariffs/v2.0',
		paging: 'page',
		label: (record) => words(record, record.roamingTariffHumanReadable, `(ID ${String(record.id)})`),
	},
	securityEvent: {
		name: 'Security Event',
		route: 'GET /public-api/resources/security-events/v2.0',
		paging: 'cursor',
		label: (record) => words(record, record.timestamp, record.type),
	},
	session: {
		name: 'Session',
		route: 'GET /public-api/resources/sessions/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.startedAt, record.status, `(charge point ${String(record.chargePointId)})`),
	},
	runningSession: {
		name: 'Running Session',
		route: 'GET /public-api/resources/sessions/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.startedAt, `(charge point ${String(record.chargePointId)})`),
		query: { filter: { status: 'active' } },
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
		label: (record) => words(record, record.date, record.paidAmount, record.note),
	},
	sharingInvite: {
		name: 'Sharing Invite',
		route: 'GET /public-api/resources/sharing-invites/v1.0',
		paging: 'cursor',
		label: (record) =>
			words(record, `User ${String(record.userId)}, charge point ${String(record.chargePointId)}`, record.status),
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
		label: (record) =>
			words(
				record,
				`User ${String(record.userId)}, plan ${String(record.planId)}`,
				record.status,
				`(ID ${String(record.id)})`,
			),
	},
	subscriptionBillingPeriod: {
		name: 'Billing Period',
		route: 'GET /public-api/resources/users/v1.0/{user}/subscription-billing-periods',
		paging: 'cursor',
		label: (record) => words(record, record.startedAt, 'to', record.endedAt, `(ID ${String(record.id)})`),
	},
	subscriptionPlan: {
		name: 'Subscription Plan',
		route: 'GET /public-api/resources/subscription-plans/v2.0',
		paging: 'page',
		label: (record) => words(record, translated(record.name)),
	},
	tariff: {
		name: 'Tariff',
		route: 'GET /public-api/resources/tariffs/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.name, record.type),
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
		label: (record) => words(record, record.scheduledAt, record.status),
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
	},
	termsAndPolicies: {
		name: 'Terms or Policy',
		route: 'GET /public-api/resources/terms-and-policies/v2.0',
		paging: 'links',
		label: (record) =>
			words(record, translated((record.document as IDataObject | null)?.title), record.validFrom, record.status),
	},
	topUpPackage: {
		name: 'Top-Up Package',
		route: 'GET /public-api/resources/top-up-packages/v2.0',
		paging: 'page',
		label: (record) => words(record, record.price, '+', record.bonus, 'bonus'),
	},
	transaction: {
		name: 'Transaction',
		route: 'GET /public-api/resources/transactions/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.number, record.date, record.totalAmount, record.status),
	},
	user: {
		name: 'User',
		route: 'GET /public-api/resources/users/v1.1',
		paging: 'cursor',
		label: (record) =>
			words(record, record.firstName, record.lastName, record.email ? `(${String(record.email)})` : ''),
		// AMPECO finds users by their whole email address only.
		search: (text) => (/^\S+@\S+\.\S+$/.test(text) ? { email: text } : undefined),
	},
	userDevice: {
		name: 'User Device',
		route: 'GET /public-api/resources/user-devices/v1.0',
		paging: 'cursor',
		label: (record) => words(record, record.manufacturer, record.model, record.platform, `(ID ${String(record.id)})`),
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
	},
	vehicleTelemetryReading: {
		name: 'Telemetry Reading',
		route: 'GET /public-api/resources/vehicles/v1.0/{vehicle}/telemetry-readings',
		paging: 'cursor',
		label: (record) => words(record, record.submittedAt, record.odometerKm, 'km'),
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
		label: (record) => words(record, record.code, translated(record.title), `(${String(record.status)})`),
		search: (text) => (text.length >= 3 ? { code: text } : undefined),
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
