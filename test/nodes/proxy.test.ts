/**
 * A proxy between n8n and AMPECO, given under Request Options or in n8n's environment: it is used in every form, what goes wrong
 * at it is said to be the proxy's, and its password stands in no error.
 */
import type { IDataObject } from 'n8n-workflow';
import { startEngine } from '../../tools/engine.mts';
import type { NodeRunOutcome } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import { selfSigned } from '../reliability/certificate.mts';
import { startFront } from '../reliability/front.mts';
import { setProxyEnvironment, startProxy, trust } from '../reliability/proxy.mts';
import type { Proxy } from '../reliability/proxy.mts';
import { startProbeServer } from './probe.mts';

const engine = duringTests(startEngine);
const plain = duringTests(startProbeServer);
const certificate = selfSigned();
const secure = duringTests(
	async () =>
		await startFront({ target: plain.url, strike: async () => await Promise.resolve(false), tls: certificate }),
);
const proxy = duringTests(async () => await startProxy());
const proxy6 = duringTests(async () => await startProxy('::1'));

const PASSWORD = 'p%q@r:s/ü 100%';
const LOGIN = `us%er:${PASSWORD}`;
const inUrl = (login: string) => login.split(/:(.*)/s, 2).map(encodeURIComponent).join(':');

let restore: () => void;
beforeAll(() => {
	trust(certificate.cert);
	restore = setProxyEnvironment();
});
afterAll(() => restore());
beforeEach(() => {
	setProxyEnvironment();
	for (const one of [proxy, proxy6]) {
		one.refuse();
		one.login();
	}
	plain.answer(() => ({ data: { id: 7 } }));
});
/** How a run is told of the proxy. */
type Way = 'Request Options' | 'environment';
type Tenant = 'http' | 'https';

async function run(way: Way, address: string, tenant: Tenant, operation = 'get'): Promise<NodeRunOutcome> {
	if (way === 'environment') setProxyEnvironment(address);
	const parameters = { get: { voucher: { __rl: true, mode: 'id', value: '7' } }, create: { amount: 5 } }[operation];
	return await engine.runNode({
		node: 'ampecoVoucher',
		parameters: {
			resource: 'voucher',
			operation,
			...parameters,
			...(way === 'Request Options' ? { requestOptions: { proxy: address } } : {}),
		} as IDataObject as never,
		credentials: { ampecoApi: { url: tenant === 'http' ? plain.url : secure.url, token: 'the-token' } },
	});
}

/** What a run's error says; the workflow itself, which n8n keeps beside it, holds what a person typed. */
function sentenceOf({ error }: NodeRunOutcome): string {
	expect(error).toBeDefined();
	const all = JSON.stringify({
		...error,
		node: undefined,
		message: error!.message,
		stack: error!.stack,
		cause: error!.cause,
	});
	for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), '100%', 'the-token']) expect(all).not.toContain(secret);
	return `${error!.message} | ${error!.description}`;
}

const ways = (['Request Options', 'environment'] as const).flatMap((way) =>
	(['http', 'https'] as const).map((tenant) => [way, tenant] as const),
);

