/** Counts the requests of a run, and the time in which any of them waited for the tenant's limit. */
import type { Traffic } from './report';

export class TrafficCount {
	private requests = 0;

	/** Beginning and end of each wait, in milliseconds since 1970. */
	private readonly waits: Array<[number, number]> = [];

	/** Told of each request, when it goes out, how long it waited, in milliseconds. */
	readonly waited = (milliseconds: number): void => {
		this.requests += 1;
		const now = Date.now();
		if (milliseconds > 0) this.waits.push([now - milliseconds, now]);
	};

	/** So far; items wait at the same time, so their waits are laid over each other. */
	total(): Traffic {
		let [waited, end] = [0, 0];
		for (const [from, to] of [...this.waits].sort(([one], [other]) => one - other)) {
			waited += Math.max(0, to - Math.max(from, end));
			end = Math.max(end, to);
		}
		return { requests: this.requests, waitedSeconds: Math.round(waited / 1000) };
	}
}
