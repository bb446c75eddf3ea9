/**
 * Hostile input, made up by fast-check: whatever strings and values reach a path, a query, a header or a body, and whatever
 * a tenant answers, each request stays one request to the intended route of the tenant, and all that comes out is items and
 * node errors without the token.
 */
import fc from 'fast-check';
import type { NodeRunOutcome } from '../../tools/engine.mts';
import { startEngine } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import { PROBE, probeNode } from '../nodes/probe.mts';
import { catalogue, tenantUrl } from './built.mts';
import { FINE, printedBy, startRecorder } from './recorder.mts';

const {
	choice,
	create,
	get,
	getMany,
	group,
	json,
	list,
	map,
	ref,
	required,
	resource,
	text,
	texts,
	translations,
	update,
} = catalogue;

const TOKEN = 'token-that-must-stay-secret';
const RUNS = { numRuns: 30 };

const body = {
	plain: text('Plain'),
	pick: choice('Pick', { a: 'A' }),
	several: texts('Several'),
	nested: group('Nested', { inner: text('Inner', { wire: ['deep', 'inner'] }) }),
	rows: list('Rows', 'Row', { cell: text('Cell') }),
	names: translations('Names', { shape: 'map' }),
	free: map('Free'),
	any: json('Any'),
};

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		operations: {
			get: get('GET /public-api/things/{thing}/parts', { says: 'Reads' }),
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'cursor',
				filters: { plain: text('Plain'), several: texts('Several') },
				query: { include: texts('Include'), sort: required(text('Sort')) },
			}),
			create: create('POST /public-api/things', { says: 'Makes', body }),
			update: update('PATCH /public-api/things/{thing}', { says: 'Changes', body }),
		},
	}),
]);

const engine = duringTests(startEngine);
const server = duringTests(startRecorder);

/** Letters that mean something to URLs, headers, JSON, expressions and objects, among all others. */
const nasty = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'hasOwnProperty',
		'..',
		'.',
		'%2e%2e',
		'../..',
		'//evil.example',
		'\\\\evil.example',
		'@evil.example',
		'https://evil.example/',
		'?a=b',
		'#',
		'&filter[x]=1',
		'a]=1&b[',
		'[]',
		'[__proto__]',
		'%00',
		'\0',
		'\r\nX-Injected: 1',
		'\n\n',
		'\ud800',
		'\udfff',
		' ',
		'%',
		'%zz',
		';',
		'$&',
		"$'",
		'{thing}',
		'{{ 1 + 1 }}',
		'<script>',
		'"',
		'\\',
		'\u2028',
		'\ufeff',
		'null',
		'true',
		'1e999',
	),
	fc
		.array(
			fc.constantFrom('.', '/', '\\', '%2e', '%2f', '?', '#', '@', ':', '\r', '\n', '\t', '&', '=', '[', ']', 'a'),
			{ maxLength: 8 },
		)
		.map((parts) => parts.join('')),
);

/** Text that is no expression: n8n itself would evaluate one. */
const plainText = nasty.map((value) => value.replace(/^=/, '_'));
const filled = plainText.filter((value) => value.trim() !== '');

async function run(operation: string, parameters: object, settings: object = {}): Promise<NodeRunOutcome> {
	server.recorded.length = 0;
	const outcome = await engine.runNode({
		node: 'probe',
		nodeTypes: { [PROBE]: probe },
		parameters: { resource: 'thing', operation, thing: byId('7'), sort: 'a', output: 'raw', ...parameters } as never,
		credentials: { ampecoApi: { url: server.url, token: TOKEN } },
		...settings,
	});
	expect(JSON.stringify([outcome.run.data.resultData, outcome.hints])).not.toContain(TOKEN);
	expectNothingPolluted();
	if (outcome.error) expectNodeError(outcome.error);
	return outcome;
}

function byId(value: unknown): object {
	return { __rl: true, mode: 'id', value };
}

