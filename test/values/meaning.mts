/**
 * What a value means in a kind of field, by rules of its own, none of them the package's: whether what was sent is what its
 * author meant, and which values are nothing.
 */
import { DateTime } from 'luxon';
import type { Field } from '../../nodes/shared/catalogue/index.ts';
import type { Place } from './cells.mts';
import { ZONE } from './forms.mts';

const WORDS = ['null', 'undefined'];

/** Whether a value is nothing for a field that is no text. */
export function isNothing(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '' || WORDS.includes(value.trim());
	return value === undefined || value === null || Number.isNaN(value) || (Array.isArray(value) && value.length === 0);
}

type Sent = Pick<Field, 'kind' | 'nullable'> & {
	type?: string;
	format?: string;
	field: Field;
	place: Place;
	way: string;
};

/** What a spreadsheet, a template or a program writes where it has no value, or not all digits of one. */
const NO_VALUE = ['#N/A', '[object Object]', 'NaN', '4.5E+14'];

/** Whether something is found or chosen by the text of a field. */
function isKey({ kind, type, format, place }: Sent): boolean {
	if (kind === 'text') return place !== 'body' || ['key', 'email', 'uuid'].includes(format ?? '');
	return ['choice', 'choices', 'ref', 'refs'].includes(kind) && type === 'text';
}

/** Whether what was sent is what was meant. */
export function isMeant(field: Sent, given: unknown, sent: unknown): boolean {
	return isValueOf(field, given, sent) && (!isKey(field) || [sent].flat().every(isWholeKey));
}

function isWholeKey(sent: unknown): boolean {
	return typeof sent === 'string' && sent === sent.trim() && !NO_VALUE.includes(sent);
}

function isValueOf({ kind, type, format, way, place, nullable }: Sent, given: unknown, sent: unknown): boolean {
	// In a path all is text.
	if (place === 'path' && typeof sent === 'string' && ['integer', 'number'].includes(type ?? kind)) sent = Number(sent);
	// The word asks for records without a value, where AMPECO knows that.
	if (nullable && (place === 'filter' || place === 'query') && sent === 'null') return String(given).trim() === 'null';
	switch (kind) {
		case 'text':
			return isText(given, sent);
		case 'integer':
		case 'number':
		case 'flag':
			return isScalar(kind, given, sent);
		case 'choice':
			return isScalar(type!, given, sent);
		case 'ref':
			return isId(type!, given, sent);
		case 'choices':
		case 'values':
			return isList(given, sent, (one, other) => isScalar(type!, one, other));
		case 'refs':
			return isList(given, sent, (one, other) => isId(type!, one, other));
		case 'dateTime':
			return (
				momentOf(given)
					?.toUTC()
					.toFormat(format === 'plain' ? 'yyyy-MM-dd HH:mm:ss' : "yyyy-MM-dd'T'HH:mm:ss'Z'") === sent
			);
		case 'date':
			return dayOf(given) === sent;
		case 'time':
			return timeOf(given) === sent;
		case 'map':
			return way === 'by one expression' || way === 'as JSON'
				? isJson(given, sent) || isJson(given, [sent])
				: type === 'text'
					? isText(given, sent)
					: isLoose(given, sent);
		case 'translations':
			return way === 'by one expression' ? isJson(given, sent) : isText(given, sent);
		case 'any':
			return isLoose(given, sent);
		case 'json':
		case 'group':
		case 'list':
		case 'oneOf':
			// An object alone is a list of one, and the other way round.
			return isJson(given, sent) || isJson(given, (sent as unknown[])[0]) || isJson(given, [sent]);
	}
}

function isScalar(type: string, given: unknown, sent: unknown): boolean {
	if (type === 'text') return isText(given, sent);
	if (type === 'flag') {
		const word = String(given).trim().toLowerCase();
		return typeof sent === 'boolean' && (sent ? ['true', '1'] : ['false', '0']).includes(word);
	}
	const isWhole = type !== 'integer' || Number.isSafeInteger(sent);
	const isNumber = typeof given === 'number' || typeof given === 'string';
	return typeof sent === 'number' && isWhole && isNumber && decimal(String(given)) === decimal(String(sent));
}

