/**
 * The HTTP side of the sandbox: takes a request through token, limit, validation, execution and the check of its own
 * answer, applies faults, and writes the journal.
 */
import { timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { invalid, Refusal, type Answer, type Handler } from './call.mts';
import { operations as newest, operationsAt, type Operation } from './digest.mts';
import { handlerOf } from './engine.mts';
import { Faults, type Fault } from './faults.mts';
import { Journal, type Entry } from './journal.mts';
import { RateLimit, tooEarlyHeaders, type LimitSettings } from './limit.mts';
import { Tokens, oauthRefusal } from './oauth.mts';
import { Notifier, type DeliverySettings } from './notifications.mts';
import { pairsOf, readQuery } from './query.mts';
import { bodyWithoutNewer, searchWithoutNewer } from './older.mts';
import { shapeOf } from './shape.mts';
import { Tenant, type TenantSettings } from './tenant.mts';
import { passTime } from './time.mts';
import { check, type FieldErrors } from './validation.mts';

export interface SandboxSettings extends TenantSettings {
	/** 0 for any free port. */
	port: number;
	token: string;
	/** The version of the API it plays, such as 3.140.0. */
	version: string;
	limit: LimitSettings;
	faults: string[];
	delivery: DeliverySettings;
}

/** How often, in real time, it is looked at what has run out by itself. */
const TIME_STEP_MS = 2000;

/** A sandbox and all its parts; the admin surface works on it. */
export class Sandbox {
	readonly settings: SandboxSettings;
	readonly journal = new Journal();
	readonly faults = new Faults();
	readonly rateLimit: RateLimit;
	readonly notifier: Notifier;
	/** The API as the version it plays has it. */
	readonly operations: Operation[];
	readonly tokens: Tokens;
	tenant: Tenant;

	constructor(settings: SandboxSettings) {
		this.settings = settings;
		setInterval(() => passTime(this.tenant), TIME_STEP_MS).unref();
		this.operations = operationsAt(settings.version);
		this.tokens = new Tokens(settings.token);
		this.rateLimit = new RateLimit(settings.limit);
		this.notifier = new Notifier(settings.token, settings.delivery);
		this.tenant = new Tenant(settings);
		this.tenant.tokens = this.tokens;
		this.notifier.attach(this.tenant);
		for (const fault of settings.faults) this.faults.add(fault);
	}

	/** A new tenant, an empty journal, no faults, the limit as at the start. */
	reset(settings: Partial<TenantSettings> = {}): void {
		this.faults.clear();
		this.journal.clear();
		this.rateLimit.set(this.settings.limit);
		this.tokens.forget();
		this.tenant = new Tenant({ ...this.settings, ...settings });
		this.tenant.tokens = this.tokens;
		this.notifier.attach(this.tenant);
	}
}

const BODY_LIMIT = 20 * 1024 * 1024;
/** Answers longer than this are not kept in the journal. */
const KEPT_ANSWER = 5_000;

interface Incoming {
	request: FastifyRequest;
	reply: FastifyReply;
	entry: Entry;
	url: URL;
	fault?: Fault;
}

export function buildServer(sandbox: Sandbox): FastifyInstance {
	const server = Fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		routerOptions: { maxParamLength: 2000 },
	});
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	const newestOf = new Map(newest.map((one) => [`${one.method} ${one.path}`, one]));
	for (const operation of sandbox.operations) {
		const url = operation.path.replace(/\{([^}]+)\}/g, ':$1');
		const handler = handlerOf(operation);
		server.route({
			method: operation.method as 'GET',
			url,
			exposeHeadRoute: false,
			handler: (request, reply) =>
				serve(sandbox, request, reply, {
					operation,
					newest: newestOf.get(`${operation.method} ${operation.path}`)!,
					handler,
				}),
		});
	}
	server.setNotFoundHandler((request, reply) => serve(sandbox, request, reply));
	server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
		void reply.code(error.statusCode ?? 500).send({ message: error.message });
	});
	return server;
}

interface Route {
	operation: Operation;
	/** The same operation as it is today; what it has more, an older tenant ignores. */
	newest: Operation;
	handler?: Handler;
}

