/**
 * Merges the parameters of all operations of a node: parameters that are the same in several
 * operations become one with a wider display condition, and every operation keeps its own order.
 * A display condition is a rectangle (these resources times these operations), so two may be joined
 * only where the rectangle covers no operation that lacks the parameter.
 */
import type { INodeProperties } from 'n8n-workflow';

/** One operation of a node with its parameters, in order. */
export interface OperationParameters {
	resource: string;
	operation: string;
	parameters: INodeProperties[];
}

interface Shared {
	parameter: INodeProperties;
	identity: string;
	users: Array<{ resource: string; operation: string }>;
}

export function mergeParameters(all: OperationParameters[]): INodeProperties[] {
	const merged: Shared[] = [];
	for (const { resource, operation, parameters } of all) {
		let after = -1;
		for (const parameter of parameters) {
			const identity = JSON.stringify(parameter);
			const found = merged.findIndex(
				(shared, index) =>
					index > after &&
					shared.identity === identity &&
					isRectangle([...shared.users, { resource, operation }], all),
			);
			if (found >= 0) {
				merged[found].users.push({ resource, operation });
				after = found;
			} else {
				after += 1;
				merged.splice(after, 0, { parameter, identity, users: [{ resource, operation }] });
			}
		}
	}
	joinRectangles(merged, all);
	return merged.map(({ parameter, users }) => ({
		...parameter,
		displayOptions: {
			show: {
				resource: unique(users.map((user) => user.resource)),
				operation: unique(users.map((user) => user.operation)),
				...parameter.displayOptions?.show,
			},
		},
	}));
}

/**
 * Joins the same parameter of two places where only both together make a rectangle, one of which may
 * then move to the other: no operation that shows it may have another parameter on the way.
 */
function joinRectangles(merged: Shared[], all: OperationParameters[]): void {
	const before = merged.length;
	for (let first = 0; first < merged.length; first += 1) {
		for (let second = first + 1; second < merged.length; second += 1) {
			const [one, other] = [merged[first], merged[second]];
			if (one.identity !== other.identity || !isRectangle([...one.users, ...other.users], all)) continue;
			const between = merged.slice(first + 1, second);
			const [kept, given] = isFree(other, between) ? [one, other] : [other, one];
			if (!isFree(given, between)) continue;
			kept.users.push(...given.users);
			merged.splice(merged.indexOf(given), 1);
			second = first;
		}
	}
	// What is wider now may fit what did not before.
	if (merged.length < before) joinRectangles(merged, all);
}

/** Whether none of a parameter's operations shows any of the others. */
function isFree({ users }: Shared, others: Shared[]): boolean {
	const own = new Set(users.map(markOf));
	return others.every((other) => other.users.every((user) => !own.has(markOf(user))));
}

function markOf({ resource, operation }: { resource: string; operation: string }): string {
	return `${resource} ${operation}`;
}

/** Whether no operation but the users lies in the product of their resources and operations. */
function isRectangle(users: Shared['users'], all: OperationParameters[]): boolean {
	const resources = new Set(users.map((user) => user.resource));
	const operations = new Set(users.map((user) => user.operation));
	const covered = all.filter((one) => resources.has(one.resource) && operations.has(one.operation));
	return covered.length === users.length;
}

function unique(values: string[]): string[] {
	return [...new Set(values)];
}
