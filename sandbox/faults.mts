/**
 * Things that go wrong on demand. A fault is asked for by name, in words (`503 once`, `429 for 3 s`, `slow 200 ms`,
 * `reset before answer at 40 on POST /public-api/resources/vouchers/*`), and always ends: after so many requests, or
 * so many seconds after the first request it hits.
 */

/** When a fault strikes, in the life of a request. */
type Moment =
	/** Before anything is looked at: the request is not executed. */
	| 'before'
	/** The request is executed, and what is answered is changed. */
	| 'answer'
	/** The request is executed as usual, later. */
	| 'delay';

interface Kind {
	moment: Moment;
	/** Takes a URL or milliseconds after its name. */
	takes?: 'url' | 'ms';
	what: string;
}

/** Every fault by name. `server.mts` says what each does to the wire. */
export const KINDS: Record<string, Kind> = {
	'429': { moment: 'before', what: 'Too many requests, with Retry-After until the fault ends' },
	'500': { moment: 'before', what: 'a server error in JSON' },
	'502': { moment: 'before', what: 'a gateway error with a page in HTML' },
	'503': { moment: 'before', what: 'service unavailable in JSON' },
	'504': { moment: 'before', what: 'a gateway time-out with a page in HTML' },
	unauthorized: { moment: 'before', what: '401, as if the token had been revoked' },
	forbidden: { moment: 'before', what: '403, as if the role were too narrow' },
	'html page': { moment: 'before', what: 'a 200 with a page in HTML, as a proxy or a login page would give' },
	'redirect elsewhere': { moment: 'before', takes: 'url', what: 'a 302 to the given URL' },
	'reset before execution': { moment: 'before', what: 'the connection is destroyed and nothing was done' },
	'reset before answer': {
		moment: 'answer',
		what: 'the request is executed, then the connection is destroyed before any byte',
	},
	'reset in body': {
		moment: 'answer',
		what: 'the request is executed, then the connection is destroyed in the middle of the answer',
	},
	'truncated json': { moment: 'answer', what: 'a complete answer whose JSON ends in the middle' },
	'invalid json': { moment: 'answer', what: 'an answer that says it is JSON and is not' },
	'empty body': { moment: 'answer', what: 'the right status with no body' },
	'cursor repeats': { moment: 'answer', what: 'a page whose next cursor is the one it was asked with' },
	'next link elsewhere': { moment: 'answer', takes: 'url', what: 'a page whose next link points to another host' },
	slow: { moment: 'delay', takes: 'ms', what: 'the answer comes late' },
};

export interface FaultOrder {
	name: string;
	/** How many requests it strikes; 1 unless `forSeconds` is given. */
	times?: number;
	/** How long it lasts, counted from the first request it strikes. */
	forSeconds?: number;
	/** Begins at the n-th matching request after it was ordered; 1 by default. */
	at?: number;
	/** Only requests of this method, and whose path matches: `*` one segment, `**` any number. */
	method?: string;
	path?: string;
	url?: string;
	ms?: number;
}

export interface Fault extends FaultOrder {
	id: number;
	moment: Moment;
	seen: number;
	struck: number;
	/** Real time in milliseconds; known once it has struck. */
	endsAt?: number;
}

export class BadFault extends Error {}

/** Reads a fault in words; see the top of this file. */
export function parseFault(text: string): FaultOrder {
	let rest = ` ${text.trim()} `;
	const take = (pattern: RegExp): RegExpExecArray | null => {
		const match = pattern.exec(rest);
		if (match) rest = rest.replace(match[0], ' ');
		return match;
	};
	const order: FaultOrder = { name: '' };
	const on = take(/ on (?:(GET|POST|PUT|PATCH|DELETE)\s?)?(\/\S*)? /i);
	if (on) Object.assign(order, on[1] && { method: on[1].toUpperCase() }, on[2] && { path: on[2] });
	const span = take(/ for (\d+(?:\.\d+)?) ?s(?:econds?)? /i);
	if (span) order.forSeconds = Number(span[1]);
	if (take(/ once /i)) order.times = 1;
	if (take(/ twice /i)) order.times = 2;
	const times = take(/ (\d+) times /i);
	if (times) order.times = Number(times[1]);
	const at = take(/ at (?:request )?(\d+) /i);
	if (at) order.at = Number(at[1]);
	const ms = take(/ (\d+) ?ms /i);
	if (ms) order.ms = Number(ms[1]);
	const url = take(/ (https?:\/\/\S+) /i);
	if (url) order.url = url[1];
	order.name = rest.trim().replace(/\s+/g, ' ');
	return order;
}

export class Faults {
	#active: Fault[] = [];
	#nextId = 1;

	/** Switches a fault on. Throws BadFault when the order makes no sense. */
	add(request: FaultOrder | string): Fault {
		const order =
			typeof request === 'string'
				? parseFault(request)
				: { ...parseFault(request.name ?? ''), ...withoutName(request) };
		const name = order.name.toLowerCase();
		const kind = KINDS[name];
		if (!kind) throw new BadFault(`No fault is called "${order.name}". There are: ${Object.keys(KINDS).join(', ')}.`);
		if (kind.takes === 'ms') order.ms ??= 1000;
		if (kind.takes === 'url') order.url ??= 'http://127.0.0.1:9/elsewhere';
		if (order.forSeconds === undefined) order.times ??= 1;
		const fault: Fault = { ...order, name, id: this.#nextId++, moment: kind.moment, seen: 0, struck: 0 };
		this.#active.push(fault);
		return fault;
	}

	list(): Fault[] {
		return this.#active.filter((fault) => !isOver(fault));
	}

	clear(): void {
		this.#active = [];
	}

	/** The fault that strikes this request, if any, counted as having struck. */
	strike(method: string, path: string): Fault | undefined {
		if (this.#active.length === 0) return undefined;
		this.#active = this.list();
		let striking: Fault | undefined;
		for (const fault of this.#active) {
			if (!isMeant(fault, method, path)) continue;
			fault.seen++;
			if (striking || fault.seen < (fault.at ?? 1)) continue;
			striking = fault;
			fault.struck++;
			if (fault.forSeconds !== undefined) fault.endsAt ??= Date.now() + fault.forSeconds * 1000;
		}
		return striking;
	}
}

function withoutName({ name: _name, ...rest }: FaultOrder): Omit<FaultOrder, 'name'> {
	return rest;
}

function isOver(fault: Fault): boolean {
	if (fault.times !== undefined && fault.struck >= fault.times) return true;
	return fault.endsAt !== undefined && Date.now() >= fault.endsAt;
}

function isMeant(fault: Fault, method: string, path: string): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (!fault.path) return true;
	const pattern = fault.path
		.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
		.replaceAll('**', '\0')
		.replaceAll('*', '[^/]*')
		.replaceAll('\0', '.*');
	return new RegExp(`^${pattern}$`).test(path);
}
