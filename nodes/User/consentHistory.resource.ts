/** Consent history: each time a user agreed to terms, or took that back. */
import { f, getMany, resource } from '../shared/catalogue';

export const consentHistory = resource({
	value: 'consentHistory',
	name: 'Consent History',
	plural: 'consent history',
	record: { userId: 'integer', termType: 'text', termVersionId: 'integer', action: 'text', actionAt: 'dateTime' },
	operations: {
		getAll: getMany('GET /public-api/resources/consent-history/v1.0', {
			action: 'Get many consent history steps',
			says: 'Lists what users did about terms and when, one item per step. How things are now, Get Many of Consent tells.',
			since: '3.139',
			paging: 'cursor',
			filters: {
				userId: f.any('User ID', { about: 'Whether AMPECO takes one ID or a list such as [5,7] is not known' }),
				termType: f.any('Terms', {
					about: 'A word such as marketing. Whether AMPECO takes one or a list such as ["marketing"] is not known.',
				}),
				action: f.text('Action', { about: "By AMPECO's word for it, as the history shows" }),
				after: f.dateTime('After'),
				before: f.dateTime('Before'),
			},
		}),
	},
});
