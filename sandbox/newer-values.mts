/**
 * Values that came to lists of values after the OpenAPI file, which no index of AMPECO's prints. They are known from a client
 * written for 3.244, those of `include` from the properties that the records of 3.251 have.
 */
import type { Operation, Schema, Since } from './digest.mts';

interface NewerValues {
	/** Operations that take them. */
	path: RegExp;
	/** Name of the property, filter or parameter. */
	name: string;
	values: string[];
	since: Since;
}

export const newerValues: NewerValues[] = [
	{ path: /\/resources\/transactions\//, name: 'purchaseType', values: ['card_registration'], since: '3.251' },
	{ path: /\/resources\/transactions\//, name: 'purchaseResourceType', values: ['card_registration'], since: '3.251' },
	{ path: /\/resources\/tariffs\/v1\.0(\/\{\w+\})?$/, name: 'type', values: ['discount based'], since: '3.251' },
	{ path: /\/resources\/locations\/v2\.0/, name: 'parkingType', values: ['IS_TENT', 'SECURE'], since: '3.251' },
	{
		path: /\/resources\/(charge-points|locations)\/v2\.0(\/\{\w+\})?$/,
		name: 'include',
		values: ['notes'],
		since: '3.251',
	},
];

/** An operation with the values that a version has, by `has`. */
export function withNewerValues(operation: Operation, has: (since: Since) => boolean): Operation {
	const added = newerValues.filter(({ path, since }) => path.test(operation.path) && has(since));
	if (added.length === 0) return operation;
	const widened = (schema: Schema, name: string): Schema =>
		added.filter((one) => one.name === name).reduce((whole, { values }) => withValues(whole, values), schema);
	const inside = (schema: Schema, name: string): Schema => {
		const result = widened(schema, name);
		return {
			...result,
			...(result.properties && {
				properties: Object.fromEntries(
					Object.entries(result.properties).map(([own, child]) => [own, inside(child, own)]),
				),
			}),
			...(result.items && { items: inside(result.items, '') }),
			...(result.allOf && { allOf: result.allOf.map((part) => inside(part, name)) }),
			...(result.oneOf && { oneOf: result.oneOf.map((part) => inside(part, name)) }),
			...(result.anyOf && { anyOf: result.anyOf.map((part) => inside(part, name)) }),
		};
	};
	return {
		...operation,
		parameters: operation.parameters.map((one) => ({
			...one,
			schema: inside(one.schema, one.name.replace('[]', '')),
		})),
		...(operation.body && { body: { ...operation.body, schema: inside(operation.body.schema, '') } }),
		responses: Object.fromEntries(
			Object.entries(operation.responses).map(([code, schema]) => [code, schema && inside(schema, '')]),
		),
	};
}

/** A list of values, or of each item, with more values; what has no list stays. */
function withValues(schema: Schema, values: string[]): Schema {
	if (schema.items) return { ...schema, items: withValues(schema.items, values) };
	return schema.enum ? { ...schema, enum: [...schema.enum, ...values] } : schema;
}
