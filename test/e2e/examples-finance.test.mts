/**
 * The examples about money, tags and AI in a real n8n, as they are in `examples/`, against a sandbox tenant and the back
 * office that comes with them. Each is run more often than it should do something. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackOffice } from '../../examples/back-office.mts';
import { startBackOffice } from '../../examples/back-office.mts';
import type { Execution, Json } from '../../tools/n8n/session.mts';
import { startFront } from '../reliability/front.mts';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import type { Model } from './model.mts';
import { startModel } from './model.mts';
import type { Stage } from './stage.mts';
import { PACKAGE, setStage } from './stage.mts';

let stage: Stage;
let office: BackOffice;

before(async () => {
	stage = await setStage('examples-fin');
	office = await startBackOffice(0);
});
after(async () => {
	await stage?.stop();
	await office?.stop();
});

/** Imports an example with the stage's credential and the addresses of the stand-ins, and what else a test changes in it. */
async function importExample(
	name: string,
	change: (nodes: Record<string, Json>, workflow: Json) => void = () => {},
	credentials: Record<string, { id: string; name: string }> = {},
): Promise<string> {
	const text = readFileSync(`examples/${name}.json`, 'utf8').replaceAll('http://127.0.0.1:8791', office.url);
	const workflow = JSON.parse(text);
	change(Object.fromEntries(workflow.nodes.map((node: Json) => [node.name, node])), workflow);
	return await stage.session.importWorkflow(workflow, { ampecoApi: stage.credential, ...credentials });
}

/** Runs a workflow that must succeed. */
async function run(id: string, trigger: string): Promise<Execution> {
	const execution = await stage.session.run(id, trigger);
	assert.equal(execution.status, 'success', execution.error?.message);
	return execution;
}

/** Waits until so many executions of a workflow have ended, and gives their statuses. */
async function ended(workflowId: string, count: number): Promise<string[]> {
	for (;;) {
		const { results } = await stage.session.call('GET', '/executions', undefined, {
			params: { filter: JSON.stringify({ workflowId }), limit: 100 },
		});
		const statuses = (results as Json[]).map(({ status }) => status as string);
		if (statuses.filter((status) => !['new', 'running', 'waiting'].includes(status)).length >= count) return statuses;
		await wait(100);
	}
}

