/**
 * The order of operations is that of n8n's list, and the first one is what a new node does before a person chose: it only
 * reads or changes records wherever the resource has such an operation. What is removed is found first.
 */
import type { Effect } from '../../nodes/shared/catalogue';
import { dist, loadNodes, registeredFolders } from '../../tools/catalogue/built.mts';

const HARMLESS: Effect[] = ['read', 'write'];

const resources = loadNodes(dist, registeredFolders()).flatMap((node) =>
	node.resources.map((resource): [string, Array<{ name: string; effect: Effect }>] => [
		`${node.type.description.name} ${resource.value}`,
		Object.entries(resource.operations).map(([name, { effect }]) => ({ name, effect })),
	]),
);

test.each(resources)('%s', (_, operations) => {
	const [first] = operations;
	if (operations.some(({ effect }) => HARMLESS.includes(effect))) expect(HARMLESS).toContain(first.effect);
	const names = operations.map(({ name }) => name);
	for (const remove of names.filter((name) => /^delete/.test(name))) {
		const what = remove.replace('delete', '');
		for (const get of [`get${what}`, `getAll${what}`]) {
			expect(names.indexOf(get)).toBeLessThan(names.indexOf(remove));
		}
	}
	if (names.includes('delete')) expect(names.at(-1)).toBe('delete');
});
