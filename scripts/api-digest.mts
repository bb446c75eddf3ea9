/**
 * `npm run api:digest -- FILE [NEXT_FOLDER] [OUTPUT_FOLDER]`: reads AMPECO's OpenAPI file and writes what the sandbox needs
 * of it to `sandbox/digest/`. NEXT_FOLDER holds operations.json and changes.json, for the digest of what is newer; without it
 * that one stays as it is; "-" takes its place.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { digest } from '../tools/api-digest.mts';
import { digestOfNewer } from '../tools/api-newer.mts';

const [file, next = '-', folder = resolve(import.meta.dirname, '../sandbox/digest')] = process.argv.slice(2);
if (!file) {
	console.error('Say which OpenAPI file to read: npm run api:digest -- FILE [NEXT_FOLDER]');
	process.exit(1);
}
const text = (path: string) => readFileSync(path, 'utf8');
const files = [...digest(text(file))];
if (next !== '-')
	files.push(...digestOfNewer(text(file), text(join(next, 'operations.json')), text(join(next, 'changes.json'))));
mkdirSync(folder, { recursive: true });
for (const [name, content] of files) {
	writeFileSync(join(folder, name), content);
	console.log(`${join(folder, name)}: ${Math.round(content.length / 1024)} KB`);
}
