import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargingZone } from './chargingZone.resource';
import { location } from './location.resource';
import { locationNote } from './locationNote.resource';
import { parkingSpace } from './parkingSpace.resource';

const resources = [location, chargingZone, parkingSpace, locationNote];

export class AmpecoLocation implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Location',
		name: 'ampecoLocation',
		icon: { light: 'file:location.svg', dark: 'file:location.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage the sites of charge points, their charging zones and parking spaces in AMPECO',
		defaults: { name: 'AMPECO Location' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For sites with address and opening hours. The charge points there are of AMPECO Charge Point.',
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'Charge points of a location' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
