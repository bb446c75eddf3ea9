/**
 * Keeps the requests of this process within a tenant's rate limit. AMPECO counts requests in windows
 * of a minute and says in each answer how many are left (X-RateLimit-Remaining); a refused request
 * (429) says when to come back (Retry-After). So requests go out at full speed while some are left,
 * then wait for the next window. When it is unknown when the window began, one request is sent to be
 * told; being refused costs nothing, as AMPECO does not count it.
 */
import { createHash } from 'node:crypto';
import { LimitUsedUp, Stopped } from './errors';
import { waitUntil } from './wait';

/** Length of AMPECO's window until a 429 tells otherwise, in milliseconds. */
const MINUTE = 60_000;

/** Tenants remembered per process. */
const MOST_TENANTS = 100;

/** How soon a waiting request looks again, as an answer to another may have changed things, in milliseconds. */
const LONGEST_LOOK = 500;

/** The shortest wait after a 429, doubled with each refusal in a row, so that a tenant that asks for none is not flooded; in milliseconds. */
const LEAST_WAIT = 250;

/** A 429 that asks for more than a window may be an odd one: it is asked about so soon, once; in milliseconds. */
const DOUBT = 2000;

/** A limit of a day exists; a tenant that asks for more than that has said nothing. In milliseconds. */
const DAY = 24 * 60 * MINUTE;

export class Pace {
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

	/** A single request is out to learn when the next window begins. */
	private probing = false;

	/**
	 * Waits until a request may go out, then counts it as under way. Returns the milliseconds waited.
	 *
	 * @throws Stopped when cancelled, LimitUsedUp when a 429 demands to wait beyond `latest`
	 */
	async turn(signal?: AbortSignal, latest = Infinity): Promise<number> {
		const start = Date.now();
		for (let wait = this.waitFor(start); wait > 0; wait = this.waitFor(Date.now())) {
			if (signal?.aborted) throw new Stopped();
			// One refusal may be an odd one.
			if (this.blockedUntil > latest && this.refusals > 1) throw new LimitUsedUp(this.blockedUntil);
			if (Date.now() >= latest) throw new LimitUsedUp(Date.now() + wait);
			await waitUntil(Date.now() + Math.min(wait, LONGEST_LOOK), signal);
		}
		if (signal?.aborted) throw new Stopped();
		this.inFlight += 1;
		return Date.now() - start;
	}

	/** Takes in what an answer says about the limit. Every turn ends in one `done`, answered or not. */
	done(status?: number, headers: Record<string, unknown> = {}): void {
		this.inFlight -= 1;
		this.probing = false;
		const now = Date.now();
		if (status === 429) {
			this.refused(now, headers);
			return;
		}
		if (status !== undefined) this.taken();
		const limit = Number(headers['x-ratelimit-limit']);
		const remaining = headers['x-ratelimit-remaining'];
		if (remaining === undefined || !Number.isFinite(Number(remaining)) || !(limit > 0)) return;
		this.answered(now, limit, Number(remaining));
	}

	/** How long a request must wait from `now`; it is free to go at 0. */
	private waitFor(now: number): number {
		if (now < this.blockedUntil) {
			if (this.probing || now < this.askAgainAt) return Math.max(20, this.askAgainAt - now);
			this.probing = true;
			return 0;
		}
		if (this.left === undefined) return 0;
		if (now >= this.windowEnd) {
			// A new window: all of it may be used, but the first answer must tell.
			this.left = this.limit;
			this.windowEnd = now + this.windowLength;
			this.sureOfEnd = false;
			return 0;
		}
		if (this.left - this.inFlight > 0) return 0;
		if (this.inFlight > 0) return Math.min(this.windowEnd - now, 20);
		if (this.sureOfEnd) return this.windowEnd - now;
		if (this.probing) return 20;
		this.probing = true;
		return 0;
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
		const least = Math.min(MINUTE, LEAST_WAIT * 2 ** (this.refusals - 1));
		const wait = Math.max(least, retryAfter(headers, now) ?? this.windowLength);
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
	}
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
	return Math.abs(wait) <= DAY ? Math.max(0, wait) : undefined;
}

const paces = new Map<string, Pace>();

/** The pace of a tenant and token in this process. Keeps a hash of the token, never the token. */
export function paceOf(baseUrl: string, token: string): Pace {
	const key = createHash('sha256').update(`${baseUrl}\n${token}`).digest('base64');
	const pace = paces.get(key) ?? new Pace();
	paces.delete(key);
	paces.set(key, pace);
	if (paces.size > MOST_TENANTS) paces.delete(paces.keys().next().value as string);
	return pace;
}
