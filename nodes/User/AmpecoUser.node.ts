import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { consent } from './consent.resource';
import { consentHistory } from './consentHistory.resource';
import { idTag } from './idTag.resource';
import { idTagNote } from './idTagNote.resource';
import { invoiceDetail } from './invoiceDetail.resource';
import { paymentMethod } from './paymentMethod.resource';
import { user } from './user.resource';
import { userDevice } from './userDevice.resource';
import { userGroup } from './userGroup.resource';
import { userNote } from './userNote.resource';
import { vehicle } from './vehicle.resource';
import { vehicleTelemetryReading } from './vehicleTelemetryReading.resource';
import { vehicleUser } from './vehicleUser.resource';

const resources = [
	user,
	idTag,
	userGroup,
	paymentMethod,
	invoiceDetail,
	vehicle,
	vehicleUser,
	vehicleTelemetryReading,
	consent,
	consentHistory,
	userDevice,
	userNote,
	idTagNote,
];

export class AmpecoUser implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO User',
		name: 'ampecoUser',
		icon: { light: 'file:user.svg', dark: 'file:user.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Manage drivers, their groups, vehicles, ID tags, payment methods, invoice details and consents in AMPECO',
		defaults: { name: 'AMPECO User' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For drivers: accounts, balances, ID tags, payment methods, groups.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoSession', relationHint: 'What they charged' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoSubscription', relationHint: 'Their plans' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoVoucher', relationHint: 'Credit for them' },
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
