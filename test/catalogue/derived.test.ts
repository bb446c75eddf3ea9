/** What is made of a resource's other operations says in a sentence what does not fit, when the resource file is read. */
import { dist, shared } from '../../tools/catalogue/built.mts';

const { catalogue } = shared(dist);
const { create, createOnce, createOrUpdate, getMany, key, resource, sinceLastRun, text, update } = catalogue;

/** A space of a location, or of one of them where the path says so. */
function space(path: '' | '/locations/{location}', derived: object) {
	const route = `/public-api/resources${path}/spaces` as const;
	const fields = { externalId: key('External ID'), note: text('Note'), updated: text('Updated') };
	const list = { lastUpdatedAfter: fields.updated, createdAfter: fields.updated, externalId: fields.externalId };
	return resource({
		value: 'space',
		name: 'Space',
		operations: {
			getAll: getMany(`GET ${route}`, { says: 'Lists', paging: 'cursor', filters: list }),
			create: create(`POST ${route}`, { says: 'Makes', body: fields }),
			update: update(`PATCH ${route}/{space}`, { says: 'Changes', body: fields }),
			derived: derived as ReturnType<typeof sinceLastRun>,
		},
	});
}

const kinds = [
	['createOrUpdate', () => createOrUpdate('externalId')],
	['createOnce', () => createOnce('note', { after: 'createdAfter' })],
] as const;

test.each(kinds)('%s looks in one list, so it is refused where each parent has its own', (name, derived) => {
	expect(space('', derived()).operations.derived.route).toBe('POST /public-api/resources/spaces');
	expect(() => space('/locations/{location}', derived())).toThrow(
		`space: ${name} looks for a record in one list, but each has its own: GET /public-api/resources/locations/{location}/spaces`,
	);
});

test('sinceLastRun reads the list of a parent as well, which its form asks for', () => {
	const { route } = space('/locations/{location}', sinceLastRun()).operations.derived;
	expect(route).toBe('GET /public-api/resources/locations/{location}/spaces');
});

test.each([
	['createOrUpdate names the field', () => createOrUpdate('name')],
	['createOnce names the field', () => createOnce('name', { after: 'createdAfter' })],
	['createOnce names the filter', () => createOnce('note', { on: 'createdAt' })],
	['sinceLastRun names the filter', () => sinceLastRun('changedAfter')],
])('a wrong key: %s', (sentence, derived) => {
	expect(() => space('', derived())).toThrow(new RegExp(`^space: ${sentence} "\\w+", but there are: .*externalId`));
});
