/** The rules on imports, asked of a copy of the sources in which files are planted. */
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copySources } from './package.mts';

const tool = resolve(import.meta.dirname, '../../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/**
 * What is refused, each as one line: rule, file, what it imports, and what to do.
 *
 * @param planted lines by file; a file that is there gets them at its end
 */
export function refusals(planted: Record<string, string[]>): string[] {
	const directory = copySources();
	for (const [file, lines] of Object.entries(planted)) appendFileSync(join(directory, file), `${lines.join('\n')}\n`);
	const { stdout } = spawnSync(process.execPath, [tool, '--output-type', 'err-long', '.'], {
		cwd: directory,
		encoding: 'utf8',
		maxBuffer: Infinity,
	});
	return stdout
		.split(/^ *error /m)
		.slice(1)
		.map((one) => one.replace(/\s+/g, ' '));
}
