/** The seeded world's vehicles with their telemetry, drivers' devices, shared charge points and given consents. */
import { DAY, type Builder } from './define.mts';

export function defineFleet(world: Builder): void {
	world.define('vehicles', 1_108_001, 30, (random, index) => ({
		label: `Car ${index + 1}`,
		licensePlate: `AB-${100 + index}-C`,
		vin: random.text(17).toUpperCase(),
		usageType: ['private', 'business'][index % 2],
		partnerId: world.idAt('partners', index),
		pcId: null,
		userIds: [world.idAt('users', index)],
	}));
	world.define('vehicle-telemetry-readings', 1_109_001, 90, (_random, index) => ({
		vehicleId: world.idAt('vehicles', index),
		odometerKm: 1000 + index * 37,
		source: 'api',
		submittedAt: world.at(-(90 - index) * DAY),
		submittedByUserId: world.idAt('users', index),
	}));
	world.define('user-devices', 1_110_001, 60, (random, index) => ({
		userId: index % 6 === 5 ? null : world.idAt('users', index),
		deviceIdentifier: random.text(16),
		platform: index % 2 === 0 ? 'ios' : 'android',
		manufacturer: index % 2 === 0 ? 'Apple' : 'Google',
		pushEnabled: index % 3 !== 0,
		appVersion: '5.1.0',
	}));
	world.define('sharing-invites', 1_111_001, 10, (_random, index) => ({
		chargePointId: world.idAt('charge-points', index),
		userId: world.idAt('users', index),
		status: ['pending', 'accepted'][index % 2],
	}));
	world.define('consent-history', 1_112_001, 80, (_random, index) => ({
		userId: world.idAt('users', index),
		termType: index % 2 === 0 ? 'signup' : 'marketing',
		termVersionId: world.idAt('terms-and-policies', index),
		action: index % 4 === 0 ? 'rejected' : 'agreed',
		actionAt: world.at(-index * DAY),
	}));
	world.define('subscription-billing-periods', 1_113_001, 60, (_random, index) => {
		const failed = index % 3 === 0;
		return {
			userId: world.idAt('users', index),
			subscriptionId: world.idAt('subscriptions', index),
			subscriptionPlanId: world.idAt('subscription-plans', index),
			startedAt: world.at(-60 * DAY),
			endedAt: world.at(-30 * DAY),
			baseFee: 9.9,
			currency: world.tenant.settings.currency,
			totalAmount: 9.9,
			latestPaymentFailureAt: failed ? world.at(-29 * DAY) : null,
			firstPaymentFailureAt: failed ? world.at(-29 * DAY) : null,
			latestPaymentFailureReason: failed ? 'declined' : null,
		};
	});
}
