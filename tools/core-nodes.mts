/**
 * Two of n8n's own nodes for workflows that run in the engine alone: Edit Fields (Set) with a list of fields, and Code for all
 * items. They do what the examples need of them; the real ones run them in test/e2e.
 */
import { runInNewContext } from 'node:vm';
import type { IDataObject, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';

type Execute = NonNullable<INodeType['execute']>;

function nodeOf(name: string, property: INodeProperties, execute: Execute): INodeType {
	return {
		description: {
			name,
			displayName: name,
			description: '',
			group: ['transform'],
			version: [1, 2, 3.4],
			defaults: { name },
			inputs: ['main'],
			outputs: ['main'],
			properties: [property],
		},
		execute,
	};
}

export const CORE_NODES: Record<string, INodeType> = {
	'n8n-nodes-base.set': nodeOf(
		'set',
		{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
		async function () {
			const items = this.getInputData().map((_, item): INodeExecutionData => {
				const fields = this.getNodeParameter('assignments.assignments', item) as Array<{ name: string; value: string }>;
				const json = Object.fromEntries(fields.map(({ name, value }) => [name, value])) as IDataObject;
				return { json, pairedItem: { item } };
			});
			return [items];
		},
	),
	'n8n-nodes-base.code': nodeOf(
		'code',
		{ displayName: 'JavaScript', name: 'jsCode', type: 'string', noDataExpression: true, default: '' },
		async function () {
			const { $ } = this.getWorkflowDataProxy(0);
			const code = this.getNodeParameter('jsCode', 0) as string;
			const items: unknown = runInNewContext(`(() => {${code}\n})()`, { $ }, { timeout: 5000 });
			return [JSON.parse(JSON.stringify(items)) as INodeExecutionData[]];
		},
	),
};
