/**
 * A bad day in a real n8n: a tenant whose answer drips, one at its limit, somebody else's certificate behind a proxy, and a
 * campaign with urgent requests beside it. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Json } from '../../tools/n8n/session.mts';
import { selfSigned } from '../reliability/certificate.mts';
import type { Exchange, Front } from '../reliability/front.mts';
import { startFront } from '../reliability/front.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, byId, setStage } from './stage.mts';

const TAGS = '/public-api/resources/id-tags/v2.0';

let stage: Stage;

/** The sandbox under an address of its own, whose limit nobody else shares. */
interface Apart extends Front {
	credential: { id: string; name: string };
	/** Deals with a request, or gives false to have the sandbox answer. */
	strike(exchange: Exchange): Promise<boolean>;
}

/** The one that drips, and the one at its limit. */
let dripping: Apart;
let limited: Apart;

const asSandbox = async () => false;

before(async () => {
	stage = await setStage('e2e-bad-day');
	dripping = await apart('Dripping');
	limited = await apart('Limited');
});
after(async () => {
	await dripping?.stop();
	await limited?.stop();
	await stage?.stop();
});

async function apart(name: string): Promise<Apart> {
	const { sandbox, session } = stage;
	const one = {} as Apart;
	const front = await startFront({ target: sandbox.url, strike: async (exchange) => await one.strike(exchange) });
	const credential = await session.saveCredential(name, 'ampecoApi', { url: front.url, token: sandbox.token });
	return Object.assign(one, front, { credential, strike: asSandbox });
}

