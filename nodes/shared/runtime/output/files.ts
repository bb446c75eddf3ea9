/** Answers that are a file: told from JSON, and handed on as n8n's binary data. */
import type { INodeExecutionData } from 'n8n-workflow';
import type { Work } from '../run/work';

/** The binary property of an output that holds the file; n8n's own name for it. */
const PROPERTY = 'data';

export interface AnsweredFile {
	content: Buffer;
	/** Its media type, without parameters: "application/pdf". */
	type: string;
	name: string;
}

/** What came as bytes: the file, or undefined where it is text such as JSON or a web page that was not sent as a file. */
export function fileOf(content: Buffer, headers: Record<string, unknown>): AnsweredFile | undefined {
	const disposition = String(headers['content-disposition'] ?? '');
	const type = String(headers['content-type'] ?? '')
		.split(';')[0]
		.trim()
		.toLowerCase();
	const isPlain = type === '' || type === 'text/html' || /^application\/(.+\+)?json$/.test(type);
	if (content.length === 0 || (isPlain && !/^attachment/i.test(disposition))) return undefined;
	return { content, type: type || 'application/octet-stream', name: nameIn(disposition) };
}

/** The output with the file, and with what is known of it as its record. */
export async function fileOutput({ context, itemIndex }: Work, file: AnsweredFile): Promise<INodeExecutionData> {
	const { content, name, type } = file;
	const binary = await context.helpers.prepareBinaryData(content, name, type);
	return {
		json: { fileName: name, mimeType: type, fileSize: content.length },
		binary: { [PROPERTY]: binary },
		pairedItem: { item: itemIndex },
	};
}

/** The file name of a Content-Disposition header (RFC 6266), without any folders. */
function nameIn(disposition: string): string {
	const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1];
	const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
	const name = (encoded && decoded(encoded)) ?? plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2] ?? '';
	return name.split(/[/\\]/).pop() || 'document';
}

function decoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}
