/** How a write is carried out: the options Dry Run and Unknown Columns. */
import type { INodeProperties } from 'n8n-workflow';
import { INPUT_MODE, PARAMETER, UNKNOWN_COLUMNS } from '../catalogue/form';

export function writeOptionParameters(names: string[]): INodeProperties[] {
	return [dryRun(), unknownColumns()].filter(({ name }) => names.includes(name));
}

function dryRun(): INodeProperties {
	return {
		displayName: 'Dry Run',
		name: PARAMETER.dryRun,
		type: 'boolean',
		default: true,
		description: 'Whether to change nothing and give what would be sent, or the error it would be',
	};
}

function unknownColumns(): INodeProperties {
	return {
		displayName: 'Unknown Columns',
		name: PARAMETER.unknownColumns,
		type: 'options',
		options: [
			{ name: 'Ignore', value: UNKNOWN_COLUMNS.ignore },
			{ name: 'Refuse', value: UNKNOWN_COLUMNS.refuse },
		],
		default: 'ignore',
		displayOptions: { show: { [`/${PARAMETER.inputMode}`]: [INPUT_MODE.item] } },
	};
}
