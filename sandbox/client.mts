/** Starts a sandbox tenant in a process of its own and talks to its admin surface. Works in jest and in plain Node. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AxiosError } from 'axios';
import axios from 'axios';
import type { Fault, FaultOrder } from './faults.mts';
import type { Entry } from './journal.mts';

export interface SandboxOptions {
	token?: string;
	/** Requests allowed per window; 1,000,000 unless given, so that only tests of the limit meet it. */
	limit?: number;
	windowSeconds?: number;
	seed?: string;
	/** Size of the seeded world; 1 unless given, 0 for an empty tenant. */
	scale?: number;
	/** The version of the API it plays, such as 3.140.0; the newest known unless given. */
	version?: string;
	faults?: string[];
	/** Pauses before a refused notification is sent again. */
	retryAfterMs?: number[];
}

export interface RunningSandbox {
	/** Base address, without a slash at its end. */
	url: string;
	token: string;
	/** Credentials that `POST /public-api/oauth/token` gives tokens for. */
	client: { id: string; secret: string };
	/** Entries in order; `path` is a part of the path or of the route. */
	journal(wanted?: { after?: number; method?: string; path?: string; last?: number }): Promise<Entry[]>;
	clearJournal(): Promise<void>;
	/** Switches a fault on, in words ("503 once") or as an order. */
	fault(order: FaultOrder | string): Promise<Fault>;
	clearFaults(): Promise<void>;
	limit(settings: { limit?: number; windowSeconds?: number }): Promise<void>;
	/** A new tenant; also clears journal and faults and begins a new window of the limit. */
	reset(order?: { seed?: string; world?: 'default' | 'empty'; scale?: number }): Promise<void>;
	/** Records of a collection in the sandbox's own form: all, or the first `limit`. */
	state(collection: string, limit?: number): Promise<Array<Record<string, any>>>;
	/** Any other call to the admin surface; gives the answer's body, throws on an error. */
	admin(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
	/** The tenant's time, moved on by so many seconds. */
	forward(seconds: number): Promise<string>;
	/** Calls the API with the right token; never throws on a status. */
	call(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<{ status: number; data: any; headers: Record<string, any> }>;
	stop(): Promise<void>;
}

const START_TIMEOUT_MS = 15_000;

/** The root of the project: the nearest folder above the working directory that has the sandbox. */
function projectRoot(): string {
	for (let folder = process.cwd(); ; folder = resolve(folder, '..')) {
		if (existsSync(resolve(folder, 'sandbox/main.mts'))) return folder;
		if (folder === resolve(folder, '..'))
			throw new Error('Run this inside the project: sandbox/main.mts was not found.');
	}
}

/** Starts a sandbox with the project's pinned Node and waits until it listens. It ends with this process at the latest. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const root = projectRoot();
	const args = [
		resolve(root, 'sandbox/main.mts'),
		'--json',
		'--until-stdin-closes',
		'--port',
		'0',
		'--limit',
		String(options.limit ?? 1_000_000),
		'--window',
		String(options.windowSeconds ?? 60),
		'--scale',
		String(options.scale ?? 1),
		...(options.token ? ['--token', options.token] : []),
		...(options.seed ? ['--seed', options.seed] : []),
		...(options.version ? ['--version', options.version] : []),
		...(options.retryAfterMs ? ['--retries', options.retryAfterMs.join(',')] : []),
		...(options.faults ?? []).flatMap((fault) => ['--fault', fault]),
	];
	const child = spawn(resolve(root, 'node_modules/.bin/node'), args, { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const exited = new Promise<void>((done) => child.once('exit', () => done()));

	const line = await new Promise<string>((done, fail) => {
		const giveUp = setTimeout(() => fail(new Error(`The sandbox did not start in time. ${errors}`)), START_TIMEOUT_MS);
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			const end = text.indexOf('\n');
			if (end < 0) return;
			clearTimeout(giveUp);
			done(text.slice(0, end));
		});
		child.once('exit', (code) => {
			clearTimeout(giveUp);
			fail(new Error(`The sandbox ended with code ${code}. ${errors}`));
		});
	});
	const { url, token, client } = JSON.parse(line) as Pick<RunningSandbox, 'url' | 'token' | 'client'>;
	const admin = axios.create({
		baseURL: `${url}/sandbox`,
		proxy: false,
		headers: { 'content-type': 'application/json' },
	});
	// In the sandbox's own words, which say what to do.
	admin.interceptors.response.use(undefined, (error: AxiosError<{ message?: string }>) => {
		error.message = error.response?.data?.message ?? error.message;
		throw error;
	});
	const api = axios.create({ baseURL: url, proxy: false, maxRedirects: 0, validateStatus: () => true });

	return {
		url,
		token,
		client,
		journal: async (wanted = {}) => (await admin.get('/journal', { params: wanted })).data.entries,
		clearJournal: async () => void (await admin.delete('/journal')),
		fault: async (order) =>
			(await admin.post('/faults', typeof order === 'string' ? { name: order } : order)).data.fault,
		clearFaults: async () => void (await admin.delete('/faults')),
		limit: async (settings) => void (await admin.post('/limit', settings)),
		reset: async (order = {}) => void (await admin.post('/reset', order)),
		state: async (collection, limit) => (await admin.get(`/state/${collection}`, { params: { limit } })).data.records,
		admin: async (method, path, body, headers = {}) =>
			(await admin.request({ method, url: path, data: body, headers })).data,
		forward: async (seconds) => (await admin.post('/clock', { forwardSeconds: seconds })).data.now,
		call: async (method, path, body, headers = {}) => {
			const answer = await api.request({
				method,
				url: path,
				data: body,
				headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...headers },
			});
			return { status: answer.status, data: answer.data, headers: answer.headers as Record<string, any> };
		},
		stop: async () => {
			child.stdin.end();
			await exited;
		},
	};
}
