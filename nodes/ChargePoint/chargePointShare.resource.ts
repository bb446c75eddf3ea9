/** Who else may use a charge point: single users at home, partners for their invited users. */
import { action, create, f, get, getMany, remove, replace, resource, update } from '../shared/catalogue';
import { chargePointPath } from './chargePoint.resource';

export const chargePointShare = resource({
	value: 'chargePointShare',
	name: 'Charge Point Share',
	noun: 'charge point',
	path: { ...chargePointPath, share: f.integer('Share ID', { about: 'As Get Many lists it' }) },
	record: { id: 'integer', userId: 'integer', sharedOn: 'dateTime' },
	operations: {
		create: create('POST /public-api/resources/charge-points/v2.0/{chargePoint}/shares', {
			says: 'Lets one more user charge at a personal charge point. For all users of a partner use Set Shared Partners.',
			body: { userId: f.required(f.ref('user', 'User')) },
		}),
		getAll: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/shares', {
			says: 'Lists the users a personal charge point is shared with, besides its owner.',
			paging: 'cursor',
		}),
		get: get('GET /public-api/resources/charge-points/v2.0/{chargePoint}/shares/{share}', {
			says: 'Reads which user a share is for and since when.',
		}),
		update: update('PATCH /public-api/resources/charge-points/v2.0/{chargePoint}/shares/{share}', {
			says: "Changes how a user may charge there. AMPECO's reference has the names of what can be changed.",
			since: '3.251',
			body: {},
		}),
		setSharedPartners: replace('PUT /public-api/resources/charge-points/v2.0/{chargePoint}/shared-partners', {
			action: 'Set shared partners',
			says: 'Opens a private charge point to users and admins of other partners. Replaces all partners set before.',
			body: {
				partnerIds: f.required(
					f.refs('partner', 'Partners', { about: 'All that should have access; those left out of the list lose it' }),
				),
			},
			record: { success: 'flag' },
			outcome: 'done',
			hints: { 422: 'Check that the charge point is private and belongs to a partner.' },
		}),
		getSharedPartners: getMany('GET /public-api/resources/charge-points/v2.0/{chargePoint}/shared-partners', {
			action: 'Get many shared partners',
			says: 'Lists the partners a private charge point is open to, by partner ID.',
			paging: 'cursor',
			record: { id: 'integer', sharedAt: 'dateTime' },
		}),
		changeSharingCode: action('POST /public-api/actions/charge-point/v2.0/{chargePoint}/change-sharing-code', {
			outcome: 'done',
			action: 'Change sharing code',
			says: 'Sets the code with which other drivers get access to a personal charge point. Without a code the present one is deleted.',
			effect: 'write',
			body: { sharingCode: f.key('Sharing Code', { about: 'Leave it out to delete the present code' }) },
			hints: { 406: 'AMPECO did not change the code. Check that the access type of the charge point is personal.' },
		}),
		delete: remove('DELETE /public-api/resources/charge-points/v2.0/{chargePoint}/shares/{share}', {
			says: 'Takes the charge point away from a user it was shared with; sharing it again makes a new share.',
		}),
	},
});
