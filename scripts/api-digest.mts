/**
 * `npm run api:digest -- FILE [OUTPUT_FOLDER]`: reads AMPECO's OpenAPI file and writes what the sandbox needs of it to
 * `sandbox/digest/`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { digest } from '../tools/api-digest.mts';

const [file, folder = resolve(import.meta.dirname, '../sandbox/digest')] = process.argv.slice(2);
if (!file) {
	console.error('Say which OpenAPI file to read: npm run api:digest -- FILE');
	process.exit(1);
}
mkdirSync(folder, { recursive: true });
for (const [name, content] of digest(readFileSync(file, 'utf8'))) {
	writeFileSync(join(folder, name), content);
	console.log(`${join(folder, name)}: ${Math.round(content.length / 1024)} KB`);
}
