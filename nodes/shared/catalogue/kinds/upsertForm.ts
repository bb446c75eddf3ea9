/** Where the fields of "Create or Update" stand, for each key by which it can look for a record. */
import { required } from '../fields';
import type { Field } from '../fields';
import { PARAMETER, fieldsThat, mapFields, optional } from '../form';
import type { Layout } from '../form';
import { keyValue } from './upsert';
import type { Upsert } from './upsert';

/**
 * The key, which must be given, then collections only, so that nothing an editor begins a field with is taken for what a
 * person wants changed. What a new record needs stands in the first of them, beside the keys it is not matched by.
 *
 * @param chosen the key under Match By
 */
export function upsertLayout({ body, matchBy }: Upsert, chosen: string[]): Layout {
	const isMain = ({ required: isNeeded }: Field, key: string) =>
		(isNeeded === true || (matchBy.length > 1 && matchBy.flat().includes(key))) &&
		matchBy.some((other) => !other.includes(key));
	return {
		own: mapFields(
			fieldsThat(body, (_, key) => chosen.includes(key)),
			required,
		),
		collections: [
			{ name: PARAMETER.mainFields, fields: mapFields(fieldsThat(body, isMain), optional) },
			{
				name: PARAMETER.additionalFields,
				fields: fieldsThat(body, (field, key) => !field.required && !matchBy.flat().includes(key)),
			},
		],
	};
}

/** The key that is chosen under Match By; undefined when there is none of that name. */
export function keyNamed({ matchBy }: Upsert, name: string): string[] | undefined {
	return matchBy.find((key) => keyValue(key) === name);
}
