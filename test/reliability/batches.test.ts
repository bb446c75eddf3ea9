/** A thousand mixed items in each of n8n's error modes: none lost, none doubled, in order, each linked to its input. */
import { withTenant } from '../../tools/tenant.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const UNKNOWN = /so it is unknown whether this was carried out$/;

const { engine, sandbox, credentials } = withTenant({ seed: 'batches', scale: 0 });

/** Every tenth item is wrong before it is sent, every seventh is refused by the tenant. */
const items = Array.from({ length: 1000 }, (_, index) => ({
	amount: index % 10 === 3 ? 'x' : index % 7 === 5 ? -1 : index + 1,
	expires: '2027-01-31',
	note: `row ${index}`,
}));

async function run(settings: object) {
	await sandbox.reset({ seed: 'batches', world: 'empty' });
	const faults = [
		'503',
		'reset before answer',
		'reset before execution',
		'reset in body',
		'429',
		'truncated json',
		'html page',
	];
	for (const [index, fault] of faults.entries())
		await sandbox.fault(`${fault} once at ${10 + 60 * index} on POST ${VOUCHERS}`);
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation: 'create',
			amount: '={{ $json.amount }}',
			additionalFields: { expireDate: '={{ $json.expires }}', description: '={{ $json.note }}' },
		},
		items: items as never,
		credentials,
		...settings,
	});
}

const linkOf = ({ pairedItem }: { pairedItem?: unknown }) => (pairedItem as { item: number }).item;

/** Rows of the vouchers in the tenant; a row stands twice when it was made twice. */
async function rowsInTenant(): Promise<number[]> {
	return (await sandbox.state('vouchers'))
		.map(({ description }) => Number(description.slice('row '.length)))
		.sort((one, other) => one - other);
}

test('with an error output', async () => {
	const { items: made, errorItems, error } = await run({ onError: 'continueErrorOutput' });
	expect(error).toBeUndefined();
	const [done, failed] = [made.map(linkOf), errorItems.map(linkOf)];
	expect(done).toEqual([...done].sort((one, other) => one - other));
	expect(failed).toEqual([...failed].sort((one, other) => one - other));
	expect([...done, ...failed].sort((one, other) => one - other)).toEqual(items.map((_, index) => index));
	for (const item of made) expect(item.json.amount).toBe(items[linkOf(item)].amount);

	const unknown = errorItems.filter(({ json }) => UNKNOWN.test(String(json.error))).map(linkOf);
	expect(unknown).toHaveLength(6);
	const inTenant = await rowsInTenant();
	expect(new Set(inTenant).size).toBe(inTenant.length);
	expect(inTenant.filter((row) => !unknown.includes(row))).toEqual(done);
}, 120_000);

test('with errors among the other items', async () => {
	const { items: all, error } = await run({ onError: 'continueRegularOutput' });
	expect(error).toBeUndefined();
	expect(all.map(linkOf)).toEqual(items.map((_, index) => index));
	const done = all.filter(({ json }) => json.error === undefined).map(linkOf);
	const unknown = all.filter(({ json }) => UNKNOWN.test(String(json.error))).map(linkOf);
	expect((await rowsInTenant()).filter((row) => !unknown.includes(row))).toEqual(done);
}, 120_000);

test('when it stops at the first error, the error names what was done', async () => {
	const { error } = await run({});
	const { done, unknown } = (
		error as unknown as { context: { data: { done: Array<{ item: number }>; unknown: Array<{ item: number }> } } }
	).context.data;
	expect(await rowsInTenant()).toEqual(done.map(({ item }) => item).sort((one, other) => one - other));
	expect(unknown).toEqual([]);
	expect(error?.message).toBe('Amount must be a number, but it is "x".');
}, 120_000);
