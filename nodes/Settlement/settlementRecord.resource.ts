/** Settlement records: payments noted against a settlement report. */
import { create, f, get, getMany, remove, replace, resource } from '../shared/catalogue';

const body = {
	date: f.required(f.date('Paid On')),
	paidAmount: f.required(f.number('Paid Amount', { about: 'In the currency of the report, in major units' })),
	note: f.required(f.text('Note', { about: 'What the payment was, such as a bank reference' })),
};

export const settlementRecord = resource({
	value: 'settlementRecord',
	name: 'Settlement Record',
	path: {
		partnerSettlementReport: f.ref('partnerSettlementReport', 'Settlement Report'),
		settlementRecord: f.ref('settlementRecord', 'Settlement Record'),
	},
	record: { id: 'integer', date: 'date', paidAmount: 'number', note: 'text' },
	simple: ['id', { paidOn: 'date' }, 'paidAmount', 'note'],
	operations: {
		getAll: getMany('GET /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records', {
			says: 'Lists the payments noted on a report. Compare their sum with its total to see what is open.',
			paging: 'cursor',
		}),
		get: get(
			'GET /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records/{settlementRecord}',
			{ says: 'Reads one payment noted on a report.' },
		),
		create: create('POST /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records', {
			says: 'Notes that an amount of a report was paid. It moves no money by itself, but sent twice it counts twice.',
			effect: 'money',
			body,
		}),
		update: replace(
			'PUT /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records/{settlementRecord}',
			{ says: 'Corrects the date, amount or note of a noted payment.', effect: 'money', body },
		),
		delete: remove(
			'DELETE /public-api/resources/partner-settlement-reports/v1.0/{partnerSettlementReport}/records/{settlementRecord}',
			{ says: 'Takes a noted payment back for good, so that its amount counts as open again.' },
		),
	},
});
