/** Notification subscriptions of the tenant, as far as the trigger needs them: those that post to a webhook. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { notificationSubscription } from '../Notification/notificationSubscription.resource';
import { pathOf } from '../shared/catalogue';
import type { Operation } from '../shared/catalogue';
import { tenantOf } from '../shared/runtime/context';
import { Failure, failureOf } from '../shared/runtime/failure';
import { Gate } from '../shared/runtime/gate';
import { readList } from '../shared/runtime/paging';
import { send } from '../shared/runtime/send';
import type { Prepared, Sender } from '../shared/runtime/send';

/** Milliseconds until a request of an activation is given up. */
const TIME_OUT = 30_000;

const { getAll, delete: remove, resendFailed } = notificationSubscription.operations;

const REFUSED: Operation['hints'] = {
	403: "Give the role of the token's user the permission to manage notifications in AMPECO, or use another token.",
	422: 'AMPECO does not take this address or one of these events. Check that N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n) is a public https address, and the names under Other Events.',
};
const create: Operation = { ...notificationSubscription.operations.create, hints: REFUSED };
const replace: Operation = { ...notificationSubscription.operations.update, hints: REFUSED };

export interface Subscription {
	id: string;
	callbackUrl: string;
	events: string[];
}

/**
 * The calls of one activation or deactivation.
 *
 * @throws Failure from each call, with a sentence and a hint
 */
export class Subscriptions {
	constructor(private readonly context: IHookFunctions) {}

	/** All webhook subscriptions of the tenant that the token may see. */
	async list(): Promise<Subscription[]> {
		const records = await readList(await this.sender(getAll), prepared(getAll), getAll.paging!, Infinity);
		return records
			.filter(({ via }) => via === 'webhook')
			.map(({ id, notifications, webhook }) => ({
				id: String(id),
				callbackUrl: String((webhook as IDataObject | null)?.callbackUrl),
				events: ((notifications ?? []) as unknown[]).map(String),
			}));
	}

	async create(callbackUrl: string, events: string[]): Promise<string> {
		const answer = await send(await this.sender(create), prepared(create, { body: bodyOf(callbackUrl, events) }));
		const { data } = (answer.body ?? {}) as { data?: { id?: unknown } };
		if (data?.id === undefined) {
			throw new Failure("AMPECO's answer does not name the new subscription", {
				hint: 'Activate the workflow again.',
				fate: 'unknown',
			});
		}
		return String(data.id);
	}

	/** Puts other events in place of those a subscription has. */
	async replace({ id, callbackUrl }: Subscription, events: string[]): Promise<void> {
		await send(await this.sender(replace), prepared(replace, { id, body: bodyOf(callbackUrl, events) }));
	}

	/** Deletes a subscription; it is no mistake when it is gone already. */
	async remove(id: string): Promise<void> {
		const sender = await this.sender(remove);
		const failure = await send(sender, prepared(remove, { id })).then(() => undefined, failureOf);
		if (failure && failure.details.status !== 404) throw failure;
	}

	/** Has AMPECO send once more what it could not deliver. It takes that once in 15 minutes. */
	async resend(id: string, events: string[]): Promise<void> {
		await send(await this.sender(resendFailed), prepared(resendFailed, { id, body: { notifications: events } }));
	}

	private async sender(operation: Operation): Promise<Sender> {
		const { context } = this;
		return { context, tenant: await tenantOf(context, new Gate()), resource: notificationSubscription, operation };
	}
}

function prepared(operation: Operation, { id, body }: { id?: string; body?: unknown } = {}): Prepared {
	const path = pathOf(operation).replace('{notification}', () => encodeURIComponent(String(id)));
	return { path, query: {}, body, transport: { timeout: TIME_OUT } };
}

function bodyOf(callbackUrl: string, notifications: string[]): IDataObject {
	return { via: 'webhook', notifications, webhook: { callbackUrl } };
}
