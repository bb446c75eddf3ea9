/** The generated page of operations is the one the package of today gives. */
import { operationsPage } from '../../tools/operations-page.mts';

const { readFileSync } = jest.requireActual<{ readFileSync: (file: string, encoding: string) => string }>('node:fs');

test('docs/operations.md is up to date; `npm run docs:operations` makes it', () => {
	expect(readFileSync('docs/operations.md', 'utf8')).toBe(operationsPage());
});
