/** Whether a request comes from AMPECO: HMAC-SHA256 over the raw body, keyed with the API token of the subscription. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` is the body's, signed with `token`. AMPECO does not say how it writes the 32 bytes, so hex and base64
 * are both understood.
 */
export function isSigned(body: Buffer, signature: unknown, token: string): boolean {
	const given = bytesOf(signature);
	const right = createHmac('sha256', token).update(body).digest();
	return given.length === right.length && timingSafeEqual(given, right);
}

function bytesOf(signature: unknown): Buffer {
	const text = typeof signature === 'string' ? signature.trim() : '';
	if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
	if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return Buffer.from(text, 'base64');
	return Buffer.alloc(0);
}

/** A fingerprint by which a changed token is noticed. The token itself is never kept. */
export function fingerprintOf(token: string): string {
	return createHash('sha256').update(token).digest('base64');
}

/**
 * Whether `timestamp` lies within so many minutes of `now` (milliseconds), before or after: the clocks of two machines never
 * agree exactly. What is no date is not.
 */
export function isFresh(timestamp: unknown, minutes: number, now: number): boolean {
	const sent = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
	return Math.abs(now - sent) <= minutes * 60_000;
}
