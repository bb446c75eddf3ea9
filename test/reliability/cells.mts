/**
 * The operations that every fault meets, one of each class, and what one of them does under one fault: how often it was
 * sent, what the item says, and what the tenant holds.
 */
import type { LookupFunction } from 'node:net';
import dns from 'node:dns';
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Engine } from '../../tools/engine.mts';
import type { Fault } from './faults.mts';
import type { Exchange } from './front.mts';
import { startFront } from './front.mts';
import { selfSigned } from './certificate.mts';

const VOUCHERS = '/public-api/resources/vouchers/v2.1';
const UTILITIES = '/public-api/resources/utilities/v1.0';
const USER = 10_001;

/** Milliseconds after which a request is given up where the fault is that no answer comes. */
const TIME_OUT = 6000;

export type OperationClass = 'read' | 'list' | 'create' | 'money' | 'physical' | 'update' | 'put' | 'delete';

/** What the tenant holds, fetched once for all cells. */
export interface State {
	vouchers: Array<Record<string, any>>;
	utilities: Array<Record<string, any>>;
}

interface Subject {
	node: string;
	method: string;
	parameters: object;
	/** How often the tenant's records show that it was carried out; absent where no record shows it. */
	seen?(state: State): number;
}

/** Each class as one operation of the package; `mark` is a text no other cell uses. */
export const classes: Record<OperationClass, (mark: string, sandbox: RunningSandbox) => Promise<Subject>> = {
	read: async () => ({
		node: 'ampecoVoucher',
		method: 'GET',
		parameters: { resource: 'voucher', operation: 'get', voucher: byId(50_001) },
	}),
	list: async () => ({
		node: 'ampecoUser',
		method: 'GET',
		parameters: { resource: 'user', operation: 'getAll', returnAll: false, limit: 150 },
	}),
	create: async (mark) => ({
		node: 'ampecoVoucher',
		method: 'POST',
		parameters: { resource: 'voucher', operation: 'create', amount: 10, additionalFields: { description: mark } },
		seen: ({ vouchers }) => vouchers.filter(({ description }) => description === mark).length,
	}),
	money: async (mark, sandbox) => {
		const { code } = await make(sandbox, VOUCHERS, { amount: 10, description: `${mark} to redeem` });
		return {
			node: 'ampecoVoucher',
			method: 'POST',
			parameters: { resource: 'voucher', operation: 'redeem', user: byId(USER), code: byId(code) },
			seen: ({ vouchers }) => vouchers.filter((voucher) => voucher.code === code && voucher.redeemedAt !== null).length,
		};
	},
	physical: async () => ({
		node: 'ampecoChargePoint',
		method: 'POST',
		parameters: { resource: 'chargePointControl', operation: 'reset', chargePoint: byId(2001), type: 'soft' },
	}),
	update: async (mark, sandbox) => {
		const { id } = await make(sandbox, VOUCHERS, { amount: 10, description: `${mark} to change` });
		return {
			node: 'ampecoVoucher',
			method: 'PATCH',
			parameters: { resource: 'voucher', operation: 'update', voucher: byId(id), updateFields: { amount: 11 } },
			seen: ({ vouchers }) => vouchers.filter((voucher) => voucher.id === id && voucher.amount === 11).length,
		};
	},
	put: async (mark, sandbox) => {
		const { id } = await make(sandbox, UTILITIES, { name: `${mark} before` });
		return {
			node: 'ampecoEnergy',
			method: 'PUT',
			parameters: { resource: 'utility', operation: 'update', utility: byId(id), updateFields: { name: mark } },
			seen: ({ utilities }) => utilities.filter((utility) => utility.id === id && utility.name === mark).length,
		};
	},
	delete: async (mark, sandbox) => {
		const { id } = await make(sandbox, VOUCHERS, { amount: 10, description: `${mark} to delete` });
		return {
			node: 'ampecoVoucher',
			method: 'DELETE',
			parameters: { resource: 'voucher', operation: 'delete', voucher: byId(id) },
			seen: ({ vouchers }) => (vouchers.some((voucher) => voucher.id === id) ? 0 : 1),
		};
	},
};

function byId(value: unknown): object {
	return { __rl: true, mode: 'id', value: String(value) };
}

