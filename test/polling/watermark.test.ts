/** The mark itself, where a tenant would need too many records or too odd ones. */
import { Reading, firstMark } from '../../nodes/Polling/watermark';
import { OVERLAP } from '../../nodes/shared/runtime/lists/changes';
import { secondOf } from '../../nodes/shared/runtime/values/moments';
import type { Mark } from '../../nodes/Polling/watermark';

const NOW = Date.parse('2026-11-01T08:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString().replace('.000', '');
const changes = { at: 'lastUpdatedAt' };
const record = (id: number, seconds: number, more: object = {}) => ({ id, lastUpdatedAt: at(seconds), ...more });

/** A mark with nothing in it: all that is later than `NOW` is new. */
const begun: Mark = { floor: at(0), seen: {} };

function reading(mark: Mark, now: number, what: object = changes): Reading {
	return new Reading(what as typeof changes, mark, NOW + now * 1000);
}

test('follows the records, never past the beginning of the reading', () => {
	const early = reading(begun, 1000);
	early.take(record(1, 300));
	expect(early.end().floor).toBe(at(300 - OVERLAP));
	const late = reading(begun, 200);
	late.take(record(1, 300));
	expect(late.end().floor).toBe(at(200 - OVERLAP));
	expect(reading(begun, 1000).end().floor).toBe(at(0));
});

test('never goes back', () => {
	const one = reading(begun, 10);
	one.take(record(1, 5));
	expect(one.end().floor).toBe(at(0));
});

test('takes a second change within one second, and not the first one again', () => {
	const first = reading(begun, 5);
	expect(first.take(record(1, 5, { status: 'a' }))).toBe(true);
	const second = reading(first.end(), 6);
	expect(second.take(record(1, 5, { status: 'b' }))).toBe(true);
	expect(second.take(record(1, 5, { status: 'b' }))).toBe(false);
	const third = reading(second.end(), 7);
	expect(third.take({ status: 'b', lastUpdatedAt: at(5), id: 1 })).toBe(false);
});

test('reads times in any form AMPECO writes', () => {
	for (const text of [
		'2026-11-01T08:00:00Z',
		'2026-11-01T08:00:00.123456Z',
		'2026-11-01T09:00:00+01:00',
		'2026-11-01 08:00:00',
	]) {
		expect(secondOf(text)).toBe(NOW / 1000);
	}
	expect(secondOf(null)).toBeUndefined();
	expect(secondOf('soon')).toBeUndefined();
});

test('refuses records that cannot be followed', () => {
	expect(() => reading(begun, 0).take({ id: 1, lastUpdatedAt: null })).toThrow(
		'AMPECO does not say when a record changed: it has no lastUpdatedAt',
	);
	expect(() => reading(begun, 0).take({ lastUpdatedAt: at(1) })).toThrow('it has no id');
});

test('takes a record once for each value of what makes its version', () => {
	const paid = { at: 'paidAt', version: ['paidAt', 'status'] };
	const of = (status: string, other: number) => ({ id: 1, paidAt: at(5), status, other });
	const one = reading(begun, 5, paid);
	expect([of('pending', 1), of('pending', 2), of('paid', 2)].map((each) => one.take(each))).toEqual([
		true,
		false,
		true,
	]);
});

test('remembers 20,000 versions at most, and loses none of the last seconds', () => {
	const one = reading(begun, 100);
	for (let id = 1; id <= 30_000; id += 1) expect(one.take(record(id, 1 + Math.floor(id / 400)))).toBe(true);
	const mark = one.end();
	expect(Object.keys(mark.seen).length).toBeLessThanOrEqual(20_000);
	expect(JSON.stringify(mark).length).toBeLessThan(600_000);
	// None comes again: what is not remembered lies below the floor.
	const next = reading(mark, 110);
	for (let id = 1; id <= 30_000; id += 1) expect(next.take(record(id, 1 + Math.floor(id / 400)))).toBe(false);
	expect(next.take(record(30_001, 95))).toBe(true);
});

test('of a bulk change within one second keeps all versions until that second is over', () => {
	const one = reading(begun, 100);
	for (let id = 1; id <= 30_000; id += 1) one.take(record(id, 99));
	const next = reading(one.end(), 101);
	expect(next.take(record(30_001, 99))).toBe(true);
	for (let id = 1; id <= 30_000; id += 1) expect(next.take(record(id, 99))).toBe(false);
	expect(Object.keys(next.end().seen)).toHaveLength(30_001);
	expect(reading(next.end(), 200).end()).toEqual({ floor: at(99), seen: {} });
});

describe('a reading that goes on from the first page, as AMPECO forgot the place where it stopped', () => {
	const HOUR = 3600;
	const long = (count: number, idOf: (number: number) => number | string = (number) => number) =>
		Array.from({ length: count }, (_, index) => record(idOf(index + 1) as number, (index - count) * 60));
	const taken = (one: Reading, records: Array<ReturnType<typeof record>>) =>
		records.filter((each) => one.take(each)).map(({ id }) => id);
	const dayAgo = firstMark(NOW, 24 * HOUR);

	/** Reads part of a list and stops. */
	function paused(mark: Mark, records: Array<ReturnType<typeof record>>, now = 0): Mark {
		const one = reading(mark, now);
		records.forEach((each) => one.take(each));
		return JSON.parse(JSON.stringify(one.pause({ cursor: 'x' }))) as Mark;
	}

	test('hands over what it had not come to, and nothing again', () => {
		const all = long(300);
		const mark = paused(dayAgo, all.slice(0, 200));
		expect(taken(reading(mark, 60), all)).toEqual(all.slice(200).map(({ id }) => id));
	});

	test('hands over what changed since, also a change that became visible late', () => {
		const all = long(300);
		const mark = paused(dayAgo, all.slice(0, 200));
		const changed = all.map((each) => (each.id === 5 ? record(5, -OVERLAP + 1) : each.id === 6 ? record(6, 30) : each));
		expect(taken(reading(mark, 60), changed.slice(0, 200))).toEqual([5, 6]);
	});

	test('knows how far it had come when it stops earlier and has to begin once more', () => {
		const all = long(300);
		const first = paused(dayAgo, all.slice(0, 200));
		const second = reading(first, 60);
		expect(taken(second, all.slice(0, 100))).toEqual([]);
		const third = reading(second.pause({ cursor: 'y' }), 120);
		expect(taken(third, all)).toEqual(all.slice(200).map(({ id }) => id));
		expect(taken(reading(third.end(), 180), all)).toEqual([]);
	});

	test('goes on from the place where it stopped the second time', () => {
		const all = long(300);
		const first = paused(dayAgo, all.slice(0, 200));
		const second = paused(first, all.slice(0, 100), 60);
		expect(taken(reading(second, 120), all.slice(100))).toEqual(all.slice(200).map(({ id }) => id));
	});

	test('of a first look takes what changed since that began, and nothing that was there', () => {
		const all = long(300).map((each) => ({ ...each, lastUpdatedAt: at(-10) }));
		const mark = paused(paused(firstMark(NOW, 0), all.slice(0, 100)), all.slice(100, 200));
		const changed = all.map((each) => ([5, 250].includes(each.id) ? record(each.id, 30) : each));
		expect(taken(reading(mark, 60), changed)).toEqual([5, 250]);
	});

	test('compares IDs as numbers, of any length and also where they are text', () => {
		const idOf = (number: number) => `${10n ** 17n + BigInt(number)}`.slice(number < 100 ? -2 : 0).replace(/^0/, '');
		const all = long(300, idOf);
		const mark = paused(dayAgo, all.slice(0, 200));
		expect(Object.keys(mark.reading!.met).length).toBeLessThan(200);
		expect(taken(reading(mark, 60), all)).toEqual(all.slice(200).map(({ id }) => id));
	});

	test.each<[string, (number: number) => number | string]>([
		['that are no numbers', (number) => `uuid-${number}`],
		['out of order', (number) => 1000 - number],
	])('remembers every version where it meets IDs %s', (_name, idOf) => {
		const all = long(300, idOf);
		const mark = paused(dayAgo, all.slice(0, 200));
		expect(taken(reading(mark, 60), all)).toEqual(all.slice(200).map(({ id }) => id));
	});

	test('remembers 20,000 of these at most, the latest', () => {
		const all = Array.from({ length: 25_000 }, (_, index) =>
			record(`uuid-${index}` as never, Math.floor(index / 10) - HOUR),
		);
		const mark = paused(dayAgo, all);
		expect(Object.keys(mark.reading!.met).length).toBeLessThanOrEqual(20_000);
		expect(taken(reading(mark, 60), all.slice(-19_990))).toEqual([]);
	});

	test('does not take a place in a list out of order for one up to which all was read', () => {
		const all = [record(1, -1000), record(9, -1000), record(2, -1000), record(3, -1000)];
		const mark = paused(paused(dayAgo, all.slice(0, 3)), [record(10, -10)]);
		expect(taken(reading(mark, 60), [...all, record(4, -1000)])).toEqual([3, 4]);
	});

	test('understands a mark that does not say how far it had come', () => {
		const all = long(300);
		const mark = paused(dayAgo, all.slice(0, 200));
		delete (mark.reading as { upTo?: unknown }).upTo;
		const rest = all.slice(200).map(({ id }) => id);
		expect(taken(reading(mark, 60), all.slice(200))).toEqual(rest);
		expect(taken(reading(mark, 60), all)).toEqual(expect.arrayContaining(rest));
	});
});
