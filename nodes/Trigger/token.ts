/**
 * The token of a trigger's credential, remembered in this process for a minute: reading a credential costs n8n more than all
 * else that is done for an event.
 */
import type { IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../shared/runtime/send/connection';
import { apiToken } from '../shared/runtime/send/tenantUrl';
import { setLatest } from '../shared/runtime/values/latest';

/** Milliseconds a token is remembered, so a token that was replaced is believed that long at most. */
const REMEMBERED = 60_000;

/** Credentials remembered per process. */
const MOST = 100;

const remembered = new Map<string, { token: string; until: number }>();

/** The token as it was read less than a minute ago; undefined when it has to be read. */
export function rememberedToken(context: IWebhookFunctions, now: number): string | undefined {
	const entry = remembered.get(keyOf(context));
	return entry && now < entry.until ? entry.token : undefined;
}

/** The token as the credential has it now; undefined when it has none, with which anybody could sign. */
export async function readToken(context: IWebhookFunctions, now: number): Promise<string | undefined> {
	const credential = await context.getCredentials<{ token: string }>(CREDENTIAL);
	const key = keyOf(context);
	remembered.delete(key);
	const token = tokenIn(credential);
	if (token === undefined) return undefined;
	setLatest(remembered, key, { token, until: now + REMEMBERED }, MOST);
	return token;
}

function tokenIn({ token }: { token: string }): string | undefined {
	try {
		return apiToken(token);
	} catch {
		return undefined;
	}
}

function keyOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().credentials?.[CREDENTIAL]?.id}`;
}
