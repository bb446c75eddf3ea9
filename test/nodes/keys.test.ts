/**
 * Texts by which something is found mean the same wherever they are given: without blanks around, and never what a spreadsheet or
 * JavaScript writes in place of a value; the same on both ways. Free text is sent to the letter.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Engine } from '../../tools/engine.mts';
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { action, any, choice, create, createMany, createOrUpdate, f, get, getMany, list, oneOf, variant } = catalogue;
const { group, key, ref, refs, replace, resource, text, texts, update } = catalogue;

const row = { serial: key('Serial Number'), about: text('About') };

const body = {
	externalId: key('External ID'),
	name: text('Name'),
	email: f.email('Email'),
	currency: choice('Currency', { EUR: 'Euro' }),
	cardId: ref('idTag', 'Card', { type: 'text' }),
	tagIds: refs('idTag', 'Tags', { type: 'text' }),
	deep: key('Deep Code', { wire: ['inner', 'code'] }),
	part: group('Part', row),
	parts: list('Parts', 'Part', row),
	shapes: oneOf('Shapes', { a: variant('A', row) }, { tag: 'shape', many: true }),
};

const flat = oneOf('Flat', { b: variant('B', { batch: key('Batch Code') }) }, { tag: 'flat', inline: true });

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: key('Thing') },
		operations: {
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'none',
				filters: { externalId: key('External ID'), name: text('Name'), words: texts('Words'), loose: any('Loose') },
				query: { format: text('Format') },
			}),
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			create: create('POST /public-api/things', { says: 'Makes', body }),
			createMany: createMany('POST /public-api/things', { says: 'Makes', body }),
			update: update('PATCH /public-api/things/{thing}', { says: 'Changes', body }),
			replace: replace('PUT /public-api/things/{thing}', { says: 'Replaces', body }),
			act: action('POST /public-api/things/{thing}/act', { says: 'Acts', effect: 'write', body }),
			choose: create('POST /public-api/things/flat', { says: 'Makes', body: { flat } }),
			addAll: create('POST /public-api/things/all', { says: 'Makes', body: list('Things', 'Thing', row) }),
			upsert: createOrUpdate('externalId'),
		},
	}),
]);

const { engine, server } = withProbe();

/** The same run on both ways: what was sent, or what was said. */
async function run(operation: string, parameters: object, items: IDataObject[] = [{}]) {
	const outcomes = [];
	for (const path of ['custom', 'stock'] as const) {
		server.received.length = 0;
		const { error } = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			parameters: { resource: 'thing', operation, thing: 'T', ...parameters } as Parameters<
				Engine['runNode']
			>[0]['parameters'],
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			items,
			path,
		});
		const sent = server.received.map(({ method, url, body: wire }) => ({ method, url: decodeURIComponent(url), wire }));
		outcomes.push({ error: error?.message, sent });
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

beforeEach(() =>
	server.answer(({ method, url }) => ({ data: method === 'GET' && !url.endsWith('/T') ? [] : { id: 1 } })),
);

const WRITES = [
	['create', 'additionalFields'],
	['createMany', 'additionalFields'],
	['update', 'updateFields'],
	['replace', 'updateFields'],
	['act', 'additionalFields'],
] as const;

