/**
 * Waits for a record to change: reads it again and again, at growing intervals and within the tenant's
 * limit, until it has a value a person chose, has one that changes no more, or the time is over.
 */
import type { Wait } from '../catalogue';
import { LONGEST_WAIT, PARAMETER } from '../compile/operation';
import { cancelSignal } from './context';
import { Failure, nounOf } from './failure';
import type { Work } from './item';
import { recordsOf } from './records';
import { send } from './send';
import type { Prepared, Sender } from './send';
import { getIn, wholeNumber, wireValue } from './values';
import { waitUntil } from './wait';

/** The pauses between two looks, in milliseconds: the first, by what each is longer, and the longest. */
const PAUSE = { first: 1000, growth: 1.5, longest: 15_000 };

/** How often a wait looks whether the run has failed elsewhere, in milliseconds. */
const LOOK = 1000;

/**
 * @returns the record with one of the values wanted; undefined when the run has failed elsewhere meanwhile
 * @throws Failure that says what value it has, when that is final or the time is over; Stopped
 */
export async function waitForValue(work: Work, sender: Sender, prepared: Prepared, wait: Wait): Promise<unknown> {
	const wanted = wireValue({ ...wait.values, required: true }, work.read(PARAMETER.waitFor), 'UTC') as string[];
	const seconds = wholeNumber(work.read(PARAMETER.waitAtMost), 'Wait at Most', 1, LONGEST_WAIT);
	const end = Date.now() + seconds * 1000;
	for (let pause = PAUSE.first; ; pause = Math.min(pause * PAUSE.growth, PAUSE.longest)) {
		const [record] = recordsOf(await send({ ...sender, latest: end }, prepared), sender.operation);
		const value = String(getIn((record ?? {}) as Record<string, unknown>, [wait.property]));
		if (wanted.includes(value)) return record;
		if (wait.last.includes(value)) throw endedFailure(sender, wait, wanted, value);
		if (Date.now() >= end) throw lateFailure(sender, wait, wanted, value, seconds);
		work.leave?.();
		await nap(work, Math.min(Date.now() + pause, end));
		if (work.givenUp?.()) return undefined;
	}
}

/** Waits until a time, but no longer than there is a run to wait for. */
async function nap(work: Work, time: number): Promise<void> {
	const signal = cancelSignal(work.context);
	while (Date.now() < time && !signal?.aborted && !work.givenUp?.()) {
		await waitUntil(Math.min(time, Date.now() + LOOK), signal);
	}
}

function endedFailure({ resource }: Sender, wait: Wait, wanted: string[], value: string): Failure {
	return new Failure(
		`The ${nounOf(resource)} is ${shown(wait, [value])} and will not become ${shown(wait, wanted)} any more`,
		{
			hint: `To go on with it, choose ${shown(wait, [value])} under ${wait.values.label} as well.`,
			data: { [wait.property]: value },
			fate: 'notDone',
		},
	);
}

function lateFailure({ resource }: Sender, wait: Wait, wanted: string[], value: string, seconds: number): Failure {
	return new Failure(
		`The ${nounOf(resource)} is still ${shown(wait, [value])} after ${seconds} seconds, not ${shown(wait, wanted)}`,
		{
			hint: 'It may still become so. Raise Wait at Most, or run the item again.',
			data: { [wait.property]: value },
			fate: 'notDone',
		},
	);
}

/** Values as a person sees them in the list. */
function shown(wait: Wait, values: string[]): string {
	const names = new Map(wait.values.options.map((option) => [String(option.value), option.name]));
	return values.map((value) => names.get(value) ?? value).join(' or ');
}
