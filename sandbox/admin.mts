/** The admin surface under `/sandbox/`: what the tenant does not have, and tests and people want. Loopback only, no token. */
import type { FastifyInstance } from 'fastify';
import { apiVersion } from './digest.mts';
import { BadFault, KINDS, type FaultOrder } from './faults.mts';
import type { LimitSettings } from './limit.mts';
import type { Sandbox } from './server.mts';

interface ResetOrder {
	seed?: string;
	world?: 'default' | 'empty';
	scale?: number;
}

const asObject = <T,>(body: unknown): T => (typeof body === 'string' && body ? JSON.parse(body) : {}) as T;
const asNumber = (value: unknown) => (value === undefined ? undefined : Number(value));

export function addAdmin(server: FastifyInstance, sandbox: Sandbox): void {
	void server.register(
		async (admin) => {
			admin.setErrorHandler((error: Error, _request, reply) => {
				const isMistake = error instanceof BadFault || error instanceof SyntaxError;
				void reply.code(isMistake ? 400 : 500).send({ message: error.message });
			});

			admin.get('/status', () => ({
				apiVersion,
				tenant: sandbox.tenant.settings.name,
				seed: sandbox.tenant.settings.seed,
				scale: sandbox.tenant.settings.scale,
				limit: sandbox.rateLimit.settings,
				now: sandbox.tenant.clock.iso(),
				lastSeq: sandbox.journal.lastSeq,
			}));

			admin.get('/journal', (request) => {
				const { after, method, path, last } = request.query as Record<string, string | undefined>;
				return { entries: sandbox.journal.list({ after: asNumber(after), method, path, last: asNumber(last) }) };
			});
			admin.delete('/journal', (_request, reply) => {
				sandbox.journal.clear();
				return reply.code(204).send();
			});

			admin.get('/faults', () => ({ active: sandbox.faults.list(), known: KINDS }));
			admin.post('/faults', (request) => ({ fault: sandbox.faults.add(asObject<FaultOrder>(request.body)) }));
			admin.delete('/faults', (_request, reply) => {
				sandbox.faults.clear();
				return reply.code(204).send();
			});

			admin.post('/limit', (request) => {
				sandbox.rateLimit.set(asObject<Partial<LimitSettings>>(request.body));
				return { limit: sandbox.rateLimit.settings };
			});

			admin.post('/reset', (request, reply) => {
				const { world, scale, seed } = asObject<ResetOrder>(request.body);
				sandbox.reset({
					...(seed !== undefined && { seed }),
					...(scale !== undefined && { scale }),
					...(world === 'empty' && { scale: 0 }),
				});
				return reply.code(204).send();
			});

			admin.get('/state', () => ({
				collections: Object.fromEntries(sandbox.tenant.store.names().map((name) => [name, sandbox.tenant.store.get(name).size])),
			}));
			admin.get('/state/:collection', (request, reply) => {
				const { collection } = request.params as { collection: string };
				if (!sandbox.tenant.store.has(collection)) return reply.code(404).send({ message: `There is no collection ${collection}.` });
				return { records: [...sandbox.tenant.store.get(collection).all()] };
			});
			admin.get('/state/:collection/:id', (request, reply) => {
				const { collection, id } = request.params as { collection: string; id: string };
				const record = sandbox.tenant.store.has(collection) && sandbox.tenant.store.get(collection).get(id);
				return record ? { record } : reply.code(404).send({ message: `There is no ${collection} ${id}.` });
			});

			admin.get('/clock', () => ({ now: sandbox.tenant.clock.iso() }));
			admin.post('/clock', (request) => {
				sandbox.tenant.clock.forward(asObject<{ forwardSeconds?: number }>(request.body).forwardSeconds ?? 0);
				return { now: sandbox.tenant.clock.iso() };
			});
		},
		{ prefix: '/sandbox' },
	);
}
