/**
 * Keeps exactly one subscription for a trigger while its workflow is active. Which subscriptions are the trigger's own is
 * asked of the tenant each time: those that post to its address, which no other trigger has. What n8n stores only adds the
 * token a subscription was made with, and the address it had before n8n's own address changed.
 */
import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { PARAMETER } from '../shared/catalogue/form';
import { Failure, failureOf, inOneText } from '../shared/runtime/errors/errors';
import { CREDENTIAL } from '../shared/runtime/send/connection';
import { apiToken, tenantUrl } from '../shared/runtime/send/tenantUrl';
import { several } from '../shared/runtime/values/values';
import { optionsOf, wantedOf } from './settings';
import { fingerprintOf } from './signature';
import { Subscriptions } from './subscription';
import type { Subscription } from './subscription';

/** Characters AMPECO takes in an address. */
const LONGEST_URL = 500;

/** AMPECO resends for a subscription once in this time, in milliseconds. */
const RESEND_PAUSE = 15 * 60_000;

const WEBHOOK = 'default';

/** What is stored with the workflow about the subscription that was made. */
export interface Stored {
	id?: string;
	url?: string;
	/** Base URL of the tenant it was made at. */
	tenant?: string;
	/** The n8n that made it. A workflow that was exported with its data is not to touch it from another one. */
	instance?: string;
	/** Fingerprint of the token it was made with, which AMPECO signs with. */
	token?: string;
	/** Made for a test run. */
	test?: boolean;
	/** When a resend was last asked for, in milliseconds. */
	resentAt?: number;
}

interface Trigger {
	context: IHookFunctions;
	subscriptions: Subscriptions;
	stored: Stored;
	url: string;
	/** Base URL of the tenant in the credential. */
	tenant: string;
	/** Fingerprint of the token in the credential. */
	token: string;
}

/** Whether nothing has to be done: the one subscription is there, with these events and this token. */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	return await inSentences(context, async () => {
		const trigger = await triggerOf(context);
		const own = await ownOf(trigger);
		const asWanted = own.length === 1 && isUsable(own[0], trigger) && areSame(own[0].events, eventsOf(context));
		return asWanted && !catchesUp(context);
	});
}

/** Makes the subscription, or changes the one there is, and removes those that are left over. */
export async function subscribe(context: IHookFunctions): Promise<void> {
	await inSentences(context, async () => {
		const trigger = await triggerOf(context);
		const { stored, subscriptions, url, tenant, token } = trigger;
		const events = eventsOf(context);
		if (events.length === 0) throw new Failure('No event is chosen', { hint: 'Choose at least one under Events.' });
		checkSettings(context);
		checkAddress(trigger);

		const own = await ownOf(trigger);
		const present = own.find((one) => isUsable(one, trigger));
		if (present && !areSame(present.events, events)) await subscriptions.replace(present, events);
		const id = present?.id ?? (await createOne(trigger, own, events));
		sayWhatStays(trigger);
		Object.assign(stored, {
			id,
			url,
			tenant,
			token,
			instance: context.getInstanceId(),
			test: context.getMode() === 'manual',
		});

		await removeAll(
			trigger,
			own.filter((one) => one.id !== id),
		);
		if (present && catchesUp(context)) await catchUp(trigger, id, events);
	});
}

/** Removes every subscription of the trigger, unless it is to be kept for catching up. */
export async function unsubscribe(context: IHookFunctions): Promise<void> {
	await inSentences(context, async () => {
		if (catchesUp(context)) return;
		const trigger = await triggerOf(context);
		const left = await removeAll(trigger, await ownOf(trigger));
		if (left) throw left;
		sayWhatStays(trigger);
		for (const key of Object.keys(trigger.stored)) delete trigger.stored[key as keyof Stored];
	});
}

/** The events chosen in the node: those of the list and the ones typed. */
function eventsOf(context: IHookFunctions): string[] {
	const names = ['events', 'otherEvents'].flatMap((name) => several(context.getNodeParameter(name, '')));
	return [...new Set(names.map(String))];
}

/** @throws UserError when the credential has no usable tenant URL or token */
async function triggerOf(context: IHookFunctions): Promise<Trigger> {
	const credential = await context.getCredentials<{ url: string; token: string }>(CREDENTIAL);
	const url = context.getNodeWebhookUrl(WEBHOOK);
	if (!url) throw new Failure('n8n gave this trigger no address', { hint: 'Save the workflow and try again.' });
	return {
		context,
		subscriptions: new Subscriptions(context),
		stored: storedOf(context),
		url,
		tenant: tenantUrl(credential.url),
		token: fingerprintOf(apiToken(credential.token)),
	};
}

function storedOf(context: IHookFunctions): Stored {
	return context.getWorkflowStaticData('node') as Stored;
}

/** The trigger's own subscriptions: at its address, and the one this n8n made when its own address was another. */
async function ownOf(trigger: Trigger): Promise<Subscription[]> {
	const { subscriptions, stored, url } = trigger;
	// The tenant may write an address back in another way than any that is known here; then the ID tells.
	const wasMade = (id: string) => isMadeHere(trigger) && stored.tenant === trigger.tenant && id === stored.id;
	return (await subscriptions.list()).filter(({ id, callbackUrl }) => isSameUrl(callbackUrl, url) || wasMade(id));
}

/** Whether two addresses mean the same: case of the host, default port, encoding and a slash at the end do not tell them apart. */
function isSameUrl(one: string, other: string): boolean {
	return plainUrl(one) === plainUrl(other);
}

