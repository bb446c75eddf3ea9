/** Subscriptions to notifications, v1.0 (flat, webhook only) and v2.0, which share one state. */
import { recordOf } from '../answers.mts';
import { invalidField, Refusal, type Handler } from '../call.mts';
import type { Family } from './families.mts';

export const notifications: Record<string, Family> = {
	notifications: {
		collection: 'notifications',
		// What these do to a delivery is stated nowhere: they are kept and shown, no more.
		show: (subscription) => ({
			...subscription,
			includeTimestampInSignature: subscription.includeTimestampInSignature ?? false,
			suppressSelfNotifications: subscription.suppressSelfNotifications ?? false,
			skipRoamingInfrastructure: subscription.skipRoamingInfrastructure ?? false,
		}),
		versions: {
			'v1.0': {
				show: ({ includeTimestampInSignature, ...subscription }) => ({
					includeTimestampInSignature,
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

/** A subscription's failed notifications may be asked for again once in this time, by AMPECO's guide. */
const RESEND_PAUSE_MS = 15 * 60_000;

export const notificationHandlers: Record<string, Handler> = {
	'POST actions/notifications/*/resend': (call) => {
		const { tenant, body } = call;
		const subscription = recordOf(call, notifications.notifications);
		if (subscription.via !== 'webhook') throw invalidField('notification', 'must be a webhook subscription');
		const last = Number(subscription.resentAt ?? -Infinity);
		if (tenant.clock.now() - last < RESEND_PAUSE_MS)
			throw new Refusal(409, 'Failed notifications were resent less than 15 minutes ago.');
		subscription.resentAt = tenant.clock.now();
		tenant.onResend?.(subscription.id, body.notifications, body.startTime, body.endTime);
		return { status: 202 };
	},
};
