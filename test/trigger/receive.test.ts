/** What the trigger does with each kind of request: start the workflow, drop it, or turn it away with one line in the log. */
import { sign } from '../../sandbox/notifications.mts';
import { triggerOf } from './hooks.mts';
import type { Trigger, TriggerOrder } from './hooks.mts';
import { startListener } from './listener.mts';

const KEY = 'what-AMPECO-signs-with';
const EVENT = {
	notification: 'HardwareStatusNotification',
	chargePointId: 1,
	timestamp: '2026-11-22T09:00:00Z',
	hardwareStatus: 'faulted',
};

let count = 0;

function trigger(order: Partial<TriggerOrder> = {}): Trigger {
	return triggerOf({
		credential: { url: 'http://127.0.0.1:1', token: KEY },
		parameters: { events: ['HardwareStatusNotification'] },
		webhookId: `trigger-${++count}`,
		...order,
	});
}

const signed = (body: string, more: Record<string, string> = {}) => ({ 'x-signature': sign(body, KEY), ...more });
const started = { workflowData: [[{ json: EVENT }]] };
const nothing = { noWebhookResponse: true };
const text = JSON.stringify(EVENT);

test('an event that is signed starts the workflow, whatever its content type', async () => {
	for (const type of ['application/json', 'text/plain', 'application/octet-stream', '']) {
		const { status, result } = await trigger().post(text, signed(text, type ? { 'content-type': type } : {}));
		expect([status, result]).toEqual([undefined, started]);
	}
});

test('a token that was replaced in the credential is noticed with the next event it signs', async () => {
	const one = trigger();
	(await one.post(text, signed(text))).end(202);
	one.credential.token = 'replaced';
	const next = JSON.stringify({ ...EVENT, timestamp: '2026-11-22T10:00:00Z' });
	expect((await one.post(next, { 'x-signature': sign(next, 'replaced') })).result).toMatchObject({
		workflowData: [[{ json: { timestamp: '2026-11-22T10:00:00Z' } }]],
	});
	expect((await one.post(next, signed(next))).status).toBe(401);
});

test('a token with spaces around it is the one AMPECO signs with', async () => {
	const one = trigger({ credential: { url: 'http://127.0.0.1:1', token: ` ${KEY}\n` } });
	expect((await one.post(text, signed(text))).result).toEqual(started);
});

describe('is turned away', () => {
	const large = JSON.stringify({ ...EVENT, info: 'x'.repeat(5 * 1024 * 1024) });
	const list = JSON.stringify([EVENT]);
	const fresh = new Date().toISOString();
	const right = { 'x-tenant': 'mine', 'x-timestamp': fresh };
	test.each<[string, string, Record<string, string>, number, RegExp]>([
		['unsigned', text, {}, 401, /X-Signature is missing/],
		['signed with another token', text, { 'x-signature': sign(text, 'other') }, 401, /X-Signature is wrong/],
		['a body that was changed', text.replace('faulted', 'charged'), signed(text), 401, /wrong/],
		['a body that was cut off', text.slice(0, -1), signed(text), 401, /wrong/],
		['an empty body', '', {}, 401, /missing/],
		['not JSON, though signed', 'event=1', signed('event=1', right), 400, /not an event in JSON/],
		['a list, though signed', list, signed(list, right), 400, /not an event in JSON/],
		['5 MB, though signed', large, signed(large), 413, /too large/],
		['of another tenant', text, signed(text, { 'x-tenant': 'other', 'x-timestamp': fresh }), 401, /X-Tenant/],
		['without a tenant', text, signed(text, { 'x-timestamp': fresh }), 401, /X-Tenant/],
		['old', text, signed(text, { 'x-tenant': 'mine', 'x-timestamp': '2026-01-01T00:00:00Z' }), 401, /X-Timestamp/],
		['without a time', text, signed(text, { 'x-tenant': 'mine' }), 401, /X-Timestamp/],
	])('%s', async (_name, body, headers, status, reason) => {
		const one = trigger({
			parameters: { events: ['HardwareStatusNotification'], options: { tenant: 'mine', longestDelay: 5 } },
		});
		const answer = await one.post(body, headers);
		expect([answer.status, answer.result]).toEqual([status, nothing]);
		expect(answer.warnings).toEqual([expect.stringMatching(reason)]);
		expect(answer.warnings[0]).not.toContain(KEY);
		expect(answer.warnings[0]).not.toContain(headers['x-signature'] ?? KEY);
	});

	test.each<[unknown, string]>([
		['', ''],
		['  ', ''],
		[undefined, 'undefined'],
		[null, 'null'],
		['two words', 'two words'],
	])('whatever the signature when the token of the credential is %j', async (token, key) => {
		const one = trigger({ credential: { url: 'http://127.0.0.1:1', token: token as string } });
		for (let times = 0; times < 2; times += 1) {
			const { status, result } = await one.post(text, { 'x-signature': sign(text, key) });
			expect([status, result]).toEqual([401, nothing]);
		}
		expect(one.warnings).toHaveLength(2);
		for (const warning of one.warnings)
			expect(warning).toMatch(
				/\(401\)\. .*The credential has no API token that AMPECO could sign with\. Enter it there/,
			);
	});

	test('and the log says when the credential has another token than AMPECO signs with', async () => {
		const one = trigger({ staticData: { 'node:AMPECO Trigger': { token: 'mark of the old one' } } });
		const { status, warnings } = await one.post(text, { 'x-signature': sign(text, 'old') });
		expect(status).toBe(401);
		expect(warnings[0]).toMatch(/another one than AMPECO signs with\. Unpublish and publish/);
	});
});

