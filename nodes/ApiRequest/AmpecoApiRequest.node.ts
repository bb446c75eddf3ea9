import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { getFields, searchOperations } from './lists';
import { parameters } from './parameters';
import { execute } from './run';

export class AmpecoApiRequest implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO API Request',
		name: 'ampecoApiRequest',
		icon: { light: 'file:apiRequest.svg', dark: 'file:apiRequest.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["request"] === "description" ? ($parameter["describedOperation"]["value"] || "").split(" ").slice(0, 2).join(" ") : $parameter["method"] + " " + $parameter["route"] }}',
		description: 'Send any request to the AMPECO API, for what the other AMPECO nodes do not have yet',
		defaults: { name: 'AMPECO API Request' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For routes of AMPECO that no other AMPECO node has; look at those first.',
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		properties: parameters(),
	};

	methods = { listSearch: { searchOperations }, resourceMapping: { getFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
