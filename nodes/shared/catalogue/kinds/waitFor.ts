/** "Wait for Status": a record is read again and again until it has one of the values a person chose. */
import type { Details, Facts } from '../facts';
import type { ChoicesField } from '../fields';

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

/** Names of the parameters it has on top; stored in workflows. */
export const WAIT_FOR = { waitFor: 'waitFor', waitAtMost: 'waitAtMost' } as const;

/** Seconds that a wait may last at most. */
export const MOST_SECONDS = 3600;

/** Reads a record until it has one of the values a person chose, or the time is over. */
export function waitFor(route: `GET ${string}`, wait: Wait, details: Details): WaitFor {
	const builderHint = 'Instead of a loop with Get and Wait';
	return { kind: 'waitFor', effect: 'read', builderHint, ...details, route, wait };
}
