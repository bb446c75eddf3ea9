/** Everything that can go wrong between n8n and a tenant, each as what a gateway does to a request. */
import { gzipSync } from 'node:zlib';
import type { Answer, Exchange as AtFront } from './front.mts';

/** A request that meets the fault. */
export interface Exchange extends AtFront {
	/** 1 for the first one. */
	count: number;
}

export interface Fault {
	/** As the table names it. */
	name: string;
	/** What the gateway does; afterwards the request is dealt with. */
	strike?(exchange: Exchange): Promise<void> | void;
	/** The address to call in place of the gateway's, for what goes wrong before a request. */
	address?:
		| 'closed port'
		| 'unknown name'
		| 'no answer to connect'
		| 'name server down'
		| 'https on http'
		| 'untrusted certificate';
	/** Only lists can meet it. */
	listOnly?: boolean;
	/** Cannot pass by itself within a run. */
	lastingOnly?: boolean;
	/** Ends by itself, so only once is told. */
	onceOnly?: boolean;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const HTML = '<!DOCTYPE html><html><head><title>Please wait</title></head><body>Please wait</body></html>';
const HOUR = 3600;
const LARGE = 20 * 1024 * 1024;
const BOMB = gzipSync(Buffer.alloc(3 * LARGE, ' '));

function refuse(status: number, message: string, headers: () => Record<string, string> = () => ({})) {
	return ({ answer }: Exchange) => answer(status, { ...JSON_TYPE, ...headers() }, JSON.stringify({ message }));
}

function page(status: number) {
	return ({ answer }: Exchange) => answer(status, HTML_TYPE, HTML);
}

function tooMany(headers: () => Record<string, string>) {
	return refuse(429, 'Too Many Attempts.', headers);
}

/** HTTP's date so many seconds from now; it knows no fractions. */
function httpDate(seconds: number): string {
	return new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toUTCString();
}

/** The tenant carries the request out; what it answers is changed on the way. */
function afterwards(change: (exchange: Exchange, answer: Answer) => void) {
	return async (exchange: Exchange) => change(exchange, await exchange.carryOut());
}

/** The answer with another body; a 204 becomes a 200, as it can have none. */
function withBody(change: (body: string) => string | Buffer, headers: Record<string, string> = {}) {
	return afterwards(({ answer }, { status, headers: own, body }) =>
		answer(status === 204 ? 200 : status, { ...own, ...headers }, change(body.toString())),
	);
}

function redirect(to: (exchange: Exchange) => string) {
	return (exchange: Exchange) => exchange.answer(302, { location: to(exchange) }, '');
}

/** A list's answer with other links; anything else stays. */
function withLinks(change: (page: { links: object; meta: object }, exchange: Exchange) => void) {
	return afterwards((exchange, { status, headers, body }) => {
		const page = JSON.parse(body.toString());
		change(page, exchange);
		exchange.answer(status, headers, JSON.stringify(page));
	});
}

export const faults: Fault[] = [
	{ name: '429 with Retry-After in seconds', strike: tooMany(() => ({ 'retry-after': '1' })), onceOnly: true },
	{ name: '429 with Retry-After as a date', strike: tooMany(() => ({ 'retry-after': httpDate(1) })), onceOnly: true },
	{
		name: "429 with Retry-After as a date, the tenant's clock an hour ahead",
		strike: tooMany(() => ({ date: httpDate(HOUR), 'retry-after': httpDate(HOUR + 1) })),
		onceOnly: true,
	},
	{
		name: '429 with X-RateLimit-Reset alone',
		strike: tooMany(() => ({ 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1) })),
		onceOnly: true,
	},
	{ name: '429 that lasts two hours', strike: tooMany(() => ({ 'retry-after': String(2 * HOUR) })), lastingOnly: true },
	{ name: '429 that names a day, an odd one', strike: tooMany(() => ({ 'retry-after': '86400' })), onceOnly: true },
	{
		name: '429 with X-RateLimit-Reset in milliseconds',
		strike: tooMany(() => ({ 'x-ratelimit-reset': String(Date.now() + 1000) })),
		onceOnly: true,
	},
	{ name: '500', strike: refuse(500, 'Server Error') },
	{ name: '502 with a web page', strike: page(502) },
	{ name: '503', strike: refuse(503, 'Service Unavailable') },
	{ name: '504 with a web page', strike: page(504) },
	{ name: '504, but it was carried out', strike: afterwards((exchange) => page(504)(exchange)) },
	{ name: 'Nothing listens (connection refused)', address: 'closed port', lastingOnly: true },
	{ name: 'The address does not exist (DNS)', address: 'unknown name', lastingOnly: true },
	{ name: 'The name server does not answer (DNS)', address: 'name server down', lastingOnly: true },
	{ name: 'Nobody answers to a connect, which times out', address: 'no answer to connect', lastingOnly: true },
	{ name: 'The certificate is not trusted (TLS)', address: 'untrusted certificate', lastingOnly: true },
	{ name: 'No TLS is spoken at an https address', address: 'https on http', lastingOnly: true },
	{ name: 'Connection cut before it was carried out', strike: ({ cut }) => cut() },
	{ name: 'Connection cut before the headers, after it was carried out', strike: afterwards(({ cut }) => cut()) },
	{
		name: 'Connection cut after the headers',
		strike: afterwards(({ response, cut }, { headers, status, body }) => {
			response.writeHead(status === 204 ? 200 : status, { ...headers, 'content-length': body.length + 2 });
			response.flushHeaders();
			response.socket!.write('', () => cut());
		}),
	},
	{
		name: 'Connection cut in the middle of the answer',
		strike: afterwards(({ response, cut }, { headers, status, body }) => {
			response.writeHead(status === 204 ? 200 : status, { ...headers, 'content-length': body.length + 2 });
			response.write(body.length > 1 ? body.subarray(0, body.length / 2) : '{', () => cut());
		}),
	},
	{ name: 'No answer in time, not carried out', strike: () => {} },
	{ name: 'No answer in time, but carried out', strike: afterwards(() => {}) },
	{
		name: 'No answer in time, as its body drips a byte at a time',
		strike: afterwards(({ response }) => {
			response.writeHead(200, JSON_TYPE);
			const drip = () => response.destroyed || (response.write(' '), setTimeout(drip, 100));
			drip();
		}),
	},
	{
		name: 'No answer in time, only status 101',
		strike: ({ request }) =>
			void request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
	},
	{
		name: 'The JSON ends in the middle',
		strike: withBody((body) => (body === '' ? '{"da' : body.slice(0, body.length / 2)), JSON_TYPE),
	},
	{ name: 'The answer says JSON and is not', strike: withBody(() => '{"data": oops}', JSON_TYPE) },
	{ name: 'A web page with status 200, nothing carried out', strike: page(200) },
	{ name: 'The right status with an empty body', strike: withBody(() => '') },
	{ name: 'The wrong content type', strike: withBody((body) => body, { 'content-type': 'text/plain' }) },
	{ name: 'Redirect to the same address', strike: redirect(({ url, request }) => url + request.url) },
	{ name: 'Redirect to http', strike: redirect(({ request }) => `http://${request.headers.host}/public-api`) },
	{ name: 'Redirect to another host', strike: redirect(() => 'https://elsewhere.example/public-api') },
	{
		name: 'The cursor of the next page repeats',
		strike: withLinks(({ meta, links }, { url, request }) => {
			const cursor = new URL(request.url!, url).searchParams.get('cursor');
			Object.assign(meta, { next_cursor: cursor });
			Object.assign(links, { next: url + request.url });
		}),
		listOnly: true,
	},
	{
		name: 'The next link points to another host',
		strike: withLinks(({ links }) => Object.assign(links, { next: 'https://elsewhere.example/steal?cursor=x' })),
		listOnly: true,
	},
	{
		name: 'An answer of 20 MB',
		strike: withBody(
			(body) => JSON.stringify({ ...JSON.parse(body || '{}'), meta: { padding: 'x'.repeat(LARGE) } }),
			JSON_TYPE,
		),
		onceOnly: true,
	},
	{
		name: 'An answer that unpacks to 60 MB',
		strike: afterwards(({ response }) => {
			response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' });
			response.end(BOMB);
		}),
		onceOnly: true,
	},
	{ name: 'The token is revoked', strike: refuse(401, 'Unauthenticated.') },
	{
		name: 'Carried out, the connection cut, then the token revoked',
		strike: async (exchange) => {
			if (exchange.count > 1) return refuse(401, 'Unauthenticated.')(exchange);
			await exchange.carryOut();
			exchange.cut();
		},
		lastingOnly: true,
	},
];
