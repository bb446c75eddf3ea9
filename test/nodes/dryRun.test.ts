/** Options > Dry Run: each item comes out as what would be sent, or as what would be wrong, and nothing changes. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';
import type { NodeRun } from '../../tools/engine.mts';
import { withTenant } from '../../tools/tenant.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const PATHS = ['custom', 'stock'] as const;
const DRY = { options: { dryRun: true } };

const { engine, sandbox, credentials } = withTenant({ seed: 'dry' });

beforeEach(async () => await sandbox.reset({ seed: 'dry' }));

async function run(node: string, parameters: IDataObject, items: object[] = [{}], settings: Partial<NodeRun> = {}) {
	return await engine.runNode({
		node,
		parameters: { ...DRY, ...parameters } as INodeParameters,
		items: items as never,
		credentials,
		...settings,
	});
}

const vouchers = async (items: object[], settings: Partial<NodeRun> = {}, parameters: IDataObject = {}) =>
	await run(
		'ampecoVoucher',
		{ resource: 'voucher', operation: 'create', amount: '={{ $json.amount }}', ...parameters },
		items,
		settings,
	);

const users = async (items: object[], settings: Partial<NodeRun> = {}, parameters: IDataObject = {}) =>
	await run(
		'ampecoUser',
		{ resource: 'user', operation: 'upsert', matchBy: 'email', inputMode: 'item', ...parameters },
		items,
		settings,
	);

const writes = async () => (await sandbox.journal()).filter(({ method }) => method !== 'GET');

describe.each(PATHS)('%s', (path) => {
	test('gives the request as it would go, without tenant and token, and sends nothing', async () => {
		const { items, error } = await vouchers([{ amount: '5' }, { amount: 7 }], { path });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{ dryRun: true, method: 'POST', path: VOUCHERS, body: { amount: 5 } },
			{ dryRun: true, method: 'POST', path: VOUCHERS, body: { amount: 7 } },
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(await sandbox.journal()).toEqual([]);
	});

	test('fills in the path, and reads what an update must send as it is', async () => {
		const [{ id }] = await sandbox.state('vouchers');
		const parameters = { operation: 'update', voucher: { __rl: true, mode: 'id', value: String(id) } };
		const { items } = await vouchers([{}], { path }, { ...parameters, updateFields: { amount: 3 } });
		expect(items[0].json).toMatchObject({ dryRun: true, method: 'PATCH', path: `${VOUCHERS}/${String(id)}` });
		expect(items[0].json.body).toMatchObject({ amount: 3 });
		const { items: deleted } = await vouchers([{}], { path }, { ...parameters, operation: 'delete' });
		expect(deleted[0].json).toEqual({ dryRun: true, method: 'DELETE', path: `${VOUCHERS}/${String(id)}` });
		expect(await writes()).toEqual([]);
	});

	test('says how many would be made', async () => {
		const { items } = await vouchers([{ amount: 1 }], { path }, { operation: 'createMany', quantity: 20 });
		expect(items.map(({ json }) => json)).toEqual([
			{ dryRun: true, quantity: 20, method: 'POST', path: VOUCHERS, body: { amount: 1 } },
		]);
		expect(await sandbox.journal()).toEqual([]);
	});

	test('gives the error it would be, and checks the rest', async () => {
		const rows = [{ amount: 1 }, { amount: 'x' }, { amount: 3 }];
		const { items } = await vouchers(rows, { path, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.error ?? json.dryRun)).toEqual([
			true,
			expect.stringMatching(/^Amount must be a number/),
			true,
		]);
	});

	test.each([['maybe'], [''], [null], ['={{ undefined }}']])(
		'a switch that says %p is no way to send',
		async (dryRun) => {
			const { error } = await vouchers([{ amount: 1 }], { path }, { options: { dryRun } });
			expect(error?.message).toMatch(/^Dry Run (must be true or false|is missing)/);
			expect(await sandbox.journal()).toEqual([]);
		},
	);

	test('off, it sends', async () => {
		const { items } = await vouchers([{ amount: 1 }], { path }, { options: { dryRun: '={{ "false" }}' } });
		expect(items[0].json).toMatchObject({ amount: 1, id: expect.any(Number) as number });
	});

	test('Create or Update says which it would be, with what differs', async () => {
		const [user] = await sandbox.state('users');
		const { id, email, firstName } = user as unknown as { id: number; email: string; firstName: string };
		const { items, error } = await users(
			[
				{ Email: email, 'First Name': 'Another' },
				{ Email: email, 'First Name': firstName },
				{ Email: 'new@example.com', first_name: 'Ann', password: 'secret-123' },
			],
			{ path },
		);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{
				dryRun: true,
				would: 'update',
				id,
				method: 'PATCH',
				path: expect.stringMatching(new RegExp(`/${id}$`)) as string,
				body: { first_name: 'Another' },
				differences: [{ field: 'First Name', from: firstName, to: 'Another' }],
			},
			{ dryRun: true, would: 'unchanged', id },
			expect.objectContaining({
				would: 'create',
				method: 'POST',
				body: { email: 'new@example.com', first_name: 'Ann', password: '********' },
			}),
		]);
		expect(await writes()).toEqual([]);
	});

	test('a second item with the key of a new one is seen to change it', async () => {
		const { items } = await users(
			[
				{ email: 'new@example.com', firstName: 'Ann', password: 'secret-123' },
				{ email: 'new@example.com', firstName: 'Bea', password: 'secret-123' },
				{ email: 'NEW@example.com', firstName: 'Bea', password: 'secret-123' },
			],
			{ path: 'custom' },
		);
		expect(items.map(({ json }) => json.would)).toEqual(['create', 'update', 'unchanged']);
		expect(items[1].json).toMatchObject({
			afterAnotherItem: true,
			path: expect.stringMatching(/\{user\}$/) as string,
			body: { first_name: 'Bea' },
		});
		expect(await writes()).toEqual([]);
	});
});

describe('at the end of a run', () => {
	const said = ({ hints }: { hints: Array<{ message: string }> }) => hints.map(({ message }) => message);

	test('it is told how many would be done, and how many have mistakes', async () => {
		const rows = Array.from({ length: 1250 }, (_, index) => ({ amount: index % 400 === 7 ? 'x' : index }));
		const all = await vouchers(rows, { onError: 'continueErrorOutput' });
		expect(said(all)).toEqual(['1,250 rows checked: 1,246 would be created, 4 have mistakes. Nothing was changed.']);
		expect([all.items.length, all.errorItems.length]).toEqual([1246, 4]);
		expect(said(await vouchers([{ amount: 1 }]))).toEqual(['1 row checked: 1 would be created. Nothing was changed.']);
		expect(await sandbox.journal()).toEqual([]);
	});

	test('of Create or Update each outcome is counted', async () => {
		const [{ email, firstName }] = (await sandbox.state('users')) as unknown as IDataObject[];
		const rows = [
			{ email: 'new@example.com', password: 'secret-123' },
			{ email, firstName: 'Another' },
			{ email, firstName },
			{ email: '' },
		];
		expect(said(await users(rows, { onError: 'continueRegularOutput' }))).toEqual([
			'4 rows checked: 1 would be created, 1 updated, 1 unchanged, 1 has a mistake. Nothing was changed.',
		]);
	});

	test('a run that is to stop at a mistake has checked all rows first, and names them', async () => {
		const { error } = await vouchers([{ amount: 1 }, { amount: 'x' }, { amount: 3 }, {}]);
		expect(error?.message).toBe('4 rows checked: 2 would be created, 2 have mistakes. Nothing was changed.');
		expect(error?.description).toBe(
			'item 1: Amount must be a number, but it is "x"; item 3: Amount is missing. Fill it in, or check that its expression gives a value.',
		);
		expect(await sandbox.journal()).toEqual([]);
	});

	test('rows that could not be looked at have no mistake', async () => {
		await sandbox.fault('forbidden once on GET /public-api/resources/users/*');
		const result = await users([{ email: 'a@example.com' }], { onError: 'continueRegularOutput' });
		expect(said(result)).toEqual(['1 row checked: 1 could not be checked. Nothing was changed.']);
	});
});

describe('what was done and what was not', () => {
	test('a dry run is not taken for done, in the same execution or by a retry', async () => {
		const rows = [{ amount: 1 }, { amount: 'x' }];
		const dry = await vouchers(rows);
		expect(dry.error).toBeDefined();
		const real = await vouchers(rows, { retryOf: dry.run }, { options: {} });
		expect(real.error?.message).toMatch(/^Amount must be a number/);
		expect(await writes()).toHaveLength(1);
	});

	test('what was done before a dry run is not done again after it', async () => {
		const rows = [{ amount: 1 }, { amount: 'x' }];
		const failed = await vouchers(rows, {}, { options: {} });
		expect(failed.error).toBeDefined();
		expect(await writes()).toHaveLength(1);
		const dry = await vouchers(rows, { retryOf: failed.run });
		expect(dry.error?.message).toBe('2 rows checked: 1 would be created, 1 has a mistake. Nothing was changed.');
		const real = await vouchers(rows, { retryOf: dry.run }, { options: {} });
		expect(real.error).toBeDefined();
		expect(await writes()).toHaveLength(1);
	});

	test('after a dry run of a new record, the real one makes it', async () => {
		const row = { email: 'new@example.com', firstName: 'Ann', password: 'secret-123' };
		await users([row]);
		const { items } = await users([row], {}, { options: {}, addOutcome: true });
		expect(items[0].json).toMatchObject({ email: 'new@example.com', upsertOutcome: 'created' });
	});
});

test('every operation that changes something offers it, and no other', () => {
	const { operation: compiled, form } = shared(dist);
	const wrong: string[] = [];
	for (const { resources } of loadNodes(dist, registeredFolders())) {
		for (const resource of resources) {
			for (const [name, operation] of Object.entries(resource.operations)) {
				const options = compiled.parametersOfOperation(resource, operation).find((one) => one.name === 'options');
				const offers = (options?.options ?? []).some((one) => one.name === form.PARAMETER.dryRun);
				const isWrite = !operation.route.startsWith('GET') && operation.effect !== 'read';
				if (offers !== isWrite) wrong.push(`${resource.value}.${name}`);
			}
		}
	}
	expect(wrong).toEqual([]);
});
