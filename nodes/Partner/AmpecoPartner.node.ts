import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { TENANT_URL_EXPRESSION } from '../shared/runtime/tenantUrl';
import { partner } from './partner.resource';
import { partnerContract } from './partnerContract.resource';
import { partnerExpense } from './partnerExpense.resource';
import { partnerExpenseV10 } from './partnerExpenseV10.resource';
import { partnerInvite } from './partnerInvite.resource';
import { partnerRevenue } from './partnerRevenue.resource';
import { partnerRevenueV10 } from './partnerRevenueV10.resource';
import { partnerV10 } from './partnerV10.resource';
import { settlementRecord } from './settlementRecord.resource';
import { settlementReport } from './settlementReport.resource';
import { subOperator } from './subOperator.resource';

const resources = [
	partner,
	partnerContract,
	partnerInvite,
	settlementReport,
	settlementRecord,
	partnerRevenue,
	partnerExpense,
	subOperator,
	partnerV10,
	partnerRevenueV10,
	partnerExpenseV10,
];

export class AmpecoPartner implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Partner',
		name: 'ampecoPartner',
		icon: { light: 'file:partner.svg', dark: 'file:partner.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage partners, their contracts, invites and settlements in AMPECO',
		defaults: { name: 'AMPECO Partner' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
