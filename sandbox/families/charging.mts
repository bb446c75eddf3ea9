/** Sessions and what leads to one: starting, stopping, authorizations, reservations, bookings, CDRs. */
import { answerOf, recordOf } from '../answers.mts';
import { invalidField, notFound, Refusal, rejected, type Answer, type Call, type Handler } from '../call.mts';
import { parseMoment } from '../clock.mts';
import { compareMoments } from '../filters.mts';
import type { StoredRecord } from '../store.mts';
import type { Tenant } from '../tenant.mts';
import { PRICE_PER_KWH, priceOf } from '../world/charging.mts';
import { HOUR, round } from '../world/define.mts';
import { evseByNetworkId } from './chargePoints.mts';
import type { Family } from './families.mts';
import { sameText } from './forms.mts';
import { setHardwareStatus } from './hardware.mts';
import { charge, chargeAgain } from './payments.mts';

type Fields = Record<string, any>;

const chargePointOf = (record: StoredRecord, { tenant }: Pick<Call, 'tenant'>): Fields =>
	tenant.store.get('charge-points').get(Number(record.chargePointId)) ?? {};

/** A running session gains energy as the tenant's time passes, up to a full battery. */
const FULL_WH = 60_000;

/** More intervals of one session, 104 days of quarter hours, are not shown. */
const MOST_PARTS = 10_000;

export function energyOf(session: StoredRecord, tenant: Tenant): number {
	if (session.status !== 'active') return Number(session.energy ?? 0);
	const hours = Math.max(0, tenant.clock.now() - Date.parse(String(session.startedAt))) / HOUR;
	return Math.min(FULL_WH, Math.round(Number(session.ratedKw ?? 11) * 1000 * hours));
}

function live(session: StoredRecord, tenant: Tenant): Fields {
	const energy = energyOf(session, tenant);
	if (session.status !== 'active') return session;
	return {
		...session,
		energy,
		energyConsumption: { total: energy, local: 0, grid: energy },
		powerKw: energy < FULL_WH ? session.ratedKw : 0,
		...priceOf(round((energy / 1000) * PRICE_PER_KWH)),
		lastUpdatedAt: tenant.clock.iso(),
	};
}

function priceBreakdown(session: Fields): Fields[] {
	const kwh = round(Number(session.energy) / 1000, 3);
	const price = session.totalAmount ?? { withTax: 0, withoutTax: 0 };
	const pricePerUnit = { withTax: PRICE_PER_KWH, withoutTax: round(PRICE_PER_KWH / 1.21, 4) };
	return [
		{
			type: 'energy',
			currency: session.currency,
			unit: 'kwh',
			pricePerUnit,
			quantity: kwh,
			price,
			taxPercentage: 21,
			totalPrice: price.withTax,
			unitPrice: PRICE_PER_KWH,
		},
	];
}

function chargingPeriods(session: Fields): Fields[] {
	return [
		{
			id: 1,
			energy: Math.round(session.energy),
			startedAt: session.startedAt,
			stoppedAt: session.stoppedAt ?? null,
			state: 'charging',
			chargingState: 'charging',
			amount: session.amount ?? null,
			priceBreakdown: [],
		},
	];
}

/** Energy by the clock, from the session's start on: at the rated power until all its energy is there, then none. */
function aligned(session: Fields, minutes: number, now: number): Fields[] {
	const start = Date.parse(session.startedAt);
	const end = session.stoppedAt ? Date.parse(session.stoppedAt) : now;
	const charging = Math.min(end - start, (session.energy / (session.ratedKw * 1000)) * HOUR) || end - start;
	const energyUntil = (moment: number) =>
		Math.round(session.energy * Math.min(1, Math.max(0, moment - start) / Math.max(1, charging)));
	const step = minutes * 60_000;
	const parts: Fields[] = [];
	for (let from = start; from < end && parts.length < MOST_PARTS; from = nextStep(from, step)) {
		const to = nextStep(from, step);
		const energy = energyUntil(Math.min(to, end)) - energyUntil(from);
		parts.push({
			start: new Date(from).toISOString(),
			end: new Date(to).toISOString(),
			energyConsumed: energy,
			energyConsumption: { total: energy, local: 0, grid: energy },
			totalCost: { withTax: round((energy / 1000) * PRICE_PER_KWH) },
		});
	}
	return parts;
}

const nextStep = (moment: number, step: number) => (Math.floor(moment / step) + 1) * step;

