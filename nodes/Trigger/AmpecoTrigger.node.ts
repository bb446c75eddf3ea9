import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { searchesOf } from '../shared/node';
import { fieldsOfFilters } from './filters';
import { isSubscribed, subscribe, unsubscribe } from './lifecycle';
import { idsOnlyHint, parameters } from './parameters';
import { ACCEPTED, receive } from './receive';

export class AmpecoTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Trigger',
		name: 'ampecoTrigger',
		icon: { light: 'file:trigger.svg', dark: 'file:trigger.dark.svg' },
		group: ['trigger'],
		// Not 1: for a webhook of version 1 n8n evaluates an expression with each request, which halves the events per second.
		version: 1.1,
		subtitle: '={{ [].concat($parameter["events"] || [], $parameter["otherEvents"] || []).join(", ") }}',
		description:
			'Starts the workflow when AMPECO reports an event: a charger fails, a session stops, a balance changes',
		eventTriggerDescription: 'Waiting for an event of AMPECO',
		activationMessage: 'AMPECO now sends the chosen events to this workflow.',
		defaults: { name: 'AMPECO Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				"Starts at once on AMPECO's events: status, session, authorization, transaction and more. Needs an n8n that can be reached from outside.",
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoPollingTrigger', relationHint: 'Where n8n cannot be reached from outside' },
			],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// n8n wants a number here, although its type says text.
				responseCode: ACCEPTED as unknown as string,
				responseData: 'noData',
				path: 'webhook',
			},
		],
		triggerPanel: {
			header: 'Start the workflow with an event of AMPECO',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, click the button and cause an event in AMPECO, or pin one of the sample events below. <br /><br /><b>When it is ready</b>, publish it: from then on AMPECO sends every chosen event to it.',
				active:
					'<b>While you build the workflow</b>, click the button and cause an event in AMPECO. It starts the test as well as the active workflow. <br /><br /><b>Events of the active workflow</b> are under Executions.',
			},
			activationHint: 'Publish the workflow to have AMPECO send it events.',
		},
		hints: [idsOnlyHint()],
		properties: parameters(),
	};

	methods = { listSearch: searchesOf([fieldsOfFilters]) };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isSubscribed(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await subscribe(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unsubscribe(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
