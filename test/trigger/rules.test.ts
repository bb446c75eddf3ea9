/** The trigger's rules that need no server: what is signed, what is a repeat, what passes the filters. */
import { callbacks, events as digestEvents } from '../../sandbox/digest.mts';
import { sign } from '../../sandbox/notifications.mts';
import { shapeOf } from '../../sandbox/shape.mts';
import { check } from '../../sandbox/validation.mts';
import { AmpecoTrigger } from '../../nodes/Trigger/AmpecoTrigger.node';
import { eventGroups, events, samplePayload } from '../../nodes/Notification/events';
import { eventsOf, filters } from '../../nodes/Trigger/filters';
import { Repeats, keyOf } from '../../nodes/Trigger/repeats';
import { passes, wantedOf } from '../../nodes/Trigger/settings';
import { isFresh, isSigned } from '../../nodes/Trigger/signature';

describe('events', () => {
	test('are all of the API, each once', () => {
		expect(events.map(({ value }) => value).sort()).toEqual([...digestEvents].sort());
	});

	test('old names come last and name a successor that is not old', () => {
		const [old] = eventGroups.slice(-1);
		const current = eventGroups.slice(0, -1).flatMap((group) => group.events);
		expect(current.filter(({ successor }) => successor)).toEqual([]);
		for (const { successor } of old.events) {
			for (const name of successor!.split(' and ')) expect(current.map((event) => event.name)).toContain(name);
		}
	});

	test.each(
		events.filter(({ value }) => callbacks.some(({ event }) => event === value)).map((event) => [event.value, event]),
	)('the sample of %s is what the API describes', (value, event) => {
		const { schema } = callbacks.find((callback) => callback.event === value)!;
		expect(check(shapeOf(schema), samplePayload(event), 'answer')).toBeUndefined();
	});
});

describe('signature', () => {
	const body = Buffer.from('{"notification":"idTag.changed","note":"Übung"}');
	const hex = sign(body.toString(), 'token');
	const base64 = Buffer.from(hex, 'hex').toString('base64');
	test.each([
		['hex', hex, true],
		['hex in capitals', hex.toUpperCase(), true],
		['base64', base64, true],
		['with spaces around', ` ${hex} `, true],
		['of another token', sign(body.toString(), 'other'), false],
		['of another body', sign('{}', 'token'), false],
		['truncated hex', hex.slice(0, 62), false],
		['truncated base64', base64.slice(0, 40), false],
		['longer', `${hex}00`, false],
		['empty', '', false],
		['missing', undefined, false],
		['twice, as n8n joins them', `${hex}, ${hex}`, false],
		['several', [hex, hex], false],
		['an umlaut', 'ü'.repeat(64), false],
	])('%s', (_name, signature, valid) => {
		expect(isSigned(body, signature, 'token')).toBe(valid);
	});
});

test.each([
	['now', '2026-11-22T10:00:00.123456Z', true],
	['five minutes before', '2026-11-22T09:55:00Z', true],
	['later than that', '2026-11-22T09:54:59Z', false],
	['five minutes ahead', '2026-11-22T10:05:00Z', true],
	['further ahead', '2026-11-22T10:05:01Z', false],
	['no date', 'yesterday', false],
	['missing', undefined, false],
])('a time stamp %s is fresh: %s', (_name, timestamp, fresh) => {
	expect(isFresh(timestamp, 5, Date.parse('2026-11-22T10:00:00Z'))).toBe(fresh);
});

