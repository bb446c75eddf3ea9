/**
 * Starts the sandbox tenant on loopback.
 *
 *   node sandbox/main.mts [--port 8700] [--token TOKEN] [--limit 1000] [--window 60] [--seed TEXT] [--scale 1]
 *                         [--fault "503 once"]... [--retries "100,400,1600"] [--version 3.140.0]
 *                         [--json] [--until-stdin-closes]
 */
import { parseArgs } from 'node:util';
import { addAdmin } from './admin.mts';
import { apiVersion, isOlder, oldestVersion } from './digest.mts';
import { BadFault } from './faults.mts';
import { DELIVERY_DEFAULTS } from './notifications.mts';
import { buildServer, Sandbox } from './server.mts';

const USAGE = `Options:
  --port N               port to listen on, 0 for any free one (default 8700)
  --token TEXT           the API token it accepts
  --limit N --window S   requests allowed in a window of S seconds (default 1000 in 60)
  --seed TEXT            another seed gives another world (default "ampeco")
  --scale X              size of the seeded world; 1 is 2,000 users, 0 is empty (default 1)
  --version V            the version of the API it plays, from 3.110.0 on (default: the newest known)
  --fault "NAME"         switch a fault on, e.g. "503 once", "429 for 3 s"; may be repeated
  --retries "MS,MS"      pauses before a refused notification is sent again (default "100,400,1600")
  --json                 print one line of JSON when it listens, for programs
  --until-stdin-closes   stop when standard input closes`;

const DEFAULT_TOKEN = '5a4db0c5-7e57-4a3b-9c0d-000000000001';

function options() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8700' },
			token: { type: 'string', default: DEFAULT_TOKEN },
			limit: { type: 'string', default: '1000' },
			window: { type: 'string', default: '60' },
			seed: { type: 'string', default: 'ampeco' },
			scale: { type: 'string', default: '1' },
			version: { type: 'string', default: apiVersion },
			fault: { type: 'string', multiple: true, default: [] },
			retries: { type: 'string', default: DELIVERY_DEFAULTS.retryAfterMs.join(',') },
			json: { type: 'boolean', default: false },
			'until-stdin-closes': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	for (const name of ['port', 'limit', 'window', 'scale'] as const) {
		if (!(Number(values[name]) >= 0)) throw new Error(`--${name} must be a number, not "${values[name]}"`);
	}
	if (!/^\d+\.\d+\.\d+$/.test(values.version) || isOlder(values.version, oldestVersion))
		throw new Error(`--version must be ${oldestVersion} or newer, such as 3.140.0, not "${values.version}"`);
	return values;
}

async function main(): Promise<void> {
	const given = options();
	if (given.help) {
		console.log(USAGE);
		return;
	}
	const sandbox = new Sandbox({
		port: Number(given.port),
		token: given.token,
		version: given.version,
		limit: { limit: Number(given.limit), windowSeconds: Number(given.window) },
		seed: given.seed,
		scale: Number(given.scale),
		faults: given.fault,
		delivery: { ...DELIVERY_DEFAULTS, retryAfterMs: given.retries.split(',').filter(Boolean).map(Number) },
		name: 'sandbox',
		currency: 'EUR',
	});
	const server = buildServer(sandbox);
	addAdmin(server, sandbox);
	const url = await server.listen({ host: '127.0.0.1', port: sandbox.settings.port });
	const admin = `${url}/sandbox`;

	const stop = () => void server.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	if (given['until-stdin-closes']) process.stdin.on('end', stop).on('close', stop).resume();

	if (given.json) {
		console.log(
			JSON.stringify({
				url,
				token: given.token,
				admin,
				client: { id: sandbox.tokens.clientId, secret: sandbox.tokens.clientSecret },
			}),
		);
		return;
	}
	console.log(`AMPECO sandbox tenant: a stand-in for the Public API ${given.version} with a seeded world, for trying things out.

  Tenant URL  ${url}
  API token   ${given.token}
  OAuth       client ${sandbox.tokens.clientId}, secret ${sandbox.tokens.clientSecret}
  Admin       ${admin}/  (what it received, its state and events, live)

It serves ${sandbox.operations.length} operations on this machine only, allows ${given.limit} requests in ${given.window} s, and forgets everything when it stops.
Press Ctrl+C to stop it.`);
}

try {
	await main();
} catch (error) {
	const isMistake =
		error instanceof BadFault || !(error instanceof Error) || 'code' in error || error.message.startsWith('--');
	console.error(isMistake ? `${(error as Error).message}\n\n${USAGE}` : error);
	process.exit(1);
}
