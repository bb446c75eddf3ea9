/**
 * A stand-in for ServiceNow, as far as n8n's ServiceNow node talks to its Table API: incidents, encoded queries, work notes, and the
 * policy that a resolved incident has a resolution code and notes. It speaks https, under a certificate of its own.
 */
import Fastify from 'fastify';
import type { FastifyReply } from 'fastify';
import type { Json } from '../../../tools/n8n/session.mts';
import type { Desk } from './desk.mts';
import { basic, loginNeeded, open, openingAsUsual } from './desk.mts';

const LOGIN = { user: 'n8n', password: 'servicenow-secret' };
const SUBDOMAIN = 'charging';
/** The host that n8n's node makes of the subdomain. */
export const SERVICENOW_HOST = `${SUBDOMAIN}.service-now.com`;

const TABLE = '/api/now/table/incident';
const COLUMNS = ['short_description', 'description', 'correlation_id', 'correlation_display', 'urgency', 'impact'];
const RESOLVED = '6';
const OVER = [RESOLVED, '7', '8'];
const LONGEST_SHORT_DESCRIPTION = 160;

interface Incident extends Json {
	sys_id: string;
	number: string;
	state: string;
	notes: string[];
}

export interface ServiceNowDesk extends Desk {
	port: number;
}

export async function startServiceNow(certificate: { key: string; cert: string }): Promise<ServiceNowDesk> {
	let incidents: Incident[] = [];
	const server = Fastify({ https: certificate });
	const fail = (reply: FastifyReply, status: number, message: string, detail: string) =>
		reply.code(status).send({ error: { message, detail }, status: 'failure' });
	server.addHook(
		'onRequest',
		loginNeeded(basic(LOGIN.user, LOGIN.password), {
			error: { message: 'Not authenticated', detail: 'Log in first.' },
			status: 'failure',
		}),
	);
	const shown = (incident: Incident) =>
		Object.fromEntries(Object.entries(incident).filter(([column]) => column !== 'notes'));

	server.post(TABLE, async (request, reply) => {
		const given = Object.entries(request.body as Json).filter(([column]) => COLUMNS.includes(column));
		return await open(desk, reply, {
			refuse: () => fail(reply, 403, 'Operation failed', 'Data policy: Site is mandatory.'),
			make: () => {
				const number = incidents.length + 1;
				const incident: Incident = {
					...Object.fromEntries(given),
					sys_id: String(number).padStart(32, 'a'),
					number: `INC${10_000 + number}`,
					state: '1',
					notes: [],
				};
				incident.short_description = incident.short_description.slice(0, LONGEST_SHORT_DESCRIPTION);
				incidents.push(incident);
				return { result: shown(incident) };
			},
		});
	});
	server.get(TABLE, (request, reply) => {
		const { sysparm_query: query, sysparm_limit: limit, sysparm_fields: fields } = request.query as Json;
		const matches = readQuery(query);
		if (!matches) return fail(reply, 400, 'Invalid query', query);
		const found = incidents.filter(matches).slice(0, Number(limit ?? 10_000));
		const wanted = fields?.split(',');
		const result = found.map((incident) =>
			Object.fromEntries(Object.entries(shown(incident)).filter(([column]) => !wanted || wanted.includes(column))),
		);
		return reply.header('x-total-count', found.length).send({ result });
	});
	server.patch(`${TABLE}/:id`, (request, reply) => {
		const incident = incidents.find(({ sys_id }) => sys_id === (request.params as { id: string }).id);
		if (!incident) return fail(reply, 404, 'No record', 'It is not there, or you may not see it.');
		const { work_notes: note, ...columns } = request.body as Json;
		if (OVER.includes(columns.state) && !(columns.close_code && columns.close_notes)) {
			return fail(reply, 403, 'Operation failed', 'Data policy: resolution code and resolution notes are mandatory.');
		}
		if (note) incident.notes.push(note);
		Object.assign(incident, columns);
		return reply.send({ result: shown(incident) });
	});

	await server.listen({ host: '127.0.0.1', port: 0 });
	const desk: ServiceNowDesk = {
		port: (server.server.address() as { port: number }).port,
		opening: openingAsUsual(),
		credentials: { serviceNowBasicApi: { ...LOGIN, subdomain: SUBDOMAIN } },
		tickets: () =>
			incidents.map(({ number, correlation_id, short_description, description, notes, state }) => ({
				name: number,
				reference: correlation_id,
				title: short_description,
				text: description,
				comments: notes,
				isOpen: !OVER.includes(state),
			})),
		closeByHand: (name) => void (incidents.find(({ number }) => number === name)!.state = RESOLVED),
		clear: () => (incidents = []),
		stop: async () => await server.close(),
	};
	return desk;
}

/** The test that an encoded query puts to an incident; nothing where it has what is not known here. It must sort by number. */
function readQuery(query = ''): ((incident: Incident) => boolean) | undefined {
	const parts = query.split('^');
	if (parts.pop() !== 'ORDERBYnumber') return undefined;
	const tests = parts.map((part: string): ((incident: Incident) => boolean) | undefined => {
		const [, reference] = /^correlation_id=(.+)$/.exec(part) ?? [];
		if (reference) return ({ correlation_id }) => correlation_id === reference;
		const [, states] = /^stateNOT IN([\d,]+)$/.exec(part) ?? [];
		return states ? ({ state }) => !states.split(',').includes(state) : undefined;
	});
	if (tests.length === 0 || tests.includes(undefined)) return undefined;
	return (incident) => tests.every((matches) => matches!(incident));
}
