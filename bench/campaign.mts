/**
 * 10,000 vouchers against a sandbox tenant that allows 6,000 requests a minute, without and with faults of all kinds in 3 % of
 * the requests: how long it takes, and whether the tenant holds what the items say. `node bench/campaign.mts` runs it alone.
 */
import { startSandbox } from '../sandbox/client.mts';
import { startEngine } from '../tools/engine.mts';
import { FAULTS } from '../tools/killed-campaign.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const UNKNOWN = /so it is unknown whether this was carried out$/;

export interface Campaign {
	count: number;
	limit: number;
	faults: number;
	seconds: number;
	created: number;
	/** Named by their items as of unknown outcome. */
	unknown: number;
	refused: number;
	inTenant: number;
	/** Vouchers of items that said they failed, without a doubt. */
	lied: number;
	doubled: number;
	/** Items that say they were created and are not in the tenant. */
	lost: number;
}

export async function runCampaign({ count = 10_000, limit = 6000, share = 0 } = {}): Promise<Campaign> {
	const sandbox = await startSandbox({ limit, scale: 0, seed: 'campaign' });
	const engine = await startEngine();
	try {
		const faults = Math.round(count * share);
		for (let index = 0; index < faults; index += 1) {
			// Spread evenly; one that falls on another's request strikes at the next.
			await sandbox.fault(
				`${FAULTS[index % FAULTS.length]} once at ${1 + Math.floor((index + 0.5) / share)} on POST ${VOUCHERS}`,
			);
		}
		const started = Date.now();
		const run = await engine.runNode({
			node: 'ampecoVoucher',
			parameters: {
				resource: 'voucher',
				operation: 'create',
				amount: '={{ $json.amount }}',
				additionalFields: { description: '={{ $json.note }}' },
			},
			items: Array.from({ length: count }, (_, index) => ({ amount: 1 + (index % 100), note: `row ${index}` })),
			credentials: { ampecoApi: { url: sandbox.url, token: sandbox.token } },
			onError: 'continueErrorOutput',
		});
		const seconds = (Date.now() - started) / 1000;
		if (run.error) throw run.error;

		const linkOf = ({ pairedItem }: { pairedItem?: unknown }) => (pairedItem as { item: number }).item;
		const created = new Set(run.items.map(linkOf));
		const unknown = new Set(run.errorItems.filter(({ json }) => UNKNOWN.test(String(json.error))).map(linkOf));
		const rows = (await sandbox.state('vouchers')).map(({ description }) => Number(description.slice('row '.length)));
		const inTenant = new Set(rows);
		return {
			count,
			limit,
			faults,
			seconds,
			created: created.size,
			unknown: unknown.size,
			refused: run.errorItems.length - unknown.size,
			inTenant: rows.length,
			lied: [...inTenant].filter((row) => !created.has(row) && !unknown.has(row)).length,
			doubled: rows.length - inTenant.size,
			lost: [...created].filter((row) => !inTenant.has(row)).length,
		};
	} finally {
		await engine.stop();
		await sandbox.stop();
	}
}

if (import.meta.main) {
	for (const share of [0, 0.03]) {
		const campaign = await runCampaign({ share });
		console.log(campaign);
		if (campaign.doubled + campaign.lost + campaign.lied > 0) process.exitCode = 1;
	}
}
