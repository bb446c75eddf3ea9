/**
 * Where the OpenAPI file contradicts itself or the API, and how the sandbox reads it instead. Rules that hold
 * everywhere come first; `shape.mts`, `validation.mts` and `query.mts` apply them. Whatever is not listed here is taken literally.
 */
import type { Schema } from './digest.mts';

export interface Contradiction {
	what: string;
	why: string;
}

/** Rules for every schema, by name. */
export const rules = {
	requiredButUndeclared: {
		what: 'A name that is required but not among the properties is not required.',
		why: 'Utilities require lastUpdatedAt and charge points v1.0 require evses[].networkId without declaring them.',
	},
	requiredButReadOnly: {
		what: 'A read-only property is never required in a request, and refused when it is sent.',
		why: 'Subscriptions, tariffs, vendors, terminals require read-only ids or flags that only the server can know.',
	},
	oneOfIsAnyOf: {
		what: 'oneOf is read as anyOf.',
		why: 'Several oneOf match twice for any valid value, as their variants require nothing or are both plain strings.',
	},
	nullableEnum: {
		what: 'A nullable enum accepts null although its list does not have it.',
		why: 'The list and the mark were written in different places; 270 enums are affected.',
	},
	formats: {
		what: 'Formats are not enforced; only dates, e-mail addresses and URLs in requests get a tolerant check.',
		why: 'Formats such as "datatime", "url", "integer" on strings, or "time" for HH:MM are not JSON Schema formats.',
	},
	wholeDecimal: {
		what: 'An integer of format decimal accepts fractions.',
		why: 'The format says what the field is; amounts and quotas have fractions.',
	},
	allOfNullable: {
		what: 'A value is nullable when any part of its allOf is.',
		why: 'The mark stands on one part only, and read literally would never take effect.',
	},
	undeclaredCursor: {
		what: 'A list with per_page and cursors (or page numbers) in its meta takes cursor (or page) too.',
		why: 'Five lists declare per_page only, and the links they answer could not be followed.',
	},
} satisfies Record<string, Contradiction>;

export interface Override extends Contradiction {
	/** Method and path. */
	operation: string;
	/** Returns the filter's schema as the sandbox reads it. */
	apply: (filter: Schema) => Schema;
}

/** Filters that are read otherwise than declared. */
export const overrides: Override[] = [
	{
		operation: 'GET /public-api/resources/tariffs/v1.0',
		what: 'filter[userId] may be empty or null.',
		why: 'Its text says that then the tariff for charging without a user is found; its schema allows a number only.',
		apply: (filter) => ({
			...filter,
			properties: { ...filter.properties, userId: { ...filter.properties!.userId, nullable: true } },
		}),
	},
	{
		operation: 'GET /public-api/resources/id-tags/v2.0',
		what: 'filter[idTagUid] may be any text.',
		why: 'Its schema says text in the format of an integer, but the UID of a card is hexadecimal and a create takes any text.',
		apply: (filter) => ({ ...filter, properties: { ...filter.properties, idTagUid: { type: 'string' } } }),
	},
];
