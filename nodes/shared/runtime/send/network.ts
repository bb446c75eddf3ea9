/** What the codes of network errors mean: whether a request left, whether another try is of use, and who is to blame. */

/** The time a request was given is over. In words of the network, as all else that ends a request. */
export class DeadlinePassed extends Error {
	readonly code = 'ETIMEDOUT';
}

/** An answer is larger than any that is expected. */
export class TooLarge extends Error {
	readonly code = 'EMSGSIZE';
}

/** Network errors raised before a byte of the request was sent. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** These end connections that stood as well; only while one is made has nothing been sent. */
const NO_ROUTE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** Time-outs: another try would only wait as long again. */
const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** Whether a request that failed like this has surely not left this machine. */
export function neverLeft(error: unknown): boolean {
	const { code, message } = networkError(error);
	return NEVER_LEFT.has(code) || (NO_ROUTE.has(code) && /\bconnect\b/.test(message));
}

/** Whether TLS could not be agreed on: nothing was sent, and another try would meet the same. */
export function tlsRefused(error: unknown): boolean {
	const { code, message } = networkError(error);
	return (
		/CERT|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code) || (code === 'EPROTO' && message.includes('wrong version number'))
	);
}

/** Whether the answer was too large; the next one would be as well. */
export function isTooLarge(error: unknown): boolean {
	return networkError(error).code === 'EMSGSIZE';
}

/** Whether it failed by waiting too long. */
export function timedOut(error: unknown): boolean {
	return TIMED_OUT.has(networkError(error).code);
}

/**
 * An error of n8n itself, not of the network: no request was made. Only where that is certain; n8n before
 * 2.30 does not keep the cause, and then the request may have been sent.
 */
export function isOwnRefusal(error: unknown): boolean {
	const { name, cause } = error as { name?: string; cause?: { isAxiosError?: boolean } };
	if (name === 'NodeOperationError') return true;
	return cause !== undefined && !cause.isAxiosError && networkError(error).code === '';
}

/**
 * Code and message of a network error, which n8n's wrapper keeps a level or two deeper; n8n before 2.30
 * has them as `httpCode` and `messages` of its own error. Empty when it is no network error.
 */
export function networkError(error: unknown): { code: string; message: string } {
	let current = error as NetworkError | undefined;
	let found = { code: '', message: '' };
	for (let depth = 0; depth < 4 && current; depth += 1) {
		const code = [current.code, current.httpCode].find(
			(one) => typeof one === 'string' && /^[A-Z][A-Z0-9_]+$/.test(one),
		);
		if (code) found = { code: String(code), message: textsOf(current) };
		// This one only says that something deeper went wrong.
		if (code && code !== 'ERR_BAD_RESPONSE') return found;
		current = current.cause as typeof current;
	}
	return found;
}

/** All that an error and its causes say, to look for words in; never to be shown. */
export function textsIn(error: unknown): string {
	const texts: string[] = [];
	let current = error as NetworkError | undefined;
	for (let depth = 0; depth < 4 && current; depth += 1) {
		texts.push(textsOf(current));
		current = current.cause as typeof current;
	}
	return texts.join(' ');
}

/** All an error says. Where a name has several addresses, what happened at each stands in `errors`. */
function textsOf({ message, messages, errors, cause }: NetworkError): string {
	const several = errors ?? (cause as NetworkError | undefined)?.errors ?? [];
	const each = Array.isArray(several) ? several.map((one) => String((one as NetworkError | undefined)?.message)) : [];
	return [message, messages ?? '', ...each].map(String).join(' ');
}

interface NetworkError {
	errors?: unknown;
	code?: unknown;
	httpCode?: unknown;
	message?: unknown;
	messages?: unknown;
	cause?: unknown;
}
