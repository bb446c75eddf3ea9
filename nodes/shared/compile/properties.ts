/** The parameters of a node: the Resource list, one Operation list per resource, then the fields of all operations. */
import type { INodeProperties, INodePropertyOptions, INodePropertyRouting } from 'n8n-workflow';
import { methodOf, pathOf } from '../catalogue';
import type { Operation, Resource } from '../catalogue';
import { operationName } from '../catalogue/words';
import { mergeParameters } from './merge';
import { actionOf, parametersOfOperation } from './operation';
import { noticeOf, saysOf, toolDescription } from './stakes';

/** What n8n's stock routing calls for an item, so that it comes the same way as a run. */
export type RunItem = NonNullable<NonNullable<INodePropertyRouting['operations']>['pagination']>;

export function parametersOfNode(resources: Resource[], runItem: RunItem): INodeProperties[] {
	return [
		resourceList(resources, runItem),
		...resources.map(operationList),
		...resources.flatMap(deprecationNotice),
		...mergeParameters(
			resources.flatMap((resource) =>
				Object.entries(resource.operations).map(([key, operation]) => ({
					resource: resource.value,
					operation: key,
					route: operation.route,
					parameters: [
						toolDescription(actionOf(resource, nameOf(key, operation), operation), operation),
						...noticeOf(operation),
						...parametersOfOperation(resource, operation),
					],
				})),
			),
		),
	];
}

/** A resource's name as the list shows it. */
export function resourceName(resource: Resource): string {
	return resource.deprecated ? `${resource.name} (${resource.deprecated.version}, Deprecated)` : resource.name;
}

function resourceList(resources: Resource[], pagination: RunItem): INodeProperties {
	const [{ value: first }] = resources;
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map((resource) => ({ name: resourceName(resource), value: resource.value })),
		default: first,
		// On the one property every operation shows, so that n8n's stock routing comes here as well.
		routing: { send: { paginate: true }, operations: { pagination } },
	};
}

function operationList(resource: Resource): INodeProperties {
	const operations = Object.entries(resource.operations);
	const [[first]] = operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: operations.map(([key, operation]) => operationOption(resource, key, operation)),
		default: first,
	};
}

function operationOption(resource: Resource, key: string, operation: Operation): INodePropertyOptions {
	const name = nameOf(key, operation);
	const deprecated = operation.deprecated ? ' (Deprecated)' : '';
	return {
		name: name + deprecated,
		value: key,
		description: saysOf(operation),
		action: actionOf(resource, name, operation),
		...(operation.builderHint ? { builderHint: { propertyHint: operation.builderHint } } : {}),
		routing: { request: { method: methodOf(operation), url: pathOf(operation) } },
	};
}

function nameOf(key: string, { name }: Operation): string {
	return name ?? operationName(key);
}

function deprecationNotice({ value, deprecated }: Resource): INodeProperties[] {
	if (!deprecated) return [];
	const { version, use } = deprecated;
	return [
		{
			displayName: `AMPECO will remove ${version} of this resource. Use ${use} instead.`,
			name: 'deprecationNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { resource: [value] } },
		},
	];
}
