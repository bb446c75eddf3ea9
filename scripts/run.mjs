/**
 * Runs the tasks of package.json on any machine that has npm and Node 20 or newer: `node scripts/run.mjs TASK [arguments]`.
 *
 * Installs the dependencies when they are not those of package-lock.json, builds when a task needs `dist` and the sources
 * have changed, and runs every tool with the Node that the repository pins, because n8n's engine needs that one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const PINNED_NODE = join(MODULES, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const BUILD_STAMP = join(MODULES, '.cache/n8n-nodes-ampeco/build');
const BUILD_INPUTS = [
	'nodes',
	'credentials',
	'index.ts',
	'gulpfile.js',
	'tsconfig.json',
	'package.json',
	'package-lock.json',
];

/** Each starts an n8n of its own, which is idle half the time: so two run side by side, those of the examples one after the other. */
const END_TO_END = [
	['n8n', 'again', 'trigger', 'polling', 'bad-day', 'queue', 'engine2'],
	['examples-operations', 'examples-finance', 'examples-everyday', 'desks', 'ai', 'jobs', 'browser'],
];

/**
 * Each step is what the pinned Node is called with; a task's arguments go to its last step. Lanes are lists of steps that run side by
 * side, after the steps.
 */
const TASKS = {
	build: { build: 'always' },
	lint: {
		steps: [
			['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'lint'],
			['node_modules/eslint/bin/eslint.js', '--config', 'eslint.dev.config.mjs', '.'],
			['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--output-type', 'err-long', '.'],
			['node_modules/typescript/bin/tsc', '--project', 'tsconfig.dev.json'],
			['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
		],
	},
	test: {
		build: 'when stale',
		steps: [['node_modules/jest/bin/jest.js']],
		nodeOptions: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
	},
	demo: { build: 'when stale', steps: [['scripts/demo.mts']] },
	n8n: { build: 'when stale', steps: [['scripts/n8n.mts']] },
	// On CI a whole n8n with its browser runs into a time-out now and then; what fails there twice has failed.
	'test:e2e': {
		build: 'when stale',
		steps: [['scripts/install-n8n.mts']],
		lanes: END_TO_END.map((names) => names.map((name) => [`test/e2e/${name}.test.mts`])),
		tries: process.env.CI ? 2 : 1,
	},
	'test:compat': { build: 'when stale', steps: [['scripts/compat.mts']] },
	sandbox: { steps: [['sandbox/main.mts']] },
	'ticket-system': { steps: [['examples/ticket-system.mts']] },
	'back-office': { steps: [['examples/back-office.mts']] },
	bench: { build: 'when stale', steps: [['bench/main.mts']] },
	'docs:operations': { build: 'when stale', steps: [['scripts/operations.mts']] },
	'api:digest': { steps: [['scripts/api-digest.mts']] },
	'api:diff': { build: 'when stale', steps: [['scripts/api-diff.mts']] },
};

function say(text) {
	process.stderr.write(`${text}\n`);
}

/** Whether node_modules holds what package-lock.json lists, by npm's own record of what it installed. */
function isInstalled() {
	const record = join(MODULES, '.package-lock.json');
	if (!existsSync(record)) return false;
	const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
	const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
	return Object.entries(wanted).every(
		([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
	);
}

function npm(...args) {
	const fromNpm = process.env.npm_execpath;
	const [command, first] = fromNpm && basename(fromNpm).startsWith('npm') ? [process.execPath, [fromNpm]] : ['npm', []];
	const { status, error } = spawnSync(command, [...first, ...args, '--loglevel=error'], {
		cwd: ROOT,
		stdio: ['inherit', 2, 'inherit'],
		shell: command === 'npm' && process.platform === 'win32',
	});
	if (error) throw error;
	if (status !== 0) throw new Error(`"npm ${args.join(' ')}" ended with code ${status}; see above.`);
}

/** Whether the pinned Node runs and can load the compiled module of n8n's expression engine. */
function pinnedNodeWorks() {
	return spawnSync(PINNED_NODE, ['-e', 'require("isolated-vm")'], { cwd: ROOT }).status === 0;
}

/** No install scripts but the two that are needed: the rest only compile what nothing here uses. */
function install() {
	if (!isInstalled()) {
		say('Installing the development dependencies with "npm ci"; this takes a minute or two, once.');
		npm('ci', '--ignore-scripts', '--include=dev', '--include=optional');
	}
	if (!existsSync(PINNED_NODE)) npm('rebuild', 'node', '--ignore-scripts=false');
	if (pinnedNodeWorks()) return;
	npm('rebuild', 'isolated-vm', '--ignore-scripts=false');
	if (!pinnedNodeWorks()) throw new Error(`The pinned Node does not work here: ${PINNED_NODE}`);
}

function filesIn(path) {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesIn(join(path, name)));
}

function sourcesHash() {
	const hash = createHash('sha256');
	for (const file of BUILD_INPUTS.flatMap((name) => filesIn(join(ROOT, name)))) {
		hash.update(file).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex');
}

async function build(when) {
	const hash = sourcesHash();
	const isFresh =
		existsSync(join(ROOT, 'dist/types/nodes.json')) &&
		existsSync(BUILD_STAMP) &&
		readFileSync(BUILD_STAMP, 'utf8') === hash;
	if (when === 'when stale' && isFresh) return;
	await run(['node_modules/gulp/bin/gulp.js', 'build'], { stdout: 2 });
	mkdirSync(dirname(BUILD_STAMP), { recursive: true });
	writeFileSync(BUILD_STAMP, hash);
}

/** Runs one step; a step that fails ends this process with the same code or signal. What builds leaves stdout to the task. */
async function run(step, options) {
	const code = await codeOf(step, options);
	if (code !== 0) process.exit(code);
}

/** Runs the steps of all lanes; the lines of two are not mixed. A step that fails ends its lane, and in the end this process. */
async function runSideBySide(lanes, options) {
	const codes = await Promise.all(
		lanes.map(async (steps) => {
			for (const step of steps) {
				const code = await codeOf(step, { ...options, stdout: 'pipe' });
				if (code !== 0) return code;
			}
			return 0;
		}),
	);
	const failed = codes.find((code) => code !== 0);
	if (failed !== undefined) process.exit(failed);
}

/** What one step ends with. With `stdout: 'pipe'` its output comes when it has ended. */
async function codeOf([script, ...args], { nodeOptions = '', stdout = 'inherit', tries = 1 } = {}) {
	const child = spawn(PINNED_NODE, [join(ROOT, script), ...args], {
		cwd: ROOT,
		stdio: ['inherit', stdout, stdout === 'pipe' ? 'pipe' : 'inherit'],
		env: {
			...process.env,
			PATH: [dirname(PINNED_NODE), join(MODULES, '.bin'), process.env.PATH].join(delimiter),
			NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${nodeOptions}`.trim(),
		},
	});
	let output = '';
	for (const stream of stdout === 'pipe' ? [child.stdout, child.stderr] : []) {
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	}
	const forward = (signal) => {
		const terminalSentItToo = signal === 'SIGINT' && process.stdin.isTTY;
		if (!terminalSentItToo) child.kill(signal);
	};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const signal of signals) process.on(signal, forward);
	const [code, signal] = await new Promise((done, fail) => {
		child.on('error', fail);
		child.on('close', (...end) => done(end));
	});
	for (const name of signals) process.off(name, forward);

	if (output) process.stdout.write(`${script}\n${output}`);
	if (signal) process.kill(process.pid, signal);
	if (code === 0 || tries <= 1) return code ?? 1;
	say(`${script} failed. It is tried once more.`);
	return await codeOf([script, ...args], { nodeOptions, stdout, tries: tries - 1 });
}

async function main([name, ...args]) {
	if (!Object.hasOwn(TASKS, name ?? '')) {
		throw new Error(`Unknown task "${name ?? ''}". There are: ${Object.keys(TASKS).join(', ')}.`);
	}
	if (Number(process.versions.node.split('.')[0]) < 20) {
		throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
	}
	const task = TASKS[name];
	const steps = task.steps ?? [];
	install();
	if (task.build) await build(task.build);
	for (const [index, step] of steps.entries()) {
		await run(index === steps.length - 1 ? [...step, ...args] : step, {
			nodeOptions: task.nodeOptions,
			tries: task.tries,
		});
	}
	if (task.lanes) await runSideBySide(task.lanes, { tries: task.tries });
}

try {
	await main(process.argv.slice(2));
} catch (error) {
	say(error.message);
	process.exitCode = 1;
}
