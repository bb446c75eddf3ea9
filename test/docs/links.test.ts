/** Every link from one page of the repository to another leads to a file and a heading that are there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const pages = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).split('\n').filter(Boolean);

/** Without what stands in code, which may look like a link. */
function proseOf(page: string): string {
	return readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
}

/** The anchors GitHub gives the headings of a page. */
function anchorsOf(page: string): string[] {
	const headings = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm);
	return [...headings].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replace(/ /g, '-'),
	);
}

test.each(pages)('%s', (page) => {
	const broken: string[] = [];
	for (const [, link] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
		if (/^[a-z]+:/.test(link)) continue;
		const [file, anchor] = link.split('#');
		const target = file === '' ? page : normalize(join(dirname(page), file));
		if (!existsSync(target)) broken.push(link);
		else if (anchor && !anchorsOf(target).includes(anchor)) broken.push(link);
	}
	expect(broken).toEqual([]);
});
