/** What an answer of AMPECO holds: its records, or that what was asked did not work after all. */
import type { IDataObject } from 'n8n-workflow';
import { methodOf } from '../../catalogue';
import { otherAnswer, unsure } from '../errors/answerFailures';
import { Failure, dataOf, shortened } from '../errors/errors';
import type { FailureDetails } from '../errors/errors';
import type { Asked, Request } from '../send/request';
import type { Answer } from '../send/send';
import { isObject } from '../values/objects';

/**
 * The records of an answer; one plain item where AMPECO sends none and need not.
 *
 * @throws Failure when it says that it did not work, or holds something else than a record
 */
export function recordsOf({ status, body }: Answer, request: Request): unknown[] {
	const { operation, noun } = request;
	const isRead = methodOf(operation) === 'GET';
	if (isEmpty(body)) {
		if (isRead && Array.isArray(body)) return [];
		if (isRead || makesRecord(operation)) throw otherAnswer(noun, body, request, status);
		const plain = methodOf(operation) === 'DELETE' ? { deleted: true } : { success: true };
		return [operation.answers?.[status] ?? plain];
	}
	if ((body as { success?: unknown }).success === false) throw turnedDown(body as IDataObject, status, operation);
	const inner = unwrapped(body);
	if (isObject(inner) && inner !== body && inner.success === false && (!isRead || saysOnlyThat(inner))) {
		const refusal = turnedDown(inner as IDataObject, status, operation);
		const { message, details } = refusal;
		throw isRead ? refusal : new Failure(...doubtful(message, details, request));
	}
	// Another API's words, where a record was asked for.
	if (isRead && inner === body && isObject(body) && saysOnlyThat(body)) throw otherAnswer(noun, body, request, status);
	const records = Array.isArray(inner) ? (inner as unknown[]) : [inner];
	const broken = records.find((record) => inner !== body && (typeof record !== 'object' || record === null));
	if (broken !== undefined && !(Array.isArray(inner) && isRead)) throw otherAnswer(noun, broken, request, status);
	return records;
}

function isEmpty(body: unknown): boolean {
	return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
}

/** Whether success means that there is a record to answer. */
function makesRecord(operation: Asked): boolean {
	return methodOf(operation) === 'POST' && operation.record === undefined && operation.answers === undefined;
}

function saysOnlyThat(data: object): boolean {
	return Object.keys(data).every((key) => ['success', 'message', 'errorCode'].includes(key));
}

/** A refusal in an answer that says success may have been carried out in part. */
function doubtful(message: string, details: FailureDetails, request: Request): [string, FailureDetails] {
	const unknown = unsure(message, request, details.status);
	return [unknown.message, { ...unknown.details, data: details.data }];
}

/** What `data` holds, when it is only an envelope. */
function unwrapped(body: unknown): unknown {
	if (Array.isArray(body) || typeof body !== 'object' || body === null || !('data' in body)) return body;
	const { data, ...others } = body as IDataObject;
	return Object.keys(others).every((key) => key === 'links' || key === 'meta') ? data : body;
}

/** An accepted request whose answer says that it did not work. */
function turnedDown(body: IDataObject, status: number, operation: Asked): Failure {
	const code = typeof body.errorCode === 'string' ? shortened(body.errorCode) : undefined;
	const said = typeof body.message === 'string' && body.message !== '' ? shortened(body.message) : undefined;
	return new Failure(
		`AMPECO turned this down${said ? `: ${said.replace(/\.$/, '')}` : ''}${code ? ` (${code})` : ''}`,
		{
			kind: 'refused',
			status,
			// A code is a text of the tenant's: one such as "constructor" is no key that every object has.
			hint: new Map(Object.entries(operation.refusals ?? {})).get(code ?? '') ?? operation.hints?.[status],
			data: dataOf(body),
		},
	);
}
