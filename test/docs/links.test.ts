/** Every link from one page of the repository to another place in it leads to a file and a heading that are there. */
import { brokenLinks, pages } from './links.cts';

test.each(pages())('%s', (page) => {
	expect(brokenLinks(page)).toEqual([]);
});
