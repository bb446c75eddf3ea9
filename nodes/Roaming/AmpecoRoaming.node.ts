import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { TENANT_URL_EXPRESSION } from '../shared/runtime/tenantUrl';
import { customTariffFilter } from './customTariffFilter.resource';
import { roamingConnection } from './roamingConnection.resource';
import { roamingOperator } from './roamingOperator.resource';
import { roamingPlatformV10 } from './roamingPlatformV10.resource';
import { roamingProvider } from './roamingProvider.resource';
import { roamingTariff } from './roamingTariff.resource';

const resources = [
	roamingOperator,
	roamingProvider,
	customTariffFilter,
	roamingTariff,
	roamingConnection,
	roamingPlatformV10,
];

export class AmpecoRoaming implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Roaming',
		name: 'ampecoRoaming',
		icon: { light: 'file:roaming.svg', dark: 'file:roaming.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Manage roaming operators and providers, their connections and roaming prices in AMPECO',
		defaults: { name: 'AMPECO Roaming' },
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
