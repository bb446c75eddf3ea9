/** Forms and habits that several resources share. */
import type { Call } from '../call.mts';
import type { StoredRecord } from '../store.mts';

type Translations = Array<{ locale: string; translation: string }>;

/** `[{locale, translation}]` as the older versions write it: `{locale: translation}`. */
export function localeMap(translations: unknown): Record<string, string> {
	return Object.fromEntries(
		((translations ?? []) as Translations).map(({ locale, translation }) => [locale, translation]),
	);
}

export function fromLocaleMap(map: unknown): Translations {
	return Object.entries((map ?? {}) as Record<string, string | null>)
		.filter((entry): entry is [string, string] => entry[1] !== null)
		.map(([locale, translation]) => ({ locale, translation }));
}

/** Ids are compared as texts: the API writes the same one as a number here and a string there. */
export const sameText = (value: unknown, wanted: unknown): boolean => String(value ?? '') === String(wanted);

/** Tells subscribers of the thin event `event` when a record is created, updated and deleted. */
export const changed = (event: string, idField: string) => ({
	created: (record: StoredRecord, { tenant }: Call) => tenant.notifyChange(event, idField, record, 'created'),
	updated: (record: StoredRecord, { tenant }: Call) => tenant.notifyChange(event, idField, record, 'updated'),
	removed: (record: StoredRecord, { tenant }: Call) => tenant.notifyChange(event, idField, record, 'deleted'),
});
