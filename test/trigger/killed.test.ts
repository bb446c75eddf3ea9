/**
 * What a kill of n8n leaves behind in each step of a subscription's life, and what heals it: a request is held before or after the
 * tenant has carried it out, nothing is stored of what came later, and a trigger with what was stored before goes on. The table
 * of docs/trigger.md is what comes of it; UPDATE_DOCS=1 writes it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests } from '../../tools/tenant.mts';
import { startFront } from '../reliability/front.mts';
import type { Exchange } from '../reliability/front.mts';
import { triggerOf } from './hooks.mts';
import type { Trigger, TriggerOrder } from './hooks.mts';

const PATH = '/public-api/notifications/v2.0';
const EVENTS = ['HardwareStatusNotification', 'evse.changed'];
const OTHER_EVENTS = ['idTag.changed'];

const PAGE = 'docs/trigger.md';
const BEGIN = '<!-- Made by test/trigger/killed.test.ts -->';
const END = '<!-- End of what is made -->';

const sandbox = duringTests(async () => await startSandbox({ scale: 0 }));
let strike: (exchange: Exchange) => Promise<boolean> = async () => false;
const front = duringTests(
	async () => await startFront({ target: sandbox.url, strike: async (exchange) => await strike(exchange) }),
);
beforeEach(async () => await sandbox.reset());

type Order = Partial<TriggerOrder>;

function trigger(order: Order = {}): Trigger {
	return triggerOf({
		credential: { url: front.url, token: sandbox.token },
		parameters: { events: EVENTS },
		...order,
	});
}

interface Subscription {
	id: string;
	events: string[];
}

const subscriptions = async (): Promise<Subscription[]> =>
	(await sandbox.state('notifications')).map(({ id, notifications }) => ({ id: String(id), events: notifications }));

/** The calls that change something, since the last look. */
async function changes(): Promise<string> {
	const entries = await sandbox.journal({ path: PATH });
	await sandbox.clearJournal();
	return entries
		.map(({ method }) => method)
		.filter((method) => method !== 'GET')
		.join(' ');
}

/** Ends what still waits for an answer. */
let letGo = (): void => undefined;
afterEach(() => letGo());

/** As n8n reads it from its database. */
const copyOf = (staticData: object) => JSON.parse(JSON.stringify(staticData)) as IDataObject;

/** Does `work` until the tenant gets such a request, and nothing after that, as if n8n had been killed. */
async function killed(work: () => Promise<unknown>, method: string, when: 'before' | 'after'): Promise<void> {
	await new Promise<void>((reached, fail) => {
		strike = async ({ request, carryOut, answer }) => {
			if (request.method !== method) return false;
			if (when === 'after') await carryOut();
			strike = async () => false;
			// Nothing is repeated after this.
			letGo = () => {
				letGo = () => undefined;
				answer(401, {}, '');
			};
			reached();
			return true;
		};
		void work().then(
			() => fail(new Error(`There was no ${method}.`)),
			() => undefined,
		);
	});
}

interface Step {
	/** What n8n was about, in the words of the page. */
	doing: string;
	/** The request in which it was killed. */
	method: 'POST' | 'PUT' | 'DELETE';
	/** How the trigger is set up when it is activated first; not activated without. */
	first?: Order;
	/** What of it is different when the step comes. */
	then?: Order;
	/** Whether nothing is stored of the subscription that is there, so that it is replaced. */
	forgets?: boolean;
	step: 'activate' | 'deactivate';
	/** n8n stores nothing of a test run. */
	isTest?: boolean;
}

