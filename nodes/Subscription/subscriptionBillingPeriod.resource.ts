/** Billing periods: what a subscription cost from one renewal to the next, and whether it could be paid. */
import { action, f, get, getMany, resource } from '../shared/catalogue';

export const subscriptionBillingPeriod = resource({
	value: 'subscriptionBillingPeriod',
	name: 'Subscription Billing Period',
	path: {
		user: f.ref('user', 'User'),
		billingPeriod: f.ref('subscriptionBillingPeriod', 'Billing Period'),
	},
	record: {
		id: 'integer',
		subscriptionId: 'integer',
		subscriptionPlanId: 'integer',
		startedAt: 'dateTime',
		endedAt: 'dateTime',
		baseFee: 'number',
		sessionFees: 'any',
		chargePointFees: 'any',
		totalAmount: 'any',
		currency: 'text',
		firstPaymentFailureAt: 'dateTime',
		latestPaymentFailureAt: 'dateTime',
		latestPaymentFailureReason: 'text',
		obligationsTransferredAt: 'dateTime',
		createdAt: 'dateTime',
	},
	simple: [
		'id',
		'subscriptionId',
		'subscriptionPlanId',
		'startedAt',
		'endedAt',
		'baseFee',
		'totalAmount',
		'currency',
		'firstPaymentFailureAt',
		'latestPaymentFailureAt',
		'latestPaymentFailureReason',
		'createdAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/users/v1.0/{user}/subscription-billing-periods', {
			since: '3.168',
			says: "Lists the periods of a driver's subscriptions with their fees. Filter for those whose payment still fails.",
			paging: 'cursor',
			filters: {
				subscriptionId: f.ref('subscription', 'Subscription'),
				subscriptionPlanId: f.ref('subscriptionPlan', 'Subscription Plan'),
				hasUnresolvedPaymentFailure: f.flag('Unresolved Payment Failure', {
					about: 'to list periods whose payment failed and is still open (on) or all others (off)',
				}),
				startedAfter: f.dateTime('Started After'),
				startedBefore: f.dateTime('Started Before'),
				endedAfter: f.dateTime('Ended After'),
				endedBefore: f.dateTime('Ended Before'),
			},
		}),
		get: get('GET /public-api/resources/users/v1.0/{user}/subscription-billing-periods/{billingPeriod}', {
			since: '3.168',
			says: 'Reads the fees of one period and when a payment for it failed.',
		}),
		retryPayment: action(
			'POST /public-api/actions/users/v1.0/{user}/subscription-billing-period/{billingPeriod}/retry-payment',
			{
				outcome: 'accepted',
				since: '3.168',
				action: 'Retry payment of subscription billing period',
				says: "Charges the driver again for a period whose payment failed. Moves real money. If something must be sent along, AMPECO's reference has the names.",
				effect: 'money',
				body: {},
			},
		),
	},
});
