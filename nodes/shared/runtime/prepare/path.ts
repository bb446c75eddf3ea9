/** A route's path with values in place of its segments: the one way in which values get into a path. */
import { segmentsOf } from '../../catalogue';
import { FieldProblem } from '../errors/errors';

/**
 * @param valueOf the value of a segment, and what a message calls it
 * @throws FieldProblem when a value would lead elsewhere: "." and ".." would even when encoded
 */
export function filledPath(path: string, valueOf: (segment: string) => { value: unknown; label: string }): string {
	return segmentsOf(path).reduce((filled, segment) => {
		const { value, label } = valueOf(segment);
		const text = String(value);
		if (/^\.{1,2}$/.test(text) || !isWellFormed(text)) {
			throw new FieldProblem(`${label} cannot be ${JSON.stringify(text)}. Give the ID as AMPECO shows it.`);
		}
		return filled.replace(`{${segment}}`, () => encodeURIComponent(text));
	}, path);
}

/** No half of a surrogate pair, which cannot be encoded. */
export function isWellFormed(value: string): boolean {
	return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}
