/**
 * Keeps the requests of this process within a tenant's rate limit. AMPECO counts requests in windows
 * of a minute and says in each answer how many are left (X-RateLimit-Remaining); a refused request
 * (429) says when to come back (Retry-After). So requests go out at full speed while some are left,
 * then wait for the next window. When it is unknown when the window began, one request is sent to be
 * told; being refused costs nothing, as AMPECO does not count it.
 *
 * A request of one who has sent few goes first, so that stopping a session does not wait behind a campaign. Those who have
 * sent many leave it a reserve of each window, which shrinks evenly to nothing until the window ends, and take turns.
 */
import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import { LimitUsedUp, Stopped } from '../errors/errors';
import { LIMIT_USED_UP } from '../errors/statuses';
import { setLatest } from '../values/latest';
import { DAY_MS } from '../values/moments';

/** Length of AMPECO's window until a 429 tells otherwise, in milliseconds. */
const MINUTE = 60_000;

const SECOND = 1000;

/** Tenants remembered per process. */
const MOST_TENANTS = 100;

/** How soon a waiting request looks again, as an answer to another may have changed things, in milliseconds. */
const LONGEST_LOOK = 500;

/** The wait after a 429 that asks for less than a second, doubled with each refusal in a row, so that such a tenant is not flooded; in milliseconds. */
const LEAST_WAIT = 250;

/** A 429 that asks for more than a window may be an odd one: it is asked about so soon, once; in milliseconds. */
const DOUBT = 2000;

/** Requests after which one who asks is no longer let in first. */
const FEW = 10;

/** The part of a window that is left to those who have sent few, and the requests it has at least. */
const RESERVE = { part: 0.1, least: 2 };

/** How long others wait for the first answer of a tenant, which tells its limit, in milliseconds. */
const PATIENCE = 2000;

/** A request that waits for its turn. */
interface Waiter {
	asker: Asker;
	signal?: AbortSignal;
	latest: number;
	go: () => void;
	fail: (error: Error) => void;
}

/** One who asks, such as a node in an execution. */
interface Asker {
	sent: number;
	/** The number of its last turn, counted over all. */
	last: number;
}

export class Pace {
	private readonly waiting = new Set<Waiter>();

	private readonly askers = new WeakMap<object, Asker>();

	private turns = 0;

	/** Whether somebody looks after those who wait. */
	private watching = false;

	/** Requests of those who have sent few, in this window and the one before. */
	private few = { now: 0, before: 0 };

	/** Whether the tenant answers without saying what is left. */
	private isSilent = false;

	/** Requests of this process without an answer yet. */
	private inFlight = 0;

	/** Fewest requests said to be left in this window; undefined while nothing is known. */
	private left: number | undefined;

	private limit = 0;

	/** When the window ends, as far as known. */
	private windowEnd = 0;

	/** Whether the window was seen to begin, so that `windowEnd` is no guess. */
	private sureOfEnd = false;

	private windowLength = MINUTE;

	/** A 429 demanded that nothing goes out before this time. */
	private blockedUntil = 0;

	/** When one request asks all the same whether that still holds. */
	private askAgainAt = 0;

	/** Refusals one after the other, those of requests that were under way together counted once. */
	private refusals = 0;

	/** Until when the single request is waited for that was sent to learn what holds. */
	private askingUntil = 0;

	/**
	 * Waits until a request may go out, then counts it as under way. Returns the milliseconds waited.
	 *
	 * @param who whose requests count together
	 * @throws Stopped when cancelled, LimitUsedUp when a 429 demands to wait beyond `latest`
	 */
	async turn(signal?: AbortSignal, latest = Infinity, who: object = {}): Promise<number> {
		const start = Date.now();
		const asker = this.askers.get(who) ?? { sent: 0, last: 0 };
		this.askers.set(who, asker);
		await new Promise<void>((go, fail) => {
			this.waiting.add({ asker, signal, latest, go, fail });
			this.serve();
			void this.watch();
		});
		return Date.now() - start;
	}

