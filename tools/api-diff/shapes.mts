/** Finds one's way in what an operation takes and answers, by the places that the catalogue's tests name. */
import type { Operation } from '../../sandbox/digest.mts';
import type { Shape } from '../../sandbox/shape.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import { answerOf } from '../catalogue/compare.mts';

/** All shapes a value may have; one where AMPECO does not choose. */
export function alternatives(shape: Shape): Shape[] {
	return shape.variants ? shape.variants.flatMap(alternatives) : [shape];
}

export function isNullable(shape: Shape): boolean {
	return shape.nullable === true || (shape.variants ?? []).some(isNullable);
}

/** The listed values of a shape; undefined where any value goes. */
export function valuesOf(shape: Shape): unknown[] | undefined {
	const all = alternatives(shape);
	if (all.some((one) => !one.enum)) return undefined;
	return [...new Set(all.flatMap((one) => one.enum!))].filter((value) => value !== null);
}

/** The parts of an operation that have fields: `path`, `filter`, `query`, `body` and `record`. */
export function partsOf(operation: Operation): Record<string, Shape> {
	const parts: Record<string, Shape> = {};
	for (const where of ['path', 'query'] as const) {
		const parameters = operation.parameters.filter((one) => one.in === where && one.name !== 'filter');
		const properties = Object.fromEntries(parameters.map((one) => [one.name, shapeOf(one.schema)]));
		parts[where] = { properties, required: parameters.filter((one) => one.required).map((one) => one.name) };
	}
	const filter = operation.parameters.find((one) => one.name === 'filter');
	if (filter) parts.filter = shapeOf(filter.schema);
	if (operation.body) parts.body = shapeOf(operation.body.schema);
	const answer = answerOf(operation);
	if (answer) parts.record = answer;
	return parts;
}

/** The shape at a place such as `body.periods[].start`; undefined where the API has nothing there. */
export function shapeAt(operation: Operation, at: string): Shape | undefined {
	const [part, ...names] = at
		.replace(/\([^)]*\)/g, '')
		.replaceAll('[]', '.[]')
		.split('.');
	let shapes: Array<Shape | undefined> = [partsOf(operation)[part]];
	for (const name of names) {
		shapes = shapes
			.flatMap((one) => (one ? alternatives(one) : []))
			.map((one) => (name === '[]' ? one.items : one.properties?.[name]))
			.filter((one) => one !== undefined);
	}
	return shapes.length > 1 ? { variants: shapes as Shape[] } : shapes[0];
}

/** Whether what stands around a place requires it. */
export function isRequiredAt(operation: Operation, at: string): boolean {
	const [, around, name] = /^(.*)\.([^.]+)$/.exec(at) ?? [];
	const outer = around === undefined ? undefined : shapeAt(operation, around);
	return outer !== undefined && alternatives(outer).every((one) => one.required?.includes(name));
}

/** The places of all fields that are marked as deprecated. */
export function deprecatedPlaces(operation: Operation): string[] {
	const found = new Set<string>();

	function visit(shape: Shape, at: string): void {
		for (const one of alternatives(shape)) {
			if (one.items) visit(one.items, `${at}[]`);
			for (const [name, child] of Object.entries(one.properties ?? {})) {
				const here = `${at}.${name}`;
				if (child.deprecated || alternatives(child).every((inner) => inner.deprecated)) found.add(here);
				else visit(child, here);
			}
		}
	}

	for (const [part, shape] of Object.entries(partsOf(operation))) visit(shape, part);
	return [...found];
}
