import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { chargePointConfigurationV10 } from '../ChargePoint/chargePointConfigurationV10.resource';
import { chargePointV10 } from '../ChargePoint/chargePointV10.resource';
import { circuitV10 } from '../Energy/circuitV10.resource';
import { electricityRateV10 } from '../Energy/electricityRateV10.resource';
import { evseV20 } from '../Evse/evseV20.resource';
import { cpModel } from '../Hardware/cpModel.resource';
import { cpVendor } from '../Hardware/cpVendor.resource';
import { securityEventLog } from '../Hardware/securityEventLog.resource';
import { locationV10 } from '../Location/locationV10.resource';
import { authorizationV10 } from '../Session/authorizationV10.resource';
import { authorizationV20 } from '../Session/authorizationV20.resource';

const resources = [
	chargePointV10,
	chargePointConfigurationV10,
	evseV20,
	locationV10,
	authorizationV20,
	authorizationV10,
	circuitV10,
	electricityRateV10,
	cpModel,
	cpVendor,
	securityEventLog,
];

export class AmpecoOlderVersionsCharging implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Older Versions (Charging)',
		name: 'ampecoOlderVersionsCharging',
		icon: { light: 'file:olderVersionsCharging.svg', dark: 'file:olderVersionsCharging.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Use versions that AMPECO will remove, of charge points, EVSEs, locations, circuits and hardware',
		defaults: { name: 'AMPECO Older Versions (Charging)' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'Only for a tenant that lacks the newer version; otherwise take the node that is named in the resource.',
		},
		credentials: [{ name: 'ampecoApi', required: true }],
		requestDefaults: { baseURL: TENANT_URL_EXPRESSION },
		properties: propertiesOf(resources),
	};

	resources = resources;

	customOperations = customOperationsOf(resources);

	methods = methodsOf(resources);
}
