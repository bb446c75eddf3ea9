/** Terms and policies: the versions of the documents that users agree to. */
import { f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const translated: [RecordShape] = [{ locale: 'text', translation: 'text' }];

export const termsOrPolicy = resource({
	value: 'termsOrPolicy',
	name: 'Terms or Policy',
	operator: ['record', 'filter'],
	plural: 'terms and policies',
	path: { termVersion: f.ref('termsAndPolicies', 'Terms or Policy') },
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
	simple: [
		'id',
		{
			documentId: 'document.id',
			title: 'document.title',
			termType: 'document.termType',
			consentRequired: 'document.consentRequired',
		},
		'validFrom',
		'status',
		'summary',
		'content',
		'lastUpdatedAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/terms-and-policies/v2.0', {
			says: 'Lists past, present and future versions of every document, each under an ID of its own.',
			paging: 'links',
			filters: {
				documentId: f.integer('Document ID', { about: 'As the ID inside Document of a version shows it' }),
				validFrom: f.dateTime('Valid From'),
			},
		}),
		get: get('GET /public-api/resources/terms-and-policies/v2.0/{termVersion}', {
			says: 'Reads one version of a document with its whole text. Who agreed to it are Consents in the AMPECO User node.',
		}),
	},
});
