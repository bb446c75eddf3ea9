/** Invoices, credit notes and pro forma invoices issued to drivers. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const record: RecordShape = {
	id: 'integer',
	type: 'text',
	number: 'text',
	date: 'dateTime',
	userId: 'integer',
	periodFrom: 'dateTime',
	periodTo: 'dateTime',
	totalEnergy: 'number',
	totalAmount: 'number',
	taxRate: 'integer',
	taxAmount: 'number',
	service: 'text',
	quantity: 'number',
	unitPrice: 'number',
	subtotal: 'number',
	downloadUrl: 'text',
	client: {
		type: 'text',
		name: 'text',
		email: 'text',
		id: 'text',
		taxId: 'text',
		taxAdministrationOfficeName: 'text',
		country: 'text',
		region: 'text',
		state: 'text',
		city: 'text',
		post_code: 'text',
		address: 'text',
	},
	lastUpdatedAt: 'dateTime',
	externalId: 'text',
	partnerId: 'integer',
	paymentStatus: 'text',
	fiscalization: {
		status: 'text',
		referenceNumber: 'text',
		documents: [{ format: 'text', downloadUrl: 'text' }],
	},
};

export const invoice = resource({
	value: 'invoice',
	name: 'Invoice',
	path: { invoice: f.ref('invoice', 'Invoice', { type: 'text' }) },
	record,
	simple: [
		'id',
		'number',
		'type',
		'date',
		'userId',
		'totalAmount',
		'taxAmount',
		'periodFrom',
		'periodTo',
		'downloadUrl',
	],
	operations: {
		get: get('GET /public-api/resources/invoices/v1.0/{invoice}', {
			says: 'Reads one invoice with its client and a download link that works for 24 hours. To make an invoice, see Transaction.',
		}),
		getAll: getMany('GET /public-api/resources/invoices/v1.0', {
			says: 'Lists invoices, credit notes and pro forma invoices, oldest first. A user ID of -1 means a client without an account.',
			paging: 'page',
			filters: {
				issuedFrom: f.dateTime('Issued After'),
				issuedTo: f.dateTime('Issued Before'),
			},
		}),
		getFiscalizationAttempts: getMany('GET /public-api/resources/invoices/v1.0/{invoice}/fiscalization-attempts', {
			since: '3.251',
			action: 'Get fiscalization attempts of invoice',
			says: 'Lists when an invoice was sent to the tax authority, and why that failed.',
			paging: 'cursor',
			record: {
				id: 'integer',
				attemptedAt: 'dateTime',
				isSuccessful: 'flag',
				errorMessage: 'text',
				responseFields: 'any',
			},
		}),
		getFiscalDocument: get('GET /public-api/resources/invoices/v1.0/{invoice}/fiscalization-documents/download', {
			since: '3.251',
			action: 'Get fiscal document of invoice',
			says: 'Fetches what the tax authority certified, as a file.',
			answersFile: true,
			query: {
				format: f.text('Format', { example: 'xml', about: 'One of the formats that Get shows under fiscalization' }),
			},
			record: { success: 'flag' },
		}),
		updateExternalId: action('POST /public-api/actions/invoice/v1.0/{invoice}/update-external-id', {
			since: '3.139',
			name: 'Update External ID',
			action: 'Update external ID of invoice',
			says: 'Notes under which number an invoice is kept in a system of yours.',
			effect: 'write',
			body: { externalId: f.required(f.text('External ID')) },
			record,
		}),
	},
});
