import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargePointEvse } from './chargePointEvse.resource';
import { evse } from './evse.resource';
import { evseConnector } from './evseConnector.resource';
import { evseNote } from './evseNote.resource';

const resources = [evse, evseConnector, chargePointEvse, evseNote];

export class AmpecoEvse implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO EVSE',
		name: 'ampecoEvse',
		icon: { light: 'file:evse.svg', dark: 'file:evse.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Start charging at EVSEs in AMPECO, and manage EVSEs, their connectors and tariff groups',
		defaults: { name: 'AMPECO EVSE' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For a single outlet of a charge point: start charging there, its connectors, its tariff group.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'The charge point it belongs to' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoSession', relationHint: 'Stops and reads sessions' },
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