describe('repeats', () => {
	/** An answer that n8n gives, or not. */
	function outcome() {
		let finish = () => {};
		return {
			statusCode: 200,
			writableEnded: false,
			once: (_event: 'finish', listener: () => void) => (finish = listener),
			end(status: number, connected = true) {
				this.statusCode = status;
				this.writableEnded = true;
				if (connected) finish();
			},
		};
	}

	const timed = (text: string) => ({ text, tellsTime: true });
	const timeless = { text: 'a', tellsTime: false };

	test('what n8n took is a repeat', () => {
		const repeats = new Repeats();
		const first = outcome();
		expect(repeats.come(timed('a'), first, 0)).toBe('new');
		expect(repeats.come(timed('b'), outcome(), 0)).toBe('new');
		expect(repeats.come(timed('a'), outcome(), 1)).toBe('underWay');
		first.end(202);
		expect(repeats.come(timed('a'), outcome(), 2)).toBe('repeat');
		expect(repeats.come(timed('a'), outcome(), 3)).toBe('repeat');
	});

	test('what n8n could not take is new', () => {
		const repeats = new Repeats();
		const first = outcome();
		repeats.come(timed('a'), first, 0);
		first.end(500);
		expect(repeats.come(timed('a'), outcome(), 1)).toBe('new');
	});

	test.each([
		[202, true, ['repeat', 'repeat']],
		[202, false, ['repeat', 'new']],
		[500, true, ['new', 'underWay']],
		[500, false, ['new', 'underWay']],
	])('when the sender hung up before n8n answered %i, with a time in the event: %s', (status, tellsTime, expected) => {
		const repeats = new Repeats();
		const first = outcome();
		repeats.come({ text: 'a', tellsTime }, first, 0);
		first.end(status, false);
		expect([1, 2].map((now) => repeats.come({ text: 'a', tellsTime }, outcome(), now))).toEqual(expected);
	});

	test('an event without a time is new as soon as the sender knows that the one before was taken', () => {
		const repeats = new Repeats();
		const first = outcome();
		repeats.come(timeless, first, 0);
		expect(repeats.come(timeless, outcome(), 1)).toBe('underWay');
		first.end(202);
		expect(repeats.come(timeless, outcome(), 2)).toBe('new');
	});

	test('are forgotten after the window, the oldest first when there are too many', () => {
		const repeats = new Repeats(100, 2);
		const take = (text: string, now: number) => {
			const taken = outcome();
			const seen = repeats.come(timed(text), taken, now);
			taken.end(202);
			return seen;
		};
		expect(['a', 'b', 'b'].map((text) => take(text, 0))).toEqual(['new', 'new', 'repeat']);
		expect(['c', 'b', 'a'].map((text) => take(text, 50))).toEqual(['new', 'repeat', 'new']);
		expect(take('c', 149)).toBe('repeat');
		expect(take('c', 150)).toBe('new');
	});

	test.each([
		['the same fields in another order', { timestamp: 't', a: 1 }, { a: 1, timestamp: 't' }, true],
		['another time', { a: 1, timestamp: 't' }, { a: 1, timestamp: 'u' }, false],
		['another field', { a: 1, timestamp: 't' }, { a: 2, timestamp: 't' }, false],
		['a list in another order', { a: [1, 2] }, { a: [2, 1] }, false],
	])('%s', (_name, one, other, same) => {
		expect(keyOf(one).text === keyOf(other).text).toBe(same);
	});

	test('the ID of a delivery tells events apart that do not say when they happened, and only those', () => {
		const silent = { notification: 'x', id: 1 };
		const timed = { ...silent, timestamp: '2026-01-31T08:00:00Z' };
		expect(keyOf(silent, 'a-1')).toMatchObject({ tellsTime: true });
		expect(keyOf(silent, 'a-1').text).toBe(keyOf(silent, 'a-1').text);
		expect(keyOf(silent, 'a-1').text).not.toBe(keyOf(silent, 'a-2').text);
		// Sent again under another ID it is the same event.
		expect(keyOf(timed, 'a-1')).toEqual(keyOf(timed, 'a-2'));
		// The number of a subscription tells no event.
		expect(keyOf(silent, '17')).toEqual(keyOf(silent));
		expect(keyOf(silent, ['a', 'b'])).toEqual(keyOf(silent));
	});

	test('all events but these say when they happened', () => {
		const silent = events.filter((event) => !keyOf(samplePayload(event)).tellsTime).map(({ value }) => value);
		expect(silent).toEqual(['chargePoint.dataTransferReceived', 'subscriptionPlan.changed']);
	});
});

