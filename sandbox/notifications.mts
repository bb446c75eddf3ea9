/**
 * Delivers events to subscribers as the API's callbacks: signed, with a time-out, retried a few times, each on its
 * own so that nothing promises an order. What could not be delivered is kept for a resend.
 */
import { createHmac } from 'node:crypto';
import axios from 'axios';
import { parseMoment } from './clock.mts';
import { callbacks } from './digest.mts';
import { present } from './present.mts';
import { shapeOf } from './shape.mts';
import type { StoredRecord } from './store.mts';
import type { Tenant } from './tenant.mts';
import { check } from './validation.mts';

export interface Delivery {
	/** The event's number. */
	eventSeq: number;
	subscriptionId: number;
	event: string;
	/** When the event happened: the tenant's time, ISO 8601. */
	happenedAt: string;
	payload: Record<string, unknown>;
	url: string;
	state: 'pending' | 'delivered' | 'failed' | 'not delivered (kafka)';
	attempts: number;
	/** The last answer's status, or the last connection error. */
	result?: number | string;
}

export interface DeliverySettings {
	/** Before each further attempt, in milliseconds of real time; their number is the number of retries. */
	retryAfterMs: number[];
	timeoutMs: number;
}

/** AMPECO publishes neither numbers nor times; these are chosen so that a test need not wait. */
export const DELIVERY_DEFAULTS: DeliverySettings = { retryAfterMs: [100, 400, 1600], timeoutMs: 5000 };

/** Events and deliveries kept, enough for a minute of 200 a second. */
const KEPT = 20_000;

/** Payload shapes by event; events without a schema of their own are sent as they are. */
const shapes = new Map(callbacks.map((callback) => [callback.event, shapeOf(callback.schema)]));

/** Names the enum still has for events whose payload is described under another name. */
const LEGACY_NAMES: Record<string, string> = {
	'reservation.changed': 'ReservationChangedNotification',
	'user.paymentMethod.changed': 'PaymentMethodChangedNotification',
	'partnerInvite.changed': 'PartnerInviteChangedNotification',
	'authorization.changed': 'AuthorizationNotification',
};

/** Puts an event's facts into the form its callback declares; throws when that is not possible. */
export function payloadOf(tenant: Tenant, event: string, facts: Record<string, unknown>): Record<string, unknown> {
	const whole = { ...facts, notification: event };
	const shape = shapes.get(event);
	if (!shape) return whole;
	const payload = present(shape, whole, tenant.fillContext(event, JSON.stringify(facts))) as Record<string, unknown>;
	const errors = check(shape, payload, 'answer');
	if (errors) throw new Error(`The payload of ${event} breaks its schema: ${JSON.stringify(errors)}`);
	return payload;
}

export class Notifier {
	readonly #token: string;
	readonly settings: DeliverySettings;
	#deliveries: Delivery[] = [];
	#events: Array<{ seq: number; event: string; payload: Record<string, unknown> }> = [];
	#lastSeq = 0;

	constructor(token: string, settings: DeliverySettings) {
		this.#token = token;
		this.settings = settings;
	}

	/** Listens to a tenant; deliveries of the one before are given up. */
	attach(tenant: Tenant): void {
		this.#deliveries = [];
		this.#events = [];
		tenant.onEvent = (event, facts) => {
			this.emit(tenant, event, facts);
			const legacy = LEGACY_NAMES[event];
			if (legacy) this.emit(tenant, legacy, legacyFacts(legacy, facts));
		};
		tenant.onResend = (...order) => this.resend(tenant, ...order);
	}

