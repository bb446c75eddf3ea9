/** The direction of imports: a wrong one is refused by lint, whichever room it is in. */
import { lintOf } from './lint-of.mts';

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
