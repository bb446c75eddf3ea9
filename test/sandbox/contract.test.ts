/**
 * What the sandbox promises about reading, in a form that can be asked of a real tenant too: set AMPECO_URL and
 * AMPECO_TOKEN and the same tests run there, sending nothing but GET. A real tenant may lack rights or features for a
 * list (403, 404, 405): those are then passed over.
 */
import { operations } from '../../sandbox/digest.mts';
import { pagingOf } from '../../sandbox/paging.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import { check } from '../../sandbox/validation.mts';
import { duringTests } from '../../tools/tenant.mts';
import { startTarget } from './target.mts';
import type { Wire } from './requests.mts';

const target = duringTests(startTarget);

const lists = operations.filter(
	(operation) => pagingOf(operation) && !operation.path.includes('{') && !operation.deprecated,
);
const table = lists.map((operation) => [operation.path, operation] as const);
const NOT_FOR_US = [403, 404, 405];

const has = (operation: (typeof lists)[number], name: string) =>
	operation.parameters.some((parameter) => parameter.name === name);

test('a wrong token is a 401 with a message', async () => {
	const answer = await target.get('/public-api/resources/settings/v1.0', '00000000-0000-4000-8000-000000000000');
	expect(answer).toMatchObject({ status: 401, data: { message: expect.any(String) } });
});

test('answers carry the application version', async () => {
	expect((await target.get('/public-api/resources/settings/v1.0')).headers['x-app-version']).toBeTruthy();
});

describe.each(table)('GET %s', (path, operation) => {
	const isAllowed = (status: number) => status === 200 || (target.isReal && NOT_FOR_US.includes(status));

	test('fits its schema, links and pages', async () => {
		const perPage = has(operation, 'per_page') ? '?per_page=2' : '';
		const answer = await target.get(path + perPage);
		expect(isAllowed(answer.status)).toBe(true);
		if (answer.status !== 200) return;
		// New fields are no breach: the API may add some at any time.
		const breaches = Object.entries(check(shapeOf(operation.responses['200']!), answer.data, 'answer') ?? {}).filter(
			([, messages]) => !messages.every((message) => message.includes('not known here')),
		);
		expect(breaches).toEqual([]);
		if (perPage) expect(answer.data.data.length).toBeLessThanOrEqual(2);
		if (perPage && answer.data.links?.next) {
			expect(new URL(answer.data.links.next).pathname).toBe(path);
			const second = await target.get(
				new URL(answer.data.links.next).pathname + new URL(answer.data.links.next).search,
			);
			expect(second.status).toBe(200);
			if (answer.data.data[0]?.id !== undefined)
				expect(second.data.data.map((one: Wire) => one.id)).not.toContain(answer.data.data[0].id);
		}
	});

	test('the record of the list is the record read alone', async () => {
		const item = operations.find(
			(one) => one.method === 'GET' && one.path.replace(/\/\{[^}]+\}$/, '') === path && one.path !== path,
		);
		const answer = await target.get(path);
		expect(isAllowed(answer.status)).toBe(true);
		const first = answer.data?.data?.[0];
		if (!item || first?.id === undefined) return;
		const alone = await target.get(`${path}/${first.id}`);
		expect(alone.status).toBe(200);
		expect((alone.data.data ?? alone.data).id).toEqual(first.id);
		const gone = await target.get(`${path}/999999999`);
		expect([404, 403]).toContain(gone.status);
	});
});

describe('dual paging', () => {
	test.each(
		lists
			.filter((operation) => pagingOf(operation) === 'dual' && has(operation, 'cursor'))
			.map((operation) => [operation.path]),
	)('%s pages by number, and by cursor once an empty one is sent', async (path) => {
		const [numbered, cursored] = [
			await target.get(`${path}?per_page=2`),
			await target.get(`${path}?per_page=2&cursor=`),
		];
		if (target.isReal && NOT_FOR_US.includes(numbered.status)) return;
		expect(numbered.data.meta).toHaveProperty('current_page', 1);
		expect(cursored.data.meta).toHaveProperty('next_cursor');
		expect(cursored.data.meta).not.toHaveProperty('current_page');
	});
});

test('per_page beyond 100 is refused or cut', async () => {
	const answer = await target.get('/public-api/resources/charge-points/v2.0?per_page=101');
	if (answer.status === 200) expect(answer.data.data.length).toBeLessThanOrEqual(100);
	else expect(answer).toMatchObject({ status: 422, data: { errors: { per_page: expect.anything() } } });
});
