/**
 * Where the catalogue differs from the digest on purpose: one line each, with its reason. An entry that no difference
 * needs any more fails the tests.
 */

export interface Exception {
	/** `METHOD path` as the digest has it, or a pattern of it where many operations share the reason. */
	operation: string | RegExp;
	/** Where in the operation: `body.periods[].start`, `filter.status`, `record.type`; or a pattern of it. */
	at: string | RegExp;
	/** The kind of the difference, as `match.cts` prints it. */
	what: string;
	why: string;
}

export const exceptions: Exception[] = [];
