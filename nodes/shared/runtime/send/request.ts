/** What is asked of AMPECO, apart from where it goes and how (connection.ts). */
import type { IDataObject } from 'n8n-workflow';
import type { Facts, Since } from '../../catalogue';

/** What must be known of an operation to send it and to tell in words what came of it. */
export type Asked = Pick<
	Facts,
	| 'route'
	| 'path'
	| 'filters'
	| 'query'
	| 'body'
	| 'hints'
	| 'refusals'
	| 'answers'
	| 'record'
	| 'since'
	| 'before'
	| 'answersFile'
	| 'largestPage'
>;

export interface Request {
	operation: Asked;
	/** What a message calls the record it is about: "voucher". */
	noun: string;
	/** What a message calls the records that must be there: those whose IDs are in the path, in order. */
	named?: string[];
	/** Encoded, without query. */
	path: string;
	query: IDataObject;
	body?: unknown;
	/** The filters and fields in it that not every tenant knows. */
	newer?: Array<{ label: string; since: Since }>;
	/** The shape that the input item gives of a choice at the top of the body. */
	variant?: string;
}
