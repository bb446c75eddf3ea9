/** The table of docs/values.md: made of the cells, a few rows for each kind of field. */
import type { Cell } from './values.mts';

/** One row for each outcome of a kind; kinds that behave alike share their rows. */
export function tableOf(kinds: Array<{ title: string; cells: Cell[] }>): string {
	const alike = groupBy(kinds, ({ cells }) => rowsOf(cells).join('\n'));
	const rows = alike.flatMap(([, same]) => {
		const title = same.map((one) => one.title).join('; ');
		return rowsOf(same[0].cells).map((row, index) => `| ${index === 0 ? title : ''} | ${row} |`);
	});
	return ['| field | becomes | given |', '|---|---|---|', ...rows].join('\n');
}

function rowsOf(cells: Cell[]): string[] {
	return groupBy(cells, becomes).map(([what, same]) => {
		const forms = same.map(({ form, usual }) =>
			'sent' in usual && what === CHANGED ? `${form.name} → \`${shown(usual.sent)}\`` : form.name,
		);
		return `${what} | ${forms.join(', ').replaceAll('|', '\\|')}`;
	});
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
		: `${first}; with Skip Empty Filters: ${second}`;
}

function shown(value: unknown): string {
	return JSON.stringify(value) ?? 'undefined';
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): Array<[string, T[]]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups];
}
