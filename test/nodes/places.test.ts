/** Add Location: where the charge point of a record is, looked up once for all items of a run; the same on both ways. */
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { get, getMany, ref, resource } = catalogue;

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		record: { id: 'integer', chargePointId: 'integer', status: 'text' },
		hasPlace: true,
		operations: {
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			getAll: getMany('GET /public-api/things', { says: 'Lists', paging: 'cursor' }),
		},
	}),
]);

const { engine, server } = withProbe();

const CHARGE_POINTS = '/public-api/resources/charge-points/v2.0';
const LOCATIONS = '/public-api/resources/locations/v2.0';
const name = (id: number) => [
	{ locale: 'bg', translation: `Площад ${id}` },
	{ locale: 'en', translation: `Square ${id}` },
];

/** A tenant whose charge points 1 to 40 are at the locations 101 to 104; 5 is at none, 6 is gone. */
function tenant(things: Array<Record<string, unknown>>) {
	const chargePoint = (id: number) => ({ id, name: `Charger ${id}`, locationId: id === 5 ? null : 101 + (id % 4) });
	server.answer(async (request, reply) => {
		const [path] = request.url.split('?');
		const id = Number(path.split('/').pop());
		if (path === CHARGE_POINTS) {
			const all = Array.from({ length: 40 }, (_, index) => chargePoint(index + 1));
			return { data: all.filter((one) => one.id !== 6) };
		}
		if (path.startsWith(CHARGE_POINTS)) {
			return id === 6 ? await reply.code(404).send({ message: 'Not found' }) : { data: chargePoint(id) };
		}
		if (path.startsWith(LOCATIONS)) return { data: { id, name: name(id) } };
		return { data: path.endsWith('things') ? things : things.find((one) => one.id === id) };
	});
}

async function run(operation: string, parameters: object, items: object[] = [{}]) {
	const outcomes = [];
	for (const path of ['custom', 'stock'] as const) {
		server.received.length = 0;
		const outcome = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			items: items as never,
			parameters: { resource: 'thing', operation, ...parameters } as never,
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path,
		});
		outcomes.push({
			items: outcome.items.map(({ json }) => json),
			error: outcome.error && [outcome.error.message, outcome.error.description].join(' '),
			asked: server.received.map(({ url }) => url.split('?')[0]).sort(),
		});
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

const places = { addLocation: true, language: 'en' };

test('one record gets the location of its charge point, beside whatever Output gives', async () => {
	tenant([{ id: 7, chargePointId: 2, status: 'free' }]);
	const thing = { __rl: true, mode: 'id', value: '7' };
	const at = { chargePointName: 'Charger 2', locationId: 103, locationName: 'Square 103' };
	expect((await run('get', { thing, options: places })).items).toEqual([
		{ id: 7, chargePointId: 2, status: 'free', ...at },
	]);
	const selected = { output: 'selected', fields: 'status', options: { addLocation: true } };
	expect((await run('get', { thing, ...selected })).items).toEqual([
		{ status: 'free', chargePointName: 'Charger 2', locationId: 103, locationName: 'Площад 103' },
	]);
	const without = await run('get', { thing });
	expect(without.items).toEqual([{ id: 7, chargePointId: 2, status: 'free' }]);
	expect(without.asked).toEqual(['/public-api/things/7']);
});

test('each charge point and each location is asked for once, whatever the number of items', async () => {
	tenant([1, 2, 3, 4, 5, 6, 1, 2].map((chargePointId, index) => ({ id: index, chargePointId })));
	const items = Array.from({ length: 8 }, (_, id) => ({ id }));
	const { items: found, asked } = await run('get', { thing: '={{ $json.id }}', options: places }, items);
	expect(found.map(({ locationId }) => locationId)).toEqual([102, 103, 104, 101, null, null, 102, 103]);
	expect(found.slice(4, 7).map(({ chargePointName }) => chargePointName)).toEqual(['Charger 5', null, 'Charger 1']);
	const lookUps = asked.filter((path) => !path.includes('things'));
	expect(new Set(lookUps).size).toBe(lookUps.length);
	expect(lookUps.length).toBe(6 + 4);
});

test('for many charge points their list is read', async () => {
	tenant(Array.from({ length: 30 }, (_, index) => ({ id: index, chargePointId: index + 1 })));
	const { items, asked } = await run('getAll', { returnAll: true, options: places });
	expect(items.map(({ locationName }) => locationName).slice(0, 6)).toEqual([
		'Square 102',
		'Square 103',
		'Square 104',
		'Square 101',
		null,
		null,
	]);
	// The list, and the one that it does not show.
	expect(asked.filter((path) => path.startsWith(CHARGE_POINTS))).toEqual([CHARGE_POINTS, `${CHARGE_POINTS}/6`]);
	expect(asked.filter((path) => path.startsWith(LOCATIONS)).length).toBe(4);
});

test('a look-up that fails says so', async () => {
	server.answer(async (request, reply) =>
		request.url.includes('things')
			? { data: { id: 7, chargePointId: 2 } }
			: await reply.code(403).send({ message: 'This action is unauthorized.' }),
	);
	const { error } = await run('get', { thing: { __rl: true, mode: 'id', value: '7' }, options: places });
	expect(error).toMatch(/^The location could not be looked up: AMPECO does not allow this/);
});
