/**
 * A ticket system to try charger-fault-to-ticket.json with: `npm run ticket-system`. It keeps its tickets in memory
 * and allows one open ticket per reference; a second one is refused with 409.
 */
import { pathToFileURL } from 'node:url';
import Fastify from 'fastify';

export interface Ticket {
	id: number;
	/** What the ticket is about, in the words of whoever opened it. */
	reference: string;
	title: string;
	text: string;
	status: 'open' | 'closed';
	comments: string[];
}

export interface TicketSystem {
	url: string;
	tickets: Ticket[];
	/** Asked before a ticket is opened: may take its time, or give a status to refuse it with. Does nothing unless told. */
	beforeOpening: () => Promise<number | void>;
	stop(): Promise<void>;
}

const PORT = 8790;

export async function startTicketSystem(port = PORT): Promise<TicketSystem> {
	const tickets: Ticket[] = [];
	const open = (reference: unknown) =>
		tickets.filter((ticket) => ticket.status === 'open' && ticket.reference === reference);
	const server = Fastify();

	server.get('/tickets', (request) => {
		const { reference } = request.query as { reference?: string };
		return reference === undefined ? tickets : open(reference);
	});
	server.post('/tickets', async (request, reply) => {
		const { reference, title, text } = request.body as Ticket;
		const refusal = await system.beforeOpening();
		if (refusal) return reply.code(refusal).send({ message: 'There is no queue for this ticket.' });
		const [present] = open(reference);
		if (present) return reply.code(409).send({ message: `Ticket ${present.id} is open for ${reference}.` });
		const ticket: Ticket = { id: tickets.length + 1, reference, title, text, status: 'open', comments: [] };
		tickets.push(ticket);
		return reply.code(201).send(ticket);
	});
	server.post('/tickets/:id/comments', (request, reply) => {
		const ticket = tickets[Number((request.params as { id: string }).id) - 1];
		if (!ticket) return reply.code(404).send({ message: 'There is no such ticket.' });
		ticket.comments.push((request.body as { text: string }).text);
		return reply.code(201).send(ticket);
	});
	server.patch('/tickets/:id', (request, reply) => {
		const ticket = tickets[Number((request.params as { id: string }).id) - 1];
		if (!ticket) return reply.code(404).send({ message: 'There is no such ticket.' });
		ticket.status = (request.body as Ticket).status;
		return ticket;
	});

	const url = await server.listen({ host: '127.0.0.1', port });
	const system: TicketSystem = { url, tickets, beforeOpening: async () => {}, stop: async () => await server.close() };
	return system;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
	const { url } = await startTicketSystem();
	console.log(`Tickets: ${url}/tickets`);
}
