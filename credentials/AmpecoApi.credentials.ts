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
import { TENANT_URL_EXPRESSION, UNCHECKED, apiToken, tenantUrl } from '../nodes/shared/runtime/tenantUrl';

const NOT_ACCEPTED = 'AMPECO does not accept this API token. Copy it from AMPECO again, or make a new one.';
const REDIRECTED = 'The address answers with a redirect. Enter the address it leads to as the tenant URL.';
const UNAVAILABLE = 'AMPECO is not available right now. Try again in a few minutes.';
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

	// A role that may not read settings (403) has a valid token all the same.
	test: ICredentialTestRequest = {
		request: {
			baseURL: TENANT_URL_EXPRESSION,
			url: '/public-api/resources/settings/v1.0',
			json: true,
			timeout: 20000,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [301, 302, 303, 307, 308, 401, 404, 500, 502, 503, 504],
			},
		},
		rules: [
			...[301, 302, 303, 307, 308].map((value) => rule(value, REDIRECTED)),
			rule(401, NOT_ACCEPTED),
			rule(404, 'There is no AMPECO API at this address. Check the tenant URL.'),
			...[500, 502, 503, 504].map((value) => rule(value, UNAVAILABLE)),
			// n8n 1 ignores every status, not only 403, so that a wrong token shows in the answer alone.
			{
				type: 'responseSuccessBody',
				properties: { key: 'message', value: 'Unauthenticated.', message: NOT_ACCEPTED },
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: '0',
					value: '<',
					message: 'The address answers with a web page, not with the AMPECO API. Check the tenant URL.',
				},
			},
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
