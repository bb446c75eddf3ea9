/** What happens by itself as the tenant's time passes: reservations and subscriptions run out. */
import { notifySubscription } from './families/payments.mts';
import { beginDueSessions } from './families/charging.mts';
import { setHardwareStatus } from './families/hardware.mts';
import type { Tenant } from './tenant.mts';

export function passTime(tenant: Tenant): void {
	beginDueSessions(tenant);
	const now = tenant.clock.now();
	for (const reservation of tenant.store.get('reservations').filter((one) => one.status === 'active')) {
		const end = Date.parse(String(reservation.reservedAt)) + Number(reservation.duration) * 60_000;
		if (end > now) continue;
		Object.assign(reservation, { status: 'expired', lastUpdatedAt: tenant.clock.iso() });
		const evse = tenant.store.get('evses').get(Number(reservation.evseId));
		if (evse?.hardwareStatus === 'reserved') setHardwareStatus({ tenant }, evse, 'available');
		tenant.notify('reservation.changed', {
			reservationId: reservation.id,
			status: 'expired',
			lastUpdatedAt: tenant.clock.iso(),
		});
	}
	for (const subscription of tenant.store.get('subscriptions').filter((one) => one.status === 'active')) {
		if (Date.parse(String(subscription.endDate)) > now) continue;
		Object.assign(subscription, {
			status: 'expired',
			statusDate: tenant.clock.iso(),
			lastUpdatedAt: tenant.clock.iso(),
		});
		const user = tenant.store.get('users').get(Number(subscription.userId));
		if (user?.subscriptionId === subscription.id) user.subscriptionId = null;
		notifySubscription(tenant, subscription);
	}
}
