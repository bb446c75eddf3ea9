import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { loadOptionsOf, searchesOf } from '../shared/node';
import { parameters } from './parameters';
import { poll } from './poll';
import { offeredFields, watchOf } from './watches';

export class AmpecoPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Polling Trigger',
		name: 'ampecoPollingTrigger',
		icon: { light: 'file:polling.svg', dark: 'file:polling.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Starts the workflow with records that are new or changed in AMPECO, by looking regularly: for an n8n that AMPECO cannot reach',
		defaults: { name: 'AMPECO Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'Starts on what is new or changed in a list, every few minutes. Where n8n can be reached from outside, AMPECO Trigger is faster.',
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoTrigger', relationHint: 'At once, by notifications' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		properties: parameters(),
	};

	methods = {
		listSearch: searchesOf(offeredFields),
		loadOptions: loadOptionsOf((read) => watchOf(String(read('event')))?.resource),
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
