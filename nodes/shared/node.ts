/**
 * What a node class is made of: its parameters, its operations, its list searches and where it sends, all from the
 * resources of the catalogue. The one place that knows both what is drawn and what is run.
 */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';
import { childrenOf } from './catalogue';
import type { Field, FieldTable, Resource } from './catalogue';
import { tablesOf } from './catalogue/form';
import { parametersOfNode } from './compile/properties';
import { searchMethodOf } from './entities';
import { runOneItem } from './runtime/run/call';
import { always } from './runtime/run/item';
import { searchEntity } from './runtime/pickers/listSearch';
import { getCountries, getCurrencies } from './runtime/pickers/loadOptions';
import { runOperation } from './runtime/run/run';
import { selectable } from './runtime/output/select';

export { TENANT_URL_EXPRESSION } from './runtime/send/tenantUrl';

type Methods = NonNullable<INodeType['methods']>;
type ListSearches = NonNullable<Methods['listSearch']>;
type LoadOptions = NonNullable<Methods['loadOptions']>;

/** The parameters of a node; a fresh array at each call, as n8n writes into it. */
export function propertiesOf(resources: Resource[]): INodeProperties[] {
	return parametersOfNode(resources, async function (request): Promise<INodeExecutionData[]> {
		return await runOneItem(this, resources, request);
	});
}

/** How n8n runs each operation in a workflow: through the runner, which reads each parameter once. */
export function customOperationsOf(resources: Resource[]): NonNullable<INodeType['customOperations']> {
	return dictionary(
		resources.map((resource) => [
			resource.value,
			dictionary(
				Object.entries(resource.operations).map(([name, operation]) => [
					name,
					async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
						return await runOperation(this, operation, always(resource, operation));
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
export function methodsOf(resources: Resource[]): Methods {
	const tables = resources.flatMap(({ path = {}, operations }) => [
		path,
		...Object.values(operations).flatMap((operation) => [operation.path ?? {}, ...tablesOf(operation)]),
	]);
	return {
		listSearch: searchesOf(tables),
		loadOptions: loadOptionsOf((read) => resources.find(({ value }) => value === read('resource'))),
	};
}

/** The option lists. @param chosen the resource whose fields are offered for the output, by what stands in the form */
export function loadOptionsOf(chosen: (read: (name: string) => unknown) => Resource | undefined): LoadOptions {
	const getOutputFields: LoadOptions[string] = async function () {
		const resource = chosen((name) => this.getCurrentNodeParameter(name));
		return resource ? selectable(resource).map((name) => ({ name, value: name })) : [];
	};
	return { getCountries, getCurrencies, getOutputFields };
}

/** The list searches behind the pickers of these fields, at any depth. */
export function searchesOf(tables: FieldTable[]): ListSearches {
	const searches: ListSearches = {};
	for (const field of tables.flatMap(deepFields)) {
		if (field.kind !== 'ref' && field.kind !== 'refs') continue;
		const property = field.kind === 'ref' ? field.property : undefined;
		searches[searchMethodOf(field.entity, property)] = async function (filter, paginationToken) {
			return await searchEntity(this, field.entity, property, filter, paginationToken);
		};
	}
	return searches;
}

function deepFields(table: FieldTable): Field[] {
	return Object.values(table).flatMap((field) => [field, ...childrenOf(field).flatMap(deepFields)]);
}
