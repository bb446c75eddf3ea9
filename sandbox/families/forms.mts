/** Forms that several resources use. */

type Translations = Array<{ locale: string; translation: string }>;

/** `[{locale, translation}]` as the older versions write it: `{locale: translation}`. */
export function localeMap(translations: unknown): Record<string, string> {
	return Object.fromEntries(((translations ?? []) as Translations).map(({ locale, translation }) => [locale, translation]));
}

export function fromLocaleMap(map: unknown): Translations {
	return Object.entries((map ?? {}) as Record<string, string | null>)
		.filter((entry): entry is [string, string] => entry[1] !== null)
		.map(([locale, translation]) => ({ locale, translation }));
}
