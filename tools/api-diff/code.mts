/** Prints TypeScript: the little of it that a resource file consists of. */

/** An expression as text, or an object literal. */
export type Code = string | { [key: string]: Code };

/** Code as text: short objects on one line, long ones with a line for each key. */
export function print(value: Code): string {
	if (typeof value === 'string') return value;
	const entries = Object.entries(value).map(([key, inner]) => `${key}: ${print(inner)}`);
	if (entries.length === 0) return '{}';
	const line = `{ ${entries.join(', ')} }`;
	if (line.length <= 80 && !line.includes('\n')) return line;
	return `{\n${entries.map((entry) => `\t${entry.replaceAll('\n', '\n\t')},`).join('\n')}\n}`;
}

/** A call; an object of notes is its last argument unless it is empty. */
export function call(word: string, args: Code[], notes: { [key: string]: Code } = {}): string {
	const all = Object.keys(notes).length > 0 ? [...args, notes] : args;
	return `${word}(${all.map(print).join(', ')})`;
}

/** A call of the vocabulary of fields, as resource files write it: `f.text('Label')`. */
export function fieldCall(word: string, args: Code[], notes: { [key: string]: Code } = {}): string {
	return call(`f.${word}`, args, notes);
}

export function quoted(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** A name as a key: quoted where it must be. */
export function property(name: string): string {
	return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}
