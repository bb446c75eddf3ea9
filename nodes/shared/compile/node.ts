/**
 * What a node class is made of: its parameters, its operations and its list searches, all from the
 * resources of the catalogue.
 */
import type {
	IExecuteFunctions,
	IExecutePaginationFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { isField, methodOf, pathOf } from '../catalogue';
import type { Field, FieldTable, Operation, Resource } from '../catalogue';
import { runOneItem, runOperation } from '../runtime/run';
import { getCountries, getCurrencies } from '../runtime/loadOptions';
import { searchEntity } from '../runtime/listSearch';
import { searchMethodOf } from './field';
import { mergeParameters } from './merge';
import { actionOf, parametersOfOperation } from './operation';
import { description, operationName } from './words';

/** The parameters of a node: the Resource list, one Operation list per resource, then the fields. */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	return [
		resourceList(resources),
		...resources.map(operationList),
		...resources.filter((resource) => resource.deprecated).map(deprecationNotice),
		...mergeParameters(
			resources.flatMap((resource) =>
				operationsOf(resource).map(([operation, details]) => ({
					resource: resource.value,
					operation,
					parameters: parametersOfOperation(resource, details),
				})),
			),
		),
	];
}

/** How n8n runs each operation in a workflow: through the runner, which reads each parameter once. */
export function customOperationsOf(resources: Resource[]): NonNullable<INodeType['customOperations']> {
	return dictionary(
		resources.map((resource) => [
			resource.value,
			dictionary(
				operationsOf(resource).map(([name, operation]) => [
					name,
					async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
						return await runOperation(this, resource, operation);
					},
				]),
			),
		]),
	);
}

/** An object without a prototype: n8n looks names up in it that come from a workflow, "toString" among them. */
function dictionary<T>(entries: Array<[string, T]>): Record<string, T> {
	return Object.assign(Object.create(null) as Record<string, T>, Object.fromEntries(entries));
}

/** The list searches and option lists that the node's parameters name. */
export function methodsOf(resources: Resource[]): NonNullable<INodeType['methods']> {
	const listSearch: NonNullable<NonNullable<INodeType['methods']>['listSearch']> = {};
	for (const field of resources.flatMap(fieldsOf)) {
		if (field.kind !== 'ref' && field.kind !== 'refs') continue;
		const property = field.kind === 'ref' ? field.property : undefined;
		listSearch[searchMethodOf(field.entity, property)] = async function (filter, paginationToken) {
			return await searchEntity(this, field.entity, property, filter, paginationToken);
		};
	}
	return { listSearch, loadOptions: { getCountries, getCurrencies } };
}

/** A resource's name as the list shows it. */
export function resourceName(resource: Resource): string {
	return resource.deprecated ? `${resource.name} (${resource.deprecated.version}, Deprecated)` : resource.name;
}

function operationsOf(resource: Resource): Array<[string, Operation]> {
	return Object.entries(resource.operations);
}

function resourceList(resources: Resource[]): INodeProperties {
	const [{ value: first }] = resources;
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map((resource) => ({ name: resourceName(resource), value: resource.value })),
		default: first,
		// On the one property every operation shows, so that n8n's stock routing comes here as well.
		routing: {
			send: { paginate: true },
			operations: {
				async pagination(this: IExecutePaginationFunctions, request): Promise<INodeExecutionData[]> {
					return await runOneItem(this, resources, request);
				},
			},
		},
	};
}

function operationList(resource: Resource): INodeProperties {
	const operations = operationsOf(resource);
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
	const name = operation.name ?? operationName(key);
	const deprecated = operation.deprecated ? ' (Deprecated)' : '';
	return {
		name: name + deprecated,
		value: key,
		description: description(operation.says),
		action: actionOf(resource, name, operation),
		routing: { request: { method: methodOf(operation), url: pathOf(operation) } },
	};
}

function deprecationNotice(resource: Resource): INodeProperties {
	const { version, use } = resource.deprecated!;
	return {
		displayName: `AMPECO will remove ${version} of this resource. Use ${use} instead.`,
		name: 'deprecationNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: [resource.value] } },
	};
}

/** Every field of a resource at any depth. */
function fieldsOf(resource: Resource): Field[] {
	return [
		...deepFields(resource.path ?? {}),
		...Object.values(resource.operations).flatMap(({ path, body, filters, query }) => [
			...deepFields({ ...path, ...filters, ...query }),
			...deepFields(isField(body) ? { body } : (body ?? {})),
		]),
	];
}

function deepFields(table: FieldTable): Field[] {
	return Object.values(table).flatMap((field): Field[] => {
		if (field.kind === 'group' || field.kind === 'list') return [field, ...deepFields(field.fields)];
		if (field.kind === 'oneOf') {
			return [field, ...Object.values(field.variants).flatMap((variant) => deepFields(variant.fields))];
		}
		return [field];
	});
}
