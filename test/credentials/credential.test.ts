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
	['https://cp.example.com/admin', /without a path/],
	['https://cp.example.com?x=1', /without a path/],
	['https://cp.example.com#x', /without a path/],
	['https://cp.example.com\\evil', /without a path/],
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

	const failures: Array<[string, () => void, RegExp]> = [
		[
			'a redirect',
			() => other.answer(async (_, reply) => await reply.redirect('https://elsewhere.example/')),
			/answers with a redirect/,
		],
		[
			'a web page',
			() => other.answer(async (_, reply) => await reply.type('text/html').send('<!doctype html>')),
			/answers with a web page/,
		],
		[
			'an address without the API',
			() => other.answer(async (_, reply) => await reply.code(404).send()),
			/no AMPECO API at this address/,
		],
		[
			'a tenant that is down',
			() => other.answer(async (_, reply) => await reply.code(503).send()),
			/not available right now/,
		],
	];
	test.each(failures)('tells %s', async (_, answer, message) => {
		answer();
		const { status, message: said } = await tested(other.url, 'token');
		expect(status).toBe('Error');
		expect(said).toMatch(message);
	});

	test('tells a wrong token', async () => {
		expect((await tested(sandbox.url, 'wrong')).message).toMatch(/does not accept this API token/);
	});

	test('tells a wrong host and a wrong form', async () => {
		expect((await tested('http://127.0.0.1:1')).message).toMatch(/ECONNREFUSED|refused the connection/);
		expect((await tested('http://cp.example.com')).message).toMatch(/must begin with https/);
	});
});
