/** What the stand-ins of ticket systems have in common, for tests that ask of each the same. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from '../../../tools/n8n/session.mts';

/** A ticket in the words of these tests, whatever its desk calls it. */
export interface DeskTicket {
	/** What people call it: EV-1, #22001, INC0010001. */
	name: string;
	/** Its label, tag or correlation ID. */
	reference: string;
	title: string;
	text: string;
	comments: string[];
	isOpen: boolean;
}

export interface Desk {
	/** All there are, in the order in which they were opened. */
	tickets(): DeskTicket[];
	/** As a person does who has had enough of it. */
	closeByHand(name: string): void;
	clear(): void;
	/** What happens around the opening of a ticket. */
	opening: Opening;
	/** Credentials of n8n for it: type to data. */
	credentials: Record<string, Json>;
	stop(): Promise<void>;
}

export interface Opening {
	/** Asked before a ticket is opened, and waited for; "refuse" has the desk refuse it as it refuses a ticket without its required fields. */
	before(): Promise<'refuse' | void>;
	/** Whether the next ticket is opened, but its answer is a 503. */
	loseAnswer: boolean;
}

export const openingAsUsual = (): Opening => ({ before: async () => {}, loseAnswer: false });

/** Opens a ticket in the way of a desk, or has it go wrong as a test wants it. */
export async function open(
	desk: { opening: Opening },
	reply: FastifyReply,
	{ refuse, make }: { refuse: () => FastifyReply; make: () => Json },
): Promise<FastifyReply> {
	if ((await desk.opening.before()) === 'refuse') return refuse();
	const made = make();
	const { loseAnswer } = desk.opening;
	desk.opening.loseAnswer = false;
	return loseAnswer ? reply.code(503).send({}) : reply.code(201).send(made);
}

export const basic = (user: string, password: string) =>
	`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** Lets in whoever has the right login; everybody else gets the desk's 401. */
export function loginNeeded(wanted: string, body: Json) {
	return async (request: FastifyRequest, reply: FastifyReply) => {
		return request.headers.authorization === wanted ? undefined : reply.code(401).send(body);
	};
}
