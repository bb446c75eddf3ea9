/** `npm run docs:operations`: writes docs/operations.md. A test fails when the file is stale. */
import { writeFileSync } from 'node:fs';
import { operationsPage } from '../tools/operations-page.mts';

const FILE = 'docs/operations.md';

writeFileSync(FILE, operationsPage());
console.log(`Wrote ${FILE}.`);
