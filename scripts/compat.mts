/**
 * `npm run test:compat`: runs the tests of nodes, trigger and credential in the engines of the n8n lines the package supports,
 * and writes docs/compatibility.md. Engines are installed into the cache folder once. `--only 2.27.3` runs one of them,
 * several of these some.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { cacheFolder, environment } from '../tools/n8n/real.mts';

const ROOT = resolve(import.meta.dirname, '..');

interface Line {
	core: string;
	n8n: string;
	/** Where expressions run. */
	engine: string;
	/** Tests that cannot pass on this line, and what that means for a person. */
	differs?: { says: string; tests: string[] };
}

/** Versions of n8n-core, oldest first; the last is the one `npm test` runs on. */
const LINES: Line[] = [
	{
		core: '1.122.48',
		n8n: '1.123',
		engine: 'in the process',
		differs: {
			says: "The credential's test tells a wrong token and an answer that is a text. By its status it tells nothing: it passes for an address that redirects, has no AMPECO API or is down; the first run of a node tells those.",
			tests: [
				'the test tells a redirect',
				'the test tells an address without the API',
				'the test tells a tenant that is down',
				'the test tells a proxy that wants a login',
				'the test tells a network that blocks the address',
				'the test tells a limit that is used up',
				'the test fails with any status but 200 and 403',
			],
		},
	},
	{
		core: '2.27.3',
		n8n: '2.27',
		engine: 'in the process',
		differs: {
			says: 'The credential\'s test fails where it should, but in n8n\'s words instead of ours, such as "Authorization failed - please check your credentials".',
			tests: [
				'the test tells a redirect',
				'the test tells an address without the API',
				'the test tells a tenant that is down',
				'the test tells a proxy that wants a login',
				'the test tells a network that blocks the address',
				'the test tells a limit that is used up',
				'the test tells a wrong token',
			],
		},
	},
	{ core: '2.41.1', n8n: '2.41', engine: 'isolated VM' },
];

interface Outcome {
	passed: number;
	/** Tests that failed as this line's engine lets them. */
	differed: number;
	/** Tests that should have passed, and differences that are none any more. */
	wrong: string[];
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const outcomes = new Map<string, Outcome>();
for (const line of LINES.filter(({ core }) => !values.only || values.only.includes(core))) {
	const folder = await installCore(line.core);
	console.log(`Running the tests on n8n-core ${line.core}.`);
	const outcome = await runTests(folder, line.differs?.tests ?? []);
	outcomes.set(line.core, outcome);
	console.log(`  ${outcome.passed} passed, ${outcome.differed} differ as known, ${outcome.wrong.length} failed`);
	for (const name of outcome.wrong) console.log(`  failed: ${name}`);
}
if (!values.only) writeFileSync(join(ROOT, 'docs/compatibility.md'), page());
if ([...outcomes.values()].some(({ passed, wrong }) => wrong.length > 0 || passed === 0)) process.exitCode = 1;

/** Gives a folder whose node_modules holds that n8n-core: the repository where it is the one developed with. */
async function installCore(version: string): Promise<string> {
	const folder = cacheFolder(`n8n-core-${version}`);
	for (const there of [ROOT, folder]) {
		const installed = join(there, 'node_modules/n8n-core/package.json');
		if (existsSync(installed) && JSON.parse(readFileSync(installed, 'utf8')).version === version) return there;
	}
	console.log(`Installing n8n-core ${version} into ${folder}. This takes about a minute, once.`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { 'n8n-core': version } }));
	const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	await promisify(execFile)('npm', args, { cwd: folder, env: environment() });
	return folder;
}

async function runTests(folder: string, differing: string[]): Promise<Outcome> {
	const report = join(cacheFolder(), 'compat.json');
	mkdirSync(cacheFolder(), { recursive: true });
	rmSync(report, { force: true });
	// Older engines leave timers behind that keep jest from ending.
	const args = ['--config', 'test/compat/jest.config.cjs', '--forceExit', '--silent', '--json', '--outputFile', report];
	const child = spawn(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
		cwd: ROOT,
		env: environment({
			N8N_CORE_FOLDER: folder,
			NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
		}),
		stdio: ['ignore', 'ignore', 'ignore'],
	});
	await once(child, 'exit');
	if (!existsSync(report)) throw new Error(`jest gave no report for the engine in ${folder}.`);

	const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: TestFile[] };
	const broken = testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
	);
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	const failures = tests.filter(({ status }) => status === 'failed');
	const failed = failures.map(({ fullName }) => fullName);
	const unexpected = failures.filter(({ fullName }) => !differing.includes(fullName));
	for (const { fullName, failureMessages = [] } of unexpected)
		console.log(`\n${fullName}\n${failureMessages.join('\n')}\n`);
	return {
		passed: tests.filter(({ status }) => status === 'passed').length,
		differed: failed.filter((name) => differing.includes(name)).length,
		wrong: [
			...broken.map(({ name }) => `${name} did not run`),
			...unexpected.map(({ fullName }) => fullName),
			...differing
				.filter((name) => !failed.includes(name))
				.map((name) => `${name}: passes now, so it is no difference any more`),
		],
	};
}

interface TestFile {
	name: string;
	status: string;
	assertionResults: Array<{ status: string; fullName: string; failureMessages?: string[] }>;
}

function page(): string {
	const rows = LINES.map(({ core, n8n, engine }) => {
		const { passed, differed, wrong } = outcomes.get(core)!;
		return `| ${n8n} | ${core} | ${engine} | ${passed} | ${differed} | ${wrong.length} |`;
	});
	const differences = LINES.flatMap(({ n8n, differs }) => (differs ? [`- n8n ${n8n}: ${differs.says}`] : []));
	return `# Versions of n8n

For whoever runs an n8n that is not the newest.

The tests that run nodes, trigger and credential in n8n's engine, on the engines of the lines the package supports.
Written by \`npm run test:compat\`.

| n8n | n8n-core | expressions run | passed | differ as below | failed |
|---|---|---|---|---|---|
${rows.join('\n')}

What differs from the newest line:

${differences.join('\n')}
`;
}
