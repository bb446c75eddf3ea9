import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { accessToken } from './accessToken.resource';
import { admin } from './admin.resource';
import { chargePointTemplate } from './chargePointTemplate.resource';
import { communicationLog } from './communicationLog.resource';
import { contactDetail } from './contactDetail.resource';
import { faq } from './faq.resource';
import { operator } from './operator.resource';
import { setting } from './setting.resource';
import { termsOrPolicy } from './termsOrPolicy.resource';

const resources = [
	setting,
	contactDetail,
	faq,
	termsOrPolicy,
	chargePointTemplate,
	admin,
	operator,
	communicationLog,
	accessToken,
];

export class AmpecoSystem implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO System',
		name: 'ampecoSystem',
		icon: { light: 'file:system.svg', dark: 'file:system.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Read settings, templates, admins and logs, and manage FAQs and contact details in AMPECO',
		defaults: { name: 'AMPECO System' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For settings of the tenant and what fits nowhere else; look at the other AMPECO nodes first.',
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