	/** Sends an event to whoever subscribed to it. Returns what was sent. */
	emit(tenant: Tenant, event: string, facts: Record<string, unknown>): Record<string, unknown> {
		const payload = payloadOf(tenant, event, facts);
		const seq = ++this.#lastSeq;
		this.#events.push({ seq, event, payload });
		if (this.#events.length > KEPT) this.#events = this.#events.slice(-KEPT / 2);
		const subscriptions = tenant.store
			.get('notifications')
			.filter((one) => (one.notifications as string[]).includes(event));
		for (const subscription of subscriptions) this.#deliver(tenant, subscription, seq, event, payload);
		return payload;
	}

	events(after = 0): Array<{ seq: number; event: string; payload: Record<string, unknown> }> {
		return this.#events.filter((one) => one.seq > after);
	}

	deliveries(wanted: { state?: string; subscriptionId?: number } = {}): Delivery[] {
		return this.#deliveries.filter(
			(one) =>
				(!wanted.state || one.state === wanted.state) &&
				(!wanted.subscriptionId || one.subscriptionId === wanted.subscriptionId),
		);
	}

	/** Tries each failed delivery of a subscription once more; what fails again stays failed. */
	resend(tenant: Tenant, subscriptionId: number, events: string[], from?: string, to?: string): void {
		const subscription = tenant.store.get('notifications').get(subscriptionId);
		if (!subscription) return;
		for (const delivery of this.deliveries({ state: 'failed', subscriptionId })) {
			const isWanted =
				events.includes(delivery.event) &&
				(from === undefined || Date.parse(delivery.happenedAt) >= parseMoment(from)) &&
				(to === undefined || Date.parse(delivery.happenedAt) <= parseMoment(to));
			if (isWanted) void this.#attempt(tenant, delivery);
		}
	}

	#deliver(
		tenant: Tenant,
		subscription: StoredRecord,
		eventSeq: number,
		event: string,
		payload: Record<string, unknown>,
	): void {
		const isWebhook = subscription.via === 'webhook';
		const delivery: Delivery = {
			eventSeq,
			subscriptionId: subscription.id,
			event,
			happenedAt: tenant.clock.iso(),
			payload,
			url: isWebhook ? (subscription.webhook as { callbackUrl: string }).callbackUrl : '',
			state: isWebhook ? 'pending' : 'not delivered (kafka)',
			attempts: 0,
		};
		this.#deliveries.push(delivery);
		if (this.#deliveries.length > KEPT) this.#deliveries = this.#deliveries.slice(-KEPT / 2);
		if (isWebhook) void this.#persist(tenant, delivery);
	}

	async #persist(tenant: Tenant, delivery: Delivery): Promise<void> {
		for (const pause of [0, ...this.settings.retryAfterMs]) {
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref());
			if (!this.#deliveries.includes(delivery)) return;
			if (await this.#attempt(tenant, delivery)) return;
		}
	}

	async #attempt(tenant: Tenant, delivery: Delivery): Promise<boolean> {
		const body = JSON.stringify(delivery.payload);
		delivery.attempts++;
		try {
			const answer = await axios.post(delivery.url, body, {
				timeout: this.settings.timeoutMs,
				maxRedirects: 0,
				proxy: false,
				validateStatus: () => true,
				transformRequest: (data) => data,
				headers: {
					'Content-Type': 'application/json',
					'X-Signature': sign(body, this.#token),
					'X-Timestamp': new Date(tenant.clock.now()).toISOString().replace('Z', '000Z'),
					'X-Tenant': tenant.settings.name,
				},
			});
			delivery.result = answer.status;
			delivery.state = answer.status >= 200 && answer.status < 300 ? 'delivered' : 'failed';
		} catch (error) {
			delivery.result = (error as { code?: string }).code ?? (error as Error).message;
			delivery.state = 'failed';
		}
		return delivery.state === 'delivered';
	}
}

/** HMAC-SHA256 of the raw body, keyed with the token, in lowercase hex (the encoding is assumed: AMPECO does not say). */
export function sign(body: string, token: string): string {
	return createHmac('sha256', token).update(body).digest('hex');
}

/** The deprecated authorization event names the statuses of OCPP. */
function legacyFacts(event: string, facts: Record<string, unknown>): Record<string, unknown> {
	if (event !== 'AuthorizationNotification') return facts;
	return { ...facts, status: facts.status === 'accepted' ? 'Accepted' : 'Invalid' };
}
