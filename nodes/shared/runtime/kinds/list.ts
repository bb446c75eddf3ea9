/** A list, all of it or up to a limit. */
import type { INodeExecutionData } from 'n8n-workflow';
import { LIST } from '../../catalogue';
import type { List } from '../../catalogue';
import { readUpTo } from '../lists/pages';
import { locationsOf } from '../output/locations';
import { shapeOf, withProperties } from '../output/outputs';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Request } from '../send/request';
import type { Read } from '../values/read';
import { switchIn, wholeNumberIn } from '../values/values';

export async function runList(work: Work, operation: List, request: Request): Promise<INodeExecutionData[]> {
	const limit = limitOf(work.read, operation);
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	const { records, goesOn } = await readUpTo(connection, request, operation.paging, limit);
	if (goesOn) work.past.limit = limit;
	const locations = await locationsOf(work, operation, connection, records);
	return records.map((record, index) => withProperties(shape(record), locations?.[index]));
}

function limitOf(read: Read, { paging }: List): number {
	if (paging === 'none' || switchIn(read, 'returnAll', LIST.returnAll)) return Infinity;
	// An expression may give none.
	return wholeNumberIn(read, 'limit', { ...LIST.limit, min: 0 });
}