	/** Lets out as many as may go now, in their order. */
	private serve(): void {
		for (const waiter of this.waiting) {
			if (waiter.signal?.aborted) this.refuse(waiter, new Stopped());
		}
		for (let next = this.next(); next; next = this.next()) {
			const wait = this.waitFor(Date.now(), next.asker);
			if (wait > 0) return this.giveUp(wait);
			this.waiting.delete(next);
			if (isSmall(next.asker)) this.few.now += 1;
			next.asker.sent += 1;
			next.asker.last = this.turns += 1;
			this.inFlight += 1;
			next.go();
		}
	}

	/** Who goes next: who has sent fewest, and among those who have sent many, whose last turn is longest ago. */
	private next(): Waiter | undefined {
		let best: Waiter | undefined;
		for (const one of this.waiting) if (!best || isBefore(one.asker, best.asker)) best = one;
		return best;
	}

	/** Refuses those who may not wait so long. */
	private giveUp(wait: number): void {
		const now = Date.now();
		for (const waiter of this.waiting) {
			// One refusal may be an odd one.
			const isHopeless = this.blockedUntil > waiter.latest && this.refusals > 1;
			if (isHopeless) this.refuse(waiter, new LimitUsedUp(this.blockedUntil));
			else if (now >= waiter.latest) this.refuse(waiter, new LimitUsedUp(now + wait));
		}
	}

	private refuse(waiter: Waiter, error: Error): void {
		this.waiting.delete(waiter);
		waiter.fail(error);
	}

	/** Looks again and again as long as somebody waits. */
	private async watch(): Promise<void> {
		if (this.watching) return;
		this.watching = true;
		for (let next = this.next(); next; next = this.next()) {
			await sleep(Math.min(Math.max(1, this.waitFor(Date.now(), next.asker, false)), LONGEST_LOOK));
			this.serve();
		}
		this.watching = false;
	}

	/** Whether less than half of the window's requests are left, so that what can do with less should. */
	get isScarce(): boolean {
		return this.left !== undefined && Date.now() < this.windowEnd && this.left < this.limit / 2;
	}

	/** Takes in what an answer says about the limit. Every turn ends in one `done`, answered or not. */
	done(status?: number, headers: Record<string, unknown> = {}): void {
		this.inFlight -= 1;
		this.askingUntil = 0;
		this.learn(Date.now(), status, headers);
		this.serve();
	}

	private learn(now: number, status: number | undefined, headers: Record<string, unknown>): void {
		if (status === LIMIT_USED_UP) {
			this.refused(now, headers);
			return;
		}
		if (status !== undefined) this.taken();
		const limit = Number(headers['x-ratelimit-limit']);
		const remaining = headers['x-ratelimit-remaining'];
		if (remaining === undefined || !Number.isFinite(Number(remaining)) || !(limit > 0)) {
			this.isSilent ||= status !== undefined;
			return;
		}
		this.answered(now, limit, Number(remaining));
	}

	/**
	 * How long a request must wait from `now`; it is free to go at 0.
	 *
	 * @param asks whether it goes when it is free, so that a single one is sent to ask
	 */
	private waitFor(now: number, asker: Asker, asks = true): number {
		if (now < this.blockedUntil) return this.ask(now, this.askAgainAt, MINUTE, asks);
		if (this.left === undefined) return this.isSilent ? 0 : this.ask(now, now, PATIENCE, asks);
		if (now >= this.windowEnd) {
			// A new window: all of it may be used, but the first answer must tell.
			this.left = this.limit;
			this.windowEnd = now + this.windowLength;
			this.sureOfEnd = false;
			this.few = { now: 0, before: this.few.now };
		}
		const free = this.left - this.inFlight;
		if (free > 0) return this.waitForReserve(now, free, asker);
		if (this.inFlight > 0) return Math.min(this.windowEnd - now, 20);
		if (this.sureOfEnd) return this.windowEnd - now;
		return this.ask(now, now, MINUTE, asks);
	}

	/** Lets a single request out at a time, and none while it is waited for. */
	private ask(now: number, at: number, patience: number, asks: boolean): number {
		if (now < this.askingUntil) return 20;
		if (now < at) return at - now;
		if (asks) this.askingUntil = now + patience;
		return 0;
	}

	/** How long until the reserve is smaller than what is free. The first request needs to leave none, the next ones more and more. */
	private waitForReserve(now: number, free: number, asker: Asker): number {
		const wanted = Math.max(RESERVE.least, this.limit * RESERVE.part, this.few.before, this.few.now);
		const reserve = (Math.min(wanted, this.limit / 2) * fewSent(asker)) / FEW;
		if (free > reserve) return 0;
		return Math.max(0, Math.ceil(this.windowEnd - now - (this.windowLength * free) / reserve));
	}

