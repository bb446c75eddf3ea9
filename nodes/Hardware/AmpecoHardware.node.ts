import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargePointModel } from './chargePointModel.resource';
import { chargePointVendor } from './chargePointVendor.resource';
import { configurationTemplate } from './configurationTemplate.resource';
import { configurationVariable } from './configurationVariable.resource';
import { firmwareVersion } from './firmwareVersion.resource';
import { provisioningCertificate } from './provisioningCertificate.resource';
import { securityEvent } from './securityEvent.resource';
import { vendorErrorCode } from './vendorErrorCode.resource';

const resources = [
	chargePointModel,
	chargePointVendor,
	firmwareVersion,
	configurationTemplate,
	configurationVariable,
	vendorErrorCode,
	provisioningCertificate,
	securityEvent,
];

export class AmpecoHardware implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Hardware',
		name: 'ampecoHardware',
		icon: { light: 'file:hardware.svg', dark: 'file:hardware.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description:
			'Manage charge point models, firmware, configuration templates, certificates and security events in AMPECO',
		defaults: { name: 'AMPECO Hardware' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For the lists of models, vendors, connectors and firmware that charge points refer to, not for the charge points themselves.',
			relatedNodes: [{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'The charge points themselves' }],
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
