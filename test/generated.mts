/** Parts of pages that a test makes: compared with what the page has, or with UPDATE_DOCS set written into it. */
import { readFileSync, writeFileSync } from 'node:fs';

const END = '<!-- End of what is made -->';

/**
 * What stands on a page between the mark of its test and the end.
 *
 * @param test the file that makes it, which the mark names
 */
export function madePart(page: string, test: string, made: string): string {
	const begin = `<!-- Made by ${test} -->`;
	const [before, rest] = readFileSync(page, 'utf8').split(begin);
	const [old, after] = rest.split(END);
	if (!process.env.UPDATE_DOCS) return old.trim();
	writeFileSync(page, `${before}${begin}\n\n${made}\n\n${END}${after}`);
	return made;
}
