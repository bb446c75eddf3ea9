/** One page of a list: its records, and the query of the next one. */
import type { IDataObject } from 'n8n-workflow';
import { otherAnswer } from '../errors/answerFailures';
import type { Connection } from '../send/connection';
import type { Request } from '../send/request';
import { send } from '../send/send';
import { isObject } from '../values/objects';

/** Most records AMPECO gives at once, unless the catalogue knows otherwise. */
export const LARGEST_PAGE = 100;

/** Records of one list; more is no list but a cursor that never ends, or more than n8n can hold. */
export const MOST_RECORDS = 1_000_000;

export interface Page {
	records: IDataObject[];
	/** The query that asks for the next page; undefined on the last. */
	next?: IDataObject;
	/** When it was asked for, by the tenant's own clock where it says the time, in milliseconds since 1970. */
	asked: number;
	meta: Meta;
}

/** What AMPECO says of a page; of pages counted by number their size and number, and the number of the last. */
interface Meta {
	next_cursor?: unknown;
	per_page?: unknown;
	current_page?: unknown;
	last_page?: unknown;
}

/** @throws Failure, also when the answer holds no list */
export async function onePage(connection: Connection, request: Request): Promise<Page> {
	const began = Date.now();
	const { status, body, date } = await send(connection, request);
	// The answer bears the time it was given; the list was looked at before that.
	const asked = (date ?? Date.now()) - (Date.now() - began);
	const content = contentOf(body);
	if (!content) throw otherAnswer('list', isObject(body) && 'data' in body ? body.data : body, request, status);
	return { ...content, asked };
}

/**
 * The records of an answer: wrapped in `data` or bare, several or a single one, which bare must have an ID; undefined where it
 * holds none of that.
 */
function contentOf(body: unknown): Omit<Page, 'asked'> | undefined {
	if (Array.isArray(body)) return { records: body as IDataObject[], meta: {} };
	const { data, links, meta } = (body ?? {}) as { data?: unknown; links?: { next?: unknown }; meta?: Meta };
	const isRecord = isObject(body) && data === undefined && 'id' in body;
	const records = recordsIn(isRecord ? body : data);
	return records && { records, next: nextOf(links?.next, meta ?? {}), meta: meta ?? {} };
}

/** An array; the values of an object with numbered keys, which is what Laravel makes of a list it took some out of; a single one. */
function recordsIn(data: unknown): IDataObject[] | undefined {
	if (Array.isArray(data)) return data as IDataObject[];
	if (!isObject(data)) return undefined;
	const isNumbered = Object.keys(data).every((key) => /^\d+$/.test(key));
	return isNumbered ? (Object.values(data) as IDataObject[]) : [data as IDataObject];
}

function nextOf(link: unknown, meta: Meta): IDataObject | undefined {
	if (typeof meta.next_cursor === 'string' && meta.next_cursor !== '') return { cursor: meta.next_cursor };
	if (typeof link === 'string' && link !== '') {
		const query = new URLSearchParams(link.split('?')[1]?.split('#')[0] ?? '');
		if (query.get('cursor')) return { cursor: query.get('cursor')! };
		if (query.get('page')) return { page: query.get('page')! };
	}
	const [current, last] = [Number(meta.current_page), Number(meta.last_page)];
	return current < last ? { page: String(current + 1) } : undefined;
}
