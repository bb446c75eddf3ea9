/** Terms and policies: the versions of the documents that users agree to. */
import { dateTime, get, getMany, integer, ref, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const translated: [RecordShape] = [{ locale: 'text', translation: 'text' }];

export const termsAndPolicies = resource({
	value: 'termsAndPolicies',
	name: 'Terms and Policies',
	path: { termVersion: ref('termsAndPolicies', 'Terms Version') },
	record: {
		id: 'integer',
		document: {
			id: 'integer',
			title: translated,
			subtitle: translated,
			consentText: translated,
			termType: 'text',
			consentRequired: 'flag',
			consentCollection: 'text',
			consentCheckboxDefaultState: 'flag',
			showOnSignup: 'flag',
		},
		validFrom: 'dateTime',
		summary: translated,
		content: translated,
		status: 'text',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		get: get('GET /public-api/resources/terms-and-policies/v2.0/{termVersion}', {
			action: 'Get version of terms and policies',
			says: 'Reads one version of a document with its whole text. Who agreed to it are Consents in the AMPECO User node.',
		}),
		getAll: getMany('GET /public-api/resources/terms-and-policies/v2.0', {
			action: 'Get many versions of terms and policies',
			says: 'Lists past, present and future versions of all documents, or of one.',
			paging: 'links',
			filters: {
				documentId: integer('Document ID', { about: 'As the ID inside Document of a version shows it' }),
				validFrom: dateTime('Valid From'),
			},
		}),
	},
});
