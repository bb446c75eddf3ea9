/**
 * `npm run bench`: measures this package beside what else could do the same work in n8n, in one go on one machine, and writes
 * docs/benchmarks.md. Each measurement has a process of its own; the ways take turns, and the median of the rounds counts.
 * `npm run bench -- --rounds 1 --only create --print` is a quick look that writes nothing. Parts: create, large, memory,
 * list, loading, campaign, killed, stop, real.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs, promisify } from 'node:util';
import { N8N_VERSION, installN8n } from '../tools/n8n/real.mts';
import { runCampaign } from './campaign.mts';
import { runKilled } from './killed.mts';
import type { Order, Run, Shares } from './measure.mts';
import { openRealN8n } from './real.mts';
import { SITUATIONS, stopRun } from './stop.mts';
import type { Way } from './subjects.mts';

const ROOT = resolve(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs/benchmarks.md');
const PARTS = ['create', 'large', 'memory', 'list', 'loading', 'campaign', 'killed', 'stop', 'real'];

const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '5' },
		only: { type: 'string', default: PARTS.join(',') },
		print: { type: 'boolean', default: false },
	},
});
const rounds = Number(values.rounds);
const parts = values.only.split(',');

const execute = promisify(execFile);
type Work = Order extends infer O
	? O extends Order
		? Omit<O, 'installation' | 'packageDirectory' | 'url'>
		: never
	: never;

const say = (text: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

const installation = await installN8n(say);
const packageDirectory = stagePackage();
const tenant = await startTenant();
const loads = [loadavg()[0]];
const sections: string[] = [];
const budgets: string[] = [];
try {
	if (parts.includes('create'))
		sections.push(
			await createSection(1000, ['package, from the item', 'package', 'HTTP Request', 'stock routing', 'by hand']),
		);
	if (parts.includes('large'))
		sections.push(
			await createSection(10_000, ['package, from the item', 'package', 'HTTP Request'], Math.min(rounds, 3)),
		);
	if (parts.includes('memory')) sections.push(await memorySection());
	if (parts.includes('list')) sections.push(await listSection());
	if (parts.includes('loading')) sections.push(await loadingSection());
	if (parts.includes('campaign')) sections.push(await campaignSection());
	if (parts.includes('killed')) sections.push(await killedSection());
	if (parts.includes('stop')) sections.push(await stopSection());
	if (parts.includes('real')) sections.push(await realSection());
} finally {
	tenant.stop();
}
loads.push(loadavg()[0]);

const page = [
	'# Benchmarks',
	'',
	'For whoever asks what the nodes cost in time and memory, and for those who change how they run.',
	'',
	`Made by \`npm run bench\`${values.rounds === '5' && values.only === PARTS.join(',') ? '' : ` (\`-- --rounds ${values.rounds} --only ${values.only}\`)`} on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, n8n ${N8N_VERSION} with its VM expression engine. The load of the machine was ${loads[0].toFixed(1)} at the start and ${loads[1].toFixed(1)} at the end, the measurement itself included.`,
	'',
	`Every number is ${rounds === 1 ? 'of one round' : `the median of ${rounds} rounds${parts.includes('large') ? ' (of 3 at most for 10,000 items)' : ''}`}, in which the ways take turns, each time in a new process. Absolute numbers say little about another machine; the ratios say more. "This package" runs as a workflow runs it. "Stock routing" is n8n's own engine for declarative nodes on the same description, as AI tools run it. "By hand" is a short node with a pool of eight and nothing else: no retries, no limit, no errors per item.`,
	'',
	'## Budgets',
	'',
	'| what | at most | measured | |',
	'|---|---|---|---|',
	...budgets,
	'',
	...sections,
].join('\n');
console.log(page);
if (!values.print) writeFileSync(PAGE, `${page.trimEnd()}\n`);

/** The built package beside n8n's own libraries, so that both load one copy of n8n-workflow. */
function stagePackage(): string {
	const directory = join(installation, 'n8n-nodes-ampeco');
	rmSync(directory, { recursive: true, force: true });
	mkdirSync(directory);
	for (const name of ['dist', 'package.json']) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
	return directory;
}

async function startTenant(): Promise<{ url: string; stop(): void }> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'tenant.mts')], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
	return { url, stop: () => child.stdin.end() };
}