function expectNothingPolluted(): void {
	expect(Object.keys(Object.prototype).concat(Object.keys(Array.prototype))).toEqual([]);
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

function expectNodeError(error: Error): void {
	expect(['NodeApiError', 'NodeOperationError']).toContain(error.name);
	expect(error.message.length).toBeGreaterThan(10);
}

const HEADERS = new Set([
	'accept',
	'authorization',
	'content-type',
	'content-length',
	'user-agent',
	'accept-encoding',
	'host',
	'connection',
]);

/** One request was sent, to this tenant, with the headers it should have and no others. */
function theRequest() {
	expect(server.recorded).toHaveLength(1);
	const [{ method, target, rawHeaders, body: sent }] = server.recorded;
	const headers = Object.fromEntries(
		rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1]]] : [])),
	);
	expect(Object.keys(headers).filter((name) => !HEADERS.has(name))).toEqual([]);
	expect(rawHeaders).toHaveLength(Object.keys(headers).length * 2);
	expect(headers.host).toBe(server.url.replace('http://', ''));
	expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
	const [path, query = ''] = target.split('?');
	return { method, path, query, body: sent === '' ? undefined : JSON.parse(sent) };
}

test('path: any ID stays one segment of the intended route, or is refused and nothing is sent', async () => {
	await fc.assert(
		fc.asyncProperty(
			plainText.filter((id) => id !== ''),
			async (id) => {
				const { error } = await run('get', { thing: byId(id) });
				if (error) {
					expect(server.recorded).toEqual([]);
					return;
				}
				const { method, path, query } = theRequest();
				expect([method, query]).toEqual(['GET', '']);
				const segments = path.split('/');
				expect(segments).toHaveLength(5);
				expect([...segments.slice(0, 3), segments[4]]).toEqual(['', 'public-api', 'things', 'parts']);
				expect(decodeURIComponent(segments[3])).toBe(id.trim());
				// What a URL parser on the way makes of it.
				expect(new URL(path, server.url).pathname).toBe(path);
			},
		),
		RUNS,
	);
});

test('query: any value arrives whole under its own name, and no other name appears', async () => {
	await fc.assert(
		fc.asyncProperty(
			filled,
			filled,
			fc.array(
				// What a model writes for nothing is nothing.
				filled.filter((one) => !one.includes(',') && !/^\s*(null|undefined)\s*$/.test(one)),
				{ maxLength: 3 },
			),
			async (plain, sort, include) => {
				const { error } = await run('getAll', { filters: { plain }, sort, options: { include }, limit: 5 });
				if (error) {
					expect(server.recorded).toEqual([]);
					return;
				}
				const { path, query } = theRequest();
				expect(path).toBe('/public-api/things');
				const pairs = [...new URLSearchParams(query)];
				expect(pairs.map(([name]) => name)).toEqual([
					'filter[plain]',
					...include.map(() => 'include[]'),
					'sort',
					'per_page',
					'cursor',
				]);
				const values = [plain, ...include, sort, '5', ''].map((one) => one.trim());
				expect(pairs.map(([, value]) => value.trim())).toEqual(values);
			},
		),
		RUNS,
	);
});

test('query: a name a person made up stays one name below "filter"', async () => {
	await fc.assert(
		fc.asyncProperty(filled, filled, async (name, value) => {
			const { error } = await run('getAll', {
				filters: { otherFilters: { items: [{ name, value: JSON.stringify(value) }] } },
				limit: 5,
			});
			if (error) {
				expect(server.recorded).toEqual([]);
				return;
			}
			const { path, query } = theRequest();
			expect(path).toBe('/public-api/things');
			const names = [...new URLSearchParams(query).keys()];
			expect(names).toEqual([`filter[${name.trim()}]`, 'sort', 'per_page', 'cursor']);
		}),
		RUNS,
	);
});

// What is picked is nothing where a model writes one of these words.
const named = filled.filter((text) => !/^(null|undefined)$/.test(text.trim()));

