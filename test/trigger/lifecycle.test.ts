/** The subscription of a trigger from activation to deactivation, against a tenant that others use as well. */
import { startSandbox } from '../../sandbox/client.mts';
import { duringTests } from '../../tools/tenant.mts';
import { startFront } from '../reliability/front.mts';
import { triggerOf } from './hooks.mts';
import type { Trigger, TriggerOrder } from './hooks.mts';

const PATH = '/public-api/notifications/v2.0';
const RESEND = '/resend';
const EVENTS = ['HardwareStatusNotification', 'evse.changed'];

const sandbox = duringTests(async () => await startSandbox({ scale: 0 }));
beforeEach(async () => await sandbox.reset());

function trigger(order: Partial<TriggerOrder> = {}): Trigger {
	return triggerOf({
		credential: { url: sandbox.url, token: sandbox.token },
		parameters: { events: EVENTS },
		...order,
	});
}

const subscriptions = async () =>
	(await sandbox.state('notifications')).map(({ id, notifications, webhook }) => ({
		id,
		events: notifications,
		url: webhook?.callbackUrl,
	}));

/** Methods of the calls since the last look. */
async function calls(): Promise<string[]> {
	const entries = await sandbox.journal({ path: '/public-api/' });
	await sandbox.clearJournal();
	return entries.map(({ method, route }) => `${method} ${route!.replace(PATH, '')}`.trim());
}

async function subscribeOther(callbackUrl: string, notifications = EVENTS): Promise<number> {
	return (await sandbox.call('POST', PATH, { via: 'webhook', notifications, webhook: { callbackUrl } })).data.data.id;
}

