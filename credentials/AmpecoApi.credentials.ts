/** The credential: a tenant's address and an API access token. */
import { UserError } from 'n8n-workflow';
import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { TENANT_URL_EXPRESSION, UNCHECKED, apiToken, tenantUrl } from '../nodes/shared/runtime/send/tenantUrl';

const NOT_ACCEPTED = 'AMPECO does not accept this API token. Copy it from AMPECO again, or make a new one.';
const NOT_AMPECO = 'The address answers with a text, not with the AMPECO API. Check the tenant URL.';
const WEB_PAGE = 'The address answers with a web page, not with the AMPECO API. Check the tenant URL.';
const NO_API = 'There is no AMPECO API at this address. Check the tenant URL.';
const REDIRECTED = 'The address answers with a redirect. Enter the address it leads to as the tenant URL.';
const UNAVAILABLE = 'AMPECO is not available right now. Try again in a few minutes.';
const LIMITED = "The tenant's request limit is used up, so the token could not be tried. Try again in a minute.";
const LOGIN = "The proxy between n8n and AMPECO asks for a login. Check n8n's proxy settings.";
const BLOCKED = 'The network between n8n and AMPECO blocks this address. Ask those who run it.';

/** A role that may not read settings (403) has a valid token all the same. */
const ACCEPTED = [200, 403];

/** What other answers mean to the question of the test; the rest of those that are in use mean that nobody knows the question. */
const MEANINGS: Record<number, string> = {
	401: NOT_ACCEPTED,
	407: LOGIN,
	408: UNAVAILABLE,
	425: UNAVAILABLE,
	429: LIMITED,
	451: BLOCKED,
	511: BLOCKED,
	...Object.fromEntries([301, 302, 303, 307, 308].map((status) => [status, REDIRECTED])),
	...Object.fromEntries([...between(500, 510), ...between(520, 530)].map((status) => [status, UNAVAILABLE])),
};

/** Statuses that servers and gateways are known to answer with. n8n names others by their number. */
const IN_USE = [...between(201, 208), 226, 300, 304, 305, ...between(400, 431), 444, 451, 499, ...between(500, 530)];

function between(first: number, last: number): number[] {
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

export class AmpecoApi implements ICredentialType {
	name = 'ampecoApi';

	displayName = 'AMPECO API';

	icon: Icon = { light: 'file:ampeco.svg', dark: 'file:ampeco.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-ampeco/n8n-nodes-ampeco#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Tenant URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://cp.example.com',
			description: 'Address of your AMPECO back office',
		},
		{
			displayName: 'API Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Made in the AMPECO back office under API Access Tokens. It can do what the user it belongs to can do.',
		},
	];

	/**
	 * Adds the token. Refuses every address but the tenant's own and an https tenant whose certificate is not checked, and
	 * allows redirects within the tenant's host only, so that the token cannot leave the tenant when the credential is used in
	 * the HTTP Request node either.
	 */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const tenant = tenantUrl(credentials.url);
		const token = apiToken(credentials.token);
		if (originOf(requestOptions, tenant) !== new URL(tenant).origin) {
			throw new UserError(`This credential is for ${tenant} only. Use a URL that begins with it.`);
		}
		// Behind a proxy, or on a strange network, anybody could be at the other end.
		if (tenant.startsWith('https:') && isUnchecked(requestOptions)) throw new UserError(UNCHECKED);
		return {
			...requestOptions,
			// HTTP Request would follow a redirect to a subdomain with the token.
			allowedDomains: narrowed(requestOptions.allowedDomains, new URL(tenant).hostname),
			// Otherwise n8n sends it wherever a redirect leads.
			sendCredentialsOnCrossOriginRedirect: false,
			headers: { ...requestOptions.headers, Authorization: `Bearer ${token}` },
		};
	};

	// n8n's rules know a status, and "this property is that value". What they cannot tell, another API's JSON, the first run of
	// a node tells.
	test: ICredentialTestRequest = {
		request: {
			baseURL: TENANT_URL_EXPRESSION,
			url: '/public-api/resources/settings/v1.0',
			json: true,
			timeout: 20000,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: between(201, 999).filter((status) => !ACCEPTED.includes(status)),
			},
		},
		rules: [
			...[...new Set([...IN_USE, ...Object.keys(MEANINGS).map(Number)])]
				.filter((status) => !ACCEPTED.includes(status))
				.map((status) => rule(status, MEANINGS[status] ?? NO_API)),
			// n8n 1 ignores every status, not only 403, so that these show in the answer alone.
			answerRule('message', 'Unauthenticated.', NOT_ACCEPTED),
			answerRule('message', 'Too Many Attempts.', LIMITED),
			answerRule('0', '<', WEB_PAGE),
			// AMPECO answers with an object.
			...['String', 'Number', 'Boolean'].map((type) => answerRule('constructor.name', type, NOT_AMPECO)),
		] as ICredentialTestRequest['rules'],
	};
}

/**
 * Where a request goes; undefined when that is not certain. The HTTP Request node gives its address as `uri`. Without a base,
 * "https:host" is a whole address for what sends it, but a path to one who knows a base.
 */
function originOf(request: IHttpRequestOptions & { uri?: string }, tenant: string): string | undefined {
	const address = request.url ?? request.uri ?? '';
	if (request.baseURL === undefined && URL.canParse(address) && !/^https?:\/\//i.test(address)) return undefined;
	const base = request.baseURL ?? tenant;
	return URL.canParse(address, base) ? new URL(address, base).origin : undefined;
}

/** HTTP Request asks with options of an older form, in which the check is `rejectUnauthorized`. */
function isUnchecked(request: IHttpRequestOptions & { rejectUnauthorized?: boolean }): boolean {
	return Boolean(request.skipSslCertificateValidation) || request.rejectUnauthorized === false;
}

/** The tenant's host alone, unless what a person allowed has no place for it; then n8n is to refuse. */
function narrowed(allowed: string | undefined, host: string): string {
	const given = allowed?.split(',').map((one) => one.trim().toLowerCase()) ?? [host];
	const hasPlace = given.some((one) => one === host || one === '*' || (one[0] === '*' && host.endsWith(one.slice(1))));
	return hasPlace ? host : (allowed ?? host);
}

function rule(value: number, message: string) {
	return { type: 'responseCode', properties: { value, message } };
}

function answerRule(key: string, value: string, message: string) {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}
