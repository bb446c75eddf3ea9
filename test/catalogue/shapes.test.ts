/**
 * Every shape of a value that AMPECO takes has a word in the vocabulary and arrives as AMPECO wants it. The list of
 * shapes comes from the digest; the words, example parameters and wire values stand here, and the conversion is the
 * runner's own.
 */
import type { Operation, Resource } from '../../nodes/shared/catalogue';
import { operations } from '../../sandbox/digest.mts';
import type { Schema } from '../../sandbox/digest.mts';
import { dist, say, shared } from '../../tools/catalogue/built.mts';

const { catalogue, prepare } = shared(dist);
const {
	any,
	choice,
	choices,
	date,
	dateTime,
	email,
	flag,
	get,
	getMany,
	group,
	integer,
	json,
	list,
	map,
	number,
	numbers,
	oneOf,
	ref,
	refs,
	required,
	resource,
	text,
	texts,
	time,
	translations,
	update,
	url,
	variant,
} = catalogue;

type Field = Parameters<typeof required>[0];
type Table = NonNullable<Exclude<Operation['body'], { kind: string }>>;

/** What a composition is made of in the end. */
function leaves(schema: Schema): string[] {
	const parts = schema.allOf ?? schema.oneOf ?? schema.anyOf;
	if (parts) return parts.flatMap(leaves);
	return [schema.type === 'string' ? 'texts' : schema.type === 'object' ? 'objects' : 'anything'];
}

/** A schema's shape in words; what it holds has shapes of its own. */
function shapeOf(schema: Schema): string {
	for (const way of ['allOf', 'oneOf', 'anyOf'] as const) {
		const parts = schema[way];
		if (parts)
			return `${way} ${parts.length > 1 ? 'several' : 'one'}, ${leaves(schema).includes('texts') ? 'texts' : 'objects'}`;
	}
	if (schema.type === 'array') return `array of ${shapeOf(schema.items ?? {})}`;
	if (schema.properties) return 'object';
	if (schema.type === 'object') {
		const { additionalProperties: others } = schema;
		return `map of ${typeof others === 'object' ? shapeOf(others) : 'anything'}`;
	}
	return [schema.type ?? 'anything', schema.format, schema.enum && 'enum'].filter(Boolean).join(' ');
}

interface Occurrence {
	shape: string;
	nullable: boolean;
	example: string;
}

