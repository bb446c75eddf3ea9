/** The pool in which a run works on its items. */
import { inPool } from './built.cts';

/** Keeps the processor busy, as the expressions of an item do. */
function busy(milliseconds: number): void {
	for (const end = performance.now() + milliseconds; performance.now() < end; );
}

test('n8n gets a turn again and again, also when every answer is there at once', async () => {
	let turns = 0;
	let working = true;
	const turn = () => {
		turns += 1;
		if (working) setImmediate(turn);
	};
	setImmediate(turn);
	await inPool(200, async () => busy(2), () => false);
	working = false;
	// 400 ms of work; a pool that never lets go gives one turn or none.
	expect(turns).toBeGreaterThan(10);
});

test('items begin in their order, each once, at most eight at a time', async () => {
	const begun: number[] = [];
	let under = 0;
	let most = 0;
	await inPool(
		100,
		async (index) => {
			begun.push(index);
			most = Math.max(most, (under += 1));
			busy(1);
			await new Promise(setImmediate);
			under -= 1;
		},
		() => false,
	);
	expect(begun).toEqual(Array.from({ length: 100 }, (_, index) => index));
	expect(most).toBe(8);
});

test('what was begun is waited for, and nothing begins after the stop', async () => {
	let stopped = false;
	let ended = 0;
	let begun = 0;
	await inPool(
		50,
		async (index) => {
			begun += 1;
			await new Promise(setImmediate);
			if (index === 10) stopped = true;
			ended += 1;
		},
		() => stopped,
	);
	expect(ended).toBe(begun);
	expect(begun).toBeLessThan(20);
});
