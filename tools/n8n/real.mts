/**
 * A real n8n to try the package in: installed into a cache folder outside the repository, with the packed package where n8n
 * keeps community packages, started and stopped as a process of its own. Used by `npm run n8n` and the end-to-end tests.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import axios from 'axios';

export const N8N_VERSION = '2.41.1';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 20_000;

const run = promisify(execFile);

export interface RunningN8n {
	/** Address of the editor, or of what a webhook process or a worker serves; without a slash at its end. */
	url: string;
	/** The process, as the system knows it. */
	pid: number;
	/** Where this n8n keeps its database, keys and packages. */
	home: string;
	/** Where n8n writes what it would write to a terminal. */
	logFile: string;
	/** Runs n8n's command line on the same database, for example `cli('execute', '--id=1')`. Gives what it printed. */
	cli(...args: string[]): Promise<string>;
	/** Resolves when n8n ended by itself. */
	ended: Promise<void>;
	stop(): Promise<void>;
	/** Ends n8n at once, as a crash does. */
	kill(): Promise<void>;
}

/** A folder of the cache; `XDG_CACHE_HOME` moves it. */
export function cacheFolder(...parts: string[]): string {
	return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'n8n-nodes-ampeco', ...parts);
}

/** The environment of every tool here: the Node that runs this comes first, and no n8n setting leaks in from outside. */
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|NODE_OPTIONS$|NODE_ENV$|npm_config_)/i;
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
		...extra,
	};
}

/** Installs n8n with its database driver unless that was done before, and gives the folder it is in. */
export async function installN8n(
	say: (text: string) => void,
	{ version = N8N_VERSION, signal }: { version?: string; signal?: AbortSignal } = {},
): Promise<string> {
	const folder = cacheFolder(`n8n-${version}`);
	if (await isUsable(folder, version)) return folder;

	say(`Installing n8n ${version} into ${folder}. This takes about four minutes, once.`);
	mkdirSync(folder, { recursive: true });
	const headers = nodeHeadersPackage();
	const manifest = { private: true, dependencies: { n8n: version, [headers]: process.versions.node } };
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, '\t'));
	await npm(folder, ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { say, signal });

	say('Building the database driver.');
	const nodedir = join(folder, 'node_modules', headers);
	await npm(folder, ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		say,
		signal,
		env: { npm_config_nodedir: nodedir },
	});
	if (!(await isUsable(folder, version))) {
		throw new Error(
			`n8n ${version} does not load after its installation in ${folder}. Delete the folder and try again.`,
		);
	}
	return folder;
}

