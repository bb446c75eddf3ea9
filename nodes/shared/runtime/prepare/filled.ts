/** The form of an operation as it was filled in for one item. */
import type { IDataObject } from 'n8n-workflow';
import type { Operation, Resource } from '../../catalogue';
import type { Read } from '../values/read';

export interface Filled {
	resource: Resource;
	operation: Operation;
	read: Read;
	/** The workflow's, for dates without an offset. */
	timeZone: string;
	/** Whether an AI agent asks, which fills in every field there is. */
	isTool?: boolean;
	/** Where the values may come from the input item. */
	source?: Source;
}

/** The input item. */
export interface Source {
	json: IDataObject;
	/** Told the names of properties that fit no field and are not taken. */
	leftOut?: (columns: string[]) => void;
}
