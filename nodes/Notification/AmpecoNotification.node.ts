import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { notificationSubscription } from './notificationSubscription.resource';

const resources = [notificationSubscription];

export class AmpecoNotification implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Notification',
		name: 'ampecoNotification',
		icon: { light: 'file:notification.svg', dark: 'file:notification.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Choose which AMPECO events go to a webhook or Kafka, and resend events that failed',
		defaults: { name: 'AMPECO Notification' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: "Only to manage who gets AMPECO's events. To start a workflow on them use AMPECO Trigger.",
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoTrigger', relationHint: 'Starts a workflow on an event' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
