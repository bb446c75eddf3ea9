/**
 * The examples about money, tags and AI in a real n8n, as they are in `examples/`, against a sandbox tenant and the back
 * office that comes with them. Each is run more often than it should do something. Run `npm run test:e2e`.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { BackOffice } from '../../examples/back-office.mts';
import { startBackOffice } from '../../examples/back-office.mts';
import type { Execution, Json } from '../../scripts/n8n-session.mts';
import type { Stage } from './stage.mts';
import { setStage } from './stage.mts';

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
async function importExample(name: string, change: (nodes: Record<string, Json>) => void = () => {}): Promise<string> {
	const text = readFileSync(`examples/${name}.json`, 'utf8').replaceAll('http://127.0.0.1:8791', office.url);
	const workflow = JSON.parse(text);
	change(Object.fromEntries(workflow.nodes.map((node: Json) => [node.name, node])));
	return await stage.session.importWorkflow(workflow, { ampecoApi: stage.credential });
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
		await stage.sandbox.admin('POST', '/events', { event: 'settlementReport.created', payload: { id: report.id, partnerId: report.partnerId, lastUpdatedAt } });

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
			Math.round(lines.filter((line) => line.account === account).reduce((sum, { debit, credit }) => sum + debit - credit, 0) * 100) / 100;
		assert.equal(balance('5100'), report.totalRevenue);
		assert.equal(balance('1520'), tax(report.totalRevenue));
		assert.equal(balance('4200'), -report.totalExpenses);
		assert.equal(balance('1750'), -tax(report.totalExpenses));
		const [payment] = (await stage.sandbox.state('partner-settlement-records')).filter((record) => record.partnerSettlementReportId === report.id);
		assert.equal(payment.paidAmount, total);
		assert.equal(balance('1590'), -total);
	});

	test('a month is posted completely, and a second run adds nothing', async () => {
		const already = posted();
		await run(id, 'Post a Month');
		const expected = [...already, ...reportsOf('2026-10').map(reference)].sort();
		assert.equal(expected.length, 7);
		assert.deepEqual(posted(), expected);
		await run(id, 'Post a Month');
		assert.deepEqual(posted(), expected);
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

	test('what the accounting system refuses stops the run with its words', async () => {
		const refused = await importExample('partner-settlement-to-accounting', (nodes) => {
			nodes['Post Entry'].parameters.url = `${office.url}/nowhere`;
			nodes['Chosen Month'].parameters.assignments.assignments[0].value = '2026-08';
		});
		const { status, error } = await stage.session.run(refused, 'Post a Month');
		assert.equal(status, 'error');
		assert.match(error?.message, /did not take "AMPECO settlement \d+" \(404: Route POST:\/nowhere not found\)/);
	});
});
