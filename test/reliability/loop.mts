/** The event loop, as tests of the pool need it. */

/** Counts turns of the event loop until it is asked for them. */
export function countTurns(): () => number {
	let turns = 0;
	let counting = true;
	const turn = () => {
		turns += 1;
		if (counting) setImmediate(turn);
	};
	setImmediate(turn);
	return () => {
		counting = false;
		return turns;
	};
}

/** Waits for the next turn of the event loop. */
export async function nextTurn(): Promise<void> {
	await new Promise((done) => setImmediate(done));
}

/** Keeps the processor busy, as the expressions of an item do. */
export function busy(milliseconds: number): void {
	for (const end = performance.now() + milliseconds; performance.now() < end; );
}
