/** What was set in the trigger's panel: its options, and which of the events that arrive pass the filters. */
import type { IDataObject } from 'n8n-workflow';
import { events } from '../Notification/events';
import { PARAMETER } from '../shared/catalogue/form';
import { FieldProblem } from '../shared/runtime/errors/errors';
import { isUnset } from '../shared/runtime/values/unset';
import { wireObject, wireValue } from '../shared/runtime/values/values';
import { appliesTo, filters, otherFields, valuesAt } from './filters';
import type { Filter } from './filters';
import { options } from './options';

export interface Options {
	catchUp?: boolean;
	keepRepeats?: boolean;
	longestDelay?: number;
	tenant?: string;
}

/** @throws FieldProblem with the option's label when a value does not fit */
export function optionsOf(context: { getNodeParameter(name: string, fallback: object): unknown }): Options {
	const given = (context.getNodeParameter(PARAMETER.options, {}) ?? {}) as IDataObject;
	return wireObject(options, (name) => given[name], 'UTC');
}

/** A filter with the values a person chose, one of which must be there. */
interface Wanted {
	filter: Filter;
	values: Set<string>;
}

/**
 * The filters that are set.
 *
 * @throws FieldProblem with the filter's label when a value does not fit
 */
export function wantedOf(given: IDataObject): Wanted[] {
	const named = Object.entries(filters)
		.filter(([name]) => name in given)
		.map(([name, filter]) => wanted(filter, valueGiven(filter, given[name])));
	const rows = (wireValue(otherFields, given.otherFields, 'UTC') ?? []) as Array<{ path: string; values: string[] }>;
	const others = rows.map(({ path, values }) => wanted({ field: otherFields, paths: [path] }, values));
	return [...named, ...others];
}

function valueGiven({ field }: Filter, given: unknown): unknown {
	const value = wireValue(field, given, 'UTC');
	if (value !== undefined) return value;
	throw new FieldProblem(
		`${field.label} gives no value, so more events than meant would start the workflow. Give it one, or remove the filter.`,
	);
}

function wanted(filter: Filter, values: unknown): Wanted {
	return { filter, values: new Set([values].flat().map(plain)) };
}

/**
 * Whether a payload passes all filters. A filter on something that events of this kind are not known to have lets it pass;
 * an event that could have it but has not does not pass. A filter under Other Fields is for every event.
 */
export function passes(payload: IDataObject, all: Wanted[]): boolean {
	const event = events.find(({ value }) => value === payload.notification);
	return all.every(({ filter, values }) => {
		if (filter.only && !filter.only.includes(String(payload.notification))) return true;
		const present = filter.paths.flatMap((path) => valuesAt(payload, path)).filter((value) => !isUnset(value));
		if (present.length === 0) return filter.field !== otherFields && !(event && appliesTo(filter, event));
		return present.some((value) => values.has(plain(value)));
	});
}

/** AMPECO writes some words with underscores in one place and with spaces in another. */
function plain(value: unknown): string {
	return String(value).toLowerCase().replace(/_/g, ' ');
}
