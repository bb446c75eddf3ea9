/** A sandbox tenant behind a gateway that makes its lists as awkward as a real tenant's may be. */
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Exchange, Front } from '../reliability/front.mts';
import { startFront } from '../reliability/front.mts';

export interface Awkward {
	/** Records on a page at most. */
	perPage?: number;
	/** Whether filters leave out the very second they name. */
	exclusive?: boolean;
	/** Records no list shows before a time of the tenant, in milliseconds since 1970. */
	hidden: Map<string, number>;
	/** Called before each request for a page, which is counted from 1 since the last call of `count`. */
	before?: (page: number, query: URLSearchParams) => Promise<void> | void;
	/** Refuses the page of that number. */
	refuse?: number;
	/** How many of them, from that one on; one by default. */
	refusals?: number;
	/** The status it refuses with, 403 by default, and how long it asks to wait in seconds. */
	status?: number;
	retryAfter?: number;
	/** Gives all records whatever the filter, which takes the sandbox long where it has many. */
	unfiltered?: boolean;
	/** Leaves out the Date header. */
	timeless?: boolean;
	/** Seconds by which the Date header leads the times that records bear. */
	lead?: number;
}

export async function startAwkwardTenant(sandbox: RunningSandbox): Promise<AwkwardTenant> {
	const awkward: Awkward = { hidden: new Map() };
	let pages = 0;

	async function strike({ request, carryOut, answer }: Exchange): Promise<boolean> {
		const url = new URL(request.url!, 'http://tenant');
		pages += 1;
		await awkward.before?.(pages, url.searchParams);
		if (awkward.refuse !== undefined && pages >= awkward.refuse && pages < awkward.refuse + (awkward.refusals ?? 1)) {
			const { status = 403, retryAfter } = awkward;
			answer(
				status,
				{ 'content-type': 'application/json', ...(retryAfter ? { 'retry-after': String(retryAfter) } : {}) },
				JSON.stringify({ message: 'No.' }),
			);
			return true;
		}
		if (awkward.perPage && url.searchParams.has('per_page')) url.searchParams.set('per_page', String(awkward.perPage));
		for (const [name, value] of [...url.searchParams]) {
			if (!/(After|From)\]$/.test(name)) continue;
			if (awkward.unfiltered) url.searchParams.delete(name);
			if (!awkward.exclusive) continue;
			url.searchParams.set(name, new Date(Date.parse(value) + 1000).toISOString().replace('.000', ''));
		}
		request.url = url.pathname + url.search;
		const { status, headers, body } = await carryOut();
		const ahead = (time: unknown) => new Date(Date.parse(String(time)) + (awkward.lead ?? 0) * 1000).toUTCString();
		const { date } = headers;
		const list = JSON.parse(body.toString()) as { data?: Array<{ id: unknown }> };
		const now = Date.parse(String(date));
		const isShown = ({ id }: { id: unknown }) => now >= (awkward.hidden.get(String(id)) ?? 0);
		const shown = Array.isArray(list.data) ? { ...list, data: list.data.filter(isShown) } : list;
		const given = { 'content-type': headers['content-type'], ...(awkward.timeless ? {} : { date: ahead(date) }) };
		answer(status, given, JSON.stringify(shown));
		return true;
	}

	const front: Front = await startFront({ target: sandbox.url, strike });
	return {
		url: front.url,
		awkward,
		count: () => {
			const counted = pages;
			pages = 0;
			return counted;
		},
		stop: front.stop,
	};
}

export interface AwkwardTenant {
	url: string;
	/** Changed by tests as they go. */
	awkward: Awkward;
	/** Requests since the last call. */
	count(): number;
	stop(): Promise<void>;
}
