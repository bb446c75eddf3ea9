/** Partner invites: they tie a driver to a partner, which may then pay for sessions. */
import { create, f, get, getMany, remove, resource, sinceLastRun, update } from '../shared/catalogue';
import type { RecordShape } from '../shared/catalogue';

const partnerId = f.ref('partner', 'Partner');

const options = {
	allowCorporateAccountBilling: f.flag('Allow Corporate Billing', {
		wire: ['options', 'allowCorporateAccountBilling'],
		about: "the user may charge at the partner's cost; off for a new invite when left out",
	}),
	limitCorporateAccountBillingToPartnerChargePoints: f.flag('Limit Corporate Billing to Partner Charge Points', {
		wire: ['options', 'limitCorporateAccountBillingToPartnerChargePoints'],
		about: 'the partner pays at its own charge points only; needed once corporate billing is allowed',
	}),
	allowAccessToPrivateChargePoints: f.flag('Allow Private Charge Points', {
		wire: ['options', 'allowAccessToPrivateChargePoints'],
		about: "the user may use the partner's private charge points; off for a new invite when left out",
	}),
};

export const partnerInviteRecord: RecordShape = {
	id: 'integer',
	partnerId: 'integer',
	sendViaEmail: 'flag',
	email: 'text',
	language: 'text',
	acceptUrl: 'text',
	options: {
		allowCorporateAccountBilling: 'flag',
		limitCorporateAccountBillingToPartnerChargePoints: 'flag',
		allowAccessToPrivateChargePoints: 'flag',
	},
	status: 'text',
	createdAt: 'dateTime',
	acceptedAt: 'dateTime',
	userId: 'integer',
	lastUpdatedAt: 'dateTime',
};

export const partnerInvite = resource({
	value: 'partnerInvite',
	name: 'Partner Invite',
	path: { partnerInvite: f.ref('partnerInvite', 'Partner Invite') },
	record: partnerInviteRecord,
	simple: [
		'id',
		'partnerId',
		'userId',
		'email',
		'status',
		'language',
		'acceptUrl',
		'createdAt',
		'acceptedAt',
		'lastUpdatedAt',
	],
	operations: {
		create: create('POST /public-api/resources/partner-invites/v1.0', {
			says: 'Invites a driver to a partner and sends the email, or only makes a link to pass on yourself.',
			body: {
				partnerId: f.required(partnerId),
				email: f.email('Email', {
					about: 'Whom to invite. Needed while AMPECO sends the email, refused when Send via Email is off.',
				}),
				sendViaEmail: f.flag('Send via Email', {
					about:
						'AMPECO sends the invite, as it does when this is left out; when off, pass on the acceptUrl of the answer yourself',
				}),
				language: f.text('Language', {
					example: 'en',
					about: "Language of the email; the tenant's default when left out. Not allowed without an email.",
				}),
				...options,
			},
		}),
		getAll: getMany('GET /public-api/resources/partner-invites/v1.0', {
			says: 'Lists invites, open and accepted. Filter by partner, user or email to see who belongs to whom.',
			paging: 'page',
			filters: {
				partnerId: f.ref('partner', 'Partner', { type: 'text' }),
				status: f.choice('Status', { pending: 'Pending', sent: 'Sent', accepted: 'Accepted' }),
				inviteEmail: f.email('Sent to Email'),
				userId: f.ref('user', 'Accepted By', { type: 'text' }),
				createdFrom: f.dateTime('Created After'),
				createdTo: f.dateTime('Created Before'),
				acceptedAfter: f.dateTime('Accepted After'),
				acceptedBefore: f.dateTime('Accepted Before'),
				lastUpdatedAfter: f.dateTime('Last Updated After'),
				lastUpdatedBefore: f.dateTime('Last Updated Before'),
			},
		}),
		get: get('GET /public-api/resources/partner-invites/v1.0/{partnerInvite}', {
			says: 'Reads one invite with its link, and who accepted it.',
		}),
		getChanged: sinceLastRun(),
		update: update('PATCH /public-api/resources/partner-invites/v1.0/{partnerInvite}', {
			says: 'Changes what an invited user may do. The address cannot change: delete the invite and create another.',
			body: { partnerId, ...options },
		}),
		delete: remove('DELETE /public-api/resources/partner-invites/v1.0/{partnerInvite}', {
			says: 'Removes an invite for good, and its link with it. To change what the user may do, update it instead.',
		}),
	},
});
