/** Tables in the documents that a test makes: compared with the page, or written into it. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Where a page has the table of a test. */
export interface Place {
	page: string;
	/** The test, as its mark in the page names it. */
	madeBy: string;
}

/** The table as the page has it. With UPDATE_DOCS set, the page gets the given one first. */
export function tableOnPage(table: string, { page, madeBy }: Place): string {
	const begin = `<!-- Made by ${madeBy} -->`;
	const end = '<!-- End of what is made -->';
	const [before, rest] = readFileSync(page, 'utf8').split(begin);
	const [old, after] = rest.split(end);
	if (!process.env.UPDATE_DOCS) return old.trim();
	writeFileSync(page, `${before}${begin}\n\n${table}\n\n${end}${after}`);
	return table;
}
