/** The pool in which a run works on its items. */
import { inPool } from './built.mts';
import { busy, countTurns, nextTurn } from './loop.mts';

test('n8n gets a turn again and again, also when every answer is there at once', async () => {
	const turns = countTurns();
	await inPool(
		200,
		async () => busy(2),
		() => false,
	);
	// 400 ms of work; a pool that never lets go gives one turn or none.
	expect(turns()).toBeGreaterThan(10);
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
			await nextTurn();
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
			await nextTurn();
			if (index === 10) stopped = true;
			ended += 1;
		},
		() => stopped,
	);
	expect(ended).toBe(begun);
	expect(begun).toBeLessThan(20);
});