describe('partner settlement to accounting', { timeout: 600_000 }, () => {
	let id: string;
	let reports: Json[];
	const reportsOf = (month: string) => reports.filter(({ periodStart }) => periodStart.startsWith(month));
	const reference = (report: Json) => `AMPECO settlement ${report.id}`;
	const posted = () => office.entries.map((entry) => entry.reference).sort();
	const announce = async (report: Json, lastUpdatedAt: string) =>
		await stage.sandbox.admin('POST', '/events', {
			event: 'settlementReport.created',
			payload: { id: report.id, partnerId: report.partnerId, lastUpdatedAt },
		});

	before(async () => {
		id = await importExample('partner-settlement-to-accounting');
		reports = await stage.sandbox.state('partner-settlement-reports');
	});
	after(async () => void (await stage.session.call('POST', `/workflows/${id}/deactivate`, {})));

	test('a new report becomes one entry, however often it is announced', async () => {
		const [report] = reportsOf('2026-09');
		await stage.session.publish(id);
		// Not the same payload, so the trigger takes each for an event of its own; the first two arrive together.
		await Promise.all([announce(report, '2026-11-01T08:00:00Z'), announce(report, '2026-11-01T08:00:01Z')]);
		await ended(id, 2);
		await announce(report, '2026-11-01T08:00:02Z');
		assert.deepEqual(await ended(id, 3), ['success', 'success', 'success']);
		assert.deepEqual(posted(), [reference(report)]);

		const [{ currency, date, lines }] = office.entries;
		assert.deepEqual([currency, date], [report.currencyCode, report.date]);
		const total = report.totalAmount.withoutTax;
		const tax = (amount: number) => Math.round(amount * 21) / 100;
		const balance = (account: string) =>
			Math.round(
				lines.filter((line) => line.account === account).reduce((sum, { debit, credit }) => sum + debit - credit, 0) *
					100,
			) / 100;
		assert.equal(balance('5100'), report.totalRevenue);
		assert.equal(balance('1520'), tax(report.totalRevenue));
		assert.equal(balance('4200'), -report.totalExpenses);
		assert.equal(balance('1750'), -tax(report.totalExpenses));
		const [payment] = (await stage.sandbox.state('partner-settlement-records')).filter(
			(record) => record.partnerSettlementReportId === report.id,
		);
		assert.equal(payment.paidAmount, total);
		assert.equal(balance('1590'), -total);
	});

	test('a month is posted completely, and a second run adds nothing', async () => {
		const already = posted();
		await run(id, 'Post a Month');
		const expected = [...already, ...reportsOf('2026-10').map(reference)].sort();
		assert.equal(expected.length, 7);
		assert.deepEqual(posted(), expected);
		const { nodes } = await run(id, 'Post a Month');
		assert.deepEqual(posted(), expected);
		assert.equal(nodes['Post Entry'], undefined);
	});

	test('a month that is written wrong stops the run, and nothing is posted', async () => {
		const before = posted();
		for (const month of ['2026-9', '2026-13', '2026', '10/2026', '2026/09', '']) {
			const wrong = await importExample('partner-settlement-to-accounting', (nodes) => {
				nodes['Chosen Month'].parameters.assignments.assignments[0].value = month;
			});
			const { status, error } = await stage.session.run(wrong, 'Post a Month');
			assert.equal(status, 'error', month);
			assert.equal(error?.message, 'Write the month in Chosen Month as 2026-10.');
		}
		assert.deepEqual(posted(), before);
	});

	test('an entry balances in any currency, in its decimals, whatever decimals the amounts have', async () => {
		for (const [index, [currencyCode, decimals, withoutTax, totalExpenses, paidAmount]] of [
			['KWD', 3, 10.125, 1.005, 3.333],
			['EUR', 2, 10.125, 1.005, 3.333],
			['JPY', 0, 1000.5, 100.25, 333],
			['EUR', 2, 0.1, 0.2, 0.3],
		].entries() as IterableIterator<[number, [string, number, number, number, number]]>) {
			const [report] = reports;
			const pinned = { ...report, id: 990_000 + index, currencyCode, totalAmount: { withoutTax }, totalExpenses };
			const payment = { id: 1, date: '2026-10-31', paidAmount, note: 'bank' };
			const workflow = await importExample('partner-settlement-to-accounting', (_nodes, whole) => {
				whole.pinData = {
					...whole.pinData,
					'Reports of the Month': [{ json: { id: pinned.id } }],
					'Get Report': [{ json: pinned }],
					'Get Payments': [{ json: payment }],
				};
			});
			await run(workflow, 'Post a Month');
			const { lines } = office.entries.find((entry) => entry.reference === reference(pinned as Json))!;
			const amounts = lines.map(({ debit, credit }) => debit - credit);
			assert.deepEqual(
				amounts.filter((amount) => Number(amount.toFixed(decimals)) !== amount),
				[],
				currencyCode,
			);
			// The back office takes no other; in whole units of the smallest part, so without the noise of sums.
			const parts = amounts.map((amount) => Math.round(amount * 10 ** decimals));
			assert.equal(
				parts.reduce((sum, one) => sum + one, 0),
				0,
				currencyCode,
			);
			const share = lines.find(({ account }) => account === '5100')!;
			assert.equal(share.debit, Number((withoutTax + totalExpenses).toFixed(decimals)));
			const paid = lines.find(({ account }) => account === '1590')!;
			assert.equal(paid.credit, Number(paidAmount.toFixed(decimals)));
		}
	});

	test('an entry that another run posted in between is left alone', async () => {
		const before = posted();
		const late = await importExample('partner-settlement-to-accounting', (nodes) => {
			nodes['Find Entry'].parameters.url = `${office.url}/journal-entries?reference=none`;
			nodes['Find Entry'].parameters.sendQuery = false;
		});
		await run(late, 'Post a Month');
		assert.deepEqual(posted(), before);
	});

	/** Runs the example where Find Entry gets this answer for a reference, and Post Entry would be refused. */
	async function runWhere(answer: (reference: string) => unknown, rules?: string[]): Promise<Execution> {
		const system = createServer(({ url }, response) => {
			const asked = new URL(url!, 'http://127.0.0.1').searchParams.get('reference')!;
			response.setHeader('content-type', 'application/json').end(JSON.stringify(answer(asked)));
		});
		await once(system.listen(0, '127.0.0.1'), 'listening');
		const workflow = await importExample('partner-settlement-to-accounting', (nodes) => {
			nodes['Chosen Month'].parameters.assignments.assignments[0].value = '2026-08';
			nodes['Find Entry'].parameters.url = `http://127.0.0.1:${(system.address() as AddressInfo).port}`;
			nodes['Post Entry'].parameters.url = `${office.url}/nowhere`;
			for (const [index, rule] of rules?.entries() ?? [])
				nodes['Posted Already?'].parameters.rules.values[index].conditions.conditions[0].leftValue = `=${rule}`;
		});
		try {
			return await stage.session.run(workflow, 'Post a Month');
		} finally {
			system.close();
		}
	}
	const UNCLEAR = /^Find Entry does not tell whether "AMPECO settlement \d+" is posted/;
	const REFUSED = /did not take "AMPECO settlement \d+" \(404: Route POST:\/nowhere not found\)/;

	test('an answer that does not tell whether an entry is there stops the run before it posts', async () => {
		// Among them: nothing at all, another name for the list, a list of everything instead of what was asked for.
		const everything = [{ reference: 'another' }];
		for (const answer of [
			[],
			{},
			'',
			{ entries: [] },
			{ data: null },
			{ data: '' },
			{ data: 'none' },
			{ data: everything },
			everything,
		]) {
			const { status, error, nodes } = await runWhere(() => answer);
			assert.equal(status, 'error', JSON.stringify(answer));
			assert.match(error?.message, UNCLEAR);
			assert.equal(nodes['Post Entry'], undefined);
		}
	});

	test('what the accounting system refuses stops the run with its words', async () => {
		const { status, error } = await runWhere(() => ({ data: [] }));
		assert.equal(status, 'error');
		assert.match(error?.message, REFUSED);
	});

	test('a system that answers with a bare list is understood with the rules of the page', async () => {
		const rules = readFileSync('docs/examples/partner-settlement-to-accounting.md', 'utf8').match(/^\{\{ .* \}\}$/gm)!;
		assert.equal(rules.length, 2);
		assert.match((await runWhere(() => [], rules)).error?.message, REFUSED);
		assert.match((await runWhere(() => [{ reference: 'another' }], rules)).error?.message, UNCLEAR);
		const { status, nodes } = await runWhere((reference) => [{ reference }], rules);
		assert.equal(status, 'success');
		assert.equal(nodes['Post Entry'], undefined);
	});
});

