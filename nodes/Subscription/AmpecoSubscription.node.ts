import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { subscription } from './subscription.resource';
import { subscriptionBillingPeriod } from './subscriptionBillingPeriod.resource';
import { subscriptionPlan } from './subscriptionPlan.resource';

const resources = [subscription, subscriptionPlan, subscriptionBillingPeriod];

export class AmpecoSubscription implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Subscription',
		name: 'ampecoSubscription',
		icon: { light: 'file:subscription.svg', dark: 'file:subscription.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Put users on subscription plans, follow their subscriptions and manage the plans in AMPECO',
		defaults: { name: 'AMPECO Subscription' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For plans and who is on them.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoUser', relationHint: 'The subscribers' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoTariff', relationHint: 'Prices for subscribers' },
			],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
