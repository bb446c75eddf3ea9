/** Which texts are keys (isKey): those that a list finds records by, and those that are called like one. */
import type { Field, FieldTable } from '../../nodes/shared/catalogue/index.ts';
import { dist, loadNodes, registeredFolders, shared } from '../../tools/catalogue/built.mts';

const { catalogue } = shared(dist);

/** Words of a person, which are sent to the letter though a list can be searched by them. */
const FREE = ['City', 'Label', 'Name', 'Region'];

/** What the label of a key ends in. */
const CALLED_LIKE_ONE = /\b(ID|UID|PCID|VIN|IBAN|BIC|Code|Number|Reference|Plate|Phone|Identifier)$/;

interface Found {
	of: string;
	/** As it travels. */
	name: string;
	field: Field;
}

/** All texts of a table, at any depth. */
function textsIn(table: FieldTable, of: string): Found[] {
	return Object.entries(table).flatMap(([key, field]) => {
		const own = `${of} > ${field.label}`;
		const name = catalogue.wireNames(key, field).at(-1)!;
		const inner = catalogue.childrenOf(field).flatMap((one) => textsIn(one, own));
		return field.kind === 'text' ? [{ of: own, name, field }, ...inner] : inner;
	});
}

const resources = loadNodes(dist, registeredFolders()).flatMap((node) => node.resources);

/** The texts that the operations of each resource send, with the names that its lists filter by. */
const written = resources.flatMap(({ value, operations }) => {
	const filters = Object.values(operations).flatMap((operation) => textsIn(operation.filters ?? {}, value));
	const names = new Set(filters.map(({ name }) => name));
	const found = Object.entries(operations).flatMap(([key, { body }]) =>
		textsIn(catalogue.isField(body) ? { items: body } : (body ?? {}), `${value}/${key}`),
	);
	return found.map((one) => ({ ...one, isFilter: names.has(one.name) }));
});

const ofNoKey = (found: Found[]) => found.filter(({ field }) => !catalogue.isKey(field));

test('everything by which Create or Update finds a record is a key, where it is written and where it is looked for', () => {
	const by = resources.flatMap(({ value, operations }) =>
		Object.values(operations).flatMap((operation) =>
			operation.kind === 'upsert'
				? operation.matchBy
						.flat()
						.flatMap((key) =>
							[operation.body, operation.update.body, operation.list.filters].flatMap((table) =>
								key in table ? [{ of: `${value} > ${key}`, name: key, field: table[key] }] : [],
							),
						)
				: [],
		),
	);
	expect(by.length).toBeGreaterThan(30);
	expect(ofNoKey(by).map(({ of }) => of)).toEqual([]);
});

test('so is every text that a list filters by, but for names', () => {
	const filtered = ofNoKey(written.filter(({ isFilter }) => isFilter));
	expect([...new Set(filtered.map(({ field }) => field.label))].sort()).toEqual(FREE);
});

test('and everything that is called like one', () => {
	const called = ofNoKey(written.filter(({ field }) => CALLED_LIKE_ONE.test(field.label)));
	expect(called.map(({ of }) => of)).toEqual([]);
});
