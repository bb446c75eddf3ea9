/** What of all that n8n, a model or a template hands over is no value. */
import { isObject } from './objects';

/** Whether a parameter was left empty, or an expression gave nothing. */
export function isUnset(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && value.trim() === '') ||
		(typeof value === 'number' && Number.isNaN(value)) ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** A picker's value; anything else as it is. One that nobody has touched yet lacks n8n's own mark. */
export function unwrapLocator(value: unknown): unknown {
	if (!isObject(value)) return value;
	return '__rl' in value || ('mode' in value && 'value' in value) ? value.value : value;
}

/** What a model or a template writes where it has no value. */
export function isNoValueWord(value: unknown): boolean {
	return typeof value === 'string' && /^\s*(null|undefined)\s*$/.test(value);
}

/** A value that tells records apart: there the words null and undefined are no value, also where a text could be meant. */
export function withoutWords(value: unknown): unknown {
	return isNoValueWord(unwrapLocator(value)) ? undefined : value;
}
