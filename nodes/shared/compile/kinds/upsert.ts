/** Create or Update: by what a record is looked for, then what it shall be. */
import type { INodeProperties } from 'n8n-workflow';
import { MATCH_BY, UPSERT, keyValue } from '../../catalogue';
import type { Resource, Upsert } from '../../catalogue';
import type { FieldCollection } from '../../catalogue/form';
import { upsertLayout } from '../../catalogue/kinds/upsertForm';
import { lowerCase } from '../../catalogue/words';
import { bodyCollectionOf } from '../body';
import { topCollectionOf } from '../field';
import { ownParameters, withCondition } from '../parts';
import type { KindParameters } from '../parts';

export function drawUpsert(resource: Resource, operation: Upsert): KindParameters {
	const { matchBy } = operation;
	const [main, additional] = upsertLayout(operation, matchBy[0]).collections;
	const keys = matchBy.flatMap((key) =>
		ownParameters(upsertLayout(operation, key).own).map((property) => withCondition(property, MATCH_BY, keyValue(key))),
	);
	return {
		beforeBody: [matchByParameter(operation)],
		fields: [...keys, mainFields(resource, operation, main), bodyCollectionOf(operation, additional)],
		own: ownParameters(UPSERT),
	};
}

/** By what a record is looked for; hidden where there is but one way. */
function matchByParameter({ matchBy, body }: Upsert): INodeProperties {
	const options = matchBy.map((key) => ({
		name: key.map((name) => body[name].label).join(' and '),
		value: keyValue(key),
	}));
	const [{ value: first }] = options;
	if (options.length === 1) return { displayName: 'Match By', name: MATCH_BY, type: 'hidden', default: first };
	return {
		displayName: 'Match By',
		name: MATCH_BY,
		type: 'options',
		noDataExpression: true,
		options,
		default: first,
	};
}

/** What a new record needs; a key is hidden here while it stands above. */
function mainFields({ name }: Resource, { body, matchBy }: Upsert, main: FieldCollection): INodeProperties {
	const needed = Object.values(body).flatMap(({ required, label }) => (required ? [label] : []));
	const collection = topCollectionOf(main.name, 'Main Fields', main.fields);
	for (const option of collection.options) {
		const chosen = matchBy.filter((key) => key.includes(option.name)).map(keyValue);
		if (chosen.length > 0) option.displayOptions = { hide: { [`/${MATCH_BY}`]: chosen } };
	}
	const needs = needed.length > 0 ? `A new ${lowerCase(name)} needs ${needed.join(', ')}. ` : '';
	return {
		...collection,
		// n8n's lint wants a period only after several sentences.
		description: `${needs}In one that exists only what you add here, and what differs, is changed${needs ? '.' : ''}`,
	};
}
