/** Partner invites in API v2.0: policies say what the invited driver may do and who pays. */
import { create, f, get, getMany, remove, resource, update } from '../shared/catalogue';

const policies = {
	accessPolicyId: f.ref('partnerInviteAccessPolicy', 'Access Policy', { about: 'Says where the user may charge' }),
	corporateBillingPolicyId: f.ref('corporateBillingPolicy', 'Corporate Billing Policy', {
		about: 'Says what the partner pays for',
	}),
	reimbursement: f.group(
		'Reimbursement',
		{
			policyId: f.ref('reimbursementPolicy', 'Reimbursement Policy', { about: 'Says what the driver gets back' }),
			rfids: f.any('Reimbursed ID Tags', {
				wire: ['restrictions', 'rfids'],
				about: 'Limits reimbursement to these tags, as JSON such as [1, 2]',
			}),
			vehicles: f.any('Reimbursed Vehicles', {
				wire: ['restrictions', 'vehicles'],
				about: 'Limits reimbursement to these vehicles, as JSON such as [1, 2]',
			}),
		},
		{ about: 'For charging the driver paid for first' },
	),
};

const partnerId = f.ref('partner', 'Partner');

export const partnerInviteV20 = resource({
	value: 'partnerInviteV20',
	name: 'Partner Invite v2.0',
	path: { partnerInvite: f.ref('partnerInvite', 'Partner Invite') },
	record: {
		id: 'integer',
		partnerId: 'integer',
		userId: 'integer',
		email: 'text',
		status: 'text',
		acceptUrl: 'text',
		accessPolicyId: 'integer',
		corporateBillingPolicyId: 'integer',
		reimbursement: { policyId: 'integer', restrictions: { rfids: 'any', vehicles: 'any' } },
		sendViaEmail: 'flag',
		language: 'text',
		createdAt: 'dateTime',
		acceptedAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	simple: [
		'id',
		'partnerId',
		'userId',
		'email',
		'status',
		'language',
		'acceptUrl',
		'accessPolicyId',
		'corporateBillingPolicyId',
		{ reimbursementPolicyId: 'reimbursement.policyId' },
		'createdAt',
		'acceptedAt',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/partner-invites/v2.0', {
			since: '3.251',
			says: 'Invites a driver to a partner under policies made before. To state permissions one by one use Partner Invite.',
			body: {
				partnerId: f.required(partnerId),
				email: f.email('Email', { about: 'Whom to invite' }),
				sendViaEmail: f.flag('Send via Email', { about: 'AMPECO sends the invite' }),
				language: f.text('Language', { example: 'en', about: 'Language of the email' }),
				...policies,
			},
		}),
		getAll: getMany('GET /public-api/resources/partner-invites/v2.0', {
			since: '3.251',
			says: 'Lists invites with their policies. To find one by user or email use Partner Invite.',
			paging: 'cursor',
			filters: {
				partnerId: f.ref('partner', 'Partner'),
				corporateBillingPolicyId: f.ref('corporateBillingPolicy', 'Corporate Billing Policy'),
				status: f.choice('Status', { pending: 'Pending', sent: 'Sent', accepted: 'Accepted' }),
			},
		}),
		get: get('GET /public-api/resources/partner-invites/v2.0/{partnerInvite}', {
			since: '3.251',
			says: 'Reads one invite with its link and policies, and who accepted it.',
		}),
		update: update('PATCH /public-api/resources/partner-invites/v2.0/{partnerInvite}', {
			since: '3.251',
			says: 'Puts an invite under other policies. Address and language stay as they were sent.',
			body: { partnerId, ...policies },
		}),
		delete: remove('DELETE /public-api/resources/partner-invites/v2.0/{partnerInvite}', {
			since: '3.251',
			says: 'Removes an invite for good, in either version. To change what the user may do, change its policies instead.',
		}),
	},
});
