/**
 * n8n in queue mode, as deploy/compose.yaml sets it up: a main process, a webhook process and workers on PostgreSQL and Redis. Each
 * has a home of its own with the package in it, as containers of one image have, and nothing else in common.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningN8n, StartOptions } from './real.mts';
import { installPackage, startN8n } from './real.mts';
import type { RunningPostgres, RunningRedis } from './services.mts';
import { findProgram, startPostgres, startRedis } from './services.mts';

/** What makes a queue of several processes; every process gets all of it. */
export const SETTINGS = {
	EXECUTIONS_MODE: 'queue',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_POOL_SIZE: '10',
	/** Production addresses are the webhook process's. */
	N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	/** Test runs of the editor go to the workers, too. */
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	/** Otherwise n8n makes two sandboxes for expressions with each event that comes in. */
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
};

export const WORKERS = 2;

/** Executions a worker runs at once. */
export const CONCURRENCY = 10;

export interface QueueN8n {
	main: RunningN8n;
	webhook: RunningN8n;
	/** Those this started; who kills one takes it out. */
	workers: RunningN8n[];
	postgres: RunningPostgres;
	redis: RunningRedis;
	/** Starts one more worker. */
	addWorker(): Promise<RunningN8n>;
	stop(): Promise<void>;
}

/** What of the services queue mode needs is not on this machine, as a sentence; undefined when all is there. */
export function missingServices(): string | undefined {
	const missing = Object.entries({ 'redis-server': 'Redis', postgres: 'PostgreSQL' }).filter(
		([program]) => !findProgram(program),
	);
	return missing.length > 0 ? `${missing.map(([, name]) => name).join(' and ')} is not on this machine.` : undefined;
}

type Address<Service> = Omit<Service, 'query' | 'stop'>;

/** Where the services are, as n8n is told. */
export function addresses(postgres: Address<RunningPostgres>, redis: Address<RunningRedis>): Record<string, string> {
	return {
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
	};
}

export interface QueueOptions {
	/** Where `installN8n` put it. */
	installation: string;
	/** Folder for the homes; begins empty. */
	folder: string;
	/** Where AMPECO reaches the webhook process. */
	publicUrl: string;
	/** More settings for every process. */
	env?: Record<string, string>;
}

/** Starts everything. Needs a build. */
export async function startQueueN8n({
	installation,
	folder,
	publicUrl,
	env: more = {},
}: QueueOptions): Promise<QueueN8n> {
	rmSync(folder, { recursive: true, force: true });
	const running: Array<{ stop(): Promise<void> }> = [];
	const stop = async () => {
		for (const one of running.splice(0).reverse()) await one.stop();
	};
	const keep = <T extends { stop(): Promise<void> }>(started: T): T => {
		running.push(started);
		return started;
	};

	try {
		const postgres = keep(await startPostgres());
		const redis = keep(await startRedis());
		const env = {
			...SETTINGS,
			...addresses(postgres, redis),
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_WEBHOOK_URL: publicUrl,
			...more,
		};
		const start = async (name: string, options: Partial<StartOptions>) => {
			const home = join(folder, name);
			await installPackage(home);
			return keep(await startN8n({ installation, home, env, ...options }));
		};

		// First and alone: it makes the tables.
		const main = await start('main', { role: 'main' });
		const webhook = await start('webhook', { role: 'webhook' });
		const workers: RunningN8n[] = [];
		let started = 0;
		const addWorker = async () => {
			const worker = await start(`worker-${(started += 1)}`, {
				role: 'worker',
				args: [`--concurrency=${CONCURRENCY}`],
			});
			workers.push(worker);
			return worker;
		};
		while (workers.length < WORKERS) await addWorker();
		return { main, webhook, workers, postgres, redis, addWorker, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
