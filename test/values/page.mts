/** The tables of docs/values.md: made of the cells. */
import type { Field } from '../../nodes/shared/catalogue/index.ts';
import { isNothing } from './meaning.mts';
import type { Cell } from './values.mts';

export interface Row {
	title: string;
	cells: Cell[];
}

/** Two tables: what becomes of nothing, and for each kind of field what becomes of all else. */
export function tablesOf(kinds: Row[]): string {
	const parts = kinds.map(({ title, cells }) => {
		const ofNothing = becomes(cells.find(({ form }) => form.value === undefined)!);
		const isAsNothing = (cell: Cell) => isNothing(cell.form.value) && becomes(cell) === ofNothing;
		const [nothing, values] = [true, false].map((is) => cells.filter((cell) => isAsNothing(cell) === is));
		return { nothing: { title, cells: nothing }, values: { title, cells: values } };
	});
	const nothing = parts.map((part) => part.nothing);
	const values = parts.map((part) => part.values);
	const ofNothing = groupBy(nothing, ({ cells }) => rowsOf(cells).join('\n')).flatMap(([, same]) =>
		rowsOf(same[0].cells).map((row) => `| ${row} | ${titlesOf(same)} |`),
	);
	const ofValues = groupBy(values, ({ cells }) => rowsOf(cells).join('\n')).flatMap(([, same]) =>
		rowsOf(same[0].cells).map((row, index) => `| ${index === 0 ? titlesOf(same) : ''} | ${row} |`),
	);
	return [
		'| nothing becomes | as | in |',
		'|---|---|---|',
		...ofNothing,
		'',
		'| field | what is given becomes | if it is |',
		'|---|---|---|',
		...ofValues,
	].join('\n');
}

function titlesOf(same: Row[]): string {
	return same.map(({ title }) => title).join('; ');
}

/** Forms that mostly go together. */
const TOGETHER: Array<[name: string, forms: string[]]> = [
	[
		'nothing, `null`, `NaN`, an empty or blank text, an empty list',
		['nothing', '`null`', '`NaN`', '`""`', '`" "`', '`[]`'],
	],
	['a number beyond 15 digits', ['`36028797018963970`', '`1e21`', '`Infinity`']],
	['a date of JavaScript or Luxon', ['JavaScript date at 18:30 UTC', 'Luxon date-time at 08:30']],
	['the words null and undefined', ['`"null"`', '`"undefined"`']],
	['a time as spreadsheets write it', ['`"1/31/2026"`', '`"8:30:15"`', '`"8:30:00 PM"`']],
];

/** One row for each outcome. What is refused most is all else. */
function rowsOf(cells: Cell[]): string[] {
	const groups = groupBy(cells, becomes);
	const refusals = groups.filter(([, [{ usual }]]) => 'said' in usual && groups.length > 1);
	const [most] = refusals.sort(([, one], [, other]) => other.length - one.length);
	const rest = groups.filter((group) => group !== most || group[1].length < 8);
	const rows = rest.map(([what, same]) => `${what} | ${listOf(what, same)}`);
	return rest.length < groups.length ? [...rows, `${most[0]} | all else`] : rows;
}

function listOf(what: string, cells: Cell[]): string {
	const names = cells.map(({ form, usual }) =>
		'sent' in usual && what === CHANGED ? `${form.name} → \`${shown(usual.sent)}\`` : form.name,
	);
	const texts = cells.filter(({ form }) => typeof form.value === 'string').length;
	if (what === AS_GIVEN && texts > 25) {
		const others = cells.filter(({ form }) => typeof form.value !== 'string').map(({ form }) => form.name);
		return ['any other text, to the letter', ...others].join(', ');
	}
	return TOGETHER.reduce<string[]>(
		(left, [name, forms]) =>
			forms.every((form) => left.includes(form)) ? [...left.filter((one) => !forms.includes(one)), name] : left,
		names,
	)
		.join(', ')
		.replaceAll('|', '\\|');
}

const AS_GIVEN = 'sent as it is';
const CHANGED = 'sent as';

function becomes({ form, usual, other }: Cell): string {
	if ('sent' in usual) return shown(usual.sent) === shown(form.value) ? AS_GIVEN : CHANGED;
	const first = 'leftOut' in usual ? 'left out' : `"${usual.said}"`;
	if (!other) return first;
	const second =
		'leftOut' in other ? 'left out' : 'said' in other ? `"${other.said}"` : `sent as \`${shown(other.sent)}\``;
	return 'leftOut' in usual
		? `${first}; where it is required: ${second}`
		: `${first} With Skip Empty Filters: ${second}`;
}

function shown(value: unknown): string {
	return JSON.stringify(value) ?? 'undefined';
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): Array<[string, T[]]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups];
}

/** Words for what makes a kind. */
const WORDS: Record<Field['kind'], string> = {
	text: 'text',
	integer: 'whole number',
	number: 'number',
	flag: 'switch',
	dateTime: 'date and time',
	date: 'date',
	time: 'time of day',
	choice: 'choice',
	choices: 'several choices',
	values: 'list of values',
	ref: 'ID',
	refs: 'several IDs',
	group: 'group of fields',
	list: 'list of rows',
	oneOf: 'choice of shapes',
	map: 'map',
	translations: 'translations',
	json: 'JSON',
	any: 'free value',
};

/** "ID (integer) in a filter, ...". */
export function titleOf(kind: string, way: string): string {
	const [place, name, ...more] = kind.split(' ');
	const where = { body: '', filter: ' in a filter', query: ' in an option', path: ' in the address' }[place] ?? '';
	const details = more.map((one) => (one === 'null' ? 'that knows null' : one));
	return `${WORDS[name as Field['kind']]}${details.length > 0 ? ` (${details.join(', ')})` : ''}${where}${way ? `, ${way}` : ''}`;
}
