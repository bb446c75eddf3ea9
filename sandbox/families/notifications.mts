/** Subscriptions to notifications, v1.0 (flat, webhook only) and v2.0, which share one state. */
import { invalidField, type Handler } from '../call.mts';
import type { Family } from './families.mts';

export const notifications: Record<string, Family> = {
	notifications: {
		collection: 'notifications',
		versions: {
			'v1.0': {
				show: (subscription) => ({
					webhookId: subscription.id,
					notifications: subscription.notifications,
					callbackUrl: (subscription.webhook as { callbackUrl: string }).callbackUrl,
				}),
				take: ({ callbackUrl, ...fields }) => ({ ...fields, via: 'webhook', webhook: { callbackUrl } }),
			},
			'v2.0': {
				take: (fields) => {
					const via = String(fields.via);
					if (!fields[via]) throw invalidField(via, `is required when via is ${via}`);
					const { webhook, kafka, ...rest } = fields;
					return via === 'webhook' ? { ...rest, webhook } : { ...rest, kafka };
				},
			},
		},
	},
};

export const notificationHandlers: Record<string, Handler> = {};
