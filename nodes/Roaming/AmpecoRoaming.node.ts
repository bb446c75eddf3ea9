import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { customTariffFilter } from './customTariffFilter.resource';
import { ocpiCommand } from './ocpiCommand.resource';
import { ocpiLog } from './ocpiLog.resource';
import { roamingConnection } from './roamingConnection.resource';
import { roamingCpo } from './roamingCpo.resource';
import { roamingEmsp } from './roamingEmsp.resource';
import { roamingTariff } from './roamingTariff.resource';

const resources = [roamingCpo, roamingEmsp, customTariffFilter, roamingTariff, roamingConnection, ocpiCommand, ocpiLog];

export class AmpecoRoaming implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Roaming',
		name: 'ampecoRoaming',
		icon: { light: 'file:roaming.svg', dark: 'file:roaming.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage roaming CPOs and EMSPs, their connections, commands and roaming prices in AMPECO',
		defaults: { name: 'AMPECO Roaming' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint: 'For partners of roaming networks and their tokens, commands and prices.',
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoSession', relationHint: 'Sessions and CDRs' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
