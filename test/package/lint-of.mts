/** The development lint on a file that is only thought of. */
import { spawnSync } from 'node:child_process';

/** What lint says of a file with one import. */
export function lintOf(file: string, imported: string): string {
	const { stdout } = spawnSync(
		process.execPath,
		['node_modules/eslint/bin/eslint.js', '--config', 'eslint.dev.config.mjs', '--stdin', '--stdin-filename', file],
		{ input: `import * as planted from '${imported}';\nexport { planted };\n`, encoding: 'utf8' },
	);
	return stdout;
}