describe('activation', () => {
	test('subscribes once, with exactly the calls it needs', async () => {
		const one = trigger();
		await one.activate();
		expect(await calls()).toEqual(['GET', 'GET', 'POST']);
		expect(await subscriptions()).toEqual([{ id: expect.any(Number), events: EVENTS, url: one.url }]);
		await one.activate();
		expect(await calls()).toEqual(['GET']);
		await one.deactivate();
		expect(await calls()).toEqual(['GET', 'DELETE /{notification}']);
		expect(await subscriptions()).toEqual([]);
	});

	test.each([
		['the case of the host', 'https://N8N.Example.com/webhook/trigger-1/webhook'],
		['the default port', 'https://n8n.example.com:443/webhook/trigger-1/webhook'],
		['a slash at the end', 'https://n8n.example.com/webhook/trigger-1/webhook/'],
		['another encoding', 'https://n8n.example.com/webhook/trigger%2D1/webhook'],
		['anything at all', 'callback of trigger 1'],
	])('leaves no orphan where the tenant writes the address back with %s', async (_, written) => {
		const front = await startFront({
			target: sandbox.url,
			strike: async ({ request, carryOut, answer }) => {
				if (request.method !== 'GET') return false;
				const { status, headers, body } = await carryOut();
				const own = JSON.stringify(one.url).slice(1, -1).replaceAll('/', '\\/');
				const text = body.toString();
				answer(status, headers, text.replaceAll(own, written).replaceAll(one.url, written));
				return true;
			},
		});
		const one = trigger({
			address: 'https://n8n.example.com',
			credential: { url: front.url, token: sandbox.token },
		});
		try {
			for (let cycle = 0; cycle < 3; cycle += 1) {
				await one.activate();
				expect(await subscriptions()).toHaveLength(1);
				await one.deactivate();
				expect(await subscriptions()).toEqual([]);
			}
		} finally {
			await front.stop();
		}
	});

	test('gives up in a sentence while the limit is used up, and makes nothing afterwards', async () => {
		await sandbox.limit({ limit: 3, windowSeconds: 3600 });
		while ((await sandbox.call('GET', PATH)).status !== 429);
		// An address of its own, so that the other tests do not wait for this limit.
		const front = await startFront({ target: sandbox.url, strike: async () => false });
		try {
			const one = trigger({ credential: { url: front.url, token: sandbox.token } });
			await expect(one.activate()).rejects.toThrow(/request limit is used up until/);
			expect(await subscriptions()).toEqual([]);
		} finally {
			await front.stop();
		}
	}, 120_000);

	test('makes nothing once it has taken so long that n8n has given it up', async () => {
		const { now } = Date;
		const front = await startFront({
			target: sandbox.url,
			strike: async ({ request }) => {
				// The list has come late.
				if (request.method === 'GET') Date.now = () => now() + 31_000;
				return false;
			},
		});
		try {
			const one = trigger({ credential: { url: front.url, token: sandbox.token } });
			await expect(one.create()).rejects.toThrow(/took too long/);
			expect(await subscriptions()).toEqual([]);
		} finally {
			Date.now = now;
			await front.stop();
		}
	});

	test('takes the events in any order, and names that are typed', async () => {
		const one = trigger({
			parameters: { events: ['evse.changed'], otherEvents: ' HardwareStatusNotification ,, evse.changed' },
		});
		await one.activate();
		one.parameters = { events: EVENTS };
		expect(await one.checkExists()).toBe(true);
	});

	test('changes the events in place, so that no event falls into a gap', async () => {
		const one = trigger();
		await one.activate();
		const [{ id }] = await subscriptions();
		await calls();
		one.parameters = { events: ['idTag.changed'] };
		await one.activate();
		expect(await calls()).toEqual(['GET', 'GET', 'PUT /{notification}']);
		expect(await subscriptions()).toEqual([{ id, events: ['idTag.changed'], url: one.url }]);
	});

	test('replaces a subscription when nobody knows which token it was made with', async () => {
		const one = trigger();
		await one.activate();
		const [{ id }] = await subscriptions();
		await trigger({ staticData: {} }).activate();
		const after = await subscriptions();
		expect(after).toEqual([{ id: expect.any(Number), events: EVENTS, url: one.url }]);
		expect(after[0].id).not.toBe(id);
	});

	test('replaces a subscription that was made with another token', async () => {
		const one = trigger();
		await one.activate();
		const marks = one.staticData['node:AMPECO Trigger'] as { token: string };
		expect(marks.token).not.toContain(sandbox.token);
		marks.token = 'mark of another token';
		const [{ id }] = await subscriptions();
		await one.activate();
		expect(await subscriptions()).toEqual([{ id: expect.any(Number), events: EVENTS, url: one.url }]);
		expect((await subscriptions())[0].id).not.toBe(id);
	});

	test('subscribes again when somebody deleted the subscription in AMPECO', async () => {
		const one = trigger();
		await one.activate();
		await sandbox.call('DELETE', `${PATH}/${(await subscriptions())[0].id}`);
		await one.activate();
		expect(await subscriptions()).toHaveLength(1);
		await sandbox.call('DELETE', `${PATH}/${(await subscriptions())[0].id}`);
		await one.deactivate();
	});

	test('removes what is left over at its own address', async () => {
		const one = trigger();
		await subscribeOther(one.url, ['cdr.received']);
		await subscribeOther(one.url);
		await one.activate();
		expect(await subscriptions()).toEqual([{ id: expect.any(Number), events: EVENTS, url: one.url }]);
	});

	test('finds its own behind a hundred others', async () => {
		for (let index = 0; index < 120; index += 1) await subscribeOther(`http://127.0.0.1:1/${index}`);
		const one = trigger();
		await one.activate();
		expect(await one.checkExists()).toBe(true);
		await one.deactivate();
		expect(await subscriptions()).toHaveLength(120);
	});

	test('moves with n8n to a new address', async () => {
		const one = trigger();
		await one.activate();
		const moved = trigger({ address: 'http://127.0.0.1:9999', staticData: one.staticData });
		await moved.activate();
		expect(await subscriptions()).toEqual([{ id: expect.any(Number), events: EVENTS, url: moved.url }]);
	});
});