async function triggerWorkflow(type: string, { credential }: Apart, parameters: Json): Promise<string> {
	return await stage.session.importWorkflow({
		name: type,
		nodes: [
			{
				id: type,
				name: 'Trigger',
				type: `${PACKAGE}.${type}`,
				typeVersion: 1,
				position: [0, 0],
				webhookId: type,
				parameters,
				credentials: { ampecoApi: credential },
			},
			{ id: 'end', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
		],
		connections: { Trigger: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
}

/** Waits for an execution of a workflow that ended so. */
async function ended(workflowId: string, wanted: string): Promise<Json> {
	for (;;) {
		const found = (await stage.session.executions(workflowId)).find(({ status }) => status === wanted);
		if (found) return found;
		await wait(250);
	}
}

test(
	'publishing while the tenant is at its limit fails in half a minute, in one sentence',
	{ timeout: 90_000 },
	async () => {
		limited.strike = async ({ answer }) => {
			answer(429, { 'retry-after': '7200', 'content-type': 'application/json' }, '{"message":"Too Many Attempts."}');
			return true;
		};
		const id = await triggerWorkflow('ampecoTrigger', limited, { events: ['idTag.changed'] });
		const began = Date.now();
		await assert.rejects(
			stage.session.publish(id),
			/The tenant's request limit is used up until \S+Z\. Run it again after that time, .* Nothing was changed\.$/,
		);
		const took = Date.now() - began;
		assert.ok(took < 40_000, `It took ${took} ms.`);
		limited.strike = asSandbox;
	},
);

test(
	'a look of the polling trigger that drips fails visibly, and the next one looks again',
	{ timeout: 120_000 },
	async () => {
		const { sandbox, session } = stage;
		// n8n wants each poll time to be a minute or more apart from itself; twelve of them make a look every five seconds.
		const item = Array.from({ length: 12 }, (_, index) => ({
			mode: 'custom',
			cronExpression: `${index * 5} * * * * *`,
		}));
		const id = await triggerWorkflow('ampecoPollingTrigger', dripping, { pollTimes: { item }, event: 'idTagChanged' });
		await session.publish(id);
		const begun = new Promise<number>((done) => {
			dripping.strike = async ({ request, response }) => {
				if (!request.url!.startsWith(TAGS)) return false;
				dripping.strike = asSandbox;
				response.writeHead(200, { 'content-type': 'application/json' });
				const drip = () => response.destroyed || (response.write(' '), setTimeout(drip, 1000));
				drip();
				done(Date.now());
				return true;
			};
		});
		const began = await begun;
		const { data } = await sandbox.call('POST', TAGS, { idTagUid: 'DRIP', type: 'rfid', status: 'enabled' });
		const failed = await ended(id, 'error');
		const took = Date.parse(failed.stoppedAt) - began;
		assert.ok(took < 40_000, `It failed after ${took} ms.`);
		assert.match((await session.execution(failed.id)).error?.message, /^AMPECO did not answer in time/);
		const next = await ended(id, 'success');
		const { nodes } = await session.execution(next.id);
		assert.deepEqual(
			nodes.Trigger.outputs[0].map(({ json }) => json.id),
			[data.data.id],
		);
		await session.unpublish(id);
	},
);

describe('behind a proxy that leads to somebody else, with Ignore SSL Issues', { timeout: 60_000 }, () => {
	const tenant = 'https://cp.example.com';
	const received: IncomingHttpHeaders[] = [];
	let thief: Front;
	let proxy: { url: string; stop(): void };
	let astray: { id: string; name: string };

	before(async () => {
		thief = await startFront({
			target: '',
			tls: selfSigned(),
			strike: async ({ request, answer }) => {
				received.push(request.headers);
				answer(200, { 'content-type': 'application/json' }, '{"data":{"id":1}}');
				return true;
			},
		});
		proxy = await startProxyTo(Number(new URL(thief.url).port));
		astray = await stage.session.saveCredential('Astray', 'ampecoApi', { url: tenant, token: 'precious' });
	});
	after(async () => {
		proxy?.stop();
		await thief?.stop();
	});

	const voucher = (requestOptions: Json) => ({
		type: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'get', voucher: byId('1'), requestOptions },
		credential: astray,
	});
	const httpRequest = (more: Json) => ({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.3,
		parameters: {
			url: `${tenant}/public-api/resources/vouchers/v2.1`,
			options: { proxy: proxy.url, allowUnauthorizedCerts: true },
			...more,
		},
		credential: astray,
	});
	const withCredential = { authentication: 'predefinedCredentialType', nodeCredentialType: 'ampecoApi' };

	test('a request without the credential gets there, so that the way stands open', async () => {
		const { error } = await stage.runNode(httpRequest({}));
		assert.equal(error, undefined);
		assert.equal(received.splice(0).length, 1);
	});

	const orders: Array<[string, () => Parameters<Stage['runNode']>[0], RegExp]> = [
		[
			'a node of ours',
			() => voucher({ proxy: proxy.url, allowUnauthorizedCerts: true }),
			/^The token is not sent while the certificate of an https address is not checked\. Turn Ignore SSL Issues off/,
		],
		[
			'a node of ours that checks the certificate',
			() => voucher({ proxy: proxy.url }),
			/^The certificate of the tenant's address is not trusted/,
		],
		[
			'the HTTP Request node',
			() => httpRequest(withCredential),
			/^The token is not sent while the certificate of an https address is not checked\. Turn Ignore SSL Issues off/,
		],
	];
	for (const [name, order, says] of orders) {
		test(`${name} sends nothing and says why`, async () => {
			const { error } = await stage.runNode(order());
			assert.match(String(error?.message), says);
			assert.deepEqual(received, []);
		});
	}
});

test('urgent requests beside a campaign wait less than a tenth of the window', { timeout: 90_000 }, async () => {
	const { sandbox, session } = stage;
	const user = String((await sandbox.state('users', 1))[0].id);
	// AMPECO's window, which is longer than this test, and a limit that the campaign uses up at once.
	await sandbox.limit({ limit: 150, windowSeconds: 60 });
	const made = async () => (await sandbox.journal({ method: 'POST', path: 'vouchers' })).length;
	const campaign = stage.runNode({
		type: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'create', amount: 5 },
		items: Array<Json>(300).fill({}),
	});
	while ((await made()) < 100) await wait(100);
	const urgent: number[] = [];
	for (let asked = 0; asked < 6; asked += 1) {
		const { execution } = await stage.runNode({
			type: 'ampecoUser',
			parameters: { resource: 'user', operation: 'get', user: byId(user) },
		});
		assert.equal(execution.status, 'success');
		// The node's own time, without that in which n8n begins and stores an execution.
		urgent.push(execution.nodes.Node.took);
		await wait(5000);
	}
	const madeMeanwhile = await made();
	const { results } = await session.call('GET', '/executions', undefined, {
		params: { filter: JSON.stringify({ status: ['running'] }), limit: 10 },
	});
	for (const { id } of results) await session.call('POST', `/executions/${id}/stop`);
	await campaign;
	await sandbox.limit({ limit: 1_000_000, windowSeconds: 60 });
	console.log(`Urgent requests took ${urgent.join(', ')} ms beside a campaign that had made ${madeMeanwhile}.`);
	assert.ok(madeMeanwhile < 150, 'The limit did not hold the campaign back.');
	assert.ok(Math.max(...urgent) < 6000, `The longest took ${Math.max(...urgent)} ms.`);
});

// A wait left behind would have asked again by now: it does so once a minute.
test('no subscription is made later by what could not be published', async () => {
	assert.deepEqual(
		limited.carriedOut.filter((call) => call.startsWith('POST')),
		[],
	);
	assert.deepEqual(await stage.sandbox.state('notifications'), []);
});

/** A proxy that leads every https connection to one port of this machine. */
async function startProxyTo(port: number): Promise<{ url: string; stop(): void }> {
	const server = createServer();
	server.on('connect', (_, socket) => {
		const through = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			through.pipe(socket).pipe(through);
		});
		for (const end of [through, socket]) end.on('error', () => [through, socket].map((one) => one.destroy()));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
