/** What of a record comes, and how it is told: Output with Fields, and the options Language and Times. */
import type { INodeProperties } from 'n8n-workflow';
import { LONGEST_ANSWER, OUTPUT, PARAMETER, TIMES } from '../catalogue/form';
import { dynamic } from './field';
import { withCondition } from './parts';

export function outputParameters(): INodeProperties[] {
	return [
		{
			displayName: 'Output',
			name: PARAMETER.output,
			type: 'options',
			options: [
				{ name: 'Simplified', value: OUTPUT.simplified },
				{ name: 'Raw', value: OUTPUT.raw },
				{ name: 'Selected Fields', value: OUTPUT.selected },
			],
			default: 'simplified',
			description:
				'Simplified is flat, with what is mostly needed, and what the preview shows. Raw is as AMPECO answers.',
		},
		withCondition(selectedFields(), PARAMETER.output, OUTPUT.selected),
	];
}

/** Not required, as n8n would then ask for it beside an Output that an expression gives. */
function selectedFields(): INodeProperties {
	const { typeOptions, ...words } = dynamic('Fields', 'getOutputFields', true);
	return {
		displayName: '',
		...words,
		name: PARAMETER.fields,
		type: 'multiOptions',
		default: [],
		typeOptions: { ...typeOptions, loadOptionsDependsOn: ['resource', 'operation'] },
	};
}

/** @param forColumns whether plain texts of the input item are in the language, too */
export function outputOptionParameters(names: string[], forColumns = false): INodeProperties[] {
	return [addLocation(), language(forColumns), times()].filter(({ name }) => names.includes(name));
}

function addLocation(): INodeProperties {
	return {
		displayName: 'Add Location',
		name: PARAMETER.addLocation,
		type: 'boolean',
		default: false,
		description:
			'Whether to look up the charge point, and add chargePointName, locationId and locationName. One look-up serves all items.',
	};
}

function language(forColumns: boolean): INodeProperties {
	return {
		displayName: 'Language',
		name: PARAMETER.language,
		type: 'string',
		default: '',
		placeholder: 'e.g. en',
		description: `Of texts in several languages. Where there is none, the tenant's first comes. Not for Raw.${
			forColumns ? ' Plain texts of the input item are in it, too.' : ''
		}`,
	};
}

function times(): INodeProperties {
	return {
		displayName: 'Times',
		name: PARAMETER.times,
		type: 'options',
		options: [
			{ name: 'UTC', value: TIMES.utc },
			{ name: 'Workflow Time Zone', value: TIMES.workflow },
		],
		default: 'utc',
		description: 'In which zone the times of the output are told. Not for Raw.',
	};
}

/** How much a model is answered, where the answer may hold many records. */
export function longestAnswer(): INodeProperties {
	return {
		displayName: 'Longest Answer',
		name: PARAMETER.longestAnswer,
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: LONGEST_ANSWER,
		displayOptions: { show: { '@tool': [true] } },
		description:
			'KB of JSON that the model gets at most, 0 for any number. The last item says how much is missing, and how to get it.',
	};
}
