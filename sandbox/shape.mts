/**
 * A schema made plain: allOf merged, oneOf and anyOf multiplied out into complete variants, the known contradictions
 * settled. Validation, the filling of answers and the tests all read shapes, never the stored schemas.
 */
import type { Schema } from './digest.mts';

export interface Shape
	extends Omit<Schema, 'allOf' | 'oneOf' | 'anyOf' | 'items' | 'properties' | 'additionalProperties'> {
	properties?: Record<string, Shape>;
	items?: Shape;
	/** What other keys may hold; true for anything. Absent when other keys are refused. */
	others?: Shape | true;
	/** When present, the value is one of these, and nothing else in this shape counts but `nullable`. */
	variants?: Shape[];
}

const known = new WeakMap<Schema, Shape>();

export function shapeOf(schema: Schema): Shape {
	let shape = known.get(schema);
	if (!shape) {
		shape = settle(build(schema));
		known.set(schema, shape);
	}
	return shape;
}

function build(schema: Schema): Shape {
	const { allOf, oneOf, anyOf, items, properties, additionalProperties, ...rest } = schema;
	let shape: Shape = { ...rest };
	if (properties) {
		shape.properties = Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, shapeOf(child)]));
		shape.type ??= 'object';
	}
	if (items) shape.items = shapeOf(items);
	if (typeof additionalProperties === 'object') shape.others = shapeOf(additionalProperties);
	else if (additionalProperties) shape.others = true;
	for (const part of allOf ?? []) shape = merge(shape, build(part));
	const alternatives = oneOf ?? anyOf;
	if (alternatives) shape = merge(shape, { variants: alternatives.map((variant) => build(variant)) });
	if (shape.variants?.length === 1) return { ...shape.variants[0], ...(shape.nullable && { nullable: true }) };
	return shape;
}

function merge(a: Shape, b: Shape): Shape {
	if (a.variants || b.variants) {
		const variants = (a.variants ?? [a]).flatMap((left) => (b.variants ?? [b]).map((right) => merge(left, right)));
		return { ...marks(a), ...marks(b), variants };
	}
	const merged: Shape = { ...b, ...a, ...marks(b), ...marks(a) };
	if (a.required || b.required) merged.required = [...new Set([...(a.required ?? []), ...(b.required ?? [])])];
	if (a.properties && b.properties) {
		merged.properties = { ...a.properties };
		for (const [name, child] of Object.entries(b.properties)) {
			const own = a.properties[name];
			merged.properties[name] = own && own !== child ? merge(own, child) : child;
		}
	}
	return merged;
}

function marks(shape: Shape): Pick<Shape, 'nullable' | 'readOnly' | 'writeOnly' | 'deprecated' | 'since' | 'sure'> {
	return {
		...(shape.nullable && { nullable: true }),
		...(shape.readOnly && { readOnly: true }),
		...(shape.writeOnly && { writeOnly: true }),
		...(shape.deprecated && { deprecated: true }),
		...(shape.since && { since: shape.since }),
		...(shape.sure && { sure: shape.sure }),
	};
}

/** Applies the rules of `contradictions.mts` that concern a single schema. */
function settle(shape: Shape): Shape {
	if (shape.variants) shape.variants = shape.variants.map(settle);
	if (shape.type === 'integer' && shape.format === 'decimal') shape.type = 'number';
	if (shape.required && shape.properties && !shape.others) {
		shape.required = shape.required.filter((name) => name in shape.properties!);
	}
	if (shape.properties) shape.type = 'object';
	if (shape.type === 'object' && !shape.properties) shape.others ??= true;
	return shape;
}
