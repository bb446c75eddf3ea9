/**
 * Runs many operations of one node in a single workflow, one after the other, and says for each what the tenant received
 * and what came out. One workflow for all is several times faster than one for each.
 */
import type { IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Entry } from '../../sandbox/journal.mts';
import type { Engine, RunPath } from '../engine.cts';
import { TIME_ZONE } from './examples';
import type { Case } from './examples';

export interface Outcome {
	requests: Entry[];
	items: IDataObject[];
	errors: IDataObject[];
}

const START = 'Start';
const MARK = 'test.mark';

/** Notes how far the journal is, and passes one empty item on, whatever came in. */
function marker(sandbox: RunningSandbox, marks: number[]): INodeType {
	return {
		description: {
			name: 'mark',
			displayName: 'Mark',
			description: '',
			group: ['transform'],
			version: 1,
			defaults: { name: 'Mark' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			const [last] = await sandbox.journal({ last: 1 });
			marks.push(last?.seq ?? 0);
			return [[{ json: {} }]];
		},
	};
}

/** Runs the cases in order and returns an outcome for each. */
export async function runChain(
	engine: Engine,
	sandbox: RunningSandbox,
	nodeName: string,
	cases: Array<Pick<Case, 'parameters'>>,
	path: RunPath,
): Promise<Outcome[]> {
	const marks: number[] = [];
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const credentials = { ampecoApi: { id: 'ampecoApi', name: 'ampecoApi' } };
	const nodes = [node(START, 'n8n-nodes-base.manualTrigger'), node('Mark', MARK)];
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const connections: Record<string, { main: Array<ReturnType<typeof to>> }> = { [START]: { main: [to('Mark')] } };
	let previous = 'Mark';
	cases.forEach(({ parameters }, index) => {
		const [name, mark] = [`Case ${index}`, `Mark ${index}`];
		nodes.push(
			node(name, `n8n-nodes-ampeco.${nodeName}`, {
				parameters: parameters as INode['parameters'],
				credentials,
				onError: 'continueErrorOutput',
				alwaysOutputData: true,
			}),
			node(mark, MARK),
		);
		connections[previous] = { main: [to(name)] };
		connections[name] = { main: [to(mark), to(mark)] };
		previous = mark;
	});
	const { nodes: ran, error } = await engine.runWorkflow({
		nodes,
		connections,
		credentials: { ampecoApi: { url: sandbox.url, token: sandbox.token } },
		settings: { timezone: TIME_ZONE },
		nodeTypes: { [MARK]: marker(sandbox, marks) },
		pinData: { [START]: [{ json: {} }] },
		path,
	});
	if (error) throw error;
	const journal = await sandbox.journal({ after: marks[0] });
	const jsonOf = (items: INodeExecutionData[] = []) => items.map(({ json }) => json);
	return cases.map((_, index) => ({
		requests: journal.filter(({ seq }) => seq > marks[index] && seq <= marks[index + 1]),
		items: jsonOf(ran[`Case ${index}`].outputs[0]),
		errors: jsonOf(ran[`Case ${index}`].outputs[1]),
	}));
}
