/** What a handler is given and what it gives back. */
import type { Operation } from './digest.mts';
import type { Query } from './query.mts';
import type { Tenant } from './tenant.mts';
import type { FieldErrors } from './validation.mts';

export interface Call {
	tenant: Tenant;
	operation: Operation;
	/** Path parameters in order, decoded and of the declared type's form. */
	ids: string[];
	query: Query;
	/** The validated body; undefined when there is none. */
	body: any;
	/** The request's absolute address with its query. */
	url: URL;
	/** The `Authorization` header as it came. */
	authorization?: string;
}

export interface Answer {
	status: number;
	body?: unknown;
	/** An answer that is a file and no JSON. */
	file?: { type: string; name: string; content: Buffer };
}

export type Handler = (call: Call) => Answer;

/** Thrown to answer an error in the API's shape. */
export class Refusal extends Error {
	readonly status: number;
	readonly errors?: FieldErrors;
	readonly #whole?: object;

	/** @param whole the body where it has another shape, as the OAuth operations' has */
	constructor(status: number, message?: string, errors?: FieldErrors, whole?: object) {
		super(message ?? '');
		this.status = status;
		this.errors = errors;
		this.#whole = whole;
	}

	/** `{message}`, with `errors` for validation; undefined for codes the API answers without a body. */
	get body(): unknown {
		if (this.#whole) return this.#whole;
		if (!this.message) return undefined;
		return this.errors ? { message: this.message, errors: this.errors } : { message: this.message };
	}
}

export const notFound = (what: string) => new Refusal(404, `${what} was not found.`);
export const noRecord = (collection: string) => new Refusal(404, `There is no such record in ${collection}.`);

/** The API's rejection of an action that makes no sense now: 406 without a body. */
export const rejected = () => new Refusal(406);

/** 422 with the fields named; the message tells the first and counts the rest, as Laravel does. */
export function invalid(errors: FieldErrors): Refusal {
	const messages = Object.values(errors).flat();
	const more = messages.length - 1;
	const rest = more === 0 ? '' : ` (and ${more} more error${more === 1 ? '' : 's'})`;
	return new Refusal(422, `${messages[0]}${rest}`, errors);
}

export const invalidField = (field: string, complaint: string) =>
	invalid({ [field]: [`The ${field} field ${complaint}.`] });