test('body: any text arrives whole, in its place, and nothing beside it', async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom('create', 'update'), filled, named, filled, async (operation, one, two, key) => {
			const fields = {
				plain: one,
				pick: two,
				nested: { inner: one },
				rows: { items: [{ cell: one }, { cell: two }] },
				names: { items: [{ locale: key, translation: two }] },
				free: { items: [{ key, value: JSON.stringify(two) }] },
				otherFields: { items: [{ name: `x${key}`, value: JSON.stringify(one) }] },
			};
			const { error } = await run(operation, { additionalFields: fields, updateFields: fields });
			if (error) {
				expect(error.message).toMatch(
					/ is missing| without a (key|name)|stands where there is no value|left out digits/,
				);
				expect(server.recorded).toEqual([]);
				return;
			}
			const { method, path, query, body: sent } = theRequest();
			expect([method, path, query]).toEqual([
				...(operation === 'create' ? ['POST', '/public-api/things'] : ['PATCH', '/public-api/things/7']),
				'',
			]);
			const expected = {
				plain: one,
				pick: two.trim(),
				nested: { deep: { inner: one } },
				rows: [{ cell: one }, { cell: two }],
				names: own(key.trim(), two),
				free: own(key.trim(), two),
				...own(`x${key}`.trim(), one),
			};
			expect(JSON.stringify(sent)).toBe(JSON.stringify(expected));
		}),
		RUNS,
	);
});

/** An object with one own key, "__proto__" too. */
function own(key: string, value: unknown): object {
	return Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true });
}

test('body: any JSON given as a whole arrives as it is, "__proto__" as a plain key', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.dictionary(filled, fc.jsonValue(), { minKeys: 1, noNullPrototype: true }),
			filled,
			async (object, key) => {
				const text = JSON.stringify({
					...object,
					['__proto__']: { polluted: true },
					...own(key, { __proto__: null, a: 1 }),
				});
				const { error } = await run('create', { inputMode: 'json', jsonBody: text.replace(/^=/, '') });
				if (error) {
					expect(error.message).toContain('a number that is too long to be sent as it is');
					expect(server.recorded).toEqual([]);
					return;
				}
				const { body: sent } = theRequest();
				expect(JSON.stringify(sent)).toBe(JSON.stringify(JSON.parse(text)));
			},
		),
		RUNS,
	);
});

test('any kind of value in any place gives items or a node error, through expressions too', async () => {
	const places = ['plain', 'pick', 'several', 'nested', 'rows', 'names', 'free', 'any', 'fieldsToClear', 'otherFields'];
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), fc.boolean(), async (place, value, asExpression) => {
			const given = asExpression ? '={{ $json.value }}' : typeof value === 'string' ? value.replace(/^=/, '_') : value;
			await run('update', { updateFields: { [place]: given } }, { items: [{ value }] });
			expect(server.recorded.length).toBeLessThanOrEqual(1);
			for (const { method, target } of server.recorded)
				expect([method, target]).toEqual(['PATCH', '/public-api/things/7']);
		}),
		{ numRuns: 60 },
	);
});

test('header: any token is sent as it is or refused, never as a second header', async () => {
	await fc.assert(
		fc.asyncProperty(plainText, async (token) => {
			server.recorded.length = 0;
			const { error } = await engine.runNode({
				node: 'probe',
				nodeTypes: { [PROBE]: probe },
				parameters: { resource: 'thing', operation: 'get', thing: byId('7') as never },
				credentials: { ampecoApi: { url: server.url, token } },
			});
			if (error) {
				expectNodeError(error);
				expect(server.recorded).toEqual([]);
				return;
			}
			const [{ rawHeaders }] = server.recorded;
			expect(rawHeaders.filter((name) => name.toLowerCase() === 'x-injected')).toEqual([]);
			expect(rawHeaders[rawHeaders.indexOf('Authorization') + 1]).toBe(`Bearer ${token.trim()}`);
		}),
		RUNS,
	);
});

