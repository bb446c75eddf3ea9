/**
 * Takes what is posted to the trigger's address. Only an event that AMPECO signed, that passes the filters and that n8n has
 * not taken before starts the workflow; n8n answers AMPECO after it has stored the execution. Everything else is answered
 * here and starts nothing.
 */
import { jsonParse } from 'n8n-workflow';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { PARAMETER } from '../shared/catalogue/form';
import { isObject } from '../shared/runtime/values/objects';
import type { Stored } from './lifecycle';
import { Repeats, keyOf } from './repeats';
import { optionsOf, passes, wantedOf } from './settings';
import type { Options } from './settings';
import { isFresh, isSigned, fingerprintOf } from './signature';
import { readToken, rememberedToken } from './token';

/** Bytes of the largest event that is taken. */
const LARGEST = 4 * 1024 * 1024;

/** The status AMPECO documents for an event that was taken. */
export const ACCEPTED = 202;

const repeats = new Repeats();

/** Why a request is turned away: what the sender is told, and what else n8n's log says. */
interface Refusal {
	status: number;
	message: string;
	log?: string;
}

export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = optionsOf(context);
	const body = await rawBody(context);
	const refusal = tooLarge(body) ?? (await unsigned(context, body)) ?? unwanted(context, options);
	if (refusal) return turnAway(context, refusal);
	const payload = payloadOf(body);
	if (!payload) return turnAway(context, { status: 400, message: 'The body is not an event in JSON' });

	const filters = wantedOf(context.getNodeParameter(PARAMETER.filters, {}) as IDataObject);
	if (!passes(payload, filters)) return answer(context, ACCEPTED, 'Filtered out');

	const seen = options.keepRepeats ? 'new' : whetherSeen(context, payload);
	if (seen === 'repeat') return answer(context, ACCEPTED, 'Taken before');
	if (seen === 'underWay') return answer(context, 503, 'Being taken, send it again');
	return { workflowData: [[{ json: payload }]] };
}

/** The bytes as they came; none for a form with files, of which n8n keeps no bytes. */
async function rawBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject() as {
		rawBody?: Buffer;
		readable?: boolean;
		readRawBody?: () => Promise<void>;
	};
	if (!request.rawBody && request.readable) await request.readRawBody?.();
	return request.rawBody ?? Buffer.alloc(0);
}

function tooLarge(body: Buffer): Refusal | undefined {
	return body.length > LARGEST ? { status: 413, message: 'The body is too large' } : undefined;
}

async function unsigned(context: IWebhookFunctions, body: Buffer): Promise<Refusal | undefined> {
	const signature = context.getHeaderData()['x-signature'];
	if (signature === undefined) return { status: 401, message: 'X-Signature is missing' };
	const now = Date.now();
	const remembered = rememberedToken(context, now);
	if (remembered !== undefined && isSigned(body, signature, remembered)) return undefined;
	const token = await readToken(context, now);
	if (token === undefined) {
		return {
			status: 401,
			message: 'X-Signature cannot be checked',
			log: 'The credential has no API token that AMPECO could sign with. Enter it there',
		};
	}
	if (isSigned(body, signature, token)) return undefined;
	const { token: madeWith } = context.getWorkflowStaticData('node') as Stored;
	const isOther = madeWith !== undefined && madeWith !== fingerprintOf(token);
	return {
		status: 401,
		message: 'X-Signature is wrong',
		log: isOther
			? 'The API token in the credential is another one than AMPECO signs with. Unpublish and publish the workflow'
			: undefined,
	};
}

function unwanted(context: IWebhookFunctions, { longestDelay = 0, tenant }: Options): Refusal | undefined {
	const headers = context.getHeaderData();
	if (longestDelay > 0 && !isFresh(headers['x-timestamp'], longestDelay, Date.now())) {
		return { status: 401, message: 'X-Timestamp is missing or too old' };
	}
	if (tenant && headers['x-tenant'] !== tenant) return { status: 401, message: 'X-Tenant is another tenant' };
	return undefined;
}

function payloadOf(body: Buffer): IDataObject | undefined {
	const parsed = jsonParse<unknown>(body.toString('utf8'), { fallbackValue: null });
	return isObject(parsed) ? (parsed as IDataObject) : undefined;
}

/** Test runs take every event: there a person sends the same one on purpose. */
function whetherSeen(context: IWebhookFunctions, payload: IDataObject): 'new' | 'repeat' | 'underWay' {
	if (context.getMode() === 'manual') return 'new';
	const { text, tellsTime } = keyOf(payload, context.getHeaderData()['x-webhook-id']);
	const key = { text: `${context.getWorkflow().id} ${context.getNode().id} ${text}`, tellsTime };
	return repeats.come(key, context.getResponseObject(), Date.now());
}

function turnAway(context: IWebhookFunctions, { status, message, log }: Refusal): IWebhookResponseData {
	const { name } = context.getNode();
	const reason = log ? `${message}. ${log}` : message;
	context.logger.warn(`${name}: A request was turned away (${status}). ${reason}.`, {
		workflowId: context.getWorkflow().id,
		nodeName: name,
	});
	return answer(context, status, message);
}

function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
