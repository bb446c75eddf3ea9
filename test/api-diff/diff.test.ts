/** `npm run api:diff` tells what a newer API has that the catalogue has not, and nothing else. */
import { readCatalogue } from '../../tools/api-diff/catalogue.mts';
import { Drafts } from '../../tools/api-diff/draft.mts';
import { homesOf } from '../../tools/api-diff/homes.mts';
import { pageOf } from '../../tools/api-diff/page.mts';
import { hasDifferences, reportOf } from '../../tools/api-diff/report.mts';
import type { Report } from '../../tools/api-diff/report.mts';
import { apiOf } from '../../tools/api-diff/source.mts';
import { apiVersion, callbacks, oldestVersion, operations, operationsAt } from '../../sandbox/digest.mts';
import type { Resource } from '../../nodes/shared/catalogue';
import { dist } from '../../tools/catalogue/built.mts';
import { compareOperation } from '../../tools/catalogue/compare.mts';
import { BADGE, BADGES, bodyOf, callback, madeUpApi, madeUpCatalogue, openApiOf, recordOf } from './made-up.mts';
import type { JsonObject } from './made-up.mts';
import { cleanUp, evaluated, fileWith, serve, tool } from './tool.mts';

afterAll(cleanUp);

const known = apiOf(JSON.stringify(madeUpApi()), 'known.json');

/** The report on the made-up API after a change. */
function changed(change: (paths: JsonObject) => void): Report {
	const api = madeUpApi();
	change(api.paths);
	return reportOf(apiOf(JSON.stringify(api), 'new.json'), madeUpCatalogue, known);
}

/** All that a report says, one line each, without the drafts. */
function told(report: Report): string[] {
	const { added, gone, deprecated, current, deprecatedFields, differences, events } = report;
	return [
		...added.flatMap((home) =>
			home.operations.map(({ method, path }) => `new: ${method} ${path} in ${home.file ?? 'no file'}`),
		),
		...gone.map(({ route }) => `gone: ${route}`),
		...deprecated.flatMap((one) =>
			one.operations.map(({ operation, successors }) => `deprecated: ${[operation.path, ...successors].join(' -> ')}`),
		),
		...current.map(({ route }) => `current: ${route}`),
		...deprecatedFields.map(({ at, operations: users }) => `deprecated: ${at} in ${users.length}`),
		...differences.map(({ at, what, text, operations: users }) => `${at}: ${what}: ${text} in ${users.length}`),
		...Object.entries(events).flatMap(([what, names]) => names.map((name) => `event ${what}: ${name}`)),
	];
}

test('the same API is no difference', () => {
	const report = changed(() => {});
	expect(told(report)).toEqual([]);
	expect(hasDifferences(report)).toBe(false);
	expect(pageOf(report, madeUpCatalogue, '9.9.9')).toContain('No differences.');
});

/** Answers that differ from the other operations' of their resource, variants without a key to tell them by, and a list of currencies of its own. */
const UNDRAFTABLE = [
	'GET /public-api/resources/circuits/v1.0/{dlmCircuit}/consumption',
	'PATCH /public-api/resources/charge-points/v1.0/{chargePoint}/configurations/{key}',
	'PATCH /public-api/resources/currencies/v2.0/{currency}',
	'POST /public-api/resources/charge-points/v2.0/{chargePoint}/personal-smart-charging-preferences',
	'POST /public-api/resources/currencies/v2.0',
	'POST /public-api/resources/users/v1.0/{user}/payment-methods',
	'PUT /public-api/resources/charge-points/v2.0/{chargePoint}/shared-partners',
];

