/** The tenant's address and token: from what a person types to what can be used, or a sentence that says why not. */
import { UserError } from 'n8n-workflow';

/** An AMPECO address, for messages. */
const EXAMPLE = 'https://cp.example.com';

/** Why the token does not go to an https tenant whose certificate is not checked. */
export const UNCHECKED =
	'The token is not sent while the certificate of an https address is not checked. Turn Ignore SSL Issues off, and have n8n trust the certificate (NODE_EXTRA_CA_CERTS).';

/** Characters of a tenant URL. */
const LONGEST_URL = 2000;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:|$)/i;

/**
 * The same address as an n8n expression over `$credentials.url`, for places that take no function.
 * A test holds it equal to `tenantUrl` for every form that function accepts.
 */
export const TENANT_URL_EXPRESSION =
	'={{ ((address) => (/^https?:\\/\\//i.test(address) ? address : (/^(localhost|127\\.|\\[::1\\])/i.test(address) ? "http://" : "https://") + address).toLowerCase())(/^(https?:\\/\\/)?[^\\/?#]*/i.exec(String($credentials.url).trim())[0]) }}';

/**
 * Turns a tenant's address as people type or paste it (bare host, with scheme, `/public-api`, that of a page of the back
 * office) into its origin, without a trailing slash.
 *
 * @throws UserError with one sentence when it is no such address, or not https on a public host.
 */
export function tenantUrl(typed: unknown): string {
	const address = String(typed ?? '').trim();
	// No address is that long, and the patterns here would take their time.
	if (address.length > LONGEST_URL) throw refused(`The tenant URL is too long. Enter it as ${EXAMPLE}`);
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1].toLowerCase();
	const [rest] = (scheme ? address.slice(scheme.length + 3) : address).split(/[/?#]/);
	if (scheme && scheme !== 'https' && scheme !== 'http') {
		throw refused(`The tenant URL must begin with https, e.g. ${EXAMPLE}`);
	}
	if (rest === '') throw refused(`Enter the tenant URL, e.g. ${EXAMPLE}`);
	if (rest.includes('@')) {
		throw refused(`The tenant URL must not hold a user name or password. Enter it as ${EXAMPLE}`);
	}
	if (!isHost(rest)) throw refused(`The tenant URL is not an address. Enter it as ${EXAMPLE}`);

	const local = LOOPBACK.test(rest);
	if (scheme === 'http' && !local) {
		throw refused(`The tenant URL must begin with https, so that the token stays secret, e.g. ${EXAMPLE}`);
	}
	return `${scheme ?? (local ? 'http' : 'https')}://${rest.toLowerCase()}`;
}

/**
 * The token as it goes into a header.
 *
 * @throws UserError when it is empty or cannot be a token
 */
export function apiToken(typed: unknown): string {
	const token = String(typed ?? '').trim();
	if (/^[\x21-\x7e]+$/.test(token)) return token;
	throw refused('The API token is empty or holds characters no token has. Copy it from AMPECO again.');
}

function isHost(rest: string): boolean {
	const [, host, port] = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d{1,5}))?$/i.exec(rest) ?? [];
	if (!host || Number(port ?? 1) < 1 || Number(port ?? 1) > 65535 || !URL.canParse(`https://${rest}`)) return false;
	if (host.startsWith('[')) return true;
	return host.split('.').every((label) => /^[\p{L}\p{N}_]([\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u.test(label));
}

function refused(message: string): UserError {
	return new UserError(message);
}
