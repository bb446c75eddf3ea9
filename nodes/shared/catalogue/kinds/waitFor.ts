/** "Wait for Status": a record is read again and again until it has one of the values a person chose. */
import type { Details, Facts } from '../facts';
import { integer, required } from '../fields';
import type { ChoicesField, FieldTable } from '../fields';

/** What an operation waits for. */
export interface Wait {
	/** The property of the record that is looked at. */
	property: string;
	/** The values to choose from, as a field of several choices; its preset is what a person mostly wants. */
	values: ChoicesField & { preset: string[] };
	/** Values that change no more. */
	last: string[];
}

export interface WaitFor extends Facts {
	kind: 'waitFor';
	wait: Wait;
}

/** The name of the parameter with the values that end the wait; stored in workflows. */
export const WAIT_FOR = 'waitFor';

/** The other parameters it has on top, by the names stored in workflows. */
export const WAIT = {
	waitAtMost: required(
		integer('Wait at Most', { min: 1, max: 3600, default: 120, about: 'In seconds, at most 3,600' }),
	),
} satisfies FieldTable;

/** Reads a record until it has one of the values a person chose, or the time is over. */
export function waitFor(route: `GET ${string}`, wait: Wait, details: Details): WaitFor {
	const builderHint = 'Instead of a loop with Get and Wait';
	return { kind: 'waitFor', effect: 'read', builderHint, ...details, route, wait };
}