function plainUrl(text: string): string {
	if (!URL.canParse(text)) return text;
	const { origin, pathname, search } = new URL(text);
	const path = pathname.endsWith('/') ? pathname.slice(0, -1) : pathname;
	try {
		return origin + decodeURIComponent(path) + search;
	} catch {
		return origin + path + search;
	}
}

/** Whether what is stored is this trigger's own, not that of the workflow this one is a copy of. */
function isMadeHere({ context, stored, url }: Trigger): boolean {
	return stored.instance === context.getInstanceId() && stored.url !== undefined && pathOf(stored.url) === pathOf(url);
}

/** The part of an address that is the trigger's, not n8n's: "webhook/ID/webhook", in a test run "webhook-test/ID/webhook". */
function pathOf(url: string): string {
	return url.split('/').slice(-3).join('/');
}

/** Whether events of a subscription reach this trigger and can be verified. */
function isUsable({ id, callbackUrl }: Subscription, { stored, url, token }: Trigger): boolean {
	return isSameUrl(callbackUrl, url) && id === stored.id && stored.token === token;
}

function areSame(some: string[], others: string[]): boolean {
	return [...new Set(some)].sort().join() === [...new Set(others)].sort().join();
}

/** Creates a subscription. When the answer got lost, the tenant is asked whether it exists, so that none is made twice. */
async function createOne(trigger: Trigger, before: Subscription[], events: string[]): Promise<string> {
	try {
		return await trigger.subscriptions.create(trigger.url, events);
	} catch (error) {
		const failure = failureOf(error);
		if (!failure.details.outcomeUnknown) throw failure;
		const known = new Set(before.map(({ id }) => id));
		const made = (await ownOf(trigger)).find(({ id }) => !known.has(id));
		if (!made) throw failure;
		return made.id;
	}
}

/** Removes what it can. Returns the failure that names what is left. */
async function removeAll({ context, subscriptions }: Trigger, all: Subscription[]): Promise<Failure | undefined> {
	let left: Failure | undefined;
	for (const { id } of all) {
		try {
			await subscriptions.remove(id);
		} catch (error) {
			const { message, details } = failureOf(error);
			left = new Failure(`Subscription ${id} could not be deleted: ${message}`, {
				...details,
				hint: `Delete subscription ${id} with the AMPECO Notification node, or publish and unpublish this workflow again.`,
			});
			say(context, left.message);
		}
	}
	return left;
}

/** Names a subscription at the tenant of the credential before, which this trigger cannot reach any more. */
function sayWhatStays(trigger: Trigger): void {
	const { context, stored, tenant } = trigger;
	if (stored.tenant === undefined || stored.tenant === tenant || !isMadeHere(trigger)) return;
	say(
		context,
		`Subscription ${stored.id} stays at ${stored.tenant}, the tenant of the credential before, and goes on sending events. Delete it there with the AMPECO Notification node`,
	);
}

/** Whether the trigger has a subscription that it keeps while it is off. One of a test run is never kept. */
function catchesUp(context: IHookFunctions): boolean {
	const stored = storedOf(context);
	return optionsOf(context).catchUp === true && stored.id !== undefined && stored.test === false;
}

/** Asks for what failed while the workflow was off. The trigger works without it, so a refusal is only said. */
async function catchUp({ context, subscriptions, stored }: Trigger, id: string, events: string[]): Promise<void> {
	const now = Date.now();
	if (now - (stored.resentAt ?? 0) < RESEND_PAUSE) {
		say(context, 'AMPECO was asked less than 15 minutes ago to resend what failed, so it is not asked again');
		return;
	}
	try {
		await subscriptions.resend(id, events);
		stored.resentAt = now;
	} catch (error) {
		say(context, `AMPECO does not resend what failed while the workflow was off: ${failureOf(error).message}`);
	}
}

/** Refuses a filter or option that cannot work now, not when the first event comes. */
function checkSettings(context: IHookFunctions): void {
	optionsOf(context);
	wantedOf(context.getNodeParameter(PARAMETER.filters, {}) as IDataObject);
}

/** Refuses an address to which AMPECO cannot post. */
function checkAddress({ context, url, tenant }: Trigger): void {
	if (url.length > LONGEST_URL) {
		throw new Failure(`The address of this trigger has ${url.length} characters, but AMPECO takes ${LONGEST_URL}`, {
			hint: 'Shorten N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n).',
		});
	}
	if (isLocal(tenant)) return;
	const { origin } = new URL(url);
	if (isLocal(url)) {
		throw new Failure(`AMPECO cannot reach this n8n at ${origin}`, {
			hint: 'Set N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n) to the public https address of n8n, start n8n again, then publish the workflow.',
		});
	}
	if (!url.startsWith('https:')) {
		say(context, `AMPECO will send events unencrypted to ${origin}. Set N8N_WEBHOOK_URL to an https address`);
	}
}

function isLocal(url: string): boolean {
	return /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(new URL(url).hostname);
}

function say(context: IHookFunctions, message: string): void {
	const { name } = context.getNode();
	context.logger.warn(`${name}: ${message}.`, { workflowId: context.getWorkflow().id, nodeName: name });
}

/** Any failure as the error n8n shows: what happened and what to do, as activation shows the message only. */
async function inSentences<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw new NodeOperationError(context.getNode(), inOneText(failureOf(error)));
	}
}
