/** What stands in the form for the fields of a layout, and for what is added beside them by name. */
import type { IDataObject } from 'n8n-workflow';
import type { FieldTable, ListField } from '../../catalogue';
import { OPTIONAL, columnsIn, jsonName, takesJson } from '../../catalogue/form';
import type { Layout } from '../../catalogue/form';
import { lowerCase } from '../../catalogue/words';
import { FieldProblem } from '../errors/errors';
import { looseValue } from '../values/json';
import { define } from '../values/objects';
import type { Read } from '../values/read';
import { isUnset } from '../values/unset';

/** Each collection is read once, and a field's own parameter when asked for. */
export class Given {
	private readonly collections: IDataObject[];

	private readonly all: FieldTable;

	constructor(
		private readonly layout: Layout,
		private readonly read: Read,
	) {
		this.collections = layout.collections.map(({ name }) => (read(name, {}) ?? {}) as IDataObject);
		const tables = [layout.own, ...layout.collections.map(({ fields }) => fields)];
		this.all = Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
	}

	/** @throws FieldProblem where it is given twice, or for some rows of a list only */
	of(key: string): unknown {
		const list = columnsIn(this.all)[key];
		if (list !== undefined) return this.column(list, key);
		// A hidden one is not there.
		if (key in this.layout.own) return this.read(key, null);
		const value = this.beside(key) ?? undefined;
		const json = this.beside(jsonName(key));
		if (isUnset(json) || !this.isNested(key)) return value;
		if (value === undefined) return { json: [{ json }] };
		throw new FieldProblem(`${this.all[key].label} is given twice, by fields and as JSON. Remove one of them.`);
	}

	/** Whether a person added the field, whatever its value. */
	has(key: string): boolean {
		return this.collections.some((values) => key in values || (this.isNested(key) && jsonName(key) in values));
	}

	/** What stands in a collection beside its fields. */
	beside(name: string): unknown {
		return this.collections.map((values) => values[name]).find((value) => value !== undefined && value !== null);
	}

	/** The rows of Other Fields or Other Filters: keys this package does not know, as a person named them. */
	others(name: string): OtherField[] {
		return ((this.beside(name) as { items?: unknown } | undefined)?.items ?? []) as OtherField[];
	}

	private isNested(key: string): boolean {
		return key in this.all && takesJson(this.all[key]);
	}

	/** The values that the rows of a list have for a field beside it: one in each, or none at all. */
	private column(list: string, key: string): unknown[] | undefined {
		const { items } = (this.of(list) ?? {}) as { items?: IDataObject | IDataObject[] };
		const rows = items === undefined ? [] : [items].flat();
		const values = rows.map((row) => row[key] ?? (row[OPTIONAL] as IDataObject | undefined)?.[key]);
		const lacking = values.findIndex(isUnset);
		if (lacking < 0 || values.every(isUnset)) return lacking < 0 ? values : undefined;
		const { label, row, columns = {} } = this.all[list] as ListField;
		throw new FieldProblem(
			`${label} ${lacking + 1} > ${columns[key]} is missing. Give it in each ${lowerCase(row)}, or in none.`,
		);
	}
}

export interface OtherField {
	name?: unknown;
	value?: unknown;
}

/**
 * Adds other fields or filters to those that have a parameter.
 *
 * @throws FieldProblem where one has no name, is there already, or has a value that cannot be sent
 */
export function addOthers(
	target: Record<string, unknown>,
	others: OtherField[],
	label: string,
	wire: (value: unknown, label: string) => unknown = looseValue,
): void {
	for (const { name, value } of others) {
		if (isUnset(name)) throw new FieldProblem(`${label} has an entry without a name. Fill in the name, or remove it.`);
		const key = String(name).trim();
		if (Object.prototype.hasOwnProperty.call(target, key)) {
			throw new FieldProblem(`${label} > ${key} is given twice. Remove one of the two.`);
		}
		define(target, key, wire(value, `${label} > ${key}`));
	}
}
