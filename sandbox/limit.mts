/**
 * The tenant's request limit: a fixed window in real time that begins with its first request, as Laravel counts.
 * Source: AMPECO's guide on limits (1,000 a minute, headers); the window's start is assumed.
 */

export interface LimitSettings {
	limit: number;
	windowSeconds: number;
}

export class RateLimit {
	settings: LimitSettings;
	#windowEnd = 0;
	#used = 0;

	constructor(settings: LimitSettings) {
		this.settings = settings;
	}

	/** Changes the limit and begins a new window. */
	set(settings: Partial<LimitSettings>): void {
		this.settings = { ...this.settings, ...settings };
		this.#windowEnd = 0;
	}

	/** Counts one request; says whether it may pass, and the headers its answer must carry. */
	take(): { allowed: boolean; headers: Record<string, string> } {
		const now = Date.now();
		const { limit, windowSeconds } = this.settings;
		if (now >= this.#windowEnd) {
			this.#windowEnd = now + windowSeconds * 1000;
			this.#used = 0;
		}
		const allowed = this.#used < limit;
		if (allowed) this.#used++;
		const headers: Record<string, string> = {
			'X-RateLimit-Limit': String(limit),
			'X-RateLimit-Remaining': String(limit - this.#used),
		};
		return allowed ? { allowed, headers } : { allowed, headers: { ...headers, ...tooEarlyHeaders(this.#windowEnd) } };
	}
}

/** The two headers only a 429 carries. `end`: when requests are taken again, in milliseconds since 1970. */
export function tooEarlyHeaders(end: number): Record<string, string> {
	return {
		'Retry-After': String(Math.max(1, Math.ceil((end - Date.now()) / 1000))),
		'X-RateLimit-Reset': String(Math.ceil(end / 1000)),
	};
}
