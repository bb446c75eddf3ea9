/**
 * What a resource file exports: a resource with its operations, each stated once by its route, its
 * fields and one sentence.
 */
import { pathOf, segmentsOf } from './facts';
import type { Facts, RecordShape, Simple } from './facts';
import type { Field, FieldTable } from './fields';
import type { Derived } from './kinds/derived';
import type { Operation } from './operation';
import { withOperator } from './operatorId';
import type { OperatorPart } from './operatorId';
import { lowerCase, pluralOf } from './words';

export interface Resource {
	/** Stored in workflows: never changes once released. */
	value: string;
	name: string;
	/** What a message calls one of it, where the name is longer: "charge point" for Charge Point Security. */
	noun?: string;
	/** "vouchers"; by default the name in lower case with an s. */
	plural?: string;
	/** Fields of the path segments its routes share. */
	path?: FieldTable;
	record?: RecordShape;
	/** What its simple form begins with (simple.ts); all that is plain where it is left out. */
	simple?: Simple[];
	/** Its records name their charge point, so that the location can be looked up by it. */
	hasPlace?: boolean;
	/** Where the version before it is, for tenants that do not have this one yet: "AMPECO Older Versions (Business) > User". */
	older?: string;
	/** Set on a deprecated version: its number and the name of the resource to use instead. */
	deprecated?: { version: string; use: string };
	/** Which parts have `operatorId` (operatorId.ts). */
	operator?: OperatorPart[];
	operations: Record<string, Operation>;
}

type Stated = Record<string, Operation | Derived<Operation>>;

/** A resource, with the operations that its file states; those made of others are Operations like the rest. */
type Whole<O extends Stated> = Omit<Resource, 'operations'> & {
	operations: { [Key in keyof O]: O[Key] extends Derived<infer Made> ? Made : O[Key] };
};

/**
 * States a resource; a mistake is marked where it is made.
 *
 * @throws Error with a sentence when an operation that is made of others does not fit them
 */
export function resource<O extends Stated>(definition: Omit<Resource, 'operations'> & { operations: O }): Whole<O> {
	const whole = withOperator(definition);
	const stated = withOlder(whole.operations, whole.older);
	const siblings = { ...whole, operations: stated, plural: pluralNoun(definition) };
	const operations = Object.entries(stated).map(([key, one]) => [key, 'from' in one ? one.from(siblings) : one]);
	return { ...whole, operations: Object.fromEntries(operations) as Whole<O>['operations'] };
}

/** Names the version before this one where an operation is not on every tenant. */
function withOlder(operations: Stated, older?: string): Stated {
	if (!older) return operations;
	return Object.fromEntries(
		Object.entries(operations).map(([key, one]) => [
			key,
			'from' in one || !one.since ? one : { before: older, ...one },
		]),
	);
}

/** The fields of an operation's path, in the order of the path. Throws when one has no field. */
export function pathFields(
	resource: Pick<Resource, 'value' | 'path'>,
	operation: Pick<Facts, 'route' | 'path'>,
): FieldTable {
	const table = { ...resource.path, ...operation.path };
	return Object.fromEntries(
		segmentsOf(pathOf(operation)).map((segment): [string, Field] => {
			const field = table[segment];
			if (!field) throw new Error(`${resource.value}: no field for {${segment}} of ${operation.route}`);
			return [segment, field];
		}),
	);
}

/** What a message calls one record of a resource. */
export function nounOf({ noun, name }: Pick<Resource, 'noun' | 'name'>): string {
	return noun ?? lowerCase(name);
}

/** What a message calls several of them. */
export function pluralNoun({ plural, name }: Pick<Resource, 'plural' | 'name'>): string {
	return plural ?? pluralOf(name);
}
