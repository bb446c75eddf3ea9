/** Reads the body of an answer as it comes, up to a size: n8n sets none, and a small answer may unpack to gigabytes. */
import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { TooLarge } from './network';

/** Bytes of the largest answer that is taken, unpacked. A page of 100 records has a few hundred thousand. */
export const LARGEST_BODY = 50 * 1024 * 1024;

/**
 * What an answer holds: its bytes, or JSON as what it stands for and anything else as text.
 *
 * @param largest bytes that are taken at most
 * @throws TooLarge; the error of a connection that breaks off
 */
export async function bodyOf(
	{ body }: IN8nHttpFullResponse,
	asBytes: boolean,
	largest = LARGEST_BODY,
): Promise<unknown> {
	// Where something stands in for the network, it may have been read already.
	if (!isStream(body)) return body;
	const chunks: Buffer[] = [];
	let size = 0;
	// Leaving the loop ends the connection.
	for await (const chunk of body) {
		size += chunk.length;
		if (size > largest) throw new TooLarge();
		chunks.push(chunk);
	}
	const content = Buffer.concat(chunks, size);
	return asBytes ? content : textOrJson(content);
}

/** What bytes stand for: JSON, or the text that they are. */
export function textOrJson(content: Buffer): unknown {
	const text = content.toString('utf8').replace(/^\ufeff/, '');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function isStream(body: unknown): body is AsyncIterable<Buffer> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
