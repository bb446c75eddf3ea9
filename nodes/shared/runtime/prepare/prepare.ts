/** From a form that was filled in for one item to the request that carries out its operation. */
import { isTable, nounOf, pathFields, pathOf, wireNames } from '../../catalogue';
import type { FieldTable, Operation, Resource } from '../../catalogue';
import { pathTable } from '../../catalogue/form';
import { lowerCase } from '../../catalogue/words';
import type { Asking } from '../kinds/kind';
import type { Request } from '../send/request';
import { getIn, isObject } from '../values/objects';
import { withoutWords } from '../values/unset';
import { wireValue } from '../values/values';
import { fromFormOrItem } from './columns';
import type { Columns } from './columns';
import type { Filled } from './filled';
import { settleKeys } from './keys';
import { filledPath } from './path';
import { inAddress, queryFor } from './query';
import { bodyFromForm, bodyFromItem, columnsOf, variantIn } from './requestBody';

/**
 * @param asking what the kind of operation asks in its own way
 * @throws FieldProblem with the label of what is missing or does not fit
 */
export function prepare(filled: Filled, asking: Asking = {}): Request {
	const { resource, operation } = filled;
	const columns = columnsOf(filled, asking);
	const path = pathFor(filled, columns);
	const query = queryFor(filled);
	const body = columns ? bodyFromItem(filled, columns) : bodyFromForm(filled, asking);
	if (operation.body) settleKeys(operation.body, body);
	asking.complete?.(body as Record<string, unknown>);
	const newer = [
		...newerIn(operation.filters, query.filter),
		...newerIn(operation.query, query),
		...newerIn(isTable(operation.body) ? operation.body : {}, body),
	];
	const variant = columns && variantIn(columns);
	return {
		operation,
		noun: nounOf(resource),
		named: namedIn(resource, operation),
		path,
		query,
		body,
		newer,
		...(variant === undefined ? {} : { variant }),
	};
}

/** A single ID is that of the record itself, which has a name of its own, unless records below it are made or listed. */
function namedIn(resource: Resource, operation: Operation): string[] {
	const labels = Object.values(pathFields(resource, operation)).map(({ label }) => lowerCase(label));
	const isAbove = operation.several === true || operation.route.startsWith('POST /public-api/resources/');
	return labels.length === 1 && !isAbove ? [nounOf(resource)] : labels;
}

/** The fields of a table that were given and that not every tenant knows. */
function newerIn(table: FieldTable = {}, given: unknown): NonNullable<Request['newer']> {
	return Object.entries(table).flatMap(([key, field]) =>
		field.since && isObject(given) && getIn(given, wireNames(key, field)) !== undefined
			? [{ label: field.label, since: field.since }]
			: [],
	);
}

function pathFor({ resource, operation, read, timeZone }: Filled, columns: Columns | undefined): string {
	const fields = pathTable(resource, operation);
	return filledPath(pathOf(operation), (segment) => {
		const field = fields[segment];
		const inForm = withoutWords(read(segment));
		const given = columns ? fromFormOrItem(inForm, columns.path.get(segment), field.label) : inForm;
		const value = wireValue(field, given, timeZone);
		return { value: inAddress(value, field.label), label: field.label };
	});
}
