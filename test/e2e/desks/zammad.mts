/**
 * A stand-in for Zammad, as far as n8n's Zammad node and the example's search talk to it: tickets with tags and articles, and the
 * search by conditions, which Zammad answers from its database.
 */
import Fastify from 'fastify';
import type { FastifyReply } from 'fastify';
import type { Json } from '../../../tools/n8n/session.mts';
import type { Desk } from './desk.mts';
import { loginNeeded, open, openingAsUsual } from './desk.mts';

const TOKEN = 'zammad-secret';
const GROUPS: Record<string, number> = { Users: 1 };
const CUSTOMERS: Record<string, number> = { 'chargers@example.com': 3 };
/** As Zammad numbers its states when it is installed. */
const STATES: Record<number, string> = {
	1: 'new',
	2: 'open',
	3: 'pending reminder',
	4: 'closed',
	5: 'merged',
	6: 'pending close',
};
const CLOSED = 4;

interface Ticket {
	id: number;
	number: string;
	title: string;
	state_id: number;
	tags: string[];
	articles: Json[];
}

export interface ZammadDesk extends Desk {
	url: string;
}

export async function startZammad(): Promise<ZammadDesk> {
	let tickets: Ticket[] = [];
	const server = Fastify();
	server.addHook('onRequest', loginNeeded(`Token token=${TOKEN}`, { error: 'Authentication required' }));

	const refuse = (reply: FastifyReply, error: string) => reply.code(422).send({ error });
	const find = (request: { params: unknown }) =>
		tickets.find(({ id }) => id === Number((request.params as { id: string }).id));
	const gone = (reply: FastifyReply) => reply.code(404).send({ error: 'There is no such ticket.' });
	const shown = ({ id, number, title, state_id }: Ticket) => ({ id, number, title, state_id });

	server.get('/api/v1/users/me', () => ({ id: 2 }));
	server.post('/api/v1/tickets', async (request, reply) => {
		const { title, group, customer, article, tags = '' } = request.body as Json;
		if (!title) return refuse(reply, 'A title is needed.');
		if (!GROUPS[group]) return refuse(reply, `There is no group "${group}".`);
		if (!CUSTOMERS[customer]) return refuse(reply, `There is no customer "${customer}".`);
		if (!article?.body) return refuse(reply, 'An article needs a body.');
		return await open(desk, reply, {
			refuse: () => refuse(reply, 'Site is required.'),
			make: () => {
				const id = tickets.length + 1;
				const own = tags.split(',').filter(Boolean);
				const ticket = { id, number: String(22_000 + id), title, state_id: 1, tags: own, articles: [article] };
				tickets.push(ticket);
				return shown(ticket);
			},
		});
	});
	server.get('/api/v1/ticket_articles/by_ticket/:id', (request, reply) => find(request)?.articles ?? gone(reply));
	server.put('/api/v1/tickets/:id', (request, reply) => {
		const ticket = find(request);
		if (!ticket) return gone(reply);
		const { article, state_id } = request.body as Json;
		if (article && !article.body) return refuse(reply, 'An article needs a body.');
		if (state_id !== undefined && !STATES[Number(state_id)]) return refuse(reply, `There is no state ${state_id}.`);
		if (article) ticket.articles.push(article);
		if (state_id !== undefined) ticket.state_id = Number(state_id);
		return reply.send(shown(ticket));
	});
	server.get('/api/v1/tickets/search', (request, reply) => {
		const query = new URL(request.url, url).searchParams;
		const matches = readConditions(query);
		if (typeof matches === 'string') return refuse(reply, matches);
		const found = tickets.filter(matches).slice(0, Number(query.get('limit') ?? 50));
		if (query.get('expand') === 'true') {
			return reply.send(found.map((ticket) => ({ ...shown(ticket), state: STATES[ticket.state_id] })));
		}
		return reply.send({ tickets: found.map(({ id }) => id), tickets_count: found.length, assets: {} });
	});

	const url = await server.listen({ host: '127.0.0.1', port: 0 });
	const desk: ZammadDesk = {
		url,
		opening: openingAsUsual(),
		credentials: {
			zammadTokenAuthApi: { baseUrl: url, accessToken: TOKEN, allowUnauthorizedCerts: false },
			httpHeaderAuth: { name: 'Authorization', value: `Token token=${TOKEN}` },
		},
		tickets: () =>
			tickets.map(({ number, title, state_id, tags, articles }) => ({
				name: number,
				reference: tags[0],
				title,
				text: articles[0].body,
				comments: articles.slice(1).map(readArticle),
				isOpen: !['closed', 'merged'].includes(STATES[state_id]),
			})),
		closeByHand: (name) => void (tickets.find(({ number }) => number === name)!.state_id = CLOSED),
		clear: () => (tickets = []),
		stop: async () => await server.close(),
	};
	return desk;
}

/** What a person reads of an article. */
function readArticle({ body, content_type }: Json): string {
	if (content_type !== 'text/html') return body;
	return body
		.replace(/<[^>]*>/g, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&amp;', '&');
}

/** The test that conditions put to a ticket, or what is wrong with them. They must sort by ID. */
function readConditions(query: URLSearchParams): string | ((ticket: Ticket) => boolean) {
	if (query.get('sort_by') !== 'id' || query.get('order_by') !== 'asc') return 'It is not sorted by ID.';
	const conditions: Record<string, { operator?: string; values: string[] }> = {};
	for (const [name, value] of query) {
		const [, field, part] = /^condition\[([^\]]+)\]\[(operator|value)\](?:\[\])?$/.exec(name) ?? [];
		if (!field) continue;
		const condition = (conditions[field] ??= { values: [] });
		if (part === 'operator') condition.operator = value;
		else condition.values.push(value);
	}
	const tests = Object.entries(conditions).map(
		([field, { operator, values }]): ((ticket: Ticket) => boolean) | undefined => {
			if (field === 'ticket.tags' && operator === 'contains all') {
				const wanted = values[0].split(',').map((tag) => tag.trim().toLowerCase());
				return ({ tags }) => wanted.every((tag) => tags.includes(tag));
			}
			if (field === 'ticket.state_id' && operator === 'is not') {
				return ({ state_id }) => !values.includes(String(state_id));
			}
			return undefined;
		},
	);
	if (tests.length === 0 || tests.includes(undefined)) return 'There is no condition, or one that is not known here.';
	return (ticket) => tests.every((matches) => matches!(ticket));
}
