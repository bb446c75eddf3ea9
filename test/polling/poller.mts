/**
 * The polling trigger as n8n calls it, in n8n's own contexts: a look at activation and at each start of n8n, then one at each
 * poll time. Only n8n's database is stood in for: it gets the static data when a look has started the workflow, and at the
 * end of an activation; what a look without records changed is lost with the process.
 */
import type {
	IDataObject,
	INodeParameters,
	INodeType,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import * as core from 'n8n-core';
import { credentialsHelperOf, workflowOfNode } from '../contexts.mts';
import { AmpecoPollingTrigger } from '../../nodes/Polling/AmpecoPollingTrigger.node.ts';

export interface PollerOrder {
	credential: { url: string; token: string };
	parameters: INodeParameters;
	/** What n8n gives a poll, in milliseconds. */
	budget?: number;
}

export interface Poller {
	credential: { url: string; token: string };
	parameters: INodeParameters;
	/** What n8n's database has of the workflow. */
	stored: IDataObject;
	/** What n8n has in memory of the node. */
	state(): IDataObject;
	/** Activation, or a start of n8n. Gives the records of the first look. */
	start(): Promise<IDataObject[]>;
	/** A look at a poll time. */
	poll(): Promise<IDataObject[]>;
	/** "Fetch Test Event". */
	test(): Promise<IDataObject[]>;
}

export function pollerOf({ credential, parameters, budget }: PollerOrder): Poller {
	const nodeType = new AmpecoPollingTrigger() as INodeType;
	const additionalData = {
		credentialsHelper: credentialsHelperOf(() => poller.credential),
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	let running: ReturnType<typeof workflowOf>;

	function workflowOf() {
		const node = {
			id: 'polling',
			name: 'AMPECO Polling Trigger',
			type: 'n8n-nodes-ampeco.ampecoPollingTrigger',
			typeVersion: 1,
			parameters: poller.parameters,
		};
		return workflowOfNode(nodeType, node, JSON.parse(JSON.stringify(poller.stored)));
	}

	async function look(
		{ workflow, node }: ReturnType<typeof workflowOf>,
		mode: WorkflowExecuteMode,
	): Promise<IDataObject[] | null> {
		const context = new core.PollContext(
			workflow,
			node,
			additionalData,
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		if (budget !== undefined) Object.defineProperty(context, 'getPollBudgetMs', { value: () => budget });
		const data = await nodeType.poll!.call(context);
		return data && data.flat().map(({ json }) => json);
	}

	const save = (workflow: Workflow) => (poller.stored = JSON.parse(JSON.stringify(workflow.staticData)));

	const poller: Poller = {
		credential,
		parameters,
		stored: {},
		state: () => JSON.parse(JSON.stringify(running.workflow.getStaticData('node', running.node))),
		start: async () => {
			running = workflowOf();
			const records = await look(running, 'trigger');
			save(running.workflow);
			return records ?? [];
		},
		poll: async () => {
			const records = await look(running, 'trigger');
			if (records) save(running.workflow);
			return records ?? [];
		},
		test: async () => (await look(workflowOf(), 'manual'))!,
	};
	return poller;
}
