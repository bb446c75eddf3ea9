/**
 * What a model is answered: the records as a workflow gets them, up to 20 KB, with a last item that says what is missing. Run
 * as a tool on both of n8n's ways, over made-up records and over every operation that reads.
 */
import fc from 'fast-check';
import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import { dist, loadNodes, registeredFolders, say, shared } from '../../tools/catalogue/built.mts';
import { duringTests, withTenant } from '../../tools/tenant.mts';
import { runsOf } from '../catalogue/examples';
import { existingIds } from '../catalogue/existing';
import { textOf } from '../docs/links.mts';
import { PROBE, catalogue, probeNode, startProbeServer } from './probe.mts';

const { createMany, dateTime, get, getMany, number, ref, required, resource, sinceLastRun } = catalogue;

const LONGEST = 20_000;

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		record: { id: 'integer', code: 'text', text: 'text' },
		operations: {
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'cursor',
				filters: { lastUpdatedAfter: dateTime('Last Updated After') },
			}),
			getChanged: sinceLastRun(),
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			createMany: createMany('POST /public-api/things', {
				says: 'Makes',
				effect: 'money',
				body: { amount: required(number('Amount')) },
			}),
		},
	}),
]);

/** A node as n8n makes a tool of it: what is shown in tools only is there. */
function asTool(type: INodeType): INodeType {
	const description = { ...type.description, name: `${type.description.name}Tool` };
	return Object.create(type, { description: { value: description } }) as INodeType;
}

const { engine, sandbox, credentials } = withTenant({ seed: 'operations' });
const server = duringTests(startProbeServer);

const sizeOf = (items: unknown[]) => Buffer.byteLength(JSON.stringify(items));

