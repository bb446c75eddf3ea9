/** The committed digest, and what the tool makes of AMPECO's file when the environment names one (AMPECO_OPENAPI). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../tools/api-digest.mts';

const FOLDER = 'sandbox/digest';
export const NAMES = ['operations.json', 'callbacks.json', 'schemas.json', 'lists.json'];

export const committed = (): Map<string, string> =>
	new Map(NAMES.map((name) => [name, readFileSync(join(process.cwd(), FOLDER, name), 'utf8')]));

export const openApiFile = process.env.AMPECO_OPENAPI;

export const fromOpenApi = (): Map<string, string> => digest(readFileSync(openApiFile!, 'utf8'));

export { digest };
