/** Access tokens: short-lived ones for systems that sign in to AMPECO's API by OAuth client credentials. */
import { action, f, resource } from '../shared/catalogue';

const client = {
	clientId: f.key('Client ID', { wire: 'client_id' }),
	clientSecret: f.secret('Client Secret', { wire: 'client_secret' }),
};

const hints = {
	404: 'This tenant does not have client credentials. Ask AMPECO to enable them.',
};

export const accessToken = resource({
	value: 'accessToken',
	name: 'Access Token',
	operations: {
		create: action('POST /public-api/oauth/token', {
			since: '3.251',
			action: 'Create access token',
			says: 'Exchanges client credentials for a token that works for a while. Who has it can use the API, so take care where it goes.',
			effect: 'write',
			body: {
				grantType: f.required(
					f.choice(
						'Grant Type',
						{ client_credentials: 'Client Credentials' },
						{ wire: 'grant_type', default: 'client_credentials' },
					),
				),
				...client,
			},
			record: { access_token: 'text', token_type: 'text', expires_in: 'integer' },
			hints,
		}),
		revoke: action('POST /public-api/oauth/revoke', {
			since: '3.251',
			says: 'Has a token no longer work before its time is over. The credential of this node is not touched.',
			effect: 'destructive',
			body: { token: f.required(f.secret('Token', { about: 'The access token itself' })), ...client },
			hints,
		}),
	},
});