describe('filters', () => {
	const chosen = (...ids: Array<number | string>) => ({
		items: ids.map((id) => ({ id: { __rl: true, mode: 'list', value: String(id) } })),
	});
	const sample = (value: string) => samplePayload(events.find((event) => event.value === value)!);

	test.each<[string, object, Record<string, unknown>, boolean]>([
		['nothing set', {}, sample('evse.changed'), true],
		['the charge point', { chargePoint: chosen(5, 2001) }, sample('HardwareStatusNotification'), true],
		['another charge point', { chargePoint: chosen(5) }, sample('HardwareStatusNotification'), false],
		['ids as text', { chargePoint: { ids: { ids: '5, 2001' } } }, sample('HardwareStatusNotification'), true],
		['an id deeper inside', { user: chosen('10001') }, sample('SessionUpdateNotification'), true],
		['an id in a list', { chargePoint: chosen(2001) }, sample('installerJob.changed'), true],
		['an id in a list, another', { chargePoint: chosen(1) }, sample('installerJob.changed'), false],
		['of something the event never has', { chargePoint: chosen(5) }, sample('userBalance.changed'), true],
		[
			'of something the event lacks this time',
			{ user: chosen(5) },
			{ notification: 'session.start.stop.notification', sessionId: 1 },
			false,
		],
		[
			'null where an id could be',
			{ evse: chosen(4001) },
			{ notification: 'chargingProfile.applied', evseId: null },
			false,
		],
		['a status', { hardwareStatus: ['faulted', 'unavailable'] }, sample('HardwareStatusNotification'), true],
		['another status', { hardwareStatus: ['available'] }, sample('HardwareStatusNotification'), false],
		[
			'a status written with underscores',
			{ networkStatus: ['temporarily unavailable'] },
			{ ...sample('NetworkStatusNotification'), networkStatus: 'temporarily_unavailable' },
			true,
		],
		['the status of another event', { reservationStatus: ['active'] }, sample('authorization.changed'), true],
		['both of two', { action: ['stop'], chargePoint: chosen(2001) }, sample('session.start.stop.notification'), true],
		['one of two', { action: ['start'], chargePoint: chosen(2001) }, sample('session.start.stop.notification'), false],
		['critical', { critical: true }, sample('SecurityEventNotification'), true],
		['not critical', { critical: false }, sample('SecurityEventNotification'), false],
		['an error code', { errorCode: 'GroundFailure,EVCommunicationError' }, sample('HardwareStatusNotification'), true],
		["the vendor's error code", { errorCode: 'e-117' }, sample('HardwareStatusNotification'), true],
		[
			'an event nobody knows, with the field',
			{ chargePoint: chosen(5) },
			{ notification: 'issue.changed', chargePointId: 6 },
			false,
		],
		['an event nobody knows, without the field', { chargePoint: chosen(5) }, { notification: 'issue.changed' }, true],
		[
			'another field',
			{ otherFields: { items: [{ path: 'session.currency', values: 'USD, EUR' }] } },
			sample('SessionUpdateNotification'),
			true,
		],
		[
			'another field, not there',
			{ otherFields: { items: [{ path: 'session.nothing', values: 'EUR' }] } },
			sample('SessionUpdateNotification'),
			false,
		],
		[
			'a field of the prototype',
			{ otherFields: { items: [{ path: 'constructor.name', values: 'Object' }] } },
			sample('evse.changed'),
			false,
		],
	])('%s', (_name, given, payload, expected) => {
		expect(passes(payload as never, wantedOf(given as never))).toBe(expected);
	});

	test('are pickers that have their lists', () => {
		const { description, methods } = new AmpecoTrigger();
		const named = [...JSON.stringify(description.properties).matchAll(/"searchListMethod":"(\w+)"/g)].map(
			([, name]) => name,
		);
		expect(named).toHaveLength(11);
		expect(Object.keys(methods.listSearch!)).toEqual(expect.arrayContaining(named));
	});

	test('are each offered for at least one event', () => {
		const idle = Object.entries(filters).filter(([, filter]) => eventsOf(filter).length === 0);
		expect(idle).toEqual([]);
	});

	test('are refused with their label when incomplete', () => {
		expect(() => wantedOf({ otherFields: { items: [{ path: '', values: 'EUR' }] } } as never)).toThrow(
			/Other Fields 1 > Name is missing/,
		);
	});
});
