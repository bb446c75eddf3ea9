/** How what stands in the form is read. */
import { PARAMETER } from '../../catalogue/form';
import { isNoValueWord, isUnset } from './unset';

/** Reads a parameter of the item at hand; expressions are evaluated at each call, so call once. */
export type Read = (name: string, fallback?: unknown) => unknown;

/** What stands under Options for one of them, as text; undefined where that is nothing. */
export function optionText(read: Read, name: string): string | undefined {
	const value = read(`${PARAMETER.options}.${name}`, '');
	return isUnset(value) || isNoValueWord(value) ? undefined : String(value).trim();
}
