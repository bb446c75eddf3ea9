/**
 * Calls the trigger as n8n does, in n8n's own contexts: its hooks when a workflow is activated or off, its webhook when a
 * request comes. Only what n8n keeps in its database is stood in for: the workflow's static data and the credential.
 */
import { EventEmitter } from 'node:events';
import type {
	IDataObject,
	INodeParameters,
	INodeType,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import * as core from 'n8n-core';
import { credentialsHelperOf, workflowOfNode } from '../contexts.mts';
import { AmpecoTrigger } from '../../nodes/Trigger/AmpecoTrigger.node.ts';

export interface TriggerOrder {
	credential: { url: string; token: string };
	parameters: INodeParameters;
	/** n8n's public address. */
	address?: string;
	/** The node's webhook ID, which is in its address. */
	webhookId?: string;
	/** A second trigger of the same workflow has another name. */
	name?: string;
	/** What n8n has stored of the workflow; changed in place. */
	staticData?: IDataObject;
	/** Another n8n than that of the other triggers. */
	instance?: string;
	/** Whether it is a test run. */
	test?: boolean;
}

export interface Answer {
	/** What n8n's log got, from the hooks too. */
	warnings: string[];
	/** The status the node answered with itself; undefined when it left that to n8n. */
	status?: number;
	result: IWebhookResponseData;
	/** Ends the request as n8n does after it stored, or could not store, the execution. */
	end(status: number): void;
}

export interface Trigger {
	url: string;
	staticData: IDataObject;
	parameters: INodeParameters;
	credential: { url: string; token: string };
	warnings: string[];
	/** What n8n does on activation: checkExists, then create when there is none, then delete when that failed. */
	activate(): Promise<void>;
	checkExists(): Promise<boolean>;
	create(): Promise<void>;
	deactivate(): Promise<void>;
	post(body: Buffer | string, headers?: Record<string, string>): Promise<Answer>;
	/** Hands a request over to the node; the answer is the caller's, as it is n8n's. */
	take(request: object, response: object): Promise<IWebhookResponseData>;
}

export function triggerOf(order: TriggerOrder): Trigger {
	const { webhookId = 'trigger-1', name = 'AMPECO Trigger', test = false } = order;
	const address = order.address ?? 'http://127.0.0.1:5678';
	const nodeType = new AmpecoTrigger() as INodeType;
	const staticData = order.staticData ?? {};
	const warnings: string[] = [];

	const additionalData = {
		credentialsHelper: credentialsHelperOf(() => trigger.credential),
		webhookBaseUrl: `${address}/webhook`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;

	function workflowOf() {
		const node = {
			id: webhookId,
			name,
			type: 'n8n-nodes-ampeco.ampecoTrigger',
			typeVersion: 1.1,
			parameters: trigger.parameters,
			webhookId,
		};
		return workflowOfNode(nodeType, node, staticData);
	}

	const webhookData = { webhookDescription: nodeType.description.webhooks![0], isTest: test } as never;

	function adapt<Context extends object>(context: Context): Context {
		const quiet = () => {};
		const logger = { debug: quiet, info: quiet, error: quiet, warn: (message: string) => void warnings.push(message) };
		Object.defineProperty(context, 'logger', { value: logger });
		Object.defineProperty(context, 'getInstanceId', { value: () => order.instance ?? 'this n8n' });
		return context;
	}

	async function hook<T>(
		method: 'checkExists' | 'create' | 'delete',
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
	): Promise<T> {
		const { workflow, node } = workflowOf();
		const context = adapt(new core.HookContext(workflow, node, additionalData, mode, activation, webhookData));
		const result = await nodeType.webhookMethods!.default![method].call(context as never);
		// n8n stores static data as JSON.
		Object.assign(staticData, JSON.parse(JSON.stringify(workflow.staticData)));
		return result as T;
	}

	const [mode, activation] = test ? (['manual', 'manual'] as const) : (['trigger', 'activate'] as const);
	const trigger: Trigger = {
		url: `${address}/webhook${test ? '-test' : ''}/${webhookId}/webhook`,
		staticData,
		parameters: order.parameters,
		credential: order.credential,
		warnings,
		checkExists: async () => await hook<boolean>('checkExists', mode, activation),
		create: async () => void (await hook('create', mode, activation)),
		deactivate: async () => void (await hook('delete', 'internal', 'update')),
		activate: async () => {
			try {
				if (!(await trigger.checkExists())) await trigger.create();
			} catch (error) {
				await trigger.deactivate().catch(() => {});
				throw error;
			}
		},
		take: async (request, response) => {
			const { workflow, node } = workflowOf();
			const data = { ...additionalData, httpRequest: request, httpResponse: response } as never;
			const context = adapt(
				new core.WebhookContext(workflow, node, data, test ? 'manual' : 'webhook', webhookData, [], null),
			);
			return await nodeType.webhook!.call(context as never);
		},
		post: async (body, headers = {}) => {
			let status: number | undefined;
			const response = Object.assign(new EventEmitter(), {
				statusCode: 200,
				writableEnded: false,
				status(code: number) {
					status = code;
					return response;
				},
				json: () => response,
			});
			const request = { rawBody: Buffer.from(body), headers, body: {}, params: {}, query: {} };
			const result = await trigger.take(request, response);
			return {
				warnings,
				status,
				result,
				end: (code) => {
					response.statusCode = code;
					response.writableEnded = true;
					response.emit('finish');
				},
			};
		},
	};
	return trigger;
}
