/**
 * What n8n and the library it talks to models with make of a tool, and AMPECO API Request beside the operations: loaded by
 * `require`, so that all share one copy of n8n-workflow.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INode, INodeType } from 'n8n-workflow';
import { dist } from '../../tools/catalogue/built.mts';
import type { Schema } from './providers.mts';

export interface Tool {
	name: string;
	description: string;
	schema: { shape: Record<string, unknown>; safeParse: (values: unknown) => { success: boolean } };
}

const load = createRequire(import.meta.url);
const UTILS = 'n8n-core/dist/execution-engine/node-execution-context/utils';

const { createNodeAsTool } = load(`${UTILS}/create-node-as-tool.js`) as {
	createNodeAsTool: (options: unknown) => { response: Tool };
};

/** Puts a person between an agent and tools. */
export const { createHitlToolkit } = load(`${UTILS}/get-input-connection-data.js`) as {
	createHitlToolkit: (tools: Tool[], reviewer: INode) => { tools: Tool[] };
};

/** What a model is sent of a schema. */
export const { toJsonSchema } = createRequire(load.resolve('n8n-core'))('@langchain/core/utils/json_schema') as {
	toJsonSchema: (schema: Tool['schema']) => Schema;
};

export const { NodeHelpers } = load('n8n-workflow') as typeof import('n8n-workflow');

/** The tool n8n makes of a node. */
export function toolOf(node: INode, nodeType: INodeType): Tool {
	return createNodeAsTool({ node, nodeType, handleToolInvocation: async () => '' }).response;
}

const part = (file: string) => load(join(dist, 'nodes/ApiRequest', file));
export const { AmpecoApiRequest } = part('AmpecoApiRequest.node.js') as { AmpecoApiRequest: new () => INodeType };
export const { operationsIn } = part('described.js') as typeof import('../../nodes/ApiRequest/described.ts');
export const { mapperField } = part('fields.js') as typeof import('../../nodes/ApiRequest/fields.ts');
