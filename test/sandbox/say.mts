/** Prints a line among jest's own, for numbers people want to see. */
export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}
