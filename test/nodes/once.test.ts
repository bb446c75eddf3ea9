/** "Create Once": each row of a campaign has one voucher, however often and after whatever the campaign is run again. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { NodeRun } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';

const { engine, sandbox } = withTenant({ seed: 'once' });

type Settings = Partial<Omit<NodeRun, 'items'>> & { parameters?: IDataObject; url?: string; timeout?: number };

/** A run of a campaign over rows with `key` and `note`. */
async function run(
	rows: IDataObject[],
	{ parameters, url = sandbox.url, timeout = 3000, ...settings }: Settings = {},
) {
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation: 'createOnce',
			campaign: 'Summer',
			rowKey: '={{ $json.key }}',
			amount: 10,
			additionalFields: { description: '={{ $json.note ?? "" }}' },
			requestOptions: { timeout },
			...parameters,
		} as INodeParameters,
		items: rows,
		credentials: { ampecoApi: { url, token: sandbox.token } },
		...settings,
	});
}

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ key: `M-${from + index}` }));

const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.outcome);

async function marked() {
	return (await sandbox.state('vouchers')).filter(({ description }) => String(description).includes('[once:'));
}

async function posts() {
	return (await sandbox.journal()).filter(({ method, path }) => method === 'POST' && path === VOUCHERS);
}

beforeEach(async () => {
	await sandbox.reset({ seed: 'once' });
});

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	test('makes one voucher a row, and none when it is run again', async () => {
		const first = await run(rows(3), { path });
		expect(first.error).toBeUndefined();
		expect(outcomes(first.items)).toEqual(['created', 'created', 'created']);
		const again = await run([...rows(3), { key: 'M-3' }], { path });
		expect(outcomes(again.items)).toEqual(['existing', 'existing', 'existing', 'created']);
		expect(again.items.slice(0, 3).map(({ json }) => json.id)).toEqual(first.items.map(({ json }) => json.id));
		expect(await marked()).toHaveLength(4);
	}, 60_000);
});