describe('failed payments', { timeout: 600_000 }, () => {
	const RETRY = '/retry-payment';
	let id: string;
	/** Sessions a driver owes something for, by when the payment failed. */
	let owed: Json[];
	let emails: Map<number, string>;

	/** The workflow with other settings; the ledger is the same for all of them. */
	const settings = async (values: Json, change: (nodes: Record<string, Json>) => void = () => {}) =>
		await importExample('failed-payments', (nodes) => {
			for (const row of nodes.Settings.parameters.assignments.assignments)
				row.value = { waitSeconds: 1, ...values }[row.name as string] ?? row.value;
			change(nodes);
		});
	const failedSince = (since: string) => owed.filter(({ paymentStatusUpdatedAt }) => paymentStatusUpdatedAt >= since);
	/** Sessions whose payment was tried again, as often as it was. */
	const retried = async () =>
		(await stage.sandbox.journal({ method: 'POST', path: RETRY }))
			.map(({ path }) => Number(path.split('/').at(-2)))
			.sort();
	const numbers = (sessions: Json[]) => sessions.map((session) => session.id as number).sort();
	const stillFailed = async () =>
		(await stage.sandbox.state('sessions')).filter((session) => session.paymentStatus === 'failed');
	const reminded = () =>
		office.mails
			.splice(0)
			.map(({ to, text }) => `${to} ${/session (\d+)/.exec(text)![1]}`)
			.sort();
	const reminders = (sessions: Json[]) =>
		sessions.map((session) => `${emails.get(session.userId)} ${session.id}`).sort();

	before(async () => {
		await stage.sandbox.reset({ seed: 'campaign' });
		id = await settings({});
		owed = (await stillFailed()).filter(
			(session) => session.userId && session.totalAmount.withTax > 0 && session.billingStatus === 'completed',
		);
		emails = new Map((await stage.sandbox.state('users')).map((user) => [user.id, user.email]));
	});

	test('without a date nothing is charged and one sentence says what to give', async () => {
		for (const since of ['', 'October']) {
			const { status, error } = await stage.session.run(await settings({ since }), 'Collect Now');
			assert.equal(status, 'error');
			assert.match(error?.message, /^since in Settings is no date\. .*2026-10-01/);
		}
		assert.deepEqual(await retried(), []);
	});

	test('each is tried once more, and who still owes is reminded', async () => {
		await stage.sandbox.fault('reset before answer at 2 on POST /public-api/actions/session/**');
		const { nodes } = await run(id, 'Collect Now');
		const due = failedSince('2026-10-01');
		assert.ok(due.length > 5);
		assert.deepEqual(await retried(), numbers(due));
		assert.equal(nodes['Not Charged, or Unclear'].outputs[0].length, 1);
		const left = new Set((await stillFailed()).map((session) => session.id));
		const unpaid = due.filter((session) => left.has(session.id));
		assert.ok(unpaid.length > 0 && unpaid.length < due.length);
		assert.deepEqual(reminded(), reminders(unpaid));
	});

	test('a second run charges nobody and reminds nobody', async () => {
		const before = await retried();
		await run(id, 'Collect Now');
		assert.deepEqual(await retried(), before);
		assert.deepEqual(reminded(), []);
	});

	test('two runs at once charge and remind once', async () => {
		const since = '2026-09-01T00:00:00Z';
		const both = [await settings({ since }), await settings({ since })];
		await Promise.all(both.map(async (workflow) => await run(workflow, 'Collect Now')));
		assert.deepEqual(await retried(), numbers(failedSince(since)));
		const mails = reminded();
		assert.equal(new Set(mails).size, mails.length);
		assert.ok(mails.length > 0);
	});

	/** Takes up the sessions since a day without reaching the bank: gives them, and the workflow a day later. */
	async function leftUnclear(
		since: string,
		change: (nodes: Record<string, Json>) => void = () => {},
	): Promise<{ unclear: Json[]; nextDay: string }> {
		const before = await retried();
		await stage.sandbox.fault('reset before execution for 600 s on POST /public-api/actions/session/**');
		await run(await settings({ since }), 'Collect Now');
		await stage.sandbox.clearFaults();
		assert.deepEqual(reminded(), []);
		const unclear = failedSince(since).filter((session) => !before.includes(session.id));
		assert.ok(unclear.length > 2);
		const nextDay = await settings({ since }, (nodes) => {
			const [, outcome] = nodes['Still Unpaid'].parameters.conditions.conditions;
			outcome.leftValue = outcome.leftValue.replace('{ days: 1 }', '{ days: 0 }');
			change(nodes);
		});
		return { unclear, nextDay };
	}

	test('a payment that was never tried, for all we know, is left alone for a day, then its driver is reminded', async () => {
		const since = '2026-08-01T00:00:00Z';
		const { unclear, nextDay } = await leftUnclear(since);
		await run(nextDay, 'Collect Now');
		assert.deepEqual(reminded(), reminders(unclear));
		assert.deepEqual(await retried(), numbers(failedSince(since)));
	});

	test('the next reminder comes when it is due', async () => {
		const unpaid = (await stillFailed()).filter(
			(session) => numbers(owed).includes(session.id) && session.paymentStatusUpdatedAt >= '2026-10-01',
		);
		await run(await settings({ reminderDays: 0 }), 'Collect Now');
		assert.deepEqual(reminded(), reminders(unpaid));
	});

	test('a driver that is gone, a session that cannot be read and a mail that is refused keep nobody else from being reminded', async () => {
		const { unclear, nextDay } = await leftUnclear('2026-06-01T00:00:00Z');
		const [gone, unreadable, refused, ...others] = unclear;
		const { status } = await stage.sandbox.call('DELETE', `/public-api/resources/users/v1.0/${gone.userId}`);
		assert.equal(status, 204);
		await stage.sandbox.fault(`forbidden once on GET /public-api/resources/sessions/*/${unreadable.id}`);
		office.troubles.set(emails.get(refused.userId)!, 400);
		const { nodes } = await run(nextDay, 'Collect Now');
		office.troubles.clear();
		assert.deepEqual(reminded(), reminders(others));
		const problems = nodes['Not Reminded'].runs.flat(2).map(({ json }) => json.error.message ?? json.error);
		assert.equal(problems.length, 3);
		assert.match(problems.join(), /does not find this user/);
		assert.match(problems.join(), /AMPECO does not allow this/);
		assert.match(problems.join(), /There is no mailbox/);

		for (const mails of [reminders([unreadable, refused]), []]) {
			await run(nextDay, 'Collect Now');
			assert.deepEqual(reminded(), mails);
		}
	});

	test('a mail that may have gone out is not sent again', async () => {
		const { unclear, nextDay } = await leftUnclear('2026-05-01T00:00:00Z');
		office.troubles.set(emails.get(unclear[0].userId)!, 500);
		await run(nextDay, 'Collect Now');
		office.troubles.clear();
		await run(nextDay, 'Collect Now');
		assert.deepEqual(reminded(), reminders(unclear));
	});

	test('after a mail that stopped the run, the next run reminds the others', async () => {
		const { unclear, nextDay } = await leftUnclear(
			'2026-04-01T00:00:00Z',
			(nodes) => delete nodes['Send Reminder'].onError,
		);
		const [, refused] = unclear;
		office.troubles.set(emails.get(refused.userId)!, 400);
		assert.equal((await stage.session.run(nextDay, 'Collect Now')).status, 'error');
		office.troubles.clear();
		await run(nextDay, 'Collect Now');
		assert.deepEqual(reminded(), reminders(unclear.filter((session) => session !== refused)));
	});
});

