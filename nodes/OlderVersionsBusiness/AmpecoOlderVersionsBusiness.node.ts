import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { notificationSubscriptionV10 } from '../Notification/notificationSubscriptionV10.resource';
import { partnerExpenseV10 } from '../Settlement/partnerExpenseV10.resource';
import { partnerExpenseV11 } from '../Settlement/partnerExpenseV11.resource';
import { partnerRevenueV10 } from '../Settlement/partnerRevenueV10.resource';
import { partnerRevenueV11 } from '../Settlement/partnerRevenueV11.resource';
import { partnerV10 } from '../Partner/partnerV10.resource';
import { subOperatorV10 } from '../Partner/subOperatorV10.resource';
import { roamingOperator } from '../Roaming/roamingOperator.resource';
import { roamingPlatformV10 } from '../Roaming/roamingPlatformV10.resource';
import { roamingProvider } from '../Roaming/roamingProvider.resource';
import { subscriptionPlanV10 } from '../Subscription/subscriptionPlanV10.resource';
import { rfidTagV10 } from '../User/rfidTagV10.resource';
import { userV10 } from '../User/userV10.resource';
import { voucherV20 } from '../Voucher/voucherV20.resource';

const resources = [
	userV10,
	rfidTagV10,
	voucherV20,
	subscriptionPlanV10,
	partnerV10,
	partnerRevenueV11,
	partnerRevenueV10,
	partnerExpenseV11,
	partnerExpenseV10,
	subOperatorV10,
	roamingOperator,
	roamingProvider,
	roamingPlatformV10,
	notificationSubscriptionV10,
];

export class AmpecoOlderVersionsBusiness implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Older Versions (Business)',
		name: 'ampecoOlderVersionsBusiness',
		icon: { light: 'file:olderVersionsBusiness.svg', dark: 'file:olderVersionsBusiness.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Use versions that AMPECO will remove, of users, partners, roaming, vouchers, subscription plans, tags and notifications',
		defaults: { name: 'AMPECO Older Versions (Business)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'Only for a tenant that lacks the newer version; otherwise take the node that is named in the resource.',
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
