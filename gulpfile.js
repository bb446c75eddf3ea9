/**
 * Builds `dist`: compiled nodes and credentials, icons, codex files, output schemas, and the metadata that lets n8n load the
 * package lazily.
 */
const { execFile } = require('node:child_process');
const { existsSync } = require('node:fs');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);
const { n8n } = require('./package.json');

const OUTPUT_SCHEMAS = './dist/nodes/shared/compile/outputSchema.js';

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function node(...args) {
	try {
		await run(process.execPath, args);
	} catch (error) {
		throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message, { cause: error });
	}
}

/** tsc also copies the codex files (`*.node.json`). */
async function compile() {
	await node(require.resolve('typescript/bin/tsc'));
}

function icons() {
	return src('{nodes,credentials}/**/*.{svg,png}', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** Writes what n8n shows of an operation's output before it ran: `<node>/__schema__/v1.0.0/<resource>/<operation>.json`. */
async function schemas() {
	if (!existsSync(OUTPUT_SCHEMAS)) return;
	const { outputSchemasOf } = require(OUTPUT_SCHEMAS);
	for (const file of n8n.nodes) {
		const [Node] = Object.values(require(`./${file}`));
		for (const { path, schema } of outputSchemasOf(new Node())) {
			const target = join(dirname(file), '__schema__/v1.0.0', path);
			await mkdir(dirname(target), { recursive: true });
			await writeFile(target, JSON.stringify(schema));
		}
	}
}

/** Writes `dist/known` and `dist/types`, stamped with this package's version. */
async function metadata() {
	await node(join(dirname(require.resolve('n8n-core/package.json')), 'bin/generate-metadata'));
}

exports.build = series(clean, parallel(compile, icons), schemas, metadata);
