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
