/** One request for an item. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Once } from '../../catalogue';
import { completedBody } from '../current';
import { shapeOf } from '../outputs';
import { recordsOf } from '../records';
import type { Request } from '../request';
import { send } from '../send';
import { connectionOf } from '../work';
import type { Work } from '../work';

export async function runOnce(work: Work, operation: Once, request: Request): Promise<INodeExecutionData[]> {
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	const body = await completedBody(work, operation, connection, request);
	return recordsOf(await send(connection, { ...request, body }), request).map(shape);
}
