/** What n8n's builder of workflows is told of the nodes, read by n8n's own catalogue of nodes. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { AmpecoPollingTrigger } from '../../nodes/Polling/AmpecoPollingTrigger.node';
import { AmpecoTrigger } from '../../nodes/Trigger/AmpecoTrigger.node';
import { codexOf, dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';

interface Catalogue {
	NodeTypeParser: new (types: object[]) => object;
	searchCodeBuilderNodes(parser: object, queries: string[]): { results: string; queriesWithNoResults: string[] };
}

const { NodeTypeParser, searchCodeBuilderNodes } = jest.requireActual<Catalogue>('@n8n/ai-utilities/node-catalog');

const PACKAGE = 'n8n-nodes-ampeco';
const nodes = [
	...loadNodes(dist, registeredFolders()),
	{ folder: undefined, type: new AmpecoTrigger() },
	{ folder: undefined, type: new AmpecoPollingTrigger() },
].map(({ folder, type: { description } }) => ({
	...description,
	name: `${PACKAGE}.${description.name}`,
	codex: folder && codexOf(folder),
}));
const parser = new NodeTypeParser(nodes);

describe.each(nodes.map((node) => [node.displayName, node] as const))('%s', (displayName, { name, builderHint }) => {
	test('is found with its hint and the nodes it goes with', () => {
		const { results, queriesWithNoResults } = searchCodeBuilderNodes(parser, [displayName]);
		expect(queriesWithNoResults).toEqual([]);
		expect(builderHint?.searchHint?.length).toBeGreaterThan(20);
		expect(results).toContain(builderHint!.searchHint);
		for (const { nodeType, relationHint } of builderHint!.relatedNodes ?? []) {
			expect(results).toContain(relationHint);
			expect(nodes.map((node) => node.name)).toContain(nodeType);
			expect(nodeType).not.toBe(name);
		}
	});
});

test('hints stand on operations, never on the list of them, for which n8n would refuse the node', () => {
	const hinted: string[] = [];
	for (const { properties } of nodes) {
		for (const property of properties) {
			expect(property).not.toHaveProperty('builderHint');
			if (property.name === 'operation') hinted.push(...operationsWithHint(property));
		}
	}
	expect(hinted).toContain('getChanged');
	expect(hinted).toContain('upsert');
});

function operationsWithHint({ options = [] }: INodeProperties): string[] {
	return (options as INodePropertyOptions[]).filter(({ builderHint }) => builderHint).map(({ value }) => String(value));
}

test('the mark of Get Many Since Last Run is told where the operation is', () => {
	expect(searchCodeBuilderNodes(parser, ['AMPECO User']).results).toContain('store nextMark');
});
