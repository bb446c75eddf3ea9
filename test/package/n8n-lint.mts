/**
 * Lints with n8n's own verification scanner and prints what it finds; prints nothing when all is well.
 *
 *   node test/package/n8n-lint.mts source DIRECTORY     the sources, as the scanner reads them from the repository
 *   node test/package/n8n-lint.mts dist DIRECTORY       the unpacked package
 *   node test/package/n8n-lint.mts surface DIRECTORY    what the built nodes show, written into DIRECTORY as plain literals,
 *                                                       because n8n's rules see no property that a function returns
 */
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { ESLint } from 'eslint';
import type { INodeType } from 'n8n-workflow';

const require = createRequire(import.meta.url);
const scannerPath = join(dirname(require.resolve('@n8n/scan-community-package/package.json')), 'scanner/scanner.mjs');
const { analyzePackage, buildScanConfig, SOURCE_FILE_PATTERNS } = (await import(scannerPath)) as {
	analyzePackage(
		directory: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
	buildScanConfig(): Promise<ESLint.Options['overrideConfig'] & object[]>;
	SOURCE_FILE_PATTERNS: string[];
};

/** Off for the surface: our order is by use, not by alphabet, and the last three can only be judged in the sources. */
const OFF = [
	'n8n-nodes-base/node-param-collection-type-unsorted-items',
	'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items',
	'n8n-nodes-base/node-param-multi-options-type-unsorted-items',
	'n8n-nodes-base/node-param-options-type-unsorted-items',
	'@n8n/community-nodes/node-connection-type-literal',
	'@n8n/community-nodes/no-credential-reuse',
	'@n8n/community-nodes/webhook-lifecycle-complete',
];

async function scan(directory: string, patterns: string[]) {
	const { passed, message = '', details = '' } = await analyzePackage(directory, patterns);
	return passed ? message : `${message}\n${details}`;
}

function writeSurface(target: string) {
	const root = resolve(import.meta.dirname, '../..');
	const { n8n } = require(join(root, 'package.json')) as { n8n: { nodes: string[] } };
	copyFileSync(join(root, 'package.json'), join(target, 'package.json'));
	for (const file of n8n.nodes) {
		const [[name, Node]] = Object.entries(require(join(root, file)) as Record<string, new () => INodeType>);
		const source = join(target, file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		mkdirSync(dirname(source), { recursive: true });
		cpSync(join(root, dirname(file)), dirname(source), {
			recursive: true,
			filter: (path) => !/\.js(on)?$/.test(path),
		});
		// A text of several lines would be printed as a sum, which the lint takes for no text at all.
		const description = JSON.parse(JSON.stringify(new Node().description).replaceAll('\\n', ' ')) as object;
		const everything = {
			depth: Infinity,
			maxArrayLength: Infinity,
			maxStringLength: Infinity,
			breakLength: 110,
		};
		writeFileSync(
			source,
			[
				"import type { INodeType, INodeTypeDescription } from 'n8n-workflow';",
				'',
				`export class ${name} implements INodeType {`,
				`	description: INodeTypeDescription = ${inspect(description, everything)};`,
				'}',
				'',
			].join('\n'),
		);
	}
}

async function lintSurface(directory: string) {
	writeSurface(directory);
	const eslint = new ESLint({
		cwd: directory,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			...(await buildScanConfig()),
			{ files: ['**/*.ts'], rules: Object.fromEntries(OFF.map((rule) => [rule, 'off'])) },
		],
	});
	const results = await eslint.lintFiles(['nodes/**/*.ts']);
	return results
		.flatMap(({ filePath, messages, source = '' }) =>
			messages.map(
				({ line, ruleId, message }) =>
					`${basename(filePath)} ${ruleId}: ${message}\n\t${source.split('\n')[line - 1].trim()}`,
			),
		)
		.join('\n');
}

const [leg, directory] = process.argv.slice(2);
if (leg === 'source') process.stdout.write(await scan(directory, SOURCE_FILE_PATTERNS));
else if (leg === 'dist') process.stdout.write(await scan(directory, ['**/*.js', 'package.json']));
else if (leg === 'surface') process.stdout.write(await lintSurface(directory));
else throw new Error(`There is no leg "${leg}": say source, dist or surface.`);