export const sessions: Family = {
	collection: 'sessions',
	show: (record, call) => {
		const session = live(record, call.tenant);
		const evse = call.tenant.store.get('evses').get(Number(record.evseId));
		const query: Record<string, unknown> = call.query;
		return {
			...session,
			evsePhysicalReference: evse?.physicalReference ?? null,
			...(query.withAuthorization === true && { authorization: authorizationOf(record, call.tenant) }),
			...(query.withPriceBreakdown === true && { priceBreakdown: priceBreakdown(session) }),
			...((query.withChargingPeriods === true || query.withChargingPeriodsPriceBreakdown === true) && {
				chargingPeriods: chargingPeriods(session),
			}),
			...(query.withClockAlignedEnergyConsumption === true && {
				clockAlignedEnergyConsumption: aligned(
					session,
					Number(query.clockAlignedInterval ?? 15),
					call.tenant.clock.now(),
				),
			}),
		};
	},
	filters: {
		evsePhysicalReference: (record, wanted, { tenant }) =>
			tenant.store.get('evses').get(Number(record.evseId))?.physicalReference === wanted,
		chargePointNetworkId: (record, wanted, call) => sameText(chargePointOf(record, call).network?.id, wanted),
		chargePointBootNotificationSerialNumber: (record, wanted, call) =>
			chargePointOf(record, call).lastBootNotification?.chargeBoxSerialNumber === wanted,
		chargePointBootNotificationVendor: (record, wanted, call) =>
			chargePointOf(record, call).lastBootNotification?.vendor === wanted,
		partnerId: (record, wanted, call) => sameText(chargePointOf(record, call).partner?.id, wanted),
		locationId: (record, wanted, call) => sameText(chargePointOf(record, call).locationId, wanted),
		userPartnerId: (record, wanted, { tenant }) =>
			((tenant.store.get('users').get(Number(record.userId))?.userGroupIds ?? []) as number[]).some(
				(id) => tenant.store.get('user-groups').get(id)?.partnerId === wanted,
			),
		hasCorporateBilling: (record, wanted) => Boolean(record.corporateBilling) === wanted,
		startedOffline: (record, wanted) => Boolean(record.startedOffline) === wanted,
		subOperatorId: (record, wanted, call) =>
			((call.tenant.store.get('sub-operators').get(wanted)?.partnerIds ?? []) as number[]).includes(
				chargePointOf(record, call).partner?.id,
			),
		endedAfter: (record, wanted) => Boolean(record.stoppedAt) && compareMoments(String(record.stoppedAt), wanted) >= 0,
		endedBefore: (record, wanted) => Boolean(record.stoppedAt) && compareMoments(String(record.stoppedAt), wanted) <= 0,
		taxId: (record, wanted) => sameText((record.tax as Fields)?.taxId, wanted),
		billingStatus: (record, wanted) => (wanted === 'null' ? !record.billingStatus : record.billingStatus === wanted),
		authorizationSource: (record, wanted, { tenant }) => authorizationOf(record, tenant)?.source === wanted,
		roaming: (record, wanted) =>
			(wanted.roamingOperatorCpoIds ?? []).some(
				(id: number) => (record.roaming as Fields)?.roamingOperatorCpoId === id,
			),
	},
};

const authorizationOf = (session: StoredRecord, tenant: Tenant) =>
	tenant.store.get('authorizations').get(Number(session.authorizationId));

const authorizations: Family = {
	collection: 'authorizations',
	names: { 'v1.0': { rfidTagUid: 'idTagUid' } },
	filters: { partnerId: (record, wanted, call) => sameText(chargePointOf(record, call).partner?.id, wanted) },
};

const reservations: Family = { collection: 'reservations' };

const bookingRequests: Family = {
	collection: 'booking-requests',
	create: (fields, { tenant }) => {
		const isNew = fields.type === 'create';
		const booking = isNew ? undefined : tenant.store.get('bookings').get(Number(fields.bookingId));
		if (isNew && parseMoment(String(fields.endAt)) <= parseMoment(String(fields.startAt)))
			throw invalidField('endAt', 'must be after startAt');
		return {
			status: 'approved',
			...(booking && {
				userId: fields.userId ?? booking.userId,
				startAt: fields.startAt ?? booking.startAt,
				endAt: fields.endAt ?? booking.endAt,
			}),
		};
	},
	// The sandbox approves every request at once; a real tenant may take its time, or refuse.
	created: (request, { tenant }) => {
		const bookings = tenant.store.get('bookings');
		const now = tenant.clock.iso();
		if (request.type === 'create') {
			const { userId, locationId, startAt, endAt, authorizedTokens = [], evseId } = request;
			const booking = bookings.insert({
				userId,
				locationId,
				startAt,
				endAt,
				authorizedTokens,
				status: 'accepted',
				accessMethods: null,
				bookedEvses: evseId ? [{ id: evseId }] : [],
				createdAt: now,
				lastUpdatedAt: now,
			});
			request.bookingId = booking.id;
			return;
		}
		const booking = bookings.get(Number(request.bookingId))!;
		if (request.type === 'cancel') booking.status = 'cancelled';
		else Object.assign(booking, { startAt: request.startAt, endAt: request.endAt });
		booking.lastUpdatedAt = now;
	},
};

