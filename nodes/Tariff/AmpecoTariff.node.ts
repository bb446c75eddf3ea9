import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { tariff } from './tariff.resource';
import { tariffGroup } from './tariffGroup.resource';
import { tariffScheduledChange } from './tariffScheduledChange.resource';
import { tariffSnapshot } from './tariffSnapshot.resource';

const resources = [tariff, tariffGroup, tariffScheduledChange, tariffSnapshot];

export class AmpecoTariff implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Tariff',
		name: 'ampecoTariff',
		icon: { light: 'file:tariff.svg', dark: 'file:tariff.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Set what charging costs, for whom and when: tariffs, tariff groups and past prices in AMPECO',
		defaults: { name: 'AMPECO Tariff' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For prices: choose the type of a tariff first, as it decides which prices there are. A tariff costs nothing until a tariff group of EVSEs holds it.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoEvse', relationHint: 'Gives an EVSE its tariff group' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoEnergy', relationHint: 'Electricity rates that a tariff can follow' },
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
