/** A proxy between n8n and AMPECO: how its address is read, and what goes wrong at it, in words. The token has no part in that. */
import type { IHttpRequestOptions } from 'n8n-workflow';
import { Failure, FieldProblem } from '../errors/errors';
import { isObject } from '../values/objects';
import { neverLeft, textsIn } from './network';

/** How requests get to the tenant. */
interface Way {
	baseUrl: string;
	/** The one under Request Options. Whether n8n's environment names one is not known here. */
	proxy?: IHttpRequestOptions['proxy'];
}

/** @throws FieldProblem where it is no address */
export function proxyOf(address: string): IHttpRequestOptions['proxy'] {
	const match = /^(?:(https?):\/\/)?(?:([^:@/]+)(?::([^@/]*))?@)?(\[[0-9a-f:.]+\]|[^:/@[\]]+):(\d{1,5})\/?$/i.exec(
		address,
	);
	if (!match || Number(match[5]) > 65535) {
		throw new FieldProblem('Proxy must be an address with a port such as http://proxy.example.com:3128.');
	}
	const [, protocol, username, password = '', host, port] = match;
	return {
		host,
		port: Number(port),
		protocol: protocol?.toLowerCase() ?? 'http',
		...(username ? { auth: { username: encoded(username), password: encoded(password) } } : {}),
	};
}

/** As n8n puts it into an address, where it is decoded once more: with each % encoded, whether it was or not. */
function encoded(typed: string): string {
	try {
		return encodeURIComponent(decodeURIComponent(typed));
	} catch {
		return encodeURIComponent(typed);
	}
}

/**
 * What was answered in place of AMPECO, by a proxy that wants a login, or by whatever turns a request away with a page or with
 * nothing: AMPECO says why in JSON. n8n hands on what a proxy answers to CONNECT as if the tenant had said it.
 *
 * @returns undefined where it is AMPECO's answer, or may be
 */
export function proxyRefusal(status: number, body: unknown, { baseUrl, proxy }: Way): Failure | undefined {
	if (status === 407) {
		const what = proxy?.auth
			? 'does not accept the user name and password'
			: proxy
				? 'wants a user name and password'
				: 'wants a user name and password, or does not accept those given';
		return new Failure(`The proxy ${what}`, {
			hint: `Check ${settingOf(proxy)}, as in http://user:password@proxy.example.com:3128.`,
			nothing: 'sent',
		});
	}
	if (status !== 403 || isObject(body)) return undefined;
	const who = proxy ? 'by the proxy or a firewall' : 'by a proxy or a firewall';
	return new Failure(`This was turned away before it came to AMPECO (403), ${who}`, {
		hint: `Have whoever runs it allow ${hostAndPort(baseUrl)}.`,
		nothing: 'changed',
	});
}

/**
 * An error on the way to the proxy, before anything was sent.
 *
 * @returns undefined where it may as well have been on the way to AMPECO
 */
export function proxyFailure(error: unknown, { baseUrl, proxy }: Way): Failure | undefined {
	const texts = textsIn(error);
	if (/\bURI malformed\b/.test(texts)) {
		return new Failure("The proxy's user name or password holds a % that is not written as %25", {
			hint: `Correct ${settingOf(proxy)}.`,
			nothing: 'sent',
		});
	}
	if (/Proxy connection ended before receiving CONNECT/.test(texts)) {
		return new Failure('The proxy ended the connection before it came to AMPECO', {
			hint: `Check ${settingOf(proxy)}, and that the proxy may reach ${hostAndPort(baseUrl)}.`,
			nothing: 'sent',
		});
	}
	if (!neverLeft(error)) return undefined;
	const place = placeIn(texts);
	if (!proxy && (!place || isTenant(place, baseUrl))) return undefined;
	return new Failure(`The proxy could not be reached${place ? `: ${saidOf(place)}` : ''}`, {
		hint: `Check ${settingOf(proxy)}, and that the proxy runs.`,
		nothing: 'sent',
	});
}

/** Where a connection was tried. */
interface Place {
	host: string;
	/** Absent where the name was not even found. */
	port?: string;
}

function placeIn(texts: string): Place | undefined {
	const [, host, port] = /\bconnect [A-Z]+ ([^\s,]+):(\d+)/.exec(texts) ?? [];
	if (host) return { host, port };
	const [, name] = /\bgetaddrinfo [A-Z_]+ ([^\s:,]+)/.exec(texts) ?? [];
	return name ? { host: name } : undefined;
}

/** Whether it may be the tenant's: of an address there is only the port to tell. */
function isTenant({ host, port }: Place, baseUrl: string): boolean {
	const tenant = new URL(baseUrl);
	return port ? port === portOf(tenant) : host === tenant.hostname;
}

function saidOf({ host, port }: Place): string {
	if (!port) return `there is no ${host}`;
	return `nothing answers at ${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function settingOf(proxy: Way['proxy']): string {
	return proxy ? 'Proxy under Request Options' : "HTTP_PROXY and HTTPS_PROXY in n8n's environment";
}

function portOf({ protocol, port }: URL): string {
	return port || (protocol === 'https:' ? '443' : '80');
}

function hostAndPort(baseUrl: string): string {
	const url = new URL(baseUrl);
	return `${url.hostname}:${portOf(url)}`;
}
