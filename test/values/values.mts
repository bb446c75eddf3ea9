/** All kinds of fields with their cells. */
import type { Outcome, Placed, Way } from './cells.mts';
import { allFields, cellOf, kindOf, waysOf } from './cells.mts';
import type { Form } from './forms.mts';
import { forms } from './forms.mts';

export interface Cell {
	form: Form;
	usual: Outcome;
	/** Where it is required, or Skip Empty Filters is on. */
	other?: Outcome;
}

export interface Kind {
	/** Place, kind and what else decides, e.g. "filter ref integer". */
	name: string;
	fields: Placed[];
	ways: Array<{ way: Way; cells: Cell[] }>;
}

export function cellsOf(field: Placed, way: Way): Cell[] {
	return forms.map((form) => ({ form, ...cellOf(field, way, form) }));
}

/** The kinds of all fields there are, each with the cells of its first field. */
export function allKinds(): Kind[] {
	const kinds = new Map<string, Placed[]>();
	for (const field of allFields()) kinds.set(kindOf(field), [...(kinds.get(kindOf(field)) ?? []), field]);
	const order = [...kinds].sort(([one], [other]) => placeIn(one) - placeIn(other));
	return order.map(([name, fields]) => ({
		name,
		fields,
		ways: waysOf(fields[0].field).map((way) => ({ way, cells: cellsOf(fields[0], way) })),
	}));
}

/** Plain values first, and fields before filters. */
function placeIn(kind: string): number {
	const [place, sort] = kind.split(' ');
	const sorts = [
		'text',
		'choice',
		'integer',
		'number',
		'flag',
		'ref',
		'dateTime',
		'date',
		'time',
		'values',
		'choices',
		'refs',
	];
	const places = ['body', 'path', 'filter', 'query'];
	return (sorts.indexOf(sort) + 1 || sorts.length + 1) * places.length + places.indexOf(place);
}
