/** The digest holds facts only, says each once, and is what the script makes. */
import { callbacks, events, operations } from '../../sandbox/digest.mts';
import { pagingOf } from '../../sandbox/paging.mts';
import { shapeOf, type Shape } from '../../sandbox/shape.mts';
import { committed, digest, fromOpenApi, openApiFile } from './digest-files.mts';
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
	const schemas = Object.values(JSON.parse(files.get('schemas.json')!));
	const parts = JSON.parse(files.get('operations.json')!).operations.flatMap((operation: Wire) => [
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
		operations: 452,
		deprecated: 69,
		bodies: 184,
		callbacks: 39,
		events: 42,
		paging: { cursor: 45, dual: 34, page: 18, none: 7 },
	});
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
	expect(fromOpenApi()).toEqual(files);
});
