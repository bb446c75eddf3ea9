/** Get Many: all records, or up to a limit. */
import type { INodeProperties } from 'n8n-workflow';
import { LIST } from '../../catalogue';
import type { List } from '../../catalogue';
import { ownParameters, withCondition } from '../parts';
import type { KindParameters } from '../parts';

export function drawList({ paging }: List): KindParameters {
	return paging === 'none' ? {} : { own: howMany() };
}

/** How many records of a list with pages are wanted. */
export function howMany(): INodeProperties[] {
	const [returnAll, limit] = ownParameters(LIST);
	return [returnAll, withCondition(limit, returnAll.name, false)];
}
