/** How a message says that a value does not fit. */
import { FieldProblem } from '../errors/errors';

/** @param hidden whether the message is not to show the value */
export function refuse(label: string, wanted: string, value: unknown, hidden = false): never {
	throw new FieldProblem(`${label} must be ${wanted}${hidden ? '' : `, but it is ${shown(value)}`}.`);
}

/** An entry that has a key alone. */
export function noValue(label: string): FieldProblem {
	return new FieldProblem(`${label} gives no value. Give it one, or remove the entry.`);
}

/** A value as a message shows it: short, and text in quotes. */
export function shown(value: unknown): string {
	const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? String(value));
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