/** All shapes inside a schema. What only AMPECO sets needs no word. */
function shapesIn(schema: Schema, place: string, example: string): Occurrence[] {
	if (schema.readOnly) return [];
	const inner = (child: Schema, name: string) => shapesIn(child, place, `${example}${name}`);
	return [
		{ shape: `${place}: ${shapeOf(schema)}`, nullable: schema.nullable === true, example },
		...Object.entries(schema.properties ?? {}).flatMap(([name, child]) => inner(child, `.${name}`)),
		...(schema.items ? inner(schema.items, '[]') : []),
		...(typeof schema.additionalProperties === 'object' ? inner(schema.additionalProperties, '.*') : []),
		...[...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((part) => inner(part, '')),
	];
}

const occurring = new Map<string, Occurrence>();
const takingNull = new Set<string>();
for (const { method, path, parameters, body } of operations) {
	const found = [
		...parameters.flatMap((one) => shapesIn(one.schema, one.in, `${method} ${path} ${one.name}`)),
		...(body ? shapesIn(body.schema, 'body', `${method} ${path} body`) : []),
	];
	for (const one of found) {
		if (!occurring.has(one.shape)) occurring.set(one.shape, one);
		if (one.nullable) takingNull.add(one.shape);
	}
}

interface Row {
	operation: Operation;
	parameters: Record<string, unknown>;
	/** What `prepare` must give. */
	wire: Record<string, unknown>;
	/** Set where the field stands in a body on its own, so that an update can clear it. */
	field?: Field;
}

/** A field of a body with the parameter a person fills in and the wire value it gives. */
function inBody(field: Field, given: unknown, wire: unknown): Row {
	return {
		operation: update('PATCH /things', { says: '', body: { field } }),
		parameters: { updateFields: { field: given } },
		wire: { path: '/things', query: {}, body: { field: wire } },
		field,
	};
}

function wholeBody(body: Operation['body'], parameters: Record<string, unknown>, wire: unknown): Row {
	return {
		operation: update('PATCH /things', { says: '', body }),
		parameters,
		wire: { path: '/things', query: {}, body: wire },
	};
}

function inQuery(field: Field, given: unknown, wire: unknown): Row {
	return {
		operation: getMany('GET /things', { says: '', paging: 'none', filters: { field } }),
		parameters: { filters: { field: given } },
		wire: { path: '/things', query: { filter: { field: wire } } },
		field,
	};
}

function inPath(field: Field, given: unknown, segment: string): Row {
	return {
		operation: get('GET /things/{field}', { says: '', path: { field } }),
		parameters: { field: given },
		wire: { path: `/things/${segment}`, query: {} },
	};
}

const locator = (value: unknown, mode = 'id') => ({ __rl: true, mode, value });
const rows = (...items: unknown[]) => ({ items });

const point: Table = { x: required(integer('X')), note: text('Note') };
const ways = {
	byHand: variant('By Hand', { level: required(integer('Level')), note: text('Note') }),
	byPlan: variant('By Plan', { plan: required(text('Plan')) }),
};
const colours = { red: 'Red', dark_blue: 'Dark Blue' };
const steps = [
	{ name: 'Quarter', value: 15 },
	{ name: 'Hour', value: 60 },
];

/** Shape -> word, example and wire. Several examples where a shape means several things. */
const table: Record<string, Row[]> = {
	'path: integer': [inPath(ref('user', 'User'), locator('42'), '42'), inPath(integer('Number'), '7', '7')],
	'path: string': [
		inPath(ref('user', 'User', { type: 'text' }), locator('a/b ü'), 'a%2Fb%20%C3%BC'),
		inPath(text('Key'), 'a?b', 'a%3Fb'),
	],
	'path: string date': [inPath(date('Day'), '2026-03-01T10:00:00+02:00', '2026-03-01')],
	'path: string enum': [inPath(choice('Colour', colours), 'dark_blue', 'dark_blue')],
	'path: anyOf several, texts': [inPath(text('Key'), 'Heartbeat', 'Heartbeat')],

	'query: object': [inQuery(text('Name'), 'A', 'A')],
	'query: string': [inQuery(text('Name'), 7, '7'), inQuery(ref('user', 'User', { type: 'text' }), locator(42), '42')],
	'query: string enum': [inQuery(choice('Colour', colours), 'red', 'red')],
	'query: string boolean': [inQuery(flag('On'), false, false)],
	'query: string integer': [inQuery(ref('user', 'User'), locator('42'), 42)],
	'query: string number': [inQuery(ref('user', 'User', { type: 'number' }), locator('42'), 42)],
	'query: string email': [inQuery(email('Email'), 'a@example.com', 'a@example.com')],
	'query: string date': [inQuery(date('Day'), '2026-03-01', '2026-03-01')],
	'query: string date-time': [inQuery(dateTime('From'), '2026-03-01T10:00', '2026-03-01T08:00:00Z')],
	'query: boolean': [inQuery(flag('On'), true, true)],
	'query: integer': [inQuery(integer('Number'), '12', 12), inQuery(ref('user', 'User'), locator(42), 42)],
	'query: integer enum': [inQuery(choice('Step', steps, { type: 'integer' }), '15', 15)],
	'query: number': [inQuery(number('Amount'), '1.5', 1.5)],
	'query: array of string': [inQuery(texts('Names'), 'a, b', ['a', 'b'])],
	'query: anything': [inQuery(any('Fields'), '{"a":"b"}', { a: 'b' }), inQuery(any('Fields'), 'plain', 'plain')],
	'query: array of integer': [
		inQuery(refs('user', 'Users'), { items: [{ id: locator('1') }], ids: [{ ids: '2, 3' }] }, [1, 2, 3]),
	],
	'query: array of string enum': [inQuery(choices('Colours', colours), ['red', 'dark_blue'], ['red', 'dark_blue'])],
	'query: anyOf several, texts': [inQuery(text('State'), 'CA', 'CA')],

	'body: string': [
		inBody(text('Name'), 5, '5'),
		inBody(ref('user', 'User', { type: 'text' }), locator(42), '42'),
		inBody(dateTime('At', { format: 'plain' }), '2026-03-01T10:00', '2026-03-01 08:00:00'),
	],
	'body: string enum': [inBody(choice('Colour', colours), 'red', 'red')],
	'body: string email': [inBody(email('Email'), 'a@example.com', 'a@example.com')],
	'body: string uri': [inBody(url('Link'), 'https://example.com/a', 'https://example.com/a')],
	'body: string url': [inBody(url('Link'), 'https://example.com/a', 'https://example.com/a')],
	'body: string uuid': [inBody(text('Key', { format: 'uuid' }), '0b8e', '0b8e')],
	'body: string date': [inBody(date('Day'), '2026-03-01T23:30:00Z', '2026-03-02')],
	'body: string date-time': [inBody(dateTime('At'), '2026-07-01T10:00:30.5+01:00', '2026-07-01T09:00:30Z')],
	'body: string datetime': [inBody(dateTime('At'), '2026-07-01', '2026-06-30T21:00:00Z')],
	'body: string time': [inBody(time('Start'), '8:05', '08:05')],
	'body: boolean': [inBody(flag('On'), 'false', false)],
	'body: integer': [inBody(integer('Number'), '42', 42), inBody(ref('user', 'User'), locator('42', 'list'), 42)],
	'body: integer int64': [inBody(integer('Energy'), 9_007_199_254_740_991, 9_007_199_254_740_991)],
	'body: integer decimal': [inBody(number('Amount'), '12.50', 12.5)],
	'body: integer enum': [inBody(choice('Step', steps, { type: 'integer' }), '60', 60)],
	'body: number': [
		inBody(number('Amount'), '0', 0),
		inBody(ref('user', 'User', { type: 'number' }), locator('42'), 42),
	],
	'body: number decimal': [inBody(number('Amount'), '-0.10', -0.1)],
	'body: number float': [inBody(number('Amount'), 2.25, 2.25)],
	'body: number enum': [inBody(choice('Step', steps, { type: 'number' }), 15, 15)],
	'body: anything': [
		inBody(json('Value'), '[1, null]', [1, null]),
		inBody(any('Value'), '[1, null]', [1, null]),
		inBody(any('Value'), 'plain', 'plain'),
	],

	'body: object': [
		inBody(group('Point', point), { fields: { x: '1', optional: { note: 'N' } } }, { x: 1, note: 'N' }),
		inBody(group('Point', point), { json: { json: '{"x":2,"new":true}' } }, { x: 2, new: true }),
		wholeBody({ x: integer('X', { wire: ['point', 'x'] }) }, { updateFields: { x: 3 } }, { point: { x: 3 } }),
	],
	'body: map of string': [
		inBody(map('Settings', { type: 'text' }), rows({ key: 'a', value: 1 }), { a: '1' }),
		inBody(translations('Title', { shape: 'map' }), rows({ locale: 'en', translation: 'Hi' }), { en: 'Hi' }),
	],
	'body: map of object': [inBody(map('Parts'), { json: [{ json: '{"7":{"x":1}}' }] }, { '7': { x: 1 } })],
	'body: map of anything': [
		inBody(map('Data'), rows({ key: 'a', value: '{"b":[1]}' }, { key: 'c', value: 'plain' }), {
			a: { b: [1] },
			c: 'plain',
		}),
	],

	'body: array of anything': [inBody(json('Targets'), '[1, "a"]', [1, 'a'])],
	'body: array of map of anything': [inBody(json('Places'), '[{"a":1}]', [{ a: 1 }])],
	'body: array of integer': [
		inBody(refs('user', 'Users'), { items: [{ id: locator('1') }] }, [1]),
		inBody(numbers('Minutes', { type: 'integer' }), '1, 2', [1, 2]),
	],
	'body: array of number': [inBody(numbers('Prices'), '0.5,1', [0.5, 1])],
	'body: array of string': [inBody(texts('Names'), ' a, b ', ['a', 'b']), inBody(texts('Names'), ['a, b'], ['a, b'])],
	'body: array of string date': [inBody(texts('Days'), '2026-03-01,2026-03-02', ['2026-03-01', '2026-03-02'])],
	'body: array of string enum': [inBody(choices('Colours', colours), ['dark_blue'], ['dark_blue'])],
	'body: array of object': [
		inBody(list('Points', 'Point', point), rows({ x: 1 }, { x: '2', optional: { note: 'N' } }), [
			{ x: 1 },
			{ x: 2, note: 'N' },
		]),
		inBody(translations('Title'), rows({ locale: 'en', translation: 'Hi' }), [{ locale: 'en', translation: 'Hi' }]),
	],
	'body: array of allOf several, objects': [
		inBody(list('Points', 'Point', point), { items: [{ x: 1 }], json: [{ json: '[{"x":2}]' }] }, [{ x: 1 }, { x: 2 }]),
	],
	'body: array of oneOf several, objects': [
		wholeBody(list('Points', 'Point', point), { items: rows({ x: 1 }) }, [{ x: 1 }]),
		inBody(oneOf('Ways', ways, { many: true }), { byHand: [{ level: 1 }], byPlan: [{ plan: 'P' }] }, [
			{ level: 1 },
			{ plan: 'P' },
		]),
	],
	'body: array of oneOf several, texts': [inBody(texts('Keys'), 'A,B', ['A', 'B'])],

	'body: allOf one, objects': [inBody(group('Point', point), { fields: { x: 1 } }, { x: 1 })],
	'body: allOf several, objects': [
		wholeBody({ a: required(integer('A')), b: text('B') }, { a: 1, updateFields: { b: 'B' } }, { a: 1, b: 'B' }),
	],
	'body: allOf one, texts': [inBody(choice('Colour', colours), 'red', 'red')],
	'body: allOf several, texts': [inBody(choice('Colour', colours), 'red', 'red')],
	'body: anyOf one, objects': [wholeBody(point, { x: 1 }, { x: 1 })],
	'body: anyOf several, objects': [
		wholeBody(
			oneOf('Way', ways, { inline: true }),
			{ variant: 'byHand', level: 1, byHandFields: { note: 'N' } },
			{ level: 1, note: 'N' },
		),
	],
	'body: anyOf several, texts': [inBody(text('State'), 'CA', 'CA')],
	'body: oneOf several, objects': [
		wholeBody(
			{ name: text('Name'), way: oneOf('Way', ways, { inline: true, tag: 'mode' }) },
			{ variant: 'byPlan', plan: 'P', updateFields: { name: 'N' } },
			{ name: 'N', mode: 'byPlan', plan: 'P' },
		),
		inBody(
			oneOf('Way', ways, { tag: 'mode' }),
			{ byHand: { level: 2, optional: { note: 'N' } } },
			{ mode: 'byHand', level: 2, note: 'N' },
		),
	],
	'body: oneOf several, texts': [inBody(text('Key'), 'A', 'A')],
};

const things: Resource = resource({ value: 'thing', name: 'Thing', operations: {} });

function prepared({ operation, parameters }: Pick<Row, 'operation' | 'parameters'>) {
	const read = (name: string, fallback?: unknown) => parameters[name] ?? fallback;
	const { path, query, body } = prepare({ resource: things, operation, read, timeZone: 'Europe/Sofia' });
	return { path, query, body };
}

test('every shape of the digest has a word, and no word stands here for nothing', () => {
	say(`${occurring.size} shapes of values occur in what AMPECO takes`);
	const without = [...occurring.values()].filter(({ shape }) => !(shape in table));
	expect(without.map(({ shape, example }) => `${shape} (${example})`)).toEqual([]);
	expect(Object.keys(table).filter((shape) => !occurring.has(shape))).toEqual([]);
});

test.each(Object.entries(table).flatMap(([shape, all]) => all.map((row, index) => [shape, index + 1, row] as const)))(
	'%s (%i)',
	(_, __, row) => {
		expect(prepared(row)).toEqual(row.wire);
	},
);

test.each([...takingNull])('null: %s', (shape) => {
	const field = { ...table[shape].find((row) => row.field)!.field!, nullable: true };
	const cleared = {
		...inBody(field, undefined, null),
		parameters: { updateFields: { fieldsToClear: ['field'] } },
	};
	const row = shape.startsWith('query') ? inQuery(field, 'null', 'null') : cleared;
	expect(prepared(row)).toEqual(row.wire);
});

test.each([[['group', 'group.x']], [['group.x', 'group']]])(
	'null: a group and what is in it, chosen as %j',
	(fieldsToClear) => {
		const inner = group('Group', { x: text('X', { nullable: true }) }, { nullable: true });
		const operation = update('PATCH /things', { says: '', body: { group: inner } });
		expect(prepared({ operation, parameters: { updateFields: { fieldsToClear } } }).body).toEqual({
			group: null,
		});
	},
);