	private answered(now: number, limit: number, remaining: number): void {
		this.limit = limit;
		const jumped = this.left !== undefined && remaining > this.left + this.inFlight + 1;
		if (jumped || remaining >= limit - 1) {
			this.windowEnd = now + this.windowLength;
			this.sureOfEnd = true;
		} else if (this.left === undefined) {
			this.windowEnd = now + this.windowLength;
			this.sureOfEnd = false;
		}
		// Answers overtake each other, so the fewest left is the latest count.
		this.left = jumped || this.left === undefined ? remaining : Math.min(this.left, remaining);
	}

	/** An answer that is no refusal shows that the limit lets requests through. */
	private taken(): void {
		this.blockedUntil = 0;
		this.refusals = 0;
	}

	private refused(now: number, headers: Record<string, unknown>): void {
		if (now >= this.askAgainAt) this.refusals += 1;
		const said = retryAfter(headers, now) ?? this.windowLength;
		// A time of a second or more is believed each time: where others use up the limit, waiting longer would leave it to them.
		const wait = said < SECOND ? Math.max(said, Math.min(MINUTE, LEAST_WAIT * 2 ** (this.refusals - 1))) : said;
		if (this.sureOfEnd && now < this.windowEnd) {
			// Windows may have come and gone unseen since the one that was seen to begin, so the shortest guess is the best.
			const since = now + wait - (this.windowEnd - this.windowLength);
			this.windowLength = Math.max(1000, Math.min(this.windowLength, since));
		}
		this.sureOfEnd = false;
		const pause = wait > MINUTE && this.refusals === 1 ? DOUBT : Math.min(wait, MINUTE);
		this.blockedUntil = Math.max(this.blockedUntil, now + wait);
		this.askAgainAt = Math.max(this.askAgainAt, now + pause);
		this.left = undefined;
		this.isSilent = false;
	}
}

/** How many one has sent, up to where that is no longer few. */
function fewSent({ sent }: Asker): number {
	return Math.min(sent, FEW);
}

function isSmall(asker: Asker): boolean {
	return fewSent(asker) < FEW;
}

function isBefore(one: Asker, other: Asker): boolean {
	return fewSent(one) === fewSent(other) ? one.last < other.last : fewSent(one) < fewSent(other);
}

/**
 * How long a 429 asks to wait, in milliseconds: Retry-After in seconds or as a date, else X-RateLimit-Reset in seconds to
 * wait, in seconds since 1970 or in milliseconds since then. Times are told by the tenant's clock, which the Date header
 * shows. Undefined where it says nothing, or more than a day.
 */
export function retryAfter(headers: Record<string, unknown>, now: number): number | undefined {
	const theirNow = Date.parse(String(headers.date)) || now;
	const asked = String(headers['retry-after'] ?? '').trim();
	const wait = sensible(
		/^[\d.]+$/.test(asked) ? Number(asked) * 1000 : /[a-z]/i.test(asked) ? Date.parse(asked) - theirNow : NaN,
	);
	return wait ?? sensible(untilReset(Number(headers['x-ratelimit-reset'] ?? NaN), theirNow));
}

function untilReset(reset: number, theirNow: number): number {
	if (!(reset > 0)) return NaN;
	// Seconds since 1970 have ten digits for the next centuries, milliseconds thirteen.
	if (reset < 1e9) return reset * 1000;
	return (reset < 1e11 ? reset * 1000 : reset) - theirNow;
}

/** A time to wait; a moment ago is at once. */
function sensible(wait: number): number | undefined {
	// A limit of a day exists; a tenant that asks for more than that has said nothing.
	return Math.abs(wait) <= DAY_MS ? Math.max(0, wait) : undefined;
}

const paces = new Map<string, Pace>();

/** The pace of a tenant and token in this process. Keeps a hash of the token, never the token. */
export function paceOf(baseUrl: string, token: string): Pace {
	const key = createHash('sha256').update(`${baseUrl}\n${token}`).digest('base64');
	const pace = paces.get(key) ?? new Pace();
	setLatest(paces, key, pace, MOST_TENANTS);
	return pace;
}
