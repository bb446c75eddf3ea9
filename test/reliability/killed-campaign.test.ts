/** A campaign of Create Once in processes that are killed: the run that ends completes it, and no row has two vouchers. */
import { runKilledCampaign } from '../../tools/killed-campaign.mts';

test('killed twice among faults and started again, each row has one voucher and none is in doubt', async () => {
	const campaign = await runKilledCampaign({ count: 300, limit: 6000, share: 0.03, kills: [60, 180] });
	expect(campaign).toMatchObject({ processes: 3, inTenant: 300, doubled: 0, inDoubt: 0, refused: 0, lost: 0 });
}, 300_000);
