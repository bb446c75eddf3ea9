/** What a person sets in the trigger's panel, and is told there. */
import type { INodeProperties, NodeHint } from 'n8n-workflow';
import { events, samplePayload } from '../Notification/events';
import type { AmpecoEvent } from '../Notification/events';
import { PARAMETER } from '../shared/catalogue/form';
import { description, lowerCase } from '../shared/catalogue/words';
import { collectionOf, parameterOf } from '../shared/compile/field';
import { eventsOf, filters, otherFields } from './filters';
import { options } from './options';

export function parameters(): INodeProperties[] {
	return [
		notice(
			'addressNotice',
			'AMPECO must reach this n8n at a public https address. If n8n runs on your own computer or behind a proxy, set N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n) to that address first.',
		),
		{
			displayName: 'Events',
			name: 'events',
			type: 'multiOptions',
			options: events.map((event) => ({
				name: event.name,
				value: event.value,
				description: about(event),
				action: `On ${lowerCase(event.name)}`,
			})),
			default: [],
			description: 'What starts the workflow',
		},
		{
			...notice(
				'volumeNotice',
				'Some of these events come in large numbers. For more than a few a second, have AMPECO write them to Kafka with the AMPECO Notification node and start the workflow with the Kafka Trigger node.',
			),
			displayOptions: { show: { events: valuesOf(({ frequent }) => frequent === true) } },
		},
		{
			displayName: 'Other Events',
			name: 'otherEvents',
			type: 'string',
			default: '',
			placeholder: 'e.g. example.changed',
			description:
				"Names of events that are not in the list, as AMPECO's documentation has them. Separate several with commas.",
		},
		{ ...collectionOf(PARAMETER.filters, 'Filters', {}), placeholder: 'Add Filter', options: filterOptions() },
		{
			displayName: 'Sample Events',
			name: 'samples',
			type: 'collection',
			placeholder: 'Show Sample',
			default: {},
			description:
				'What the chosen events look like. Copy one into the output as pinned data to build the workflow with it.',
			options: events.map(sampleOption),
		},
		collectionOf(PARAMETER.options, 'Options', options),
	];
}

export function idsOnlyHint(): NodeHint {
	return {
		message:
			'Some of the chosen events hold IDs only. Add the Get operation that the event names to read the record, and expect nothing to read after a deletion.',
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'afterExecution',
		displayCondition: `={{ ${JSON.stringify(valuesOf(({ idsOnly }) => idsOnly === true))}.some((name) => [].concat($parameter["events"] || []).includes(name)) }}`,
	};
}

function filterOptions(): INodeProperties[] {
	return [
		...Object.entries(filters).map(([name, filter]) => ({
			...parameterOf(name, filter.field),
			displayOptions: { show: { '/events': eventsOf(filter) } },
		})),
		parameterOf('otherFields', otherFields),
	];
}

function sampleOption(event: AmpecoEvent): INodeProperties {
	return {
		displayName: event.name,
		name: event.value.replace(/\./g, '_'),
		type: 'json',
		default: JSON.stringify(samplePayload(event), null, 2),
		displayOptions: { show: { '/events': [event.value] } },
	};
}

function about({ says, successor }: AmpecoEvent): string {
	return description(successor ? `${says}. Deprecated: use ${successor}.` : says)!;
}

function valuesOf(condition: (event: AmpecoEvent) => boolean): string[] {
	return events.filter(condition).map(({ value }) => value);
}

function notice(name: string, displayName: string): INodeProperties {
	return { displayName, name, type: 'notice', default: '' };
}
