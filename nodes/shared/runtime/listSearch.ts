/** Fills a picker: a page of the entity's list, or what matches the text a person types. */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { pathOf } from '../catalogue';
import type { EntityKey } from '../catalogue';
import { PARAMETER } from '../catalogue/form';
import { lowerCase } from '../catalogue/words';
import { entities, entityOf } from '../entities';
import type { Entity } from '../entities';
import { connectionFor } from './connection';
import { FieldProblem, failureOf } from './errors';
import { pages } from './pages';
import { filledPath } from './path';
import { isUnset, unwrapLocator } from './values';

/** Pages looked through for a text that AMPECO cannot search for, before a person is asked to go on. */
const PAGES_PER_SEARCH = 10;

/** Matches that fill a picker, so that a person can scroll on for more. */
const ENOUGH = 20;

/** Milliseconds until a picker gives up. */
const TIME_OUT = 30_000;

/**
 * @param property sent in place of the record's id, e.g. a voucher's code
 * @param paginationToken where the last answer ended, as this function gave it
 */
export async function searchEntity(
	context: ILoadOptionsFunctions,
	key: EntityKey,
	property: string | undefined,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const entity = entityOf(key);
	const text = filter?.trim() ?? '';
	try {
		const from = paginationToken ? (JSON.parse(paginationToken) as IDataObject) : {};
		const results: INodeListSearchResult['results'] = [];
		let count = 0;
		for await (const page of await pagesOf(context, entity, text, from)) {
			count += 1;
			for (const record of page.records) {
				const label = entity.label(record);
				const value = record[property ?? entity.id ?? 'id'];
				if (!isUnset(value) && matches(entity, text, label)) results.push({ name: label, value: String(value) });
			}
			const enough = text === '' || results.length >= ENOUGH || count >= PAGES_PER_SEARCH;
			if (page.next && enough) return { results, paginationToken: JSON.stringify(page.next) };
		}
		return { results };
	} catch (error) {
		const { message, hint } = failureOf(error);
		throw new NodeOperationError(context.getNode(), message, { description: hint || undefined });
	}
}

async function pagesOf(context: ILoadOptionsFunctions, entity: Entity, text: string, from: IDataObject) {
	// A person sits before the list: a limit that is gone for longer is told at once.
	const connection = await connectionFor(context, TIME_OUT, Date.now() + TIME_OUT);
	const found = text === '' ? undefined : entity.search?.(text);
	const request = {
		operation: { route: entity.route },
		noun: lowerCase(entity.name),
		path: pathWithParents(context, entity),
		query: found
			? { ...entity.query, filter: { ...(entity.query?.filter as IDataObject | undefined), ...found } }
			: (entity.query ?? {}),
	};
	return pages(connection, request, entity.paging, { from });
}

/** Whether a record fits the text; where AMPECO searched, it has decided. */
function matches(entity: Entity, text: string, label: string): boolean {
	return text === '' || entity.search?.(text) !== undefined || label.toLowerCase().includes(text.toLowerCase());
}

/** The list's path, with the parents a person has chosen in fields of the same name. */
function pathWithParents(context: ILoadOptionsFunctions, entity: Entity): string {
	return filledPath(pathOf(entity), (segment) => {
		const label = new Map(Object.entries<Entity>(entities)).get(segment)?.name ?? segment;
		const value = chosenParent(context, segment);
		if (isUnset(value)) throw new FieldProblem(`Choose the ${label} first, then open this list again.`);
		return { value, label };
	});
}

/** A parent may stand on its own, beside the picker, or in one of the collections. */
function chosenParent(context: ILoadOptionsFunctions, segment: string): unknown {
	const names = [segment, `${segment}Id`];
	const places = ['', '&', `${PARAMETER.additionalFields}.`, `${PARAMETER.updateFields}.`, `${PARAMETER.filters}.`];
	for (const name of places.flatMap((place) => names.map((one) => place + one))) {
		const value = unwrapLocator(context.getCurrentNodeParameter(name));
		if (!isUnset(value)) return value;
	}
	return undefined;
}
