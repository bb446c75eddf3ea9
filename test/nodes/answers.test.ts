/** Answers that are not what they should be: an error that says what came, and for writes that the outcome is unknown. */
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { action, create, get, getMany, ref, refs, remove, required, resource, text, update } = catalogue;

const body = { name: text('Name'), userId: ref('user', 'User'), evseIds: refs('evse', 'EVSEs') };
const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		operations: {
			getAll: getMany('GET /public-api/things', { says: 'Lists', paging: 'cursor' }),
			getStatuses: getMany('GET /public-api/statuses', { says: 'Lists', paging: 'none' }),
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			create: create('POST /public-api/things', { says: 'Makes', body }),
			update: update('PATCH /public-api/things/{thing}/name', { says: 'Changes', body }),
			delete: remove('DELETE /public-api/things/{thing}', { says: 'Removes' }),
			stop: action('POST /public-api/things/{thing}/stop/{part}', {
				says: 'Stops',
				effect: 'physical',
				path: { part: required(ref('session', 'Session')) },
			}),
		},
	}),
	resource({
		value: 'note',
		name: 'Note',
		path: { holder: ref('session', 'Session') },
		operations: {
			addNote: create('POST /public-api/resources/sessions/{holder}/notes', { says: 'Makes', body: {} }),
			getNotes: getMany('GET /public-api/resources/sessions/{holder}/notes', { says: 'Lists', paging: 'none' }),
		},
	}),
]);

const { engine, server } = withProbe();
const locator = (value: string) => ({ __rl: true, mode: 'id', value });

async function run(operation: string, parameters: object = {}) {
	const outcomes = [];
	for (const way of ['custom', 'stock'] as const) {
		const { items, error } = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters: {
				resource: 'thing',
				operation,
				thing: locator('7'),
				part: locator('9'),
				holder: locator('9'),
				...parameters,
			} as never,
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path: way,
		});
		outcomes.push({
			items: items.map(({ json }) => json),
			error: error && [error.message, error.description].join(' '),
		});
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

test.each(['getAll', 'getStatuses'])('%s takes an object with numbered keys for its values', async (operation) => {
	server.answer(() => ({ data: { 1: { id: 5 }, 4: { id: 6 } } }));
	expect(await run(operation)).toEqual({ items: [{ id: 5 }, { id: 6 }], error: undefined });
	server.answer(() => ({ data: {} }));
	expect(await run(operation)).toEqual({ items: [], error: undefined });
});

test.each<[string, string, unknown, string]>([
	['getAll', 'null', { data: null }, 'null'],
	['getAll', 'text', { data: 'soon' }, '"soon"'],
	['getAll', 'a number', { data: 5 }, '5'],
	['getAll', 'nothing but links', { links: {} }, '{"links":{}}'],
	['getAll', "another API's words", { message: 'Hello.' }, '{"message":"Hello."}'],
	['get', "another API's words", { message: 'Hello.' }, '{"message":"Hello."}'],
	['get', 'null', { data: null }, 'null'],
	['get', 'nothing', {}, '{}'],
	['get', 'a bare text', { data: 'soon' }, '"soon"'],
])('%s answered with %s is an error that says what came', async (operation, _, answer, shown) => {
	server.answer(() => answer);
	const { items, error } = await run(operation);
	expect(items).toEqual([]);
	expect(error).toContain(`AMPECO's answer holds no ${operation === 'get' ? 'thing' : 'list'}, but ${shown}`);
});

test.each<[string, string, unknown, string]>([
	['create', 'null', { data: null }, 'null'],
	['create', 'nothing', undefined, 'nothing'],
	['create', 'an empty object', {}, '{}'],
	['create', 'a text', { data: 'done' }, '"done"'],
	['update', 'null', { data: null }, 'null'],
])('%s answered with %s may have been carried out', async (operation, _, answer, shown) => {
	server.answer(async (_request, reply) => await reply.code(200).send(answer));
	const { items, error } = await run(operation, { additionalFields: { name: 'a' }, updateFields: { name: 'a' } });
	expect(items).toEqual([]);
	expect(error).toContain(
		`AMPECO's answer holds no thing, but ${shown}, so it is unknown whether this was carried out`,
	);
	expect(error).toContain('Look for the thing in AMPECO');
});

test.each(['stop', 'create', 'get'])('%s answered with success: false inside data did not work', async (operation) => {
	server.answer(() => ({ data: { success: false, message: 'The charger is offline.' } }));
	const { items, error } = await run(operation);
	expect(items).toEqual([]);
	expect(error).toContain('AMPECO turned this down: The charger is offline');
	expect(/unknown whether/.test(error!)).toBe(operation !== 'get');
});

describe('a 404', () => {
	const answer = (message: string) => server.answer(async (_, reply) => await reply.code(404).send({ message }));

	test('that names something else of the request is about that', async () => {
		answer('The session was not found.');
		const { error } = await run('stop');
		expect(error).toContain('AMPECO does not find what was asked for: The session was not found');
		expect(error).not.toContain('does not find this thing');
	});

	test('of a request with several IDs does not say which of them it is', async () => {
		answer('Not found');
		expect((await run('stop')).error).toContain('AMPECO does not find this thing or this session');
		expect((await run('create', { additionalFields: { userId: locator('4') } })).error).toContain(
			'AMPECO does not find this user',
		);
	});

	test('of what is made or listed below another record is about that one', async () => {
		answer('Not found');
		for (const operation of ['addNote', 'getNotes'])
			expect((await run(operation, { resource: 'note' })).error).toMatch(/^AMPECO does not find this session /);
	});

	test('of a request with one ID is about that one', async () => {
		answer('Not found');
		expect((await run('get')).error).toContain('AMPECO does not find this thing');
		answer('Thing not found.');
		expect((await run('get')).error).toContain('AMPECO does not find this thing: Thing not found');
	});
});
