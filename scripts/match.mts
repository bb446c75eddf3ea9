/**
 * Prints each difference between what the nodes offer and the digest of AMPECO's OpenAPI file, for work on a few nodes;
 * `npm test` asks for all.
 *
 *   npx node scripts/match.mts [BUILD_FOLDER] [NODE_FOLDER ...]
 *
 * BUILD_FOLDER holds compiled JavaScript (`nodes/<Node>/Ampeco<Node>.node.js`), `dist` by default. Without node folders
 * all that are there are compared.
 */
import { resolve } from 'node:path';
import { foldersIn } from '../tools/catalogue/built.mts';
import { lineOf, match } from '../tools/catalogue/match.mts';

const [build = 'dist', ...folders] = process.argv.slice(2);
const directory = resolve(import.meta.dirname, '..', build);
const { differences, excused, covered, total } = await match(
	directory,
	folders.length > 0 ? folders : foldersIn(directory),
);
for (const difference of differences) console.log(lineOf(difference));
console.log(
	`${differences.length} differences, ${excused} excused; ${covered} of ${total} operations of the digest are here`,
);
process.exitCode = differences.length > 0 ? 1 : 0;
