/** The digest holds facts only, says each once, and is what the script makes. */
import { additions, callbacks, events, operations, operationsAt } from '../../sandbox/digest.mts';
import { pagingOf } from '../../sandbox/paging.mts';
import { shapeOf, type Shape } from '../../sandbox/shape.mts';
import { committed, digest, digestOfNewer, fromNext, fromOpenApi, nextFolder, openApiFile } from './digest-files.mts';
import type { Wire } from './requests.mts';

const files = committed();

test('is small', () => {
	const bytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
	expect(bytes).toBeLessThan(900 * 1024);
});

const WORDS = ['description', 'summary', 'title', 'example', 'examples', 'operationId', 'x-enumDescriptions'];

/** All keywords used by stored schemas; names of properties are not keywords. */
function keywordsIn(value: Wire, found: Set<string>): Set<string> {
	if (Array.isArray(value)) value.forEach((item) => keywordsIn(item, found));
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return found;
	for (const [name, child] of Object.entries<Wire>(value)) {
		found.add(name);
		if (name === 'properties') Object.values<Wire>(child).forEach((property) => keywordsIn(property, found));
		else if (!['enum', 'required', 'default'].includes(name)) keywordsIn(child, found);
	}
	return found;
}

test('has no words of the file it was made from', () => {
	const newer = JSON.parse(files.get('newer.json')!);
	const schemas = [
		...Object.values(JSON.parse(files.get('schemas.json')!)),
		...Object.values(JSON.parse(files.get('newer-schemas.json')!).schemas),
		...newer.additions.map((one: Wire) => one.schema),
	];
	const all = [...JSON.parse(files.get('operations.json')!).operations, ...newer.operations];
	const parts = all.flatMap((operation: Wire) => [
		...operation.parameters.map((parameter: Wire) => parameter.schema),
		operation.body?.schema,
		...Object.values(operation.responses),
	]);
	const found = keywordsIn(
		[...schemas, ...parts, ...JSON.parse(files.get('callbacks.json')!).map((one: Wire) => one.schema)],
		new Set(),
	);
	expect(WORDS.filter((word) => found.has(word))).toEqual([]);
	for (const text of files.values()) expect(text).not.toMatch(/[A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+/);
});

test('counts what the API has', () => {
	const pagings = operations.map((operation) => pagingOf(operation)).filter((paging) => paging !== undefined);
	const count = (paging: string) => pagings.filter((one) => one === paging).length;
	expect({
		operations: operations.length,
		deprecated: operations.filter((operation) => operation.deprecated).length,
		bodies: operations.filter((operation) => operation.body).length,
		callbacks: callbacks.length,
		events: events.length,
		paging: { cursor: count('cursor'), dual: count('dual'), page: count('page'), none: count('none') },
	}).toEqual({
		operations: 651,
		deprecated: 97,
		bodies: 271,
		callbacks: 39,
		events: 42,
		paging: { cursor: 86, dual: 34, page: 18, none: 14 },
	});
});

test.each([
	['3.110.0', 452],
	['3.138.9', 452],
	['3.139.0', 514],
	['3.168.0', 544],
	['3.250.12', 544],
	['3.251.0', 648],
	['3.253.0', 651],
	['4.0.0', 651],
])('version %s has %i operations', (version, count) => {
	expect(operationsAt(version)).toHaveLength(count);
});

test('what was added to an operation is there from its version on, and in no other place', () => {
	const namesOf = (version: string, path: string) => {
		const list = operationsAt(version).find((one) => one.method === 'GET' && one.path === path)!;
		const filter = list.parameters.find(({ name }) => name === 'filter')!;
		return {
			filters: Object.keys(shapeOf(filter.schema).properties!),
			record: Object.keys(shapeOf(list.responses['200']!).properties!.data.items!.properties!),
		};
	};
	const sessions = '/public-api/resources/sessions/v1.0';
	expect(namesOf('3.250.0', sessions).filters).not.toContain('locationId');
	expect(namesOf('3.251.0', sessions).filters).toContain('locationId');
	expect(namesOf('3.250.0', sessions).record).not.toContain('vehicleId');
	expect(namesOf('3.251.0', sessions).record).toContain('vehicleId');
	expect(additions.length).toBeGreaterThan(300);
});

test('every addition of the digest reaches its operation', () => {
	const [before, after] = [operationsAt('3.110.0'), operations].map(
		(all) => new Map(all.map((one) => [`${one.method} ${one.path}`, JSON.stringify(one)])),
	);
	const idle = additions.filter(({ operation, part, schema }) =>
		Object.keys(schema.properties!).some((name) => {
			const count = (text = '') => text.split(part === 'query' ? `"name":"${name}"` : `"${name}":`).length;
			return count(after.get(operation)) <= count(before.get(operation));
		}),
	);
	expect(idle.map(({ operation, part, at }) => `${operation} ${part} ${at}`)).toEqual([]);
});

test('every schema can be read', () => {
	const walk = (shape: Shape, depth: number): number =>
		depth > 20
			? 0
			: 1 +
				[
					...Object.values(shape.properties ?? {}),
					...(shape.variants ?? []),
					...(shape.items ? [shape.items] : []),
				].reduce((sum, child) => sum + walk(child, depth + 1), 0);
	for (const { responses, body } of operations) {
		for (const schema of [...Object.values(responses), body?.schema])
			if (schema) expect(walk(shapeOf(schema), 0)).toBeGreaterThan(0);
	}
});

test('the script keeps facts, drops words, and stores what repeats once', () => {
	const long = Object.fromEntries(
		Array.from({ length: 9 }, (_, index) => [`field${index}`, { type: 'string', description: 'Words' }]),
	);
	const schema = {
		type: 'object',
		title: 'T',
		required: ['field1', 'field1'],
		properties: { ...long, description: { type: 'string', example: 'x', nullable: false } },
	};
	const content = { 'application/json': { schema } };
	const path = (summary: string) => ({
		post: {
			tags: ['resource / things'],
			summary,
			requestBody: { required: true, content },
			responses: { 201: { description: 'Words', content }, 406: { description: 'No' } },
		},
	});
	const notifications = {
		post: {
			tags: ['n'],
			responses: {},
			callbacks: {
				'thing.changed': {
					'{$url}': {
						post: { parameters: [{ name: 'X-Signature' }], requestBody: { content }, responses: { 202: {} } },
					},
				},
			},
		},
	};
	const source = JSON.stringify({
		info: { version: '9.9.9' },
		paths: {
			'/public-api/resources/things/v1.0': path('One'),
			'/public-api/resources/others/v2.1': path('Two'),
			'/public-api/notifications/v2.0': notifications,
		},
	});
	const made = digest(source);
	expect(digest(source)).toEqual(made);
	const {
		version,
		operations: [first],
	} = JSON.parse(made.get('operations.json')!);
	expect(version).toBe('9.9.9');
	expect(first).toEqual({
		method: 'POST',
		path: '/public-api/resources/things/v1.0',
		section: 'resource / things',
		version: 'v1.0',
		parameters: [],
		body: { required: true, schema: { $ref: 's1' } },
		responses: { 201: { $ref: 's1' }, 406: null },
	});
	expect(JSON.parse(made.get('schemas.json')!).s1).toMatchObject({
		required: ['field1'],
		properties: { field0: { type: 'string' }, description: { type: 'string' } },
	});
	expect([...made.values()].join()).not.toMatch(/Words|example|title|nullable/);
});

(openApiFile ? test : test.skip)('the committed digest is what the script makes of the file', () => {
	for (const [name, content] of fromOpenApi()) expect(files.get(name) === content).toBe(true);
});

(openApiFile && nextFolder ? test : test.skip)('the committed digest of what is newer is what the script makes', () => {
	for (const [name, content] of fromNext()) expect(files.get(name) === content).toBe(true);
});

describe('the digest of what is newer', () => {
	const content = (schema: object) => ({ 'application/json': { schema } });
	const thing = { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } };
	const data = { type: 'object', properties: { data: thing } };
	const openApi = JSON.stringify({
		paths: {
			'/public-api/resources/things/v1.0/{thing}': {
				get: { tags: ['resource / things'], responses: { 200: { content: content(data) } } },
				patch: {
					tags: ['resource / things'],
					requestBody: { content: content(thing) },
					responses: { 200: { content: content(data) } },
				},
			},
		},
	});
	const field = (name: string, type: string, more: object = {}) => ({
		name,
		type,
		basis: 'Words of somebody about it',
		confidence: 'high',
		...more,
	});
	const operation = (method: string, path: string, more: object = {}) => ({
		method,
		path: `/public-api/resources/${path}`,
		since: '3.168',
		seenIn: '3.139',
		summaryInOwnWords: 'Words of somebody about it',
		pathParams: [],
		query: [],
		filters: [],
		filtersKnown: 'n/a',
		paging: { kind: 'none', confidence: 'high' },
		body: null,
		response: null,
		...more,
	});
	const made = digestOfNewer(
		openApi,
		JSON.stringify([
			operation('POST', 'things/v1.0/{thing}/marks', {
				body: {
					fields: [
						field('text', 'string', { required: true }),
						field('what', '?', { confidence: 'low' }),
						field('id', 'integer', { readOnly: true }),
					],
				},
			}),
			operation('POST', 'others/v1.0', { since: '3.251.8', seenIn: undefined, body: 'unknown', response: 'unknown' }),
			operation('GET', 'others/v1.0', {
				since: '3.251',
				seenIn: undefined,
				filtersKnown: 'no',
				paging: { kind: 'cursor', confidence: 'medium' },
				response: { wrapped: 'data', shape: 'list', fields: [field('at', 'date-time', { confidence: 'medium' })] },
			}),
		]),
		JSON.stringify({
			fields: [
				{
					operation: 'GET /public-api/resources/things/v1.0/{thing}',
					part: 'response',
					added: [field('colour', 'string', { values: ['red'] }), field('size', 'integer')],
					alsoAppliesTo: ['PATCH things/v1.0'],
				},
			],
			nestedFields: [],
			queryParameters: [],
			'deprecatedSince3.110': [
				{
					operation: 'GET /public-api/resources/things/v1.0/{thing}',
					deprecatedFirstSeenIn: '3.168',
					successor: 'Words',
				},
			],
			enumValues: [],
		}),
	);
	const newer = JSON.parse(made.get('newer.json')!);

	test('says what is known, how sure it is, and nothing of what is read-only in a body', () => {
		expect(newer.operations[0]).toMatchObject({
			since: '3.139',
			section: 'resource / things',
			assumed: ['body types'],
		});
		expect(newer.operations[0].body).toEqual({
			required: true,
			schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' }, what: { sure: 'low' } } },
		});
		expect(newer.operations[0].responses).toEqual({ 201: null });
	});

	test('takes any object where a body is unknown, and says so', () => {
		expect(newer.operations[1]).toMatchObject({
			since: '3.253',
			section: 'resource / others',
			assumed: ['body', 'answer'],
		});
		expect(newer.operations[1].body).toEqual({
			required: false,
			schema: { type: 'object', additionalProperties: true },
		});
	});

	test('gives lists their pages and says what of them is assumed', () => {
		expect(newer.operations[2].assumed).toEqual(['paging', 'filters', 'answer types']);
		const { properties } = newer.operations[2].responses['200'];
		expect(properties.meta.properties).toHaveProperty('next_cursor');
		expect(properties.data.items.properties.at).toEqual({
			type: 'string',
			format: 'date-time',
			nullable: true,
			sure: 'medium',
		});
	});

	test('adds names to the operations that lack them, with their version', () => {
		expect(newer.additions.map(({ operation: route, part }: Wire) => `${route} ${part}`)).toEqual([
			'PATCH /public-api/resources/things/v1.0/{thing} body',
			'GET /public-api/resources/things/v1.0/{thing} answer',
			'PATCH /public-api/resources/things/v1.0/{thing} answer',
		]);
		const schemas = JSON.parse(made.get('newer-schemas.json')!).schemas;
		const [, answer] = newer.additions.map(({ schema }: Wire) => (schema.$ref ? schemas[schema.$ref] : schema));
		expect(answer.properties).toEqual({
			colour: { type: 'string', enum: ['red'], nullable: true, since: '3.251' },
		});
		expect(newer.deprecated).toEqual([{ operation: 'GET /public-api/resources/things/v1.0/{thing}', since: '3.168' }]);
	});

	test('keeps no words', () => {
		expect([...made.values()].join()).not.toMatch(/Words|basis|note|summary/);
	});
});
