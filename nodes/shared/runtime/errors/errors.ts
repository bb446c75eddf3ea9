/** What went wrong, in words a person can act on, and what is known about the outcome: one family of errors for all rooms. */
import * as n8nWorkflow from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { LIMIT_USED_UP, kindOfStatus } from './statuses';

/**
 * What a failure is, for workflows that branch on it; frozen, as it is stored in them. docs/answers.md says what each means.
 */
export const KINDS = [
	'input',
	'missing',
	'refused',
	'notFound',
	'denied',
	'limit',
	'unavailable',
	'unknownOutcome',
	'notReached',
	'stopped',
	'other',
] as const;

export type Kind = (typeof KINDS)[number];

/** A field of a request that AMPECO refuses. */
export interface RefusedField {
	/** AMPECO's own, "periods.0.start". */
	name: string;
	/** What a person sees, "Periods > 1 > Start". */
	label: string;
	/** In AMPECO's words. */
	reason: string;
}

export interface FailureDetails {
	/** What it is, where the rest does not tell. */
	kind?: Kind;
	/** The fields that AMPECO refuses. */
	fields?: RefusedField[];
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

	/** What it is. That nobody knows whether it was carried out comes before all else. */
	get kind(): Kind {
		const { kind, status, outcomeUnknown } = this.details;
		return outcomeUnknown ? 'unknownOutcome' : (kind ?? (status === undefined ? 'other' : kindOfStatus(status)));
	}

	/** All that is said beside the message; empty where that is nothing. */
	get hint(): string {
		const { hint = '', nothing } = this.details;
		return [hint, nothing ? NOTHING[nothing] : ''].filter(Boolean).join(' ');
	}
}

/** What a person entered cannot be sent, or is not there. Its message is a sentence with the field's label. */
export class FieldProblem extends Failure {
	constructor(message: string, kind: 'input' | 'missing' = 'input') {
		super(message, { kind, nothing: 'sent' });
	}
}

/** The run was stopped while a request waited for its turn. */
export class Stopped extends Failure {
	constructor() {
		super('The run was stopped', { kind: 'stopped' });
	}
}

/** The limit is used up for longer than a request is to wait. */
export class LimitUsedUp extends Failure {
	/** @param until milliseconds since 1970 */
	constructor(readonly until: number) {
		super(`The tenant's request limit is used up until ${new Date(until).toISOString().slice(0, 16)}Z`, {
			status: LIMIT_USED_UP,
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
 * An item for the error output: the sentence, what to do, and in `details` what a workflow can branch on. n8n takes an item
 * with any other key for a success, and before 2.34 one with `details` too, so there the two texts come alone. An `error` of
 * the item itself is no way out: n8n then puts its message in place of the whole JSON.
 */
export function errorJson(failure: Failure, node: Pick<INode, 'onError'>): IDataObject {
	const { message, hint, kind } = failure;
	const { status, fields } = failure.details;
	const texts = { error: message, message: hint || message };
	if (node.onError === 'continueErrorOutput' && !takesDetails()) return texts;
	const details = { kind, ...(status === undefined ? {} : { status }), ...(fields ? { fields } : {}) };
	return { ...texts, details } as IDataObject;
}

/** Whether this n8n knows `details`. It tells no version, but 2.34 came with one of these functions and without the other. */
function takesDetails(): boolean {
	return 'isCompletedExecutionStatus' in n8nWorkflow && !('sleepWithAbort' in n8nWorkflow);
}

/** Records named in an error's text. */
export const MOST_NAMED = 20;

/** The first names of a list, for messages; all are in the error's data. */
export function named(names: string[], separator: string): string {
	return names.slice(0, MOST_NAMED).join(separator) + (names.length > MOST_NAMED ? `${separator}…` : '');
}
