/**
 * Sends the same create until the quantity is there. On a failure it starts no more, waits for those
 * under way and says how many exist, so that a second run can make the rest.
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { REPEAT, pluralNoun } from '../../catalogue';
import type { Repeat, Resource } from '../../catalogue';
import { Failure, failureOf, named } from '../errors/errors';
import { shapeOf } from '../output/outputs';
import { identityOf, recordName } from '../records/identity';
import { recordsOf } from '../records/records';
import { rehearsed } from '../rehearsal/rehearsal';
import { inPool } from '../run/pool';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import type { Request } from '../send/request';
import { send } from '../send/send';
import { wholeNumber } from '../values/values';
import type { Kind } from './kind';

export function repeat(work: Work, operation: Repeat): Kind {
	const given = work.read('quantity');
	return {
		settings: new Map([[REPEAT.quantity.label, { value: given }]]),
		run: async (request) => await runRepeat(work, operation, given, request),
	};
}

async function runRepeat(
	work: Work,
	operation: Repeat,
	given: unknown,
	request: Request,
): Promise<INodeExecutionData[]> {
	const { past, resource } = work;
	const quantity = wholeNumber(given, REPEAT.quantity);
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	if (work.rehearses) return [rehearsed(work, connection, request, { quantity })];
	const made: INodeExecutionData[][] = [];
	const failures: Failure[] = [];
	await inPool(
		quantity - past.outputs.length,
		async (index) => {
			try {
				made[index] = recordsOf(await send(connection, request), request).map(shape);
			} catch (error) {
				failures.push(failureOf(error));
			}
		},
		() => failures.length > 0,
	);
	for (const outputs of made) for (const output of outputs ?? []) past.outputs.push(output);
	if (failures.length > 0) throw unfinished(resource, past.outputs, quantity, failures);
	return past.outputs;
}

function unfinished(resource: Resource, outputs: INodeExecutionData[], quantity: number, failures: Failure[]): Failure {
	const unknown = failures.filter(({ details }) => details.outcomeUnknown);
	const [reason] = unknown.length > 0 ? unknown : failures;
	const { status, hint = '', nothing, fields } = reason.details;
	const doubt = unknown.length > 0 ? `, and ${unknown.length} more may exist` : '';
	const names = named(
		outputs.map(({ json }) => recordName(json)),
		', ',
	);
	const count = quantity.toLocaleString('en');
	return new Failure(`Made ${outputs.length} of ${count} ${pluralNoun(resource)}${doubt}. ${reason.message}`, {
		kind: reason.kind,
		status,
		fields,
		...(names === '' ? { hint, nothing } : { hint: `${hint} Made: ${names}.`.trim() }),
		data: { made: outputs.map(({ json }) => identityOf(json)), mayExist: unknown.length },
		outcomeUnknown: unknown.length > 0,
	});
}
