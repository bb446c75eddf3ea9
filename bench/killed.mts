/**
 * A campaign of Create Once under a limit of 6,000 requests a minute, with faults of all kinds in 3 % of the creates, killed
 * twice with SIGKILL and started again: how long it takes, and whether each row has one voucher.
 * `npx node bench/killed.mts [rows]` runs it alone; without a number there are 10,000.
 */
import type { KilledCampaign } from '../tools/killed-campaign.mts';
import { TIME_OUT, runKilledCampaign } from '../tools/killed-campaign.mts';

/** Seconds. */
const LOOKS = 2 + 5 + 15;

export interface KilledBench extends KilledCampaign {
	limit: number;
	/** Creates that a fault was set for. */
	faults: number;
	/** What the creates need under the limit, a time-out after each kill, and the looks for lost answers after 2, 5 and 15 s. */
	allowed: number;
	/** Time without the starts of processes, against that. */
	ratio: number;
	/** What is not as it should be: doubled, lost, in doubt or refused rows, and vouchers too few or too many. */
	wrong: number;
}

/** @param count rows; the process is killed after 30 % of them, and again after 70 % */
export async function runKilled({ count = 10_000, limit = 6000, share = 0.03 } = {}): Promise<KilledBench> {
	const kills = [Math.round(count * 0.3), Math.round(count * 0.7)];
	const result = await runKilledCampaign({ count, limit, share, kills });
	const { seconds, starting, inTenant, doubled, lost, inDoubt, refused } = result;
	const allowed = (60 * count) / limit + (kills.length * TIME_OUT) / 1000 + LOOKS;
	return {
		...result,
		limit,
		faults: Math.round(count * share),
		allowed,
		ratio: (seconds - starting) / allowed,
		wrong: Math.abs(inTenant - count) + doubled + lost + inDoubt + refused,
	};
}

if (import.meta.main) {
	const result = await runKilled({ count: Number(process.argv[2] ?? 10_000) });
	console.log(result);
	if (result.wrong > 0) process.exitCode = 1;
}
