/** Dates and times, compared with Luxon, which n8n itself uses, in all time zones. */
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { toDay, toUtc } from '../../nodes/shared/runtime/values/moments';

const zones = Intl.supportedValuesOf('timeZone');
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) }).map((ms) => ms - (ms % 1000));
const utc = (moment: DateTime) => moment.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");

test('a wall-clock time is what Luxon takes it for; of two, either', () => {
	fc.assert(
		fc.property(fc.constantFrom(...zones), instants, (zone, ms) => {
			const wall = new Date(ms).toISOString().slice(0, 19);
			const moment = DateTime.fromISO(wall, { zone });
			const possible = [moment, ...moment.getPossibleOffsets()].map(utc);
			expect(possible).toContain(toUtc(wall, zone));
		}),
		{ numRuns: 3000 },
	);
});

test('a day begins when it begins, in every zone', () => {
	fc.assert(
		fc.property(fc.constantFrom(...zones), instants, (zone, ms) => {
			const day = new Date(ms).toISOString().slice(0, 10);
			const moment = DateTime.fromISO(day, { zone });
			const possible = [moment, ...moment.getPossibleOffsets()].map(utc);
			expect(possible).toContain(toUtc(day, zone));
			expect(toDay(day, zone)).toBe(day);
			expect(toDay(`${day}T00:00:00.000Z`, zone)).toBe(day);
		}),
		{ numRuns: 3000 },
	);
});

test.each([
	['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
	['2026-03-08', 'America/Havana', '2026-03-08T05:00:00Z'],
	['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
	['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00Z'],
	['2026-06-01T10:00+02', 'UTC', '2026-06-01T08:00:00Z'],
	['2026-06-01T10:00+00', 'America/New_York', '2026-06-01T10:00:00Z'],
])('%s in %s is %s', (given, zone, expected) => {
	expect(IANAZone.isValidZone(zone)).toBe(true);
	expect(toUtc(given, zone)).toBe(expected);
});

test.each([
	'0999-12-31',
	'0001-01-01T00:00Z',
	'2026-01-01T00:00+15:00',
	'2026-01-01T00:00-14:30',
	'9999-12-31T23:00-02:00',
	'1000-01-01T00:00+02:00',
	'2026-01-01T00:00+02:60',
])('%s is refused', (given) => {
	expect(toUtc(given, 'UTC')).toBeUndefined();
	expect(toDay(given, 'UTC')).toBeUndefined();
});
