/** The requests for what a person can pick (entities.ts): the list of it, and one record of that by its ID. */
import type { IDataObject } from 'n8n-workflow';
import { pathOf } from '../../catalogue';
import { lowerCase } from '../../catalogue/words';
import type { Entity } from '../../entities';
import { filledPath } from '../prepare/path';
import type { Request } from '../send/request';

/** What is asked of an entity's list beside its route. */
export interface EntityList {
	entity: Entity;
	/** The list's path, with its segments filled; without one where it has none. */
	path?: string;
	query?: IDataObject;
}

export function listRequest({ entity, path = pathOf(entity), query = {} }: EntityList): Request {
	return { operation: { route: entity.route }, noun: lowerCase(entity.name), path, query };
}

/** @throws FieldProblem where the ID would lead elsewhere */
export function recordRequest({ entity, path = pathOf(entity) }: EntityList, id: string): Request {
	const operation = { route: `${entity.route}/{id}` };
	const filled = filledPath(`${path}/{id}`, () => ({ value: id, label: `${entity.name} ID` }));
	return { operation, noun: lowerCase(entity.name), path: filled, query: {} };
}