test.each<[string, (paths: JsonObject) => void, string[], string[]]>([
	[
		'a new operation',
		(paths) => (paths[`${BADGE}/copies`] = { post: { tags: ['resource / badges'], responses: { 204: {} } } }),
		[`new: POST ${BADGE}/copies in nodes/User/badge.resource.ts`],
		['### New operations of Badge', `createCopies: create('POST ${BADGE}/copies', { since: '9.9.9' }),`],
	],
	[
		'a new action',
		(paths) =>
			(paths['/public-api/actions/badge/v1.0/{badge}/polish'] = {
				post: { tags: ['action / badge'], responses: { 202: {} } },
			}),
		['new: POST /public-api/actions/badge/v1.0/{badge}/polish in nodes/User/badge.resource.ts'],
		["polish: action('POST /public-api/actions/badge/v1.0/{badge}/polish', { since: '9.9.9' }),"],
	],
	[
		'a new version of a collection',
		(paths) => (paths['/public-api/resources/badges/v2.0'] = { get: paths[BADGES].get }),
		['new: GET /public-api/resources/badges/v2.0 in nodes/User/badgeV20.resource.ts'],
		[
			'### New version of Badge',
			"value: 'badgeV20',",
			"paging: 'cursor',",
			"record: { id: 'integer', label: 'text', colour: 'text', size: 'integer' },",
		],
	],
	[
		'a new collection in a known section',
		(paths) =>
			(paths['/public-api/resources/pins/v1.0'] = { post: { ...paths[BADGES].post, tags: ['resource / consents'] } }),
		['new: POST /public-api/resources/pins/v1.0 in nodes/User/pin.resource.ts'],
		[
			'export const pin = resource({',
			"label: f.required(f.text('Label')),",
			"colour: f.choice('Colour', { red: 'Red', green: 'Green' }),",
			"size: f.integer('Size'),",
		],
	],
	[
		'a new collection in no known section',
		(paths) =>
			(paths['/public-api/resources/pins/v1.0'] = { get: { ...paths[BADGES].get, tags: ['resource / pins'] } }),
		['new: GET /public-api/resources/pins/v1.0 in no file'],
		['## No node yet'],
	],
	[
		'an operation that is gone',
		(paths) => delete paths[BADGE].delete,
		[`gone: DELETE ${BADGE}`],
		['### Operations in excess'],
	],
	[
		'a new field in two operations',
		(paths) => [paths[BADGES].post, paths[BADGE].patch].forEach((one) => (bodyOf(one).owner_id = { type: 'integer' })),
		['body.owner_id: field missing: integer in 2'],
		['// body', "ownerId: f.integer('Owner ID', { wire: 'owner_id' }),"],
	],
	[
		'a new field behind a reference',
		(paths) => (bodyOf(paths[BADGE].patch).ribbon = { $ref: '#/components/schemas/Ribbon' }),
		['body.ribbon: field missing: object in 1'],
		["ribbon: f.group('Ribbon', { length: f.number('Length') }),"],
	],
	[
		'a new reference to something with a picker',
		(paths) => (bodyOf(paths[BADGE].patch).userId = { type: 'string', nullable: true }),
		['body.userId: field missing: text, nullable in 1'],
		["userId: f.ref('user', 'User', { type: 'text', nullable: true }),"],
	],
	[
		'a new filter',
		(paths) => (paths[BADGES].get.parameters[0].schema.properties.lostAfter = { type: 'string', format: 'date-time' }),
		['filter.lostAfter: field missing: date-time in 1'],
		['// filter', "lostAfter: f.dateTime('Lost After'),"],
	],
	[
		'a new property of the record',
		(paths) =>
			(recordOf(paths[BADGE].get).pins = {
				type: 'array',
				items: { type: 'object', properties: { at: { type: 'string', format: 'date' } } },
			}),
		['record.pins: record missing: array of object in 1'],
		['// record', "pins: [{ at: 'date' }],"],
	],
	[
		'a field that is gone',
		(paths) => delete bodyOf(paths[BADGE].patch).size,
		['body.size: field in excess: this version of the API does not know it; it knows "label", "colour" in 1'],
		['### Fields and values in excess'],
	],
	[
		'another type',
		(paths) => (bodyOf(paths[BADGE].patch).size.type = 'string'),
		['body.size: type: text in AMPECO, integer here in 1'],
		['### Told otherwise', "size: f.text('Size'),"],
	],
	[
		'a field that became required',
		(paths) => (paths[BADGE].patch.requestBody.content['application/json'].schema.required = ['size']),
		['body.size: required: AMPECO requires it, here it is optional in 1'],
		[],
	],
	[
		'a new value',
		(paths) => bodyOf(paths[BADGE].patch).colour.enum.push('light-blue'),
		['body.colour: enum missing: "light-blue" in 1'],
		['// body.colour', "'light-blue': 'Light Blue',"],
	],
	[
		'many new values',
		(paths) => bodyOf(paths[BADGE].patch).colour.enum.push(...'abcdefghi'),
		['body.colour: enum missing: "a", "b", "c", "d", "e", "f", "g", "h" and 1 more in 1'],
		["i: 'I',"],
	],
	[
		'a body where there was none',
		(paths) => (paths[BADGE].delete.requestBody = paths[BADGE].patch.requestBody),
		['body: field missing: the body: object in 1'],
		['// body', "label: f.text('Label'),"],
	],
	[
		'a deprecated operation with a successor',
		(paths) => {
			paths['/public-api/resources/badges/v1.1'] = { post: paths[BADGES].post };
			paths[BADGES] = { ...paths[BADGES], post: { ...paths[BADGES].post, deprecated: true } };
		},
		[
			'new: POST /public-api/resources/badges/v1.1 in nodes/User/badgeV11.resource.ts',
			`deprecated: ${BADGES} -> POST /public-api/resources/badges/v1.1`,
		],
		['### Deprecated: some operations of Badge'],
	],
	[
		'a deprecated resource',
		(paths) =>
			[BADGES, BADGE].forEach((path) =>
				['get', 'post', 'patch', 'delete'].forEach(
					(method) => paths[path][method] && (paths[path][method].deprecated = true),
				),
			),
		[BADGES, BADGE, BADGES, BADGE, BADGE].map((path) => `deprecated: ${path}`),
		['### Deprecated: all operations of Badge', "deprecated: { version: 'v1.0' },"],
	],
	[
		'deprecated fields',
		(paths) => {
			bodyOf(paths[BADGE].patch).size.deprecated = true;
			paths[BADGES].get.parameters[1].deprecated = true;
		},
		['deprecated: query.cursor in 1', 'deprecated: body.size in 1'],
		['### Fields that became deprecated'],
	],
	[
		'events',
		(paths) => {
			const { post } = paths['/public-api/notifications/v2.0'];
			post.callbacks = { BadgeFound: callback() };
		},
		['event added: BadgeFound', 'event gone: BadgeLost'],
		['- new: `BadgeFound`', '- gone: `BadgeLost`'],
	],
])('%s is told and drafted', (_, change, expected, drafted) => {
	const report = changed(change);
	expect(told(report).sort()).toEqual(expected.sort());
	const page = pageOf(report, madeUpCatalogue, '9.9.9');
	for (const part of drafted) expect(page).toContain(part);
});

