/** What a person sets in the polling trigger's panel. n8n adds the times at which it looks. */
import type { INodeProperties } from 'n8n-workflow';
import { f } from '../shared/catalogue';
import { mergeParameters } from '../shared/compile/merge';
import { parametersOfOperation } from '../shared/compile/operation';
import { description, lowerCase } from '../shared/catalogue/words';
import { offeredList, watches } from './watches';

/** How many hours before its first activation a trigger takes in. */
export const lookBack = f.integer('Look Back (Hours)', {
	min: 0,
	default: 24,
	about:
		'When first published, also start with what changed in that many hours before. Left out, only what changes from then on.',
});

export function parameters(): INodeProperties[] {
	return [triggerOn(), ...mergeParameters(Object.keys(watches).map(listParameters)).map(underEvent)];
}

function triggerOn(): INodeProperties {
	const [first] = Object.keys(watches);
	return {
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(watches).map(([value, { name, says }]) => ({
			name,
			value,
			description: description(says),
			action: `On ${lowerCase(name)}`,
		})),
		default: first,
		description: 'What starts the workflow. Records that are deleted cannot be seen.',
	};
}

/** The filters and options of an event's list, as its Get Many has them. */
function listParameters(event: string) {
	// A record must not be lost to a look-up beside it.
	const resource = { ...watches[event].resource, hasPlace: false };
	const list = offeredList(watches[event]);
	return {
		resource: event,
		operation: 'poll',
		route: list.route,
		parameters: parametersOfOperation(resource, { ...list, query: { ...list.query, lookBack } }),
	};
}

/** Shown for its events, where an operation node shows it for resources and operations. */
function underEvent({ displayOptions, typeOptions, ...property }: INodeProperties): INodeProperties {
	const { resource, ...others } = displayOptions!.show!;
	delete others.operation;
	return {
		...property,
		...(typeOptions?.loadOptionsDependsOn
			? { typeOptions: { ...typeOptions, loadOptionsDependsOn: ['event'] } }
			: typeOptions && { typeOptions }),
		displayOptions: { show: { event: resource, ...others } },
	};
}
