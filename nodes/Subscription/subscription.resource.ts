/** Subscriptions: the plan a user has, how long it runs and what allowance is left. */
import { addedIn, action, f, get, getMany, resource } from '../shared/catalogue';

const user = { user: f.ref('user', 'User') };

const hints = {
	400: 'The user or the plan does not allow this at present. Get many subscriptions of the plan to see the state.',
};

export const subscription = resource({
	value: 'subscription',
	name: 'Subscription',
	path: { subscription: f.ref('subscription', 'Subscription') },
	record: {
		id: 'integer',
		planId: 'integer',
		userId: 'integer',
		startDate: 'dateTime',
		endDate: 'dateTime',
		status: 'text',
		statusDate: 'dateTime',
		remainingAllowance: { combined: 'integer', ac: 'integer', dc: 'integer' },
		remainingFreeRenewalPeriods: 'integer',
		shouldUseExternalBilling: 'flag',
		lastUpdatedAt: 'dateTime',
		startedAt: 'dateTime',
		endedAt: 'dateTime',
		statusChangedAt: 'dateTime',
		isRenewable: 'flag',
	},
	simple: [
		'id',
		'planId',
		'userId',
		'status',
		'isRenewable',
		'startDate',
		'endDate',
		'remainingAllowance',
		'remainingFreeRenewalPeriods',
		'shouldUseExternalBilling',
		'startedAt',
		'endedAt',
		'statusChangedAt',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/subscriptions/v1.0', {
			says: 'Lists who is subscribed to what. Filter by plan, status or end to find, say, those that end soon.',
			paging: 'cursor',
			filters: {
				status: f.choice('Status', {
					active: 'Active',
					pending: 'Pending',
					suspended: 'Suspended',
					canceled: 'Canceled',
					expired: 'Expired',
				}),
				planId: f.ref('subscriptionPlan', 'Subscription Plan'),
				endDateFrom: f.dateTime('Ends After', { about: 'Subscriptions that end at this time or later' }),
				endDateTo: f.dateTime('Ends Before', { about: 'Subscriptions that end at this time or earlier' }),
				billedExternally: f.flag('Billed Externally', {
					about: 'to list users who chose external billing (on) or did not (off), where the tenant has both',
				}),
				...addedIn('3.251', {
					startedAfter: f.dateTime('Started After'),
					startedBefore: f.dateTime('Started Before'),
					endedAfter: f.dateTime('Ended After'),
					endedBefore: f.dateTime('Ended Before'),
					statusChangedAfter: f.dateTime('Status Changed After'),
					statusChangedBefore: f.dateTime('Status Changed Before'),
				}),
			},
		}),
		get: get('GET /public-api/resources/subscriptions/v1.0/{subscription}', {
			says: "Reads one subscription with its dates, status and the kWh left. A user's subscription ID comes from Get of User.",
		}),
		activate: action('POST /public-api/actions/users/v1.0/{user}/activate-subscription', {
			name: 'Activate for User',
			action: 'Activate subscription for user',
			says: 'Puts a user on a plan, which may charge them its fee. To move everybody from one plan to another, replace the plan.',
			effect: 'money',
			path: user,
			narrowedBy: ['endDate'],
			body: {
				planId: f.required(f.ref('subscriptionPlan', 'Subscription Plan')),
				endDate: f.date('Ends On', { nullable: true, about: 'Last day of the subscription' }),
				autoRenewal: f.flag('Renew Automatically', { about: 'the subscription goes on after its end date' }),
				reason: f.text('Reason', { nullable: true, about: "Internal note; AMPECO's standard note when left out" }),
			},
			hints,
		}),
		subscribeToPlan: action('POST /public-api/actions/users/v1.0/{user}/subscribe-to-plan', {
			since: '3.251',
			name: 'Subscribe User to Plan',
			action: 'Subscribe user to plan',
			says: "Puts a user on a plan, which may charge its fee. AMPECO's reference has the names of what is to be sent; Activate for User has a form.",
			effect: 'money',
			path: user,
			body: {},
		}),
		clearAmountDue: action('POST /public-api/actions/users/v1.0/{user}/clear-subscription-amount-due', {
			action: 'Clear subscription amount due',
			says: 'Writes off all that a user owes for the present subscription: open fees and sessions become free. Cannot be undone.',
			effect: 'money',
			path: user,
			hints,
		}),
		cancel: action('POST /public-api/actions/users/v1.0/{user}/cancel-subscription', {
			name: 'Cancel for User',
			action: 'Cancel subscription of user',
			says: "Ends a user's present subscription. What they still owe stays due: Clear Amount Due writes it off.",
			effect: 'destructive',
			path: user,
			body: { reason: f.required(f.text('Reason', { about: 'Kept in the audit log' })) },
			hints,
		}),
	},
});
