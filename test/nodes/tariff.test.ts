/** A tariff's prices: in the rows of its time periods, and only those of its own type, on both of n8n's paths. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withTenant } from '../../tools/tenant.mts';

const { engine, sandbox, credentials } = withTenant({ seed: 'tariff' });

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	async function run(parameters: IDataObject, item: IDataObject = {}) {
		await sandbox.clearJournal();
		const { items, error } = await engine.runNode({
			node: 'ampecoTariff',
			parameters: { resource: 'tariff', ...parameters } as INodeParameters,
			items: [item],
			credentials,
			path,
		});
		return { json: items[0]?.json, error, sent: await sandbox.journal() };
	}

	const created = async (standardTodFields: IDataObject) =>
		await run({ operation: 'create', name: 'Day and night', variant: 'standard_tod', standardTodFields });

	const [day, night] = [
		{ startTime: '07:00', endTime: '22:00' },
		{ startTime: '22:00', endTime: '07:00' },
	];

	test('a price in each row becomes one list of prices in their order', async () => {
		const items = [
			{ ...day, energyFees: 0.49, idleFees: '' },
			{ ...night, energyFees: '={{ 0 }}', idleFees: null },
		];
		const { error, sent } = await created({ timePeriods: { items } });
		expect(error).toBeUndefined();
		expect((sent[0].body as IDataObject).pricing).toEqual({
			timePeriods: [day, night],
			pricePeriods: { energyFeePeriods: { fee: [0.49, 0] } },
		});
	});

	test('a price that a row lacks would shift the others, so nothing is sent', async () => {
		const { error, sent } = await created({ timePeriods: { items: [{ ...day, energyFees: 0.49 }, night] } });
		expect(error?.message).toBe('Time Periods 2 > Price per kWh is missing. Give it in each period, or in none.');
		expect(sent).toEqual([]);
	});

	test('an update of another type than the tariff has is refused before anything is changed', async () => {
		const made = await created({ timePeriods: { items: [day, night] } });
		const update = {
			operation: 'update',
			tariff: { __rl: true, mode: 'id', value: made.json.id },
			flatRateFields: { pricePerSession: 5 },
			standardTodFields: { connectionFee: 1 },
		};
		const wrong = await run({ ...update, variant: 'flat rate' });
		expect(wrong.error?.message).toBe(
			'Type is Flat Rate, but the tariff is Standard by Time of Day. Choose that, or change it with Replace.',
		);
		expect(wrong.sent.map(({ method }) => method)).toEqual(['GET']);

		const right = await run({ ...update, variant: 'standard_tod' });
		expect(right.error).toBeUndefined();
		expect(right.sent.map(({ method, body }) => [method, body])).toEqual([
			['GET', undefined],
			['PATCH', { pricing: { connectionFee: 1 } }],
		]);

		// The input item says the type, or none.
		const fromItem = { operation: 'update', tariff: update.tariff, inputMode: 'item' };
		const other = await run(fromItem, { Type: 'Flat Rate', 'Price per Session': 5 });
		expect(other.error?.message).toBe(wrong.error?.message);
		const same = await run(fromItem, { Type: 'Standard by Time of Day', 'Connection Fee': 1 });
		expect(same.error).toBeUndefined();
		expect(same.sent.map(({ method, body }) => [method, body])).toEqual(
			right.sent.map(({ method, body }) => [method, body]),
		);
		const none = await run(fromItem, { Name: 'Third' });
		expect(none.sent.map(({ method, body }) => [method, body])).toEqual([['PATCH', { name: 'Third' }]]);

		const name = await run({ ...update, variant: '', updateFields: { name: 'Other' } });
		expect(name.sent.map(({ method, body }) => [method, body])).toEqual([['PATCH', { name: 'Other' }]]);
	});
});
