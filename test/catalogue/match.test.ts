/** The nodes offer what AMPECO has: every operation in its node, every field with its type, and nothing else. */
import { allFolders, dist, loadNodes, registeredFolders, say } from '../../tools/catalogue/built.mts';
import { lineOf, match } from '../../tools/catalogue/match.mts';
import type { Match } from '../../tools/catalogue/match.mts';
import { bare, wantedFile, wantedRoutes } from './wanted.mts';

const folders = registeredFolders();
let result: Match;

beforeAll(async () => {
	result = await match(dist, folders);
});

test.each(folders)('%s matches the digest', (folder) => {
	expect(result.differences.filter(({ node }) => node === folder).map(lineOf)).toEqual([]);
});

test('no exception is written down that nothing needs', () => {
	expect(result.unneeded).toEqual([]);
});

test('every operation of the digest is offered once all nodes are there', () => {
	say(
		`${result.covered} of ${result.total} operations of the digest are offered, ${result.excused} differences are excused`,
	);
	if (folders.length === allFolders.length) expect(result.missing).toEqual([]);
	else expect(result.covered).toBeGreaterThan(0);
});

(wantedFile ? test : test.skip)('every operation of the list that AMPECO_OPERATIONS names is offered', () => {
	const routes = wantedRoutes(wantedFile!);
	const offered = new Set(
		loadNodes(dist, folders).flatMap(({ resources }) =>
			resources.flatMap(({ operations }) => Object.values(operations).map(({ route }) => bare(route))),
		),
	);
	say(`${routes.filter((route) => offered.has(route)).length} of ${routes.length} operations of the list are offered`);
	expect(routes.filter((route) => !offered.has(route))).toEqual([]);
});
