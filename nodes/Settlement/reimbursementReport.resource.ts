/** Reimbursement reports: what a driver is paid back for a period. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import { sidesRecord } from './reimbursementRecord.resource';

export const reimbursementReport = resource({
	value: 'reimbursementReport',
	name: 'Reimbursement Report',
	path: { reimbursementReport: f.ref('reimbursementReport', 'Reimbursement Report') },
	record: {
		id: 'integer',
		...sidesRecord,
		reimbursementPolicyId: 'integer',
		periodStartsOn: 'date',
		periodEndsOn: 'date',
		totalEnergy: 'number',
		totalAmount: 'any',
		currency: 'text',
		createdAt: 'dateTime',
		updatedAt: 'dateTime',
	},
	simple: [
		'id',
		'reimbursementPolicyId',
		'beneficiary.userId',
		'payer.partnerId',
		'payer.partnerContractId',
		'periodStartsOn',
		'periodEndsOn',
		'totalEnergy',
		'totalAmount',
		'currency',
		'createdAt',
		'updatedAt',
	],
	operator: ['record'],
	operations: {
		getAll: getMany('GET /public-api/resources/reimbursement-reports/v1.0', {
			says: 'Lists sums per driver and period, for instance for payroll. Single sessions are in reimbursement records.',
			since: '3.251',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/reimbursement-reports/v1.0/{reimbursementReport}', {
			says: 'Reads the sum for one driver and period, and who pays it.',
			since: '3.251',
		}),
		regenerate: action('POST /public-api/actions/reimbursement-report/v1.0/{reimbursementReport}/regenerate', {
			outcome: 'accepted',
			action: 'Regenerate reimbursement report',
			says: "Builds the sums of a period anew, for instance when its records changed since. If something must be sent along, AMPECO's reference has the names.",
			effect: 'write',
			since: '3.251',
			body: {},
		}),
	},
});
