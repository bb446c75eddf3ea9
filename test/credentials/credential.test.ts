/** The credential: addresses as people type them, where the token may go, and what its test says. */
import { allNamesHere } from './names.mts';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { AmpecoApi, PROBE, TENANT_URL_EXPRESSION, evaluate, startProbeServer, tenantUrl } from '../nodes/probe.mts';

const { engine, sandbox } = withTenant();
const tenant = duringTests(startProbeServer);
const other = duringTests(startProbeServer);

const accepted: Array<[string, string]> = [
	['cp.example.com', 'https://cp.example.com'],
	['https://cp.example.com', 'https://cp.example.com'],
	['HTTPS://CP.Example.com', 'https://cp.example.com'],
	['https://cp.example.com/', 'https://cp.example.com'],
	['https://cp.example.com///', 'https://cp.example.com'],
	['https://cp.example.com/public-api', 'https://cp.example.com'],
	['https://cp.example.com/public-api/', 'https://cp.example.com'],
	['cp.example.com/Public-API/', 'https://cp.example.com'],
	['  https://cp.example.com  ', 'https://cp.example.com'],
	['\thttps://cp.example.com\n', 'https://cp.example.com'],
	['tenant.eu.charge.ampeco.tech', 'https://tenant.eu.charge.ampeco.tech'],
	['https://cp.example.com:8443', 'https://cp.example.com:8443'],
	['http://localhost:8700', 'http://localhost:8700'],
	['localhost:8700', 'http://localhost:8700'],
	['127.0.0.1:8700/public-api', 'http://127.0.0.1:8700'],
	['http://[::1]:8700', 'http://[::1]:8700'],
	['https://localhost', 'https://localhost'],
	['https://cp.example.com/admin/users?x=1#y', 'https://cp.example.com'],
	['cp.example.com/admin/users/7', 'https://cp.example.com'],
	['https://CP.example.com:8443/Admin?next=https://other.example/', 'https://cp.example.com:8443'],
	['https://cp.example.com?x=1', 'https://cp.example.com'],
	['https://cp.example.com#x', 'https://cp.example.com'],
	['https://cp.example.com/search?mail=a@b.example', 'https://cp.example.com'],
	['http://localhost:8700/admin\n', 'http://localhost:8700'],
];

const refused: Array<[unknown, RegExp]> = [
	['', /^Enter the tenant URL, e\.g\. https:/],
	[undefined, /^Enter the tenant URL/],
	['/public-api', /^Enter the tenant URL/],
	['http://cp.example.com', /must begin with https, so that the token stays secret/],
	['http://localhost.example.com', /must begin with https/],
	['http://127.0.0.1.example.com', /must begin with https/],
	['ftp://cp.example.com', /must begin with https/],
	['https://user:word@cp.example.com', /user name or password/],
	['https://cp.example.com@evil.example', /user name or password/],
	['https://user:word@cp.example.com/admin', /user name or password/],
	['https://cp.example.com\\evil', /not an address/],
	['https://cp.example.com\\@evil.example/admin', /user name or password/],
	['https:///cp.example.com', /^Enter the tenant URL/],
	['//cp.example.com', /^Enter the tenant URL/],
	['https:/cp.example.com', /not an address/],
	['ftp://cp.example.com/admin', /must begin with https/],
	['http://cp.example.com/admin', /must begin with https, so that the token stays secret/],
	['https://cp example.com', /not an address/],
	['https://', /not an address|Enter the tenant URL/],
	['cp..example.com', /not an address/],
	['https://cp.example.com:99999', /not an address/],
	['-cp.example.com', /not an address/],
];

test.each(accepted)('%j is %s', (typed, url) => {
	expect(tenantUrl(typed)).toBe(url);
	expect(new URL(url).origin).toBe(url);
});

test.each(refused)('%j is refused with the right form', (typed, message) => {
	expect(() => tenantUrl(typed)).toThrow(message);
});

test.each(accepted)('the expression n8n uses makes the same of %j', (typed, url) => {
	expect(evaluate(TENANT_URL_EXPRESSION, { $credentials: { url: typed } })).toBe(url);
});

