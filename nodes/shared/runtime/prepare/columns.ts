/** What the properties of an input item, its columns, come to for an operation: values of the body, IDs of the path, or nothing. */
import type { IDataObject } from 'n8n-workflow';
import { pathFields } from '../../catalogue';
import type { FieldTable, Operation, Resource } from '../../catalogue';
import { pathColumns, plainName } from '../../catalogue/columns';
import { PARAMETER, UNKNOWN_COLUMNS } from '../../catalogue/form';
import { FieldProblem, named } from '../errors/errors';
import type { Settings } from '../kinds/kind';
import { optionText } from '../values/read';
import type { Read } from '../values/read';
import { shown } from '../values/refuse';
import { isUnset, unwrapLocator, withoutWords } from '../values/unset';
import type { Filled } from './filled';
import { takenFrom, twoColumns } from './inputItem';
import type { Taken } from './inputItem';

/** The properties of an input item, by what they mean. */
export interface Columns {
	table: FieldTable;
	body: Taken;
	/** By segment, the IDs of the path. */
	path: Map<string, { column: string; value: unknown }>;
}

/**
 * What an item gives for an operation.
 *
 * @param table the fields of the body
 * @param settings what stands in the form beside the fields, by label
 * @throws FieldProblem where a property fits several fields, or none and that is to be refused
 */
export function columnsFor(
	{ resource, operation, read, source = { json: {} } }: Filled,
	table: FieldTable,
	settings: Settings = new Map(),
): Columns {
	const body = takenFrom(table, source.json, () => optionText(read, PARAMETER.language));
	const path = pathColumnsIn(resource, operation, table, body.unknown);
	const used = new Set([...path.values()]);
	const unknown = body.unknown.filter((column) => !used.has(column) && !isSetting(column, source.json, settings));
	if (unknown.length > 0) {
		if (refusesUnknown(read)) throw unknownColumns(unknown);
		source.leftOut?.(unknown);
	}
	const valuesOfPath = [...path].map(([segment, column]) => [segment, { column, value: source.json[column] }] as const);
	return { table, body, path: new Map(valuesOfPath) };
}

/**
 * Whether a column is what stands in the form already, by its name or as the key that an expression takes from it.
 *
 * @throws FieldProblem where it is called like that and holds something else
 */
function isSetting(column: string, json: IDataObject, settings: Settings): boolean {
	const text = (value: unknown) => String(value).trim().normalize('NFC');
	const value = json[column];
	for (const [label, { value: own, isKey }] of settings) {
		const isSame = isUnset(value) || text(value) === text(own);
		if (isKey && isSame && !isUnset(value)) return true;
		if (plainName(column) !== plainName(label)) continue;
		if (isSame) return true;
		throw new FieldProblem(
			`${label} is taken from the form, where it is not ${shown(value)} as in the column ${JSON.stringify(column)}. Make the two the same, or rename the column.`,
		);
	}
	return false;
}

/** The columns that give the IDs of the path, among those that fit no field of the body. */
function pathColumnsIn(
	resource: Resource,
	operation: Operation,
	table: FieldTable,
	columns: string[],
): Map<string, string> {
	const found = new Map<string, string>();
	for (const [segment, field] of Object.entries(pathFields(resource, operation))) {
		const names = new Set(pathColumns(segment, field, table).map(plainName));
		const [column, other] = columns.filter((one) => names.has(plainName(one)));
		if (other !== undefined) throw twoColumns(column, other, field.label);
		if (column !== undefined) found.set(segment, column);
	}
	return found;
}

function refusesUnknown(read: Read): boolean {
	const given = read(`${PARAMETER.options}.${PARAMETER.unknownColumns}`, UNKNOWN_COLUMNS.ignore);
	const word = typeof given === 'string' ? given.trim().toLowerCase() : given;
	if (word === UNKNOWN_COLUMNS.ignore || word === UNKNOWN_COLUMNS.refuse) return word === UNKNOWN_COLUMNS.refuse;
	throw new FieldProblem(`Unknown Columns must be ignore or refuse, but it is ${shown(given)}.`);
}

function unknownColumns(columns: string[]): FieldProblem {
	const names = named(
		columns.map((column) => JSON.stringify(column)),
		', ',
	);
	return new FieldProblem(
		`The item has ${columns.length === 1 ? 'a column' : 'columns'} that no field is called by: ${names}. Rename or remove, or set Unknown Columns to Ignore.`,
	);
}

/** An ID of the path: what stands in the form, else what the item gives. */
export function fromFormOrItem(
	inForm: unknown,
	inItem: { column: string; value: unknown } | undefined,
	label: string,
): unknown {
	const own = unwrapLocator(inForm);
	if (!inItem || isUnset(inItem.value)) return inForm;
	if (isUnset(own)) return withoutWords(inItem.value);
	if (String(own).trim() === String(inItem.value).trim()) return inForm;
	throw new FieldProblem(
		`${label} is ${shown(own)} in the form and ${shown(inItem.value)} in the column ${JSON.stringify(inItem.column)}. Empty one of the two.`,
	);
}
