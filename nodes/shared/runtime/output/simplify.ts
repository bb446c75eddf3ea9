/** Makes the simple form of a record (catalogue/simple.ts), as AMPECO's answers come: any value may be missing or of another type. */
import type { IDataObject } from 'n8n-workflow';
import type { RecordType } from '../../catalogue';
import type { SimpleProperty } from '../../catalogue/simple';
import { toZone } from '../values/moments';
import { isObject } from '../values/objects';

/** How values are told. */
export interface Telling {
	/** The language of texts in several; the tenant's first where there is none such. */
	language?: string;
	/** The time zone that times are told in; UTC as AMPECO answers where there is none. */
	timeZone?: string;
}

/** The properties of the form that a record has; null stays null. */
export function simplified(record: IDataObject, form: SimpleProperty[], telling: Telling): IDataObject {
	const simple: IDataObject = {};
	for (const property of form) {
		const value = found(record, property);
		if (value !== undefined) simple[property.name] = told(value, property, telling) as IDataObject[string];
	}
	return simple;
}

/** The value at the first of its ways that leads to one. An object where there should be a value is the way of another. */
function found(record: IDataObject, { from, type }: SimpleProperty): unknown {
	const values = from.map((way) =>
		way.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), record),
	);
	const fitting = values.filter(
		(value) => value !== undefined && !(type === 'number' && typeof value === 'object' && value !== null),
	);
	return fitting.find((value) => value !== null) ?? fitting[0];
}

function told(value: unknown, { type, as }: SimpleProperty, telling: Telling): unknown {
	if (Array.isArray(value) && as === 'id') return value.map(idOf);
	switch (as) {
		case 'id':
			return idOf(value);
		case 'text':
			return textIn(value, telling.language);
		case 'energyKwh':
			return scaled(value, 0.001);
		case 'energy':
			return scaled(value, 1000);
		default:
			return isHollow(value, type) ? null : inTime(value, type, telling);
	}
}

/** A number where it is written as one that n8n keeps whole, so that it equals the same ID in another record; else text. */
export function idOf(value: unknown): unknown {
	if (typeof value === 'number' || typeof value !== 'string') return value;
	const number = Number(value);
	return Number.isSafeInteger(number) && number >= 0 && String(number) === value ? number : value;
}

function scaled(value: unknown, factor: number): unknown {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	// Without what binary fractions add.
	return typeof number === 'number' && Number.isFinite(number) ? Number((number * factor).toPrecision(12)) : null;
}

/** Rows of locale and translation, or texts by locale. */
function isTexts(value: unknown): boolean {
	if (Array.isArray(value)) return value.length > 0 && value.every((row) => isObject(row) && 'translation' in row);
	const entries = isObject(value) ? Object.entries(value) : [];
	return (
		entries.length > 0 &&
		entries.every(([key, text]) => /^[a-z]{2}([-_][A-Za-z]{2,4})?$/.test(key) && typeof text === 'string')
	);
}

/** The text in a language, in another form of it such as en-GB for en, or in the first; null where there is none. */
export function textIn(value: unknown, language: string | undefined): unknown {
	if (!isTexts(value)) return Array.isArray(value) || isObject(value) ? null : value;
	const rows = Array.isArray(value)
		? (value as Array<{ locale?: unknown; translation: unknown }>)
		: Object.entries(value as object).map(([locale, translation]) => ({ locale, translation: translation as unknown }));
	const plain = (locale: unknown) =>
		String(locale ?? '')
			.toLowerCase()
			.replace('_', '-');
	const wanted = plain(language);
	const exact = rows.find(({ locale }) => plain(locale) === wanted);
	const near = rows.find(({ locale }) => wanted !== '' && plain(locale).split('-')[0] === wanted.split('-')[0]);
	return (exact ?? near ?? rows[0]).translation;
}

/** `{}`, or `[]` where there should be one value, as PHP writes an empty object. */
function isHollow(value: unknown, type: RecordType): boolean {
	if (Array.isArray(value)) return value.length === 0 && !Array.isArray(type);
	return isObject(value) && Object.keys(value).length === 0;
}

function inTime(value: unknown, type: RecordType, { timeZone }: Telling): unknown {
	return type === 'dateTime' && timeZone !== undefined ? toZone(value, timeZone) : value;
}
