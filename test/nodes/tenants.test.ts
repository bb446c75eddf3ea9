/** A credential with expressions leads each item to its own tenant, with its own token. */
import { startEngine } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import { PROBE, catalogue, probeNode, startProbeServer } from './probe.mts';

const { create, resource, text } = catalogue;
const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		operations: { create: create('POST /public-api/things', { says: 'Makes', body: { name: text('Name') } }) },
	}),
]);

const engine = duringTests(startEngine);
const one = duringTests(startProbeServer);
const other = duringTests(startProbeServer);

test.each(['custom', 'stock'] as const)('on the %s way', async (path) => {
	for (const server of [one, other]) server.answer(() => ({ data: { id: 1 } }));
	const items = Array.from({ length: 6 }, (_, index) => ({
		url: index % 2 ? other.url : one.url,
		token: `token-${index % 2}`,
		name: `item ${index}`,
	}));
	const { error } = await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: { resource: 'thing', operation: 'create', additionalFields: { name: '={{ $json.name }}' } },
		credentials: { ampecoApi: { url: '={{ $json.url }}', token: '={{ $json.token }}' } },
		items,
		path,
	});
	expect(error).toBeUndefined();
	const got = [one, other].map(({ received }) =>
		received.map(({ headers, body }) => [headers.authorization, (body as { name: string }).name]).sort(),
	);
	expect(got).toEqual([
		[0, 2, 4].map((index) => ['Bearer token-0', `item ${index}`]),
		[1, 3, 5].map((index) => ['Bearer token-1', `item ${index}`]),
	]);
});

describe('a tenant that is slow', () => {
	const parameters = { resource: 'thing', operation: 'create', additionalFields: { name: '={{ $json.name }}' } };
	const credentials = { ampecoApi: { url: '={{ $json.url }}', token: 'token' } };

	test.each(['custom', 'stock'] as const)('does not hold up the items of another one on the %s way', async (path) => {
		const waiting: Array<() => void> = [];
		let others = 0;
		let underWay = 0;
		let most = 0;
		one.answer(async () => {
			most = Math.max(most, (underWay += 1));
			// Answers when all of the other tenant's items have been sent.
			if (others < 30) await new Promise<void>((go) => waiting.push(go));
			underWay -= 1;
			return { data: { id: 1 } };
		});
		other.answer(() => {
			others += 1;
			if (others === 30) for (const go of waiting) go();
			return { data: { id: 2 } };
		});
		const items = [
			...Array.from({ length: 40 }, (_, index) => ({ url: one.url, name: `slow ${index}` })),
			...Array.from({ length: 30 }, (_, index) => ({ url: other.url, name: `other ${index}` })),
		];
		const run = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters,
			credentials,
			items,
			path,
		});
		expect(run.error).toBeUndefined();
		expect(run.items.map(({ json }) => json.id)).toEqual([...Array(40).fill(1), ...Array(30).fill(2)]);
		expect(most).toBeLessThanOrEqual(8);
	});

	test('nothing is sent after an item has failed, whatever waits for its tenant', async () => {
		let refuse = (): void => undefined;
		const refused = new Promise<void>((resolve) => (refuse = resolve));
		one.answer(async () => {
			await refused;
			return { data: { id: 1 } };
		});
		other.answer(async (_, reply) => {
			refuse();
			return await reply.code(422).send({ message: 'No.', errors: {} });
		});
		const items = [
			...Array.from({ length: 40 }, (_, index) => ({ url: one.url, name: `slow ${index}` })),
			{ url: other.url, name: 'refused' },
		];
		const { error } = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters,
			credentials,
			items,
		});
		expect(error).toBeDefined();
		expect(one.received.length).toBeLessThanOrEqual(16);
	});
});
