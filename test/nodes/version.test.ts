/** What a tenant is too old for is said, where it is known that it is; the same on both ways. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startEngine } from '../../tools/engine.mts';
import type { NodeRun } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import { PROBE, catalogue, probeNode, startProbeServer, until } from './probe.mts';
import type { ProbeServer } from './probe.mts';

const { create, f, get, getMany, resource, update } = catalogue;

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: f.text('Thing') },
		operations: {
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'none',
				filters: { colour: f.text('Colour'), operatorId: f.text('Operator', { since: '3.168' }) },
				query: { include: f.choices('Include', { more: 'More' }, { since: '3.168' }) },
			}),
			get: get('GET /public-api/things/{thing}', {
				says: 'Reads',
				since: '3.251',
				before: 'AMPECO Older Versions > Thing',
			}),
			label: update('PATCH /public-api/things/{thing}', {
				says: 'Changes',
				since: '3.251',
				body: { note: f.text('Note', { since: '3.168' }) },
			}),
			create: create('POST /public-api/things', { says: 'Makes', body: { note: f.text('Note', { since: '3.168' }) } }),
		},
	}),
]);

const engine = duringTests(startEngine);

/** The tenant of the test at hand, at an address of its own: a version is remembered by address. */
let server: ProbeServer;
beforeEach(async () => {
	server = await startProbeServer();
});
afterEach(async () => await server.stop());

function runs(version?: string): void {
	server.answer((_, reply) => {
		if (version) reply.header('X-App-Version', `${version} (build 7)`);
		return { data: [{ id: 1 }] };
	});
}

async function run(parameters: IDataObject, path: 'custom' | 'stock', settings: Partial<NodeRun> = {}) {
	return await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: { resource: 'thing', ...parameters } as INodeParameters,
		credentials: { ampecoApi: { url: server.url, token: 'a-token' } },
		path,
		...settings,
	});
}

const filtered = { operation: 'getAll', filters: { operatorId: '7' } };

describe.each(['custom', 'stock'] as const)('%s', (path) => {
	test.each(['3.110.0', '3.138.2', '3.139.0'])(
		'a filter that AMPECO %s would take no notice of is an error',
		async (version) => {
			runs(version);
			const { items, error } = await run(filtered, path);
			expect(items).toEqual([]);
			expect(error?.message).toBe(
				`Operator came with AMPECO 3.168, but this tenant runs ${version} and would take no notice of it`,
			);
			const received = server.received.length;
			await run(filtered, path);
			expect(server.received).toHaveLength(received);
		},
	);

	test.each([undefined, '3.140.0', '3.167.9', '3.168.0', '3.253.1', 'nonsense'])(
		'where the tenant runs %s nothing is claimed',
		async (version) => {
			runs(version);
			const { items, error } = await run(filtered, path);
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
		},
	);

	test('other filters are no concern of an old tenant', async () => {
		runs('3.110.0');
		const { error } = await run({ operation: 'getAll', filters: { colour: 'red' } }, path);
		expect(error).toBeUndefined();
	});

	test('a field is refused before it is sent, as soon as the version is known', async () => {
		runs('3.110.0');
		await run({ operation: 'getAll' }, path);
		const { error } = await run({ operation: 'create', additionalFields: { note: 'x' } }, path);
		expect(error?.message).toMatch(/^Note came with AMPECO 3\.168, but this tenant runs 3\.110\.0/);
		expect(server.received.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('where only the answer tells the version, a field that was ignored is told, and nothing is sent again', async () => {
		runs('3.110.0');
		const { error } = await run({ operation: 'create', additionalFields: { note: 'x' } }, path);
		expect(error?.message).toBe(
			'Note came with AMPECO 3.168, but this tenant runs 3.110.0: this was carried out without it',
		);
		expect(error?.description).toMatch(/^It is done, so do not run this item again: set what is missing in AMPECO\./);
		expect(server.received).toHaveLength(1);
	});

	const written = { operation: 'create', additionalFields: { note: 'x' } };
	const many = { items: Array.from({ length: 20 }, () => ({})), onError: 'continueErrorOutput' } as const;

	test('while the version is not known, the first write with a field goes alone, and the others go by its answer', async () => {
		runs('3.110.0');
		const { items, errorItems } = await run(written, path, many);
		expect(items).toEqual([]);
		expect(server.received).toHaveLength(1);
		const said = errorItems.map(({ json }) => String(json.error));
		expect(said.filter((one) => one.endsWith('carried out without it'))).toHaveLength(1);
		expect(said.filter((one) => one.endsWith('would take no notice of it'))).toHaveLength(19);
	});

	test.each(['3.253.0', undefined])(
		'after the first answer of a tenant that runs %s all go together',
		async (version) => {
			const waiting: Array<() => void> = [];
			server.answer(async (_, reply) => {
				if (version) reply.header('X-App-Version', version);
				if (server.received.length > 1 && waiting.length < 7) {
					await new Promise<void>((go) => waiting.push(go));
				}
				return { data: { id: 1 } };
			});
			const done = run(written, path, many);
			await until(async () => waiting.length === 7);
			for (const go of waiting) go();
			expect((await done).items).toHaveLength(20);
		},
	);

	test('a write without such a field does not wait', async () => {
		let [now, most] = [0, 0];
		server.answer(async () => {
			most = Math.max(most, (now += 1));
			await until(async () => most > 1);
			now -= 1;
			return { data: { id: 1 } };
		});
		expect((await run({ operation: 'create' }, path, many)).items).toHaveLength(20);
		expect(most).toBeGreaterThan(1);
	});

	test('a first write that fails lets the next one ask', async () => {
		server.answer((_, reply) => {
			if (server.received.length === 1) return reply.code(422).send({ message: 'No' });
			reply.header('X-App-Version', '3.110.0');
			return { data: { id: 1 } };
		});
		await run(written, path, many);
		expect(server.received).toHaveLength(2);
	});

	test('what an old tenant refuses for a value it does not know is told by its version', async () => {
		server.answer((_, reply) => reply.code(422).header('X-App-Version', '3.110.0').send({ message: 'Invalid' }));
		for (let times = 0; times < 2; times += 1) {
			const { error } = await run({ operation: 'getAll', options: { include: ['more'] } }, path);
			expect(error?.message).toMatch(/^Include came with AMPECO 3\.168, but this tenant runs 3\.110\.0/);
		}
		expect(server.received).toHaveLength(1);
	});

	test('of an operation and a field that are both too new, the operation is told', async () => {
		server.answer((_, reply) => reply.code(404).header('X-App-Version', '3.110.0').send({ message: 'Not found' }));
		for (let times = 0; times < 2; times += 1) {
			const { error } = await run({ operation: 'label', thing: '5', updateFields: { note: 'x' } }, path);
			expect(error?.message).toBe('This operation came with AMPECO 3.251, but this tenant runs 3.110.0');
		}
	});

	test.each([
		['3.168.0', 'This operation came with AMPECO 3.251, but this tenant runs 3.168.0'],
		['3.250.0', 'AMPECO does not find this thing'],
		[undefined, 'AMPECO does not find this thing'],
	])('a 404 of a tenant that runs %s says: %s', async (version, message) => {
		server.answer((_, reply) => {
			if (version) reply.header('X-App-Version', version);
			return reply.code(404).send({ message: 'Not found' });
		});
		const { error } = await run({ operation: 'get', thing: '5' }, path);
		expect(error?.message).toBe(message);
		if (message.startsWith('This')) {
			expect(error?.description).toBe(
				'Use AMPECO Older Versions > Thing until the tenant is updated. Nothing was changed.',
			);
		}
	});
});
