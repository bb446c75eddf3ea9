/**
 * `npm run n8n`: a real n8n with this package and the example workflows, next to a sandbox tenant that stands in for AMPECO.
 * What a person builds in it is kept for the next start; `npm run n8n -- --fresh` begins again, `--port N` moves the editor.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MAIL_PORT } from '../examples/back-office.mts';
import { startSandbox } from '../sandbox/client.mts';
import type { Json, N8nSession } from '../tools/n8n/session.mts';
import { OWNER, openSession } from '../tools/n8n/session.mts';
import { N8N_VERSION, cacheFolder, installN8n, installPackage, startN8n } from '../tools/n8n/real.mts';
import { startPostgres } from '../tools/n8n/services.mts';

const EXAMPLES = resolve(import.meta.dirname, '../examples');
const POSTGRES_EXAMPLE = 'Nightly session sync to PostgreSQL';

/** A saved credential for each type that the examples use. */
type Credentials = Record<string, { id: string; name: string }>;

const { values } = parseArgs({
	options: { port: { type: 'string', default: '5678' }, fresh: { type: 'boolean', default: false } },
});

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupt.abort());
const interrupted = new Promise<void>((done) =>
	interrupt.signal.addEventListener('abort', () => done(), { once: true }),
);

/** What has to end with this process, latest first. */
const running: Array<{ stop(): Promise<void> }> = [];
try {
	await start();
} catch (error) {
	if (!interrupt.signal.aborted) {
		console.error((error as Error).message);
		process.exitCode = 1;
	}
} finally {
	if (running.length > 0) console.log('Stopping n8n and what runs beside it.');
	for (const { stop } of running.reverse()) await stop();
}

async function start(): Promise<void> {
	const { signal } = interrupt;
	const home = cacheFolder('home');
	const installation = await installN8n(console.log, { signal });
	if (values.fresh) rmSync(home, { recursive: true, force: true });
	console.log(`Starting n8n ${N8N_VERSION} with this package.`);
	await installPackage(home);

	const sandbox = await startSandbox({ limit: 1000 });
	running.push(sandbox);
	const n8n = await startN8n({ installation, home, port: Number(values.port), signal });
	running.push(n8n);

	const session = await openSession(n8n.url, installation);
	const { url, token } = sandbox;
	const ampecoApi = await session.saveCredential('AMPECO', 'ampecoApi', { url, token });
	const { postgres, about } = await offerPostgres(session);
	// Of `npm run back-office`, which need not run.
	const mailServer = { host: '127.0.0.1', port: MAIL_PORT, secure: false, disableStartTls: true };
	const smtp = await session.saveCredential('Example SMTP', 'smtp', mailServer);
	const examples = await importExamples(session, { ampecoApi, postgres, smtp });

	console.log(`
  Editor           ${n8n.url}
  Sign in as       ${OWNER.email}  ${OWNER.password}
  Workflows        ${examples.join(', ')}
  Sandbox tenant   ${url}  (token ${token}, set in the credential "AMPECO")
  PostgreSQL       ${about}
  Mails            of "npm run back-office" (set in the credential "${smtp.name}")

Press Ctrl-C to stop.`);
	await Promise.race([interrupted, n8n.ended]);
	if (!signal.aborted) throw new Error(`n8n ended by itself. Its log: ${n8n.logFile}`);
}

/**
 * Starts a PostgreSQL, empty at every start, and points the credential "Example PostgreSQL" to it. Without one on the machine
 * only its example does not run; the credential is there all the same, for a person to fill in.
 */
async function offerPostgres(session: N8nSession): Promise<{ postgres: Credentials[string]; about: string }> {
	const save = async (data: Json) => await session.saveCredential('Example PostgreSQL', 'postgres', data);
	try {
		const database = await startPostgres();
		running.push(database);
		const { host, port, user, password, database: name } = database;
		const postgres = await save({ host, port, user, password, database: name, ssl: 'disable' });
		return {
			postgres,
			about: `${host}:${port}  (set in the credential "${postgres.name}"; its data goes when you stop)`,
		};
	} catch (error) {
		return {
			postgres: await save({}),
			about: `not running, so "${POSTGRES_EXAMPLE}" cannot. ${(error as Error).message}`,
		};
	}
}

/** Adds the examples that are not there yet, and gives the names of all. */
async function importExamples(session: N8nSession, credentials: Credentials): Promise<string[]> {
	const there = new Set(((await session.call('GET', '/workflows')) as Json[]).map(({ name }) => name));
	const files = [EXAMPLES, join(EXAMPLES, 'jobs')].flatMap((folder) =>
		readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [join(folder, name)] : [])),
	);
	const examples = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Json);
	for (const example of examples.filter(({ name }) => !there.has(name))) {
		await session.importWorkflow(example, credentials);
	}
	return examples.map(({ name }) => name);
}
