/**
 * What an older tenant makes of names that came later: it does not know them and lets them pass, so a filter does not narrow
 * and a field is not kept. That it ignores and does not refuse them is assumed.
 */
import type { Operation } from './digest.mts';
import { propertiesOf } from './present.mts';
import { pairsOf } from './query.mts';
import { shapeOf, type Shape } from './shape.mts';

const filtersOf = ({ parameters }: Operation): Record<string, Shape> => {
	const filter = parameters.find(({ name }) => name === 'filter');
	return filter ? propertiesOf(shapeOf(filter.schema)) : {};
};

/** The query string without the filters and parameters that only the newest form of the operation has. */
export function searchWithoutNewer(own: Operation, newest: Operation, search: string): string {
	const [known, later] = [filtersOf(own), filtersOf(newest)];
	const isLater = (name: string): boolean => {
		const filter = /^filter\[([^\]]+)\]/.exec(name)?.[1];
		if (filter !== undefined) return filter in later && !(filter in known);
		const base = name.replace(/\[.*/, '');
		const has = ({ parameters }: Operation) => parameters.some((one) => one.in === 'query' && one.name === base);
		return has(newest) && !has(own);
	};
	const kept = pairsOf(search).filter(([name]) => !isLater(name));
	return kept.length > 0 ? `?${new URLSearchParams(kept).toString()}` : '';
}

/** A body without the fields that only the newest form of the operation has, at any depth. */
export function bodyWithoutNewer(own: Operation, newest: Operation, body: unknown): unknown {
	if (!own.body || !newest.body) return body;
	return without(shapeOf(own.body.schema), shapeOf(newest.body.schema), body);
}

function without(own: Shape, newest: Shape, value: unknown): unknown {
	if (Array.isArray(value)) {
		const [item, later] = [own.items, newest.items];
		return item && later ? value.map((one) => without(item, later, one)) : value;
	}
	if (typeof value !== 'object' || value === null) return value;
	const [known, later] = [propertiesOf(own), propertiesOf(newest)];
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => name in known || !(name in later))
			.map(([name, inner]) => [name, known[name] && later[name] ? without(known[name], later[name], inner) : inner]),
	);
}