async function serve(sandbox: Sandbox, request: FastifyRequest, reply: FastifyReply, route?: Route): Promise<unknown> {
	const started = performance.now();
	const incoming = receive(sandbox, request, reply, route);
	const { entry } = incoming;
	const fault = sandbox.faults.strike(request.method, incoming.url.pathname);
	incoming.fault = fault;
	if (fault) entry.fault = fault.name;
	if (fault?.moment === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));

	let answer: Answer;
	if (fault?.moment === 'before') {
		answer = { status: 0 };
	} else {
		answer = answerTo(sandbox, incoming, route);
	}
	entry.status = answer.status;
	entry.ms = Math.round((performance.now() - started) * 100) / 100;
	const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
	if (text && text.length <= KEPT_ANSWER) entry.answer = answer.body;
	if (fault && fault.moment !== 'delay') return breakAnswer(incoming, fault, answer, text);
	if (answer.file) return sendFile(reply, answer.file);
	return send(reply, answer.status, text);
}

function send(reply: FastifyReply, status: number, text: string, type = 'application/json'): FastifyReply {
	reply.code(status);
	return text === '' ? reply.send() : reply.header('content-type', type).send(text);
}

function sendFile(reply: FastifyReply, { type, name, content }: NonNullable<Answer['file']>): FastifyReply {
	return reply
		.code(200)
		.header('content-type', type)
		.header('content-disposition', `attachment; filename="${name}"`)
		.send(content);
}

let traces = 0;