describe('side by side', () => {
	/** Each pair: what the second trigger differs in. */
	test.each<[string, Partial<TriggerOrder>]>([
		['two triggers of a workflow', { webhookId: 'trigger-2', name: 'AMPECO Trigger1' }],
		['two n8n', { address: 'http://127.0.0.1:9999', instance: 'another n8n' }],
		['test and production', { test: true }],
	])('%s do not touch each other', async (_name, difference) => {
		const one = trigger();
		await one.activate();
		const other = trigger({ ...difference, ...(difference.webhookId ? { staticData: one.staticData } : {}) });
		await other.activate();
		const both = await subscriptions();
		expect(both.map(({ url }) => url).sort()).toEqual([one.url, other.url].sort());
		await one.activate();
		expect(await subscriptions()).toEqual(both);
		await other.deactivate();
		expect((await subscriptions()).map(({ url }) => url)).toEqual([one.url]);
		await one.deactivate();
		expect(await subscriptions()).toEqual([]);
	});

	test('a test run that has the stored data of production leaves production alone', async () => {
		const one = trigger();
		await one.activate();
		const tested = trigger({ test: true, staticData: structuredClone(one.staticData) });
		await tested.activate();
		await tested.deactivate();
		expect((await subscriptions()).map(({ url }) => url)).toEqual([one.url]);
	});

	test('a workflow exported with its stored data does not reach back from another n8n', async () => {
		const one = trigger();
		await one.activate();
		const copy = trigger({
			address: 'http://127.0.0.1:9999',
			instance: 'another n8n',
			staticData: structuredClone(one.staticData),
		});
		await copy.activate();
		await copy.deactivate();
		expect((await subscriptions()).map(({ url }) => url)).toEqual([one.url]);
	});

	test('subscriptions of others stay, also to Kafka and to much the same address', async () => {
		const one = trigger();
		await sandbox.call('POST', PATH, {
			via: 'kafka',
			notifications: EVENTS,
			kafka: { topic: 't', brokers: ['b:9092'] },
		});
		await subscribeOther(`${one.url}2`);
		await subscribeOther(one.url.replace('webhook/', 'webhook-test/'));
		const others = await subscriptions();
		await one.activate();
		await one.deactivate();
		expect(await subscriptions()).toEqual(others);
	});
});

describe('what goes wrong', () => {
	test.each<[string, Partial<TriggerOrder>, RegExp]>([
		['no event', { parameters: { events: [] } }, /^No event is chosen\. Choose at least one/],
		[
			'an event AMPECO does not know',
			{ parameters: { otherEvents: 'nothing.changed' } },
			/Events.*Check that N8N_WEBHOOK_URL/,
		],
		[
			'an incomplete filter',
			{ parameters: { events: EVENTS, filters: { otherFields: { items: [{ path: '', values: 'x' }] } } } },
			/Name is missing/,
		],
		[
			'a long address',
			{ address: `http://127.0.0.1:5678/${'x'.repeat(500)}` },
			/has \d{3} characters, but AMPECO takes 500\. Shorten/,
		],
	])('%s stops the activation and leaves nothing', async (_name, order, message) => {
		expect(await failsWith(trigger(order).activate())).toMatch(message);
		expect(await subscriptions()).toEqual([]);
	});

	test('a wrong token stops the activation with what to do', async () => {
		const one = trigger({ credential: { url: sandbox.url, token: 'wrong' } });
		expect(await failsWith(one.activate())).toMatch(/does not accept the API token\. Check the API token/);
	});

	test.each(['', undefined as unknown as string])(
		'the token %j stops it too, and AMPECO is not asked',
		async (token) => {
			const one = trigger({ credential: { url: sandbox.url, token } });
			expect(await failsWith(one.activate())).toMatch(/^The API token is empty .*Copy it from AMPECO again/);
			expect(await calls()).toEqual([]);
			expect(one.staticData).toEqual({ 'node:AMPECO Trigger': {} });
		},
	);

	test('a role without the permission stops it, and leaves nothing', async () => {
		await sandbox.fault({ name: 'forbidden', method: 'POST' });
		expect(await failsWith(trigger().activate())).toMatch(/does not allow this\. Give the role/);
		expect(await subscriptions()).toEqual([]);
	});

	test('an address AMPECO cannot reach is refused before AMPECO is asked', async () => {
		const one = trigger({ credential: { url: 'https://cp.example.com', token: 'x' } });
		expect(await failsWith(one.create())).toMatch(
			/cannot reach this n8n at http:\/\/127\.0\.0\.1:5678\. Set N8N_WEBHOOK_URL/,
		);
	});

	test('a create whose answer is lost is not made twice', async () => {
		await sandbox.fault({ name: 'reset before answer', method: 'POST' });
		const one = trigger();
		await one.activate();
		expect((await calls()).filter((call) => call === 'POST')).toHaveLength(1);
		expect(await subscriptions()).toHaveLength(1);
		expect(await one.checkExists()).toBe(true);
	});

	test('a create that AMPECO could not carry out is not told as done', async () => {
		await sandbox.fault({ name: 'reset before execution', method: 'POST' });
		expect(await failsWith(trigger().activate())).toMatch(/unknown whether this was carried out/);
		expect(await subscriptions()).toEqual([]);
	});

	test('a subscription that cannot be deleted is named, and goes with the next activation', async () => {
		const one = trigger();
		await one.activate();
		const [{ id }] = await subscriptions();
		await sandbox.fault({ name: 'forbidden', method: 'DELETE' });
		expect(await failsWith(one.deactivate())).toContain(`Subscription ${id} could not be deleted`);
		await one.activate();
		await one.deactivate();
		expect(await subscriptions()).toEqual([]);
	});
});

