/** "Create Many": the same create, sent as often as a person says, with one item out per record made. */
import type { Details, Facts } from '../facts';

export interface Repeat extends Facts {
	kind: 'repeat';
}

/** Names of the parameters it has on top; stored in workflows. */
export const REPEAT = { quantity: 'quantity' } as const;

/** Most records that one item may make. */
export const MOST_REPEATS = 10_000;

export function createMany(route: `POST ${string}`, details: Details): Repeat {
	const builderHint = 'Instead of a loop with Create';
	return { kind: 'repeat', effect: 'write', several: true, inParts: true, builderHint, ...details, route };
}
