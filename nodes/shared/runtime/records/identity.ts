/** What a record is known by. */
import type { IDataObject } from 'n8n-workflow';

/** What tells a record from others: its id, and its code where it has one. */
export function identityOf(json: IDataObject): IDataObject {
	return { ...('id' in json ? { id: json.id } : {}), ...('code' in json ? { code: json.code } : {}) };
}

/** "ID 12 (code ABC)", for messages. */
export function recordName(json: IDataObject): string {
	const { id, code } = json;
	if (id === undefined) return 'done';
	return `ID ${String(id)}${code === undefined ? '' : ` (code ${String(code)})`}`;
}