test('an exception excuses what was known, not what is new', () => {
	const catalogue = {
		...madeUpCatalogue,
		exceptions: [{ operation: `PATCH ${BADGE}`, at: 'body.colour', what: 'enum missing', why: 'A test.' }],
	};
	const more = (...values: string[]) => {
		const api = madeUpApi();
		bodyOf(api.paths[BADGE].patch).colour.enum.push(...values);
		return apiOf(JSON.stringify(api), '');
	};
	expect(told(reportOf(more('blue'), catalogue, more('blue')))).toEqual([]);
	expect(told(reportOf(more('blue', 'grey'), catalogue, more('blue')))).toEqual([
		'body.colour: enum missing: "blue", "grey" in 1',
	]);
});

describe('an index of endpoints', () => {
	const entries = known.operations.map(({ method, path }) => ({ method, path, deprecated: false }));
	const pins = {
		method: 'GET',
		path: '/public-api/resources/pins/v1.0',
		tag: 'resource / consents',
		deprecated: false,
	};

	test.each<[string, object]>([
		['an array', [...entries.slice(1), pins]],
		[
			'an object with routes as keys',
			Object.fromEntries([...entries.slice(1), pins].map(({ method, path, ...rest }) => [`${method} ${path}`, rest])),
		],
	])('as %s is compared by routes', (_, file) => {
		const api = apiOf(JSON.stringify(file), 'endpoints-9.10.0.json');
		const report = reportOf(api, madeUpCatalogue, known);
		expect(api.version).toBe('9.10.0');
		expect(told(report).sort()).toEqual([
			`gone: ${entries[0].method} ${entries[0].path}`,
			`new: GET ${pins.path} in nodes/User/pin.resource.ts`,
		]);
		expect(pageOf(report, madeUpCatalogue, '9.9.9')).toContain(
			"getAll: getMany('GET /public-api/resources/pins/v1.0', { since: '9.10.0' })",
		);
	});

	test('tells deprecations, and nothing of fields', () => {
		const file = entries.map((entry) => ({ ...entry, deprecated: entry.method === 'PATCH' }));
		expect(told(reportOf(apiOf(JSON.stringify(file), ''), madeUpCatalogue, known))).toEqual([`deprecated: ${BADGE}`]);
	});
});

