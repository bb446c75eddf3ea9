/**
 * What an operation that acts says in answer beside what AMPECO says: which record it acted on, and whether it is done. The
 * runner gives it, the preview shows it.
 */
import { methodOf, pathOf, segmentsOf } from './facts';
import type { Facts, RecordShape } from './facts';
import type { Field } from './fields';
import { pathFields } from './resource';
import type { Resource } from './resource';

/** Entities that are another under certain conditions; their IDs are the same. */
const SAME: Record<string, string> = {
	evseOfChargePoint: 'evse',
	runningSession: 'session',
	partnerSettlementReport: 'settlementReport',
};

/** A segment of the path, under the name that its value has in the answer. */
export interface Echoed {
	segment: string;
	name: string;
	/** Whether it is an ID that another record has as well. */
	isId: boolean;
}

/** What of the path an operation gives back; empty for those that give a record. */
export function echoOf(resource: Pick<Resource, 'value' | 'path'>, operation: Facts): Echoed[] {
	if (operation.outcome === undefined && !isDelete(operation)) return [];
	const fields = pathFields(resource, operation);
	const path = pathOf(operation);
	return segmentsOf(path).map((segment) => {
		const field = fields[segment];
		const isId = field.kind === 'ref' || field.kind === 'integer';
		// What is deleted is what the path ends with, unless that is but a part of it.
		const isDeleted = isDelete(operation) && isId && path.endsWith(`{${segment}}`);
		return { segment, name: isDeleted ? 'id' : nameOf(segment, field), isId };
	});
}

/** The shape of an answer with what is given back. */
export function echoShape(
	resource: Pick<Resource, 'value' | 'path'>,
	operation: Facts,
	record: RecordShape,
): RecordShape {
	const { outcome } = operation;
	if (outcome === undefined && !isDelete(operation)) return record;
	const answered = Object.entries(record).filter(([name]) => name !== 'success');
	const acted = echoOf(resource, operation).map(({ name, isId }) => [name, isId ? 'integer' : 'text'] as const);
	return { ...Object.fromEntries(acted), ...Object.fromEntries(answered), ...(outcome ? { [outcome]: 'flag' } : {}) };
}

function isDelete(operation: Facts): boolean {
	return methodOf(operation) === 'DELETE';
}

function nameOf(segment: string, field: Field): string {
	if (field.kind === 'ref') return `${SAME[field.entity] ?? field.entity}Id`;
	return field.kind === 'integer' && !/Id$/.test(segment) ? `${segment}Id` : segment;
}
