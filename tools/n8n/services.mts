/**
 * PostgreSQL and Redis for tests and for trying things out: the programs this machine has, with data in a folder that is thrown
 * away at the end, on loopback only. Debian's packages are `postgresql` and `redis-server`.
 */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, chownSync, constants, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './real.mts';

const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 30_000;

const run = promisify(execFile);

export interface RunningPostgres {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
	/** Runs SQL and gives what it returns, a line each, columns parted by `|`. */
	query(sql: string): Promise<string[]>;
	stop(): Promise<void>;
}

export interface RunningRedis {
	host: string;
	port: number;
	stop(): Promise<void>;
}

/** Where this machine has a program: on the path, or where Debian puts what belongs to one version of PostgreSQL. */
export function findProgram(name: string): string | undefined {
	const debian = '/usr/lib/postgresql';
	const versions = isThere(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
	const folders = [
		...versions.map((version) => join(debian, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
	];
	return folders.map((folder) => join(folder, name)).find(isThere);
}

function isThere(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function programFor(name: string, debianPackage: string): string {
	const found = findProgram(name);
	if (!found)
		throw new Error(`${name} is not on this machine. Install it, on Debian with "apt-get install ${debianPackage}".`);
	return found;
}

/** Starts an empty PostgreSQL with a database "n8n". Root may not run it, so there it runs as the user "postgres". */
export async function startPostgres(): Promise<RunningPostgres> {
	const [initdb, postgres, psql] = ['initdb', 'postgres', 'psql'].map((name) => programFor(name, 'postgresql'));
	const identity = process.getuid?.() === 0 ? identityOf('postgres') : {};
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-ampeco-postgres-'));
	chmodSync(folder, 0o700);
	if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid!);

	const user = 'n8n';
	const data = join(folder, 'data');
	const port = await freePort();
	const options = { cwd: folder, ...identity };
	await run(
		initdb,
		['--pgdata', data, '--username', user, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
		options,
	);
	const settings = { listen_addresses: HOST, unix_socket_directories: folder, fsync: 'off', max_connections: '200' };
	const child = spawn(
		postgres,
		[
			'-D',
			data,
			'-p',
			String(port),
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		],
		{ ...options, stdio: 'ignore' },
	);

	const query = async (sql: string, database = user) => {
		const { stdout } = await run(
			psql,
			['-h', HOST, '-p', String(port), '-U', user, '-d', database, '-v', 'ON_ERROR_STOP=1', '-qAtc', sql],
			{ maxBuffer: 64 * 1024 * 1024 },
		);
		return stdout.split('\n').filter((line) => line !== '');
	};
	const stop = async () => await end(child, 'SIGINT', folder);
	try {
		await untilListening(child, port, 'PostgreSQL');
		for (const deadline = Date.now() + START_TIMEOUT_MS; ; await wait(100)) {
			try {
				await query(`CREATE DATABASE ${user}`, 'postgres');
				break;
			} catch (error) {
				if (Date.now() > deadline) throw error;
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return { host: HOST, port, user, password: 'any', database: user, query, stop };
}

/** Starts an empty Redis that keeps nothing on disk. */
export async function startRedis(): Promise<RunningRedis> {
	const redis = programFor('redis-server', 'redis-server');
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-ampeco-redis-'));
	const child = spawn(redis, ['--bind', HOST, '--port', String(port), '--save', '', '--appendonly', 'no'], {
		cwd: folder,
		stdio: 'ignore',
	});
	const stop = async () => await end(child, 'SIGTERM', folder);
	try {
		await untilListening(child, port, 'Redis');
	} catch (error) {
		await stop();
		throw error;
	}
	return { host: HOST, port, stop };
}

function identityOf(user: string): { uid?: number; gid?: number } {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((one) => one.startsWith(`${user}:`));
	if (!line) throw new Error(`PostgreSQL does not run as root, and there is no user "${user}" to run it as.`);
	const [, , uid, gid] = line.split(':').map(Number);
	return { uid, gid };
}

async function untilListening(child: ChildProcess, port: number, name: string): Promise<void> {
	for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await wait(50)) {
		if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode} while starting.`);
		const socket = connect(port, HOST);
		const answers = await new Promise<boolean>((done) => {
			socket.once('connect', () => done(true));
			socket.once('error', () => done(false));
		});
		socket.destroy();
		if (answers) return;
	}
	throw new Error(`${name} did not answer within ${START_TIMEOUT_MS / 1000} s.`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		const exited = once(child, 'exit');
		child.kill(signal);
		await exited;
	}
	rmSync(folder, { recursive: true, force: true });
}
