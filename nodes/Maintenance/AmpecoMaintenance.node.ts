import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargePointDowntimePeriod } from './chargePointDowntimePeriod.resource';
import { downtimePeriodNotice } from './downtimePeriodNotice.resource';
import { evseDowntimePeriod } from './evseDowntimePeriod.resource';
import { installationAndMaintenanceCompany } from './installationAndMaintenanceCompany.resource';
import { installerJob } from './installerJob.resource';
import { issue } from './issue.resource';

const resources = [
	issue,
	installerJob,
	chargePointDowntimePeriod,
	evseDowntimePeriod,
	downtimePeriodNotice,
	installationAndMaintenanceCompany,
];

export class AmpecoMaintenance implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Maintenance',
		name: 'ampecoMaintenance',
		icon: { light: 'file:maintenance.svg', dark: 'file:maintenance.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Follow downtime of charge points and EVSEs, and manage issues and installer jobs in AMPECO',
		defaults: { name: 'AMPECO Maintenance' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For downtime, issues and installer jobs. The present status of a charge point is of AMPECO Charge Point.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'Status and diagnostics' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoTrigger', relationHint: 'Starts when hardware faults' },
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
