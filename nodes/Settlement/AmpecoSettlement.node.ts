import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { corporateBillingPolicy } from './corporateBillingPolicy.resource';
import { partnerContract } from './partnerContract.resource';
import { partnerExpense } from './partnerExpense.resource';
import { partnerInvoice } from './partnerInvoice.resource';
import { partnerRevenue } from './partnerRevenue.resource';
import { reimbursementPolicy } from './reimbursementPolicy.resource';
import { reimbursementRecord } from './reimbursementRecord.resource';
import { reimbursementReport } from './reimbursementReport.resource';
import { settlementOverride } from './settlementOverride.resource';
import { settlementRecord } from './settlementRecord.resource';
import { settlementReport } from './settlementReport.resource';

const resources = [
	settlementReport,
	settlementRecord,
	partnerInvoice,
	partnerRevenue,
	partnerExpense,
	partnerContract,
	settlementOverride,
	corporateBillingPolicy,
	reimbursementReport,
	reimbursementRecord,
	reimbursementPolicy,
];

export class AmpecoSettlement implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Settlement',
		name: 'ampecoSettlement',
		icon: { light: 'file:settlement.svg', dark: 'file:settlement.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Settle with partners in AMPECO: contracts, corporate billing, reports, invoices, revenues, expenses and reimbursements',
		defaults: { name: 'AMPECO Settlement' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For what partners earn and pay: contracts, revenue, expenses, reports, reimbursement.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoPartner', relationHint: 'The partners themselves' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoBilling', relationHint: 'What drivers paid' },
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