describe('an AI agent that can only read', { timeout: 600_000 }, () => {
	let model: Model;
	let id: string;

	before(async () => {
		model = await startModel();
		const openAiApi = await stage.session.saveCredential('OpenAI', 'openAiApi', { apiKey: 'none', url: model.url });
		id = await importExample('ai-agent-read-only', () => {}, { openAiApi });
	});
	after(async () => await model?.stop());

	/** Says something in the chat and gives the agent's answer. */
	async function say(chatInput: string): Promise<string> {
		const item = { json: { sessionId: 'test', action: 'sendMessage', chatInput } };
		const data = {
			startTime: Date.now(),
			executionTime: 0,
			executionIndex: 0,
			executionStatus: 'success',
			source: [null],
			data: { main: [[item]] },
		};
		const { executionId } = await stage.session.call('POST', `/workflows/${id}/run`, {
			triggerToStartFrom: { name: 'Chat', data },
		});
		await ended(id, ++said);
		const { status, error, nodes } = await stage.session.execution(executionId);
		assert.equal(status, 'success', error?.message);
		return nodes['AI Agent'].outputs[0][0].json.output;
	}
	let said = 0;

	/** The tool's answer, as the model got it last. */
	const toolAnswer = (messages: Json[]) => JSON.parse(messages.findLast(({ role }) => role === 'tool')!.content);

	test('it looks things up with what the model says, and the answer reaches the model', async () => {
		const sessionsOfWeek = (await stage.sandbox.state('sessions')).filter(
			({ startedAt }) => startedAt >= '2026-10-01T00:00:00Z' && startedAt <= '2026-10-08T00:00:00Z',
		);
		const evse = (await stage.sandbox.state('evses')).find(
			(one) => one.physicalReference && sessionsOfWeek.some(({ evseId }) => evseId === one.id),
		)!;
		await stage.sandbox.clearJournal();
		let found: Json[] = [];
		let sessions: Json[] = [];
		model.script = [
			{
				tool: 'Find_charge_points',
				input: { printed_reference: evse.physicalReference, network_id: '', location_id: '' },
			},
			{
				tool: 'Find_sessions',
				input: {
					charge_point_id: '',
					evse_id: String(evse.id),
					started_after: '2026-10-01T00:00:00Z',
					started_before: '2026-10-08T00:00:00Z',
				},
			},
			{
				text: (messages) => {
					const answers = messages.filter(({ role }) => role === 'tool').map(({ content }) => JSON.parse(content));
					[found, sessions] = answers;
					return `${sessions.length} sessions at ${found[0].name}`;
				},
			},
		];
		const answer = await say(`How many sessions were there at ${evse.physicalReference} in the first week of October?`);
		const [chargePoint] = (await stage.sandbox.state('charge-points')).filter((one) => one.id === evse.chargePointId);
		const expected = sessionsOfWeek.filter(({ evseId }) => evseId === evse.id);
		assert.deepEqual(
			found.map((one) => one.id),
			[chargePoint.id],
		);
		assert.deepEqual(
			sessions.map((one) => Number(one.id)),
			expected.map((one) => one.id),
		);
		assert.equal(answer, `${expected.length} sessions at ${chargePoint.name}`);

		const journal = await stage.sandbox.journal();
		assert.deepEqual([...new Set(journal.map(({ method }) => method))], ['GET']);
		assert.deepEqual(journal[0].query, [
			['filter[evsePhysicalReference]', evse.physicalReference],
			['per_page', '20'],
			['cursor', ''],
		]);
	});

	test('the model knows the time and the time zone questions are meant in', async () => {
		const zone = 'Europe/Amsterdam';
		const asked = new Date();
		model.requests.length = 0;
		model.script = [{ text: () => 'Good evening' }];
		await say('Good evening');
		const { content } = model.requests[0].messages.find(({ role }: Json) => role === 'system');
		const [, written, named] = /It is (\S+) \((\S+)\) now/.exec(content)!;
		assert.equal(named, zone);
		const moment = new Date(written);
		assert.ok(asked <= moment && moment <= new Date());
		const local = moment.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
		assert.equal(written.slice(0, 19), local);
		assert.match(content, /times to the tools in UTC/);
	});

	test('a refusal reaches the model as a sentence', async () => {
		model.script = [
			{ tool: 'Get_session', input: { session_id: '1' } },
			{ text: (messages) => JSON.stringify(toolAnswer(messages)) },
		];
		assert.match(await say('What was session 1?'), /not found|no such|There is no/i);
	});

	test('none of its tools can write, and each says what it is for', async () => {
		const { tools } = model.requests[0];
		const { nodes } = await stage.session.call('GET', `/workflows/${id}`);
		const ours = nodes.filter(({ type }: Json) => type.startsWith(PACKAGE));
		const built = loadNodes(dist, registeredFolders());
		const routes = ours.map(({ type, parameters }: Json) => {
			const { resources } = built.find((node) => type === `${PACKAGE}.${node.type.description.name}Tool`)!;
			return resources.find(({ value }) => value === parameters.resource)!.operations[parameters.operation].route;
		});
		assert.deepEqual(
			routes.filter((route: string) => !route.startsWith('GET ')),
			[],
		);
		const described = ({ name, parameters }: Json) => `${name.replaceAll(' ', '_')}: ${parameters.toolDescription}`;
		const told = tools.map((tool: Json) => `${tool.function.name}: ${tool.function.description}`);
		assert.deepEqual(told.sort(), ours.map(described).sort());
	});
});