async function measured<T>(work: Work): Promise<T> {
	const order = { ...work, installation, packageDirectory, url: tenant.url };
	const { stdout } = await execute(
		process.execPath,
		['--expose-gc', join(import.meta.dirname, 'measure.mts'), JSON.stringify(order)],
		{ cwd: ROOT },
	);
	return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

/** The median of each number over the rounds, in which the works take turns. */
async function compared<T extends object>(
	name: string,
	works: Record<string, () => Promise<T>>,
	times = rounds,
): Promise<Record<string, T>> {
	const all: Record<string, T[]> = {};
	for (let round = 1; round <= times; round += 1) {
		for (const [key, work] of Object.entries(works)) {
			say(`${name}, round ${round} of ${times}: ${key}`);
			(all[key] ??= []).push(await work());
		}
	}
	return Object.fromEntries(Object.entries(all).map(([key, results]) => [key, medians(results)]));
}

function medians<T extends object>(results: T[]): T {
	const keys = Object.keys(results[0]) as Array<keyof T>;
	const entries = keys.map((key) => {
		const sorted = results.map((result) => Number(result[key])).sort((one, other) => one - other);
		return [key, sorted[Math.floor(sorted.length / 2)]];
	});
	return Object.fromEntries(entries) as T;
}

/** A number with three digits or so. */
function shown(number: number): string {
	return number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
}

function budget(what: string, most: number, measuredRatio: number, unit = '×'): void {
	budgets.push(
		`| ${what} | ${most} ${unit} | ${shown(measuredRatio)} ${unit} | ${measuredRatio <= most ? 'met' : '**missed**'} |`,
	);
}

function nameOf(way: Way): string {
	return way.replace('package', 'this package');
}

async function createSection(count: number, ways: Way[], times = rounds): Promise<string> {
	const what = 'create';
	const many = count.toLocaleString('en');
	const works = Object.fromEntries(ways.map((way) => [way, async () => await measured<Run>({ what, way, count })]));
	const results = await compared(`${many} items`, works, times);
	const { 'package, from the item': mapped, package: own, 'HTTP Request': http } = results;
	const against = `against HTTP Request with three expressions, ${many} items`;
	budget(`node time, values from the input item, ${against}`, 0.45, mapped.nodeMs / http.nodeMs);
	budget(`CPU time, values from the input item, ${against}`, 0.45, mapped.cpuMs / http.cpuMs);
	budget(
		`longest block of the event loop, values from the input item, ${against}`,
		0.05,
		mapped.longestBlockMs / http.longestBlockMs,
	);
	budget(`node time, three expressions, ${against}`, 1, own.nodeMs / http.nodeMs);
	return [
		`## One voucher per item: ${many} items`,
		'',
		'Three values each: by three expressions, or, "from the item", by columns named as the fields.',
		'',
		'| | node time per item | against HTTP Request | CPU per item | against HTTP Request | longest block of the event loop | against HTTP Request |',
		'|---|---|---|---|---|---|---|',
		...ways.map((way) => {
			const { nodeMs, cpuMs, longestBlockMs } = results[way];
			return `| ${nameOf(way)} | ${shown(nodeMs / count)} ms | ${shown(nodeMs / http.nodeMs)} × | ${shown(cpuMs / count)} ms | ${shown(cpuMs / http.cpuMs)} × | ${shown(longestBlockMs)} ms | ${shown(longestBlockMs / http.longestBlockMs)} × |`;
		}),
		'',
		...(count === 1000 ? await whereTheTimeGoes() : []),
	].join('\n');
}

/** From a CPU profile of each way, so that a missed budget has its reason beside it. */
async function whereTheTimeGoes(): Promise<string[]> {
	const ways: Way[] = ['package, from the item', 'package', 'HTTP Request', 'by hand'];
	const count = 600;
	const percent = (share: number) => `${Math.round(100 * share)} %`;
	const rows: string[] = [];
	for (const way of ways) {
		say(`CPU profile: ${way}`);
		const { expressions, requests, own, garbage, rest } = await measured<Shares>({
			what: 'create',
			way,
			count,
			profiled: true,
		});
		rows.push(
			`| ${nameOf(way)} | ${[expressions, requests, garbage, rest].map(percent).join(' | ')} | ${way.startsWith('package') ? percent(own) : ''} |`,
		);
	}
	return [
		`Where the CPU time goes, from a profile of ${count} of these items:`,
		'',
		"| | n8n's reading of parameters, expressions above all | n8n's and Node's HTTP client | garbage collection | the rest of n8n and Node, HTTP Request's own code | this package's own code |",
		'|---|---|---|---|---|---|',
		...rows,
		'',
	];
}

async function memorySection(): Promise<string> {
	const count = 100_000;
	const way = 'package, from the item';
	say(`${count.toLocaleString('en')} items, some minutes`);
	const { peakMb, keptMb, longestBlockMs, nodeMs } = await measured<Run>({ what: 'create', way, count });
	const kilobytes = ((peakMb - keptMb) * 1024) / count;
	budget('memory per item beyond the items themselves, 100,000 items', 5, kilobytes, 'KB');
	return [
		'## Memory of 100,000 items',
		'',
		'One voucher per item, values from the item. The items that came out are what is left when all is over; the rest of the most that the process ever held is beyond them. One run.',
		'',
		'| node time | most memory held | the items that came out | beyond them, per item | longest block of the event loop |',
		'|---|---|---|---|---|',
		`| ${shown(nodeMs / 1000)} s | ${shown(peakMb)} MB | ${shown(keptMb)} MB | ${shown(kilobytes)} KB | ${shown(longestBlockMs)} ms |`,
		'',
	].join('\n');
}

async function listSection(): Promise<string> {
	const count = 100_000;
	const ways: Way[] = ['package', 'HTTP Request', 'HTTP Request + Split Out'];
	const results = await compared(
		'Get Many',
		Object.fromEntries(ways.map((way) => [way, async () => await measured<Run>({ what: 'list', way, count })])),
	);
	const { package: own, 'HTTP Request': http } = results;
	budget(
		'peak memory of Get Many over 100,000 records against HTTP Request with pagination',
		1,
		own.peakMb / http.peakMb,
	);
	return [
		'## Get Many over 100,000 records',
		'',
		'HTTP Request follows the next link of each page and gives 1,000 items of 100 records; Split Out makes 100,000 of them, which is what this package gives by itself.',
		'',
		'| | items out | node time | peak memory | against HTTP Request | longest block of the event loop |',
		'|---|---|---|---|---|---|',
		...ways.map((way) => {
			const { items, nodeMs, peakMb, longestBlockMs } = results[way];
			return `| ${nameOf(way)} | ${items.toLocaleString('en')} | ${shown(nodeMs / 1000)} s | ${shown(peakMb)} MB | ${shown(peakMb / http.peakMb)} × | ${shown(longestBlockMs)} ms |`;
		}),
		'',
	].join('\n');
}

async function loadingSection(): Promise<string> {
	type Loaded = { ms: number; heapMb: number };
	const works: Record<string, Work> = {
		lazy: { what: 'loading', lazy: true },
		eager: { what: 'loading', lazy: false },
		ampecoChargePoint: { what: 'first use', package: 'own', node: 'ampecoChargePoint' },
		ampecoVoucher: { what: 'first use', package: 'own', node: 'ampecoVoucher' },
		pipedrive: { what: 'first use', package: 'n8n-nodes-base', node: 'pipedrive' },
		salesforce: { what: 'first use', package: 'n8n-nodes-base', node: 'salesforce' },
		freshservice: { what: 'first use', package: 'n8n-nodes-base', node: 'freshservice' },
	};
	const results = await compared(
		'Loading',
		Object.fromEntries(Object.entries(works).map(([key, work]) => [key, async () => await measured<Loaded>(work)])),
	);
	const { lazy, eager } = results;
	budget('lazy start-up against eager', 0.4, lazy.ms / eager.ms);
	budget('heap kept after lazy start-up', 0.2, lazy.heapMb, 'MB');
	const own = bytesByNode(packageDirectory);
	const all = [...own.values()].reduce((sum, bytes) => sum + bytes, 0);
	const base = bytesByNode(join(installation, 'node_modules/n8n-nodes-base'));
	return [
		'## Loading',
		'',
		`All ${own.size} nodes: n8n loads them lazily in ${shown(lazy.ms)} ms and keeps ${shown(lazy.heapMb)} MB of heap; loading them eagerly takes ${shown(eager.ms)} ms and keeps ${shown(eager.heapMb)} MB. Their descriptions are ${shown(all / 2 ** 20)} MB in all.`,
		'',
		'| first use of a node | time | heap | description |',
		'|---|---|---|---|',
		...Object.keys(works)
			.slice(2)
			.map((node) => {
				const { ms, heapMb } = results[node];
				return `| ${node} | ${shown(ms)} ms | ${shown(heapMb)} MB | ${shown((own.get(node) ?? base.get(node)!) / 1024)} KB |`;
			}),
		'',
	].join('\n');
}

/** Bytes of each node's description, all versions of it. */
function bytesByNode(directory: string): Map<string, number> {
	const types = JSON.parse(readFileSync(join(directory, 'dist/types/nodes.json'), 'utf8')) as Array<{ name: string }>;
	const bytes = new Map<string, number>();
	for (const type of types) bytes.set(type.name, (bytes.get(type.name) ?? 0) + Buffer.byteLength(JSON.stringify(type)));
	return bytes;
}

async function campaignSection(): Promise<string> {
	const rows: string[] = [];
	for (const share of [0, 0.03]) {
		say(`Campaign with ${100 * share} % faults, about 70 seconds`);
		const { count, limit, faults, seconds, created, unknown, refused, inTenant, lied, doubled, lost } =
			await runCampaign({ share });
		const ratio = seconds / ((60 * count) / limit);
		if (share === 0)
			budget('time for 10,000 creates under a limit of 6,000 a minute against creates / limit', 1.05, ratio);
		else
			budget(
				'vouchers lost, doubled or made by an item that says it was refused, with 3 % faults',
				0,
				lied + doubled + lost,
				'',
			);
		rows.push(
			`| ${faults} | ${shown(seconds)} s | ${shown(ratio)} × | ${created.toLocaleString('en')} | ${unknown} | ${refused} | ${inTenant.toLocaleString('en')} | ${lost} | ${doubled} | ${lied} |`,
		);
	}
	return [
		'## 10,000 vouchers under a limit of 6,000 requests a minute',
		'',
		'Faults of all kinds strike 3 % of the requests of the second run. A tenant grants its limit at the start of each window of a minute, so the last window need not be waited out. One run each.',
		'',
		'| faults | time | against creates / limit | items created | items of unknown outcome | items refused | vouchers in the tenant | lost | doubled | made though refused |',
		'|---|---|---|---|---|---|---|---|---|---|',
		...rows,
		'',
	].join('\n');
}

async function killedSection(): Promise<string> {
	say('Campaign of Create Once, killed twice, some three minutes');
	const {
		count,
		faults,
		processes,
		seconds,
		starting,
		allowed,
		ratio,
		inTenant,
		doubled,
		inDoubt,
		refused,
		lost,
		wrong,
	} = await runKilled();
	budget('time for 10,000 rows of Create Once, killed twice, against what limit, time-outs and looks need', 1.2, ratio);
	budget('its rows without a voucher, with two, refused or in doubt at the end', 0, wrong, '');
	return [
		'## 10,000 rows of Create Once, killed twice',
		'',
		'Under the same limit and with the same faults, the process is killed with SIGKILL after 30 and after 70 % of the vouchers and started again. What the limit allows is counted with a time-out of 5 s after each kill, in which what is under way lands, and with looks for lost answers after 2, 5 and 15 s. The starts of the processes are not counted. One run.',
		'',
		'| faults | processes | time | starts | allowed | against it | vouchers in the tenant | doubled | lost | refused | in doubt |',
		'|---|---|---|---|---|---|---|---|---|---|---|',
		`| ${faults} | ${processes} | ${shown(seconds)} s | ${shown(starting)} s | ${shown(allowed)} s | ${shown(ratio)} × | ${inTenant.toLocaleString('en')} of ${count.toLocaleString('en')} | ${doubled} | ${lost} | ${refused} | ${inDoubt} |`,
		'',
	].join('\n');
}

async function stopSection(): Promise<string> {
	const works = Object.fromEntries(
		Object.keys(SITUATIONS).map((situation) => [situation, async () => await stopRun(situation)]),
	);
	const results = await compared('Stop', works);
	budget(
		'time until a stopped run has ended',
		1000,
		Math.max(...Object.values(results).map(({ endsAfterMs }) => endsAfterMs)),
		'ms',
	);
	return [
		'## Stopping a run of 1,000 creates',
		'',
		'| the run | ends after | items it reports as done | vouchers made that no item tells of |',
		'|---|---|---|---|',
		...Object.entries(results).map(
			([situation, { endsAfterMs, done, untold }]) =>
				`| ${situation} | ${shown(endsAfterMs)} ms | ${done} | ${untold} |`,
		),
		'',
	].join('\n');
}

async function realSection(): Promise<string> {
	const ways: Way[] = ['package, from the item', 'package', 'HTTP Request'];
	const real = await openRealN8n(installation, tenant.url);
	try {
		for (const way of ways) await real.create(way, 30);
		const results = await compared(
			'Real n8n',
			Object.fromEntries(ways.map((way) => [way, async () => await real.create(way, 1000)])),
		);
		const { 'package, from the item': mapped, 'HTTP Request': http } = results;
		budget(
			'execution in a whole n8n, values from the input item, against HTTP Request with three expressions, 1,000 items',
			0.5,
			mapped.executionMs / http.executionMs,
		);
		return [
			`## Inside a whole n8n ${N8N_VERSION}`,
			'',
			"The same 1,000 items, with n8n's database, credentials and progress messages. The health check is asked for again and again while the execution runs.",
			'',
			'| | execution | against HTTP Request | slowest health check |',
			'|---|---|---|---|',
			...ways.map((way) => {
				const { executionMs, slowestHealthMs } = results[way];
				return `| ${nameOf(way)} | ${shown(executionMs)} ms | ${shown(executionMs / http.executionMs)} × | ${shown(slowestHealthMs)} ms |`;
			}),
			'',
		].join('\n');
	} finally {
		await real.stop();
	}
}
