/** The labels a person sees for a field that AMPECO names by its wire path, e.g. "periods.0.start". */
import { innerFields, isField, isInline, isTable, wireNames } from '../../catalogue';
import type { Field, FieldTable } from '../../catalogue';
import type { Asked } from '../send/request';

/** Characters of a path that are looked at; none of AMPECO's comes near. */
const LONGEST_PATH = 500;

export function labelOf(given: string, operation: Asked): string {
	const path = given.length > LONGEST_PATH ? `${given.slice(0, LONGEST_PATH)}…` : given;
	const segments = path
		.replace(/^filter[.[]/, '')
		.replace(/[[\]]/g, '.')
		.split('.')
		.filter(Boolean);
	const body: FieldTable = isTable(operation.body)
		? operation.body
		: isField(operation.body)
			? { items: operation.body }
			: {};
	const labels = labelsOf(segments, { ...operation.path, ...operation.filters, ...operation.query, ...body });
	return labels.join(' > ') || path;
}

function labelsOf(segments: string[], table: FieldTable): string[] {
	if (segments.length === 0) return [];
	const [segment, ...rest] = segments;
	if (/^\d+$/.test(segment)) return [String(Number(segment) + 1), ...labelsOf(rest, table)];
	const found = fieldAt(segments, table);
	if (!found) return segments;
	return [found.field.label, ...labelsOf(segments.slice(found.names.length), innerFields(found.field))];
}

/** The field whose wire names begin a path. */
function fieldAt(segments: string[], table: FieldTable): { field: Field; names: string[] } | undefined {
	for (const [key, field] of Object.entries(table)) {
		const names = wireNames(key, field);
		if (names.every((name, index) => segments[index] === name)) return { field, names };
		const inner = isInline(field) ? fieldAt(segments, innerFields(field)) : undefined;
		if (inner) return inner;
	}
	return undefined;
}
