/** Values that are sent as they are given, as JSON in a text or as what an expression gave, with every digit they were written with. */
import { FieldProblem } from '../errors/errors';
import { isDate, dateText } from './moments';
import { define } from './objects';
import { noValue, refuse } from './refuse';
import { isUnset } from './unset';

/** JSON as text, or a value an expression gave. */
export function jsonValue(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return exact(value, label);
	const { parsed, reason } = parse(value);
	if (reason) throw new FieldProblem(`${label} is not valid JSON: ${reason}.`);
	const rounded = wholeNumbersIn(value).find((number) => String(Number(number)) !== number);
	if (rounded) throw lostDigits(label, rounded, 'Put it in quotes.');
	return exact(parsed, label, 'Put it in quotes.');
}

/**
 * Text that is JSON as JSON, other text as text; so is a number that would not come out as it was written. Null is a value
 * here, nothing is none.
 */
export function looseValue(value: unknown, label: string): unknown {
	if (value === null || (Array.isArray(value) && value.length === 0)) return value;
	if (isUnset(value)) throw noValue(label);
	if (typeof value !== 'string') return exact(value, label);
	const { parsed, reason } = parse(value);
	const changes = typeof parsed === 'number' && String(parsed) !== value.trim();
	return reason || changes ? value : jsonValue(value, label);
}

/** Text that is a JSON array, as models write it. */
export function arrayIn(text: string): unknown[] | undefined {
	const { parsed } = text.trim().startsWith('[') ? parse(text) : {};
	return Array.isArray(parsed) ? parsed : undefined;
}

/**
 * Any value, with whatever it holds; dates in it become text.
 *
 * @throws FieldProblem when a number in it is so large that its last digits are lost already, or something in it is no value,
 * of which JSON makes null
 */
export function exact(value: unknown, label: string, advice = 'Give it as text.'): unknown {
	if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
		throw lostDigits(label, String(value), advice);
	}
	if (Number.isNaN(value)) throw new FieldProblem(`${label} has a number in it that is none. Correct its expression.`);
	if (isDate(value)) return dateText(value) ?? refuse(label, 'free of dates that are none', 'Invalid Date');
	if (typeof value !== 'object' || value === null) return value;
	const inner = (one: unknown) => exact(one, label, 'Put it in quotes.');
	if (Array.isArray(value)) return value.map(inner);
	const copy: Record<string, unknown> = {};
	for (const [key, one] of Object.entries(value)) define(copy, key, inner(one));
	return copy;
}

function lostDigits(label: string, number: string, advice: string): FieldProblem {
	return new FieldProblem(`${label} has a number that is too long to be sent as it is: ${number}. ${advice}`);
}

/** The long whole numbers of a JSON text, without those inside its strings. */
function wholeNumbersIn(json: string): string[] {
	return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""').match(/(?<![\d.eE+])-?\d{16,}(?![\d.eE])/g) ?? [];
}

function parse(text: string): { parsed?: unknown; reason?: string } {
	try {
		return { parsed: JSON.parse(text) };
	} catch (error) {
		return { reason: (error as Error).message };
	}
}
