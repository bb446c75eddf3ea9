/** What an answer of AMPECO holds: its records, or that what was asked did not work after all. */
import type { IDataObject } from 'n8n-workflow';
import { methodOf } from '../catalogue';
import { Failure, dataOf, shortened } from './errors';
import type { Asked } from './request';
import type { Answer } from './send';

/** The records of an answer; one plain item where AMPECO sends none. */
export function recordsOf({ status, body }: Answer, operation: Asked): unknown[] {
	const empty = body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);
	if (empty) {
		const plain = methodOf(operation) === 'DELETE' ? { deleted: true } : { success: true };
		return [operation.answers?.[status] ?? plain];
	}
	if ((body as { success?: unknown }).success === false) throw turnedDown(body as IDataObject, status, operation);
	const inner = unwrapped(body);
	return Array.isArray(inner) ? inner : [inner];
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
			status,
			// A code is a text of the tenant's: one such as "constructor" is no key that every object has.
			hint: new Map(Object.entries(operation.refusals ?? {})).get(code ?? '') ?? operation.hints?.[status],
			data: dataOf(body),
		},
	);
}