async function make(sandbox: RunningSandbox, path: string, body: object): Promise<Record<string, any>> {
	const { status, data } = await sandbox.call('POST', path, body);
	if (status !== 201) throw new Error(`${path} was answered with ${status}: ${JSON.stringify(data)}`);
	return data.data;
}

export interface Cell {
	fault: Fault;
	lasting: boolean;
	operation: OperationClass;
	/** Requests that reached the gateway and met the fault, and their repetitions. */
	sent: number;
	/** Of these, how many the tenant carried out with success. */
	carriedOut: number;
	subject: Subject;
	outputs: Array<Record<string, any>>;
	/** The item's error, as the error output has it. */
	error?: { error: string; message: string };
	/** All that the run left behind, as text. */
	traces: string;
}

/** Runs one operation under one fault. With `lasting` it strikes each request, else the first one only. */
export async function runCell(
	engine: Engine,
	sandbox: RunningSandbox,
	fault: Fault,
	operation: OperationClass,
	lasting: boolean,
): Promise<Cell> {
	const subject = await classes[operation](`${fault.name} ${operation} ${lasting}`, sandbox);
	let sent = 0;
	let hits = 0;
	const meant = ({ method, url }: Exchange['request']) =>
		method === subject.method && (operation !== 'list' || /[?&]cursor=[^&]/.test(url!));
	const front = await startFront({
		target: sandbox.url,
		strike: async (exchange) => {
			if (!meant(exchange.request)) return false;
			sent += 1;
			if (!fault.strike || (hits > 0 && !lasting)) return false;
			hits += 1;
			await fault.strike({ ...exchange, count: hits });
			return true;
		},
		...(fault.address === 'untrusted certificate' ? { tls: selfSigned() } : {}),
	});
	try {
		const run = await engine.runNode({
			node: subject.node,
			parameters: {
				...subject.parameters,
				...(fault.name.startsWith('No answer') ? { requestOptions: { timeout: TIME_OUT } } : {}),
			} as never,
			credentials: { ampecoApi: { url: addressOf(fault, front.url), token: sandbox.token } },
			onError: 'continueErrorOutput',
		});
		if (run.error) throw run.error;
		return {
			fault,
			lasting,
			operation,
			sent,
			carriedOut: front.carriedOut.filter((name) => name.startsWith(subject.method)).length,
			subject,
			outputs: run.items.map(({ json }) => json),
			error: run.errorItems[0]?.json as Cell['error'],
			traces: JSON.stringify([run.run.data.resultData, run.hints]),
		};
	} finally {
		await front.stop();
	}
}

function addressOf({ address }: Fault, front: string): string {
	switch (address) {
		case 'closed port':
			return 'http://127.0.0.1:1';
		case 'unknown name':
			return 'https://unknown.invalid';
		case 'no answer to connect':
			return 'https://silent.invalid';
		case 'name server down':
			return 'https://undecided.invalid';
		case 'https on http':
			return front.replace('http:', 'https:');
		default:
			return front;
	}
}

/**
 * Has some names fail as a name server, or a connect, makes them fail, whatever this machine's own one says. Gives the way back.
 */
export function decideNames(): () => void {
	const codes: Record<string, string> = {
		'unknown.invalid': 'ENOTFOUND',
		'undecided.invalid': 'EAI_AGAIN',
		'silent.invalid': 'ETIMEDOUT',
	};
	const own = dns.lookup;
	const lookup: LookupFunction = (hostname, options, done) => {
		const code = codes[hostname];
		if (!code) return own(hostname, options, done as never);
		// What times out is the connect, some minutes after the name was found.
		const syscall = code === 'ETIMEDOUT' ? 'connect' : 'getaddrinfo';
		const error = Object.assign(new Error(`${syscall} ${code} ${hostname}`), {
			code,
			syscall,
			hostname,
		});
		return setImmediate(done, error, '');
	};
	dns.lookup = lookup as typeof dns.lookup;
	return () => {
		dns.lookup = own;
	};
}

/** Does the work for all, a bounded number at a time; results in order. */
export async function inParallel<T, R>(all: T[], atOnce: number, work: (one: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	let next = 0;
	const worker = async () => {
		while (next < all.length) {
			const index = next++;
			results[index] = await work(all[index]);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return results;
}