const failsWith = async (work: Promise<unknown>): Promise<string> => {
	const error = await work.then(
		() => {
			throw new Error('It did not fail.');
		},
		(reason: Error) => reason,
	);
	expect(error.constructor.name).toBe('NodeOperationError');
	expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(sandbox.token);
	return error.message;
};

test.each(['TRUE', 1, ' true '])('the option Catch Up is on as %j, too', async (catchUp) => {
	const one = trigger({ parameters: { events: EVENTS, options: { catchUp } } });
	await one.activate();
	await one.deactivate();
	expect(await subscriptions()).toHaveLength(1);
});

test.each<[string, object]>([
	['Catch Up must be true or false', { options: { catchUp: 'yes' } }],
	['Longest Delay (Minutes) must be a whole number', { options: { longestDelay: 'soon' } }],
	['Keep Repeats must be true or false', { options: { keepRepeats: 2 } }],
	['Hardware Statuses gives no value, so more events than meant', { filters: { hardwareStatus: '' } }],
	['Charge Points gives no value, so more events than meant', { filters: { chargePoint: {} } }],
])('what cannot be meant is refused when the workflow is activated: %s', async (sentence, parameters) => {
	const one = trigger({ parameters: { events: EVENTS, ...parameters } as never });
	expect(await failsWith(one.activate())).toContain(sentence);
	expect(await subscriptions()).toEqual([]);
});

test.each(['["HardwareStatusNotification", " evse.changed "]', ' HardwareStatusNotification , evse.changed '])(
	'events given as text are those events: %s',
	async (events) => {
		const one = trigger({ parameters: { events } });
		await one.activate();
		const [{ events: subscribed }] = await subscriptions();
		expect(subscribed).toEqual(EVENTS);
	},
);