/** The npm package that holds this platform's Node with its C headers. */
function nodeHeadersPackage(): string {
	const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${process.platform}-${process.arch}`;
}

async function isUsable(folder: string, version: string): Promise<boolean> {
	const manifest = join(folder, 'node_modules/n8n/package.json');
	if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, 'utf8')).version !== version) return false;
	return await run(process.execPath, ['-e', 'require("sqlite3")'], { cwd: folder }).then(
		() => true,
		() => false,
	);
}

interface NpmOptions {
	say: (text: string) => void;
	signal?: AbortSignal;
	env?: Record<string, string>;
}

async function npm(folder: string, args: string[], { say, signal, env }: NpmOptions): Promise<void> {
	const started = Date.now();
	const progress = setInterval(() => say(`  still at it after ${Math.round((Date.now() - started) / 1000)} s`), 15_000);
	const child = spawn('npm', [...args, '--loglevel=error'], {
		cwd: folder,
		env: environment(env),
		stdio: ['ignore', 2, 2],
		signal,
	});
	try {
		const [code] = await once(child, 'exit');
		if (code !== 0) throw new Error(`"npm ${args.join(' ')}" in ${folder} ended with code ${code}; see above.`);
	} finally {
		clearInterval(progress);
	}
}

/**
 * Puts the package into an n8n's home as n8n's own installation does: packed by npm, unpacked under `nodes/node_modules`,
 * with nothing but its run-time dependencies, of which there are none. Needs a build.
 */
export async function installPackage(home: string): Promise<void> {
	const nodes = join(home, '.n8n/nodes');
	mkdirSync(nodes, { recursive: true });
	const packing = ['pack', '--json', '--ignore-scripts', '--pack-destination', nodes];
	const { stdout } = await run('npm', packing, { cwd: ROOT, env: environment(), maxBuffer: 64 * 1024 * 1024 });
	const [{ name, version, filename }] = JSON.parse(stdout) as Array<Record<string, string>>;

	const target = join(nodes, 'node_modules', name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await run('tar', ['-xzf', filename, '-C', target, '--strip-components=1'], { cwd: nodes });
	rmSync(join(nodes, filename));

	const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
	for (const unused of ['devDependencies', 'peerDependencies', 'optionalDependencies']) delete manifest[unused];
	writeFileSync(join(target, 'package.json'), JSON.stringify(manifest, null, 2));
	const ledger = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
}

/** A home of that name in the cache folder with nothing in it but the package. Needs a build. */
export async function freshHome(name: string): Promise<string> {
	const home = cacheFolder(name);
	rmSync(home, { recursive: true, force: true });
	await installPackage(home);
	return home;
}

/** A port nobody listens on: the wanted one, or else any. */
export async function freePort(wanted = 0): Promise<number> {
	const server = createServer();
	const listening = new Promise<number>((done, fail) => {
		server.once('error', fail);
		server.listen(wanted, HOST, () => done((server.address() as { port: number }).port));
	});
	try {
		return await listening;
	} catch (error) {
		if (wanted === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		return await freePort();
	} finally {
		server.close();
	}
}

/** What a process of n8n does: `main` everything when it is alone; in queue mode a webhook process and workers take their part of it. */
export type Role = 'main' | 'webhook' | 'worker';

/** n8n's command for each role, and the address that answers with 200 once the process works. */
const ROLES: Record<Role, { command: string; readiness: string }> = {
	main: { command: 'start', readiness: '/rest/settings' },
	webhook: { command: 'webhook', readiness: '/healthz/readiness' },
	worker: { command: 'worker', readiness: '/healthz/readiness' },
};

export interface StartOptions {
	/** Where `installN8n` put it. */
	installation: string;
	home: string;
	/** `main` unless given. The others need one that runs, with its encryption key and its settings of database and queue. */
	role?: Role;
	/** What n8n's command is called with, for example `--concurrency=5` for a worker. */
	args?: string[];
	/** Taken when it is free. */
	port?: number;
	env?: Record<string, string>;
	/** Gives up the start. */
	signal?: AbortSignal;
}

/** Starts n8n on loopback and waits until it answers. It reports to nobody. */
export async function startN8n({
	installation,
	home,
	role = 'main',
	args = [],
	port,
	env = {},
	signal,
}: StartOptions): Promise<RunningN8n> {
	mkdirSync(home, { recursive: true });
	const { command, readiness } = ROLES[role];
	const listenOn = await freePort(port);
	const url = `http://${HOST}:${listenOn}`;
	const logFile = join(home, 'n8n.log');
	const settings = (brokerPort: number) =>
		environment({
			N8N_USER_FOLDER: home,
			N8N_LISTEN_ADDRESS: HOST,
			N8N_HOST: HOST,
			N8N_PORT: String(listenOn),
			N8N_EDITOR_BASE_URL: url,
			WEBHOOK_URL: url,
			N8N_SECURE_COOKIE: 'false',
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
			N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			NO_COLOR: '1',
			...(role === 'worker' && {
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				QUEUE_HEALTH_CHECK_PORT: String(listenOn),
				N8N_WORKER_SERVER_ADDRESS: HOST,
			}),
			...env,
		});
	const program = join(installation, 'node_modules/n8n/bin/n8n');
	const log = createWriteStream(logFile);
	// A group of its own, so that its helpers end with it and a Ctrl-C reaches it only through stop().
	const child = spawn(process.execPath, [program, command, ...args], {
		cwd: home,
		env: settings(await freePort()),
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const ended = once(child, 'exit').then(() => void log.end());

	async function stop(): Promise<void> {
		if (child.exitCode === null && child.signalCode === null) {
			child.kill('SIGTERM');
			const patience = new AbortController();
			const late = wait(STOP_TIMEOUT_MS, 'late', { signal: patience.signal }).catch(() => 'done');
			if ((await Promise.race([ended, late])) === 'late') signalGroup(child.pid!, 'SIGKILL');
			patience.abort();
		}
		await ended;
		signalGroup(child.pid!, 'SIGKILL');
	}

	async function kill(): Promise<void> {
		signalGroup(child.pid!, 'SIGKILL');
		await ended;
	}

	try {
		await untilReady(`${url}${readiness}`, ended, signal);
	} catch (error) {
		await stop();
		throw new Error(`n8n's ${role} process did not start: ${(error as Error).message} Its log: ${logFile}`, {
			cause: error,
		});
	}
	return {
		url,
		pid: child.pid!,
		home,
		logFile,
		ended,
		stop,
		kill,
		cli: async (...args) => {
			const calling = run(process.execPath, [program, ...args], {
				cwd: home,
				env: { ...settings(await freePort()), N8N_LOG_LEVEL: 'info' },
				maxBuffer: 256 * 1024 * 1024,
			});
			const { stdout } = await calling.catch((error) => {
				// n8n's expression engine may crash while the process exits, when all its work is done and printed.
				if (error.signal === 'SIGSEGV' && error.stdout) return error as { stdout: string };
				throw error;
			});
			return stdout;
		},
	};
}

/** Ends what is left of a process group; there may be nothing left. */
function signalGroup(group: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-group, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

async function untilReady(address: string, ended: Promise<void>, signal?: AbortSignal): Promise<void> {
	let hasEnded = false;
	void ended.then(() => (hasEnded = true));
	for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; ) {
		signal?.throwIfAborted();
		if (hasEnded) throw new Error('it ended while starting.');
		const answer = await axios.get(address, { proxy: false, validateStatus: () => true }).catch(() => undefined);
		// While it starts, n8n may answer with a page.
		if (answer?.status === 200 && typeof answer.data === 'object') return;
		await wait(200);
	}
	throw new Error(`it did not answer within ${START_TIMEOUT_MS / 1000} s.`);
}