/** Each way in which a key is given in a write, with the label by which it is refused. */
const WAYS: Array<[way: string, given: (value: string, collection: string) => object, wire: object, label: string]> = [
	['a field', (v, c) => ({ [c]: { externalId: v } }), { externalId: 'EXT-1' }, 'External ID'],
	['a field in an object', (v, c) => ({ [c]: { deep: v } }), { inner: { code: 'EXT-1' } }, 'Deep Code'],
	['an address', (v, c) => ({ [c]: { email: v } }), { email: 'EXT-1' }, 'Email'],
	['a choice', (v, c) => ({ [c]: { currency: v } }), { currency: 'EXT-1' }, 'Currency'],
	['an ID', (v, c) => ({ [c]: { cardId: { __rl: true, mode: 'id', value: v } } }), { cardId: 'EXT-1' }, 'Card'],
	['IDs', (v, c) => ({ [c]: { tagIds: { ids: [{ ids: v }] } } }), { tagIds: ['EXT-1'] }, 'Tags'],
	['a group', (v, c) => ({ [c]: { part: { serial: v } } }), { part: { serial: 'EXT-1' } }, 'Part > Serial Number'],
	[
		'a group as JSON',
		(v, c) => ({ [c]: { partJson: { serial: v } } }),
		{ part: { serial: 'EXT-1' } },
		'Part > Serial Number',
	],
	[
		'a row',
		(v, c) => ({ [c]: { parts: { items: [{ serial: v }] } } }),
		{ parts: [{ serial: 'EXT-1' }] },
		'Parts 1 > Serial Number',
	],
	[
		'a row as JSON',
		(v, c) => ({ [c]: { partsJson: [{ serial: v }] } }),
		{ parts: [{ serial: 'EXT-1' }] },
		'Parts 1 > Serial Number',
	],
	[
		'a shape',
		(v, c) => ({ [c]: { shapes: { a: [{ serial: v }] } } }),
		{ shapes: [{ shape: 'a', serial: 'EXT-1' }] },
		'Shapes 1 > Serial Number',
	],
	[
		'other fields',
		(v, c) => ({ [c]: { otherFields: { items: [{ name: 'externalId', value: v }] } } }),
		{ externalId: 'EXT-1' },
		'External ID',
	],
	['all as JSON', (v) => ({ inputMode: 'json', jsonBody: { externalId: v } }), { externalId: 'EXT-1' }, 'External ID'],
	[
		'all as JSON text',
		(v) => ({ inputMode: 'json', jsonBody: JSON.stringify({ inner: { code: v } }) }),
		{ inner: { code: 'EXT-1' } },
		'Deep Code',
	],
	[
		'rows in JSON',
		(v) => ({ inputMode: 'json', jsonBody: { parts: [{ serial: v }] } }),
		{ parts: [{ serial: 'EXT-1' }] },
		'Parts 1 > Serial Number',
	],
];

const REFUSED = [
	'#N/A',
	'#REF!',
	'#VALUE!',
	'#DIV/0!',
	'#NAME?',
	'#NV',
	'#BEZUG!',
	'####',
	'NaN',
	'[object Object]',
	'Invalid Date',
	'undefined',
	' undefined',
	'null',
	'4.5E+14',
	'4.50E+14',
	'4,5E+14',
	' 3.60288E+16',
	'1E+11',
	'1e+21',
	'4.5e-7',
];
const KEPT = [
	'04E12345',
	'1E5',
	'12E5',
	'1E+3',
	'3E-12',
	'4.5',
	'N/A',
	'Null',
	'Nan',
	'#12',
	'#A!b',
	'C#',
	'10.0.0.1',
	'00123',
	'1.5E',
	'E+14',
];

describe.each(WRITES)('%s', (operation, collection) => {
	const ways = operation === 'create' ? WAYS : WAYS.filter(([way]) => /^(a field|a row|all as JSON)$/.test(way));
	test.each(ways)('%s has no blanks around', async (_, given, wire) => {
		const { error, sent } = await run(operation, { quantity: 1, ...given(' EXT-1\n', collection) });
		expect(error).toBeUndefined();
		expect(sent.at(-1)?.wire).toMatchObject(wire);
	});
});

test.each(WAYS)('%s that is no value is refused, and nothing is sent', async (_, given, __, label) => {
	for (const value of ['#REF!', ' [object Object]', 'NaN', '4.5E+14']) {
		const { error, sent } = await run('create', given(value, 'additionalFields'));
		expect({ value, error }).toEqual({ value, error: sentenceFor(label, value.trim()) });
		expect(sent).toEqual([]);
	}
});

test('columns of the input item are keys as well', async () => {
	const item = (serial: string) => ({ 'External ID': '\tEXT-1 ', parts: [{ serial }], name: ' a ' });
	const { sent } = await run('create', { inputMode: 'item' }, [item(' S-1 ')]);
	expect(sent[0].wire).toEqual({ externalId: 'EXT-1', parts: [{ serial: 'S-1' }], name: ' a ' });
	const { error, sent: none } = await run('create', { inputMode: 'item' }, [item('#N/A')]);
	expect(error).toBe(sentenceFor('Parts 1 > Serial Number', '#N/A'));
	expect(none).toEqual([]);
});

test.each(REFUSED)('%s is no key', async (value) => {
	const { error } = await run('create', { additionalFields: { externalId: value } });
	expect(error).toBe(sentenceFor('External ID', value.trim()));
});

