/** Where less given means more done: what narrows an action must have a value, and fit what Apply To says. */
import { wireNames } from '../../catalogue';
import type { Operation } from '../../catalogue';
import { APPLY_TO, PARAMETER, tableOf } from '../../catalogue/form';
import { FieldProblem } from '../errors/errors';
import { getIn } from '../values/objects';
import type { Read } from '../values/read';
import { isUnset } from '../values/unset';

type Json = Record<string, unknown>;

/** What an expression left empty must not widen a change to everything. Throws FieldProblem. */
export function checkNarrowed(operation: Operation, body: Json, has: (key: string) => boolean): void {
	const empty = narrowing(operation, body).find(({ key, isGiven }) => has(key) && !isGiven);
	if (!empty) return;
	throw new FieldProblem(
		`${empty.label} gives no value, and without it more would be meant. Give it one, or remove the field.`,
	);
}

/** What is given must fit what was chosen. Throws FieldProblem. */
export function checkApplyTo(operation: Operation, body: Json, read: Read): void {
	const { applyTo } = operation;
	if (!applyTo) return;
	const { label = 'Apply To', all, some } = applyTo;
	const chosen = String(read(PARAMETER.applyTo, APPLY_TO.some));
	const fields = narrowing(operation, body);
	const labels = fields.map((field) => field.label).join(' or ');
	const given = fields.find(({ isGiven }) => isGiven);
	if (chosen === APPLY_TO.all && given) {
		throw new FieldProblem(`${given.label} is given, but ${label} is ${all}. Remove it, or choose ${some}.`);
	}
	if (chosen === APPLY_TO.some && !given) {
		throw new FieldProblem(`${labels} gives no value. Give it one, or set ${label} to ${all} if that is meant.`);
	}
	if (chosen !== APPLY_TO.all && chosen !== APPLY_TO.some) {
		throw new FieldProblem(`${label} has no choice named ${JSON.stringify(chosen)}. Choose one from the list.`);
	}
}

/** The fields that narrow what is acted on, and whether a body has them. */
function narrowing(operation: Operation, body: Json) {
	const { narrowedBy = [] } = operation;
	return narrowedBy.map((key) => {
		const field = tableOf(operation)[key];
		return { key, label: field.label, isGiven: !isUnset(getIn(body, wireNames(key, field))) };
	});
}
