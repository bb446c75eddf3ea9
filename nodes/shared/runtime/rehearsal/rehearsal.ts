/** Dry Run: what a write would send, in place of sending it. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { childrenOf, innerFields, isField, isInline, isSecret, methodOf, wireNames } from '../../catalogue';
import type { Body, Operation } from '../../catalogue';
import { PARAMETER, writes } from '../../catalogue/form';
import { HIDDEN } from '../records/differences';
import type { Work } from '../run/work';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { tooNewFields } from '../send/version';
import { getIn, isObject, setIn } from '../values/objects';
import type { Read } from '../values/read';
import { wireValue } from '../values/values';

const LABEL = 'Dry Run';

/** What would become of a row, in one word, where more than the operation's method tells it; people's workflows branch on it. */
export type Would = 'create' | 'update' | 'unchanged' | 'existing';

/** What is told of an item that is rehearsed. */
interface Rehearsed extends IDataObject {
	would?: Would;
}

/**
 * Whether an item is only to be rehearsed.
 *
 * @throws FieldProblem where the option was added and says neither, as the item could then be sent though nobody wants it
 */
export function isRehearsed(operation: Operation, read: Read): boolean {
	if (!writes(operation)) return false;
	const given = read(`${PARAMETER.options}.${PARAMETER.dryRun}`, false);
	return wireValue({ kind: 'flag', label: LABEL, required: true }, given, 'UTC') as boolean;
}

/**
 * The output of an item that is rehearsed: the request as it would go, without the tenant.
 *
 * @param more what else is to be told of it
 * @throws Failure where the tenant is known to be too old for it
 */
export function rehearsed(
	{ itemIndex }: Work,
	{ tenant }: Connection,
	request: Request,
	more: Rehearsed = {},
): INodeExecutionData {
	const tooNew = tooNewFields(tenant.baseUrl, request);
	if (tooNew) throw tooNew;
	const { operation, path, query, body } = request;
	return rehearsalOf(itemIndex, {
		...more,
		method: methodOf(operation),
		path,
		...(Object.keys(query).length > 0 ? { query } : {}),
		...(body === undefined ? {} : { body: withoutSecrets(operation.body, body) as IDataObject }),
	});
}

/** The output of an item for which nothing would be sent. */
export function rehearsalOf(item: number, what: Rehearsed): INodeExecutionData {
	return { json: { dryRun: true, ...what }, pairedItem: { item } };
}

/** A copy of a body in which secrets cannot be read. */
export function withoutSecrets(table: Body | undefined, body: unknown): unknown {
	if (Array.isArray(body)) return body.map((row) => withoutSecrets(table, row));
	if (!isObject(body) || table === undefined) return body;
	if (isField(table)) return withoutSecrets(innerFields(table), body);
	const copy = { ...body };
	for (const [key, field] of Object.entries(table)) {
		if (isInline(field)) Object.assign(copy, withoutSecrets(innerFields(field), copy));
		const names = wireNames(key, field);
		const value = getIn(copy, names);
		if (value === undefined || value === null) continue;
		if (isSecret(field)) setIn(copyOfWay(copy, names), names, HIDDEN);
		else if (childrenOf(field).length > 0) {
			setIn(copyOfWay(copy, names), names, withoutSecrets(innerFields(field), value));
		}
	}
	return copy;
}

/** Makes the objects on a way new ones, so that what is set in them is not set in the body. */
function copyOfWay(copy: Record<string, unknown>, names: string[]): Record<string, unknown> {
	let inner = copy;
	for (const name of names.slice(0, -1)) inner = (inner[name] = { ...(inner[name] as object) }) as typeof inner;
	return copy;
}
