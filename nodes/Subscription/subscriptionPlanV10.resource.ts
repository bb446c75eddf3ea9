/** Subscription plans as API v1.0 listed them: names only. */
import { getMany, resource } from '../shared/catalogue';

export const subscriptionPlanV10 = resource({
	value: 'subscriptionPlanV10',
	name: 'Subscription Plan',
	deprecated: { version: 'v1.0', use: 'AMPECO Subscription > Subscription Plan' },
	record: { id: 'integer', name: 'text', lastUpdatedAt: 'dateTime' },
	operations: {
		getAll: getMany('GET /public-api/resources/subscription-plans/v1.0', {
			says: 'Lists the IDs and names of plans, in one language.',
			paging: 'page',
		}),
	},
});
