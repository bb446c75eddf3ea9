/** Reimbursement records: what is paid back for single sessions at home. */
import { action, f, get, getMany, resource } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

/** Who is paid and who pays, as records and reports show it. */
export const sidesRecord: RecordShape = {
	beneficiary: { userId: 'integer' },
	payer: { operatorId: 'integer', partnerId: 'integer', partnerContractId: 'integer' },
};

const record: RecordShape = {
	id: 'integer',
	sessionId: 'integer',
	reimbursementPolicyId: 'integer',
	operatorId: 'integer',
	...sidesRecord,
	authUserId: 'integer',
	effectiveUserId: 'integer',
	periodStartsOn: 'date',
	periodEndsOn: 'date',
	energy: 'number',
	electricityRateSource: 'text',
	rate: 'number',
	amount: 'number',
	currency: 'text',
	taxBasis: 'text',
	taxPercentage: 'number',
	credit: { reimbursementRecordId: 'integer', reason: 'text' },
	creditedByReimbursementRecordId: 'integer',
	createdAt: 'dateTime',
	updatedAt: 'dateTime',
};

export const reimbursementRecord = resource({
	value: 'reimbursementRecord',
	name: 'Reimbursement Record',
	path: { reimbursementRecord: f.ref('reimbursementRecord', 'Reimbursement Record') },
	record,
	simple: [
		'id',
		'sessionId',
		'reimbursementPolicyId',
		'beneficiary.userId',
		'payer.partnerId',
		'payer.partnerContractId',
		'periodStartsOn',
		'periodEndsOn',
		{ totalEnergy: 'energy' },
		'rate',
		'amount',
		'currency',
		'taxPercentage',
		'creditedByReimbursementRecordId',
		'createdAt',
	],
	operations: {
		getAll: getMany('GET /public-api/resources/reimbursement-records/v1.0', {
			says: 'Lists what is paid back session by session. Sums per driver and period are in reimbursement reports.',
			since: '3.251',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/reimbursement-records/v1.0/{reimbursementRecord}', {
			says: 'Reads the amount of one session at home, who gets it and who pays it.',
			since: '3.251',
		}),
		issueCredit: action('POST /public-api/actions/reimbursement-record/v1.0/{reimbursementRecord}/issue-credit', {
			action: 'Issue credit for reimbursement record',
			says: "Reverses the amount of a session by another record. If a reason must be sent along, AMPECO's reference has its name.",
			effect: 'money',
			since: '3.251',
			body: {},
			record,
		}),
	},
});