describe('ID tags from an HR list', { timeout: 600_000 }, () => {
	let id: string;
	const person = async (email: string) => (await stage.sandbox.state('users')).find((user) => user.email === email);
	const card = async (uid: string) => (await stage.sandbox.state('id-tags')).find(({ idTagUid }) => idTagUid === uid);
	/** The changes the tenant was asked for since the last look. */
	async function changes(): Promise<string[]> {
		const entries = await stage.sandbox.journal();
		await stage.sandbox.clearJournal();
		return entries
			.filter(({ method }) => method !== 'GET')
			.map(({ method, path, status }) => `${method} ${path.split('/').at(3)} ${status}`)
			.sort();
	}
	/** The workflow with another list. */
	const withList = async (
		rows: string[],
		credentials?: Record<string, { id: string; name: string }>,
		settings: Json = {},
	) =>
		await importExample(
			'id-tags-from-hr-list',
			(nodes, workflow) => {
				nodes['HR List'].parameters.assignments.assignments[0].value = [
					'employee,firstName,lastName,email,card,left',
					...rows,
				].join('\n');
				Object.assign(workflow.settings, settings);
			},
			credentials,
		);
	/** What is to be corrected: the employee of the row and the reason. */
	const toCorrect = ({ nodes }: Execution) =>
		(nodes['Rows to Correct']?.runs ?? [])
			.flatMap(([items]) => items.map(({ json }) => `${json.employee}: ${json.reason}`))
			.sort();
	/** People with a card that works, and their cards. */
	async function holders(): Promise<Array<{ user: Json; cards: Json[] }>> {
		const tags = await stage.sandbox.state('id-tags');
		const users = await stage.sandbox.state('users');
		return users
			.map((user) => ({
				user,
				cards: tags.filter((tag) => String(tag.userId) === String(user.id) && tag.status === 'enabled'),
			}))
			.filter(({ cards }) => cards.length > 0);
	}

	before(async () => {
		// The list names people of the sandbox that "npm run n8n" starts.
		await stage.sandbox.reset({ seed: 'ampeco' });
		id = await importExample('id-tags-from-hr-list');
	});

	test('accounts and cards are made, changed and blocked as the list says', async () => {
		const before = { card: await card('F9240CCF34C2E9'), leaver: await person('lars.olsen.10006@example.com') };
		assert.equal((await card('005F10673FE712'))!.status, 'enabled');
		await stage.sandbox.clearJournal();
		const execution = await run(id, 'Sync Now');
		assert.deepEqual(await changes(), [
			'PATCH id-tags 200',
			'PATCH id-tags 200',
			'PATCH users 200',
			'PATCH users 200',
			'POST id-tags 201',
			'POST id-tags 201',
			'POST users 201',
			'POST users 201',
			'POST users 201',
		]);
		const daan = await person('daan.schmidt.10003@example.com');
		assert.deepEqual([daan!.lastName, daan!.externalId], ['Schmidt-Vos', 'E-1002']);
		const nora = await person('nora.peters@example.com');
		const made = await card('04A1B2C3D4E5F6');
		assert.deepEqual([made!.userId, made!.status, made!.type, made!.idLabel], [nora!.id, 'enabled', 'rfid', 'E-1004']);
		assert.notEqual(before.card!.userId, (await card('F9240CCF34C2E9'))!.userId);
		assert.equal((await card('F9240CCF34C2E9'))!.userId, (await person('ines.lopez@example.com'))!.id);
		const blocked = await card('005F10673FE712');
		assert.deepEqual([blocked!.status, blocked!.userId], ['disabled', before.leaver!.id]);
		assert.deepEqual(toCorrect(execution), ['E-1007: The e-mail address is missing.']);
	});

	test('a second run changes nothing', async () => {
		await run(id, 'Sync Now');
		assert.deepEqual(await changes(), []);
	});

	test('a list of new people only, one of whom has no card', async () => {
		const fresh = await withList([
			'E-2001,Ana,Reyes,ana.reyes@example.com,04FFFFFFFFFF01,',
			'E-2002,Bo,Lund,bo.lund@example.com,,',
		]);
		assert.deepEqual(toCorrect(await run(fresh, 'Sync Now')), []);
		assert.deepEqual(await changes(), ['POST id-tags 201', 'POST users 201', 'POST users 201']);
	});

	test('a card somebody blocked stays blocked', async () => {
		const { id: tag } = (await card('AB7674C1020911'))!;
		await stage.sandbox.call('PATCH', `/public-api/resources/id-tags/v2.0/${tag}`, { status: 'disabled' });
		await stage.sandbox.clearJournal();
		await run(id, 'Sync Now');
		assert.deepEqual(await changes(), []);
		assert.equal((await card('AB7674C1020911'))!.status, 'disabled');
	});

	test('nobody is looked for without an e-mail address, and nobody is blocked', async () => {
		const list = await withList([
			'E-3001,Lea,Gone,,04EEEEEEEEEE01,2026-10-31',
			'E-3002,Leo,Gone,"  ",04EEEEEEEEEE02,2026-10-31',
		]);
		const missing = toCorrect(await run(list, 'Sync Now'));
		assert.deepEqual(await stage.sandbox.journal(), []);
		assert.deepEqual(missing, ['E-3001: The e-mail address is missing.', 'E-3002: The e-mail address is missing.']);
	});

	test('a tenant that answers with others than asked for: only cards of the one in the list are blocked', async () => {
		const [first] = await stage.sandbox.state('users', 1);
		const lent = (await holders())[0].cards[0].id;
		await stage.sandbox.call('PATCH', `/public-api/resources/id-tags/v2.0/${lent}`, { userId: first.id });
		await stage.sandbox.clearJournal();
		const [{ user, cards }] = await holders();
		assert.equal(user.id, first.id);
		const unfiltered = await startFront({
			target: stage.sandbox.url,
			strike: async ({ request }) => {
				const url = new URL(request.url!, stage.sandbox.url);
				for (const name of [...url.searchParams.keys()]) if (name.startsWith('filter[')) url.searchParams.delete(name);
				request.url = url.pathname + url.search;
				return false;
			},
		});
		try {
			const ampecoApi = await stage.session.saveCredential('AMPECO without filters', 'ampecoApi', {
				url: unfiltered.url,
				token: stage.sandbox.token,
			});
			const stranger = await withList(['E-3003,Xenia,Weber,xenia.weber.10002@example.com,,2026-10-31'], { ampecoApi });
			const wrong = toCorrect(await run(stranger, 'Sync Now'));
			assert.deepEqual(await changes(), []);
			assert.deepEqual(wrong, [
				'E-3003: AMPECO answered with the account of another e-mail address. Nothing was blocked.',
			]);

			const same = await withList([`E-3004,Ada,Gone," ${first.email.toUpperCase()} ",,2026-10-31`], { ampecoApi });
			assert.deepEqual(toCorrect(await run(same, 'Sync Now')), []);
			assert.deepEqual(
				await changes(),
				cards.map(() => 'PATCH id-tags 200'),
			);
			assert.notEqual((await holders())[0].user.id, first.id);
		} finally {
			await unfiltered.stop();
		}
	});

	test('only a real day counts as the day somebody left', async () => {
		const wrong = ['31.12.2025', '01.03.2027', '2026-02-30', '2026-2-3', '2025-12-31T00:00:00Z', 'yes'];
		const list = await withList(
			wrong.map((left, row) => `E-400${row},Kim,Day,kim.day.${row}@example.com,04DDDDDDDDDD0${row},${left}`),
		);
		const reasons = toCorrect(await run(list, 'Sync Now'));
		assert.deepEqual(await stage.sandbox.journal(), []);
		assert.deepEqual(
			reasons,
			wrong.map(
				(left, row) =>
					`E-400${row}: "${left}" in the column left is no day. Write YYYY-MM-DD, or nothing for people who are here.`,
			),
		);

		const fine = await withList([
			'E-4010,Kim,Later,kim.later@example.com,,2999-12-31',
			'E-4011,Kim,Here,kim.here@example.com,,"  "',
		]);
		assert.deepEqual(toCorrect(await run(fine, 'Sync Now')), []);
		assert.deepEqual(await changes(), ['POST users 201', 'POST users 201']);
	});

	test('the day begins in the time zone of the workflow', async () => {
		// These two never have the same day.
		const [early, late] = ['Pacific/Kiritimati', 'Etc/GMT+12'];
		const today = new Date().toLocaleDateString('sv-SE', { timeZone: early });
		const hasLeft = async (timezone: string) => {
			const list = await withList([`E-4020,Kim,Zone,nobody.at.all@example.com,,${today}`], undefined, { timezone });
			const { nodes } = await run(list, 'Sync Now');
			return 'Leaver' in nodes;
		};
		assert.deepEqual([await hasLeft(early), await hasLeft(late)], [true, false]);
		await stage.sandbox.clearJournal();
	});

	test('what is refused for one who left does not hold up the others', async () => {
		const leavers = (await holders()).slice(1, 5);
		const list = await withList([
			...leavers.map(({ user }, row) => `E-500${row},Kim,Gone,${user.email},,2026-10-31`),
			'E-5010,Kim,New,kim.new@example.com,04CCCCCCCCCC01,',
		]);
		await stage.sandbox.fault('forbidden once on GET /public-api/resources/users/*');
		await stage.sandbox.fault('forbidden once on GET /public-api/resources/id-tags/*');
		await stage.sandbox.fault('forbidden once on PATCH /public-api/resources/id-tags/**');
		const refused = toCorrect(await run(list, 'Sync Now'));
		await stage.sandbox.clearFaults();
		const held = new Set(refused.map((row) => /^(E-500\d): AMPECO does not allow this$/.exec(row)![1]));
		assert.equal(held.size, 3);
		const tags = new Map((await stage.sandbox.state('id-tags')).map((tag) => [tag.id, tag.status]));
		const [blocked] = leavers.filter((_, row) => !held.has(`E-500${row}`));
		assert.ok(blocked.cards.every((tag) => tags.get(tag.id) === 'disabled'));
		assert.deepEqual(
			(await changes()).filter((change) => change.startsWith('POST')),
			['POST id-tags 201', 'POST users 201'],
		);
	});

	test('a card or an e-mail address that stands twice changes nothing, in any run', async () => {
		const [{ user, cards }] = (await holders()).slice(-1);
		const list = await withList([
			'E-6001,Kim,One,kim.one@example.com,04BBBBBBBBBB01,',
			'E-6002,Kim,Two,kim.two@example.com," 04bbbbbbbbbb01 ",',
			'E-6003,Kim,Three,kim.three@example.com,,',
			'E-6004,Kim,Four,Kim.Three@example.com,,2026-10-31',
			// Cards of people who left are blocked by their account, whatever else is wrong with them.
			`E-6005,Kim,Gone,${user.email},04BBBBBBBBBB05,2026-10-31`,
			'E-6006,Kim,Next,kim.next@example.com,04BBBBBBBBBB05,',
		]);
		const expected = [
			'E-6001: Card 04BBBBBBBBBB01 is also in the row of E-6002.',
			'E-6002: Card 04bbbbbbbbbb01 is also in the row of E-6001.',
			'E-6003: kim.three@example.com is also in the row of E-6004.',
			'E-6004: Kim.Three@example.com is also in the row of E-6003.',
			'E-6006: Card 04BBBBBBBBBB05 is also in the row of E-6005.',
		];
		assert.deepEqual(toCorrect(await run(list, 'Sync Now')), expected);
		assert.deepEqual(
			await changes(),
			cards.map(() => 'PATCH id-tags 200'),
		);
		assert.deepEqual(toCorrect(await run(list, 'Sync Now')), expected);
		assert.deepEqual(await changes(), []);
	});

	test('a row says why also when AMPECO refuses its account or its card', async () => {
		const list = await withList([
			'E-7001,Kim,Wrong,kim.wrong@example.com,,',
			'E-7002,Kim,Card,kim.card@example.com,04AAAAAAAAAA01,',
		]);
		await stage.sandbox.fault('forbidden once on POST /public-api/resources/users/*');
		await stage.sandbox.fault('forbidden once on POST /public-api/resources/id-tags/*');
		const [account, tag, ...others] = toCorrect(await run(list, 'Sync Now'));
		await stage.sandbox.clearFaults();
		await stage.sandbox.clearJournal();
		assert.match(account, /^E-7001: .+/);
		assert.match(tag, /^E-7002: .+/);
		assert.deepEqual(others, []);
	});
});
