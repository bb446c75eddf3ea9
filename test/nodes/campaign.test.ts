/** The voucher campaign with a fault in the middle: the items say what the tenant holds, or that nobody knows. */
import { readRecipients, runCampaign } from '../../tools/campaign.mts';

const workflow = jest.requireActual('../../examples/voucher-campaign.json') as {
	pinData: { Recipients: Array<{ json: object }> };
};

test('the rows pinned in the example are those of the list', () => {
	expect(workflow.pinData.Recipients.map(({ json }) => json)).toEqual(readRecipients());
});

// Fault, and how many rows end in doubt; the three wrong rows are refused in every case.
test.each([
	['429 for 3 s', 0],
	['503 once', 1],
	['reset before execution', 1],
	['reset before answer', 1],
	['reset in body', 1],
	['truncated JSON', 1],
	['HTML page', 1],
	['slow 500 ms', 0],
])(
	'%s',
	async (fault, inDoubt) => {
		const { created, refused, inTenant, recipients, redeemed } = await runCampaign({ limit: 100_000, faults: [fault] });
		const doubtful = refused.filter(({ error }) => error.includes('it is unknown whether this was carried out'));
		expect(doubtful).toHaveLength(inDoubt);
		expect(refused).toHaveLength(3 + inDoubt);
		expect(created.length + refused.length).toBe(recipients.length);

		const reported = new Map(created.map((voucher) => [voucher.id, voucher]));
		expect(reported.size).toBe(created.length);
		const unreported = inTenant.filter(({ id }) => !reported.has(id as number));
		expect(inTenant).toHaveLength(created.length + unreported.length);
		expect(unreported.length).toBeLessThanOrEqual(inDoubt);
		expect(redeemed?.after).toBeCloseTo(redeemed!.before + created[0].amount, 2);
	},
	30_000,
);