test('the right tenant and time pass', async () => {
	const one = trigger({
		parameters: { events: ['HardwareStatusNotification'], options: { tenant: 'mine', longestDelay: 5 } },
	});
	const headers = signed(text, { 'x-tenant': 'mine', 'x-timestamp': new Date().toISOString() });
	expect((await one.post(text, headers)).result).toEqual(started);
});

test('an event that does not pass the filters is accepted and starts nothing', async () => {
	const one = trigger({
		parameters: { events: ['HardwareStatusNotification'], filters: { hardwareStatus: ['available'] } },
	});
	const { status, result, warnings } = await one.post(text, signed(text));
	expect([status, result, warnings]).toEqual([202, nothing, []]);
});

describe('an event that comes again', () => {
	test('is accepted and dropped once n8n has taken it', async () => {
		const one = trigger();
		const first = await one.post(text, signed(text));
		expect((await one.post(text, signed(text))).status).toBe(503);
		first.end(202);
		const { status, result } = await one.post(text, signed(text));
		expect([status, result]).toEqual([202, nothing]);
	});

	test('starts the workflow when n8n could not take it', async () => {
		const one = trigger();
		(await one.post(text, signed(text))).end(500);
		expect((await one.post(text, signed(text))).result).toEqual(started);
	});

	test('starts every trigger that waits for it', async () => {
		for (const one of [trigger(), trigger()]) {
			const first = await one.post(text, signed(text));
			expect(first.result).toEqual(started);
			first.end(202);
		}
	});

	test.each<[string, Partial<TriggerOrder>]>([
		['in a test run', { test: true }],
		[
			'when repeats are to be kept',
			{ parameters: { events: ['HardwareStatusNotification'], options: { keepRepeats: true } } },
		],
	])('starts it again %s', async (_name, order) => {
		const one = trigger(order);
		for (let times = 0; times < 2; times += 1) {
			const { result, end } = await one.post(text, signed(text));
			expect(result).toEqual(started);
			end(202);
		}
	});
});

test('of senders that hang up before n8n has answered no answer stays in memory, and their events count as taken', async () => {
	const listener = await startListener(trigger());
	const eventOf = (chargePointId: number) => JSON.stringify({ ...EVENT, chargePointId });
	for (let id = 1; id <= 20; id += 1) await listener.hangUp(eventOf(id), signed(eventOf(id)));
	expect(await listener.post(eventOf(21), signed(eventOf(21)))).toBe('202');
	expect(await listener.held()).toBe(0);
	expect(await listener.post(eventOf(3), signed(eventOf(3)))).toBe('202 {"message":"Taken before"}');
	await listener.stop();
});
