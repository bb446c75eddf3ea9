/** Sharing invites: invites to charge at somebody's personal charge point. */
import { f, get, getMany, resource } from '../shared/catalogue';

export const sharingInvite = resource({
	value: 'sharingInvite',
	name: 'Sharing Invite',
	path: { sharingInvite: f.ref('sharingInvite', 'Sharing Invite') },
	record: {
		id: 'integer',
		chargePointId: 'integer',
		userId: 'integer',
		status: 'text',
		createdAt: 'dateTime',
		lastUpdatedAt: 'dateTime',
	},
	operations: {
		getAll: getMany('GET /public-api/resources/sharing-invites/v1.0', {
			says: 'Lists invites by user or charge point. Who has access already, Get Many of Charge Point Share tells.',
			since: '3.251',
			paging: 'cursor',
			filters: { chargePointId: f.ref('chargePoint', 'Charge Point'), userId: f.ref('user', 'User') },
		}),
		get: get('GET /public-api/resources/sharing-invites/v1.0/{sharingInvite}', {
			says: 'Reads which user and charge point an invite is about, and what became of it.',
			since: '3.251',
		}),
	},
});
