/**
 * Charger faults as tickets of Jira, Zammad and ServiceNow: the examples as they stand in examples/, with n8n's own nodes, in a real
 * n8n against stand-ins of those desks on loopback. Only pauses are shorter here. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import { selfSigned } from '../reliability/certificate.mts';
import type { Proxy } from '../reliability/proxy.mts';
import { startProxy } from '../reliability/proxy.mts';
import type { Desk } from './desks/desk.mts';
import { openingAsUsual } from './desks/desk.mts';
import type { JiraDesk } from './desks/jira.mts';
import { startJira } from './desks/jira.mts';
import { SERVICENOW_HOST, startServiceNow } from './desks/servicenow.mts';
import { startZammad } from './desks/zammad.mts';
import type { Stage } from './stage.mts';
import { setStage } from './stage.mts';

const CHARGE_POINTS = '/public-api/resources/charge-points/v2.0';

/** Of the answers of a desk that refuses: what n8n makes of each. */
interface Said {
	refused: RegExp;
	loggedOut: RegExp;
}

const DESKS: Record<string, Said> = {
	jira: { refused: /Bad request/, loggedOut: /Authorization failed/ },
	zammad: { refused: /Your request is invalid/, loggedOut: /Authorization failed/ },
	servicenow: { refused: /Forbidden/, loggedOut: /Authorization failed/ },
};

let folder: string;
let desks: Record<string, Desk>;
let proxy: Proxy;
let stage: Stage;
/** Tells events apart that say the same: the trigger drops what came before. */
let toldEvents = 0;

before(async () => {
	const certificate = selfSigned([SERVICENOW_HOST]);
	folder = mkdtempSync(join(tmpdir(), 'desks-'));
	const trusted = join(folder, 'certificate.pem');
	writeFileSync(trusted, certificate.cert);
	const servicenow = await startServiceNow(certificate);
	desks = { jira: await startJira(), zammad: await startZammad(), servicenow };
	proxy = await startProxy('127.0.0.1', { [SERVICENOW_HOST]: servicenow.port });
	stage = await setStage('e2e-desks', {
		HTTPS_PROXY: proxy.url,
		NODE_EXTRA_CA_CERTS: trusted,
		GENERIC_TIMEZONE: 'Europe/Amsterdam',
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	});
});

