/** The committed digest, and what the tool makes of AMPECO's file, and of what is newer, when the environment names them (AMPECO_OPENAPI, AMPECO_NEXT). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../tools/api-digest.mts';
import { digestOfNewer } from '../../tools/api-newer.mts';

const FOLDER = 'sandbox/digest';
export const NAMES = [
	'operations.json',
	'callbacks.json',
	'schemas.json',
	'lists.json',
	'newer.json',
	'newer-schemas.json',
];

export const committed = (): Map<string, string> =>
	new Map(NAMES.map((name) => [name, readFileSync(join(process.cwd(), FOLDER, name), 'utf8')]));

export const openApiFile = process.env.AMPECO_OPENAPI;
/** The folder with what is newer than the file: operations.json and changes.json. */
export const nextFolder = process.env.AMPECO_NEXT;

const text = (path: string) => readFileSync(path, 'utf8');

export const fromOpenApi = (): Map<string, string> => digest(text(openApiFile!));

export const fromNext = (): Map<string, string> =>
	digestOfNewer(
		text(openApiFile!),
		text(join(nextFolder!, 'operations.json')),
		text(join(nextFolder!, 'changes.json')),
	);

export { digest, digestOfNewer };
