/** Objects as JSON knows them, and values inside them by the names that lead there. */
import { isDate } from './moments';

/** A plain object, as JSON knows it. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object that is no date. */
export function isPlain(value: unknown): value is Record<string, unknown> {
	return isObject(value) && !isDate(value);
}

/** Sets an own property, whatever it is called; "__proto__" stays a plain key. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Sets a value inside nested objects, which are made where they are missing. */
export function setIn(target: Record<string, unknown>, [name, ...deeper]: string[], value: unknown): void {
	if (deeper.length === 0) {
		define(target, name, value);
		return;
	}
	if (!Object.prototype.hasOwnProperty.call(target, name)) define(target, name, {});
	setIn(target[name] as Record<string, unknown>, deeper, value);
}

/** The value inside nested objects; undefined when it is not there. */
export function getIn(target: Record<string, unknown>, names: string[]): unknown {
	return names.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], target);
}

/** Lays `source` over `target`: objects are joined, anything else replaces. */
export function join(target: Record<string, unknown>, source: Record<string, unknown>): void {
	for (const [key, value] of Object.entries(source)) {
		const present = Object.prototype.hasOwnProperty.call(target, key) ? target[key] : undefined;
		if (isObject(present) && isObject(value)) join(present, value);
		else define(target, key, value);
	}
}