after(async () => {
	await stage?.stop();
	await proxy?.stop();
	for (const desk of Object.values(desks ?? {})) await desk.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** The example with the desk's address, and with pauses that a test can wait for. */
function readExample(name: string, desk: Desk): Json {
	const example = JSON.parse(readFileSync(`examples/charger-fault-to-${name}.json`, 'utf8')) as Json;
	for (const node of example.nodes as Json[]) {
		if (node.retryOnFail) node.waitBetweenTries = 1;
		if (node.type === 'n8n-nodes-base.wait') node.parameters.amount = 0.1;
		for (const value of node.parameters.assignments?.assignments ?? []) {
			if (value.name === 'address') value.value = desk.credentials.zammadTokenAuthApi.baseUrl;
		}
	}
	return example;
}

for (const [name, said] of Object.entries(DESKS)) {
	describe(`charger fault to ${name}`, { timeout: 600_000 }, () => {
		let desk: Desk;
		let id: string;
		let credentials: Record<string, { id: string; name: string }>;
		let evse: Json;
		/** Executions that have come to their end and were looked at. */
		let seen = 0;

		before(async () => {
			desk = desks[name];
			await stage.sandbox.reset({ scale: 0.01 });
			[evse] = await stage.sandbox.state('evses', 1);
			credentials = { ampecoApi: stage.credential };
			for (const [type, data] of Object.entries(desk.credentials)) {
				credentials[type] = await stage.session.saveCredential(`${name} ${type}`, type, data);
			}
			id = await stage.session.importWorkflow(readExample(name, desk), credentials);
			await stage.session.publish(id);
		});
		after(async () => await stage.session.unpublish(id));
		beforeEach(async () => {
			desk.opening = openingAsUsual();
			await stage.sandbox.clearFaults();
			const [{ hardwareStatus }] = await stage.sandbox.state('evses', 1);
			if (hardwareStatus !== 'available') await handled(async () => await becomes('available'));
			desk.clear();
		});

		/** The EVSE reports a status. Two equal reports within a second are one event, so a second goes by before. */
		async function becomes(hardwareStatus: string): Promise<void> {
			await stage.sandbox.forward(1);
			const path = `/charge-points/${evse.chargePointId}/status`;
			await stage.sandbox.admin('POST', path, { evseId: evse.id, hardwareStatus });
		}
		/** An event as AMPECO sends it, whatever the EVSE's status is. */
		async function told(payload: Json): Promise<void> {
			toldEvents += 1;
			const timestamp = new Date(Date.UTC(2026, 10, 20, 9, 0, 0, toldEvents)).toISOString();
			await stage.sandbox.admin('POST', '/events', {
				event: 'HardwareStatusNotification',
				payload: { chargePointId: evse.chargePointId, evseId: evse.id, timestamp, ...payload },
			});
		}
		/** Waits until n8n is done with at least so many events more, and gives their executions, latest first. */
		async function done(count: number): Promise<Json[]> {
			for (;;) {
				const all = await stage.session.executions(id);
				const ended = all.filter(({ status }) => !['new', 'running', 'waiting'].includes(status));
				const more = ended.length - seen;
				if (more >= count && ended.length === all.length) {
					// A report that n8n was slow to take may have come twice.
					seen = ended.length;
					return ended.slice(0, more);
				}
				await wait(50);
			}
		}
		async function handled(event: () => Promise<unknown>, count = 1): Promise<void> {
			await event();
			for (const { id: execution, status } of await done(count)) {
				if (status !== 'success') {
					const { error } = await stage.session.execution(execution);
					assert.fail(`${error?.node?.name}: ${error?.message} ${error?.description}`);
				}
			}
		}
		async function fails(event: () => Promise<unknown>): Promise<NonNullable<Execution['error']>> {
			await event();
			const [{ id: execution, status }] = await done(1);
			assert.equal(status, 'error');
			return (await stage.session.execution(execution)).error!;
		}
		const open = () => desk.tickets().filter(({ isOpen }) => isOpen);
		const isOpen = () => desk.tickets().map((ticket) => ticket.isOpen);

		test('n8n takes the workflow as it stands, and keeps the names of the credentials to choose', async () => {
			const example = JSON.parse(readFileSync(`examples/charger-fault-to-${name}.json`, 'utf8')) as Json;
			const imported = await stage.session.importWorkflow(example, { ampecoApi: stage.credential });
			const { nodes } = await stage.session.call('GET', `/workflows/${imported}`);
			const namesOf = (all: Json[]) =>
				all.map((node) => Object.values(node.credentials ?? {}).map((one: any) => one.name));
			assert.deepEqual(namesOf(nodes), namesOf(example.nodes));
		});

		test('a fault opens a ticket in words, further ones comment on it, recovery closes it', async () => {
			const [chargePoint] = await stage.sandbox.state('charge-points', 1);
			const location = (await stage.sandbox.state('locations')).find(({ id: one }) => one === chargePoint.locationId)!;
			await handled(async () => await becomes('faulted'));
			const [ticket] = desk.tickets();
			assert.equal(ticket.reference, `ampeco-${evse.chargePointId}-${evse.id}`);
			assert.equal(ticket.title, `${chargePoint.name}, EVSE ${evse.physicalReference} faulted: InternalError`);
			assert.ok(ticket.text.includes(`${chargePoint.name} (ID ${evse.chargePointId})`), ticket.text);
			assert.ok(ticket.text.includes(location.name[0].translation), ticket.text);
			assert.match(ticket.text, /Fault: InternalError\nSince: 20\d\d-\d\d-\d\d \d\d:\d\d (CET|CEST|GMT\+\d)/);

			await becomes('unavailable');
			const codes = { errorCode: 'OtherError', vendorErrorCode: 'E-17', info: 'Fan <2> & filter' };
			await handled(async () => await told({ hardwareStatus: 'faulted', ...codes }));
			const again = 'Faulted again: OtherError, E-17, Fan <2> & filter, 2026-11-20 10:00';
			assert.equal(desk.tickets().length, 1);
			assert.ok(desk.tickets()[0].comments[0].startsWith(again), desk.tickets()[0].comments[0]);
			assert.deepEqual(isOpen(), [true]);

			await handled(async () => await becomes('available'));
			assert.deepEqual(isOpen(), [false]);
			assert.equal(desk.tickets()[0].comments.at(-1), 'It works again: available.');
			await handled(async () => await becomes('preparing'));
			assert.equal(desk.tickets()[0].comments.length, 2);
			await handled(async () => await becomes('faulted'));
			assert.deepEqual(isOpen(), [false, true]);
		});

		test('a recovery that is handled before the ticket is there closes it all the same', async () => {
			desk.opening.before = async () => {
				desk.opening.before = async () => {};
				const before = (await stage.session.executions(id)).filter(({ status }) => status === 'success').length;
				await becomes('available');
				for (;;) {
					const now = (await stage.session.executions(id)).filter(({ status }) => status === 'success').length;
					if (now > before) return;
					await wait(50);
				}
			};
			await handled(async () => await becomes('faulted'), 2);
			assert.deepEqual(isOpen(), [false]);
		});

		test('a recovery that comes late, after the next fault, leaves the ticket open', async () => {
			await handled(async () => await becomes('faulted'));
			await handled(async () => await told({ hardwareStatus: 'available' }));
			assert.deepEqual(isOpen(), [true]);
		});

		test('two events at the same moment leave one open ticket with what both said', async () => {
			let waiting = 0;
			desk.opening.before = async () => {
				waiting += 1;
				while (waiting < 2) await wait(20);
			};
			await becomes('faulted');
			await handled(async () => await told({ hardwareStatus: 'faulted', errorCode: 'GroundFailure' }), 2);
			assert.deepEqual(isOpen(), [true, false]);
			const [first, second] = desk.tickets();
			assert.equal(first.comments.length, 1);
			assert.deepEqual(
				['InternalError', 'GroundFailure'].filter((code) => !`${first.title} ${first.comments}`.includes(code)),
				[],
			);
			assert.ok(second.comments.length > 0);
			for (const comment of second.comments) assert.ok(comment.includes(`${first.name} is the ticket`), comment);

			await handled(async () => await becomes('available'));
			assert.deepEqual(isOpen(), [false, false]);
		});

		test('a ticket that was opened, but whose answer was lost, is not there twice', async () => {
			desk.opening.loseAnswer = true;
			await handled(async () => await becomes('faulted'));
			assert.deepEqual(isOpen(), [true, false]);
		});

		test('a ticket closed by a person is left alone, and the next fault opens a new one', async () => {
			await handled(async () => await becomes('faulted'));
			const [{ name: closed }] = desk.tickets();
			desk.closeByHand(closed);
			await handled(async () => await told({ hardwareStatus: 'faulted' }));
			assert.deepEqual(isOpen(), [false, true]);
			await handled(async () => await becomes('available'));
			assert.deepEqual(isOpen(), [false, false]);
			assert.deepEqual(desk.tickets()[0].comments, []);
			assert.equal(desk.tickets()[1].comments.length, 1);
		});

		test('a fault of the whole charge point has a ticket of its own', async () => {
			await handled(async () => await becomes('faulted'));
			await stage.sandbox.admin('POST', `/charge-points/${evse.chargePointId}/status`, { networkStatus: 'available' });
			await handled(
				async () => await told({ evseId: null, hardwareStatus: 'faulted', errorCode: 'PowerMeterFailure' }),
			);
			const references = desk.tickets().map(({ reference }) => reference);
			assert.deepEqual(references, [`ampeco-${evse.chargePointId}-${evse.id}`, `ampeco-${evse.chargePointId}-all`]);
			assert.match(desk.tickets()[1].title, /, all EVSEs faulted: PowerMeterFailure$/);
		});

		test('names that AMPECO does not tell are IDs in the ticket', async () => {
			await stage.sandbox.fault(`forbidden once on GET ${CHARGE_POINTS}/*`);
			await handled(async () => await becomes('faulted'));
			assert.equal(
				open()[0].title,
				`Charge point ${evse.chargePointId}, EVSE ${evse.physicalReference} faulted: InternalError`,
			);
		});

		test('a ticket that is refused ends the run at the node that says so, and the next fault opens it', async () => {
			let tries = 0;
			desk.opening.before = async () => {
				tries += 1;
				return 'refuse';
			};
			const error = await fails(async () => await becomes('faulted'));
			assert.equal(error.node.name, 'Open Ticket');
			assert.match(`${error.message} ${error.description}`, said.refused);
			assert.match(`${error.message} ${error.description} ${error.messages}`, /Site is/);
			assert.equal(tries, 3);
			desk.opening = openingAsUsual();
			await handled(async () => await told({ hardwareStatus: 'faulted' }));
			assert.deepEqual(isOpen(), [true]);
		});

		test('so does a login that is not right any more', async () => {
			for (const [type, data] of Object.entries(desk.credentials)) {
				const wrong = Object.fromEntries(
					Object.entries(data).map(([key, value]) => [
						key,
						key === 'domain' || key.endsWith('Url') || key === 'subdomain' || key === 'name' ? value : `${value}x`,
					]),
				);
				await stage.session.saveCredential(`${name} ${type}`, type, wrong);
			}
			const error = await fails(async () => await becomes('faulted'));
			assert.match(`${error.message} ${error.description}`, said.loggedOut);
			assert.equal(error.node.name, 'Find Open Ticket');
			assert.deepEqual(desk.tickets(), []);
			for (const [type, data] of Object.entries(desk.credentials)) {
				await stage.session.saveCredential(`${name} ${type}`, type, data);
			}
		});

		if (name === 'jira') {
			test('a search that is late makes no second ticket that stays', async () => {
				const jira = desk as JiraDesk;
				jira.isIndexed = () => jira.tickets().length > 1;
				await handled(async () => await becomes('faulted'));
				await handled(async () => await told({ hardwareStatus: 'faulted', errorCode: 'GroundFailure' }));
				jira.isIndexed = () => true;
				assert.deepEqual(isOpen(), [true, false]);
				assert.match(jira.tickets()[0].comments[0], /GroundFailure/);
			});

			test('two recoveries at the same moment close the issue, and neither is an error', async () => {
				const jira = desk as JiraDesk;
				await handled(async () => await becomes('faulted'));
				let waiting = 0;
				jira.beforeTransition = async () => {
					waiting += 1;
					while (waiting < 2) await wait(20);
				};
				await becomes('available');
				await handled(async () => await told({ hardwareStatus: 'preparing' }), 2);
				assert.ok(waiting > 2, 'none was refused because the issue was closed already');
				assert.deepEqual(isOpen(), [false]);
			});

			test('an issue that has no way to Done ends the run with a sentence', async () => {
				const jira = desk as JiraDesk;
				await handled(async () => await becomes('faulted'));
				jira.closesToDo = false;
				const { message } = await fails(async () => await becomes('available'));
				jira.closesToDo = true;
				assert.match(message, /^EV-1 should be closed and is not\. No transition leads from its status to a done one/);
				assert.deepEqual(isOpen(), [true]);
			});
		}
	});
}
