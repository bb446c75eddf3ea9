/** Equal data as the same text, and as the same short hash. */
import { createHash } from 'node:crypto';

/** Canonical JSON: the same text for the same value, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join()}}`;
}

/** A short hash, the same for equal data; undefined for what is no data. */
export function hashOf(value: unknown): string | undefined {
	try {
		return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 16);
	} catch {
		return undefined;
	}
}
