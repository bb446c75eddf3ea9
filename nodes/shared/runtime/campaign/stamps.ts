/**
 * The stamp that a record bears of the row it was created for, in a text that operators read: "[once:Xk2_h91a.0QbV…]". It is made
 * of the campaign and the row's key by a hash, so that nothing of them can be read in it, and of nothing that changes. People
 * know it as the mark of a row.
 */
import { createHash } from 'node:crypto';

const FORM = /\[once:([\w-]{8}\.[\w-]{16})\]/g;

/** Eight characters for the campaign, sixteen for the row in it. */
export function stampOf(campaign: string, rowKey: string): string {
	return `${hash([campaign]).slice(0, 8)}.${hash([campaign, rowKey]).slice(0, 16)}`;
}

export function isSameCampaign(stamp: string, other: string): boolean {
	return stamp.slice(0, 9) === other.slice(0, 9);
}

/** A text behind a stamp, where a text that is cut loses its own end. */
export function withStamp(text: string, stamp: string): string {
	return `[once:${stamp}] ${text}`.trim();
}

/** The stamps in a text, of whatever campaign. */
export function stampsIn(text: unknown): string[] {
	return typeof text === 'string' ? [...text.matchAll(FORM)].map(([, stamp]) => stamp) : [];
}

function hash(value: string[]): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
