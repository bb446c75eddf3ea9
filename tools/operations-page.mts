/** The page docs/operations.md: every operation of every node, and where each section of AMPECO's reference lives. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Operation, Resource } from '../nodes/shared/catalogue/index.ts';

const load = createRequire(resolve(import.meta.dirname, '../package.json'));

interface Node {
	description: { displayName: string };
	resources?: Resource[];
}

interface Row {
	node: string;
	resource: Resource;
	name: string;
	operation: Operation;
}

/** The page as it should be, from the built package. */
export function operationsPage(): string {
	const { actionOf, resourceName, displayNameOf } = loadWords();
	const rows = nodes().flatMap((node) =>
		(node.resources ?? []).flatMap((resource) =>
			Object.entries(resource.operations).map(
				([name, operation]): Row => ({ node: node.description.displayName, resource, name, operation }),
			),
		),
	);
	const names = [...new Set(rows.map(({ node }) => node))];
	const routes = new Set(rows.map(({ operation }) => operation.route));
	return [
		'# Operations',
		'',
		'For whoever looks for an operation: which node has it, what it does to the world, and its route.',
		'',
		`${rows.length} operations of ${names.length} nodes, for ${routes.size} routes of AMPECO Public API ${apiVersion()}.`,
		'Made by `npm run docs:operations`.',
		'',
		'Effect: `read` changes nothing, `write` changes records, `destructive` removes them or cannot be undone,',
		'`money` creates or moves credit or payments, `physical` acts on hardware or charging. Which of them to give to an AI agent: [AI tools](ai-tools.md).',
		'',
		...names.flatMap((node) => [
			`## ${node}`,
			'',
			'| resource | operation | effect | method | route | since | deprecated |',
			'|---|---|---|---|---|---|---|',
			...rows.filter((row) => row.node === node).map((row) => line(row)),
			'',
		]),
		'## Sections of the API reference',
		'',
		'| section | operations | node |',
		'|---|---|---|',
		...sections(rows),
		'',
	].join('\n');

	function line({ resource, name, operation }: Row): string {
		const [method, path] = operation.route.split(' ');
		const successor = resource.deprecated?.use ?? operation.deprecated?.use;
		return `| ${[
			resourceName(resource),
			`**${displayNameOf(name, operation)}**: ${actionOf(resource, displayNameOf(name, operation), operation)}`,
			operation.effect,
			method,
			`\`${path}\``,
			operation.since ?? '3.110.0 or before',
			successor ? `use ${successor}` : '',
		].join(' | ')} |`;
	}
}

function loadWords() {
	const operation = load('./dist/nodes/shared/compile/operation.js');
	const node = load('./dist/nodes/shared/compile/properties.js');
	const words = load('./dist/nodes/shared/catalogue/words.js');
	return {
		actionOf: operation.actionOf as (resource: Resource, name: string, operation: Operation) => string,
		resourceName: node.resourceName as (resource: Resource) => string,
		displayNameOf: (name: string, one: Operation): string => one.name ?? words.operationName(name),
	};
}

function nodes(): Node[] {
	const { n8n } = load('./package.json') as { n8n: { nodes: string[] } };
	return n8n.nodes.map((file) => {
		const [Class] = Object.values(load(`./${file}`)) as Array<new () => Node>;
		return new Class();
	});
}

function apiVersion(): string {
	return readFileSync('API_VERSION', 'utf8').trim();
}

function sections(rows: Row[]): string[] {
	const operations = ['operations.json', 'newer.json'].flatMap((name) => {
		const digest = JSON.parse(readFileSync(`sandbox/digest/${name}`, 'utf8'));
		return digest.operations as Array<{ section: string; method: string; path: string }>;
	});
	const shape = (route: string) => route.replace(/\{\w+\}/g, '{}');
	const nodesOf = new Map<string, Set<string>>();
	for (const { node, operation } of rows) {
		const key = shape(operation.route);
		nodesOf.set(key, (nodesOf.get(key) ?? new Set()).add(node));
	}
	const bySection = Object.groupBy(operations, ({ section }) => section);
	return Object.keys(bySection)
		.sort()
		.map((section) => {
			const all = bySection[section]!;
			const homes = new Set(all.flatMap(({ method, path }) => [...(nodesOf.get(shape(`${method} ${path}`)) ?? [])]));
			return `| ${section} | ${all.length} | ${[...homes].sort().join(', ') || 'not yet'} |`;
		});
}