function isText(given: unknown, sent: unknown): boolean {
	if (typeof sent !== 'string') return false;
	if (typeof given === 'string') return sent === given || sent === given.trim();
	if (typeof given === 'number')
		return sent === String(given) && !/e|Infinity|NaN/i.test(sent) && Math.abs(given) < 2 ** 53;
	if (typeof given === 'boolean') return sent === String(given);
	return momentOf(given) !== undefined && DateTime.fromISO(sent).toMillis() === momentOf(given)!.toMillis();
}

/** An ID is a text or a number, whichever way it travels. */
function isId(type: string, given: unknown, sent: unknown): boolean {
	return ['string', 'number'].includes(typeof given) && isScalar(type, given, sent);
}

/** Text that is a JSON array is that array, other text is parted at its commas; empty ones do not count. */
function isList(given: unknown, sent: unknown, same: (one: unknown, other: unknown) => boolean): boolean {
	const all = (
		Array.isArray(given) ? given : typeof given === 'string' ? (arrayIn(given) ?? given.split(',')) : [given]
	).filter((one) => !(one === null || one === undefined || String(one).trim() === ''));
	return Array.isArray(sent) && sent.length === all.length && all.every((one, index) => same(one, sent[index]));
}

function arrayIn(text: string): unknown[] | undefined {
	const parsed = parsedOf(text);
	return Array.isArray(parsed) ? parsed : undefined;
}

function parsedOf(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** The same data, with every digit. */
function isJson(given: unknown, sent: unknown): boolean {
	const text = typeof given === 'string' ? given : writtenOf(given);
	return (
		text !== undefined && !/\d{16,}/.test(text) && plain(parsedOf(text)) === plain(sent) && parsedOf(text) !== undefined
	);
}

function isLoose(given: unknown, sent: unknown): boolean {
	return given === sent || (typeof given === 'string' && given.trim() === sent) || isJson(given, sent);
}

/** As JSON, where nothing in it gets lost. */
function writtenOf(value: unknown): string | undefined {
	let isWhole = true;
	const text = JSON.stringify(value, (_, inner: unknown) => {
		if (typeof inner === 'number' && (!Number.isFinite(inner) || Math.abs(inner) >= 2 ** 53)) isWhole = false;
		return inner;
	});
	return isWhole ? text : undefined;
}

function plain(value: unknown): string {
	return JSON.stringify(value);
}

/** A point in time, of text in the workflow's zone where it has none. */
function momentOf(value: unknown): DateTime | undefined {
	const moment =
		typeof value === 'string'
			? DateTime.fromISO(/^\d{4}-\d{2}-\d{2}/.test(value.trim()) ? value.trim() : 'none', { zone: ZONE, setZone: true })
			: Object.prototype.toString.call(value) === '[object Date]'
				? DateTime.fromJSDate(value as Date, { zone: 'utc' })
				: DateTime.isDateTime(value)
					? value
					: undefined;
	return moment?.isValid ? moment : undefined;
}

/** In the zone it says, and in the workflow's where that is UTC, as computers write it. */
function local(value: unknown): DateTime | undefined {
	const moment = momentOf(value);
	return moment?.zoneName === 'UTC' ? moment.setZone(ZONE) : moment;
}

function dayOf(value: unknown): string | undefined {
	return local(value)?.toISODate() ?? undefined;
}

function timeOf(value: unknown): string | undefined {
	const [, hour, minute] = typeof value === 'string' ? (/^(\d{1,2}):(\d{2})$/.exec(value) ?? []) : [];
	if (hour) return `${hour.padStart(2, '0')}:${minute}`;
	const moment = local(value);
	return moment && moment.second === 0 && (typeof value !== 'string' || value.includes('T'))
		? moment.toFormat('HH:mm')
		: undefined;
}

/** A number's digits and size, however it is written; undefined where it is none. */
function decimal(text: string): string | undefined {
	const [, sign, whole, part = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text.trim()) ?? [];
	if (whole === undefined || whole + part === '') return undefined;
	const digits = (whole + part).replace(/^0+/, '');
	const kept = digits.replace(/0+$/, '');
	const size = Number(exponent) - part.length + (digits.length - kept.length);
	return kept === '' ? '0' : `${sign === '-' ? '-' : ''}${kept}e${size}`;
}
