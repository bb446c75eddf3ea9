import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { partner } from './partner.resource';
import { partnerAdmin } from './partnerAdmin.resource';
import { partnerInvite } from './partnerInvite.resource';
import { partnerInviteAccessPolicy } from './partnerInviteAccessPolicy.resource';
import { partnerInviteV20 } from './partnerInviteV20.resource';
import { partnerNote } from './partnerNote.resource';
import { subOperator } from './subOperator.resource';
import { subOperatorNote } from './subOperatorNote.resource';

const resources = [
	partner,
	partnerAdmin,
	partnerInvite,
	partnerInviteV20,
	partnerInviteAccessPolicy,
	partnerNote,
	subOperator,
	subOperatorNote,
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
		description: 'Manage partners, their admins, invites and access policies, and sub operators in AMPECO',
		defaults: { name: 'AMPECO Partner' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For partners and who works for them. Contracts and payments with them are of AMPECO Settlement.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoSettlement', relationHint: 'Contracts, revenue and expenses of partners' },
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
