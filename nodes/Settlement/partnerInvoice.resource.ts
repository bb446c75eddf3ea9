/** Partner invoices: what operator and partner bill each other after a settlement, with its credit notes. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const record: RecordShape = {
	id: 'integer',
	number: 'text',
	type: 'text',
	partnerId: 'integer',
	settlementReportId: 'integer',
	sellerType: 'text',
	buyerType: 'text',
	issuedOn: 'text',
	dueOn: 'text',
	paymentTermsDays: 'integer',
	paymentStatus: 'text',
	periodStartsOn: 'text',
	periodEndsOn: 'text',
	totalAmount: { withTax: 'number', withoutTax: 'number' },
	totalTax: 'any',
	currencyCode: 'text',
	referenceId: 'any',
	externalId: 'text',
};

export const partnerInvoice = resource({
	value: 'partnerInvoice',
	name: 'Partner Invoice',
	operator: ['record'],
	path: { partnerInvoice: f.ref('partnerInvoice', 'Partner Invoice') },
	record,
	simple: [
		'id',
		'number',
		'type',
		'partnerId',
		'settlementReportId',
		'issuedOn',
		'dueOn',
		'periodStartsOn',
		'periodEndsOn',
		'paymentStatus',
		'totalAmount',
		'currencyCode',
		'externalId',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-invoices/v1.0', {
			since: '3.251',
			says: 'Lists invoices and credit notes without their lines. To make one, issue it for a settlement report.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/partner-invoices/v1.0/{partnerInvoice}', {
			since: '3.251',
			says: 'Reads one invoice or credit note with its parties and lines.',
		}),
		updateExternalId: action('POST /public-api/actions/partner-invoice/v1.0/{partnerInvoice}/update-external-id', {
			since: '3.251',
			name: 'Update External ID',
			action: 'Update external ID of partner invoice',
			says: 'Notes under which number an invoice is kept in a system of yours.',
			effect: 'write',
			body: { externalId: f.required(f.key('External ID')) },
		}),
		issueCreditNote: action('POST /public-api/actions/partner-invoice/v1.0/{partnerInvoice}/issue-credit-note', {
			since: '3.251',
			action: 'Issue credit note',
			says: "Issues a document that takes back an invoice, which cannot be undone. If a reason or lines must be sent along, AMPECO's reference has the names.",
			effect: 'money',
			body: {},
			record: { ...record, operatorId: 'integer' },
		}),
	},
});
