/** Get Many: all records, or up to a limit. */
import type { INodeProperties } from 'n8n-workflow';
import { LIST } from '../../catalogue';
import type { List } from '../../catalogue';
import { withCondition } from '../parts';
import type { KindParameters } from '../parts';

export function drawList({ paging }: List): KindParameters {
	return paging === 'none' ? {} : { own: howMany() };
}

/** How many records of a list with pages are wanted. */
export function howMany(): INodeProperties[] {
	return [returnAll(), withCondition(limit(), LIST.returnAll, false)];
}

function returnAll(): INodeProperties {
	return {
		displayName: 'Return All',
		name: LIST.returnAll,
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	};
}

function limit(): INodeProperties {
	return {
		displayName: 'Limit',
		name: LIST.limit,
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
	};
}
