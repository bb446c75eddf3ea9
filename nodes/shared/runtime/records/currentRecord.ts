/** Reads the record as it is, for what an update leaves out (completedBody.ts) and for what it changes (differences.ts). */
import type { IDataObject } from 'n8n-workflow';
import type { FieldTable, Once } from '../../catalogue';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { send } from '../send/send';
import { recordsOf } from './records';

/**
 * @param request what is asked of the record, with its path
 * @param reader the operation that reads it
 * @param wanted by name, also the parts that it shows only when asked for
 * @throws Failure
 */
export async function currentRecord(
	connection: Connection,
	request: Request,
	reader: Once,
	wanted: object,
): Promise<unknown> {
	const include = partsToAskFor(reader.query, wanted);
	const query: IDataObject = include.length > 0 ? { include } : {};
	const asked = { ...request, operation: reader, query, body: undefined };
	return recordsOf(await send(connection, asked), asked)[0];
}

/** Of the parts that records show only when a query asks for them, those that are wanted. */
export function partsToAskFor(query: FieldTable = {}, wanted: object): string[] {
	const parts = Object.values(query).flatMap((field) =>
		field.kind === 'choices' ? field.options.map(({ value }) => String(value)) : [],
	);
	return parts.filter((part) => part in wanted);
}
