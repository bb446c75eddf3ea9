/** The admin surface under `/sandbox/`: what the tenant does not have, and tests and people want. Loopback only, no token. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { overrides, rules } from './contradictions.mts';
import { callbacks, events, type Schema } from './digest.mts';
import { BadFault, KINDS, type FaultOrder } from './faults.mts';
import type { LimitSettings } from './limit.mts';
import { setHardwareStatus, setNetworkStatus } from './families/hardware.mts';
import type { Sandbox } from './server.mts';
import type { Tenant } from './tenant.mts';
import { passTime } from './time.mts';

const page = readFileSync(new URL('./page.html', import.meta.url));

interface ResetOrder {
	seed?: string;
	world?: 'default' | 'empty';
	scale?: number;
}

/** A charge point or one of its EVSEs reports something, as if the hardware had sent it. */
interface StatusOrder {
	evseId?: number;
	/** For the EVSE: available, charging, faulted ... */
	hardwareStatus?: string;
	/** For the charge point: available, temporarily_unavailable ... */
	networkStatus?: string;
}

class BadOrder extends Error {}

const knownEvents = [...new Set([...events, ...callbacks.map((callback) => callback.event)])];

function changeStatus(
	tenant: Tenant,
	chargePointId: number,
	{ evseId, hardwareStatus, networkStatus }: StatusOrder,
): void {
	const chargePoint = tenant.store.get('charge-points').get(chargePointId);
	if (!chargePoint) throw new BadOrder(`There is no charge point ${chargePointId}.`);
	if (networkStatus) setNetworkStatus({ tenant }, chargePoint, networkStatus);
	if (!hardwareStatus) return;
	const own = tenant.store
		.get('evses')
		.filter((one) => one.chargePointId === chargePointId && (evseId === undefined || one.id === evseId));
	if (own.length === 0) throw new BadOrder(`The charge point ${chargePointId} has no EVSE ${evseId ?? ''}.`);
	for (const evse of own) setHardwareStatus({ tenant }, evse, hardwareStatus);
}

/** The fields whose type is worked out and not sure: path -> how sure. */
function unsureIn(schema: Schema | null | undefined, path = ''): Array<[field: string, sure: string]> {
	if (!schema) return [];
	const own: Array<[string, string]> = schema.sure ? [[path, schema.sure]] : [];
	return [
		...own,
		...Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
			unsureIn(child, path ? `${path}.${name}` : name),
		),
		...(schema.items ? unsureIn(schema.items, `${path}[]`) : []),
		...[...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((part) =>
			unsureIn(part, path),
		),
	];
}

/** What no specification states and the sandbox answers all the same, by operation. */
function assumedOf({ operations }: Sandbox) {
	return operations.flatMap(({ method, path, since, assumed = [], parameters, body, responses }) => {
		const fields = Object.fromEntries([
			...parameters.flatMap(({ in: place, name, schema }) => unsureIn(schema, `${place}.${name}`)),
			...unsureIn(body?.schema, 'body'),
			...Object.values(responses).flatMap((schema) => unsureIn(schema, 'answer')),
		]);
		const isSure = assumed.length === 0 && Object.keys(fields).length === 0;
		return isSure ? [] : [{ operation: `${method} ${path}`, ...(since && { since }), assumed, fields }];
	});
}

const asObject = <T,>(body: unknown): T => (typeof body === 'string' && body ? JSON.parse(body) : {}) as T;
const asNumber = (value: unknown) => (value === undefined ? undefined : Number(value));

export function addAdmin(server: FastifyInstance, sandbox: Sandbox): void {
	void server.register(
		async (admin) => {
			admin.setErrorHandler((error: Error, _request, reply) => {
				const isMistake = error instanceof BadFault || error instanceof BadOrder || error instanceof SyntaxError;
				void reply.code(isMistake ? 400 : 500).send({ message: error.message });
			});

			// A page somewhere else must not reach the sandbox through a name that resolves to this machine.
			admin.addHook('onRequest', async (request, reply) => {
				if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? ''))
					await reply.code(403).send({ message: 'Only from this machine.' });
			});

			admin.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));

			admin.get('/contradictions', () => ({
				rules: Object.values(rules),
				overrides: overrides.map(({ apply: _apply, ...rest }) => rest),
			}));

			admin.get('/assumed', () => ({ operations: assumedOf(sandbox) }));

			admin.get('/status', () => ({
				apiVersion: sandbox.settings.version,
				tenant: sandbox.tenant.settings.name,
				seed: sandbox.tenant.settings.seed,
				scale: sandbox.tenant.settings.scale,
				limit: sandbox.rateLimit.settings,
				now: sandbox.tenant.clock.iso(),
				lastSeq: sandbox.journal.lastSeq,
				cpuSeconds: (process.cpuUsage().user + process.cpuUsage().system) / 1e6,
				heapMegabytes: Math.round(process.memoryUsage().heapUsed / 1e6),
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
				collections: Object.fromEntries(
					sandbox.tenant.store.names().map((name) => [name, sandbox.tenant.store.get(name).size]),
				),
			}));
			admin.get('/state/:collection', (request, reply) => {
				const { collection } = request.params as { collection: string };
				if (!sandbox.tenant.store.has(collection))
					return reply.code(404).send({ message: `There is no collection ${collection}.` });
				const { limit, last } = request.query as { limit?: string; last?: string };
				const records = sandbox.tenant.store.get(collection);
				const ids = last ? records.ids.slice(-Number(last)) : records.ids.slice(0, asNumber(limit));
				return { total: records.size, records: ids.map((id) => records.get(id)) };
			});
			admin.get('/state/:collection/:id', (request, reply) => {
				const { collection, id } = request.params as { collection: string; id: string };
				const record = sandbox.tenant.store.has(collection) && sandbox.tenant.store.get(collection).get(id);
				return record ? { record } : reply.code(404).send({ message: `There is no ${collection} ${id}.` });
			});

			admin.get('/events', (request) => ({
				events: sandbox.notifier.events(asNumber((request.query as { after?: string }).after)),
			}));
			admin.get('/deliveries', (request) => {
				const { state, subscription } = request.query as Record<string, string | undefined>;
				return { deliveries: sandbox.notifier.deliveries({ state, subscriptionId: asNumber(subscription) }) };
			});
			admin.post('/events', (request) => {
				const { event, payload = {} } = asObject<{ event: string; payload?: Record<string, unknown> }>(request.body);
				if (!knownEvents.includes(event)) throw new BadOrder(`There is no event "${event}".`);
				return { payload: sandbox.notifier.emit(sandbox.tenant, event, payload) };
			});
			admin.post('/charge-points/:id/status', (request) => {
				const { id } = request.params as { id: string };
				const order = asObject<StatusOrder>(request.body);
				changeStatus(sandbox.tenant, Number(id), order);
				return { changed: true };
			});

			admin.post('/charging', (request) => {
				sandbox.tenant.startSeconds = Number(asObject<{ startSeconds?: number }>(request.body).startSeconds ?? 0);
				return { startSeconds: sandbox.tenant.startSeconds };
			});

			admin.get('/clock', () => ({ now: sandbox.tenant.clock.iso() }));
			admin.post('/clock', (request) => {
				sandbox.tenant.clock.forward(asObject<{ forwardSeconds?: number }>(request.body).forwardSeconds ?? 0);
				passTime(sandbox.tenant);
				return { now: sandbox.tenant.clock.iso() };
			});
		},
		{ prefix: '/sandbox' },
	);
}
