/** "Create Many": the same create, sent as often as a person says, with one item out per record made. */
import type { Details, Facts } from '../facts';
import { integer, required } from '../fields';
import type { FieldTable } from '../fields';

export interface Repeat extends Facts {
	kind: 'repeat';
}

/** The parameters it has on top, by the names stored in workflows. One item may make 10,000 records at most. */
export const REPEAT = {
	quantity: required(integer('Quantity', { min: 1, max: 10_000, default: 10 })),
} satisfies FieldTable;

export function createMany(route: `POST ${string}`, details: Details): Repeat {
	const builderHint = 'Instead of a loop with Create';
	return { kind: 'repeat', effect: 'write', several: true, inParts: true, builderHint, ...details, route };
}
