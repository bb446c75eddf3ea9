/**
 * Every link from one page of the repository to another place in it leads to a file and a heading that are there, and every
 * command runs on any Node from 20 on: by a task of npm, or by npx, which takes the Node that the repository pins.
 */
import { brokenLinks, pages, textOf } from './links.mts';

test.each(pages())('%s', (page) => {
	expect(brokenLinks(page)).toEqual([]);
	expect(textOf(page).match(/^.*(?<!npx )\bnode [\w./-]+\.[cm]?ts.*$/gm)).toBeNull();
	expect(textOf(page)).not.toContain('node_modules/.bin');
});
