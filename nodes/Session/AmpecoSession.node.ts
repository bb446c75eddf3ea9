import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, customOperationsOf, methodsOf, propertiesOf } from '../shared/node';
import { authorization } from './authorization.resource';
import { booking } from './booking.resource';
import { bookingRequest } from './bookingRequest.resource';
import { cdr } from './cdr.resource';
import { reservation } from './reservation.resource';
import { session } from './session.resource';

const resources = [session, cdr, authorization, reservation, booking, bookingRequest];

export class AmpecoSession implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AMPECO Session',
		name: 'ampecoSession',
		icon: { light: 'file:session.svg', dark: 'file:session.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toLowerCase() }}',
		description: 'Follow charging sessions, authorizations, reservations, bookings and roaming CDRs in AMPECO',
		defaults: { name: 'AMPECO Session' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		builderHint: {
			searchHint:
				'For charging sessions: start, stop, follow, list; also authorizations, reservations, bookings and CDRs.',
			relatedNodes: [
				{ nodeType: 'n8n-nodes-ampeco.ampecoChargePoint', relationHint: 'Where a session runs' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoTrigger', relationHint: 'Starts when a session begins or ends' },
				{ nodeType: 'n8n-nodes-ampeco.ampecoBilling', relationHint: 'What was paid' },
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
