/** The mark itself, where a tenant would need too many records or too odd ones. */
import { OVERLAP, Reading, firstMark, fromStart, secondOf } from '../../nodes/shared/runtime/watermark';
import type { Mark } from '../../nodes/shared/runtime/watermark';

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
	for (const text of ['2026-11-01T08:00:00Z', '2026-11-01T08:00:00.123456Z', '2026-11-01T09:00:00+01:00', '2026-11-01 08:00:00']) {
		expect(secondOf(text)).toBe(NOW / 1000);
	}
	expect(secondOf(null)).toBeUndefined();
	expect(secondOf('soon')).toBeUndefined();
});

test('refuses records that cannot be followed', () => {
	expect(() => reading(begun, 0).take({ id: 1, lastUpdatedAt: null })).toThrow('AMPECO does not say when a record changed: it has no lastUpdatedAt');
	expect(() => reading(begun, 0).take({ lastUpdatedAt: at(1) })).toThrow('it has no id');
});

test('takes a record once for each value of what makes its version', () => {
	const paid = { at: 'paidAt', version: ['paidAt', 'status'] };
	const of = (status: string, other: number) => ({ id: 1, paidAt: at(5), status, other });
	const one = reading(begun, 5, paid);
	expect([of('pending', 1), of('pending', 2), of('paid', 2)].map((each) => one.take(each))).toEqual([true, false, true]);
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

test('a reading that begins again from the first page passes over what it remembers', () => {
	const one = reading(firstMark(NOW, 3600), 0);
	one.take(record(1, -10));
	const paused = one.pause({ cursor: 'x' });
	const again = reading(fromStart(paused), 0);
	expect(again.take(record(1, -10))).toBe(false);
	expect(again.take(record(2, -10))).toBe(true);
});
