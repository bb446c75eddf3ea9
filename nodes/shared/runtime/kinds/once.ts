/** One request for an item. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Once } from '../../catalogue';
import { fileOutput } from '../output/files';
import { locationsOf } from '../output/locations';
import { shapeOf, withProperties } from '../output/outputs';
import { completedBody } from '../records/completedBody';
import { recordsOf } from '../records/records';
import { rehearsed } from '../rehearsal/rehearsal';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Request } from '../send/request';
import { send } from '../send/send';

export async function runOnce(work: Work, operation: Once, request: Request): Promise<INodeExecutionData[]> {
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	const body = await completedBody(work, operation, connection, request);
	if (work.rehearses) return [rehearsed(work, connection, { ...request, body })];
	const answer = await send(connection, { ...request, body });
	if (answer.file) return [await fileOutput(work, answer.file)];
	const records = recordsOf(answer, request);
	const locations = await locationsOf(work, operation, connection, records);
	return records.map((record, index) => withProperties(shape(record), locations?.[index]));
}