export const charging: Record<string, Family> = {
	'resources/sessions': sessions,
	'resources/authorizations': authorizations,
	'resources/reservations': reservations,
	'resources/bookings': { collection: 'bookings' },
	'resources/booking-requests': bookingRequests,
	'resources/cdrs': {
		collection: 'cdrs',
		filters: {
			startDateTimeFrom: (cdr, wanted) => compareMoments(String(cdr.startTime), wanted) >= 0,
			startDateTimeTo: (cdr, wanted) => compareMoments(String(cdr.startTime), wanted) <= 0,
			endDateTimeFrom: (cdr, wanted) => compareMoments(String(cdr.endTime), wanted) >= 0,
			endDateTimeTo: (cdr, wanted) => compareMoments(String(cdr.endTime), wanted) <= 0,
		},
	},
};

/** What subscribers hear of a session's start and stop, in the old and the new form. */
export function notifySession(tenant: Tenant, session: StoredRecord, action: 'start' | 'stop'): void {
	const energy = energyOf(session, tenant);
	const payload = {
		sessionId: session.id,
		...(session.userId !== null && { userId: session.userId }),
		chargePointId: session.chargePointId,
		evseId: session.evseId,
		action,
		idTag: session.idTag ?? '',
		...(session.externalSessionId ? { externalSessionId: session.externalSessionId } : {}),
		startedAtTimestamp: session.startedAt,
		meterStart: 0,
		meterStop: action === 'stop' ? energy : 0,
		...(action === 'stop' && { stoppedAtTimestamp: session.stoppedAt, energyConsumed: energy, reason: session.reason }),
		lastUpdatedAt: tenant.clock.iso(),
	};
	tenant.notify('session.start.stop.notification', payload);
	tenant.notify('SessionStartStopNotification', payload);
	tenant.notify('SessionUpdateNotification', { session: { ...live(session, tenant), id: String(session.id) } });
}

interface StartRefusal {
	errorCode: string;
	message: string;
}

/** Why a session cannot start, in the API's own codes; the API answers them with 202 and success false. */
function refusalOf(call: Call, chargePoint: Fields, evse?: StoredRecord): StartRefusal | undefined {
	const { userId } = call.body ?? {};
	const user = userId === undefined ? undefined : call.tenant.store.get('users').get(userId);
	if (userId !== undefined && !user) throw invalidField('userId', 'is not a user of the tenant');
	if (user?.status === 'disabled') return { errorCode: 'USER_IS_DISABLED', message: 'The user is disabled' };
	if (chargePoint.status !== 'enabled')
		return { errorCode: 'CHARGING_NOT_ALLOWED', message: 'The charge point is not in use' };
	const running = call.tenant.store
		.get('sessions')
		.ids.slice(-2000)
		.map((id) => call.tenant.store.get('sessions').get(id)!)
		.filter((one) => ['pending', 'active'].includes(String(one.status)));
	if (evse && running.some((one) => one.evseId === evse.id))
		return { errorCode: 'SESSION_EXISTS', message: 'A session is already running on this EVSE' };
	if (user && running.some((one) => one.userId === user.id))
		return { errorCode: 'SESSION_ALREADY_RUNNING', message: 'The user already has a running session' };
	return undefined;
}

/** The charge point begins what was started remotely: until then the session is pending. */
function begin(tenant: Tenant, session: StoredRecord): void {
	const now = tenant.clock.iso();
	Object.assign(session, { status: 'active', startedAt: now, lastUpdatedAt: now });
	const evse = tenant.store.get('evses').get(Number(session.evseId));
	if (evse) setHardwareStatus({ tenant }, evse, 'charging');
	notifySession(tenant, session, 'start');
}