function sentenceFor(label: string, value: string): string {
	return /^\d/.test(value)
		? `${label} is "${value}", of which a spreadsheet has left out digits. Make its column one of text, and give it whole.`
		: `${label} is "${value}", which stands where there is no value. Give the value, or leave it out.`;
}

test.each(KEPT)('%s is a key', async (value) => {
	const { sent } = await run('create', { additionalFields: { externalId: value } });
	expect(sent[0].wire).toEqual({ externalId: value });
});

test.each([' a ', '#N/A', '4.5E+14', 'NaN', 'null'])('free text is sent to the letter: %s', async (value) => {
	const given = { name: value, part: { about: value } };
	const { sent } = await run('create', { additionalFields: given });
	expect(sent[0].wire).toEqual({ name: value, part: { about: value } });
});

test('a number stays what it is in JSON, and null clears', async () => {
	const { sent } = await run('update', { inputMode: 'json', jsonBody: { externalId: null, inner: { code: 12 } } });
	expect(sent[0].wire).toEqual({ externalId: null, inner: { code: 12 } });
});

test.each([
	['choose', { variant: 'b', bFields: { batch: ' B-1 ' } }, { flat: 'b', batch: 'B-1' }],
	['choose', { inputMode: 'json', jsonBody: { flat: 'b', batch: ' B-1 ' } }, { flat: 'b', batch: 'B-1' }],
	['addAll', { items: { items: [{ serial: ' S-1 ' }] } }, [{ serial: 'S-1' }]],
	['addAll', { inputMode: 'json', jsonBody: [{ serial: ' S-1 ' }] }, [{ serial: 'S-1' }]],
])('%s with %j', async (operation, parameters, wire) => {
	expect((await run(operation, parameters)).sent[0].wire).toEqual(wire);
	const { error, sent } = await run(
		operation,
		JSON.parse(JSON.stringify(parameters).replace(/ [BS]-1 /, '#N/A')) as object,
	);
	expect(error).toMatch(/^(Batch Code|Things 1 > Serial Number) is "#N\/A"/);
	expect(sent).toEqual([]);
});

test('what Create made with blanks around its key is found by Create or Update', async () => {
	let made: unknown;
	server.answer(({ method, url, body: wire }) => {
		if (method === 'POST') made = { id: 1, ...(wire as object) };
		return { data: method === 'POST' ? made : url.includes('=EXT-1') ? [made] : [] };
	});
	await run('create', { additionalFields: { externalId: ' EXT-1 ' } });
	for (const given of [{ externalId: '\u00a0EXT-1 ' }, { inputMode: 'json', jsonBody: { externalId: 'EXT-1\t' } }]) {
		const { sent } = await run('upsert', { matchBy: 'externalId', ...given });
		expect(sent.map(({ method }) => method)).toEqual(['GET']);
	}
	for (const value of ['#REF!', 'undefined', 'null', '4.5E+14']) {
		const { error } = await run('upsert', { matchBy: 'externalId', externalId: value });
		expect(error).toBe(sentenceFor('External ID', value));
	}
});

test.each([
	['getAll', (v: string) => ({ filters: { externalId: v } }), 'External ID'],
	['getAll', (v: string) => ({ filters: { name: v } }), 'Name'],
	['getAll', (v: string) => ({ filters: { words: ['a', v] } }), 'Words'],
	['getAll', (v: string) => ({ filters: { loose: v } }), 'Loose'],
	[
		'getAll',
		(v: string) => ({ filters: { otherFilters: { items: [{ name: 'more', value: v }] } } }),
		'Other Filters > more',
	],
	['getAll', (v: string) => ({ options: { format: v } }), 'Format'],
	['get', (v: string) => ({ thing: v }), 'Thing'],
	['update', (v: string) => ({ thing: v, updateFields: { name: 'a' } }), 'Thing'],
])('in the address: %s %s', async (operation, given, label) => {
	const { sent } = await run(operation, given(' EXT-1\n'));
	expect(sent[0].url).toMatch(/[=/]EXT-1(&|$)/);
	for (const value of ['#REF!', '4.5E+14']) {
		const { error, sent: none } = await run(operation, given(value));
		expect({ value, error }).toEqual({ value, error: sentenceFor(label, value) });
		expect(none).toEqual([]);
	}
	expect((await run(operation, given('04E12345'))).sent[0].url).toContain('04E12345');
});
