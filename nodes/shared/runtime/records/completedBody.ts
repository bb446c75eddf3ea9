/**
 * The body of an update, with what the record as it is supplies for what a person left out: currentRecord.ts reads the record,
 * takenFromRecord.ts says what of it is sent, differences.ts what of a record would be changed.
 */
import { isTable, methodOf } from '../../catalogue';
import type { FieldTable, OneOfField, Once } from '../../catalogue';
import { AS_IT_IS, INPUT_MODE, PARAMETER, inlineFields, readerOf } from '../../catalogue/form';
import { FieldProblem } from '../errors/errors';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { unlessGone } from '../send/send';
import { isObject } from '../values/objects';
import type { Read } from '../values/read';
import { switchValue } from '../values/values';
import { currentRecord } from './currentRecord';
import { fieldsToKeep, missingFields, secretToGive, withCurrent } from './takenFromRecord';

/** @throws Failure; FieldProblem where the record cannot supply what is missing */
export async function completedBody(
	{ resource, read }: Work,
	operation: Once,
	connection: Connection,
	request: Request,
): Promise<unknown> {
	const { body: table } = operation;
	const reader = readerOf(resource, operation);
	if (!reader || !isTable(table)) return request.body;
	const mode = read(PARAMETER.inputMode, INPUT_MODE.fields);
	if (mode === INPUT_MODE.json) return request.body;
	const replaces = methodOf(operation) === 'PUT';
	const missing = missingFields(table, request.body);
	if (replaces && !switchValue(read(PARAMETER.keepOtherValues, true), 'Keep Other Values', true)) {
		checkComplete(missing);
		return request.body;
	}
	const wanted = replaces ? fieldsToKeep(table, request.body) : missing;
	const chosen = chosenVariant(operation, mode === INPUT_MODE.item ? () => request.variant : read);
	if (Object.keys(wanted).length === 0 && !chosen) return request.body;
	const reading = currentRecord(connection, request, reader, table);
	// Some records are made by replacing what is not there yet; where that is not so, AMPECO says it once more.
	const mayBeNew = replaces && Object.keys(missing).length === 0;
	const record = mayBeNew ? await unlessGone(reading) : await reading;
	if (chosen) checkVariant(chosen, record, request.noun);
	const body = withCurrent(wanted, record, request.body);
	if (replaces) checkSecrets(table, record, body);
	return body;
}

function checkComplete(missing: FieldTable): void {
	const [field] = Object.values(missing);
	if (field) throw new FieldProblem(`${field.label} is missing. Add it, or turn Keep Other Values on.`);
}

/** A variant that was chosen where the record has one already. */
interface Chosen {
	field: OneOfField;
	variant: string;
}

/** @param read reads the variant's parameter */
function chosenVariant(operation: Once, read: Read): Chosen | undefined {
	const field = inlineFields(operation).find(({ of }) => of !== undefined);
	const variant = field && read(PARAMETER.variant);
	return field === undefined || variant === undefined || variant === AS_IT_IS
		? undefined
		: { field, variant: String(variant) };
}

/** What belongs to another variant than the record's would be lost without a word, or refused in AMPECO's. */
function checkVariant({ field: { of, label, variants }, variant }: Chosen, record: unknown, noun: string): void {
	const own = isObject(record) ? record[of!] : undefined;
	if (typeof own !== 'string' || own === variant) return;
	throw new FieldProblem(
		`${label} is ${variants[variant].label}, but the ${noun} is ${variants[own]?.label ?? own}. Choose that, or change it with Replace.`,
	);
}

function checkSecrets(table: FieldTable, record: unknown, body: unknown): void {
	const secret = secretToGive(table, record, body);
	if (!secret) return;
	throw new FieldProblem(
		`${secret.label} must be given again: AMPECO does not show it, and the update would remove it.`,
	);
}
