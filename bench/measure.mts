/**
 * One measurement in a process of its own: `measure.mts '{"what": ..., ...}'` prints one line of JSON. Started by main.mts with
 * `--expose-gc`; an installation of n8n serves both n8n's nodes and the engine, and holds a copy of the built package.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INode, INodeType } from 'n8n-workflow';
import type { Engine } from '../tools/engine.mts';
import { startEngine } from '../tools/engine.mts';
import type { Way } from './subjects.mts';
import { createNodes, itemsOf, listNodes, nodeTypesOf } from './subjects.mts';

export type Order = { installation: string; packageDirectory: string; url: string } & (
	| { what: 'create'; way: Way; count: number; profiled?: boolean }
	| { what: 'list'; way: Way; count: number }
	| { what: 'loading'; lazy: boolean }
	| { what: 'first use'; package: 'own' | 'n8n-nodes-base'; node: string }
);

const MB = 1024 * 1024;
const BEGIN = 'bench.begin';

/** n8n prepares its expression engine while a workflow starts; it is not the nodes that are to be measured. */
const SETTLING_MS = 1000;

/** What a run of a workflow costs. Times in milliseconds, memory in MB. */
export interface Run {
	items: number;
	/** As n8n records it for the nodes, summed up. */
	nodeMs: number;
	cpuMs: number;
	longestBlockMs: number;
	/** The most memory the process held, less what it held before. */
	peakMb: number;
	/** What is left of it when all is over and collected: the items that came out. */
	keptMb: number;
}

const order = JSON.parse(process.argv[2]) as Order;
console.log(JSON.stringify(await measure(order)));
process.exit();

async function measure(one: Order): Promise<unknown> {
	if (one.what === 'loading') return await loading(one.lazy);
	if (one.what === 'first use') return await firstUse(one.package, one.node);

	const engine = await startEngine({
		core: join(order.installation, 'node_modules/n8n-core'),
		packageDirectory: order.packageDirectory,
	});
	try {
		const warm = { ...one, count: one.what === 'list' ? 300 : 30 };
		await run(engine, warm);
		return 'profiled' in one && one.profiled
			? await profiled(async () => await run(engine, one))
			: await run(engine, one);
	} finally {
		await engine.stop();
	}
}

async function run(engine: Engine, { what, way, count }: Extract<Order, { way: Way }>): Promise<Run> {
	const chain = what === 'list' ? listNodes(way, order.url, count) : createNodes(way, order.url);
	const nodes: INode[] = chain.map((node, index) => ({
		...node,
		id: String(index),
		name: `Node ${index}`,
		position: [0, 0],
		credentials: { ampecoApi: { id: 'ampecoApi', name: 'ampecoApi' } },
	}));
	const names = ['Start', 'Begin', ...nodes.map(({ name }) => name)];
	const connections = Object.fromEntries(
		names.slice(1).map((name, index) => [names[index], { main: [[{ node: name, type: 'main' as const, index: 0 }]] }]),
	);
	const plain = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const start: INode = { ...plain, id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const begin: INode = { ...plain, id: 'begin', name: 'Begin', type: BEGIN };

	let before = 0;
	let heapBefore = 0;
	let peak = 0;
	let cpu = process.cpuUsage();
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
	// Not Node's monitorEventLoopDelay: it misses a block that begins right after it is enabled or reset.
	let longest = 0;
	let last = performance.now();
	const ticks = setInterval(() => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
	}, 1);
	const outcome = await engine.runWorkflow({
		nodes: [start, begin, ...nodes],
		connections,
		pinData: { Start: (what === 'list' ? [{}] : itemsOf(count)).map((json) => ({ json })) },
		credentials: { ampecoApi: { url: order.url, token: 'token' } },
		nodeTypes: {
			...nodeTypesOf(order.installation),
			[BEGIN]: beginning(() => {
				heapBefore = heapUsed();
				before = process.memoryUsage().rss;
				peak = before;
				cpu = process.cpuUsage();
				longest = 0;
			}),
		},
		path: way === 'stock routing' ? 'stock' : 'custom',
	});
	clearInterval(ticks);
	clearInterval(watch);
	peak = Math.max(peak, process.memoryUsage().rss);
	if (outcome.error) throw outcome.error;
	const { user, system } = process.cpuUsage(cpu);
	const keptMb = (heapUsed() - heapBefore) / MB;
	const { runData } = outcome.run.data.resultData;
	return {
		items: outcome.nodes[names.at(-1)!].outputs[0].length,
		nodeMs: nodes.reduce((sum, { name }) => sum + runData[name][0].executionTime, 0),
		cpuMs: (user + system) / 1000,
		longestBlockMs: longest,
		peakMb: (peak - before) / MB,
		keptMb,
	};
}

/** Where the CPU time of a run goes, in shares that add up to 1. */
export interface Shares {
	/** n8n evaluates the expressions of parameters. */
	expressions: number;
	/** n8n and Node send requests and take answers. */
	requests: number;
	/** The package's own code, without what it calls of n8n. */
	own: number;
	garbage: number;
	/** Starting and ending the node, timers, the measurement itself. */
	rest: number;
}

