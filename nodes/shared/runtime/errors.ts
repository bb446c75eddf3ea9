/** What went wrong, in words a person can act on, and what is known about the outcome: one family of errors for all rooms. */
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';

export interface FailureDetails {
	/** What to do next. */
	hint?: string;
	status?: number;
	/** Whether AMPECO may have carried out what was asked, and nobody here can tell. */
	outcomeUnknown?: boolean;
	/** Of this item: AMPECO changed nothing, or was not even asked. Said last, and not of a run in which others changed something. */
	nothing?: 'changed' | 'sent';
	/** AMPECO's own answer, or what a run had done, for n8n's error details. */
	data?: IDataObject;
}

const NOTHING = { changed: 'Nothing was changed.', sent: 'Nothing was sent for this item.' };

export class Failure extends Error {
	constructor(
		message: string,
		readonly details: FailureDetails = {},
	) {
		super(message);
	}

	/** All that is said beside the message; empty where that is nothing. */
	get hint(): string {
		const { hint = '', nothing } = this.details;
		return [hint, nothing ? NOTHING[nothing] : ''].filter(Boolean).join(' ');
	}
}

/** What a person entered cannot be sent. Its message is a sentence with the field's label. */
export class FieldProblem extends Failure {
	constructor(message: string) {
		super(message, { nothing: 'sent' });
	}
}

/** The run was stopped while a request waited for its turn. */
export class Stopped extends Failure {
	constructor() {
		super('The run was stopped');
	}
}

/** The limit is used up for longer than a request is to wait. */
export class LimitUsedUp extends Failure {
	/** @param until milliseconds since 1970 */
	constructor(readonly until: number) {
		super(`The tenant's request limit is used up until ${new Date(until).toISOString().slice(0, 16)}Z`, {
			status: 429,
			hint: 'Run it again after that time, or ask AMPECO for a higher limit.',
			nothing: 'changed',
		});
	}
}

/** Characters of a text of AMPECO that are shown. */
const LONGEST_TEXT = 500;

/** Characters of an answer that go into an error's data. */
const LARGEST_DATA = 20_000;

/** A text of AMPECO as it is shown: whole, or its beginning. */
export function shortened(text: string): string {
	return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

/** An answer as an error's data: whole, or what it says of itself in short. */
export function dataOf(body: unknown): IDataObject | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	if (JSON.stringify(body).length <= LARGEST_DATA) return body as IDataObject;
	const { message, errorCode } = body as IDataObject;
	const texts = Object.entries({ message, errorCode }).filter(([, text]) => typeof text === 'string');
	return {
		...Object.fromEntries(texts.map(([key, text]) => [key, shortened(String(text))])),
		shortened: `The answer has more than ${LARGEST_DATA} characters`,
	};
}

/** Any error as a Failure, so that all are told alike. */
export function failureOf(error: unknown): Failure {
	if (error instanceof Failure) return error;
	const { message, description } = error as { message?: string; description?: string | null };
	return new Failure(message ?? String(error), { hint: description ?? undefined });
}

/** A failure as one text, for places that show no hint beside the message. */
export function inOneText({ message, hint }: Failure): string {
	return hint ? `${message.replace(/\.$/, '')}. ${hint}` : message;
}

/** The error a node throws. */
export function nodeError(node: INode, failure: Failure, itemIndex: number): NodeApiError | NodeOperationError {
	const { status, data } = failure.details;
	const options = { message: failure.message, description: failure.hint, itemIndex };
	const error =
		status === undefined
			? new NodeOperationError(node, failure.message, options)
			: new NodeApiError(node, (data ?? {}) as JsonObject, { ...options, httpCode: String(status) });
	if (data) error.context.data = data;
	return error;
}

/**
 * An item for the error output. These two keys and no others: n8n 1 takes an item with a third one
 * for a success.
 */
export function errorJson({ message, hint }: Failure): IDataObject {
	return { error: message, message: hint || message };
}

/** Records named in an error's text. */
export const MOST_NAMED = 20;

/** The first names of a list, for messages; all are in the error's data. */
export function named(names: string[], separator: string): string {
	return names.slice(0, MOST_NAMED).join(separator) + (names.length > MOST_NAMED ? `${separator}…` : '');
}
