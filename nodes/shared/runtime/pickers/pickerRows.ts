/** Rows of a picker: what is shown of a record, what is sent, and what a typed text is looked for in. */
import type { IDataObject } from 'n8n-workflow';
import type { Entity, Words } from '../../entities';
import { isObject } from '../values/objects';
import { isUnset } from '../values/unset';
import type { Row } from './pickerMemory';

export interface Shown {
	entity: Entity;
	property?: string;
	words: Words;
}

/** @param property sent in place of the record's ID, e.g. a voucher's code */
export function rowsOf({ entity, property, words }: Shown, records: IDataObject[]): Row[] {
	return records.flatMap((record) => {
		const value = record[property ?? entity.id ?? 'id'];
		if (isUnset(value)) return [];
		const name = entity.label(record, words);
		const found = Object.values(entity.finds ?? {}).map((place) => at(record, place));
		const user = entity.user && record[entity.user.property];
		const searched = [name, value, record.id, ...found].filter((one) => !isUnset(one));
		return {
			name,
			value: String(value),
			words: plain(searched.join('\n')),
			...(isUnset(user) ? {} : { user: String(user) }),
		};
	});
}

/** Each value once, where it comes first. */
export function withoutDoubles(rows: Row[]): Row[] {
	return [...new Map(rows.map((row) => [row.value, row])).values()];
}

/** Whether a row holds every word of the text. */
export function matcher(text: string): (row: Row) => boolean {
	const wanted = plain(text).split(/\s+/);
	return ({ words }) => wanted.every((word) => words.includes(word));
}

/** A text as it is compared: without accents, in lower case. */
export function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function at(record: IDataObject, place: string): unknown {
	return place.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), record);
}

/** "3 Oct 14:05", with the year where it is not this one; what is no moment stays as it is. */
export function momentIn(timeZone: string): Words['when'] {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
	});
	return (value) => {
		const moment = Date.parse(String(value));
		if (isUnset(value) || Number.isNaN(moment)) return String(value ?? '');
		const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value: part }) => [type, part]));
		const year = parts.year === String(new Date().getFullYear()) ? '' : ` ${parts.year}`;
		return `${parts.day} ${parts.month}${year}${String(value).length > 10 ? ` ${parts.hour}:${parts.minute}` : ''}`;
	};
}
