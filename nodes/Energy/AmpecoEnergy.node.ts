import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { circuit } from './circuit.resource';
import { circuitPriority } from './circuitPriority.resource';
import { circuitUserPriority } from './circuitUserPriority.resource';
import { electricityMeter } from './electricityMeter.resource';
import { electricityPrice } from './electricityPrice.resource';
import { electricityRate } from './electricityRate.resource';
import { flexibilityActivationRequest } from './flexibilityActivationRequest.resource';
import { flexibilityAsset } from './flexibilityAsset.resource';
import { utility } from './utility.resource';

const resources = [
	circuit,
	circuitPriority,
	circuitUserPriority,
	electricityMeter,
	electricityRate,
	electricityPrice,
	utility,
	flexibilityAsset,
	flexibilityActivationRequest,
];

export class AmpecoEnergy implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Energy',
		name: 'ampecoEnergy',
		icon: { light: 'file:energy.svg', dark: 'file:energy.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage load on circuits, electricity rates and meters, and flexibility in AMPECO',
		defaults: { name: 'AMPECO Energy' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For load management with circuits, for electricity rates and meters. A limit of one charge point over time is a charging profile of AMPECO Charge Point.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'Charge points of a circuit' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoTariff', relationHint: 'What drivers pay, which can follow a rate' },
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
