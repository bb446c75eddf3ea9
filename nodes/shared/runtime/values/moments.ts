/**
 * Dates and times: from what n8n hands over (the editor's picker, Luxon, JavaScript dates, ISO text, a
 * day alone) to what AMPECO takes. Text without an offset is wall-clock time in the workflow's time
 * zone, as everywhere in n8n.
 */

/** Lengths of time in the unit that the name says. */
export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;
export const DAY_MS = DAY_SECONDS * 1000;

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** The farthest that clocks are from UTC, in minutes. */
const FARTHEST = 14 * 60;

interface Parts {
	year: number;
	month: number;
	day: number;
	hour: number;
	minute: number;
	second: number;
	/** "Z", "+02:00", or undefined for wall-clock time. */
	offset?: string;
}

/** A point in time in UTC with seconds, "2026-01-31T08:00:00Z"; undefined when it is none. */
export function toUtc(value: unknown, timeZone: string): string | undefined {
	const instant = instantOf(value, timeZone);
	if (instant === undefined) return undefined;
	const text = new Date(instant).toISOString();
	// Beyond four digits of a year, as an offset may lead there.
	return /^[1-9]\d{3}-/.test(text) ? `${text.slice(0, 19)}Z` : undefined;
}

/** The same as "2026-01-31 08:00:00". */
export function toPlainUtc(value: unknown, timeZone: string): string | undefined {
	return toUtc(value, timeZone)?.replace('T', ' ').replace('Z', '');
}

/**
 * A calendar day, "2026-01-31"; undefined when it is none. A day is what it says in its own offset;
 * only a time in UTC, the way JavaScript writes dates, is first moved to the workflow's time zone. Midnight in UTC is the day
 * it says, the way days are written that have no time.
 */
export function toDay(value: unknown, timeZone: string): string | undefined {
	const text = dateText(value);
	const parts = text === undefined ? undefined : partsOf(text);
	// Without an offset it is the day that is written, in whatever zone.
	if (!parts || toUtc(text, 'UTC') === undefined) return undefined;
	const isMidnight = parts.hour === 0 && parts.minute === 0 && parts.second === 0;
	if (parts.offset?.toUpperCase() !== 'Z' || isMidnight) return text!.slice(0, 10);
	return inZone(instantOf(text, timeZone)!, timeZone).slice(0, 10);
}

/**
 * A time of day, "08:30", or "24:00" for the end of the day; undefined when it is none, or has seconds, which would be lost. Of
 * a point in time it is what clocks show in its own offset; only in UTC, the way JavaScript writes dates, it is moved to the
 * workflow's time zone.
 */
export function toTime(value: unknown, timeZone: string): string | undefined {
	const text = dateText(value) ?? '';
	if (text === '24:00') return text;
	const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::00(?:\.0+)?)?$/.exec(text) ?? [];
	if (hour) return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined;
	const [, clock, zone] = /^\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})(?::00(?:\.0+)?)?\s*(\D.*)?$/.exec(text) ?? [];
	const instant = instantOf(text, timeZone);
	if (!clock || instant === undefined) return undefined;
	return zone?.toUpperCase() === 'Z' ? inZone(instant, timeZone).slice(11, 16) : clock;
}

/** What clocks in a zone show at an instant, as ISO text that says UTC. */
function inZone(instant: number, timeZone: string): string {
	return new Date(instant + zoneOffset(instant, timeZone)).toISOString();
}

/** Seconds since 1970 of a time as AMPECO writes it; undefined when it is none. */
export function secondOf(value: unknown): number | undefined {
	const utc = toUtc(value, 'UTC');
	return utc === undefined ? undefined : Date.parse(utc) / 1000;
}

/** Seconds since 1970 as AMPECO writes times. */
export function timeOf(second: number): string {
	return new Date(second * 1000).toISOString().replace('.000', '');
}

/** A time of AMPECO's in another zone, "2026-01-31T09:00:00+01:00"; anything else, such as wall-clock time, as it is. */
export function toZone(value: unknown, timeZone: string): unknown {
	const parts = typeof value === 'string' ? partsOf(value) : undefined;
	const instant = parts?.offset ? instantOf(value, 'UTC') : undefined;
	if (instant === undefined) return value;
	const ahead = zoneOffset(instant, timeZone);
	const minutes = Math.abs(ahead) / 60_000;
	const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((one) => String(one).padStart(2, '0'));
	return `${new Date(instant + ahead).toISOString().slice(0, 19)}${ahead < 0 ? '-' : '+'}${hour}:${minute}`;
}

/** Whether a value is a date of JavaScript or Luxon, be it an invalid one. */
export function isDate(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	const { toISO, __isoString: iso } = value as { toISO?: unknown; __isoString?: unknown };
	return isJavaScriptDate(value) || typeof toISO === 'function' || typeof iso === 'string';
}

/** Not `instanceof`: expressions run in a world of their own, and so do their dates. */
function isJavaScriptDate(value: unknown): value is Date {
	return Object.prototype.toString.call(value) === '[object Date]';
}

/** A date as text, whichever kind of value it is; undefined for anything else. */
export function dateText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	if (isJavaScriptDate(value)) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	// Luxon's DateTime: itself, or as n8n's isolated expressions hand it over inside collections.
	const { toISO, __isoString: iso } = (value ?? {}) as { toISO?: () => string | null; __isoString?: unknown };
	if (typeof toISO === 'function') return toISO.call(value) ?? undefined;
	return typeof iso === 'string' ? iso : undefined;
}

function partsOf(text: string): Parts | undefined {
	const match = FORM.exec(text);
	if (!match) return undefined;
	const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
	const real = new Date(Date.UTC(year, month - 1, day));
	if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) return undefined;
	if (year < 1000 || hour > 23 || minute > 59 || second > 59) return undefined;
	if (match[7] && Math.abs(minutesOf(match[7]) ?? Infinity) > FARTHEST) return undefined;
	return { year, month, day, hour, minute, second, offset: match[7] };
}

function instantOf(value: unknown, timeZone: string): number | undefined {
	const text = dateText(value);
	const parts = text === undefined ? undefined : partsOf(text);
	if (!parts) return undefined;
	const { year, month, day, hour, minute, second, offset } = parts;
	const wall = Date.UTC(year, month - 1, day, hour, minute, second);
	if (!offset) return fromWallClock(wall, timeZone);
	return wall - minutesOf(offset)! * 60_000;
}

/** How far an offset is ahead of UTC, in minutes: "Z", "+02", "+0200" or "+02:00"; undefined when there is none such. */
function minutesOf(offset: string): number | undefined {
	if (offset.toUpperCase() === 'Z') return 0;
	const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(':', '')].map(Number);
	return minutes > 59 ? undefined : (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The instant at which a clock in the zone shows this wall time; one that the clock leaves out is moved forward, as Luxon does. */
function fromWallClock(wall: number, timeZone: string): number {
	const first = zoneOffset(wall, timeZone);
	const second = zoneOffset(wall - first, timeZone);
	if (second === first) return wall - first;
	const third = zoneOffset(wall - second, timeZone);
	return wall - Math.min(second, third);
}

/** By time zone: to make one takes far longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	const format =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-CA', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
	formats.set(timeZone, format);
	return format;
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function zoneOffset(instant: number, timeZone: string): number {
	if (timeZone === 'UTC') return 0;
	const shown = formatOf(timeZone).formatToParts(instant);
	const part = (type: string) => Number(shown.find((one) => one.type === type)?.value);
	const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return wall - Math.floor(instant / 1000) * 1000;
}