describe('catching up', () => {
	const catching = () => trigger({ parameters: { events: EVENTS, options: { catchUp: true } } });

	test('keeps the subscription while the workflow is off, and asks for what failed, once in 15 minutes', async () => {
		const one = catching();
		await one.activate();
		await one.deactivate();
		const kept = await subscriptions();
		expect(kept).toHaveLength(1);
		await calls();
		await one.activate();
		const [resend] = await sandbox.journal({ path: RESEND });
		expect(resend).toMatchObject({ status: 202, body: { notifications: EVENTS } });
		expect(await subscriptions()).toEqual(kept);

		await sandbox.clearJournal();
		await one.deactivate();
		await one.activate();
		expect(await sandbox.journal({ path: RESEND })).toEqual([]);
		expect(one.warnings.at(-1)).toMatch(/less than 15 minutes ago/);
	});

	test('does not ask for a subscription that is new', async () => {
		await catching().activate();
		expect(await sandbox.journal({ path: RESEND })).toEqual([]);
	});

	test('a refusal does not stop the activation', async () => {
		const one = catching();
		await one.activate();
		const [{ id }] = await subscriptions();
		await sandbox.call('POST', `/public-api/actions/notifications/v1.0/${id}/resend`, { notifications: EVENTS });
		await one.activate();
		expect(one.warnings.at(-1)).toMatch(/does not resend/);
	});

	test('ends when it is turned off', async () => {
		const one = catching();
		await one.activate();
		one.parameters = { events: EVENTS };
		await one.activate();
		await one.deactivate();
		expect(await subscriptions()).toEqual([]);
	});

	test('leaves the subscription alone when the workflow goes off with a credential that has become useless', async () => {
		const one = catching();
		await one.activate();
		one.credential = { url: '', token: '' };
		await one.deactivate();
		expect(await subscriptions()).toHaveLength(1);
	});

	test('a test run keeps nothing', async () => {
		const one = trigger({ parameters: { events: EVENTS, options: { catchUp: true } }, test: true });
		await one.activate();
		await one.deactivate();
		expect(await subscriptions()).toEqual([]);
	});
});

describe('a credential of another tenant', () => {
	const other = duringTests(async () => await startSandbox({ scale: 0 }));
	beforeEach(async () => await other.reset());

	const options = { catchUp: true };
	const atOther = async () => (await other.state('notifications')).map(({ webhook }) => webhook?.callbackUrl);
	const staying = (id: unknown) =>
		`AMPECO Trigger: Subscription ${id} stays at ${sandbox.url}, the tenant of the credential before, and goes on sending events. Delete it there with the AMPECO Notification node.`;

	test('with Catch Up leaves the subscription at the one before, and says so once', async () => {
		const one = trigger({ parameters: { events: EVENTS, options } });
		await one.activate();
		await one.deactivate();
		const [{ id }] = await subscriptions();
		one.credential = { url: other.url, token: other.token };
		await one.activate();
		expect(one.warnings).toEqual([staying(id)]);
		expect(await subscriptions()).toHaveLength(1);
		expect(await atOther()).toEqual([one.url]);
		await one.deactivate();
		await one.activate();
		expect(one.warnings.filter((warning) => warning.includes('stays at'))).toHaveLength(1);
	});

	test('in the same credential does so without Catch Up too, which the deactivation says', async () => {
		const one = trigger();
		await one.activate();
		const [{ id }] = await subscriptions();
		one.credential = { url: other.url, token: other.token };
		await one.deactivate();
		expect(one.warnings).toEqual([staying(id)]);
		await one.activate();
		expect(one.warnings).toHaveLength(1);
	});

	test('is not told by a tenant that is written in another way', async () => {
		const one = trigger();
		await one.activate();
		one.credential = { url: ` ${sandbox.url.toUpperCase()}/public-api/ `, token: sandbox.token };
		await one.activate();
		await one.deactivate();
		expect(one.warnings).toEqual([]);
		expect(await subscriptions()).toEqual([]);
	});

	test.each<[string, Partial<TriggerOrder>]>([
		['in another n8n', { address: 'http://127.0.0.1:9999', instance: 'another n8n' }],
		['in a copy of the workflow', { webhookId: 'trigger-2' }],
		['in a test run', { test: true }],
	])('says nothing %s, as the subscription is not its own', async (_name, difference) => {
		const one = trigger();
		await one.activate();
		const copy = trigger({
			...difference,
			staticData: structuredClone(one.staticData),
			credential: { url: other.url, token: other.token },
		});
		await copy.activate();
		expect(await atOther()).toEqual([copy.url]);
		await copy.deactivate();
		expect(copy.warnings).toEqual([]);
		expect(await subscriptions()).toHaveLength(1);
	});
});