function receive(sandbox: Sandbox, request: FastifyRequest, reply: FastifyReply, route?: Route): Incoming {
	const url = new URL(request.raw.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
	const trace = (++traces).toString(16).padStart(8, '0');
	reply.header('date', new Date(sandbox.tenant.clock.now()).toUTCString());
	reply.header('X-App-Version', `${sandbox.settings.version} (sandbox)`);
	reply.header('x-req-trace-id', `Root=1-5a4db0c5-${trace.padStart(24, '0')}`);
	if (route?.operation.assumed?.length) reply.header('X-Sandbox-Assumed', route.operation.assumed.join(', '));
	const { authorization, ...headers } = request.headers;
	const rawBody = typeof request.body === 'string' ? request.body : '';
	const entry = sandbox.journal.add({
		time: new Date().toISOString(),
		method: request.method,
		path: url.pathname,
		...(route && { route: route.operation.path }),
		query: pairsOf(url.search),
		headers: headers as Entry['headers'],
		token:
			authorization === undefined
				? 'missing'
				: isRightToken(authorization, sandbox.settings.token) || sandbox.tokens.accepts(authorization)
					? 'right'
					: 'wrong',
		rawBody,
		status: 0,
	});
	if (rawBody) {
		try {
			entry.body = JSON.parse(rawBody);
		} catch {
			// refused later, when the operation wants a body
		}
	}
	return { request, reply, entry, url };
}

function isRightToken(authorization: string, token: string): boolean {
	const given = Buffer.from(authorization);
	const right = Buffer.from(`Bearer ${token}`);
	return given.length === right.length && timingSafeEqual(given, right);
}

/** Token, limit, route, validation, execution: the answer a sound tenant gives. */
function answerTo(sandbox: Sandbox, incoming: Incoming, route?: Route): Answer {
	try {
		const { entry, reply } = incoming;
		// Whoever asks for a token has none yet.
		const asksForToken = route?.operation.section === 'oauth';
		if (entry.token !== 'right' && !asksForToken) throw new Refusal(401, 'Unauthenticated.');
		const { allowed, headers } = sandbox.rateLimit.take();
		reply.headers(headers);
		if (!allowed) throw new Refusal(429, 'Too Many Attempts.');
		if (!route) throw unknownRoute(incoming, sandbox.operations);
		if (!route.handler) {
			throw new Refusal(501, `The sandbox does not serve ${route.operation.method} ${route.operation.path} yet.`);
		}
		const answer = execute(sandbox, incoming, route, route.handler);
		return checkedAnswer(route.operation, answer, entry);
	} catch (error) {
		if (error instanceof Refusal) return { status: error.status, body: error.body };
		incoming.entry.note = `The sandbox failed: ${(error as Error).stack}`;
		return { status: 500, body: { message: `The sandbox failed: ${(error as Error).message}` } };
	}
}

function execute(sandbox: Sandbox, incoming: Incoming, { operation, newest }: Route, handler: Handler): Answer {
	const { request, entry, url } = incoming;
	const sent = entry.body;
	const body = newest === operation ? sent : bodyWithoutNewer(operation, newest, sent);
	const search = newest === operation ? url.search : searchWithoutNewer(operation, newest, url.search);
	const errors: FieldErrors = {};
	const ids = Object.values(request.params as Record<string, string>);
	const pathParameters = operation.parameters.filter((parameter) => parameter.in === 'path');
	for (const parameter of pathParameters) {
		const value = (request.params as Record<string, string>)[parameter.name];
		const { type } = parameter.schema;
		const converted = (type === 'integer' || type === 'number') && /^-?\d+$/.test(value) ? Number(value) : value;
		for (const messages of Object.values(check(shapeOf(parameter.schema), converted, 'request') ?? {})) {
			errors[parameter.name] = messages.map((message) =>
				message.replace('The body field', `The ${parameter.name} in the path`),
			);
		}
	}
	const { query, errors: queryErrors } = readQuery(operation, search);
	Object.assign(errors, queryErrors, bodyErrors(operation, { ...entry, body }, request));
	if (Object.keys(errors).length > 0) throw operation.section === 'oauth' ? oauthRefusal(errors) : invalid(errors);
	return handler({
		tenant: sandbox.tenant,
		operation,
		ids,
		query,
		body: entry.rawBody === '' ? undefined : structuredClone(body),
		url,
		authorization: request.headers.authorization,
	});
}

function bodyErrors(operation: Operation, entry: Entry, request: FastifyRequest): FieldErrors | undefined {
	const refuse = (message: string): FieldErrors => ({ body: [message] });
	if (entry.rawBody === '') {
		// Fastify does not read the body of a GET, but the sender should not send one.
		if (!operation.body)
			return Number(request.headers['content-length'] ?? 0) > 0 ? refuse('This operation takes no body.') : undefined;
		const missing = check(shapeOf(operation.body.schema), {}, 'request');
		return operation.body.required || missing ? missing : undefined;
	}
	if (entry.body === undefined) return refuse('The body is not JSON.');
	if (!operation.body) {
		const isEmpty = typeof entry.body === 'object' && (entry.body === null || Object.keys(entry.body).length === 0);
		return isEmpty ? undefined : refuse('This operation takes no body.');
	}
	if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
		return refuse('The body must be sent as application/json.');
	return check(shapeOf(operation.body.schema), entry.body, 'request');
}

/** Lets no answer out that breaks the schema the operation declares for it. */
function checkedAnswer(operation: Operation, answer: Answer, entry: Entry): Answer {
	const schema = operation.responses[String(answer.status)];
	if (schema === undefined) return brokenAnswer(entry, `${answer.status} is not declared`);
	if (answer.file) return answer;
	if (schema === null) return answer.body === undefined ? answer : brokenAnswer(entry, 'no body is declared');
	const errors = check(shapeOf(schema), answer.body, 'answer');
	return errors ? brokenAnswer(entry, JSON.stringify(errors)) : answer;
}

function brokenAnswer(entry: Entry, why: string): Answer {
	entry.note = `The sandbox's own answer breaks the schema: ${why}`;
	return { status: 500, body: { message: entry.note } };
}

/** 405 where the path exists with another method, else 404; the journal names the nearest route. */
function unknownRoute({ request, url, entry }: Incoming, operations: Operation[]): Refusal {
	const path = url.pathname;
	const methods = operations
		.filter((operation) => pathPattern(operation.path).test(path))
		.map((operation) => operation.method);
	if (methods.length > 0) {
		return new Refusal(
			405,
			`The ${request.method} method is not supported for this route. Supported methods: ${methods.join(', ')}.`,
		);
	}
	entry.note = `No such route; the nearest is ${nearestRoute(request.method, path, operations)}`;
	return new Refusal(404, 'Not found.');
}

const pathPattern = (path: string) => new RegExp(`^${path.replace(/\./g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);

function nearestRoute(method: string, path: string, operations: Operation[]): string {
	const parts = path.split('/');
	const likeness = (own: string[]) =>
		own.reduce((sum, part, index) => sum + alike(part, parts[index] ?? ''), -Math.abs(own.length - parts.length));
	const ranked = operations.map((operation) => ({
		name: `${operation.method} ${operation.path}`,
		score: likeness(operation.path.split('/')) + (operation.method === method ? 0.5 : 0),
	}));
	return ranked.reduce((best, one) => (one.score > best.score ? one : best)).name;
}

/** From 0 to 1: how much of the longer of two path segments their beginnings share. */
function alike(template: string, part: string): number {
	if (template.startsWith('{')) return part ? 0.9 : 0;
	let shared = 0;
	while (shared < template.length && template[shared] === part[shared]) shared++;
	return shared / Math.max(template.length, part.length, 1);
}

const HTML = '<!DOCTYPE html>\n<html><head><title>Please wait</title></head><body><h1>Please wait</h1></body></html>\n';

/** Sends what a fault makes of the answer. */
function breakAnswer({ reply, entry, request, url }: Incoming, fault: Fault, answer: Answer, text: string): unknown {
	const destroy = () => {
		reply.hijack();
		request.raw.socket.destroy();
	};
	const error = (status: number, message: string, headers: Record<string, string> = {}) => {
		entry.status = status;
		return send(reply.headers(headers), status, JSON.stringify({ message }));
	};
	const page = (status: number) => {
		entry.status = status;
		return send(reply, status, HTML, 'text/html; charset=utf-8');
	};
	switch (fault.name) {
		case '429':
			return error(429, 'Too Many Attempts.', tooEarlyHeaders(fault.endsAt ?? Date.now() + 1000));
		case '500':
			return error(500, 'Server Error');
		case '503':
			return error(503, 'Service Unavailable');
		case '502':
		case '504':
			return page(Number(fault.name));
		case 'unauthorized':
			return error(401, 'Unauthenticated.');
		case 'forbidden':
			return error(403, 'This action is unauthorized.');
		case 'html page':
			return page(200);
		case 'redirect elsewhere':
			entry.status = 302;
			return reply.code(302).header('location', fault.url!).send();
		case 'reset before execution':
			return destroy();
		case 'reset before answer':
			entry.note = `Executed with status ${answer.status}, then the connection was destroyed`;
			entry.status = 0;
			return destroy();
		case 'reset in body': {
			const bytes = Buffer.from(text || '{"data":{}}');
			reply.hijack();
			reply.raw.writeHead(answer.status === 204 ? 200 : answer.status, {
				'content-type': 'application/json',
				'content-length': bytes.length + 10,
			});
			reply.raw.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.raw.socket.destroy());
			return undefined;
		}
		case 'truncated json':
			return send(reply, answer.status, text.slice(0, Math.max(1, Math.floor(text.length / 2))));
		case 'invalid json':
			return send(reply, answer.status, '{"data": oops}');
		case 'empty body':
			return send(reply, answer.status, '');
		case 'cursor repeats':
			return send(reply, answer.status, JSON.stringify(withRepeatedCursor(answer.body, url)));
		case 'next link elsewhere':
			return send(reply, answer.status, JSON.stringify(withNextElsewhere(answer.body, fault.url!)));
		default:
			throw new Error(`The fault ${fault.name} does nothing`);
	}
}

interface PagedBody {
	links?: { next: string | null };
	meta?: { next_cursor?: string | null; path?: string };
}

function withRepeatedCursor(body: unknown, url: URL): unknown {
	const paged = body as PagedBody | undefined;
	const cursor = url.searchParams.get('cursor');
	if (!paged?.meta || !paged.links || !cursor) return body;
	return { ...paged, links: { ...paged.links, next: url.href }, meta: { ...paged.meta, next_cursor: cursor } };
}

function withNextElsewhere(body: unknown, elsewhere: string): unknown {
	const paged = body as PagedBody | undefined;
	if (!paged?.links?.next) return body;
	const next = new URL(paged.links.next);
	return { ...paged, links: { ...paged.links, next: new URL(next.pathname + next.search, elsewhere).href } };
}
