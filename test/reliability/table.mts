/** The table of docs/reliability.md: made of what the cells gave. */
import type { Cell } from './cells.mts';

/** What a cell says, in the words of the table. */
function told({ sent, error }: Cell): string {
	const times = sent === 0 ? 'never arrives' : sent === 1 ? 'sent once' : `sent ${sent} times`;
	if (!error) return `${times}, succeeds`;
	const sentence = error.error.replace(/127\.0\.0\.1:\d+/, 'HOST').replace(/until \S+Z/, 'until TIME');
	return `${times}: "${sentence}"`;
}

/** One row per fault and per group of operations that it treats alike. */
export function tableOf(cells: Cell[]): string {
	const rows: string[] = [];
	for (const [fault, ofFault] of groupBy(cells, (cell) => cell.fault.name)) {
		const ofClass = groupBy(ofFault, (cell) => cell.operation).map(([operation, pair]) => {
			const once = pair.find((cell) => !cell.lasting);
			const lasting = pair.find((cell) => cell.lasting);
			return { operation, text: `${once ? told(once) : ''} | ${lasting ? told(lasting) : ''}` };
		});
		groupBy(ofClass, ({ text }) => text).forEach(([text, same], index) => {
			const operations = same.map(({ operation }) => operation).join(', ');
			rows.push(`| ${index === 0 ? fault : ''} | ${operations} | ${text} |`);
		});
	}
	return ['| what goes wrong | operation | it happens once | it lasts |', '|---|---|---|---|', ...rows].join('\n');
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): Array<[string, T[]]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups];
}