test.each([
	['no JSON', 'openapi: 3.0.0', /must be JSON/],
	['a plain value', '7', /object or array/],
	[
		'another version of OpenAPI',
		JSON.stringify({ ...madeUpApi(), openapi: '3.1.0' }),
		/3\.0 can be read, this file is OpenAPI 3\.1\.0/,
	],
	['another API', JSON.stringify({ openapi: '3.0.0', info: {}, paths: {} }), /not AMPECO's Public API/],
	['an index without paths', '[{ "method": "GET" }]', /needs method and path/],
	['an empty list', '[]', /needs method and path/],
	[
		'a reference to nothing',
		JSON.stringify({
			...madeUpApi(),
			components: {},
			paths: { ...madeUpApi().paths, '/x': { get: { $ref: '#/components/x' } } },
		}),
		/#\/components\/x, which is not in it/,
	],
])('%s is refused with a reason', (_, text, reason) => {
	expect(() => apiOf(text, '')).toThrow(reason);
});

describe('the API the catalogue was made for', () => {
	// What is newer than the OpenAPI file has marks that no such file has.
	const inFile = operationsAt(oldestVersion);
	const api = apiOf(JSON.stringify(openApiOf(inFile, callbacks, oldestVersion)), '');

	test('is read as the digest has it', () => {
		expect(api.operations).toEqual(inFile);
		expect(api.version).toBe(oldestVersion);
	});

	test('gives no difference', async () => {
		expect(
			told(reportOf({ ...api, version: apiVersion, operations }, await readCatalogue(dist), { operations, callbacks })),
		).toEqual([]);
	});

	test('could be drafted from nothing, but for these operations', async () => {
		const catalogue = await readCatalogue(dist);
		const { words, lists } = catalogue;
		const drafts = new Drafts(catalogue, oldestVersion, true);
		const homes = homesOf(api.operations, []);
		const resources = homes.map((home): Resource => {
			const source = drafts.operations(home).replace(/^export const \w+ = /, 'return ');
			return evaluated(source, words) as Resource;
		});
		const find = (route: string) => api.operations.find(({ method, path }) => `${method} ${path}` === route);
		const findings = resources.flatMap((resource) =>
			Object.entries(resource.operations).flatMap(([name, { route }]) =>
				compareOperation(words, lists, find, [resource, name], find(route)!),
			),
		);
		// Which properties stay in a simple answer, what replaces a deprecated operation and what a refusal means is for a person to say.
		// A draft is marked with the version of its file.
		const wrong = findings
			.filter(({ what }) => !['simple', 'deprecated', 'hint missing', 'since'].includes(what))
			.map(({ operation }) => operation);
		expect([...new Set(wrong)].sort()).toEqual(UNDRAFTABLE);
		expect(resources.flatMap((resource) => Object.keys(resource.operations))).toHaveLength(inFile.length);
	});
});

describe('the command', () => {
	const index = JSON.stringify([{ method: 'GET', path: '/public-api/resources/pins/v1.0' }]);

	test('prints a page and ends with 1 when there are differences', async () => {
		const { code, stdout, stderr } = await tool(fileWith('endpoints-9.9.9.json', index));
		expect(code).toBe(1);
		expect(stdout).toMatch(/^# The catalogue and AMPECO Public API 9\.9\.9\n/);
		expect(stdout).toContain('| operations the catalogue lacks | 1 |');
		expect(stderr).toBe('');
	});

	test('ends with 0 when there are none', async () => {
		const file = operations.map(({ method, path, deprecated }) => ({ method, path, deprecated }));
		const { code, stdout } = await tool(fileWith('endpoints.json', JSON.stringify(file)));
		expect(stdout).toContain('No differences.');
		expect(code).toBe(0);
	});

	test.each([
		['nothing', [], /^Say what to read/],
		['a file that is not there', ['no-such-file.json'], /^no-such-file\.json cannot be read\. .*ENOENT/],
		[
			'an address with a password',
			['http://user:secret@127.0.0.1:9/a?key=secret'],
			/^http:\/\/127\.0\.0\.1:9\/a cannot be read\. Leave user name and password out/,
		],
		['an address nobody answers at', ['http://127.0.0.1:9/'], /cannot be read\. .*ECONNREFUSED/],
	])('ends with 2 and one line when given %s', async (_, args, reason) => {
		const { code, stdout, stderr } = await tool(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(reason);
		expect(stderr.trim().split('\n')).toHaveLength(1);
		expect(stderr).not.toContain('secret');
	});

	test('fetches an address without credentials of any kind', async () => {
		const server = await serve(index);
		const { code, stdout } = await tool(`${server.url}/endpoints-9.9.9.json`);
		await server.stop();
		expect(code).toBe(1);
		expect(stdout).toContain('AMPECO Public API 9.9.9');
		expect(server.requests.map(({ url }) => url)).toEqual(['/endpoints-9.9.9.json']);
		expect(Object.keys(server.requests[0].headers).sort()).toEqual([
			'accept',
			'accept-encoding',
			'connection',
			'host',
			'user-agent',
		]);
	});
});
