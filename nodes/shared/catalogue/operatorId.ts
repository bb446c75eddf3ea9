/**
 * `operatorId`: whose a record is on a tenant with several operators. AMPECO added it to most resources at once, so a resource
 * file only says in which parts it is (`operator`), and this file what it is.
 */
import { isTable } from './facts';
import type { Facts, RecordShape } from './facts';
import { ref } from './fields';
import type { FieldTable } from './fields';

/** What of a resource has `operatorId`: its record, the filters of its list, the body of a create, of an update. */
export type OperatorPart = 'record' | 'filter' | 'create' | 'update';

const since = '3.251';

const inFilter: FieldTable = {
	operatorId: ref('operator', 'Operator', { since, about: 'Where the tenant has several operators' }),
};

const inBody: FieldTable = {
	operatorId: ref('operator', 'Operator', { since, about: 'Whose it is, where the tenant has several operators' }),
};

interface Stated {
	operator?: OperatorPart[];
	record?: RecordShape;
	operations: Record<string, object>;
}

/** The resource with `operatorId` in the parts it names. */
export function withOperator<D extends Stated>(definition: D): D {
	const { operator: parts = [], record, operations } = definition;
	return {
		...definition,
		...(parts.includes('record') && { record: { ...record, operatorId: 'integer' } }),
		operations: Object.fromEntries(
			Object.entries(operations).map(([key, operation]) => [key, withOperatorIn(parts, key, operation as Facts)]),
		),
	};
}

function withOperatorIn(parts: OperatorPart[], key: string, operation: Facts): Facts {
	if (key === 'getAll' && parts.includes('filter')) {
		return { ...operation, filters: { ...operation.filters, ...fieldOf(operation, inFilter) } };
	}
	const inThis = (key === 'update' && parts.includes('update')) || (isCreate(key) && parts.includes('create'));
	const { body } = operation;
	return inThis && isTable(body) ? { ...operation, body: { ...body, ...fieldOf(operation, inBody) } } : operation;
}

/** With an operation that is newer itself, the field came along. */
function fieldOf({ since: newer }: Facts, { operatorId }: FieldTable): FieldTable {
	return { operatorId: newer ? { ...operatorId, since: undefined } : operatorId };
}

function isCreate(key: string): boolean {
	return key === 'create' || key === 'createMany';
}
