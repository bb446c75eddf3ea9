/** Filters AMPECO does not have: where the payloads of which events hold what is looked at. */
import type { IDataObject } from 'n8n-workflow';
import { events, samplePayload } from '../Notification/events';
import type { AmpecoEvent } from '../Notification/events';
import { f } from '../shared/catalogue';
import type { EntityKey, Field, FieldTable } from '../shared/catalogue';

export interface Filter {
	field: Field;
	/** Where payloads hold the value, one of these; names are joined by dots, arrays are looked through. */
	paths: string[];
	/** The events it is for, where another event has something else at the same path. */
	only?: string[];
}

const ids = (entity: EntityKey, label: string) => f.refs(entity, label, { type: 'text' });

export const filters: Record<string, Filter> = {
	chargePoint: {
		field: ids('chargePoint', 'Charge Points'),
		paths: ['chargePointId', 'chargePoint.id', 'session.chargePointId', 'chargePoints.id'],
	},
	evse: { field: ids('evse', 'EVSEs'), paths: ['evseId', 'session.evseId', 'chargePoint.evses.id'] },
	location: { field: ids('location', 'Locations'), paths: ['location.id', 'locationId', 'chargePoint.locationId'] },
	session: { field: ids('session', 'Sessions'), paths: ['sessionId', 'session.id'] },
	user: { field: ids('user', 'Users'), paths: ['userId', 'user.id', 'session.userId'] },
	idTag: { field: f.texts('ID Tags'), paths: ['idTag', 'session.idTag'] },
	partner: { field: ids('partner', 'Partners'), paths: ['partnerId'] },
	subscriptionPlan: { field: ids('subscriptionPlan', 'Subscription Plans'), paths: ['planId'] },
	tariff: { field: ids('tariff', 'Tariffs'), paths: ['tariff.id'] },
	transaction: { field: ids('transaction', 'Transactions'), paths: ['transactionId'] },
	circuit: { field: ids('circuit', 'Circuits'), paths: ['circuitId'] },
	parkingSpace: { field: ids('parkingSpace', 'Parking Spaces'), paths: ['parkingSpaceId'] },
	action: {
		field: f.choices('Actions', {
			created: 'Created',
			updated: 'Updated',
			deleted: 'Deleted',
			'permanently deleted': 'Permanently Deleted',
			start: 'Started',
			stop: 'Stopped',
		}),
		paths: ['action'],
	},
	hardwareStatus: {
		field: f.choices('Hardware Statuses', {
			available: 'Available',
			preparing: 'Preparing',
			charging: 'Charging',
			suspendedEV: 'Suspended by Vehicle',
			suspendedEVSE: 'Suspended by EVSE',
			finishing: 'Finishing',
			reserved: 'Reserved',
			unavailable: 'Unavailable',
			faulted: 'Faulted',
		}),
		paths: ['hardwareStatus', 'chargePoint.hardwareStatus'],
	},
	errorCode: { field: f.texts('Error Codes', { example: 'GroundFailure' }), paths: ['errorCode', 'vendorErrorCode'] },
	networkStatus: {
		field: f.choices('Network Statuses', {
			available: 'Available',
			'temporarily unavailable': 'Temporarily Unavailable',
			'long-term unavailable': 'Long-Term Unavailable',
			'never connected': 'Never Connected',
		}),
		paths: ['networkStatus', 'chargePoint.networkStatus'],
	},
	critical: {
		field: f.flag('Critical', {
			about: 'the security event has to be critical. Turned off, it has to be one that is not',
		}),
		paths: ['critical'],
	},
	sessionStatus: {
		field: f.choices('Session Statuses', {
			pending: 'Pending',
			active: 'Active',
			finished: 'Finished',
			failed: 'Failed',
			expired: 'Expired',
			unknown: 'Unknown',
		}),
		paths: ['session.status'],
	},
	paymentStatus: {
		field: f.choices('Payment Statuses', {
			pending: 'Pending',
			paid: 'Paid',
			partially: 'Partially Paid',
			failed: 'Failed',
		}),
		paths: ['session.paymentStatus'],
	},
	authorizationStatus: {
		field: f.choices('Authorization Statuses', {
			accepted: 'Accepted',
			rejected: 'Rejected',
			pending: 'Pending',
			blocked: 'Blocked (Old Event)',
			invalid: 'Invalid (Old Event)',
			concurrentTx: 'Concurrent Transaction (Old Event)',
			expired: 'Expired (Old Event)',
		}),
		paths: ['status'],
		only: ['authorization.changed', 'AuthorizationNotification'],
	},
	reservationStatus: {
		field: f.choices('Reservation Statuses', {
			active: 'Active',
			done: 'Done',
			canceled: 'Canceled',
			expired: 'Expired',
		}),
		paths: ['status'],
		only: ['reservation.changed', 'ReservationChangedNotification'],
	},
	subscriptionStatus: {
		field: f.choices('Subscription Statuses', {
			active: 'Active',
			pending: 'Pending',
			suspended: 'Suspended',
			canceled: 'Canceled',
			cancelled: 'Canceled (Old Event)',
			expired: 'Expired',
		}),
		paths: ['status'],
		only: ['user.subscription.changed', 'user.subscriptionChanged'],
	},
	installerJobStatus: {
		field: f.choices('Installer Job Statuses', {
			new: 'New',
			in_progress: 'In Progress',
			completed: 'Completed',
			failed: 'Failed',
		}),
		paths: ['status'],
		only: ['installerJob.changed'],
	},
	diagnosticsStatus: {
		field: f.choices('Diagnostics Statuses', {
			idle: 'Idle',
			uploading: 'Uploading',
			uploaded: 'Uploaded',
			uploadfailed: 'Upload Failed',
		}),
		paths: ['status'],
		only: ['DiagnosticsStatusNotification'],
	},
	occupancy: {
		field: f.choices('Occupancy', { available: 'Available', occupied: 'Occupied' }),
		paths: ['occupancyStatus'],
	},
};

/** Any other field of a payload, for events and fields the others do not know. */
export const otherFields = f.list('Other Fields', 'Field', {
	path: f.required(
		f.text('Name', { example: 'session.currency', about: 'As the payload has it, with dots for what lies deeper' }),
	),
	values: f.required(f.texts('Values', { example: 'EUR' })),
});

/** The filters as fields, by the names under which they are stored. */
export const fieldsOfFilters: FieldTable = Object.fromEntries(
	Object.entries(filters).map(([name, { field }]) => [name, field]),
);

/** Whether an event's payload has what the filter looks at. */
export function appliesTo({ paths, only }: Filter, event: AmpecoEvent): boolean {
	if (only) return only.includes(event.value);
	return paths.some((path) => valuesAt(samplePayload(event), path).length > 0);
}

/** The events that have what a filter looks at. */
export function eventsOf(filter: Filter): string[] {
	return events.filter((event) => appliesTo(filter, event)).map(({ value }) => value);
}

/** The single values at a path. */
export function valuesAt(payload: unknown, path: string): unknown[] {
	return path
		.split('.')
		.reduce<
			unknown[]
		>((inner, name) => inner.flatMap((one) => (isRecord(one) && Object.prototype.hasOwnProperty.call(one, name) ? one[name] : [])).flat(), [payload]);
}

function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null;
}
