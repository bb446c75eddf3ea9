/**
 * Runs many operations of one node in a single workflow, one after the other, and says for each what the tenant received
 * and what came out. One workflow for all is several times faster than one for each.
 */
import type { IConnections, IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';
import type { RunningSandbox } from '../../sandbox/client.mts';
import type { Entry } from '../../sandbox/journal.mts';
import type { Engine, RunPath } from '../../tools/engine.mts';
import { TIME_ZONE } from './examples';
import type { Case } from './examples';

export interface Outcome {
	requests: Entry[];
	items: IDataObject[];
	errors: IDataObject[];
}

const START = 'Start';
const MARK = 'test.mark';

async function lastSeq(sandbox: RunningSandbox): Promise<number> {
	const [last] = await sandbox.journal({ last: 1 });
	return last?.seq ?? 0;
}

/** Notes how far the journal is. */
function marker(sandbox: RunningSandbox, marks: Record<string, number>): INodeType {
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
			// With items on both outputs of the case it runs twice.
			marks[this.getNode().name] ??= await lastSeq(sandbox);
			return [[]];
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
	const marks: Record<string, number> = {};
	const start = await lastSeq(sandbox);
	const node = (name: string, type: string, place: number, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		// Branches run from top to bottom, each to its end.
		position: [0, place],
		parameters: {},
		...more,
	});
	const credentials = { ampecoApi: { id: 'ampecoApi', name: 'ampecoApi' } };
	const to = (name: string) => ({ node: name, type: 'main' as const, index: 0 });
	const nodes = [node(START, 'n8n-nodes-base.manualTrigger', 0)];
	const connections: IConnections = { [START]: { main: [cases.map((_, index) => to(`Case ${index}`))] } };
	cases.forEach(({ parameters }, index) => {
		const [name, mark] = [`Case ${index}`, `Mark ${index}`];
		nodes.push(
			node(name, `n8n-nodes-ampeco.${nodeName}`, index, {
				parameters: parameters as INode['parameters'],
				credentials,
				onError: 'continueErrorOutput',
				alwaysOutputData: true,
			}),
			node(mark, MARK, index),
		);
		connections[name] = { main: [[to(mark)], [to(mark)]] };
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
	const journal = await sandbox.journal({ after: start });
	const jsonOf = (items: INodeExecutionData[] = []) =>
		items.map(({ json, pairedItem }) => {
			// The empty item of a list with nothing is n8n's own.
			if (pairedItem === undefined && Object.keys(json).length > 0) throw new Error('an item without its input');
			return json;
		});
	return cases.map((_, index) => ({
		requests: journal.filter(({ seq }) => seq > (marks[`Mark ${index - 1}`] ?? start) && seq <= marks[`Mark ${index}`]),
		items: jsonOf(ran[`Case ${index}`].outputs[0]),
		errors: jsonOf(ran[`Case ${index}`].outputs[1]),
	}));
}
