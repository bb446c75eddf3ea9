/**
 * The voucher campaign of examples/, run in n8n's real engine against a sandbox tenant, and what the
 * tenant says of it afterwards. Used by the demo and by tests.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { RunningSandbox } from '../sandbox/client.mts';
import { startSandbox } from '../sandbox/client.mts';
import { startEngine } from './engine.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const REDEEM = '/redeem-voucher';

export interface Recipient {
	userId: number;
	name: string;
	amount: string;
	expiresOn: string;
	prefix: string;
}

export interface CampaignOptions {
	/** Requests the tenant allows per minute. */
	limit: number;
	/** Faults of the sandbox, by name. */
	faults?: string[];
}

export interface CampaignReport {
	recipients: Recipient[];
	/** Vouchers as the node reported them, with the row each belongs to. */
	created: Array<{ row: number; id: number; code: string; amount: number; expireDate: string }>;
	/** Rows on the error output. */
	refused: Array<{ row: number; error: string; message: string }>;
	/** Vouchers that are new in the tenant. */
	inTenant: Array<Record<string, unknown>>;
	redeemed: { user: number; code: string; before: number; after: number } | undefined;
	journal: Awaited<ReturnType<RunningSandbox['journal']>>;
	status: string;
	seconds: number;
}

export function readRecipients(): Recipient[] {
	const rows = parse(readFileSync('examples/voucher-recipients.csv', 'utf8'), { columns: true }) as Array<
		Record<string, string>
	>;
	return rows.map((row) => ({ ...row, userId: Number(row.userId) }) as Recipient);
}

/** Starts a tenant, runs the campaign and asks the tenant what it received. Leaves nothing running. */
export async function runCampaign({ limit, faults = [] }: CampaignOptions): Promise<CampaignReport> {
	const recipients = readRecipients();
	const workflow = JSON.parse(readFileSync('examples/voucher-campaign.json', 'utf8'));
	const sandbox = await startSandbox({ limit, seed: 'campaign' });
	const engine = await startEngine();
	try {
		const before = await sandbox.state('vouchers');
		const balances = await balancesOf(sandbox);
		for (const fault of faults) await sandbox.fault(`${fault} at 50 on POST ${VOUCHERS}`);
		await sandbox.clearJournal();

		const started = Date.now();
		const run = await engine.runWorkflow({
			...workflow,
			pinData: { Recipients: recipients.map((json) => ({ json })) },
			credentials: { ampecoApi: { url: sandbox.url, token: sandbox.token } },
		});
		const seconds = (Date.now() - started) / 1000;

		const known = new Set(before.map(({ id }) => id));
		const [created, refused] = run.nodes['Create Voucher'].outputs;
		const redeems = await sandbox.journal({ path: REDEEM });
		const after = await balancesOf(sandbox);
		const user = Number(redeems[0]?.path.match(/users\/v2\.0\/(\d+)/)?.[1]);
		return {
			recipients,
			created: created.map(({ json, pairedItem }) => ({ ...json, row: rowOf(pairedItem) }) as never),
			refused: refused.map(({ json, pairedItem }) => ({ ...json, row: rowOf(pairedItem) }) as never),
			inTenant: (await sandbox.state('vouchers')).filter(({ id }) => !known.has(id)),
			redeemed:
				redeems[0]?.status === 202
					? {
							user,
							code: (redeems[0].body as { code: string }).code,
							before: balances.get(user)!,
							after: after.get(user)!,
						}
					: undefined,
			journal: await sandbox.journal({ path: '/public-api/' }),
			status: run.status,
			seconds,
		};
	} finally {
		await engine.stop();
		await sandbox.stop();
	}
}

/** The most requests the tenant counted in one of its windows, which begin with a request and last a minute. */
export function busiestWindow(journal: CampaignReport['journal']): number {
	let [begins, count, busiest] = [-Infinity, 0, 0];
	for (const time of journal.map((entry) => Date.parse(entry.time)).sort((one, other) => one - other)) {
		if (time >= begins + 60_000) [begins, count] = [time, 0];
		count += 1;
		busiest = Math.max(busiest, count);
	}
	return busiest;
}

async function balancesOf(sandbox: RunningSandbox): Promise<Map<number, number>> {
	return new Map((await sandbox.state('users')).map(({ id, balance }) => [Number(id), Number(balance)]));
}

function rowOf(pairedItem: unknown): number {
	return (pairedItem as { item: number }).item;
}
