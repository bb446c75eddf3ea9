/** Reimbursement policies: by which rate drivers are paid back for electricity they charge with at home. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const fields = {
	name: f.text('Name'),
	validityStartsOn: f.date('Starts On', { about: 'First day it holds' }),
	validityEndsOn: f.date('Ends On', { about: 'Last day it holds' }),
	electricityRateId: f.ref('electricityRate', 'Electricity Rate', {
		about: 'Needed where the policy itself gives the rate, and not taken where the charge point does',
	}),
	partnerId: f.ref('partner', 'Partner'),
	partnerContractId: f.ref('partnerContract', 'Partner Contract', {
		about: 'A contract of the partner, which must be set too',
	}),
};

const electricityRateSource = f.key('Rate Source', {
	about: "Where the rate comes from, the policy or the charge point, by AMPECO's word for it as existing policies show",
});

const { name, validityStartsOn, ...others } = fields;

export const reimbursementPolicy = resource({
	value: 'reimbursementPolicy',
	name: 'Reimbursement Policy',
	path: { reimbursementPolicy: f.ref('reimbursementPolicy', 'Reimbursement Policy') },
	record: {
		id: 'integer',
		name: 'text',
		validityStartsOn: 'date',
		validityEndsOn: 'date',
		electricityRateSource: 'text',
		electricityRateId: 'integer',
		partnerId: 'integer',
		partnerContractId: 'integer',
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'name',
		'partnerId',
		'partnerContractId',
		'validityStartsOn',
		'validityEndsOn',
		'electricityRateSource',
		'electricityRateId',
		'createdAt',
		'lastUpdatedAt',
	],
	operator: ['record'],
	operations: {
		getAll: getMany('GET /public-api/resources/reimbursement-policies/v1.0', {
			says: 'Lists by which rates drivers are paid back for charging at home, for instance those in force now.',
			since: '3.251',
			paging: 'cursor',
			filters: {
				isActive: f.flag('Active', { about: 'to list policies that are active (on) or not (off)' }),
				partnerId: f.ref('partner', 'Partner'),
				electricityRateSource,
			},
		}),
		get: get('GET /public-api/resources/reimbursement-policies/v1.0/{reimbursementPolicy}', {
			says: 'Reads the rate, partner and validity of one policy.',
			since: '3.251',
		}),
		create: create('POST /public-api/resources/reimbursement-policies/v1.0', {
			says: 'Sets from when on, and by which rate, drivers are paid back for charging at home.',
			effect: 'money',
			since: '3.251',
			body: {
				name: f.required(name),
				validityStartsOn: f.required(validityStartsOn),
				electricityRateSource: f.required(electricityRateSource),
				...others,
			},
		}),
		update: update('PATCH /public-api/resources/reimbursement-policies/v1.0/{reimbursementPolicy}', {
			says: 'Changes the rate, partner or validity; where the rate comes from is set by Create only. What is not set stays as it is.',
			effect: 'money',
			since: '3.251',
			body: fields,
		}),
		delete: remove('DELETE /public-api/resources/reimbursement-policies/v1.0/{reimbursementPolicy}', {
			says: 'Removes a policy for good. To end it on a day, update it with that day as its last.',
			since: '3.251',
		}),
	},
});
