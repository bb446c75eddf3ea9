/**
 * `npx node bench/fairness.mts`: how long an urgent request waits beside work that uses up the limit, by the pace as it ships
 * against a tenant that counts in windows, on a clock of its own so that an hour takes seconds. Needs a build. Writes the table of
 * docs/reliability.md; with `--print` it only shows it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const PAGE = 'docs/reliability.md';
const BEGIN = '<!-- Made by bench/fairness.mts -->';
const END = '<!-- End of what bench/fairness.mts made -->';

const { Pace } = createRequire(import.meta.url)(
	'../dist/nodes/shared/runtime/send/pace.js',
) as typeof import('../nodes/shared/runtime/send/pace.ts');
type PaceOfTenant = InstanceType<typeof Pace>;

const MINUTE = 60_000;

/** Milliseconds from a request to its answer. */
const LATENCY = 200;

/** Requests of one execution under way at once. */
const POOL = 8;

/** A clock that goes on when there is nothing left to do at its time. */
const clock = { now: 1_800_000_000_000, due: [] as Array<{ at: number; go: () => void }> };

const own = { setTimeout: globalThis.setTimeout, now: Date.now };

function useClock(): void {
	Date.now = () => clock.now;
	globalThis.setTimeout = ((go: () => void, after = 0) => {
		const one = { at: clock.now + after, go };
		const place = clock.due.findLastIndex(({ at }) => at <= one.at);
		clock.due.splice(place + 1, 0, one);
	}) as never;
}

const nap = async (milliseconds: number) => await new Promise<void>((go) => setTimeout(go, milliseconds));

/** Lets time go by until `done`. */
async function goOn(done: () => boolean): Promise<void> {
	while (!done()) {
		await new Promise<void>((turn) => setImmediate(turn));
		const next = clock.due.shift();
		if (!next) continue;
		clock.now = next.at;
		next.go();
	}
}

/** A tenant that counts requests in windows, whoever sends them. */
class Tenant {
	refused = 0;
	private begin = clock.now;
	private count = 0;

	private readonly limit: number;

	constructor(limit: number) {
		this.limit = limit;
	}

	async answer(): Promise<{ status: number; headers: object }> {
		await nap(LATENCY / 2);
		const now = clock.now;
		if (now >= this.begin + MINUTE) Object.assign(this, { begin: now, count: 0 });
		const isOver = this.count >= this.limit;
		if (!isOver) this.count += 1;
		else this.refused += 1;
		const headers = {
			'x-ratelimit-limit': String(this.limit),
			'x-ratelimit-remaining': String(this.limit - this.count),
			...(isOver ? { 'retry-after': String(Math.ceil((this.begin + MINUTE - now) / 1000)) } : {}),
		};
		await nap(LATENCY / 2);
		return { status: isOver ? 429 : 200, headers };
	}
}

async function send(pace: PaceOfTenant, tenant: Tenant, who: object): Promise<void> {
	for (;;) {
		await pace.turn(undefined, Infinity, who);
		const { status, headers } = await tenant.answer();
		pace.done(status, headers as never);
		if (status !== 429) return;
	}
}

/** Many requests of one execution. */
async function campaign(pace: PaceOfTenant, tenant: Tenant, rows: number): Promise<void> {
	const who = {};
	let next = 0;
	const worker = async () => {
		while (next++ < rows) await send(pace, tenant, who);
	};
	await Promise.all(Array.from({ length: POOL }, worker));
}

/** Items that look again and again, at growing intervals, as Wait for Status does; for so long. */
async function waits(pace: PaceOfTenant, tenant: Tenant, items: number, minutes: number): Promise<void> {
	const who = {};
	const end = clock.now + minutes * MINUTE;
	const one = async () => {
		for (let pause = 1000; clock.now < end; pause = Math.min(pause * 1.5, 15_000)) {
			await send(pace, tenant, who);
			await nap(pause);
		}
	};
	await Promise.all(Array.from({ length: items }, one));
}

interface Case {
	name: string;
	limit: number;
	/** Milliseconds from one urgent request to the next; none without. */
	every?: number;
	/** Processes that know nothing of each other; the urgent requests are of the first. */
	processes?: number;
	work: Array<(pace: PaceOfTenant, tenant: Tenant) => Promise<void>>;
}

const row = (rows: number) => async (pace: PaceOfTenant, tenant: Tenant) => await campaign(pace, tenant, rows);
const eight = Array.from({ length: 8 }, () => row(100));

const cases: Case[] = [
	{ name: '1 campaign of 10,000 rows, alone', limit: 150, work: [row(10_000)] },
	{ name: '1 campaign of 10,000 rows', limit: 150, every: 5000, work: [row(10_000)] },
	{ name: '8 campaigns of 100 rows', limit: 20, every: 30_000, work: eight },
	{
		name: 'Wait for Status on 300 sessions',
		limit: 150,
		every: 5000,
		work: [async (pace, tenant) => await waits(pace, tenant, 300, 30)],
	},
	{ name: '1,000 rows that fit one window', limit: 1000, work: [row(1000)] },
	{
		name: '2 processes with a campaign of 5,000 rows each',
		limit: 150,
		every: 5000,
		processes: 2,
		work: [row(5000), row(5000)],
	},
];

async function measure({ limit, every, processes = 1, work }: Case) {
	clock.due.length = 0;
	const tenant = new Tenant(limit);
	const paces = Array.from({ length: processes }, () => new Pace());
	const begin = clock.now;
	const urgent: number[] = [];
	let open = work.length;
	let took = 0;
	for (const [index, one] of work.entries()) {
		void one(paces[index % processes], tenant).then(() => {
			open -= 1;
			took = clock.now - begin;
		});
	}
	const ask = async () => {
		while (open > 0 && every) {
			await nap(every);
			const asked = clock.now;
			void send(paces[0], tenant, {}).then(() => urgent.push(clock.now - asked - LATENCY));
		}
	};
	void ask();
	await goOn(() => open === 0);
	urgent.sort((one, other) => one - other);
	return { took, urgent, refused: tenant.refused };
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

const lines: string[] = [];
useClock();
for (const one of cases) {
	const { took, urgent, refused } = await measure(one);
	const [median, worst] = [urgent[Math.floor(urgent.length / 2)], urgent.at(-1)].map((wait) =>
		wait === undefined ? '' : seconds(wait),
	);
	const every = one.every ? `every ${one.every / 1000} s` : 'none';
	lines.push(
		`| ${one.name} | ${one.limit} | ${every} | ${median} | ${worst} | ${(took / MINUTE).toFixed(1)} min | ${refused} |`,
	);
}
Object.assign(globalThis, { setTimeout: own.setTimeout });
Date.now = own.now;
const table = [
	'| beside | limit a minute | urgent requests | median wait | worst wait | the work takes | refused |',
	'|---|---|---|---|---|---|---|',
	...lines,
].join('\n');
process.stdout.write(`${table}\n`);
if (!process.argv.includes('--print')) {
	const [before, rest] = readFileSync(PAGE, 'utf8').split(BEGIN);
	const [, after] = rest.split(END);
	writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
}
