/**
 * Between records and the wire. A record is in the sandbox's own form (camelCase, newest structure); every version of
 * an operation shows it, and takes it, in the form its schema declares.
 */
import { normalised } from './clock.mts';
import { generate, type FillContext } from './fill.mts';
import type { Shape } from './shape.mts';

export const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const MISSING = Symbol('missing');

export interface View extends FillContext {
	/** Wire name -> the record's name, where camelCase is not enough. */
	names?: Record<string, string>;
	/** Fields shown only when asked for, and not asked for. */
	hidden?: ReadonlySet<string>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Shows a value in the form of a schema: renames, converts types, leaves out what the schema does not know. */
export function present(shape: Shape, value: unknown, view: View): unknown {
	const shown = fit(shape, value, view, '');
	return shown === MISSING ? generate(shape, '', view) : shown;
}

function fit(shape: Shape, value: unknown, view: View, path: string): unknown {
	if (value === undefined) return MISSING;
	if (value === null) return shape.nullable ? null : MISSING;
	if (shape.variants) return fitVariant(shape, shape.variants, value, view, path);
	switch (shape.type) {
		case 'object':
			return isObject(value) ? fitObject(shape, value, view, path) : MISSING;
		case 'array':
			if (!Array.isArray(value)) return MISSING;
			return value
				.map((item, index) => fit(shape.items ?? {}, item, view, `${path}.${index}`))
				.filter((item) => item !== MISSING);
		case 'string':
			if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return MISSING;
			return shape.enum ? fitEnum(shape.enum, String(value)) : String(value);
		case 'integer':
		case 'number': {
			const number = typeof value === 'boolean' || value === '' || typeof value === 'object' ? NaN : Number(value);
			if (!Number.isFinite(number)) return MISSING;
			const fitted = shape.type === 'integer' ? Math.round(number) : number;
			return shape.enum && !shape.enum.includes(fitted) ? MISSING : fitted;
		}
		case 'boolean':
			return typeof value === 'boolean' ? value : MISSING;
		default:
			return value;
	}
}

const plain = (text: unknown) =>
	String(text)
		.toLowerCase()
		.replace(/[^a-z0-9]/g, '');

/** The enum's own spelling of a value; two versions of a resource often spell one differently. */
function fitEnum(list: unknown[], value: string): unknown {
	if (list.includes(value)) return value;
	return list.find((entry) => plain(entry) === plain(value)) ?? MISSING;
}

/** Of several variants, the one in which the most of the value can be said. */
function fitVariant(shape: Shape, variants: Shape[], value: unknown, view: View, path: string): unknown {
	let best: unknown = MISSING;
	let bestScore = -1;
	for (const variant of variants) {
		const fitted = fit(variant, value, view, path);
		if (fitted === MISSING) continue;
		const score = isObject(fitted) && isObject(value) ? agreement(fitted, value) : 0;
		if (score > bestScore) [best, bestScore] = [fitted, score];
	}
	return best === MISSING && shape.nullable ? null : best;
}

function agreement(shown: Record<string, unknown>, value: Record<string, unknown>): number {
	return Object.keys(shown).reduce((sum, name) => {
		const own = value[camel(name)];
		if (own === undefined) return sum;
		return sum + (typeof own === 'string' && shown[name] !== own ? -10 : 1);
	}, 100);
}

function fitObject(shape: Shape, value: Record<string, unknown>, view: View, path: string): Record<string, unknown> {
	const shown: Record<string, unknown> = {};
	for (const [name, child] of Object.entries(shape.properties ?? {})) {
		if (child.writeOnly || (path === '' && view.hidden?.has(name))) continue;
		const own = (path === '' && view.names?.[name]) || camel(name);
		const field = path ? `${path}.${name}` : name;
		let fitted = fit(child, own in value ? value[own] : value[name], view, field);
		if (fitted === MISSING) fitted = absent(child, field, shape.required?.includes(name) ?? false, view);
		if (fitted !== MISSING) shown[name] = fitted;
	}
	if (!shape.others) return shown;
	for (const [name, entry] of Object.entries(value)) {
		if (shape.properties && name in shape.properties) continue;
		const fitted = shape.others === true ? entry : fit(shape.others, entry, view, `${path}.${name}`);
		if (fitted !== MISSING) shown[name] = fitted;
	}
	return shown;
}

/** What a record does not have: null where that may be said, made up where it must be there, else left out. */
function absent(shape: Shape, field: string, required: boolean, view: View): unknown {
	if (shape.nullable) return null;
	return required ? generate(shape, field, view) : MISSING;
}

/** Takes a request's body into the record's own form. Keys inside free-form objects are left as they are. */
export function take(shape: Shape, value: unknown, names: Record<string, string> = {}, top = true): unknown {
	if (Array.isArray(value)) return value.map((item) => take(shape.items ?? {}, item, names, false));
	if (typeof value === 'string') return normalised(value, shape.format);
	if (!isObject(value)) return value;
	const properties = propertiesOf(shape);
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => {
			const child = properties[name];
			const own = child ? (top && names[name]) || camel(name) : name;
			return [own, child ? take(child, entry, names, false) : entry];
		}),
	);
}

/** The properties of a shape, of all its variants together. */
export function propertiesOf(shape: Shape): Record<string, Shape> {
	if (!shape.variants) return shape.properties ?? {};
	return Object.assign({}, ...shape.variants.map(propertiesOf)) as Record<string, Shape>;
}

/** What an update does to a record: objects are merged, everything else is replaced, null stays as null. */
export function mergeInto(record: Record<string, unknown>, changes: Record<string, unknown>, shape: Shape): void {
	const properties = propertiesOf(shape);
	const byOwnName = new Map(Object.entries(properties).map(([name, child]) => [camel(name), child]));
	for (const [name, value] of Object.entries(changes)) {
		const child = byOwnName.get(name);
		const current = record[name];
		if (isObject(value) && isObject(current) && !child?.others) {
			const merged = { ...current };
			mergeInto(merged, value, child ?? {});
			record[name] = merged;
		} else {
			record[name] = value;
		}
	}
}