/** Begins the pending sessions whose time has come. */
export function beginDueSessions(tenant: Tenant): void {
	if (tenant.startSeconds === 0) return;
	const due = tenant.clock.now() - tenant.startSeconds * 1000;
	for (const session of tenant.store.get('sessions').filter((one) => one.status === 'pending')) {
		if (Date.parse(String(session.createdAt)) <= due) begin(tenant, session);
	}
}

function start(call: Call, chargePoint: StoredRecord, evse: StoredRecord): Answer {
	const { tenant, body = {} } = call;
	const refusal = refusalOf(call, chargePoint, evse);
	const now = tenant.clock.iso();
	const authorization = tenant.store.get('authorizations').insert({
		method: 'admin',
		source: 'local',
		status: refusal ? 'rejected' : 'accepted',
		rejectionReason: refusal?.message ?? null,
		userId: body.userId ?? null,
		idTagUid: body.idTag ?? '',
		roaming: null,
		chargePointId: chargePoint.id,
		evseId: evse.id,
		sessionIds: [],
		createdAt: now,
		lastUpdatedAt: now,
	});
	tenant.notify('authorization.changed', {
		authorizationId: authorization.id,
		action: 'created',
		chargePointId: chargePoint.id,
		idTag: body.idTag ?? '',
		status: authorization.status,
		lastUpdatedAt: now,
	});
	if (refusal)
		return answerOf(call, { success: false, sessionId: null, authorizationId: authorization.id, ...refusal });
	const session = tenant.store.get('sessions').insert({
		chargePointId: chargePoint.id,
		evseId: evse.id,
		connectorId: body.connectorId ?? null,
		status: 'pending',
		userId: body.userId ?? null,
		startedAt: now,
		stoppedAt: null,
		energy: 0,
		ratedKw: Math.min(50, Number((evse.powerOptions as Fields | undefined)?.maxPower ?? 11_000) / 1000),
		currency: tenant.settings.currency,
		paymentType: 'balance',
		paymentMethodId: body.paymentMethodId ?? null,
		paymentStatus: 'pending',
		paymentStatusUpdatedAt: null,
		billingStatus: 'pending',
		authorizationId: authorization.id,
		idTag: body.idTag ?? '',
		externalSessionId: body.externalSessionId ?? null,
		extendingSessionId: null,
		energyConsumption: { total: 0, local: 0, grid: 0 },
		receiptId: null,
		createdAt: now,
		lastUpdatedAt: now,
	});
	authorization.sessionIds = [session.id];
	if (tenant.startSeconds === 0) begin(tenant, session);
	return answerOf(call, { success: true, sessionId: session.id, authorizationId: authorization.id, message: '' });
}

/** Ends a session as a charger would: energy is final, the EVSE is free, the money is taken. */
export function stop(tenant: Tenant, session: StoredRecord, reason = 'standard_stop'): void {
	const energy = energyOf(session, tenant);
	const now = tenant.clock.iso();
	Object.assign(session, {
		status: 'finished',
		reason,
		energy,
		energyConsumption: { total: energy, local: 0, grid: energy },
		powerKw: 0,
		stoppedAt: now,
		...priceOf(round((energy / 1000) * PRICE_PER_KWH)),
		billingStatus: 'completed',
		lastUpdatedAt: now,
	});
	const evse = tenant.store.get('evses').get(Number(session.evseId));
	if (evse) {
		setHardwareStatus({ tenant }, evse, evse.availabilityAfterSession === 'Inoperative' ? 'unavailable' : 'available');
		delete evse.availabilityAfterSession;
	}
	charge(tenant, session);
	notifySession(tenant, session, 'stop');
}

const chargePoints: Family = { collection: 'charge-points' };
const evses: Family = { collection: 'evses' };

