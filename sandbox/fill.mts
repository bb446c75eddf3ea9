/**
 * Makes values for fields that an answer must have and a record has not, out of the field's schema and name. The same
 * field of the same record always gets the same value.
 */
import { isoSeconds } from './clock.mts';
import { Random } from './random.mts';
import type { Shape } from './shape.mts';

export interface FillContext {
	/** Tells apart equal fields of different records: seed, collection and id. */
	key: string;
	/** The tenant's time when the world was made, in milliseconds since 1970. */
	worldStart: number;
	currency: string;
	/** An existing id for a field such as `chargePointId`, or undefined when the field refers to nothing known. */
	idFor(field: string, random: Random): number | undefined;
}

/** A value that satisfies `shape` for the field at `path` (dots between names). Optional parts are left out. */
export function generate(shape: Shape, path: string, context: FillContext): unknown {
	if (shape.nullable) return null;
	if (shape.variants) return generate(shape.variants[0], path, context);
	if (shape.enum) return shape.enum[0];
	const random = new Random(context.key, path);
	const name = path.split('.').at(-1) ?? '';
	switch (shape.type) {
		case 'object':
			return Object.fromEntries(
				Object.entries(shape.properties ?? {})
					.filter(([own]) => shape.required?.includes(own))
					.map(([own, child]) => [own, generate(child, `${path}.${own}`, context)]),
			);
		case 'array':
			return Array.from({ length: shape.minItems ?? 0 }, (_, index) =>
				generate(shape.items ?? {}, `${path}.${index}`, context),
			);
		case 'boolean':
			return false;
		case 'integer':
		case 'number':
			return number(shape, name, random, context);
		case 'string':
			return text(shape, name, random, context);
		default:
			return {};
	}
}

function number(shape: Shape, name: string, random: Random, context: FillContext): number {
	if (/Id$|^id$/.test(name)) return context.idFor(name, random) ?? random.integer(1, 999);
	return Math.max(shape.minimum ?? 0, 0);
}

function text(shape: Shape, name: string, random: Random, context: FillContext): string {
	if (/Id$/.test(name) || shape.format === 'integer')
		return String(context.idFor(name, random) ?? random.integer(1, 999));
	const moment = isoSeconds(context.worldStart);
	if (shape.format === 'date' || /Date$/.test(name)) return moment.slice(0, 10);
	if (/date-?time|datatime/.test(shape.format ?? '') || /(At|Timestamp|^timestamp)$/.test(name)) return moment;
	if (shape.format === 'time' || shape.pattern) return '08:00';
	if (shape.format === 'email') return 'contact@example.com';
	if (/^ur[il]$/.test(shape.format ?? '') || /url$/i.test(name)) return 'https://tenant.example/';
	if (/currency/i.test(name)) return context.currency;
	if (/country/i.test(name)) return 'NL';
	return ''.padEnd(shape.minLength ?? 0, 'x');
}
