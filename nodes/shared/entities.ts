/**
 * Everything a person can pick from a list: one row each, with the route of its list, what is shown
 * and what AMPECO can search for. A row gives every field that refers to it a picker.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Paging } from './catalogue';

export interface Entity {
	/** "User"; the picker says "Choose a User" with it. */
	name: string;
	/** List route; `{segments}` are read from the fields of the same name in the node. */
	route: string;
	paging: Paging;
	/** What the list shows. */
	label: (record: IDataObject) => string;
	/** The property to send, when it is not `id`. */
	id?: string;
	/**
	 * The filter that finds `text` on the tenant, or undefined when AMPECO cannot search for such a
	 * text; then the pages are searched here.
	 */
	search?: (text: string) => IDataObject | undefined;
	/** Parameters every request for the list needs. */
	query?: IDataObject;
}

/** Joins what is there; a record without any of it is shown by its id. */
function words(record: IDataObject, ...parts: unknown[]): string {
	const shown = parts.filter((part) => part !== undefined && part !== null && part !== '');
	return shown.length > 0 ? shown.join(' ') : `ID ${String(record.id)}`;
}

/** The first translation of a text in several languages. */
function translated(value: unknown): unknown {
	return Array.isArray(value) ? (value[0] as IDataObject | undefined)?.translation : value;
}

export const entities: Record<string, Entity> = {
	topUpPackage: {
		name: 'Top-Up Package',
		route: 'GET /public-api/resources/top-up-packages/v2.0',
		paging: 'page',
		label: (record) => words(record, record.price, '+', record.bonus, 'bonus'),
	},
	user: {
		name: 'User',
		route: 'GET /public-api/resources/users/v1.0',
		paging: 'cursor',
		label: (record) =>
			words(record, record.firstName, record.lastName, record.email ? `(${String(record.email)})` : ''),
		// AMPECO finds users by their whole email address only.
		search: (text) => (/^\S+@\S+\.\S+$/.test(text) ? { email: text } : undefined),
	},
	userGroup: {
		name: 'User Group',
		route: 'GET /public-api/resources/user-groups/v1.0',
		paging: 'page',
		label: (record) => words(record, record.name),
	},
	voucher: {
		name: 'Voucher',
		route: 'GET /public-api/resources/vouchers/v2.1',
		paging: 'page',
		label: (record) => words(record, record.code, translated(record.title), `(${String(record.status)})`),
		search: (text) => (text.length >= 3 ? { code: text } : undefined),
	},
};
