/**
 * Waits for a record to change: reads it again and again, at growing intervals and within the tenant's
 * limit, until it has a value a person chose, has one that changes no more, or the time is over.
 */
import type { INodeExecutionData } from 'n8n-workflow';
import { WAIT, WAIT_FOR, required } from '../../catalogue';
import type { Wait, WaitFor } from '../../catalogue';
import { counted } from '../../catalogue/words';
import { Failure } from '../errors/errors';
import { locationsOf } from '../output/locations';
import { shapeOf, withProperties } from '../output/outputs';
import { recordsOf } from '../records/records';
import { waitUntil } from '../run/wait';
import { connectionOf } from '../run/work';
import type { Work } from '../run/work';
import { cancelSignal } from '../send/connection';
import type { Request } from '../send/request';
import { send } from '../send/send';
import { getIn } from '../values/objects';
import { wholeNumberIn, wireValue } from '../values/values';

/** The pauses between two looks, in milliseconds: the first, by what each is longer, and the longest. */
const PAUSE = { first: 1000, growth: 1.5, longest: 15_000 };

/** Multiples of the golden ratio, without their whole part, lie evenly between 0 and 1 however many they are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * @returns the record with one of the values wanted; undefined when the run has failed elsewhere meanwhile
 * @throws Failure that says what value it has, when that is final or the time is over; Stopped
 */
export async function runWaitFor(
	work: Work,
	operation: WaitFor,
	request: Request,
): Promise<INodeExecutionData[] | undefined> {
	const { wait } = operation;
	const shape = shapeOf(work, operation, request);
	const connection = await connectionOf(work);
	const wanted = wireValue(required(wait.values), work.read(WAIT_FOR), 'UTC') as string[];
	const seconds = wholeNumberIn(work.read, 'waitAtMost', WAIT.waitAtMost);
	const end = Date.now() + seconds * 1000;
	const pauses = pausesOf(work.itemIndex);
	for (;;) {
		const [record] = recordsOf(await send({ ...connection, latest: end }, request), request);
		const value = String(getIn((record ?? {}) as Record<string, unknown>, [wait.property]));
		if (wanted.includes(value)) {
			const locations = await locationsOf(work, operation, connection, [record]);
			return [withProperties(shape(record), locations?.[0])];
		}
		if (wait.last.includes(value)) throw endedFailure(request, wait, wanted, value);
		if (Date.now() >= end) throw lateFailure(request, wait, wanted, value, seconds);
		work.leave?.();
		await waitUntil(Math.min(Date.now() + pauses.next().value, end), cancelSignal(work.context), work.givenUp);
		if (work.givenUp?.()) return undefined;
	}
}

/**
 * The pauses before each further look, in milliseconds. Items that began together would ask together each time; so each looks a
 * share of the following pause later than the first item does, which spreads the looks of all over it.
 */
export function* pausesOf(itemIndex: number): Generator<number, never> {
	const share = (itemIndex * GOLDEN) % 1;
	let late = 0;
	for (let pause = PAUSE.first; ; ) {
		const following = Math.min(pause * PAUSE.growth, PAUSE.longest);
		yield pause + share * following - late;
		late = share * following;
		pause = following;
	}
}

function endedFailure({ noun }: Request, wait: Wait, wanted: string[], value: string): Failure {
	return new Failure(`The ${noun} is ${shown(wait, [value])} and will not become ${shown(wait, wanted)} any more`, {
		kind: 'notReached',
		hint: `To go on with it, choose ${shown(wait, [value])} under ${wait.values.label} as well.`,
		data: { [wait.property]: value },
	});
}

function lateFailure({ noun }: Request, wait: Wait, wanted: string[], value: string, seconds: number): Failure {
	return new Failure(
		`The ${noun} is still ${shown(wait, [value])} after ${counted(seconds, 'second')}, not ${shown(wait, wanted)}`,
		{
			kind: 'notReached',
			hint: 'It may still become so. Raise Wait at Most, or run the item again.',
			data: { [wait.property]: value },
		},
	);
}

/** Values as a person sees them in the list. */
function shown(wait: Wait, values: string[]): string {
	const names = new Map(wait.values.options.map((option) => [String(option.value), option.name]));
	return values.map((value) => names.get(value) ?? value).join(' or ');
}
