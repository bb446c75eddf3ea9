/** What a person sets in the polling trigger's panel. n8n adds the times at which it looks. */
import type { INodeProperties } from 'n8n-workflow';
import { PARAMETER } from '../shared/catalogue/form';
import { description, lowerCase } from '../shared/catalogue/words';
import { mergeConditional } from '../shared/compile/merge';
import type { Conditional } from '../shared/compile/merge';
import { parametersOfOperation } from '../shared/compile/operation';
import { lookBack, offeredList, watches } from './watches';

export function parameters(): INodeProperties[] {
	return [triggerOn(), ...mergeConditional(Object.keys(watches).map(listParameters))];
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

/** The filters, options and output of an event's list, as its Get Many has them. */
function listParameters(event: string): Conditional {
	// A record must not be lost to a look-up beside it.
	const resource = { ...watches[event].resource, hasPlace: false };
	const list = offeredList(watches[event]);
	// Options are drawn of what a list's query takes; the trigger's own stands with them.
	const parameters = parametersOfOperation(resource, { ...list, query: { ...list.query, lookBack } });
	return { when: { event }, parameters: parameters.map(offeredByEvent) };
}

/** The fields that can be selected are those of the event. */
function offeredByEvent(property: INodeProperties): INodeProperties {
	if (property.name !== PARAMETER.fields) return property;
	return { ...property, typeOptions: { ...property.typeOptions, loadOptionsDependsOn: ['event'] } };
}