/** The same run on both ways. */
async function run(operation: string, parameters: object = {}, node = 'probeTool') {
	const outcomes = [];
	for (const path of ['custom', 'stock'] as const) {
		server.received.length = 0;
		const { items, error } = await engine.runNode({
			node,
			nodeTypes: { [PROBE]: probe, [`${PROBE}Tool`]: asTool(probe) },
			parameters: {
				resource: 'thing',
				operation,
				thing: { __rl: true, mode: 'id', value: '7' },
				output: 'raw',
				...parameters,
			} as INode['parameters'],
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path,
		});
		outcomes.push({
			items: items.map(({ json }) => json),
			error: error && [error.message, error.description].join(' '),
			sent: server.received.length,
		});
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

/** A record of so many bytes of JSON, at least. */
const record = (id: number, size = 0, letter = 'x') => ({ id, code: `C${id}`, text: letter.repeat(size) });
const records = (count: number, size: number) => Array.from({ length: count }, (_, index) => record(index + 1, size));

function answerWith(all: object[], next = false): void {
	const links = next ? { next: `${server.url}/public-api/things?cursor=more` } : {};
	server.answer(() => ({ data: all, links, meta: {} }));
}

describe('a list', () => {
	test('that fits comes as it is, on both ways as in a workflow', async () => {
		answerWith(records(20, 500));
		const { items } = await run('getAll');
		expect(items).toEqual(records(20, 500));
		expect(await run('getAll', {}, 'probe')).toMatchObject({ items });
	});

	test('ends at the last record that fits, and says how many there are', async () => {
		answerWith(records(50, 1000));
		const { items } = await run('getAll');
		const told = items.slice(0, -1);
		expect(told.length).toBeGreaterThan(15);
		expect(told).toEqual(records(50, 1000).slice(0, told.length));
		expect(items.at(-1)).toEqual({
			isComplete: false,
			shown: told.length,
			read: 50,
			note: `Only the first ${told.length} of 50 records are shown. An answer has 20 KB at most. To get the rest, ask for less at a time: narrow the filters or the time, or take fewer fields. Where this tool lets you give none of that, tell the person who asked that there is more.`,
		});
		expect(sizeOf(items)).toBeLessThanOrEqual(LONGEST);
		expect((await run('getAll', {}, 'probe')).items).toEqual(records(50, 1000));
	});

	test('that goes on behind the limit says so, one that ends there does not', async () => {
		answerWith(records(3, 10), true);
		const { items } = await run('getAll', { limit: 3 });
		expect(items.slice(0, 3)).toEqual(records(3, 10));
		expect(items.slice(3)).toEqual([
			{
				isComplete: false,
				shown: 3,
				read: 3,
				note: expect.stringMatching(/^There may be more than these, as Limit is 3\. To get the rest, /),
			},
		]);
		expect((await run('getAll', { limit: 3 }, 'probe')).items).toHaveLength(3);
		answerWith(records(3, 10));
		expect((await run('getAll', { limit: 3 })).items).toEqual(records(3, 10));
	});

	test('is as long as a person says', async () => {
		answerWith(records(50, 1000));
		expect((await run('getAll', { options: { longestAnswer: 0 } })).items).toEqual(records(50, 1000));
		const { items } = await run('getAll', { options: { longestAnswer: 5 } });
		expect(sizeOf(items)).toBeLessThanOrEqual(5000);
		expect(items.at(-1)!.note).toContain('An answer has 5 KB at most.');
		const wrong = await run('getAll', { options: { longestAnswer: '={{ "long" }}' } });
		expect(wrong.error).toContain('Longest Answer must be a whole number');
		expect(wrong.sent).toBe(0);
	});

	test('since the last run gives no mark that would pass over what is not shown', async () => {
		answerWith(records(50, 1000));
		const whole = await run('getChanged', { options: { longestAnswer: 0 } });
		expect(whole.items.every(({ nextMark }) => typeof nextMark === 'string')).toBe(true);
		const { items } = await run('getChanged');
		expect(items.some((item) => 'nextMark' in item)).toBe(false);
		expect(items.at(-1)!.note).toContain('The nextMark is not shown either, as it would pass over the rest.');
		answerWith(records(38, 465));
		const unmarked = await run('getChanged');
		expect(unmarked.items).toHaveLength(39);
		expect(unmarked.items.at(-1)!.note).toMatch(/^All 38 records are shown, without their nextMark\. /);
	});

	test('of any records fits, is a beginning of them, and tells the truth about it', async () => {
		const one = fc.tuple(fc.integer({ min: 0, max: 6000 }), fc.constantFrom('x', 'ü', '"', '€'));
		await fc.assert(
			fc.asyncProperty(fc.array(one, { maxLength: 60 }), async (sizes) => {
				const all = sizes.map(([size, letter], index) => record(index, size, letter));
				answerWith(all);
				const { items } = await run('getAll', { limit: 100 });
				if (sizeOf(all) <= LONGEST) return expect(items).toEqual(all);
				expect(sizeOf(items)).toBeLessThanOrEqual(LONGEST);
				const note = items.at(-1)!;
				// The only one is told by what tells it from others.
				expect(items.slice(0, -1)).toEqual(all.length === 1 ? [{ id: 0, code: 'C0' }] : all.slice(0, items.length - 1));
				expect([note.isComplete, note.shown, note.read]).toEqual([false, items.length - 1, all.length]);
			}),
			{ numRuns: 40 },
		);
	}, 60_000);
});

test('a record that is too long by itself is named, with its size', async () => {
	server.answer(() => ({ data: record(7, 30_000) }));
	const { items } = await run('get');
	expect(items).toEqual([
		{ id: 7, code: 'C7' },
		{
			isComplete: false,
			shown: 1,
			read: 1,
			note: expect.stringMatching(
				/^Only what tells this record from others is shown: it has 31 KB\. .* take fewer fields/,
			),
		},
	]);
});

test('what was made is named as far as there is room, and is not to be made again', async () => {
	server.answer(() => ({ data: record(server.received.length, 1000) }));
	const { items, sent } = await run('createMany', { quantity: 30, amount: 1 });
	expect(sent).toBe(30);
	expect(items.slice(0, -1).map((item) => Object.keys(item))).toEqual(Array(30).fill(['id', 'code']));
	expect(items.at(-1)).toMatchObject({
		shown: 30,
		read: 30,
		note: expect.stringMatching(
			/^All 30 are done, so do not call this again to see more\. Only what tells records apart/,
		),
	});
});

test('docs/ai-tools.md tells it', () => {
	const page = textOf('docs/ai-tools.md');
	expect(page).toContain(`An answer has ${LONGEST / 1000} KB of JSON at most`);
	for (const name of ['`isComplete: false`', '`shown`', '`read`', '`note`', '**Options > Longest Answer**']) {
		expect(page).toContain(name);
	}
});

describe('every operation that reads', () => {
	const nodes = loadNodes(dist, registeredFolders());
	const { entities } = shared(dist);
	let ids: (entity: string, property?: string) => unknown;
	let longer = 0;
	let answered = 0;

	beforeAll(async () => {
		ids = await existingIds(sandbox, entities);
	}, 30_000);
	afterAll(() =>
		say(`${answered} operations answer by default, ${longer} of them have more than ${LONGEST} bytes to tell`),
	);

	test.each(nodes.map(({ folder, type, resources }) => [folder, type, resources] as const))(
		'%s answers within 20 KB by default',
		async (_, type, resources) => {
			const name = `${type.description.name}Tool`;
			const ask = async (parameters: IDataObject): Promise<IDataObject[]> => {
				const { items } = await engine.runNode({
					node: name,
					nodeTypes: { [`n8n-nodes-ampeco.${name}`]: asTool(engine.nodeType(type.description.name)) },
					parameters: parameters as INode['parameters'],
					credentials,
					path: 'stock',
				});
				return items.map(({ json }) => json);
			};
			for (const of of resources) {
				for (const [operation, { effect, kind }] of Object.entries(of.operations)) {
					if (effect !== 'read' || kind === 'waitFor') continue;
					const [{ parameters }] = runsOf(of, operation, ids);
					const asked: IDataObject = { ...parameters };
					delete asked.limit;
					const items = await ask(asked);
					const whole = await ask({ ...asked, options: { ...(asked.options as IDataObject), longestAnswer: 0 } });
					if (items.length > 0) answered += 1;
					if (sizeOf(whole) > LONGEST) longer += 1;
					expect(sizeOf(items)).toBeLessThanOrEqual(LONGEST);
					expect(items.at(-1)?.isComplete === false || sizeOf(whole) <= LONGEST).toBe(true);
				}
			}
		},
		120_000,
	);
});
