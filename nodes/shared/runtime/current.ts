/** The body of an update, with what the record as it is supplies for what a person left out. */
import type { IDataObject } from 'n8n-workflow';
import { isTable, methodOf } from '../catalogue';
import type { FieldTable, OneOfField, Once } from '../catalogue';
import { AS_IT_IS, INPUT_MODE, PARAMETER, inlineFields, readerOf } from '../catalogue/form';
import type { Connection } from './connection';
import { FieldProblem, failureOf } from './errors';
import { fieldsToKeep, missingFields, secretToGive, withCurrent } from './keep';
import { isObject } from './objects';
import { recordsOf } from './records';
import type { Request } from './request';
import { send } from './send';
import { switchValue } from './values';
import type { Work } from './work';

/** @throws Failure; FieldProblem where the record cannot supply what is missing */
export async function completedBody(
	{ resource, read }: Work,
	operation: Once,
	connection: Connection,
	request: Request,
): Promise<unknown> {
	const { body: table } = operation;
	const reader = readerOf(resource, operation);
	const mode = read(PARAMETER.inputMode, INPUT_MODE.fields);
	if (!reader || !isTable(table) || mode === INPUT_MODE.json) return request.body;
	const replaces = methodOf(operation) === 'PUT';
	const missing = missingFields(table, request.body);
	const keeps = !replaces || switchValue(read(PARAMETER.keepOtherValues, true), 'Keep Other Values', true);
	if (!keeps) {
		const [field] = Object.values(missing);
		if (field) throw new FieldProblem(`${field.label} is missing. Add it, or turn Keep Other Values on.`);
		return request.body;
	}
	const wanted = replaces ? fieldsToKeep(table, request.body) : missing;
	const typed = inlineFields(operation).find(({ of }) => of !== undefined);
	const variant = mode === INPUT_MODE.item ? request.variant : typed && String(read(PARAMETER.variant));
	const choice = variant === undefined || variant === AS_IT_IS ? undefined : typed;
	if (Object.keys(wanted).length === 0 && !choice) return request.body;
	const record = await current(connection, request, reader, table).catch((error: unknown) => {
		const failure = failureOf(error);
		// Some records are made by replacing what is not there yet; where that is not so, AMPECO says it once more.
		if (replaces && failure.details.status === 404 && Object.keys(missing).length === 0) return undefined;
		throw failure;
	});
	if (choice) checkVariant(choice, variant!, record, request.noun);
	const body = withCurrent(wanted, record, request.body);
	const secret = replaces ? secretToGive(table, record, body) : undefined;
	if (secret) {
		throw new FieldProblem(
			`${secret.label} must be given again: AMPECO does not show it, and the update would remove it.`,
		);
	}
	return body;
}

/** What belongs to another variant than the record's would be lost without a word, or refused in AMPECO's. */
function checkVariant({ of, label, variants }: OneOfField, chosen: string, record: unknown, noun: string): void {
	const own = isObject(record) ? record[of!] : undefined;
	if (typeof own !== 'string' || own === chosen) return;
	throw new FieldProblem(
		`${label} is ${variants[chosen].label}, but the ${noun} is ${variants[own]?.label ?? own}. Choose that, or change it with Replace.`,
	);
}

/** The record as it is now, with the parts it shows only when asked for. */
async function current(connection: Connection, request: Request, reader: Once, table: FieldTable): Promise<unknown> {
	const include = includable(reader.query).filter((part) => part in table);
	const query: IDataObject = include.length > 0 ? { include } : {};
	const answer = await send(connection, { ...request, operation: reader, query, body: undefined });
	return recordsOf(answer, { ...request, operation: reader })[0];
}

/** The parts of a record that a query can ask for on top. */
export function includable(query: FieldTable = {}): string[] {
	return Object.values(query).flatMap((field) =>
		field.kind === 'choices' ? field.options.map(({ value }) => String(value)) : [],
	);
}
