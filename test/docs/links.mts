/** The pages of the repository, their texts and the links between them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export function pages(): string[] {
	return execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

export function textOf(page: string): string {
	return readFileSync(page, 'utf8');
}

/** The links of a page to other places of the repository that lead nowhere. */
export function brokenLinks(page: string): string[] {
	const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	return links.filter((link) => {
		if (/^[a-z]+:/.test(link)) return false;
		const [file, anchor] = link.split('#');
		const target = file === '' ? page : normalize(join(dirname(page), file));
		return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
	});
}

/** Without what stands in code, which may look like a link. */
function proseOf(page: string): string {
	return textOf(page)
		.replace(/```[\s\S]*?```/g, '')
		.replace(/`[^`\n]*`/g, '');
}

/** The anchors GitHub gives the headings of a page. */
function anchorsOf(page: string): string[] {
	const headings = textOf(page)
		.replace(/```[\s\S]*?```/g, '')
		.matchAll(/^#+ (.+)$/gm);
	return [...headings].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replace(/ /g, '-'),
	);
}
