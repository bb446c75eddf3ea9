/**
 * AMPECO API Request: any route goes the way of all operations, and every operation of AMPECO's description can be chosen,
 * filled and run.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Entry } from '../../sandbox/journal.mts';
import { openApiFile } from '../../tools/openapi.mts';
import { withTenant } from '../../tools/tenant.mts';
import { serveFiles } from './fileServer.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const SESSIONS = '/public-api/resources/sessions/v1.0';

const { engine, sandbox, credentials } = withTenant({ seed: 'apiRequest' });

async function run(parameters: object, settings: { items?: object[]; [setting: string]: unknown } = {}) {
	return await engine.runNode({ node: 'ampecoApiRequest', parameters, credentials, ...settings } as never);
}

const rows = (values: Record<string, unknown>) => ({
	rows: Object.entries(values).map(([name, value]) => ({ name, value })),
});

async function sent(filter: object = {}): Promise<Entry[]> {
	return await sandbox.journal(filter);
}

beforeEach(async () => await sandbox.reset({ seed: 'apiRequest' }));

const post = (json: unknown) => ({
	method: 'POST',
	route: VOUCHERS,
	body: 'json',
	jsonBody: typeof json === 'string' ? json : JSON.stringify(json),
});

describe('by route', () => {
	test('makes, reads, changes and deletes a record, its data unwrapped', async () => {
		const [made] = (await run(post({ amount: 5 }))).items;
		const id = made.json.id as number;
		const one = { route: `${VOUCHERS}/{voucher}`, pathValues: rows({ voucher: id }) };
		expect((await run({ method: 'GET', ...one })).items[0].json).toMatchObject({ id, amount: 5 });
		const body = { body: 'json', jsonBody: '{"amount": 5, "status": "disabled"}' };
		expect((await run({ method: 'PATCH', ...one, ...body })).items[0].json).toMatchObject({ status: 'disabled' });
		expect((await run({ method: 'DELETE', ...one })).items[0].json).toEqual({ deleted: true, voucher: String(id) });
		const gone = await run({ method: 'GET', ...one }, { onError: 'continueErrorOutput' });
		expect(gone.errorItems[0].json.error).toMatch(/does not find this record/);
	});

	test('one item a record, with all pages of a list or up to a limit, cursors and page numbers alike', async () => {
		for (const route of [SESSIONS, VOUCHERS, '/public-api/resources/faqs/v2.0']) {
			const all = await run({ method: 'GET', route, answer: 'list', returnAll: true });
			const ids = all.items.map(({ json }) => json.id);
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids.length).toBeGreaterThan(3);
			const some = await run({ method: 'GET', route, answer: 'list', limit: 3 });
			expect(some.items.map(({ json }) => json.id)).toEqual(ids.slice(0, 3));
		}
	});

	test('filters and lists in the query, and refuses the empty ones', async () => {
		const query = { 'filter[userId]': 3, 'include[]': ['evse', 'chargePoint'] };
		await run(
			{ method: 'GET', route: SESSIONS, answer: 'list', queryParameters: rows(query) },
			{ onError: 'continueErrorOutput' },
		);
		const [{ query: got }] = await sent({ path: SESSIONS });
		expect(got).toEqual([
			['filter[userId]', '3'],
			['include[]', 'evse'],
			['include[]', 'chargePoint'],
		]);
	});

	test('selects fields', async () => {
		const { items } = await run({
			method: 'GET',
			route: SESSIONS,
			answer: 'list',
			limit: 1,
			output: 'selected',
			fields: 'id, status',
		});
		expect(Object.keys(items[0].json)).toEqual(['id', 'status']);
	});

	test('a dry run sends nothing', async () => {
		const { items } = await run({ ...post({ amount: 5 }), options: { dryRun: true } });
		expect(items[0].json).toEqual({ dryRun: true, method: 'POST', path: VOUCHERS, body: { amount: 5 } });
		expect(await sent()).toEqual([]);
	});

	test('each item gives a request of its own, however many shapes they have', async () => {
		const items = Array.from({ length: 250 }, (_, index) => ({
			id: index % 5,
			// As text here and as a number there, under names that come again.
			[`column${index % 110}`]: index % 2 === 0 ? String(index) : index,
		}));
		const parameters = {
			method: 'PATCH',
			route: `${VOUCHERS}/{id}`,
			pathValues: rows({ id: '={{ $json.id + 1 }}' }),
			body: 'item',
			options: { dryRun: true },
		};
		const { items: told } = await run(parameters, { items });
		expect(told.map(({ json }) => json)).toEqual(
			items.map((item) => ({ dryRun: true, method: 'PATCH', path: `${VOUCHERS}/${item.id + 1}`, body: item })),
		);
	});

	test('the body from the item: as it is, nested by full stops, without what is empty', async () => {
		const items = [{ amount: 5, description: '007', externalId: '', 'a.b': true }];
		const parameters = { method: 'POST', route: VOUCHERS, body: 'item', options: { dryRun: true } };
		const { items: told } = await run(parameters, { items });
		expect(told[0].json.body).toEqual({ amount: 5, description: '007', a: { b: true } });
	});

	test.each([
		[{ network: 5, 'network.ip': 1 }, 'The columns "network" and "network.ip" both mean network.'],
		[{ network: { port: 2 }, 'network.ip': '1' }, 'The columns "network" and "network.ip" both mean network.'],
		[{ 'Tel.': '1' }, 'The column "Tel." has no name beside a full stop.'],
	])('refuses columns of which not all could be sent: %j', async (item, sentence) => {
		const parameters = { method: 'POST', route: VOUCHERS, body: 'item' };
		const { errorItems } = await run(parameters, { items: [item], onError: 'continueErrorOutput' });
		expect(errorItems[0].json.error).toContain(sentence);
		expect(await sent()).toEqual([]);
	});

	test('a create whose answer is lost is in doubt and not sent again', async () => {
		await sandbox.fault(`reset before answer once on POST ${VOUCHERS}`);
		const { errorItems } = await run(post({ amount: 5 }), { onError: 'continueErrorOutput' });
		expect(errorItems[0].json.error).toMatch(/unknown whether/);
		expect(await sent({ method: 'POST' })).toHaveLength(1);
	});

	const BAD: Array<[string, object, string]> = [
		[
			'no route',
			{ route: '={{ $json.nothing }}' },
			'Route is missing. Give it as /public-api/resources/vouchers/v2.1/{voucher}.',
		],
		['another host', { route: 'https://example.com/public-api/x' }, 'Route must begin with /public-api/'],
		['another host without a scheme', { route: '//example.com/public-api/x' }, 'Route must begin with /public-api/'],
		['elsewhere on the host', { route: '/admin/users' }, 'Route must begin with /public-api/'],
		['a way up', { route: '/public-api/../admin' }, 'Route cannot hold ".."'],
		['a way up, encoded', { route: '/public-api/%2e%2e/admin' }, 'Route cannot hold "%2e%2e"'],
		['a backslash', { route: '/public-api/a\\b' }, 'Route cannot hold "a\\\\b"'],
		['a query', { route: `${VOUCHERS}?page=2` }, 'Route cannot hold a query.'],
		['an expression in vain', { route: `=${VOUCHERS}/{{ $json.nothing }}` }, 'Route has an empty part'],
		['an expression that gives undefined', { route: `${VOUCHERS}/undefined` }, 'Route has an empty part'],
		['another method', { method: 'GET', route: `DELETE ${VOUCHERS}/1` }, 'Route says DELETE, but Method is GET.'],
		['no value for a name', { route: `${VOUCHERS}/{voucher}` }, 'Path Values > voucher is missing.'],
		[
			'a value that leads up',
			{ route: `${VOUCHERS}/{v}`, pathValues: rows({ v: '..' }) },
			'Path Values > v cannot be ".."',
		],
		[
			'a name that is not there',
			{ route: VOUCHERS, pathValues: rows({ v: 1 }) },
			'Path Values has "v", but Route has no {v}.',
		],
		['one name twice', { route: `${VOUCHERS}/{v}/{v}` }, 'Route has {v} twice.'],
		[
			'two values for a name',
			{
				route: `${VOUCHERS}/{v}`,
				pathValues: {
					rows: [
						{ name: 'v', value: 1 },
						{ name: 'v', value: 2 },
					],
				},
			},
			'Path Values has "v" twice.',
		],
		[
			'a name that the node uses',
			{ route: `${VOUCHERS}/{options}`, pathValues: rows({ options: 1 }) },
			'Route cannot have {options}',
		],
		[
			'a filter with a word for nothing',
			{ route: SESSIONS, queryParameters: rows({ 'filter[userId]': 'null' }) },
			'no value',
		],
		[
			'a filter with a list of nothing',
			{ route: SESSIONS, queryParameters: rows({ 'filter[userId]': '={{ [null, "undefined"] }}' }) },
			'gives no value',
		],
		[
			'a filter that would be lost',
			{ route: SESSIONS, queryParameters: rows({ filter: 1, 'filter[userId]': 2 }) },
			'Query Parameters cannot have both filter and filter[userId].',
		],
		[
			'a name that leads to a prototype',
			{ route: SESSIONS, queryParameters: rows({ 'filter[__proto__][a]': 1 }) },
			'is no name such as',
		],
		[
			'a name that every object has',
			{ route: SESSIONS, queryParameters: rows({ constructor: 1 }) },
			'is no name such as',
		],
		['an empty filter', { route: SESSIONS, queryParameters: rows({ 'filter[userId]': '' }) }, 'gives no value'],
		['a strange name', { route: SESSIONS, queryParameters: rows({ 'a&b=c': 1 }) }, 'is no name such as'],
		['JSON that is none', post('{'), 'JSON is not valid JSON'],
		['an empty array for JSON', post('[]'), 'JSON is an empty array'],
		['no JSON', post(''), 'JSON is missing'],
		['a plain value for JSON', post('5'), 'JSON must be an object'],
	];
	test.each(BAD)('refuses %s, and sends nothing', async (_, parameters, sentence) => {
		const { errorItems } = await run(parameters, { onError: 'continueErrorOutput' });
		expect(String(errorItems[0].json.error)).toContain(sentence);
		expect(await sent()).toEqual([]);
	});
});

describe("from AMPECO's description", () => {
	const file = openApiFile() as { paths: Record<string, Record<string, IDataObject>> };
	const server = serveFiles({
		'/api.yaml': () => JSON.stringify(file),
		'/page.html': () => '<html></html>',
		'/huge': () => ' '.repeat(21 * 1024 * 1024),
	});
	let address: string;
	const form = (parameters: object = {}, options: object = {}) => ({
		request: 'description',
		...parameters,
		options: { descriptionAddress: address, ...options },
	});
	const call = (method: string, parameters: object = {}) => ({
		node: 'ampecoApiRequest',
		method,
		parameters: form(parameters) as never,
		credentials,
	});
	const search = async (filter?: string) =>
		(await engine.listSearch({ ...call('searchOperations'), ...(filter === undefined ? {} : { filter }) })).results;
	const fieldsOf = async (value: string) =>
		await engine.mapperFields(call('getFields', { describedOperation: { __rl: true, mode: 'list', value } }));

	beforeAll(async () => (address = `${await server.started}/api.yaml`));
	afterAll(() => server.stop());

	test('is read once, without the token, and lists all operations, those deprecated last', async () => {
		const all = await search();
		expect(all.length).toBe(452);
		expect((await search('voucher create')).length).toBe(0);
		const vouchers = await search('VOUCHERS post');
		expect(vouchers.map(({ value }) => value)).toEqual([
			`POST ${VOUCHERS}`,
			'POST /public-api/resources/vouchers/v2.0',
		]);
		expect(vouchers.map(({ name }) => name.split(' · ')[1])).toEqual(['newest', 'deprecated']);
		expect(server.asked.map(({ path }) => path)).toEqual(['/api.yaml']);
		expect(JSON.stringify(server.asked)).not.toContain(sandbox.token);
	});

	test.each([
		['/page.html', 'no OpenAPI file in JSON'],
		['/huge', 'more than 20 MB'],
		['/nothing', 'its address answered 404'],
	])('says what is wrong with %s in the list and beside the fields', async (path, sentence) => {
		const options = { descriptionAddress: (await server.started) + path };
		const wrong = {
			...call('searchOperations'),
			parameters: form({ describedOperation: `POST ${VOUCHERS}` }, options) as never,
		};
		const { results } = await engine.listSearch(wrong);
		expect(results).toEqual([{ name: expect.stringContaining(sentence), value: '' }]);
		const { fields, emptyFieldsNotice } = await engine.mapperFields({ ...wrong, method: 'getFields' });
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain(sentence);
		expect(emptyFieldsNotice).toContain('By Route');
	});

	test.each(['http://example.com/api.json', 'file:///etc/passwd', 'nonsense'])('does not read %s', async (typed) => {
		const wrong = { ...call('searchOperations'), parameters: form({}, { descriptionAddress: typed }) as never };
		const { results } = await engine.listSearch(wrong);
		expect(results[0].name).toContain('Description Address must begin with https');
	});

	test('takes the file itself, too', async () => {
		const parameters = form({}, { description: JSON.stringify(file), descriptionAddress: 'nonsense' }) as never;
		expect((await engine.listSearch({ ...call('searchOperations'), parameters })).results.length).toBe(452);
	});

	/** A value that a schema takes, with all that is in it. */
	function sample(given: unknown, depth = 0): unknown {
		const schema = resolved(given);
		const { type } = schema;
		if (Array.isArray(schema.enum)) return schema.enum.find((one) => one !== null);
		const shapes = (schema.oneOf ?? schema.anyOf) as unknown[] | undefined;
		if (shapes || schema.allOf) {
			const parts = [...((schema.allOf as unknown[]) ?? []), ...(shapes ? [shapes[0]] : [])];
			const samples = parts.map((one) => sample(one, depth));
			const own = schema.properties
				? sample({ ...schema, oneOf: undefined, anyOf: undefined, allOf: undefined }, depth)
				: {};
			return typeof samples[0] === 'object' ? Object.assign({}, own, ...samples) : samples[0];
		}
		if (type === 'object') {
			const entries = Object.entries((schema.properties ?? {}) as object).filter(([, one]) => !isReadOnly(one));
			return depth > 8 ? {} : Object.fromEntries(entries.map(([key, one]) => [key, sample(one, depth + 1)]));
		}
		if (type === 'array') return [sample(schema.items, depth + 1)];
		if (type === 'integer' || type === 'number') return Math.max(Number(schema.minimum ?? 1), 1);
		if (type === 'boolean') return true;
		if (schema.format === 'date-time') return '2027-01-31T08:00:00Z';
		if (schema.format === 'date') return '2027-01-31';
		if (schema.format === 'email') return 'a@example.com';
		if (schema.format === 'uri' || schema.format === 'url') return 'https://example.com/a';
		if (schema.format === 'datetime') return '2027-01-31 08:00:00';
		if (schema.format === 'boolean') return 'true';
		if (schema.pattern !== undefined || schema.format === 'time') return '08:00';
		if (schema.format === 'integer' || schema.format === 'number') return '1';
		return type === 'string'
			? 'x'.padEnd(Number(schema.minLength ?? 1), 'x').slice(0, Number(schema.maxLength ?? 100))
			: { x: 1 };
	}

	function isReadOnly(given: unknown): boolean {
		const { readOnly, allOf = [] } = resolved(given) as { readOnly?: boolean; allOf?: unknown[] };
		return readOnly === true || allOf.some(isReadOnly);
	}

	function resolved(given: unknown): IDataObject {
		const { $ref } = (given ?? {}) as { $ref?: string };
		const schemas = (file as unknown as { components: { schemas: Record<string, unknown> } }).components.schemas;
		return $ref ? resolved(schemas[$ref.split('/').at(-1)!]) : ((given ?? {}) as IDataObject);
	}

	const inside = (value: unknown, names: string[]) =>
		names.reduce<unknown>((inner, name) => (inner as IDataObject | undefined)?.[name], value);

	/** What a person enters for a field: text, or JSON for what is no plain value. */
	function entered(id: string, operation: IDataObject): unknown {
		const [, way, place] = /^(.*) \((\w+), /.exec(id)!;
		const names = way === '' ? [] : way.split('>');
		const parameters = operation.parameters as unknown as Array<{ in: string; name: string; schema: unknown }>;
		const schemaOf = (name: string) => parameters.find((one) => one.name.replace('[]', '') === name)?.schema;
		const body = operation.requestBody === undefined ? undefined : sample(bodySchema(operation));
		const value =
			place === 'body'
				? inside(body, names)
				: place === 'filter'
					? inside(sample(schemaOf('filter')), names)
					: place === 'query'
						? inside(sample(schemaOf(names[0])), names.slice(1))
						: sample(schemaOf(names[0]));
		return typeof value === 'string' ? value : JSON.stringify(value);
	}

	function bodySchema(operation: IDataObject): unknown {
		const { content } = operation.requestBody as unknown as { content: Record<string, { schema: unknown }> };
		return content['application/json'].schema;
	}

	/** A run of an operation with values for its fields, by the end of their stored names. */
	async function runWith(value: string, given: Record<string, unknown>, parameters: object = {}, options = {}) {
		const { fields } = await fieldsOf(value);
		const idOf = (name: string) => fields.find(({ id }) => id.startsWith(`${name} (`))!.id;
		const values = {
			mappingMode: 'defineBelow',
			value: Object.fromEntries(Object.entries(given).map(([name, one]) => [idOf(name), one])),
			schema: fields,
		};
		const locator = { __rl: true, mode: 'list', value };
		const described = form({ describedOperation: locator, values, ...parameters }, options);
		return await run(described, { onError: 'continueErrorOutput' });
	}

	test('fields say what AMPECO takes', async () => {
		const { fields } = await fieldsOf('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}');
		const shown = Object.fromEntries(fields.map(({ id, displayName }) => [id, displayName]));
		expect(shown).toMatchObject({
			'chargePoint (path, integer, required)': '{chargePoint} (whole number)',
		});
		expect(fields[0]).toMatchObject({ required: true, type: 'string' });
		expect(fields.find(({ id }) => id.startsWith('status ('))).toMatchObject({
			type: 'options',
			options: expect.arrayContaining([{ name: 'enabled', value: 'enabled' }]),
		});
	});

	test('values become of the types AMPECO takes, and what does not fit is refused by the name of its field', async () => {
		await runWith(`POST ${VOUCHERS}`, { amount: '5.50', expireDate: '31 Jan 2027' });
		expect((await sent())[0]?.body).toBeUndefined();
		const { errorItems } = await runWith(`POST ${VOUCHERS}`, { amount: 'five' });
		expect(errorItems[0].json.error).toBe('amount must be a number, but it is "five".');
		await runWith(`POST ${VOUCHERS}`, { amount: '5.50', expireDate: '2027-01-31T23:00:00+01:00' });
		expect((await sent())[0].body).toEqual({ amount: 5.5, expireDate: '2027-01-31' });
	});

	test('what must be given is missing before anything is sent', async () => {
		const { errorItems } = await runWith('GET /public-api/resources/vouchers/v2.1/{voucher}', {
			voucher: '={{ $json.nothing }}',
		});
		expect(errorItems[0].json.error).toContain('{voucher} is missing');
		expect(await sent()).toEqual([]);
	});

	test('a filter whose expression gives nothing is refused, one that nobody touched is not there', async () => {
		const operation = `GET ${SESSIONS} cursor`;
		const untouched = await runWith(operation, { userId: null }, { limit: 1 });
		expect(untouched.items).toHaveLength(1);
		const empty = await runWith(operation, { userId: '={{ $json.nobody }}' });
		expect(empty.errorItems[0].json.error).toContain('filter[userId] gives no value');
	});

	test('fields can be cleared', async () => {
		const id = (await run(post({ amount: 5, description: 'old' }))).items[0].json.id;
		const operation = 'PATCH /public-api/resources/vouchers/v2.1/{voucher}';
		const { fields } = await fieldsOf(operation);
		const nullable = fields.filter(({ id }) => id.includes('nullable')).map(({ id }) => id.split(' ')[0]);
		expect(nullable).toContain('expireDate');
		const given = { voucher: id, amount: 5 };
		const options = { fieldsToClear: 'expireDate', dryRun: true };
		const { items } = await runWith(operation, given, {}, options);
		expect(items[0].json.body).toEqual({ amount: 5, expireDate: null });
		const wrong = await runWith(operation, given, {}, { ...options, fieldsToClear: 'nothing' });
		expect(String(wrong.errorItems[0].json.error)).toContain('Fields to Clear has "nothing",');
	});

	test('the columns of the item are mapped automatically, those of the path as well', async () => {
		const id = (await run(post({ amount: 5 }))).items[0].json.id;
		const value = 'PATCH /public-api/resources/vouchers/v2.1/{voucher}';
		const { fields } = await fieldsOf(value);
		const values = { mappingMode: 'autoMapInputData', value: null, schema: fields };
		const parameters = form({ describedOperation: { __rl: true, mode: 'list', value }, values }, { dryRun: true });
		const items = [{ voucherId: id, AMOUNT: '7', expire_date: '2027-01-31', Colour: 'red' }];
		const { items: told } = await run(parameters, { items, onError: 'continueErrorOutput' });
		expect(told[0].json).toMatchObject({
			path: `${VOUCHERS}/${String(id)}`,
			body: { amount: 7, expireDate: '2027-01-31' },
		});
		const strict = form({ describedOperation: value, values }, { dryRun: true, unknownColumns: 'refuse' });
		const { errorItems } = await run(strict, { items, onError: 'continueErrorOutput' });
		expect(errorItems[0].json.error).toContain('Colour');
	});

	test.each([
		['PATCH /public-api/resources/vouchers/v2.1/{voucher}', 'autoMapInputData'],
		[`POST ${VOUCHERS}`, 'defineBelow'],
	])('fields that cannot be cleared are not passed over in silence: %s, %s', async (value, mappingMode) => {
		const { fields } = await fieldsOf(value);
		const given = { 'amount (body, number, required)': '5' };
		const values = { mappingMode, value: given, schema: fields };
		const options = { fieldsToClear: 'expireDate' };
		const parameters = form({ describedOperation: { __rl: true, mode: 'list', value }, values }, options);
		const items = [{ voucher: 1, amount: 5 }];
		const { errorItems } = await run(parameters, { items, onError: 'continueErrorOutput' });
		expect(errorItems[0].json.error).toContain('Fields to Clear can clear nothing here');
		expect(await sent()).toEqual([]);
	});

	/** What the list says of a description. */
	async function listOf(description: unknown): Promise<string[]> {
		const text = typeof description === 'string' ? description : JSON.stringify(description);
		const parameters = form({}, { description: text }) as never;
		return (await engine.listSearch({ ...call('searchOperations'), parameters })).results.map(({ name }) => name);
	}

	const describing = (schema: object, schemas: object = {}) => ({
		openapi: '3.0.0',
		paths: { '/public-api/x': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
		components: { schemas },
	});
	const chain = (of: (next: { $ref: string }, level: number) => object) =>
		Object.fromEntries(
			Array.from({ length: 41 }, (_, level) => [
				`S${level}`,
				of({ $ref: `#/components/schemas/S${level + 1}` }, level),
			]),
		);
	const first = { $ref: '#/components/schemas/S0' };

	test('a description with numbers and references that JavaScript does not take is read nevertheless', async () => {
		const odd = { properties: { a: { maximum: 1 }, b: { $ref: '#/components/schemas/100%' } } };
		const text = JSON.stringify(describing(odd)).replace('"maximum":1', '"maximum":9223372036854775807');
		expect(await listOf(text)).toEqual(['POST x']);
	});

	test.each([
		[
			'parts of parts, three each',
			describing(
				first,
				chain((next) => ({ allOf: [next, next, next] })),
			),
		],
		[
			'objects in objects, fifty each',
			describing(
				first,
				chain((next) => ({
					properties: Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`p${key}`, next])),
				})),
			),
		],
	])('a small description that unfolds without end is refused: %s', async (_, description) => {
		expect((await listOf(description))[0]).toContain('The description is too intricate to be read.');
	});

	test('a description with paths that are no routes is read without them', async () => {
		const paths = {
			'/public-api/a': { get: {} },
			'/public-api/../b': { get: {} },
			[`/public-api/${'{'.repeat(500_000)}`]: { get: {} },
		};
		expect(await listOf({ openapi: '3.0.0', paths })).toEqual(['GET a']);
	});

	test('a workflow runs without the description, and without the fields that the form stored', async () => {
		const values = { mappingMode: 'defineBelow', value: { 'amount (body, number, required)': '7' } };
		const parameters = { request: 'description', describedOperation: `POST ${VOUCHERS}`, values };
		const { items } = await run(parameters);
		expect(items[0].json).toMatchObject({ amount: 7 });
	});

	test.each(['={{ $json.nothing }}', 'nonsense', 'GET /public-api/x y z', 'PUT /admin', 'POST /public-api/x cursor'])(
		'the operation %j is refused in a sentence',
		async (describedOperation) => {
			const { errorItems } = await run(form({ describedOperation }), { onError: 'continueErrorOutput' });
			expect(errorItems[0].json.error).toMatch(/^(Operation|Route) /);
			expect(await sent()).toEqual([]);
		},
	);

	const MALFORMED =
		/(is not known here|must be of type|must be one of|must be an? |must be true or false|must be sent|is required|take brackets|takes no body|sent twice|is not JSON)/;

	test('every operation is chosen, filled from the description alone, and run: its request is as AMPECO declares it', async () => {
		const problems: string[] = [];
		for (const { value } of await search()) {
			const [method, path] = String(value).split(' ');
			const operation = file.paths[path][method.toLowerCase()];
			const { fields = [], emptyFieldsNotice } = await fieldsOf(String(value));
			if (fields.length === 0 && emptyFieldsNotice !== 'This operation takes no values.')
				problems.push(`${value}: no fields`);
			await sandbox.reset();
			const values = Object.fromEntries(fields.map(({ id }) => [id, entered(id, operation)]));
			const parameters = form({
				describedOperation: { __rl: true, mode: 'list', value },
				values: { mappingMode: 'defineBelow', value: values, schema: fields },
			});
			const { errorItems, error } = await run(parameters, { onError: 'continueErrorOutput' });
			const [entry] = await sent({ method });
			if (!entry) {
				problems.push(`${value}: nothing was sent: ${JSON.stringify(errorItems[0]?.json ?? error)}`);
				continue;
			}
			const answer = JSON.stringify(entry.answer ?? '');
			if (entry.status === 422 && MALFORMED.test(answer)) problems.push(`${value}: ${answer}`);
			if (entry.note?.startsWith('No such route')) problems.push(`${value}: ${entry.note}`);
			if (operation.requestBody) {
				const [is, should] = [JSON.stringify(entry.body), JSON.stringify(sample(bodySchema(operation)))];
				if (is.length !== should.length) problems.push(`${value}: body is ${is} instead of ${should}`);
			}
		}
		expect(problems).toEqual([]);
	}, 600_000);
});
