/** Fills a picker: a page of the entity's list, or what matches the text a person types. */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { getMany, resource, segmentsOf } from '../catalogue';
import { PARAMETER } from '../compile/operation';
import { entities } from '../entities';
import type { Entity } from '../entities';
import { tenantOf } from './context';
import { failureOf } from './failure';
import { Gate } from './gate';
import { readPage } from './paging';
import type { Page } from './paging';
import { FieldProblem, isUnset, unwrapLocator } from './values';

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
	name: string,
	property: string | undefined,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const entity = entities[name];
	const text = filter?.trim() ?? '';
	try {
		const read = await reader(context, entity, text);
		let next = paginationToken ? (JSON.parse(paginationToken) as IDataObject) : {};
		const results: INodeListSearchResult['results'] = [];
		for (let pages = 0; pages < PAGES_PER_SEARCH; pages += 1) {
			const page = await read(next);
			for (const record of page.records) {
				const label = entity.label(record);
				const value = record[property ?? entity.id ?? 'id'];
				if (!isUnset(value) && matches(entity, text, label)) results.push({ name: label, value: String(value) });
			}
			if (!page.next) return { results };
			next = page.next;
			if (text === '' || results.length >= ENOUGH) break;
		}
		return { results, paginationToken: JSON.stringify(next) };
	} catch (error) {
		const { message, details } = failureOf(error);
		throw new NodeOperationError(context.getNode(), message, { description: details.hint });
	}
}

async function reader(
	context: ILoadOptionsFunctions,
	entity: Entity,
	text: string,
): Promise<(next: IDataObject) => Promise<Page>> {
	const list = getMany(entity.route as `GET ${string}`, { says: '', paging: entity.paging });
	const tenant = await tenantOf(context, new Gate());
	const sender = {
		context,
		tenant,
		resource: resource({ value: entity.name, name: entity.name, operations: {} }),
		operation: list,
		// A person sits before the list: a limit that is gone for longer is told at once.
		latest: Date.now() + TIME_OUT,
	};
	const found = text === '' ? undefined : entity.search?.(text);
	const prepared = {
		path: pathWithParents(context, entity),
		query: found
			? { ...entity.query, filter: { ...(entity.query?.filter as IDataObject | undefined), ...found } }
			: (entity.query ?? {}),
		transport: { timeout: TIME_OUT },
	};
	return async (next) => await readPage(sender, prepared, entity.paging, 100, Infinity, next);
}

/** Whether a record fits the text; where AMPECO searched, it has decided. */
function matches(entity: Entity, text: string, label: string): boolean {
	return text === '' || entity.search?.(text) !== undefined || label.toLowerCase().includes(text.toLowerCase());
}

/** The list's path, with the parents a person has chosen in fields of the same name. */
function pathWithParents(context: ILoadOptionsFunctions, entity: Entity): string {
	const path = entity.route.slice(entity.route.indexOf(' ') + 1);
	return segmentsOf(path).reduce((filled, segment) => {
		const chosen = chosenParent(context, segment);
		if (isUnset(chosen) || /^\.{1,2}$/.test(String(chosen))) {
			throw new FieldProblem(`Choose the ${entities[segment]?.name ?? segment} first, then open this list again.`);
		}
		return filled.replace(`{${segment}}`, () => encodeURIComponent(String(chosen)));
	}, path);
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
