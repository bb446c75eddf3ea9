/** Receipts for what drivers paid. */
import { addedIn, f, get, getMany, resource } from '../shared/catalogue';

export const receipt = resource({
	value: 'receipt',
	name: 'Receipt',
	operator: ['record', 'filter'],
	path: { receipt: f.ref('receipt', 'Receipt') },
	record: {
		id: 'integer',
		receiptNo: 'text',
		userId: 'integer',
		totalKwh: 'number',
		periodStart: 'dateTime',
		periodEnd: 'dateTime',
		totalAmount: 'number',
		tax: { taxId: 'integer', taxPercentage: 'number' },
		paymentStatus: 'text',
		downloadUrl: 'text',
		issuedOn: 'date',
		partnerId: 'integer',
	},
	simple: [
		'id',
		'receiptNo',
		'userId',
		'partnerId',
		{ energyKwh: 'totalKwh' },
		'periodStart',
		'periodEnd',
		'totalAmount',
		{ taxId: 'tax.taxId', taxPercentage: 'tax.taxPercentage' },
		'paymentStatus',
		'downloadUrl',
		'issuedOn',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/receipts/v2.0', {
			says: 'Lists receipts, oldest first. Monthly receipts and those of post-paid subscriptions name their period.',
			paging: 'page',
			filters: {
				userId: f.ref('user', 'User', { type: 'text' }),
				paymentStatus: f.choice('Payment Status', {
					pending: 'Pending',
					paid: 'Paid',
					partially_paid: 'Partially Paid',
				}),
				taxId: f.ref('tax', 'Tax', { type: 'text' }),
				periodStart: f.dateTime('Period Start'),
				periodEnd: f.dateTime('Period End'),
				...addedIn('3.251', {
					issuedFrom: f.date('Issued After'),
					issuedTo: f.date('Issued Before'),
					partnerId: f.ref('partner', 'Partner'),
				}),
			},
		}),
		get: get('GET /public-api/resources/receipts/v2.0/{receipt}', {
			says: 'Reads one receipt with its energy, amount, tax and download link.',
		}),
	},
});
