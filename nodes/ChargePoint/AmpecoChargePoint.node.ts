import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargePoint } from './chargePoint.resource';
import { chargePointCharging } from './chargePointCharging.resource';
import { chargePointConfiguration } from './chargePointConfiguration.resource';
import { chargePointControl } from './chargePointControl.resource';
import { chargePointDiagnostic } from './chargePointDiagnostic.resource';
import { chargePointNote } from './chargePointNote.resource';
import { chargePointSecurity } from './chargePointSecurity.resource';
import { chargePointShare } from './chargePointShare.resource';
import { chargePointSmartCharging } from './chargePointSmartCharging.resource';
import { sharingInvite } from './sharingInvite.resource';

const resources = [
	chargePoint,
	chargePointCharging,
	chargePointControl,
	chargePointDiagnostic,
	chargePointConfiguration,
	chargePointSmartCharging,
	chargePointSecurity,
	chargePointShare,
	sharingInvite,
	chargePointNote,
];

export class AmpecoChargePoint implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Charge Point',
		name: 'ampecoChargePoint',
		icon: { light: 'file:chargePoint.svg', dark: 'file:chargePoint.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage, control and diagnose charge points in AMPECO, and start and stop charging',
		defaults: { name: 'AMPECO Charge Point' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For whole charge points, also to reset, configure and diagnose them. For one of its outlets use AMPECO EVSE, for sessions AMPECO Session.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoEvse', relationHint: 'Outlets of a charge point' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoSession', relationHint: 'Running and past sessions' },
				{
					nodeType: 'n8n-nodes-ampeco.ampecoTrigger',
					relationHint: 'Starts on a status or an event of a charge point',
				},
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
