/**
 * The client credentials a tenant gives tokens for, and the tokens it gave. Tokens live an hour of real time: how long those
 * of a real tenant live is not known.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Refusal, type Handler } from './call.mts';
import type { FieldErrors } from './validation.mts';

const LIFE_SECONDS = 3600;

export class Tokens {
	readonly clientId = 'sandbox-client';
	/** Made of the API token, so that it is the same at every start. */
	readonly clientSecret: string;
	readonly #endsAt = new Map<string, number>();

	constructor(apiToken: string) {
		this.clientSecret = createHash('sha256').update(apiToken).digest('hex');
	}

	/** Whether an `Authorization` header bears a token that was given and has not run out. */
	accepts(authorization: string): boolean {
		return (this.#endsAt.get(authorization.replace(/^Bearer /, '')) ?? 0) > Date.now();
	}

	give(): string {
		const token = randomBytes(32).toString('hex');
		this.#endsAt.set(token, Date.now() + LIFE_SECONDS * 1000);
		return token;
	}

	revoke(token: string): void {
		this.#endsAt.delete(token);
	}

	forget(): void {
		this.#endsAt.clear();
	}
}

/** An error in the shape of OAuth: `{error, error_description}`. */
function refusal(status: number, error: string, description: string): Refusal {
	return new Refusal(status, description, undefined, { error, error_description: description });
}

/** A request whose form is wrong; the description names the fields. */
export const oauthRefusal = (errors: FieldErrors): Refusal =>
	refusal(400, 'invalid_request', Object.values(errors).flat().join(' '));

/** The client a request comes from, in the body or by HTTP Basic; refuses one that is not the tenant's. */
function refuseStranger({ tenant, body, authorization }: Parameters<Handler>[0]): void {
	const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1];
	const [id, secret] = basic
		? Buffer.from(basic, 'base64').toString().split(':')
		: [body.client_id, body.client_secret];
	const { clientId, clientSecret } = tenant.tokens!;
	if (id !== clientId || secret !== clientSecret) throw refusal(401, 'invalid_client', 'Client authentication failed.');
}

export const oauthHandlers: Record<string, Handler> = {
	'POST oauth/token': (call) => {
		if (call.body.grant_type !== 'client_credentials')
			throw refusal(400, 'unsupported_grant_type', 'The grant_type must be client_credentials.');
		refuseStranger(call);
		const body = { access_token: call.tenant.tokens!.give(), token_type: 'Bearer', expires_in: LIFE_SECONDS };
		return { status: 200, body };
	},
	'POST oauth/revoke': (call) => {
		refuseStranger(call);
		call.tenant.tokens!.revoke(call.body.token);
		return { status: 200 };
	},
};