async function profiled(work: () => Promise<unknown>): Promise<Shares> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	await work();
	const { profile } = await session.post('Profiler.stop');
	session.disconnect();
	return sharesOf(profile);
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(
		nodes.flatMap(({ id, children = [] }) => children.map((child): [number, number] => [child, id])),
	);
	const kinds = new Map<number, keyof Shares | undefined>();

	/** What a stack is at, told by its frames from the innermost outwards. */
	function kindOf(id: number): keyof Shares | undefined {
		if (kinds.has(id)) return kinds.get(id);
		const { functionName, url } = byId.get(id)!.callFrame;
		const parent = parents.get(id);
		let kind: keyof Shares | undefined = parent === undefined ? 'rest' : kindOf(parent);
		if (functionName === '(garbage collector)') kind = 'garbage';
		else if (functionName === '(idle)') kind = undefined;
		else if (url.includes(order.packageDirectory)) kind = 'own';
		else if (/getNodeParameter$/i.test(functionName)) kind = 'expressions';
		else if (
			/^node:(_?http|net|internal\/(stream|http|url))|axios|backend-network/.test(url) ||
			functionName === 'httpRequestWithAuthentication'
		)
			kind = 'requests';
		kinds.set(id, kind);
		return kind;
	}

	const times: Shares = { expressions: 0, requests: 0, own: 0, garbage: 0, rest: 0 };
	samples.forEach((id, index) => {
		const kind = kindOf(id);
		if (kind) times[kind] += timeDeltas[index];
	});
	const all = Object.values(times).reduce((sum, time) => sum + time, 0);
	return Object.fromEntries(Object.entries(times).map(([kind, time]) => [kind, time / all])) as unknown as Shares;
}

/** Stands before the nodes that are measured and hands its items on, after a pause. */
function beginning(begin: () => void): INodeType {
	return {
		description: {
			displayName: 'Begin',
			name: 'begin',
			description: '',
			group: ['transform'],
			version: 1,
			defaults: { name: 'Begin' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			await wait(SETTLING_MS);
			begin();
			return [this.getInputData()];
		},
	};
}

interface Loader {
	loadAll(): Promise<void>;
	releaseTypes?(): void;
	getNode(name: string): unknown;
}

function loaders() {
	return createRequire(join(order.installation, 'node_modules/n8n-core/package.json'))('./dist/index.js') as {
		LazyPackageDirectoryLoader: new (directory: string) => Loader;
		PackageDirectoryLoader: new (directory: string) => Loader;
	};
}

/** Has the loaders themselves compiled, with a package that holds nothing. */
async function warmUp(): Promise<void> {
	const directory = mkdtempSync(join(tmpdir(), 'bench-'));
	for (const kind of ['known', 'types', 'methods']) {
		mkdirSync(join(directory, 'dist', kind), { recursive: true });
		for (const name of ['nodes', 'credentials'])
			writeFileSync(join(directory, 'dist', kind, `${name}.json`), kind === 'types' ? '[]' : '{}');
	}
	writeFileSync(
		join(directory, 'package.json'),
		JSON.stringify({ name: 'n8n-nodes-empty', version: '1.0.0', n8n: { nodes: [], credentials: [] } }),
	);
	const { LazyPackageDirectoryLoader, PackageDirectoryLoader } = loaders();
	for (const Loader of [LazyPackageDirectoryLoader, PackageDirectoryLoader]) {
		const loader = new Loader(directory);
		await loader.loadAll();
		loader.releaseTypes?.();
	}
	rmSync(directory, { recursive: true });
}

function heapUsed(): number {
	for (let times = 0; times < 3; times += 1) global.gc!();
	return process.memoryUsage().heapUsed;
}

/** Loads all of the package as n8n does at its start; heap in MB after the descriptions were released. */
async function loading(lazy: boolean): Promise<{ ms: number; heapMb: number }> {
	const { LazyPackageDirectoryLoader, PackageDirectoryLoader } = loaders();
	await warmUp();
	const before = heapUsed();
	const started = performance.now();
	const loader = new (lazy ? LazyPackageDirectoryLoader : PackageDirectoryLoader)(order.packageDirectory);
	await loader.loadAll();
	const ms = performance.now() - started;
	loader.releaseTypes?.();
	return { ms, heapMb: (heapUsed() - before) / MB };
}

/** The first use of one node in a process that has loaded its package lazily. */
async function firstUse(where: 'own' | 'n8n-nodes-base', node: string): Promise<{ ms: number; heapMb: number }> {
	const directory = where === 'own' ? order.packageDirectory : join(order.installation, 'node_modules/n8n-nodes-base');
	const loader = new (loaders().LazyPackageDirectoryLoader)(directory);
	await loader.loadAll();
	loader.releaseTypes?.();
	const before = heapUsed();
	const started = performance.now();
	loader.getNode(node);
	const ms = performance.now() - started;
	return { ms, heapMb: (heapUsed() - before) / MB };
}
