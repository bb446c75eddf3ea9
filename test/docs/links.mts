/** The pages of the repository, their texts and the links between them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

export function pages(): string[] {
	return execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

export function textOf(page: string): string {
	return readFileSync(page, 'utf8');
}

/** Where a page leads to in the repository: a file, with a heading's anchor or without, and the link as it is written. */
export interface Place {
	link: string;
	file: string;
	anchor?: string;
}

/** The links of a page to places of the repository. */
export function placesOn(page: string): Place[] {
	const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	return links
		.filter((link) => !/^[a-z]+:/.test(link))
		.map((link) => {
			const [file, anchor] = link.split('#');
			return { link, file: file === '' ? page : normalize(join(dirname(page), file)), anchor };
		});
}

/** The links of a page to other places of the repository that lead nowhere. */
export function brokenLinks(page: string): string[] {
	return placesOn(page)
		.filter(({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor)))
		.map(({ link }) => link);
}

/** Without what stands in code, which may look like a link. */
function proseOf(page: string): string {
	return textOf(page)
		.replace(/```[\s\S]*?```/g, '')
		.replace(/`[^`\n]*`/g, '');
}

/** The anchors GitHub gives the headings of a page. */
export function anchorsOf(page: string): string[] {
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

/** The rooms of the runtime. */
export function roomsOfRuntime(): string[] {
	const entries = readdirSync('nodes/shared/runtime', { withFileTypes: true });
	return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
}

/** The tools that tests, scripts and benches share, a folder with a page of its own as one. */
export function tools(): string[] {
	const files = readdirSync('tools', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.mts'));
	return [...new Set(files.map((file) => (file.startsWith('api-diff/') ? 'api-diff/' : basename(file))))];
}