export const chargingHandlers: Record<string, Handler> = {
	'GET resources/sessions/*/consumption-stats': (call) => {
		const session = live(recordOf(call, sessions), call.tenant);
		const parts = aligned(session, 15, call.tenant.clock.now());
		return {
			status: 200,
			body: {
				data: parts.map((part) => ({
					energy: part.energyConsumed,
					power: round(part.energyConsumed * 4),
					timestamp: part.start,
				})),
			},
		};
	},
	'POST actions/charge-point/*/start/*': (call) => {
		const chargePoint = recordOf(call, chargePoints);
		return start(call, chargePoint, evseByNetworkId(call, chargePoint, call.ids[1]));
	},
	'POST actions/evse/*/start': (call) => {
		const evse = recordOf(call, evses);
		return start(call, call.tenant.store.get('charge-points').get(Number(evse.chargePointId))!, evse);
	},
	// Without an EVSE the charge point waits for a plug; the sandbox takes the first free one.
	'POST actions/charge-point/*/start': (call) => {
		const chargePoint = recordOf(call, chargePoints);
		const free = call.tenant.store
			.get('evses')
			.find((one) => one.chargePointId === chargePoint.id && one.hardwareStatus === 'available');
		const any = free ?? call.tenant.store.get('evses').find((one) => one.chargePointId === chargePoint.id);
		if (!any)
			return answerOf(call, {
				success: false,
				authorizationId: null,
				message: 'The charge point has no EVSE',
				errorCode: 'CHARGING_NOT_ALLOWED',
			});
		return start(call, chargePoint, any);
	},
	'POST actions/charge-point/*/stop/*': (call) => {
		const chargePoint = recordOf(call, chargePoints);
		const session = call.tenant.store.get('sessions').get(call.ids[1]);
		if (!session || session.chargePointId !== chargePoint.id) throw notFound('The session');
		if (session.status !== 'active') throw rejected();
		stop(call.tenant, session, call.body?.force ? 'force_stop' : 'standard_stop');
		return { status: 202 };
	},
	'POST actions/charge-point/*/reserve/*': (call) => {
		const { tenant } = call;
		const chargePoint = recordOf(call, chargePoints);
		const evse = evseByNetworkId(call, chargePoint, call.ids[1]);
		if (!tenant.store.get('users').get(call.body.userId)) throw invalidField('userId', 'is not a user of the tenant');
		if (evse.hardwareStatus !== 'available' || evse.allowsReservation === false) throw rejected();
		const now = tenant.clock.iso();
		const reservation = tenant.store.get('reservations').insert({
			chargePointId: chargePoint.id,
			evseId: evse.id,
			status: 'active',
			userId: call.body.userId,
			reservedAt: now,
			canceledAt: null,
			duration: 15,
			createdAt: now,
			lastUpdatedAt: now,
		});
		setHardwareStatus(call, evse, 'reserved');
		tenant.notify('reservation.changed', { reservationId: reservation.id, status: 'active', lastUpdatedAt: now });
		return { status: 202, body: { success: true, reservationId: reservation.id } };
	},
	'POST actions/reservation/*/cancel': (call) => {
		const { tenant } = call;
		const reservation = recordOf(call, reservations);
		if (reservation.status !== 'active') throw rejected();
		const now = tenant.clock.iso();
		Object.assign(reservation, { status: 'canceled', canceledAt: now, lastUpdatedAt: now });
		const evse = tenant.store.get('evses').get(Number(reservation.evseId));
		if (evse?.hardwareStatus === 'reserved') setHardwareStatus(call, evse, 'available');
		tenant.notify('reservation.changed', { reservationId: reservation.id, status: 'canceled', lastUpdatedAt: now });
		return { status: 202 };
	},
	'POST actions/session/*/assign-user': (call) => {
		const session = recordOf(call, sessions);
		if (!call.tenant.store.get('users').get(call.body.userId))
			throw invalidField('userId', 'is not a user of the tenant');
		if (session.userId !== null && session.userId !== undefined)
			throw new Refusal(409, 'The session already has a user.');
		session.userId = call.body.userId;
		session.lastUpdatedAt = call.tenant.clock.iso();
		return { status: 202 };
	},
	'POST actions/session/*/retry-payment': (call) => {
		const session = recordOf(call, sessions);
		if (session.paymentStatus !== 'failed' || session.status === 'active')
			throw new Refusal(409, 'The session has no failed payment.');
		chargeAgain(call.tenant, session);
		return { status: 202 };
	},
	'POST actions/locations/*/check-booking-availability': (call) => {
		const location = recordOf(call, { collection: 'locations' });
		const { startAfter, endBefore } = call.body;
		if (parseMoment(endBefore) <= parseMoment(startAfter)) throw invalidField('endBefore', 'must be after startAfter');
		const chargePoints = new Set(
			call.tenant.store
				.get('charge-points')
				.filter((one) => one.locationId === location.id)
				.map((one) => one.id),
		);
		const own = call.tenant.store
			.get('evses')
			.filter((one) => chargePoints.has(Number(one.chargePointId)) && one.bookingEnabled === true);
		return {
			status: 200,
			body: {
				data: own.map((one) => ({ evseId: one.id, availableSlots: [{ startAt: startAfter, endAt: endBefore }] })),
			},
		};
	},
};
