/** What an error item says for a workflow to branch on: its kind, the status, the fields; the same on both ways. */
import * as n8nWorkflow from 'n8n-workflow';
import { dist, shared } from '../../tools/catalogue/built.mts';
import { kindsOnPage } from '../catalogue/answers.mts';
import { PROBE, catalogue, probeNode, withProbe } from './probe.mts';

const { action, choices, create, get, list, number, ref, required, resource, text, waitFor } = catalogue;
const { errors } = shared(dist);

const probe = probeNode([
	resource({
		value: 'thing',
		name: 'Thing',
		path: { thing: ref('voucher', 'Thing', { type: 'text' }) },
		operations: {
			get: get('GET /public-api/things/{thing}', { says: 'Reads' }),
			create: create('POST /public-api/things', {
				says: 'Makes',
				body: {
					amount: required(number('Amount')),
					name: text('Name'),
					periods: list('Periods', 'Period', { start: text('Start', { wire: 'startsAt' }) }),
				},
			}),
			start: action('POST /public-api/actions/charge-point/v1.0/{thing}/start', { says: 'Starts', effect: 'physical' }),
			wait: waitFor(
				'GET /public-api/things/{thing}',
				{
					property: 'status',
					values: { ...choices('Statuses', { active: 'Active', failed: 'Failed' }), preset: ['active'] },
					last: ['failed'],
				},
				{ says: 'Waits' },
			),
		},
	}),
]);

const { engine, server } = withProbe();

async function itemsOf(
	operation: string,
	parameters: object,
	onError: 'continueErrorOutput' | 'continueRegularOutput',
) {
	const outcomes = [];
	for (const path of ['custom', 'stock'] as const) {
		const { items, errorItems } = await engine.runNode({
			node: 'probe',
			nodeTypes: { [PROBE]: probe },
			items: [{ from: 'before' }],
			parameters: {
				resource: 'thing',
				operation,
				thing: { __rl: true, mode: 'id', value: '7' },
				...parameters,
			} as never,
			credentials: { ampecoApi: { url: server.url, token: 'token' } },
			onError,
			path,
		});
		outcomes.push({ items: items.map(({ json }) => json), errors: errorItems.map(({ json }) => json) });
	}
	expect(outcomes[0]).toEqual(outcomes[1]);
	return outcomes[0];
}

const answer = (status: number, body: object = { message: 'No.' }) =>
	server.answer(async (_, reply) => await reply.code(status).send(body));

const errorsOfValues = { 'periods.0.startsAt': ['Too early.'], amount: ['Too small.', 'Odd.'] };

test.each<[string, string, () => void, object, object]>([
	['what cannot be sent', 'create', () => answer(200), { amount: '={{ "x" }}' }, { kind: 'input' }],
	['what is not there', 'create', () => answer(200), { amount: '={{ undefined }}' }, { kind: 'missing' }],
	[
		'values that AMPECO refuses',
		'create',
		() => answer(422, { message: 'Wrong.', errors: errorsOfValues }),
		{ amount: 1 },
		{
			kind: 'refused',
			status: 422,
			fields: [
				{ name: 'periods.0.startsAt', label: 'Periods > 1 > Start', reason: 'Too early' },
				{ name: 'amount', label: 'Amount', reason: 'Too small, Odd' },
			],
		},
	],
	['a state that does not allow it', 'start', () => answer(409), {}, { kind: 'refused', status: 409 }],
	[
		'an answer that it did not work',
		'start',
		() => answer(202, { success: false }),
		{},
		{ kind: 'refused', status: 202 },
	],
	['nothing of that ID', 'get', () => answer(404), {}, { kind: 'notFound', status: 404 }],
	['a wrong token', 'get', () => answer(401), {}, { kind: 'denied', status: 401 }],
	['a token that may not', 'get', () => answer(403), {}, { kind: 'denied', status: 403 }],
	['a feature that is off', 'get', () => answer(405), {}, { kind: 'unavailable', status: 405 }],
	['a write that nobody knows the outcome of', 'start', () => answer(500), {}, { kind: 'unknownOutcome', status: 500 }],
	[
		'a status that will not come',
		'wait',
		() => answer(200, { data: { id: 7, status: 'failed' } }),
		{ waitFor: ['active'] },
		{ kind: 'notReached' },
	],
])('%s', async (_, operation, prepare, parameters, details) => {
	prepare();
	const { items, errors: none } = await itemsOf(operation, parameters, 'continueRegularOutput');
	expect(none).toEqual([]);
	expect(items).toEqual([{ error: expect.any(String), message: expect.any(String), details }]);
	const {
		items: rest,
		errors: [error],
	} = await itemsOf(operation, parameters, 'continueErrorOutput');
	expect(rest).toEqual([]);
	const { error: sentence, message } = items[0];
	// Before 2.34 n8n takes an item with more than the two texts for a success.
	const more = 'isCompletedExecutionStatus' in n8nWorkflow ? { details } : {};
	expect(error).toEqual({ from: 'before', error: sentence, message, ...more });
});

test('the page names every kind, and no other', () => {
	expect(kindsOnPage()).toEqual(errors.KINDS);
});
