/**
 * A node made up of resources that a test writes, run in the real engine against a small server that
 * answers what the test says: for the rules of the runner that no single AMPECO resource shows.
 */
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { INodeType } from 'n8n-workflow';
import fastify from 'fastify';
import type { Engine } from '../../tools/engine.mts';
import { startEngine } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';

const load = createRequire(import.meta.url);
const { AmpecoVoucher } = load('../../dist/nodes/Voucher/AmpecoVoucher.node.js') as {
	AmpecoVoucher: new () => INodeType;
};
const compile = load('../../dist/nodes/shared/node.js') as typeof import('../../nodes/shared/node.ts');

/** The built vocabulary, to write resources in. */
export const catalogue = load(
	'../../dist/nodes/shared/catalogue',
) as typeof import('../../nodes/shared/catalogue/index.ts');
export const { TENANT_URL_EXPRESSION, tenantUrl } = load(
	'../../dist/nodes/shared/runtime/send/tenantUrl',
) as typeof import('../../nodes/shared/runtime/send/tenantUrl.ts');
export const { AmpecoApi } = load(
	'../../dist/credentials/AmpecoApi.credentials',
) as typeof import('../../credentials/AmpecoApi.credentials.ts');

export const { pausesOf } = load(
	'../../dist/nodes/shared/runtime/kinds/waitFor',
) as typeof import('../../nodes/shared/runtime/kinds/waitFor.ts');

export const { Ledger } = load(
	'../../dist/nodes/shared/runtime/past/ledger',
) as typeof import('../../nodes/shared/runtime/past/ledger.ts');
export const { Failure } = load(
	'../../dist/nodes/shared/runtime/errors/errors',
) as typeof import('../../nodes/shared/runtime/errors/errors.ts');

type Resource = Parameters<typeof compile.propertiesOf>[0][number];

/** The node type under which the engine finds the probe. */
export const PROBE = 'n8n-nodes-ampeco.probe';

export function probeNode(resources: Resource[]): INodeType {
	const model = new AmpecoVoucher();
	return {
		description: {
			...model.description,
			name: 'probe',
			displayName: 'Probe',
			properties: compile.propertiesOf(resources),
		},
		customOperations: compile.customOperationsOf(resources),
		methods: compile.methodsOf(resources),
	} as INodeType;
}

export interface Received {
	method: string;
	/** As it came, with its query. */
	url: string;
	headers: Record<string, unknown>;
	body: unknown;
}

export interface ProbeServer {
	url: string;
	received: Received[];
	/** What to answer from now on; by default 200 with `{ data: { id: 1 } }`. */
	answer(handler: (request: FastifyRequest, reply: FastifyReply) => unknown): void;
	stop(): Promise<void>;
}

/** Listens on a free port of the loopback address and keeps what it receives. */
export async function startProbeServer(): Promise<ProbeServer> {
	const server: FastifyInstance = fastify({ forceCloseConnections: true });
	const received: Received[] = [];
	let handler: (request: FastifyRequest, reply: FastifyReply) => unknown = () => ({ data: { id: 1 } });
	server.all('/*', async (request, reply) => {
		const { method, url, headers, body } = request;
		received.push({ method, url, headers, body });
		const answer = await handler(request, reply);
		return reply.sent ? reply : (answer ?? reply);
	});
	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url,
		received,
		answer: (next) => {
			handler = next;
			received.length = 0;
		},
		stop: async () => await server.close(),
	};
}

/** n8n's engine, and a server that answers what a test says, for the tests of a file or of a `describe`. */
export function withProbe(): { engine: Engine; server: ProbeServer } {
	return { engine: duringTests(startEngine), server: duringTests(startProbeServer) };
}

/** The value of an n8n expression over some data, outside n8n. */
export function evaluate(expression: string, data: object): unknown {
	return runInNewContext(expression.slice('={{'.length, -'}}'.length), { ...data });
}

/** Looks again and again, without a pause between, until `check` holds. */
export async function until(check: () => Promise<boolean>): Promise<void> {
	while (!(await check())) await new Promise((turn) => setImmediate(turn));
}
