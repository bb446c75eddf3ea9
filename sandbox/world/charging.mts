/** The seeded world's business of charging: fourteen months of sessions and everything that follows from one. */
import { hash } from '../random.mts';
import { DAY, HOUR, round, type Builder } from './define.mts';
import { EVSES_PER_CHARGE_POINT, evseOfRunning, RUNNING_SESSIONS } from './sites.mts';

const SESSIONS = 20_000;
const PAST = 425 * DAY;
export const PRICE_PER_KWH = 0.45;
export const TAX_PERCENTAGE = 21;
/** The first of `taxes`. */
const STANDARD_TAX = 541;

export function defineCharging(world: Builder): void {
	const { currency } = world.tenant.settings;
	const sessions = world.define('sessions', 100_001, SESSIONS, (random, index) => {
		const total = world.size('sessions');
		const running = index - (total - RUNNING_SESSIONS);
		const isRunning = running >= 0;
		// Oldest first, each within its own share of the fourteen months: the order of ids is the order of time.
		const start = isRunning
			? -random.integer(5, 90) * 60_000
			: -PAST + ((PAST - 3 * HOUR) * (index + random.next())) / total;
		const evseIndex = isRunning ? evseOfRunning(running, world.size('evses')) : random.integer(0, 9999);
		const chargePointIndex = Math.floor((evseIndex % Math.max(1, world.size('evses'))) / EVSES_PER_CHARGE_POINT);
		const isDc = chargePointIndex % 6 === 5;
		const powerKw = isDc ? random.integer(40, 140) : random.integer(5, 11);
		const minutes = isDc ? random.integer(8, 45) : random.integer(25, 420);
		const hasFailed = !isRunning && random.chance(0.02);
		const isRoaming = index % 50 === 7;
		const energy = hasFailed ? 0 : Math.round((powerKw * 1000 * minutes) / 60);
		const withTax = round((energy / 1000) * PRICE_PER_KWH);
		const startedAt = world.at(start);
		const stoppedAt = world.at(start + (hasFailed ? 60_000 : minutes * 60_000));
		return {
			chargePointId: world.idAt('charge-points', chargePointIndex),
			evseId: world.idAt('evses', evseIndex),
			connectorId: world.idAt('connectors', evseIndex),
			status: isRunning ? 'active' : hasFailed ? 'failed' : 'finished',
			...(isRunning
				? {}
				: { reason: hasFailed ? 'timeout' : random.pick(['standard_stop', 'standard_stop', 'force_stop']) }),
			userId: isRoaming ? null : world.idAt('users', hash(`driver ${index}`)),
			startedAt,
			stoppedAt: isRunning ? null : stoppedAt,
			powerKw: isRunning ? powerKw : 0,
			ratedKw: powerKw,
			energy: isRunning ? 0 : energy,
			socPercent: isDc ? random.integer(55, 95) : 0,
			...(isRunning ? {} : priceOf(withTax)),
			currency,
			paymentType: isRoaming ? 'corporate' : random.pick(['tokenized', 'tokenized', 'balance']),
			paymentMethodId: null,
			terminalId: null,
			nonBillableEnergy: 0,
			paymentStatus: isRunning ? 'pending' : hasFailed ? 'failed' : random.chance(0.99) ? 'paid' : 'failed',
			paymentStatusUpdatedAt: isRunning ? null : stoppedAt,
			billingStatus: isRunning ? 'pending' : 'completed',
			authorizationId: world.idAt('authorizations', index),
			idTag: '',
			idTagLabel: '',
			extendingSessionId: null,
			reimbursementEligibility: false,
			externalSessionId: null,
			tariffSnapshotId: world.idAt('tariff-snapshots', chargePointIndex),
			electricityCost: round((energy / 1000) * 0.18),
			receiptId: index % 10 === 0 ? world.idAt('receipts', index / 10) : null,
			roaming: isRoaming
				? {
						cdrIds: [world.idAt('cdrs', (index - 7) / 50)],
						sessionId: `R-${index}`,
						roamingOperatorCpoId: world.idAt('roaming-operators', index),
					}
				: {},
			externalAppData: null,
			energyConsumption: { total: energy, local: 0, grid: energy },
			power: { latest: isRunning ? powerKw : 0, peak: powerKw, average: powerKw },
			createdAt: startedAt,
			lastUpdatedAt: isRunning ? startedAt : stoppedAt,
		};
	});

	const sessionAt = (index: number) => sessions.get(sessions.seededIdAt(index));

	world.define('authorizations', 300_001, SESSIONS, (_random, index) => {
		const session = sessionAt(index);
		const isRoaming = index % 50 === 7;
		return {
			method: isRoaming ? 'roaming' : index % 3 === 0 ? 'id_tag' : 'user_device',
			source: isRoaming ? 'roaming' : 'local',
			status: 'accepted',
			rejectionReason: null,
			userId: session?.userId ?? null,
			idTagUid: '',
			roaming: null,
			chargePointId: session?.chargePointId,
			evseId: session?.evseId,
			sessionIds: session ? [session.id] : [],
			createdAt: session?.startedAt,
		};
	});

	world.define('transactions', 500_001, SESSIONS, (random, index) => {
		const session = sessionAt(index);
		const isRunning = session?.status === 'active';
		const date = (session?.stoppedAt ?? session?.startedAt) as string | undefined;
		const status = isRunning ? 'authorized' : session?.paymentStatus === 'paid' ? 'finalized' : 'failed';
		return {
			number: `T-${String(index + 1).padStart(7, '0')}`,
			date,
			userId: session?.userId ?? null,
			userEmail: world.tenant.store.get('users').get(Number(session?.userId))?.email,
			sessionId: session?.id ?? null,
			paymentMethod: random.pick(['visa', 'mastercard', 'amex']),
			paymentMethodId: null,
			purchaseResourceType: 'session',
			purchaseResourceId: session?.id ?? null,
			totalAmount: isRunning ? 0 : ((session?.totalAmount as { withTax: number } | undefined)?.withTax ?? 0),
			currency,
			status,
			ref: random.text(12),
			bankMessage: status === 'failed' ? 'Declined' : 'Approved',
			failureReason: status === 'failed' ? 'Card declined' : null,
			invoiceId: index % 40 === 5 ? world.idAt('invoices', (index - 5) / 40) : null,
			invoiceNo: index % 40 === 5 ? `INV-${String((index - 5) / 40 + 1).padStart(6, '0')}` : null,
			receiptId: index % 10 === 0 ? world.idAt('receipts', index / 10) : null,
			billingType: 'internal',
			finalizedAt: status === 'finalized' ? date : null,
			terminalId: null,
			voucherId: null,
			cardDetails: { type: 'visa', last4: random.text(4, '0123456789'), expMonth: '12', expYear: '2029', token: null },
			createdAt: date,
			lastUpdatedAt: date,
		};
	});

	world.define('receipts', 600_001, SESSIONS / 10, (_random, index) => {
		const session = sessionAt(index * 10);
		return {
			receiptNo: `R-${String(index + 1).padStart(6, '0')}`,
			userId: session?.userId ?? null,
			totalKwh: round(Number(session?.energy ?? 0) / 1000, 3),
			periodStart: session?.startedAt ?? null,
			periodEnd: session?.stoppedAt ?? null,
			totalAmount: (session?.totalAmount as { withTax: number } | undefined)?.withTax ?? 0,
			tax: { taxId: world.idAt('taxes', 0), taxPercentage: TAX_PERCENTAGE },
			paymentStatus: 'paid',
			downloadUrl: `https://tenant.example/receipts/${index + 1}.pdf`,
			createdAt: session?.stoppedAt ?? session?.startedAt,
		};
	});

	world.define('invoices', 650_001, SESSIONS / 40, (_random, index) => {
		const session = sessionAt(index * 40 + 5);
		const user = world.tenant.store.get('users').get(Number(session?.userId));
		const total = (session?.totalAmount as { withTax: number } | undefined)?.withTax ?? 0;
		const subtotal = round(total / (1 + TAX_PERCENTAGE / 100));
		return {
			type: 'invoice',
			number: `INV-${String(index + 1).padStart(6, '0')}`,
			date: session?.stoppedAt ?? session?.startedAt,
			userId: session?.userId,
			periodFrom: session?.startedAt ?? null,
			periodTo: session?.stoppedAt ?? null,
			totalEnergy: session?.energy,
			totalAmount: total,
			taxRate: TAX_PERCENTAGE,
			taxAmount: round(total - subtotal),
			service: 'Charging',
			quantity: round(Number(session?.energy ?? 0) / 1000, 3),
			unitPrice: PRICE_PER_KWH,
			subtotal,
			downloadUrl: `https://tenant.example/invoices/${index + 1}.pdf`,
			client: {
				type: 'individual',
				name: `${user?.firstName ?? 'A'} ${user?.lastName ?? 'Driver'}`,
				email: user?.email,
				country: user?.country ?? 'NL',
				city: user?.city,
				postCode: user?.postCode,
				address: user?.address,
			},
			createdAt: session?.stoppedAt ?? session?.startedAt,
		};
	});

	world.define('cdrs', 700_001, SESSIONS / 50, (_random, index) => {
		const session = sessionAt(index * 50 + 7);
		const end = (session?.stoppedAt ?? session?.startedAt) as string;
		return {
			operatorId: world.idAt('roaming-operators', index),
			platformId: world.idAt('roaming-connections', index),
			protocolType: 'OCPI',
			sessionId: String(session?.id ?? ''),
			receivedAt: end,
			startTime: session?.startedAt,
			endTime: end,
			ocpiData: {
				version: '2.2',
				currency,
				totalCost: (session?.totalAmount as { withoutTax: number } | undefined)?.withoutTax ?? 0,
				totalEnergy: round(Number(session?.energy ?? 0) / 1000, 3),
			},
			roamingId: `CDR-${index + 1}`,
			credit: false,
			isLocal: index % 2 === 0,
			sentAt: end,
			deliveryResponse: 'success',
			externalAppData: null,
			createdAt: end,
		};
	});

	world.define('reservations', 750_001, 120, (random, index) => {
		const evseIndex = index * 11;
		const reservedAt = world.past(random, 300);
		return {
			evseId: world.idAt('evses', evseIndex),
			chargePointId: world.idAt('charge-points', Math.floor(evseIndex / EVSES_PER_CHARGE_POINT)),
			status: ['done', 'expired', 'canceled'][index % 3],
			userId: world.idAt('users', index * 13),
			reservedAt,
			canceledAt: index % 3 === 2 ? reservedAt : null,
			duration: 15,
			createdAt: reservedAt,
		};
	});

	world.define('bookings', 760_001, 60, (random, index) => {
		const start = random.integer(-200, 10) * DAY;
		return {
			userId: world.idAt('users', index * 7),
			authorizedTokens: [],
			locationId: world.idAt('locations', index),
			startAt: world.at(start),
			endAt: world.at(start + 2 * HOUR),
			status: start < 0 ? random.pick(['completed', 'no-show', 'cancelled']) : 'accepted',
			accessMethods: null,
			bookedEvses: [{ id: world.idAt('evses', index * 8) }],
			createdAt: world.at(Math.min(start - DAY, -HOUR)),
		};
	});
	world.define('booking-requests', 770_001, 60, (_random, index) => {
		const booking = world.tenant.store.get('bookings').get(world.idAt('bookings', index) ?? 0);
		return {
			type: 'create',
			status: 'approved',
			userId: booking?.userId,
			locationId: booking?.locationId,
			externalId: `BR-${index + 1}`,
			startAt: booking?.startAt,
			endAt: booking?.endAt,
			authorizedTokens: [],
			bookingId: booking?.id,
			createdAt: booking?.createdAt,
		};
	});
}

/** What a price in money looks like on a session, from its amount with tax. */
export function priceOf(withTax: number): Record<string, unknown> {
	return {
		amount: withTax,
		totalAmount: { withTax, withoutTax: round(withTax / (1 + TAX_PERCENTAGE / 100)) },
		tax: { taxId: STANDARD_TAX, taxPercentage: TAX_PERCENTAGE },
	};
}
