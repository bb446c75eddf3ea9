/**
 * The voucher campaign of examples/, run in n8n's real engine against a sandbox tenant, and what the tenant says of it
 * afterwards. Used by the demo and by tests. As a program it is one run in a process of its own, which can be killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { json as readJson } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import type { INodeExecutionData } from 'n8n-workflow';
import type { RunningSandbox } from '../sandbox/client.mts';
import { CORE_NODES } from './core-nodes.mts';
import type { Engine } from './engine.mts';
import { startEngine } from './engine.mts';

export const VOUCHERS = '/public-api/resources/vouchers/v2.1';

/** A row of the list, by the names of its columns. */
export type Recipient = Record<'User ID' | 'Name' | 'Amount' | 'Expires On' | 'Prefix' | 'Title en', string>;

export interface CampaignRun {
	status: string;
	/** What stopped it. */
	error: string | undefined;
	/** Rows that would be created, or have their voucher, by the dry run. */
	right: number;
	/** Rows in which the dry run found a mistake. */
	wrong: Array<{ row: number; error: string }>;
	/** Vouchers as the node reported them, with the row each belongs to. */
	vouchers: Array<{
		row: number;
		outcome: 'created' | 'existing';
		id: number;
		code: string;
		amount: number;
		expireDate: string;
	}>;
	/** Rows that were right and have no voucher all the same. */
	refused: Array<{ row: number; error: string }>;
	/** What is handed on. */
	codes: Array<{ userId: string; name: string; code: string; outcome: string }>;
	/** What the nodes told at their end. */
	hints: string[];
	seconds: number;
}

type Tenant = Pick<RunningSandbox, 'url' | 'token'>;

/** The list as it stands in examples/: 250 rows, three of them wrong. */
export function readRecipients(): Recipient[] {
	return parse(readFileSync('examples/voucher-recipients.csv', 'utf8'), { columns: true }) as Recipient[];
}

/** What the owner of the list corrects, by row. The first two are found by the dry run, the last one only by AMPECO. */
export const CORRECTIONS: Record<number, Partial<Recipient>> = {
	40: { Amount: '20' },
	116: { 'Expires On': '2027-02-28' },
	202: { Prefix: 'XMS' },
};

/** The list with some of its mistakes corrected. */
export function correctedRecipients(rows: number[]): Recipient[] {
	return readRecipients().map((recipient, row) =>
		rows.includes(row) ? { ...recipient, ...CORRECTIONS[row] } : recipient,
	);
}

/**
 * Runs the campaign over a list, as Execute Workflow does with these rows pinned.
 *
 * @param timeout of each request, in milliseconds, in place of the nodes' own; so long what got no answer may take to land
 */
export async function runCampaign(
	engine: Engine,
	tenant: Tenant,
	recipients: Recipient[],
	timeout?: number,
): Promise<CampaignRun> {
	const workflow = JSON.parse(readFileSync('examples/voucher-campaign.json', 'utf8'));
	if (timeout !== undefined) {
		for (const { parameters } of workflow.nodes) if (parameters.operation) parameters.requestOptions = { timeout };
	}
	const started = Date.now();
	const { status, error, nodes } = await engine.runWorkflow({
		...workflow,
		pinData: { Recipients: recipients.map((json, item) => ({ json, pairedItem: { item } })) },
		nodeTypes: CORE_NODES,
		credentials: { ampecoApi: { url: tenant.url, token: tenant.token } },
	});
	const itemsOf = (node: string, output: number) => nodes[node]?.outputs[output] ?? [];
	const withRow = ({ json, pairedItem }: INodeExecutionData) =>
		({ ...json, row: (pairedItem as { item: number }).item }) as never;
	return {
		status,
		error: error?.message,
		right: itemsOf('Check Rows', 0).length,
		wrong: itemsOf('Check Rows', 1).map(withRow),
		vouchers: itemsOf('Create Vouchers', 0).map(withRow),
		refused: itemsOf('Create Vouchers', 1).map(withRow),
		codes: itemsOf('Codes', 0).map(({ json }) => json as never),
		hints: Object.values(nodes).flatMap(({ hints }) => hints.map(({ message }) => message)),
		seconds: (Date.now() - started) / 1000,
	};
}

/**
 * The same in a new process, which knows nothing of the runs before.
 *
 * @param killWhen asked again and again; the process is killed with SIGKILL when it says so
 * @returns what came of it; undefined where it was killed
 */
export async function runInProcess(
	tenant: Tenant,
	recipients: Recipient[],
	killWhen?: () => Promise<boolean>,
): Promise<CampaignRun | undefined> {
	const child = spawn(process.execPath, [resolve('tools/campaign.mts')], { stdio: ['pipe', 'pipe', 'inherit'] });
	const ended = once(child, 'close');
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
	child.stdin.end(JSON.stringify({ url: tenant.url, token: tenant.token, recipients }));
	while (killWhen && child.exitCode === null) {
		if (await killWhen()) child.kill('SIGKILL');
		if (child.killed) break;
		await new Promise((next) => setTimeout(next, 20));
	}
	const [code, signal] = (await ended) as [number | null, string | null];
	if (signal === 'SIGKILL') return undefined;
	if (code !== 0) throw new Error(`The campaign's process ended with code ${code}.`);
	return JSON.parse(output) as CampaignRun;
}

/** The most requests the tenant counted in one of its windows, which begin with a request and last a minute. */
export function busiestWindow(journal: Array<{ time: string }>): number {
	let [begins, count, busiest] = [-Infinity, 0, 0];
	for (const time of journal.map((entry) => Date.parse(entry.time)).sort((one, other) => one - other)) {
		if (time >= begins + 60_000) [begins, count] = [time, 0];
		count += 1;
		busiest = Math.max(busiest, count);
	}
	return busiest;
}

/** One run, of what stands on the standard input; tells what came of it. */
async function runAlone(): Promise<void> {
	const { recipients, ...tenant } = (await readJson(process.stdin)) as Tenant & { recipients: Recipient[] };
	const engine = await startEngine();
	console.log(JSON.stringify(await runCampaign(engine, tenant, recipients)));
	await engine.stop();
}

if (import.meta.main) void runAlone();