describe.each(ways)('given in %s, to a tenant with %s,', (way, tenant) => {
	const isTunnel = tenant === 'https';
	const place =
		way === 'environment' ? "HTTP_PROXY and HTTPS_PROXY in n8n's environment" : 'Proxy under Request Options';

	const works = async (one: Proxy, address: string, login?: string) => {
		const { error, items } = await run(way, address, tenant);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ id: 7 });
		expect(one.seen).toHaveLength(1);
		expect(one.seen[0].asked).toMatch(
			isTunnel ? /^CONNECT 127\.0\.0\.1:\d+$/ : /^GET http:\/\/127\.0\.0\.1:\d+\/public-api/,
		);
		expect(one.seen[0].login).toBe(login);
	};

	test('a proxy is used', async () => await works(proxy, proxy.url));
	test('an IPv6 proxy is used', async () => await works(proxy6, proxy6.url));
	test('user and password arrive, whatever they hold', async () => {
		proxy.login(LOGIN);
		await works(proxy, proxy.url.replace('//', `//${inUrl(LOGIN)}@`), LOGIN);
	});

	test.each([
		['with a wrong password', 'us%er:wrong', 'The proxy does not accept the user name and password'],
		['without one', '', 'The proxy wants a user name and password'],
	])("407 %s is the proxy's", async (_how, login, sentence) => {
		proxy.login(LOGIN);
		const address = login ? proxy.url.replace('//', `//${inUrl(login)}@`) : proxy.url;
		const said = sentenceOf(await run(way, address, tenant, 'create'));
		expect(said).toBe(
			`${way === 'environment' ? 'The proxy wants a user name and password, or does not accept those given' : sentence} | Check ${place}, as in http://user:password@proxy.example.com:3128. Nothing was sent for this item.`,
		);
		expect(plain.received).toEqual([]);
	});

	test.each([
		['a page', { status: 403, body: '<h1>Blocked</h1>' }],
		['nothing', { status: 403, type: 'text/plain', body: '' }],
	])("403 with %s is the proxy's", async (_what, refusal) => {
		proxy.refuse(refusal);
		const said = sentenceOf(await run(way, proxy.url, tenant, 'create'));
		expect(said).not.toMatch(/token's user|permission/);
		const who = way === 'environment' ? 'a' : 'the';
		expect(said).toMatch(
			new RegExp(
				`^This was turned away before it came to AMPECO \\(403\\), by ${who} proxy or a firewall \\| Have whoever runs it allow 127\\.0\\.0\\.1:\\d+\\. Nothing was changed\\.$`,
			),
		);
		expect(plain.received).toEqual([]);
		expect(proxy.seen).toHaveLength(1);
	});

	test('one that is down is not AMPECO being down', async () => {
		const gone = await startProxy();
		await gone.stop();
		const address = gone.url.replace('//', `//${inUrl(LOGIN)}@`);
		expect(sentenceOf(await run(way, address, tenant))).toBe(
			`The proxy could not be reached: nothing answers at 127.0.0.1:${gone.port} | Check ${place}, and that the proxy runs. Nothing was sent for this item.`,
		);
	}, 30_000);

	test("AMPECO's own 403 stays AMPECO's", async () => {
		plain.answer(async (_request, reply) => await reply.code(403).send({ message: 'This action is unauthorized.' }));
		expect(sentenceOf(await run(way, proxy.url, tenant))).toMatch(/^AMPECO does not allow this \| The token's user/);
	});
});

test.each(['Request Options', 'environment'] as const)(
	'a proxy that cuts the tunnel off is told, and nothing was sent, given in %s',
	async (way) => {
		proxy.refuse('cut');
		const said = sentenceOf(await run(way, proxy.url, 'https', 'create'));
		expect(said).toMatch(/^The proxy ended the connection/);
		expect(said).toMatch(/Nothing was sent for this item\.$/);
	},
	30_000,
);

test.each(['Request Options', 'environment'] as const)(
	'a proxy whose name nobody knows is told by it, given in %s',
	async (way) => {
		const said = sentenceOf(await run(way, 'http://proxy.invalid:3128', 'https'));
		expect(said).toMatch(/^The proxy could not be reached: there is no proxy\.invalid \|/);
	},
	30_000,
);

test('a tenant whose name nobody knows is no matter of a proxy', async () => {
	const { error } = await engine.runNode({
		node: 'ampecoVoucher',
		parameters: { resource: 'voucher', operation: 'get', voucher: { __rl: true, mode: 'id', value: '7' } },
		credentials: { ampecoApi: { url: 'https://tenant.invalid', token: 'the-token' } },
	});
	expect(error!.message).toMatch(/^AMPECO could not be reached/);
}, 30_000);

test('a password with a bare % is told where it must be encoded, and taken where it need not be', async () => {
	proxy.login('user:100%');
	expect((await run('Request Options', proxy.url.replace('//', '//user:100%@'), 'https')).error).toBeUndefined();
	const said = sentenceOf(await run('environment', proxy.url.replace('//', '//user:100%@'), 'https'));
	expect(said).toMatch(/^The proxy's user name or password holds a % that is not written as %25/);
});

test.each(['proxy.example.com', 'http://proxy.example.com', '[::1]', 'http://[::1', 'http://::1:3128', 'socks5://a:1'])(
	'%s is no proxy',
	async (address) => {
		const { error } = await run('Request Options', address, 'http');
		expect(error?.message).toBe('Proxy must be an address with a port such as http://proxy.example.com:3128.');
	},
);
