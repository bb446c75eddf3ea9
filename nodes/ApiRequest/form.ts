/** The form as a contract: the stored names of its parameters and their values. The panel is drawn of it, a run reads it. */
import type { Method, Paging } from '../shared/catalogue';

/** Names of parameters; stored in workflows. */
export const API = {
	request: 'request',
	method: 'method',
	route: 'route',
	pathValues: 'pathValues',
	queryParameters: 'queryParameters',
	body: 'body',
	answer: 'answer',
	describedOperation: 'describedOperation',
	values: 'values',
	descriptionAddress: 'descriptionAddress',
	description: 'description',
} as const;

export const REQUEST = { route: 'route', description: 'description' } as const;
export const ANSWER = { record: 'record', list: 'list', file: 'file' } as const;
export const BODY = { none: 'none', json: 'json', item: 'item' } as const;

/** Ways in which lists are paged, as the name of an operation ends with them. */
export const PAGINGS: Paging[] = ['cursor', 'page', 'perPage', 'links', 'none'];

export const METHODS: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Where AMPECO publishes its description; the name says YAML, what comes is JSON. */
export const PUBLISHED = 'https://developers.ampeco.com/openapi/public-api.yaml';
