/** The harness itself: what it claims to be n8n's, is. */
import { startEngine } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import type { INode, INodeType } from 'n8n-workflow';

const engine = duringTests(startEngine);

const description: INodeType['description'] = {
	name: 'probe',
	displayName: 'Probe',
	description: '',
	group: ['transform'],
	version: 1,
	defaults: { name: 'Probe' },
	inputs: ['main'],
	outputs: ['main'],
	properties: [
		{ displayName: 'Resource', name: 'resource', type: 'string', default: 'thing' },
		{ displayName: 'Operation', name: 'operation', type: 'string', default: 'get' },
		{ displayName: 'Value', name: 'value', type: 'string', default: '' },
	],
};

/** Answers each item with the value of its parameter. */
const echo: INodeType = {
	description,
	async execute() {
		return [this.getInputData().map((_, item) => ({ json: { value: this.getNodeParameter('value', item) } }))];
	},
};

function workflowOf(value: string, type: INodeType) {
	const node = (name: string, typeName: string, parameters = {}): INode => ({
		id: name,
		name,
		type: typeName,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	return {
		nodes: [node('Start', 'n8n-nodes-base.manualTrigger'), node('Probe', 'test.probe', { value })],
		connections: { Start: { main: [[{ node: 'Probe', type: 'main' as const, index: 0 }]] } },
		nodeTypes: { 'test.probe': type },
	};
}

test('gives the pinned items of the trigger to the next node', async () => {
	const { status, nodes } = await engine.runWorkflow({
		...workflowOf('={{ $json.code.toLowerCase() }}', echo),
		pinData: { Start: [{ json: { code: 'A' } }, { json: { code: 'B' } }] },
	});
	expect(status).toBe('success');
	expect(nodes.Probe.outputs).toEqual([
		[
			{ json: { value: 'a' }, pairedItem: { item: 0 } },
			{ json: { value: 'b' }, pairedItem: { item: 1 } },
		],
	]);
});

test('evaluates expressions in the isolated VM, where functions in the data cannot be reached', async () => {
	const reachable = (() => 'reached') as unknown as string;
	const { nodes } = await engine.runWorkflow({
		...workflowOf('={{ typeof $json.code }}', echo),
		pinData: { Start: [{ json: { code: reachable } }] },
	});
	expect(nodes.Probe.outputs[0][0].json.value).not.toBe('function');
});

test('reports what stopped the run', async () => {
	const { status, error, nodes } = await engine.runWorkflow(
		workflowOf('', {
			description,
			async execute() {
				throw new Error('No power.');
			},
		}),
	);
	expect(status).toBe('error');
	expect(error?.message).toBe('No power.');
	expect(nodes.Probe.error?.message).toBe('No power.');
});

test('cancels as the Stop button does', async () => {
	const stop = new AbortController();
	const { status } = await engine.runWorkflow({
		...workflowOf('', {
			description,
			async execute() {
				const signal = this.getExecutionCancelSignal();
				const cancelled = new Promise((done) => signal?.addEventListener('abort', done));
				stop.abort();
				await cancelled;
				return [[]];
			},
		}),
		signal: stop.signal,
	});
	expect(status).toBe('canceled');
});

test('takes customOperations on the custom path and hides them on the stock path', async () => {
	const type: INodeType = {
		description: { ...description, requestDefaults: { baseURL: 'http://127.0.0.1:1/' } },
		customOperations: {
			thing: {
				async get() {
					return [[{ json: { from: 'customOperations' } }]];
				},
			},
		},
	};
	const custom = await engine.runWorkflow(workflowOf('', type));
	expect(custom.nodes.Probe.outputs[0][0].json).toEqual({ from: 'customOperations' });

	const stock = await engine.runWorkflow({ ...workflowOf('', type), path: 'stock' });
	expect(stock.error?.message).toContain('refused the connection');
});
