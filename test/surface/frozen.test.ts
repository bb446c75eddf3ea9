/**
 * Names that workflows store never change, nor does the kind of a parameter; a value that could be chosen stays, and what
 * could be left out stays so. So do the first resource and operation and the defaults of parameters, which n8n leaves out of
 * a stored node. Those of all nodes stand in `frozen.json`; new ones are added with
 *
 *     UPDATE_NAMES=1 npm test -- test/surface
 *
 * which never takes one away: a name that is gone breaks every workflow that uses it.
 */
import { dist, loadNodes, loadPlainNodes, registeredFolders } from '../../tools/catalogue/built.mts';
import { freeze, frozenNames, lostNames, namesNow, wantsUpdate } from './names.mts';

const now = namesNow(loadNodes(dist, registeredFolders()), loadPlainNodes(dist));

test('no stored name is gone', () => {
	expect(lostNames(frozenNames(), now)).toEqual([]);
});

test('every name is written down; add new ones with UPDATE_NAMES=1 npm test -- test/surface', () => {
	if (wantsUpdate() && lostNames(frozenNames(), now).length === 0) freeze(now);
	expect(lostNames(now, frozenNames())).toEqual([]);
});

test.each([
	['a b{c d}', 'a b{c d}', []],
	['a b{c d}', 'b{d c x} a y', []],
	['a b{c d}', 'a b{c}', ['n r o: b.d']],
	['a b{c{d}}', 'a b{c d}', ['n r o: b.c.d']],
	['a{:options =x =y}', 'a{:options =w =y}', ['n r o: a.=x']],
	['a{:number ?}', 'a{:string}', ['n r o: a.:number', 'n r o: a.?']],
	['a{:number ~50}', 'a{:number ~100}', ['n r o: a.~50']],
	['a', '', ['n r o: a']],
	['getAll', 'cancel', ['n r o: getAll']],
])('of %j, %j has lost %j', (frozen, present, lost) => {
	expect(lostNames({ 'n r o': frozen }, { 'n r o': present })).toEqual(lost);
});

test('an operation that is gone is named', () => {
	expect(lostNames({ 'n r o': 'a' }, {})).toEqual(['n r o']);
});
