/** Notification subscriptions as API v1.0 had them: webhooks only. */
import { addedIn, create, f, get, getMany, remove, replace, resource } from '../shared/catalogue';
import { events, includeTimestampInSignature } from './notificationSubscription.resource';

const body = {
	events,
	callbackUrl: f.required(
		f.url('Callback URL', {
			about: 'Where AMPECO posts each event, up to 500 characters. It must be reachable from the internet.',
		}),
	),
	...addedIn('3.251', { includeTimestampInSignature }),
};

export const notificationSubscriptionV10 = resource({
	value: 'notificationSubscriptionV10',
	name: 'Notification Subscription',
	deprecated: { version: 'v1.0', use: 'AMPECO Notification > Notification Subscription' },
	path: { notification: f.ref('notification', 'Notification Subscription', { type: 'text' }) },
	record: { webhookId: 'number', notifications: ['text'], callbackUrl: 'text', includeTimestampInSignature: 'flag' },
	operations: {
		create: create('POST /public-api/notifications/v1.0', {
			says: 'Has AMPECO post events to a URL from now on.',
			body,
		}),
		getAll: getMany('GET /public-api/notifications/v1.0', {
			says: 'Lists webhooks with their events, without those that go to Kafka.',
			paging: 'perPage',
		}),
		get: get('GET /public-api/notifications/v1.0/{notification}', {
			says: 'Reads the events and the URL of one webhook.',
		}),
		update: replace('PUT /public-api/notifications/v1.0/{notification}', {
			says: 'Changes events or URL of a webhook. The events given replace all it had.',
			body,
		}),
		delete: remove('DELETE /public-api/notifications/v1.0/{notification}', {
			says: 'Ends a webhook; its events are no longer sent.',
		}),
	},
});
