/**
 * Tells what a newer description of AMPECO's API has that the catalogue has not, in Markdown on standard output:
 *
 *   npm run --silent api:diff -- FILE_OR_ADDRESS
 *
 * Ends with 0 when there is no difference, 1 when there are some, 2 when the description cannot be read.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiVersion, callbacks, operations } from '../sandbox/digest.mts';
import { readCatalogue } from '../tools/api-diff/catalogue.mts';
import { pageOf } from '../tools/api-diff/page.mts';
import { hasDifferences, reportOf } from '../tools/api-diff/report.mts';
import type { Api } from '../tools/api-diff/source.mts';
import { apiOf, textOf } from '../tools/api-diff/source.mts';

async function read(source: string | undefined): Promise<Api> {
	if (!source) throw new Error('Say what to read: npm run api:diff -- FILE_OR_ADDRESS');
	try {
		return apiOf(await textOf(source), source);
	} catch (error) {
		const name = source.replace(/\/\/[^/]*@/, '//').replace(/\?.*/, '');
		throw new Error(`${name} cannot be read. ${(error as Error).message}`, { cause: error });
	}
}

let api: Api | undefined;
try {
	api = await read(process.argv[2]);
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 2;
}
if (api) {
	const catalogue = await readCatalogue(resolve(fileURLToPath(import.meta.url), '../../dist'));
	const report = reportOf(api, catalogue, { operations, callbacks });
	process.stdout.write(pageOf(report, catalogue, apiVersion));
	process.exitCode = hasDifferences(report) ? 1 : 0;
}