const steps: Step[] = [
	{ doing: 'activate', method: 'POST', step: 'activate' },
	{ doing: 'deactivate, or publish other events', method: 'DELETE', first: {}, step: 'deactivate' },
	{
		doing: 'activate, other events in place (Catch Up)',
		method: 'PUT',
		first: { parameters: { events: EVENTS, options: { catchUp: true } } },
		then: { parameters: { events: OTHER_EVENTS, options: { catchUp: true } } },
		step: 'activate',
	},
	{
		doing: 'activate, where the one there is replaced',
		method: 'POST',
		first: {},
		forgets: true,
		step: 'activate',
	},
	{
		doing: 'activate, where the one there is replaced',
		method: 'DELETE',
		first: {},
		forgets: true,
		step: 'activate',
	},
	{ doing: 'listen for a test event', method: 'POST', first: { test: true }, step: 'activate', isTest: true },
	{ doing: 'end listening', method: 'DELETE', first: { test: true }, step: 'deactivate', isTest: true },
];

const numbers = ['none', 'one', 'two'];

/**
 * What a kill left behind, in the words of the page.
 *
 * @param known the ID n8n has stored
 */
function told(left: Subscription[], known?: string): string {
	const isKnown = left.some(({ id }) => id === known);
	const withOthers = left.some(({ events }) => events.join() === OTHER_EVENTS.join()) ? ' with the new events' : '';
	const isStrange = left.length > 0 && !isKnown;
	return `${numbers[left.length]}${withOthers}${isStrange ? ' that n8n does not know' : ''}`;
}

const DONE = { POST: 'one is made', PUT: 'it is changed', DELETE: 'it is deleted' };

const HEALINGS: Record<string, string> = {
	'': 'uses it',
	POST: 'makes one',
	PUT: 'changes its events',
	'POST DELETE': 'makes a new one, deletes what is left',
	// Two were left.
	'POST DELETE DELETE': 'makes a new one, deletes what is left',
};

const storedId = (one: Trigger) => (one.staticData['node:AMPECO Trigger'] as { id?: string } | undefined)?.id;

const rows: string[] = [];

describe.each(steps)('$doing: $method', ({ doing, method, first, then, forgets, step, isTest }) => {
	test.each(['before', 'after'] as const)('killed %s it is carried out', async (when) => {
		const before = trigger(first);
		const isFirst = isTest && step === 'activate';
		if (first && !isFirst) await before.activate();
		const one = trigger({ ...first, staticData: forgets ? {} : before.staticData, ...then });
		// Nothing is stored before a hook has come to its end.
		const stored = isTest ? {} : copyOf(one.staticData);
		await killed(async () => await one[step](), method, when);
		const left = await subscriptions();
		await changes();

		const next = trigger({ ...first, ...then, staticData: stored });
		const known = storedId(next);
		await next.activate();
		const healing = await changes();
		const healed = await subscriptions();
		expect(healed).toEqual([{ id: storedId(next), events: next.parameters.events }]);
		rows.push(`| ${doing} | ${when} ${DONE[method]} | ${told(left, known)} | ${HEALINGS[healing] ?? healing} |`);

		next.parameters = { events: EVENTS };
		await next.deactivate();
		expect(await subscriptions()).toEqual([]);
	});

	test.each(['before', 'after'] as const)(
		'killed %s it is carried out, a deactivation leaves nothing',
		async (when) => {
			const before = trigger(first);
			const isFirst = isTest && step === 'activate';
			if (first && !isFirst) await before.activate();
			const one = trigger({ ...first, staticData: forgets ? {} : before.staticData, ...then });
			const stored = isTest ? {} : copyOf(one.staticData);
			await killed(async () => await one[step](), method, when);
			const next = trigger({ ...first, staticData: stored });
			next.parameters = { events: EVENTS };
			await next.deactivate();
			expect(await subscriptions()).toEqual([]);
		},
	);
});

test('docs/trigger.md tells it as it was measured', () => {
	const table = [
		'| killed while n8n was about to | at the moment | left in AMPECO | the next activation |',
		'|---|---|---|---|',
		...rows,
	].join('\n');
	const [head, rest] = readFileSync(PAGE, 'utf8').split(BEGIN);
	const [old, tail] = rest.split(END);
	if (process.env.UPDATE_DOCS) writeFileSync(PAGE, `${head}${BEGIN}\n\n${table}\n\n${END}${tail}`);
	else expect(old.trim()).toBe(table);
});
