/**
 * The values of an operation from its input item: each property goes to the field its name means (catalogue/columns.ts), in the
 * form in which n8n stores what a person fills in, so that values are converted and checked in one place, whatever their way.
 */
import type { FieldTable } from '../../catalogue';
import { columnNames } from '../../catalogue/columns';
import type { Place } from '../../catalogue/columns';
import { FieldProblem } from '../errors/errors';
import { isUnset } from '../values/unset';
import { cellsOf, keyOf, placeOf, variantOf } from './cells';
import type { Cell } from './cells';
import { addText, besideOf, chooseAt, formValue, setAt } from './formValues';

/** What an item gives for a table of fields. */
export interface Taken {
	/** By stored name, as the form would hold it. */
	values: Record<string, unknown>;
	/** Stored names of the fields for which there is a property, be it an empty one. */
	given: Set<string>;
	/** Properties that fit no field. */
	unknown: string[];
}

/**
 * @param languageOf of texts that say none, where AMPECO takes several languages
 * @param label what messages put before the labels of a row's fields: "Periods 1 > "
 * @throws FieldProblem where a name could mean several fields, two mean one, or a value has no place
 */
export function takenFrom(
	table: FieldTable,
	item: Record<string, unknown>,
	languageOf: () => string | undefined,
	label = '',
): Taken {
	const names = columnNames(table);
	const taken: Taken = { values: {}, given: new Set(), unknown: [] };
	const cells = cellsOf(names, item, taken.unknown);
	const chosen = new Map(names.choices.map((choice) => [keyOf(choice.steps), variantOf(choice, cells, label)]));
	const columns = new Map<string, Map<string, string>>();
	for (const cell of cells) {
		const place = placeOf(cell, names, chosen, label);
		if (!place) continue;
		noteColumn(columns, cell, place, label);
		taken.given.add(place.steps[0].key);
		if (isUnset(cell.value)) continue;
		if (place.field.kind === 'oneOf') {
			const variant = chosen.get(keyOf(place.steps));
			if (variant !== undefined) chooseAt(taken.values, place.steps, variant);
		} else if (cell.locale !== undefined) addText(taken.values, place.steps, cell.locale, cell.value);
		else {
			const value = formValue(place, cell, label, languageOf, (rows, row, before) => {
				const inner = takenFrom(rows, row, languageOf, before);
				for (const column of inner.unknown) taken.unknown.push(`${cell.column} > ${column}`);
				return inner.values;
			});
			setAt(taken.values, place.steps, value);
			for (const beside of besideOf(place, value, label)) {
				noteColumn(columns, { ...cell, column: `${cell.column} > ${beside.label}` }, beside, label);
				setAt(taken.values, beside.steps, beside.given);
			}
		}
	}
	return taken;
}

/** @throws FieldProblem where another column means the same field */
function noteColumn(
	columns: Map<string, Map<string, string>>,
	cell: Cell,
	{ steps, label }: Place,
	before: string,
): void {
	const key = keyOf(steps);
	const own = columns.get(key) ?? new Map<string, string>();
	columns.set(key, own);
	const other = cell.locale === undefined ? own.values().next().value : (own.get(cell.locale) ?? own.get(''));
	if (other !== undefined) throw twoColumns(other, cell.column, before + label);
	own.set(cell.locale ?? '', cell.column);
}

export function twoColumns(one: string, other: string, label: string): FieldProblem {
	const both = [one, other].map((column) => JSON.stringify(column)).join(' and ');
	return new FieldProblem(`The columns ${both} both mean ${label}. Remove one of the two.`);
}
