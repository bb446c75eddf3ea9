/**
 * Makes values for fields a record does not have, out of the field's schema and name. The same field of the same
 * record always gets the same value.
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

const DAY = 86_400_000;

/** A value that satisfies `shape` for the field at `path` (dots between names). */
export function generate(shape: Shape, path: string, context: FillContext, depth = 0): unknown {
	const random = new Random(context.key, path);
	if (shape.variants) return generate(shape.variants[0], path, context, depth);
	if (shape.enum) return shape.enum.find((value) => value !== null) ?? null;
	const name = path.split('.').at(-1) ?? '';
	switch (shape.type) {
		case 'object':
			return object(shape, path, context, depth);
		case 'array': {
			const least = shape.minItems ?? 0;
			return Array.from({ length: least }, (_, index) => generate(shape.items ?? {}, `${path}.${index}`, context, depth + 1));
		}
		case 'boolean':
			return false;
		case 'integer':
		case 'number':
			return number(shape, name, random, context);
		case 'string':
			return shape.nullable && !isTelling(name) ? null : text(shape, name, random, context);
		default:
			return shape.nullable ? null : {};
	}
}

function object(shape: Shape, path: string, context: FillContext, depth: number): Record<string, unknown> {
	const value: Record<string, unknown> = {};
	for (const [name, child] of Object.entries(shape.properties ?? {})) {
		if (child.writeOnly || (depth > 3 && !shape.required?.includes(name))) continue;
		value[name] = generate(child, path ? `${path}.${name}` : name, context, depth + 1);
	}
	return value;
}

function number(shape: Shape, name: string, random: Random, context: FillContext): number | null {
	if (/Ids?$|^id$/.test(name)) {
		const id = context.idFor(name, random);
		if (id !== undefined) return id;
		return shape.nullable ? null : random.integer(1, 999);
	}
	if (shape.nullable) return null;
	const low = shape.minimum ?? 0;
	const high = Math.min(shape.maximum ?? 100, low + 100);
	return random.integer(Math.ceil(low), Math.floor(high));
}

/** Nullable texts are left empty unless their name says what to put in. */
function isTelling(name: string): boolean {
	return /At$|Date$|currency|country|locale|language|^(email|name|code|title)$/i.test(name);
}

function text(shape: Shape, name: string, random: Random, context: FillContext): string | null {
	if (shape.pattern) return patterned(shape.pattern);
	if (/Id$/.test(name) || shape.format === 'integer') {
		return String(context.idFor(name, random) ?? random.integer(1, 999));
	}
	const moment = context.worldStart - random.integer(1, 400) * DAY + random.integer(0, 86_399) * 1000;
	if (shape.format === 'date' || /Date$|_date$/.test(name)) return isoSeconds(moment).slice(0, 10);
	if (shape.format === 'time') return '08:00';
	if (/date-?time|datatime/.test(shape.format ?? '') || /(At|Timestamp)$|^timestamp$/.test(name)) return isoSeconds(moment);
	if (shape.format === 'uuid' || /uuid/i.test(name)) return uuid(random);
	if (shape.format === 'email' || /email/i.test(name)) return `contact${random.integer(1, 999)}@example.com`;
	if (/ur[il]$/i.test(shape.format ?? '') || /url$/i.test(name)) return `https://tenant.example/${random.text(8).toLowerCase()}`;
	if (shape.format === 'boolean') return 'false';
	if (shape.format === 'number') return '0';
	if (/currency/i.test(name)) return context.currency;
	if (/country/i.test(name)) return 'NL';
	if (/locale|language/i.test(name)) return 'en';
	if (/timezone/i.test(name)) return 'Europe/Amsterdam';
	if (/phone/i.test(name)) return `+3120${random.integer(1_000_000, 9_999_999)}`;
	const word = sized(`${name} ${random.text(4)}`.trim(), shape);
	return word;
}

function sized(word: string, shape: Shape): string {
	const longest = shape.maxLength ?? 255;
	return word.padEnd(shape.minLength ?? 0, 'x').slice(0, longest);
}

/** The file has four patterns, all for times and two-letter codes. */
function patterned(pattern: string): string {
	if (pattern.includes('A-Z')) return 'NL';
	return pattern.endsWith(':\\d{2}:\\d{2}$') ? '08:00:00' : '08:00';
}

export function uuid(random: Random): string {
	const hex = random.text(32, '0123456789abcdef');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
