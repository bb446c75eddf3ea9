/** Settings: how the tenant is set up. AMPECO only lets them be read. */
import { get, resource } from '../shared/catalogue';

export const setting = resource({
	value: 'setting',
	name: 'Setting',
	record: {
		bilingualInvoicesEnabled: 'flag',
		bilingualReceiptsEnabled: 'flag',
		baseCurrency: { id: 'integer', lastUpdatedAt: 'dateTime' },
		defaultTax: {
			id: 'integer',
			enableMultiTaxSupport: 'flag',
			taxInformationNotInInvoicesAndReceipts: 'flag',
			lastUpdatedAt: 'dateTime',
		},
		reservations: {
			enableReservations: 'flag',
			reservationTime: 'integer',
			expiryNotification: 'integer',
			maxReservationsPerDayPerUser: 'integer',
			cooldownTimeBetweenReservations: 'integer',
			enableReservationsQueue: 'flag',
			lastUpdatedAt: 'dateTime',
		},
	},
	operations: {
		get: get('GET /public-api/resources/settings/v1.0', {
			action: 'Get settings',
			says: "Reads the tenant's currency, default tax and rules for reservations, times in minutes. Handy to test a credential.",
		}),
	},
});
