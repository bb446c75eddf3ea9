/** Notification subscriptions of the tenant, as far as the trigger needs them: those that post to a webhook. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { notificationSubscription } from '../Notification/notificationSubscription.resource';
import { nounOf, pathOf } from '../shared/catalogue';
import type { Once } from '../shared/catalogue';
import { Failure } from '../shared/runtime/errors/errors';
import { readList } from '../shared/runtime/lists/pages';
import { filledPath } from '../shared/runtime/prepare/path';
import { connectionFor } from '../shared/runtime/send/connection';
import type { Connection } from '../shared/runtime/send/connection';
import type { Asked, Request } from '../shared/runtime/send/request';
import { send, unlessGone } from '../shared/runtime/send/send';

/** Milliseconds until a request of an activation is given up, and until an activation makes nothing any more. */
const TIME_OUT = 30_000;

const { getAll, delete: remove, resendFailed } = notificationSubscription.operations;

const REFUSED: Once['hints'] = {
	403: "Give the role of the token's user the permission to manage notifications in AMPECO, or use another token.",
	422: 'AMPECO does not take this address or one of these events. Check that N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n) is a public https address, and the names under Other Events.',
};
const create: Once = { ...notificationSubscription.operations.create, hints: REFUSED };
const replace: Once = { ...notificationSubscription.operations.update, hints: REFUSED };

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
	/** When n8n may have given the activation up. */
	private readonly latest = Date.now() + TIME_OUT;

	constructor(private readonly context: IHookFunctions) {}

	/** All webhook subscriptions of the tenant that the token may see. */
	async list(): Promise<Subscription[]> {
		const records = await readList(await this.connect(), requestFor(getAll), getAll.paging, Infinity);
		return records
			.filter(({ via }) => via === 'webhook')
			.map(({ id, notifications, webhook }) => ({
				id: String(id),
				callbackUrl: String((webhook as IDataObject | null)?.callbackUrl),
				events: ((notifications ?? []) as unknown[]).map(String),
			}));
	}

	async create(callbackUrl: string, events: string[]): Promise<string> {
		const connection = await this.connect();
		// n8n may have said already that the workflow is not active; nobody would remove what is made now.
		if (Date.now() > this.latest) {
			throw new Failure('AMPECO took too long, so no subscription was made', {
				hint: 'Publish the workflow again.',
				nothing: 'changed',
			});
		}
		const answer = await send(connection, requestFor(create, { body: bodyOf(callbackUrl, events) }));
		const { data } = (answer.body ?? {}) as { data?: { id?: unknown } };
		if (data?.id === undefined) {
			throw new Failure("AMPECO's answer does not name the new subscription", {
				hint: 'Publish the workflow again.',
				outcomeUnknown: true,
			});
		}
		return String(data.id);
	}

	/** Puts other events in place of those a subscription has. */
	async replace({ id, callbackUrl }: Subscription, events: string[]): Promise<void> {
		await send(await this.connect(), requestFor(replace, { id, body: bodyOf(callbackUrl, events) }));
	}

	/** Deletes a subscription; it is no mistake when it is gone already. */
	async remove(id: string): Promise<void> {
		await unlessGone(send(await this.connect(), requestFor(remove, { id })));
	}

	/** Has AMPECO send once more what it could not deliver. It takes that once in 15 minutes. */
	async resend(id: string, events: string[]): Promise<void> {
		await send(await this.connect(), requestFor(resendFailed, { id, body: { notifications: events } }));
	}

	private async connect(): Promise<Connection> {
		return await connectionFor(this.context, TIME_OUT, this.latest);
	}
}

function requestFor(operation: Asked, { id, body }: { id?: string; body?: unknown } = {}): Request {
	const path = filledPath(pathOf(operation), () => ({ value: id, label: 'Subscription' }));
	return { operation, noun: nounOf(notificationSubscription), path, query: {}, body };
}

function bodyOf(callbackUrl: string, notifications: string[]): IDataObject {
	return { via: 'webhook', notifications, webhook: { callbackUrl } };
}
