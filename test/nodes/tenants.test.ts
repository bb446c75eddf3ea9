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