test('address: whatever is typed as the tenant URL is an origin and nothing more, or is refused', () => {
	const around = fc.tuple(
		fc.constantFrom('', 'https://', 'http://', 'HTTPS://', '//', 'ftp://', 'javascript:'),
		nasty,
		fc.constantFrom('', 'cp.example.com', '127.0.0.1:80', '@evil.example'),
		nasty,
	);
	fc.assert(
		fc.property(around, (parts) => {
			let url: string;
			try {
				url = tenantUrl(parts.join(''));
			} catch (error) {
				expect((error as Error).constructor.name).toBe('UserError');
				return;
			}
			const { origin, username, pathname, search, hash, protocol, hostname } = new URL(url);
			expect([username, pathname, search, hash]).toEqual(['', '/', '', '']);
			// The parser may write an international name in another alphabet, but it must be the name that was typed.
			expect(new URL(`${origin}/public-api/x`).origin).toBe(new URL('/public-api/x', url).origin);
			if (protocol === 'http:') expect(hostname).toMatch(/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/);
			else expect(protocol).toBe('https:');
		}),
		{ numRuns: 2000 },
	);
});

test('answers: whatever a tenant answers gives items or a node error', async () => {
	const statuses = fc.constantFrom(
		200,
		201,
		202,
		204,
		301,
		302,
		307,
		400,
		401,
		403,
		404,
		405,
		406,
		409,
		412,
		418,
		422,
		500,
		501,
	);
	const said = fc.oneof(
		fc.jsonValue().map((value) => JSON.stringify(value)),
		nasty,
		fc
			.record(
				{ message: fc.jsonValue(), errors: fc.jsonValue(), success: fc.boolean(), errorCode: fc.jsonValue() },
				{ requiredKeys: [] },
			)
			.map((value) => JSON.stringify(value)),
		fc.dictionary(nasty, fc.array(fc.jsonValue())).map((errors) => JSON.stringify({ message: 'Wrong.', errors })),
		fc.constant('{"data":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"id":1}}'),
		fc
			.record({ data: fc.jsonValue(), meta: fc.jsonValue(), links: fc.jsonValue() })
			.map((value) => JSON.stringify(value)),
	);
	const types = fc.constantFrom('application/json', 'text/html', 'text/plain', 'application/octet-stream');
	await fc.assert(
		fc.asyncProperty(
			statuses,
			said,
			types,
			fc.constantFrom('get', 'getAll', 'create', 'update'),
			fc.boolean(),
			async (status, answer, type, operation, continues) => {
				// Repetitions of an unreadable read would make this slow; they are the matter of the table of faults.
				const readable = operation === 'create' || operation === 'update' || isJson(answer) || status >= 300;
				fc.pre(readable);
				server.answer({
					status,
					headers: { 'content-type': type, location: 'https://evil.example/' },
					body: status === 204 ? '' : answer,
				});
				const fields = { plain: 'x' };
				const outcome = await run(
					operation,
					{ additionalFields: fields, updateFields: fields, limit: 5 },
					continues ? { onError: 'continueErrorOutput' } : {},
				);
				for (const { json: item, pairedItem } of [...outcome.items, ...outcome.errorItems]) {
					expect(typeof item).toBe('object');
					expect(pairedItem).toEqual({ item: 0 });
				}
				if (continues) expect(outcome.error).toBeUndefined();
			},
		),
		{ numRuns: 80 },
	);
	server.answer(FINE);
});

test.each([302, 500])(
	'log: the token is in nothing n8n prints when a tenant answers with %i',
	async (status) => {
		server.answer({
			status,
			headers: { 'content-type': 'application/json', location: 'https://evil.example/' },
			body: '{"message":"No."}',
		});
		const printed = await printedBy(server.url, TOKEN);
		server.answer(FINE);
		expect(printed).toContain('Start executing node "Node"');
		expect(printed).not.toContain(TOKEN);
	},
	120_000,
);

/** Whether an answer is JSON and no bare text, which counts as unreadable. */
function isJson(answer: string): boolean {
	try {
		return typeof JSON.parse(answer) !== 'string';
	} catch {
		return false;
	}
}
