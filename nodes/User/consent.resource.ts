/** Consents: which version of the terms a user agreed to or rejected. */
import { create, f, getMany, resource } from '../shared/catalogue';

const status = { agreed: 'Agreed', rejected: 'Rejected' };

export const consent = resource({
	value: 'consent',
	name: 'Consent',
	record: {
		userId: 'integer',
		termVersionId: 'integer',
		termType: 'text',
		status: 'text',
		collection: 'text',
		source: 'text',
		agreedAt: 'dateTime',
		rejectedAt: 'dateTime',
		termVersionIsActive: 'flag',
	},
	operations: {
		create: create('POST /public-api/resources/consents/v1.0', {
			says: "Records a user's answer to one version of the terms, given outside the app. It cannot be changed here afterwards.",
			body: {
				userId: f.required(f.ref('user', 'User')),
				termVersionId: f.required(
					f.ref('termsAndPolicies', 'Terms or Policy', { about: 'The version that was answered' }),
				),
				status: f.required(f.choice('Status', status)),
			},
			hints: { 409: 'This user has answered this version already. Get many consents of the user to see how.' },
		}),
		getAll: getMany('GET /public-api/resources/consents/v1.0', {
			says: 'Lists who agreed to or rejected which version of the terms, and when.',
			paging: 'page',
			filters: {
				userId: f.refs('user', 'Users'),
				termType: f.choices('Terms', {
					signup: 'Sign-Up',
					marketing: 'Marketing',
					subscription: 'Subscription',
					'top-up': 'Top-Up',
				}),
				status: f.choices('Statuses', status),
				agreedAfter: f.dateTime('Agreed After'),
				agreedBefore: f.dateTime('Agreed Before'),
				rejectedAfter: f.dateTime('Rejected After'),
				rejectedBefore: f.dateTime('Rejected Before'),
			},
		}),
	},
});
