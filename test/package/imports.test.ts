/** The direction of imports: a wrong one is refused by lint, whichever room it is in. */
import { spawnSync } from 'node:child_process';

/** What lint says of a file with one import. */
function lintOf(file: string, imported: string): string {
	const { stdout } = spawnSync(
		process.execPath,
		['node_modules/eslint/bin/eslint.js', '--config', 'eslint.dev.config.mjs', '--stdin', '--stdin-filename', file],
		{ input: `import * as planted from '${imported}';\nexport { planted };\n`, encoding: 'utf8' },
	);
	return stdout;
}

test.each([
	['nodes/shared/catalogue/planted.ts', '../entities'],
	['nodes/shared/catalogue/planted.ts', '../compile/field'],
	['nodes/shared/catalogue/planted.ts', '../runtime/send'],
	['nodes/shared/compile/planted.ts', '../runtime/send'],
	['nodes/shared/compile/kinds/planted.ts', '../../node'],
	['nodes/shared/runtime/planted.ts', '../compile/field'],
	['nodes/shared/runtime/kinds/planted.ts', '../../node'],
	['tools/planted.mts', '../scripts/demo.mts'],
])('%s may not import %s', (file, imported) => {
	expect(lintOf(file, imported)).toContain('import-x/no-restricted-paths');
});

test.each([
	['nodes/shared/compile/planted.ts', '../catalogue/form'],
	['nodes/shared/runtime/planted.ts', '../entities'],
])('%s may import %s', (file, imported) => {
	expect(lintOf(file, imported)).toBe('');
});
