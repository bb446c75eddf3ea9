/** A value is sent as its author meant it, or refused in a sentence and nothing is sent; the same on both ways. */
import { startEngine } from '../../tools/engine.mts';
import type { Engine } from '../../tools/engine.mts';
import { duringTests } from '../../tools/tenant.mts';
import { PROBE, catalogue, probeNode, startProbeServer } from './probe.mts';

const { choices, dateTime, email, flag, getMany, ref, refs, resource, sinceLastRun, text, texts } = catalogue;

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		operations: {
			getAll: getMany('GET /public-api/things', {
				says: 'Lists',
				paging: 'cursor',
				filters: {
					chargePointId: ref('chargePoint', 'Charge Point'),
					externalId: ref('voucher', 'External Thing', { type: 'text', nullable: true }),
					email: email('Email'),
					locationIds: refs('location', 'Locations'),
					statuses: choices('Statuses', { active: 'Active', pending: 'Pending' }),
					tags: texts('Tags'),
					roaming: flag('Roaming'),
					lastUpdatedAfter: dateTime('Last Updated After'),
				},
			}),
			getChanged: sinceLastRun(),
		},
	}),
]);

const engine = duringTests(startEngine);
const server = duringTests(startProbeServer);

type Run = Parameters<Engine['runNode']>[0];

/** The same run on both ways: what was sent, what came out or what was said. */
async function run(operation: string, parameters: object, settings: Partial<Run> = {}) {
	const outcomes = [];
	for (const way of ['custom', 'stock'] as const) {
		server.received.length = 0;
		const outcome = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe, [`${PROBE}Tool`]: probe },
			parameters: { resource: 'thing', operation, ...parameters } as Run['parameters'],
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			path: way,
			...settings,
		});
		outcomes.push({
			items: outcome.items.map(({ json }) => json),
			error: outcome.error && [outcome.error.message, outcome.error.description].join(' '),
			sent: server.received.map(({ method, url, body }) => ({ method, url: decodeURIComponent(url), body })),
		});
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

describe('a filter that gives nothing', () => {
	beforeEach(() => server.answer(() => ({ data: [{ id: 1 }] })));

	const nothing: Array<[string, object]> = [
		...['={{ undefined }}', '={{ null }}', '={{ $json.none }}', '={{ "  " }}', '={{ [] }}', '={{ NaN }}', ' '].flatMap(
			(value): Array<[string, object]> => [
				['Email', { email: value }],
				['Charge Point', { chargePointId: { __rl: true, mode: 'id', value } }],
				['Locations', { locationIds: { ids: [{ ids: value }] } }],
				['Tags', { tags: value }],
				['Statuses', { statuses: value }],
				['Roaming', { roaming: value }],
			],
		),
		['Locations', { locationIds: {} }],
		['Last Updated After', { lastUpdatedAfter: '' }],
		['Other Filters > kind', { otherFilters: { items: [{ name: 'kind', value: '={{ $json.none }}' }] } }],
	];

	test.each(nothing)('is refused, as the list would hold more than meant: %s %j', async (label, filters) => {
		const { error, sent } = await run('getAll', { filters });
		expect(error).toContain(
			`${label} gives no value, so the list would hold more than meant. Give it one, or remove the filter.`,
		);
		expect(sent).toEqual([]);
	});

	test.each(nothing)('is left out where a person says so: %s %j', async (_, filters) => {
		const { error, sent } = await run('getAll', { filters, options: { skipEmptyFilters: true } });
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(1);
		expect(sent[0].url).not.toContain('filter');
	});

	test('is left out for an AI agent, which cannot take a field away, unless a person says otherwise', async () => {
		const filters = { email: '={{ undefined }}', tags: 'a' };
		const asTool = { node: 'probeTool' };
		const { sent } = await run('getAll', { filters }, asTool);
		expect(sent[0].url).toContain('filter[tags][]=a');
		expect(sent[0].url).not.toContain('email');
		const strict = await run('getAll', { filters, options: { skipEmptyFilters: false } }, asTool);
		expect(strict.error).toContain('Email gives no value');
	});

	test('is refused by Get Many Since Last Run as well', async () => {
		const { error, sent } = await run('getChanged', { filters: { email: '' } });
		expect(error).toContain('Email gives no value');
		expect(sent).toEqual([]);
	});

	test('the word null still asks for records without a value, where AMPECO knows that', async () => {
		const filters = { externalId: { __rl: true, mode: 'id', value: 'null' } };
		const { sent } = await run('getAll', { filters });
		expect(sent[0].url).toContain('filter[externalId]=null');
	});
});
