/**
 * The JSON Schema of one output item of each operation, as it comes by default. n8n's editor shows it
 * before a first run, so that fields can be dragged into the next node.
 */
import type { IDataObject } from 'n8n-workflow';
import type { RecordShape, RecordType, Resource } from '../catalogue';
import { echoShape } from '../catalogue/echo';
import { hasOutput, simpleForm } from '../catalogue/simple';

/** One file below `__schema__/v1.0.0/`. */
export interface OutputSchema {
	path: string;
	schema: IDataObject;
}

/** The schemas of a node's operations; a trigger has none, nor has an operation whose answer is not described. */
export function outputSchemasOf({ resources = [] }: { resources?: Resource[] }): OutputSchema[] {
	return resources.flatMap((resource) =>
		Object.entries(resource.operations).flatMap(([name, operation]) => {
			const whole = operation.record ?? resource.record;
			if (!whole) return [];
			const shape = hasOutput(resource, operation) ? simpleShape(resource) : echoShape(resource, operation, whole);
			return [
				{
					path: `${resource.value}/${name}.json`,
					schema: { ...objectSchema({ ...shape, ...operation.adds }), version: 1 },
				},
			];
		}),
	);
}

function simpleShape(resource: Resource): RecordShape {
	return Object.fromEntries(simpleForm(resource).map(({ name, type }) => [name, type]));
}

function objectSchema(shape: RecordShape): IDataObject {
	return {
		type: 'object',
		properties: Object.fromEntries(Object.entries(shape).map(([key, type]) => [key, schemaOf(type)])),
	};
}

function schemaOf(type: RecordType): IDataObject {
	if (Array.isArray(type)) return { type: 'array', items: schemaOf(type[0]) };
	if (typeof type === 'object') return objectSchema(type);
	const types: Record<string, string> = { integer: 'number', number: 'number', flag: 'boolean', any: 'object' };
	return { type: types[type] ?? 'string' };
}