test.each(['custom', 'stock'] as const)('the address of a page leads to its tenant on the %s way', async (path) => {
	const { items, error } = await engine.runNode({
		node: 'ampecoUser',
		parameters: { resource: 'user', operation: 'getAll', limit: 1 },
		credentials: { ampecoApi: { url: `${sandbox.url}/admin/users?x=1#y`, token: sandbox.token } },
		path,
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
});

describe('the token', () => {
	const credential = new AmpecoApi();
	const authenticate = credential.authenticate as (
		data: object,
		request: object,
	) => Promise<{ headers: Record<string, string> }>;
	const data = { url: 'https://cp.example.com', token: ' secret-word ' };

	test.each([
		{ url: 'https://cp.example.com/public-api/x' },
		{ url: '/public-api/x', baseURL: 'https://cp.example.com' },
		{ url: '/public-api/x' },
	])('goes with %j', async (request) => {
		expect((await authenticate(data, request)).headers.Authorization).toBe('Bearer secret-word');
	});

	test.each([
		{ url: 'https://evil.example/public-api/x' },
		{ url: 'https://cp.example.com.evil.example/' },
		{ url: 'http://cp.example.com/' },
		{ url: 'https://cp.example.com:444/' },
		{ url: 'https://cp.example.com@evil.example/' },
		{ url: '/x', baseURL: 'https://evil.example' },
		{ url: 'https://evil.example/x', baseURL: 'https://cp.example.com' },
		{ url: '//evil.example/x', baseURL: 'https://evil.example' },
		{ url: '//evil.example/x', baseURL: 'https://cp.example.com' },
		{ url: 'https:evil.example/x' },
		{ url: 'https:/evil.example/x' },
		{ url: 'HTTPS:evil.example/x' },
		{ url: ' https:evil.example/x' },
		{ url: 'ht\ntps:evil.example/x' },
		{ url: '\\\\evil.example/x' },
		{ url: 'https:cp.example.com/x' },
		{ uri: 'https:evil.example/x' },
	])('does not go with %j', async (request) => {
		await expect(authenticate(data, request)).rejects.toThrow('This credential is for https://cp.example.com only.');
	});

	test.each([{ skipSslCertificateValidation: true }, { rejectUnauthorized: false }])(
		'is not sent to an https tenant with %j',
		async (unchecked) => {
			await expect(authenticate(data, { url: '/x', ...unchecked })).rejects.toThrow(/Turn Ignore SSL Issues off/);
			const local = { ...data, url: 'http://127.0.0.1:8700' };
			expect((await authenticate(local, { url: '/x', ...unchecked })).headers.Authorization).toBeDefined();
		},
	);

	test('is not sent by a node through a proxy while the certificate is not checked', async () => {
		other.answer(async () => ({}));
		const { error } = await engine.runNode({
			node: 'ampecoVoucher',
			parameters: {
				resource: 'voucher',
				operation: 'get',
				voucher: { __rl: true, mode: 'id', value: '1' },
				requestOptions: { allowUnauthorizedCerts: true, proxy: other.url },
			},
			credentials: { ampecoApi: data },
		});
		expect(error!.message).toMatch(/^The token is not sent/);
		expect(error!.description).toBe('Nothing was sent for this item.');
		expect(other.received).toEqual([]);
	});

	test.each([
		[undefined, 'cp.example.com'],
		['*.example.com', 'cp.example.com'],
		['other.example, cp.example.com', 'cp.example.com'],
		['other.example', 'other.example'],
	])('with %j allowed, goes to %s', async (allowedDomains, left) => {
		expect(await authenticate(data, { url: '/x', allowedDomains })).toMatchObject({ allowedDomains: left });
	});

	/** How the HTTP Request node asks, and how newer nodes do. */
	const ways: Array<[string, (context: IExecuteFunctions, url: string, more: object) => Promise<unknown>]> = [
		[
			'requestWithAuthentication',
			async (context, uri, more) =>
				await context.helpers.requestWithAuthentication.call(context, 'ampecoApi', { uri, ...more }),
		],
		[
			'httpRequestWithAuthentication',
			async (context, url, more) =>
				await context.helpers.httpRequestWithAuthentication.call(context, 'ampecoApi', { url, ...more }),
		],
	];
	/** Runs a node that asks in one of these ways. */
	async function asking(ask: (typeof ways)[number][1], url: string, host: string, more: object) {
		const node = {
			description: { ...engine.nodeType('ampecoVoucher').description, properties: [] },
			async execute(this: IExecuteFunctions) {
				await ask(this, url, more);
				return [[]];
			},
		} as unknown as INodeType;
		return await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: node },
			parameters: {},
			credentials: { ampecoApi: { url: host, token: 'secret-word' } },
		});
	}

	test.each(ways)('stays behind when the tenant redirects %s to a host below its own', async (_name, ask) => {
		other.answer(async () => ({}));
		const below = other.url.replace('127.0.0.1', 'below.localhost');
		tenant.answer(async (_, reply) => await reply.redirect(`${below}/elsewhere`));
		const host = tenant.url.replace('127.0.0.1', 'localhost');
		const { error } = await allNamesHere(async () => await asking(ask, `${host}/public-api/x`, host, {}));
		expect(error).toBeDefined();
		expect(tenant.received).toHaveLength(1);
		expect(other.received).toEqual([]);
	});

	test.each(
		ways.flatMap(([name, ask]) =>
			[{}, { sendCredentialsOnCrossOriginRedirect: true }].map((more) => [name, more, ask] as const),
		),
	)('stays behind when the tenant redirects %s with %j to another host', async (_name, more, ask) => {
		other.answer(async () => ({}));
		tenant.answer(async (_, reply) => await reply.redirect(`${other.url}/elsewhere`));
		const { error } = await asking(ask, `${tenant.url}/public-api/x`, tenant.url, more);
		expect(error).toBeUndefined();
		expect(tenant.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret-word']);
		expect(other.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/elsewhere', undefined]]);
	});

	test.each(['', '  ', 'two words', 'line\r\nbreak', 'söme'])('%j is no token', async (token) => {
		await expect(authenticate({ ...data, token }, { url: '/x' })).rejects.toThrow(/Copy it from AMPECO again/);
	});
});

describe('the test', () => {
	const tested = async (url: string, token = sandbox.token) => await engine.testCredential('ampecoApi', { url, token });

	test('passes with a good token', async () => {
		expect(await tested(sandbox.url)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await tested(`${sandbox.url.replace('http://', '')}/public-api/`)).toMatchObject({ status: 'OK' });
	});

	test('passes with a narrow role', async () => {
		await sandbox.fault('forbidden once');
		expect(await tested(sandbox.url)).toMatchObject({ status: 'OK' });
	});

	const answers = (status: number, content: string, headers: object = {}) => {
		other.answer(async (_, reply) => await reply.code(status).headers(headers).send(content));
	};
	const json = { 'content-type': 'application/json' };
	const html = { 'content-type': 'text/html; charset=utf-8' };
	/** A message in JSON, as some other service's API has it. */
	const refuses = (status: number) => answers(status, status === 204 ? '' : '{"message":"No."}', json);

	const texts: Array<[string, () => void, RegExp]> = [
		['a web page', () => answers(200, '<!doctype html>', html), /answers with a web page/],
		[
			'a page that begins with a blank line',
			() => answers(200, '\n\n<!doctype html>', html),
			/not with the AMPECO API/,
		],
		['a page of a gateway that refuses', () => answers(403, '<html>No.</html>', html), /answers with a web page/],
		['plain text', () => answers(200, 'Welcome', { 'content-type': 'text/plain' }), /not with the AMPECO API/],
		['a text in JSON', () => answers(200, '"Welcome"', json), /not with the AMPECO API/],
		['a number', () => answers(200, '7', json), /not with the AMPECO API/],
		['an empty page', () => answers(200, '', html), /not with the AMPECO API/],
	];
	const statuses: Array<[string, number[], RegExp]> = [
		[
			'an address without the API',
			[404, 400, 402, 405, 406, 409, 410, 418, 422, 431, 201, 204],
			/no AMPECO API at this address/,
		],
		['a tenant that is down', [503, 500, 501, 502, 504, 505, 408, 520, 522, 530], /not available right now/],
		['a proxy that wants a login', [407], /proxy between n8n and AMPECO asks for a login/],
		['a network that blocks the address', [451, 511], /network between n8n and AMPECO blocks this address/],
		['a limit that is used up', [429], /request limit is used up/],
	];
	test.each(texts)('tells %s', async (_, answer, message) => {
		answer();
		expect(await tested(other.url, 'token')).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});

	test.each(statuses)('tells %s', async (_, all, message) => {
		for (const status of all) {
			refuses(status);
			const { status: outcome, message: said } = await tested(other.url, 'token');
			expect([status, outcome, said]).toEqual([status, 'Error', expect.stringMatching(message)]);
		}
	});

	test('tells a redirect', async () => {
		for (const status of [301, 302, 303, 307, 308]) {
			answers(status, '', { location: 'https://elsewhere.example/' });
			expect((await tested(other.url, 'token')).message).toMatch(/answers with a redirect/);
		}
	});

	test('fails with any status but 200 and 403', async () => {
		for (let status = 201; status < 1000; status += 37) {
			refuses(status === 403 ? 404 : status);
			expect([status, (await tested(other.url, 'token')).status]).toEqual([status, 'Error']);
		}
	});

	test("cannot tell another API's JSON, which the first run does", async () => {
		answers(200, '{"message":"Hello."}', json);
		expect(await tested(other.url, 'token')).toMatchObject({ status: 'OK' });
		const { error } = await engine.runNode({
			node: 'ampecoUser',
			parameters: { resource: 'user', operation: 'getAll' },
			credentials: { ampecoApi: { url: other.url, token: 'token' } },
		});
		expect(error!.message).toMatch(/AMPECO/);
	});

	test('tells a wrong token', async () => {
		expect((await tested(sandbox.url, 'wrong')).message).toMatch(/does not accept this API token/);
	});

	test('tells a wrong host and a wrong form', async () => {
		expect((await tested('http://127.0.0.1:1')).message).toMatch(/ECONNREFUSED|refused the connection/);
		expect((await tested('http://cp.example.com')).message).toMatch(/must begin with https/);
	});
});
