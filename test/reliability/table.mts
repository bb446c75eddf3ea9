/** The table of docs/reliability.md: made of what the cells gave, compared with the page, or written into it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Cell } from './cells.mts';

const PAGE = 'docs/reliability.md';
const BEGIN = '<!-- Made by test/reliability/faults.test.ts -->';
const END = '<!-- End of what is made -->';

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

/** The table as the page has it. With UPDATE_DOCS set, the page gets the given one first. */
export function tableOnPage(table: string): string {
	const page = readFileSync(PAGE, 'utf8');
	const [before, rest] = page.split(BEGIN);
	const [old, after] = rest.split(END);
	if (!process.env.UPDATE_DOCS) return old.trim();
	writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
	return table;
}

function groupBy<T>(all: T[], keyOf: (one: T) => string): Array<[string, T[]]> {
	const groups = new Map<string, T[]>();
	for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return [...groups];
}
